//! Data sets of states: lists, alliances, treaties, disputes, wars; and who supports rebels.

use super::{count, has, order_makes_no_difference, read, shuffled, statement, try_read};
use factions::Record;
use factions::import::data_sets::{DataSetOptions, DataSetReader};
use factions::import::{Import, Measure};
use factions::model::{Actor, ActorKind, End};
use std::fmt::Write;

fn actor<'i>(import: &'i Import, key: &str) -> &'i Actor {
    let id = import
        .record
        .actor_by_key(key)
        .unwrap_or_else(|| panic!("no `{key}`"));
    &import.record.actors()[id.index()]
}

fn periods(actor: &Actor) -> Vec<String> {
    let text = |period: &factions::model::Period| {
        let start = period.start().map_or("?".to_owned(), ToString::to_string);
        format!("{start} to {}", period.end())
    };
    actor.active.iter().map(|one| text(&one.period)).collect()
}

/// Sixty states that are there to the end of the list.
fn others(mut row: impl FnMut(u32) -> String) -> String {
    (1..=60).map(|number| row(900 + number)).collect()
}

fn cow_states() -> String {
    let mut text =
        "stateabb,ccode,statenme,styear,stmonth,stday,endyear,endmonth,endday,version\n".to_owned();
    text += "NOR,901,Northland,1816,1,1,1940,6,16,2016\n";
    text += "NOR,901,Northland,1991,9,6,2016,12,31,2016\n";
    text += "EMP,950,Old Empire,1816,1,1,1918,11,3,2016\n";
    text += "MON,951,Monthland,1900,5,-9,1950,-9,-9,2016\n";
    text += "DEN,390,Denmark,1816,1,1,2016,12,31,2016\n";
    text += "BAD,952,Badland,1950,1,1,1940,1,1,2016\n";
    text += "NUN,,Nowhere,1950,1,1,1960,1,1,2016\n";
    text += "WRO,953,Wrongland,1950,13,1,1960,1,1,2016\n";
    text + &others(|number| {
        format!(
            "S{number},{},State {number},1900,1,1,2016,12,31,2016\n",
            number + 100
        )
    })
}

#[test]
fn a_state_has_all_its_times_and_ends_the_day_behind_the_last() {
    let files = [("states2016.csv", &*cow_states())];
    let import = read(&files);
    let north = actor(&import, "cow-901");
    assert_eq!(north.kind, ActorKind::State);
    assert_eq!(
        (&*north.name, north.short.as_deref()),
        ("Northland", Some("NOR"))
    );
    assert_eq!(
        periods(north),
        ["1816-01-01 to 1940-06-17", "1991-09-06 to .."]
    );
    assert_eq!(north.ids.of("cow").collect::<Vec<_>>(), ["901"]);
    assert_eq!(
        periods(actor(&import, "cow-950")),
        ["1816-01-01 to 1918-11-04"]
    );
    // no day is more exact than the list
    assert_eq!(
        periods(actor(&import, "cow-951")),
        ["1900-05 to [1950-01-02..1951-01-01]"]
    );
    assert_eq!(actor(&import, "cow-390").country.as_deref(), Some("DK"));
    assert_eq!(
        import
            .record
            .as_of()
            .and_then(|day| day.date())
            .map(|day| day.to_string())
            .as_deref(),
        Some("2016-12-31")
    );
    assert_eq!(count(&import, Measure::Merged, "several-times"), 1);
    assert_eq!(count(&import, Measure::Guessed, "still-there"), 62);
    for code in ["inverted-dates", "no-id", "no-date"] {
        assert_eq!(count(&import, Measure::SetAside, code), 1, "{code}");
    }
    order_makes_no_difference(&files, &DataSetOptions::default());
}

#[test]
fn the_two_lists_of_states_are_two_schemes() {
    let mut text = "gwcode,gwc,country_name,start,end,microstate\n".to_owned();
    text += "678,YEM,\"Yemen (Arab Republic of Yemen)\",1918-10-30,9999-12-31,FALSE\n";
    text += "260,GFR,German Federal Republic,1949-09-21,9999-12-31,FALSE\n";
    text += "265,GDR,German Democratic Republic,1949-10-05,1990-10-02,FALSE\n";
    // one state by two rows without a day between
    text += "901,NOR,Northland,1950-01-01,1959-12-31,FALSE\n901,NOR,Northland,1960-01-01,1970-05-05,FALSE\n";
    text += &others(|number| {
        format!(
            "{},X{number},State {number},1900-01-01,9999-12-31,TRUE\n",
            number + 100
        )
    });
    let files = [("gwstates.csv", &*text)];
    let import = read(&files);
    let yemen = actor(&import, "gw-678");
    assert_eq!(yemen.country.as_deref(), Some("YE"));
    assert_eq!(yemen.ids.of("gw").next(), Some("678"));
    assert_eq!(yemen.ids.of("cow").next(), None);
    assert_eq!(yemen.active[0].period.end(), &End::Ongoing);
    assert_eq!(
        periods(actor(&import, "gw-265")),
        ["1949-10-05 to 1990-10-03"]
    );
    assert_eq!(actor(&import, "gw-265").country, None);
    assert_eq!(
        periods(actor(&import, "gw-901")),
        ["1950-01-01 to 1970-05-06"]
    );
    order_makes_no_difference(&files, &DataSetOptions::default());
    // files of both are not read together
    let refused = try_read(
        &[files[0], ("states2016.csv", &cow_states())],
        DataSetOptions::default(),
    );
    assert!(refused.is_err());
}

#[test]
fn the_list_of_gleditsch_and_ward_has_no_header() {
    let mut text = "901\tNOR\tNorthland\t01:01:1816\t31:12:2020\n950\tEMP\tOld Empire\t01:01:1816\t03:11:1918\n".to_owned();
    text += &others(|number| {
        format!(
            "{}\tX\tState {number}\t01:01:1900\t31:12:2020\n",
            number + 100
        )
    });
    let import = read(&[("iisystem.dat", &text)]);
    assert_eq!(import.report.read, 62);
    assert_eq!(periods(actor(&import, "gw-901")), ["1816-01-01 to .."]);
    assert_eq!(
        periods(actor(&import, "gw-950")),
        ["1816-01-01 to 1918-11-04"]
    );
}

const DYADIC: &str = "version4id,ccode1,state_name1,ccode2,state_name2,dyad_st_day,dyad_st_month,dyad_st_year,\
dyad_end_day,dyad_end_month,dyad_end_year,left_censor,right_censor,defense,neutrality,nonaggression,entente,version\n";

fn alliances() -> String {
    let mut text = DYADIC.to_owned();
    text += "1,901,Northland,902,Southland,4,4,1949,,,,0,1,1,0,1,0,4.1\n";
    text += "1,902,Southland,901,Northland,4,4,1949,,,,0,1,1,0,1,0,4.1\n";
    text += "2,902,Southland,903,Eastland,8,4,1904,,8,1912,0,0,0,0,0,1,4.1\n";
    text += "3,901,Northland,903,Eastland,1,1,1816,1,1,1860,1,0,0,1,1,0,4.1\n";
    // the two directions differ
    text += "4,901,Northland,904,Westland,1,2,1950,3,4,1960,0,0,1,0,0,0,4.1\n";
    text += "4,904,Westland,901,Northland,1,2,1950,3,4,1960,0,0,0,0,1,0,4.1\n";
    text += "5,901,Northland,905,Isle,1,2,1950,,,,0,0,0,0,1,0,4.1\n";
    text += "6,901,Northland,901,Northland,1,2,1950,,,,0,0,0,0,1,0,4.1\n";
    text += "7,901,Northland,905,Isle,1,2,1950,1,2,1940,0,0,0,0,1,0,4.1\n";
    for number in 0..60 {
        writeln!(
            text,
            "{},{},A{number},{},B{number},1,1,{},31,12,{},0,0,1,0,0,0,4.1",
            100 + number,
            906 + number,
            907 + number,
            1900 + number,
            1910 + number
        )
        .expect("it is a text");
    }
    text
}

#[test]
fn an_alliance_is_one_mutual_relation_a_pair_and_time() {
    let files = [("alliance_v4.1_by_dyad.csv", &*alliances())];
    let import = read(&files);
    let first = statement(&import, "cow-alliance-1-901-902-1949-04-04");
    assert!(
        first.contains("kind = \"alliance\"\nbetween = [\"cow-901\", \"cow-902\"]"),
        "{first}"
    );
    assert!(
        first.contains("start = \"1949-04-04\"\nend = \"..\"")
            && first.contains("note = \"defense, nonaggression\""),
        "{first}"
    );
    // a month without a day, the last day inclusive
    let entente = statement(&import, "cow-alliance-2-902-903-1904-04-08");
    assert!(
        entente.contains("kind = \"agreement\"")
            && entente.contains("end = \"[1912-08-02..1912-09-01]\""),
        "{entente}"
    );
    let neutral = statement(&import, "cow-alliance-3-901-903-by-1816-01-01");
    assert!(
        neutral.contains("kind = \"neutrality\"")
            && neutral.contains("start = \"[..1816-01-01]\"\nend = \"1860-01-02\""),
        "{neutral}"
    );
    let unequal = statement(&import, "cow-alliance-4-901-904-1950-02-01");
    assert!(unequal.contains("kind = \"alliance\""), "{unequal}");
    assert_eq!(count(&import, Measure::Changed, "obligations-differ"), 1);
    // without an end and a censor it is not known
    assert!(!statement(&import, "cow-alliance-5-901-905-1950-02-01").contains("end ="));
    assert_eq!(count(&import, Measure::SetAside, "self-tie"), 1);
    assert_eq!(count(&import, Measure::SetAside, "inverted-dates"), 1);
    assert_eq!(count(&import, Measure::Merged, "same-pact"), 2);
    assert_eq!(
        import
            .record
            .as_of()
            .and_then(|day| day.date())
            .map(|day| day.to_string())
            .as_deref(),
        Some("2012-12-31")
    );
    order_makes_no_difference(&files, &DataSetOptions::default());
}

#[test]
fn members_of_a_treaty_are_bound_while_both_are_in_it() {
    let mut text = "version4id,ccode,state_name,all_st_day,all_st_month,all_st_year,all_end_day,all_end_month,all_end_year,ss_type,\
mem_st_day,mem_st_month,mem_st_year,mem_end_day,mem_end_month,mem_end_year,left_censor,right_censor,defense,neutrality,nonaggression,entente,version\n".to_owned();
    let all = "4,4,1949,,,,\"Type I: Defense Pact\"";
    text += &format!("1,901,Northland,{all},4,4,1949,,,,0,1,1,0,1,0,4.1\n");
    text += &format!("1,902,Southland,{all},4,4,1949,,,,0,1,1,0,1,0,4.1\n");
    text += &format!("1,903,Eastland,{all},-9,5,1955,3,11,1966,0,0,1,0,1,0,4.1\n");
    text += &format!("1,904,Westland,{all},1,1,1970,,,,0,1,1,0,1,0,4.1\n");
    text += "2,905,Isle,1,1,1950,,,,x,1,1,1950,,,,0,0,1,0,0,0,4.1\n";
    for number in 0..30 {
        for side in 0..2 {
            writeln!(
                text,
                "{},{},S,1,1,1900,,,,x,1,1,1900,1,1,1910,0,0,1,0,0,0,4.1",
                100 + number,
                910 + number * 2 + side
            )
            .expect("it is a text");
        }
    }
    let files = [("alliance_v4.1_by_member.csv", &*text)];
    let import = read(&files);
    let late = statement(&import, "cow-alliance-1-901-903-1955-05");
    assert!(
        late.contains("start = \"1955-05\"\nend = \"1966-11-04\""),
        "{late}"
    );
    assert!(has(&import, "cow-alliance-1-901-904-1970-01-01"));
    // one had left before the other came
    assert!(
        !import
            .record
            .statements()
            .iter()
            .any(|one| one.id.contains("-903-904-"))
    );
    assert_eq!(count(&import, Measure::Beyond, "member-alone"), 1);
    order_makes_no_difference(&files, &DataSetOptions::default());
    // beside the dyads nothing is told twice
    let both = read(&[files[0], ("alliance_v4.1_by_dyad.csv", &alliances())]);
    let same = both
        .record
        .statements()
        .iter()
        .filter(|one| one.id.starts_with("cow-alliance-1-901-902"));
    assert_eq!(same.count(), 1);
}

#[test]
fn the_rows_of_years_repeat_a_time() {
    let header = DYADIC.replace(",version", ",year,version");
    let mut text = header;
    for year in 1949..2013 {
        for (one, other) in [(901, 902), (902, 901)] {
            writeln!(
                text,
                "1,{one},A,{other},B,4,4,1949,,,,0,1,1,0,0,0,{year},4.1"
            )
            .expect("it is a text");
        }
    }
    let files = [("alliance_v4.1_by_directed_yearly.csv", &*text)];
    let import = read(&files);
    assert_eq!(import.record.statements().len(), 1);
    assert_eq!((import.report.made, import.report.merged), (1, 127));
    order_makes_no_difference(&files, &DataSetOptions::default());
}

fn treaties() -> String {
    let mut text =
        "ccode1,ccode2,year,atop_defense,atop_offense,atop_neutral,atop_nonagg,atop_consul\n"
            .to_owned();
    for year in 1950..=2018 {
        for (one, other) in [(901, 902), (902, 901)] {
            // defense till 1969, nonaggression till 1979, and to the end of the file
            let kinds = match year {
                ..1970 => "1,0,0,0,1",
                1970..1980 => "0,0,0,1,0",
                _ => "0,0,0,0,0",
            };
            writeln!(text, "{one},{other},{year},{kinds}").expect("it is a text");
        }
        writeln!(text, "901,903,{year},0,0,1,1,0").expect("it is a text");
        // one direction only has more
        writeln!(text, "901,904,{year},0,1,0,0,0\n904,901,{year},0,0,0,0,1").expect("it is a text");
    }
    text + "901,901,1950,1,0,0,0,0\n901,,1950,1,0,0,0,0\n901,905,,1,0,0,0,0\n"
}

#[test]
fn years_of_treaties_are_joined_and_the_last_is_open() {
    let files = [("atop51-dyad-year.csv", &*treaties())];
    let import = read(&files);
    let first = statement(&import, "atop-alliance-901-902-1950");
    assert!(
        first.contains("start = \"1950\"\nend = \"[1969-01-02..1970-12-31]\""),
        "{first}"
    );
    let second = statement(&import, "atop-agreement-901-902-1970");
    assert!(
        second.contains("end = \"[1979-01-02..1980-12-31]\""),
        "{second}"
    );
    let neutral = statement(&import, "atop-neutrality-901-903-1950");
    assert!(
        !neutral.contains("end =") && neutral.contains("note = \"neutral, nonagg\""),
        "{neutral}"
    );
    assert!(statement(&import, "atop-alliance-901-904-1950").contains("offense, consul"));
    assert_eq!(count(&import, Measure::Changed, "obligations-differ"), 69);
    assert_eq!(count(&import, Measure::Beyond, "no-obligation"), 78);
    for code in ["self-tie", "no-side", "no-date"] {
        assert_eq!(count(&import, Measure::SetAside, code), 1, "{code}");
    }
    assert_eq!(count(&import, Measure::Guessed, "state-without-name"), 4);
    order_makes_no_difference(&files, &DataSetOptions::default());
    // with the list of states in any order they have names
    let list = ("states2016.csv", &*cow_states());
    let (one, other) = (read(&[list, files[0]]), read(&[files[0], list]));
    assert_eq!(one.record.to_toml(), other.record.to_toml());
    assert_eq!(&*actor(&one, "cow-901").name, "Northland");
}

const MIDB: &str = "dispnum,stabb,ccode,stday,stmon,styear,endday,endmon,endyear,sidea,revstate,revtype1,revtype2,fatality,fatalpre,hiact,hostlev,orig,version\n";

fn disputes(side_b: u32) -> String {
    let mut text = MIDB.to_owned();
    // a war of two against one, who came and left at other times
    text += "1,NOR,901,5,10,1962,20,11,1962,1,1,3,-9,6,2000,20,5,1,5\n";
    text += &format!("1,SOU,902,5,10,1962,20,11,1962,{side_b},0,-9,-9,6,2000,20,5,1,5\n");
    text += "1,EAS,903,-9,11,1962,20,11,1962,1,0,-9,-9,0,0,17,4,0,5\n";
    // a show of force without an answer, a month without a day
    text += "2,NOR,901,-9,7,1902,24,1,1903,1,1,1,-9,0,0,7,3,1,5\n";
    text += &format!("2,WES,904,-9,7,1902,24,1,1903,{side_b},0,-9,-9,0,0,0,1,1,5\n");
    // nobody did anything; one came when the other had left
    text += "3,NOR,901,1,1,1910,1,2,1910,1,1,1,-9,0,0,0,1,1,5\n";
    text += &format!("3,WES,904,1,1,1910,1,2,1910,{side_b},0,-9,-9,0,0,0,1,1,5\n");
    text += "4,NOR,901,1,1,1920,1,2,1920,1,1,1,-9,0,0,0,4,1,5\n";
    text += &format!("4,WES,904,1,3,1920,1,4,1920,{side_b},0,-9,-9,0,0,0,4,1,5\n");
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
    assert_eq!(count(&import, Measure::Beyond, "no-action"), 1);
    assert_eq!(count(&import, Measure::Beyond, "no-pair-of-its-own"), 4);
    assert_eq!(count(&import, Measure::SetAside, "inverted-dates"), 1);
    assert_eq!(count(&import, Measure::SetAside, "no-side"), 1);
    order_makes_no_difference(&files, &DataSetOptions::default());
    // the other side is 0 in some versions and 2 in others
    let other = disputes(2);
    assert_eq!(
        read(&[("MIDB 5.0.csv", &*other)]).record.to_toml(),
        import.record.to_toml()
    );
}

#[test]
fn disputes_by_dyad_are_told_once() {
    let mut text =
        "dispnum,ccode1,ccode2,year,sidea1,sidea2,hostlev1,hostlev2,version\n".to_owned();
    for year in 1980..1989 {
        text += &format!("7,901,902,{year},1,0,5,5,2.2.1\n7,902,901,{year},0,1,5,5,2.2.1\n");
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
    assert_eq!(count(&import, Measure::Merged, "rows-joined"), 17);
    assert_eq!(count(&import, Measure::Beyond, "same-side"), 1);
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
    assert_eq!(count(&import, Measure::SetAside, "no-date"), 1);
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
    assert_eq!(count(&import, Measure::SetAside, "no-date"), 1);
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
    assert_eq!(count(&import, Measure::Guessed, "several-names"), 1);
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
            .and_then(|day| day.date())
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
    assert_eq!(count(&import, Measure::Beyond, "no-support"), 30);
    assert_eq!(count(&import, Measure::SetAside, "no-supporter"), 1);
    assert_eq!(count(&import, Measure::SetAside, "inverted-dates"), 1);
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

#[test]
fn a_state_that_the_record_has_is_found_by_its_number() {
    let record = Record::from_toml(
        "[actors]\nnorth = { name = \"The North\", kind = \"state\", ids = { cow = \"901\" } }",
    )
    .expect("it is a record");
    let reader = DataSetReader::new().beside("north.toml", &record);
    let import = reader.read(
        "alliance_v4.1_by_dyad.csv",
        shuffled(&alliances(), 5).as_bytes(),
    );
    let import = import.expect("it is read");
    super::adds_up(&import);
    assert!(statement(&import, "cow-alliance-1-901-902-1949-04-04").contains("\"north\""));
}
