//! Data sets of states: lists, alliances, treaties.

use super::promises::{
    actor, are_the_same, count, has, order_makes_no_difference, put, read, shuffled, statement,
    try_read,
};
use factions::Day;
use factions::Record;
use factions::import::Treatment;
use factions::import::data_sets::{DataSetOptions, DataSetReader};
use factions::model::{Actor, ActorKind, End};
use std::fmt::Write;

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
            .and_then(Day::date)
            .map(|day| day.to_string())
            .as_deref(),
        Some("2016-12-31")
    );
    assert_eq!(count(&import, Treatment::Merged, "several-times"), 1);
    assert_eq!(count(&import, Treatment::Guessed, "still-there"), 62);
    for code in ["inverted-dates", "no-id", "no-date"] {
        assert_eq!(count(&import, Treatment::SetAside, code), 1, "{code}");
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
    assert_eq!(count(&import, Treatment::Changed, "obligations-differ"), 1);
    // without an end and a censor it is not known
    assert!(!statement(&import, "cow-alliance-5-901-905-1950-02-01").contains("end ="));
    assert_eq!(count(&import, Treatment::SetAside, "self-tie"), 1);
    assert_eq!(count(&import, Treatment::SetAside, "inverted-dates"), 1);
    assert_eq!(count(&import, Treatment::Merged, "same-pact"), 2);
    assert_eq!(
        import
            .record
            .as_of()
            .and_then(Day::date)
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
    put(
        &mut text,
        format_args!("1,901,Northland,{all},4,4,1949,,,,0,1,1,0,1,0,4.1\n"),
    );
    put(
        &mut text,
        format_args!("1,902,Southland,{all},4,4,1949,,,,0,1,1,0,1,0,4.1\n"),
    );
    put(
        &mut text,
        format_args!("1,903,Eastland,{all},-9,5,1955,3,11,1966,0,0,1,0,1,0,4.1\n"),
    );
    put(
        &mut text,
        format_args!("1,904,Westland,{all},1,1,1970,,,,0,1,1,0,1,0,4.1\n"),
    );
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
    assert_eq!(count(&import, Treatment::Beyond, "member-alone"), 1);
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
fn an_alliance_that_is_not_looked_beyond_goes_on() {
    let mut text = DYADIC.to_owned();
    text += "1,901,Northland,902,Southland,4,4,1949,31,12,2012,0,1,1,0,1,0,4.1\n";
    text += "2,901,Northland,903,Eastland,4,4,1949,31,12,2012,0,0,1,0,1,0,4.1\n";
    let import = read(&[("alliance_v4.1_by_dyad.csv", &*text)]);
    let ongoing = statement(&import, "cow-alliance-1-901-902-1949-04-04");
    assert!(ongoing.contains("end = \"..\""), "{ongoing}");
    let ended = statement(&import, "cow-alliance-2-901-903-1949-04-04");
    assert!(ended.contains("end = \"2013-01-01\""), "{ended}");
    assert_eq!((import.report.made, import.report.set_aside), (2, 0));
    // two members are one relation, which stands with the row of one
    let members = "version4id,ccode,mem_st_day,mem_st_month,mem_st_year,mem_end_day,mem_end_month,mem_end_year,left_censor,right_censor,defense,neutrality,nonaggression,entente\n\
        1,901,4,4,1949,31,12,2012,0,1,1,0,0,0\n1,902,4,4,1949,31,12,2012,0,1,1,0,0,0\n";
    let import = read(&[("alliance_v4.1_by_member.csv", members)]);
    assert_eq!((import.report.made, import.report.merged), (1, 1));
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
    assert_eq!(count(&import, Treatment::Changed, "obligations-differ"), 69);
    assert_eq!(count(&import, Treatment::Beyond, "no-obligation"), 78);
    for code in ["self-tie", "no-side", "no-date"] {
        assert_eq!(count(&import, Treatment::SetAside, code), 1, "{code}");
    }
    assert_eq!(count(&import, Treatment::Guessed, "state-without-name"), 4);
    order_makes_no_difference(&files, &DataSetOptions::default());
    // with the list of states in any order they have names
    let list = ("states2016.csv", &*cow_states());
    let (one, other) = (read(&[list, files[0]]), read(&[files[0], list]));
    are_the_same(&one, &other);
    assert_eq!(&*actor(&one, "cow-901").name, "Northland");
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
    crate::support::reports::adds_up(&import.report);
    assert!(statement(&import, "cow-alliance-1-901-902-1949-04-04").contains("\"north\""));
}
