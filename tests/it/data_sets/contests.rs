//! Disputes and wars of states, and who supports rebels.

use super::promises::{
    actor, are_the_same, count, has, order_makes_no_difference, put, read, statement, try_read,
};
use factions::Day;
use factions::import::Treatment;
use factions::import::data_sets::DataSetOptions;
use factions::model::ActorKind;
use std::fmt::Write;

const MIDB: &str = "dispnum,stabb,ccode,stday,stmon,styear,endday,endmon,endyear,sidea,revstate,revtype1,revtype2,fatality,fatalpre,hiact,hostlev,orig,version\n";

fn disputes(side_b: u32) -> String {
    let mut text = MIDB.to_owned();
    // a war of two against one, who came and left at other times
    text += "1,NOR,901,5,10,1962,20,11,1962,1,1,3,-9,6,2000,20,5,1,5\n";
    put(
        &mut text,
        format_args!("1,SOU,902,5,10,1962,20,11,1962,{side_b},0,-9,-9,6,2000,20,5,1,5\n"),
    );
    text += "1,EAS,903,-9,11,1962,20,11,1962,1,0,-9,-9,0,0,17,4,0,5\n";
    // a show of force without an answer, a month without a day
    text += "2,NOR,901,-9,7,1902,24,1,1903,1,1,1,-9,0,0,7,3,1,5\n";
    put(
        &mut text,
        format_args!("2,WES,904,-9,7,1902,24,1,1903,{side_b},0,-9,-9,0,0,0,1,1,5\n"),
    );
    // nobody did anything; one came when the other had left
    text += "3,NOR,901,1,1,1910,1,2,1910,1,1,1,-9,0,0,0,1,1,5\n";
    put(
        &mut text,
        format_args!("3,WES,904,1,1,1910,1,2,1910,{side_b},0,-9,-9,0,0,0,1,1,5\n"),
    );
    text += "4,NOR,901,1,1,1920,1,2,1920,1,1,1,-9,0,0,0,4,1,5\n";
    put(
        &mut text,
        format_args!("4,WES,904,1,3,1920,1,4,1920,{side_b},0,-9,-9,0,0,0,4,1,5\n"),
    );
    text += "5,NOR,901,1,3,1920,1,1,1920,1,0,-9,-9,0,0,0,4,1,5\n6,,,1,3,1920,1,4,1920,1,0,-9,-9,0,0,0,4,1,5\n";
    for number in 10..40 {
        writeln!(text, "{number},A,910,1,1,{},2,2,{},1,0,0,0,0,0,0,4,1,5\n{number},B,911,1,1,{},2,2,{},{side_b},0,0,0,0,0,0,4,1,5", 1900 + number, 1900 + number, 1900 + number, 1900 + number)
            .expect("it is a text");
    }
    text
}

#[test]
fn a_dispute_is_war_where_both_were_at_war_and_rivalry_else() {
    let files = [("MIDB 5.0.csv", &*disputes(0))];
    let import = read(&files);
    let war = statement(&import, "mid-1-901-902-1962-10-05");
    assert!(
        war.contains("kind = \"belligerence\"\nsides = [[\"cow-901\"], [\"cow-902\"]]"),
        "{war}"
    );
    assert!(war.contains("end = \"1962-11-21\""), "{war}");
    let part = statement(&import, "mid-1-903-902-1962-11");
    assert!(
        part.contains("kind = \"rivalry\"") && part.contains("start = \"1962-11\""),
        "{part}"
    );
    assert!(part.contains("levels of hostility 4 and 5"), "{part}");
    assert!(
        statement(&import, "mid-2-901-904-1902-07")
            .contains("start = \"1902-07\"\nend = \"1903-01-25\"")
    );
    assert!(
        !import
            .record
            .statements()
            .iter()
            .any(|one| one.id.starts_with("mid-3-") || one.id.starts_with("mid-4-"))
    );
    // the classes of deaths are no toll
    assert!(
        import
            .record
            .statements()
            .iter()
            .all(|one| one.relation().is_some())
    );
    assert_eq!(count(&import, Treatment::Beyond, "no-action"), 1);
    assert_eq!(count(&import, Treatment::Beyond, "no-action-of-its-own"), 2);
    assert_eq!(count(&import, Treatment::Beyond, "no-opponent"), 2);
    // a relation stands with one row: of 33 pairs, the other is merged
    assert_eq!(count(&import, Treatment::Merged, "told-by-opponent"), 32);
    assert_eq!(import.report.made, 33);
    assert_eq!(count(&import, Treatment::SetAside, "inverted-dates"), 1);
    assert_eq!(count(&import, Treatment::SetAside, "no-side"), 1);
    order_makes_no_difference(&files, &DataSetOptions::default());
    // the other side is 0 in some versions and 2 in others
    let other = disputes(2);
    are_the_same(&read(&[("MIDB 5.0.csv", &*other)]), &import);
}

#[test]
fn what_lasted_to_the_last_day_of_a_data_set_has_the_end_behind_it() {
    // and what lies behind that is set aside, and its row made nothing
    let text = MIDB.to_owned()
        + "1,NOR,901,5,10,2014,31,12,2014,1,1,3,-9,6,2000,20,5,1,5\n\
           1,SOU,902,5,10,2014,31,12,2014,0,0,-9,-9,6,2000,20,5,1,5\n\
           2,NOR,901,5,10,2014,1,1,2015,1,1,3,-9,6,2000,20,5,1,5\n\
           2,SOU,902,5,10,2014,1,1,2015,0,0,-9,-9,6,2000,20,5,1,5\n";
    let import = read(&[("MIDB 5.0.csv", &*text)]);
    let last = statement(&import, "mid-1-901-902-2014-10-05");
    assert!(last.contains("end = \"2015-01-01\""), "{last}");
    assert!(!has(&import, "mid-2-901-902-2014-10-05"));
    assert_eq!(count(&import, Treatment::SetAside, "after-as-of"), 1);
    let report = &import.report;
    let counts = [report.made, report.merged, report.beyond, report.set_aside];
    assert_eq!(counts, [1, 2, 0, 1]);
    let text = inner_wars()
        + "900,Last War,2,4,901,Northland,-8,Front,1,1,1,2010,12,31,2014,-8,-8,-8,-8,-8,-8,1,5,-9,-9,5.1\n";
    let import = read(&[("INTRA-STATE WARS v5.1.csv", &*text)]);
    let last = statement(&import, "cow-war-900-901-front-2010-01-01");
    assert!(last.contains("end = \"2015-01-01\""), "{last}");
}

#[test]
fn what_is_not_known_of_a_side_or_level_is_not_made_up() {
    // the side of one is missing, the level of another
    let text = MIDB.to_owned()
        + "1,NOR,901,1,1,1910,1,2,1910,1,1,1,-9,0,0,0,4,1,5\n\
           1,SOU,902,1,1,1910,1,2,1910,-9,0,-9,-9,0,0,0,4,0,5\n\
           1,EAS,903,1,1,1910,1,2,1910,,0,-9,-9,0,0,0,4,0,5\n\
           1,WES,904,1,1,1910,1,2,1910,0,0,-9,-9,0,0,0,-9,0,5\n\
           2,NOR,901,1,1,1920,1,2,1920,1,1,1,-9,0,0,0,1,1,5\n\
           2,WES,904,1,1,1920,1,2,1920,0,0,-9,-9,0,0,0,-9,0,5\n\
           3,NOR,901,1,1,1930,1,2,1930,1,1,1,-9,0,0,0,5,1,5\n\
           3,WES,904,1,1,1930,1,2,1930,0,0,-9,-9,0,0,0,-9,0,5\n";
    let files = [("MIDB 5.0.csv", &*text)];
    let import = read(&files);
    assert_eq!(count(&import, Treatment::SetAside, "no-side"), 2);
    assert_eq!(import.record.statements().len(), 2);
    let threat = statement(&import, "mid-1-901-904-1910-01-01");
    let war = statement(&import, "mid-3-901-904-1930-01-01");
    for (one, levels) in [(threat, "4 and unknown"), (war, "5 and unknown")] {
        assert!(one.contains("kind = \"rivalry\""), "{one}");
        assert!(one.contains(&format!("hostility {levels}")), "{one}");
    }
    // whether there was any action is not known: that is not said to be none
    assert_eq!(count(&import, Treatment::Beyond, "level-unknown"), 1);
    assert_eq!(count(&import, Treatment::Beyond, "no-action"), 0);
    order_makes_no_difference(&files, &DataSetOptions::default());
    let text = "WarNum,WarName,WarType,ccode,StateName,Side,StartMonth1,StartDay1,StartYear1,EndMonth1,EndDay1,EndYear1,\
StartMonth2,StartDay2,StartYear2,EndMonth2,EndDay2,EndYear2,TransFrom,WhereFought,Initiator,Outcome,TransTo,BatDeath,Version\n\
1,First War,1,901,Northland,1,4,7,1823,11,13,1823,-8,-8,-8,-8,-8,-8,503,2,1,1,-8,-9,4\n\
1,First War,1,902,Southland,-9,4,9,1823,11,13,1823,-8,-8,-8,-8,-8,-8,503,2,2,2,-8,400,4\n\
1,First War,1,903,Eastland,2,4,9,1823,11,13,1823,-8,-8,-8,-8,-8,-8,503,2,2,2,-8,400,4\n";
    let import = read(&[("Inter-StateWarData_v4.0.csv", text)]);
    assert_eq!(count(&import, Treatment::SetAside, "no-side"), 1);
    assert_eq!(import.record.statements().len(), 1);
    assert!(has(&import, "cow-war-1-901-903-1823-04-09"));
}

#[test]
fn disputes_by_dyad_are_told_once() {
    let mut text =
        "dispnum,ccode1,ccode2,year,sidea1,sidea2,hostlev1,hostlev2,version\n".to_owned();
    for year in 1980..1989 {
        put(
            &mut text,
            format_args!("7,901,902,{year},1,0,5,5,2.2.1\n7,902,901,{year},0,1,5,5,2.2.1\n"),
        );
    }
    text += "7,901,902,1995,1,0,5,5,2.2.1\n7,901,903,1995,1,1,5,5,2.2.1\n7,901,901,1995,1,0,5,5,2.2.1\n";
    for number in 0..45 {
        writeln!(
            text,
            "{},910,911,{},1,0,4,2,2.2.1",
            100 + number,
            1900 + number
        )
        .expect("it is a text");
    }
    let files = [("gml-ddy-disps.csv", &*text)];
    let import = read(&files);
    let long = statement(&import, "mid-7-901-902-1980");
    assert!(
        long.contains("start = \"1980\"\nend = \"[1988-01-02..1989-01-01]\""),
        "{long}"
    );
    assert!(has(&import, "mid-7-901-902-1995"));
    assert_eq!(count(&import, Treatment::Merged, "rows-joined"), 17);
    assert_eq!(count(&import, Treatment::Beyond, "same-side"), 1);
    order_makes_no_difference(&files, &DataSetOptions::default());
    // with days
    let days = "disno,dyindex,statea,namea,stateb,nameb,strtday,strtmnth,strtyr,year,endday,endmnth,endyear,sideaa,sideab,hihosta,hihostb\n\
                8,1,901,NOR,902,SOU,-9,7,1902,1902,24,1,1903,1,0,3,4\n8,1,902,SOU,901,NOR,-9,7,1902,1902,24,1,1903,0,1,4,3\n";
    let import = read(&[("dyadic_mid.csv", days)]);
    assert!(statement(&import, "mid-8-901-902-1902-07").contains("end = \"1903-01-25\""));
    assert_eq!(import.record.statements().len(), 1);
}

#[test]
fn a_war_has_a_time_for_each_of_its_spells() {
    let mut text = "WarNum,WarName,WarType,ccode,StateName,Side,StartMonth1,StartDay1,StartYear1,EndMonth1,EndDay1,EndYear1,\
StartMonth2,StartDay2,StartYear2,EndMonth2,EndDay2,EndYear2,TransFrom,WhereFought,Initiator,Outcome,TransTo,BatDeath,Version\n".to_owned();
    text +=
        "1,First War,1,901,Northland,1,4,7,1823,11,13,1823,-8,-8,-8,-8,-8,-8,503,2,1,1,-8,-9,4\n";
    text +=
        "1,First War,1,902,Southland,2,4,9,1823,11,13,1823,-8,-8,-8,-8,-8,-8,503,2,2,2,-8,400,4\n";
    // a break is no war; a month without a day
    text +=
        "2,Second War,1,901,Northland,1,5,1,1912,12,-9,1912,2,3,1913,4,19,1913,-8,2,1,1,-8,100,4\n";
    text +=
        "2,Second War,1,903,Eastland,2,5,1,1912,12,-9,1912,2,3,1913,4,19,1913,-8,2,2,2,-8,100,4\n";
    text += "3,Third War,1,904,Westland,1,-9,-9,-9,-9,-9,-9,-8,-8,-8,-8,-8,-8,-8,2,2,2,-8,100,4\n";
    for number in 10..40 {
        writeln!(text, "{number},W,1,910,A,1,1,1,{},2,2,{},-8,-8,-8,-8,-8,-8,-8,2,1,1,-8,1,4\n{number},W,1,911,B,2,1,1,{},2,2,{},-8,-8,-8,-8,-8,-8,-8,2,1,1,-8,1,4", 1900 + number, 1901 + number, 1900 + number, 1901 + number)
            .expect("it is a text");
    }
    let files = [("Inter-StateWarData_v4.0.csv", &*text)];
    let import = read(&files);
    let first = statement(&import, "cow-war-1-901-902-1823-04-09");
    assert!(
        first.contains("kind = \"belligerence\"") && first.contains("end = \"1823-11-14\""),
        "{first}"
    );
    let before = statement(&import, "cow-war-2-901-903-1912-05-01");
    assert!(
        before.contains("end = \"[1912-12-02..1913-01-01]\""),
        "{before}"
    );
    assert!(statement(&import, "cow-war-2-901-903-1913-02-03").contains("end = \"1913-04-20\""));
    assert_eq!(count(&import, Treatment::SetAside, "no-date"), 1);
    assert!(
        import
            .record
            .statements()
            .iter()
            .all(|one| one.relation().is_some())
    );
    order_makes_no_difference(&files, &DataSetOptions::default());
    // as the file is published, with `\r` alone between its lines
    let old = text.replace('\n', "\r");
    let import = read(&[("Inter-StateWarData_v4.0.csv", &old)]);
    assert_eq!(count(&import, Treatment::SetAside, "no-date"), 1);
    assert!(has(&import, "cow-war-1-901-902-1823-04-09"));
}

fn inner_wars() -> String {
    let mut text = "WarNum,WarName,V5RegionNum,WarType,CcodeA,SideA,CcodeB,SideB,Intnl,StartMo1,StartDy1,StartYr1,EndMo1,EndDy1,EndYr1,\
StartMo2,StartDy2,StartYr2,EndMo2,EndDy2,EndYr2,Initiator,Outcome,DeathsA,DeathsB,Version\n".to_owned();
    text += "700,Georgian War,2,4,901,Northland,-8,\"Georgians, Dhagestania, Chechens\",0,6,10,1818,-9,-9,1822,-8,-8,-8,-8,-8,-8,1,1,5000,6000,5.1\n";
    // another on a side, in a row of its own
    text += "701,Long War,2,4,901,Northland,-8,Front,1,1,1,2010,-7,-7,-7,-8,-8,-8,-8,-8,-8,1,5,-9,-9,5.1\n";
    text += "701,Long War,2,4,902,Southland,-8,-8,1,1,1,2012,-7,-7,-7,-8,-8,-8,-8,-8,-8,1,5,-9,-9,5.1\n";
    for number in 0..60 {
        writeln!(text, "{},W{number},2,4,910,A,-8,Rebels of {number},0,1,1,{},2,2,{},-8,-8,-8,-8,-8,-8,1,1,1,1,5.1", 800 + number, 1850 + number, 1851 + number)
            .expect("it is a text");
    }
    text
}

#[test]
fn sides_of_inner_wars_are_names() {
    let files = [("INTRA-STATE WARS v5.1.csv", &*inner_wars())];
    let import = read(&files);
    let several = actor(&import, "georgians-dhagestania-chechens");
    assert_eq!(several.kind, ActorKind::Other);
    assert_eq!(count(&import, Treatment::Guessed, "several-names"), 1);
    let war = statement(
        &import,
        "cow-war-700-901-georgians-dhagestania-chechens-1818-06-10",
    );
    assert!(war.contains("end = \"[1822-01-02..1823-01-01]\""), "{war}");
    // -7 is what goes on, as of the last day of version 5
    let long = statement(&import, "cow-war-701-901-front-2010-01-01");
    assert!(long.contains("end = \"..\""), "{long}");
    assert!(has(&import, "cow-war-701-902-front-2012-01-01"));
    assert_eq!(
        import
            .record
            .as_of()
            .and_then(Day::date)
            .map(|day| day.to_string())
            .as_deref(),
        Some("2014-12-31")
    );
    order_makes_no_difference(&files, &DataSetOptions::default());
}

#[test]
fn wars_outside_the_system_have_their_own_columns() {
    let extra = "WarNum,WarName,WarType,ccode1,SideA,ccode2,SideB,StartMonth1,StartDay1,StartYear1,EndMonth1,EndDay1,EndYear1,StartMonth2,StartDay2,StartYear2,EndMonth2,EndDay2 ,EndYear2,Initiator,Interven,TransFrom,Outcome,TransTo,WhereFought,BatDeath,NonStateDeaths,Version\n\
        300,Colony War,2,901,Northland,-8,Hill People,9,-9,1816,-9,-9,1818,-8,-8,-8,-8,-8,-8,1,0,-8,1,-8,7,100,-9,4\n";
    let import = read(&[("Extra-StateWarData_v4.0.csv", extra)]);
    let war = statement(&import, "cow-war-300-901-hill-people-1816-09");
    assert!(
        war.contains("start = \"1816-09\"\nend = \"[1818-01-02..1819-01-01]\""),
        "{war}"
    );
    let none = "WarNum,WarName,WarType,WhereFought,SideA1,SideA2,SideB1,SideB2,SideB3,SideB4,SideB5,StartYear,StartMonth,StartDay,EndYear,EndMonth,EndDay,Initiator,TransFrom,TransTo,Outcome,SideADeaths,SideBDeaths,TotalCombatDeaths,Version\n\
        1500,Tribe War,8,7,Hill People,Lake People,River People,-8,-8,-8,-8,1818,-9,-9,1824,-9,-9,A,-8,-8,1,1,1,2,4\n";
    let import = read(&[("Non-StateWarData_v4.0.csv", none)]);
    let war = statement(&import, "cow-war-1500-hill-people-river-people-1818");
    assert!(
        war.contains("start = \"1818\"\nend = \"[1824-01-02..1825-01-01]\""),
        "{war}"
    );
    assert!(has(&import, "cow-war-1500-lake-people-river-people-1818"));
}

fn supporters(dot: &str) -> String {
    let mut text = format!(
        "ucdpid\tdyadid\tside_a\tside_b\tstartdate\tenddate\trebel{dot}support\trtypesup\trsupname\tgov{dot}support\tgtypesup\tgsupname\trebestimate\ttypeoftermination\n"
    );
    text += "1\t11\tNorthland\tFront\t1990-05-01\t1994-06-30\texplicit\tmilitary\tEastland, Westland\talleged\ttroops\tSouthland\t500\t4\n";
    text += "1\t12\tNorthland\tBand\t1990-05-01\t1994-06-30\talleged\tendorsement\tFront\tno\tno\tno\t500\t6.1\n";
    text += "1\t13\tNorthland\tOthers\t1990-05-01\t1994-06-30\texplicit\tmilitary\tNA\tno\t\t\t500\t4\n";
    text += "1\t14\tNorthland\tLate\t1990-05-01\t1980-06-30\tno\t\t\tno\t\t\t500\t4\n";
    for number in 0..60 {
        writeln!(text, "2\t{number}\tNorthland\tGroup {number}\t1960-01-01\t1961-01-01\t{}\tmilitary\tEastland\tno\t\t\t1\t4", if number % 2 == 0 { "no" } else { "explicit" })
            .expect("it is a text");
    }
    text
}

#[test]
fn support_of_rebels_is_as_sure_as_it_is_said_to_be() {
    let files = [("nsa_v3.4_21November2013.asc", &*supporters("."))];
    let import = read(&files);
    let sure = statement(&import, "nsa-eastland-front-1990-05-01");
    assert!(
        sure.contains("from = \"eastland\"\nto = \"front\"\nstart = \"[1990-05-01..1994-06-30]\""),
        "{sure}"
    );
    assert!(
        !sure.contains("end =") && !sure.contains("certainty"),
        "{sure}"
    );
    let alleged = statement(&import, "nsa-southland-northland-1990-05-01");
    assert!(
        alleged.contains("certainty = \"alleged\"") && alleged.contains("hedge = \"alleged\""),
        "{alleged}"
    );
    assert!(has(&import, "nsa-westland-front-1990-05-01"));
    assert_eq!(actor(&import, "front").kind, ActorKind::ArmedGroup);
    assert_eq!(actor(&import, "northland").kind, ActorKind::Government);
    assert_eq!(actor(&import, "eastland").kind, ActorKind::State);
    assert_eq!(count(&import, Treatment::Beyond, "no-support"), 30);
    assert_eq!(count(&import, Treatment::SetAside, "no-supporter"), 1);
    assert_eq!(count(&import, Treatment::SetAside, "inverted-dates"), 1);
    order_makes_no_difference(&files, &DataSetOptions::default());
    // copies that went through other programs have no dots
    let other = read(&[("nsa.csv", &*supporters(""))]);
    assert_eq!(
        other.record.statements().len(),
        import.record.statements().len()
    );
}

#[test]
fn tables_that_name_nobody_are_refused_with_the_way_out() {
    for (header, says) in [
        (
            "dispnum,stday,styear,hostlev,recip,numa,numb",
            "without their participants",
        ),
        (
            "atopid,member,yrent,moent,dayent",
            "without what these oblige to",
        ),
        (
            "atopid,cowid,begyr,defense,offense",
            "without their members",
        ),
    ] {
        let cells = vec!["1"; header.split(',').count()].join(",");
        let refused = try_read(
            &[("table.csv", &format!("{header}\n{cells}\n"))],
            DataSetOptions::default(),
        );
        let refused = refused.expect_err("it names nobody").to_string();
        assert!(refused.contains(says), "{refused}");
    }
}
