//! Conflicts, dyads and external support of UCDP, by years.

use super::promises::{count, has, order_makes_no_difference, read, shuffled, statement, try_read};
use factions::import::Treatment;
use factions::import::data_sets::DataSetOptions;
use std::fmt::Write;

const YEAR_HEADER: &str = "conflict_id,DYAD,location,side_a,side_a_id,side_a_2nd,side_b,side_b_id,side_b_2nd,\
incompatibility,territory_name,year,intensity_level,cumulative_intensity,type_of_conflict,start_date,\
start_prec,start_date2,start_prec2,ep_end,ep_end_date,ep_end_prec,gwno_a,gwno_a_2nd,gwno_b,gwno_b_2nd,\
gwno_loc,region,version\n";

/// An active year of a conflict or dyad.
struct Active<'t> {
    unit: (u32, u32),
    year: i16,
    b: (&'t str, &'t str),
    helpers: [(&'t str, &'t str); 2],
    start: (&'t str, &'t str),
    threshold: (&'t str, &'t str),
    end: (&'t str, &'t str),
}

impl Default for Active<'_> {
    fn default() -> Self {
        Self {
            unit: (1, 0),
            year: 1990,
            b: ("NF", "9002"),
            helpers: [("", ""); 2],
            start: ("1989-05-29", "1"),
            threshold: ("1990-06-05", "1"),
            end: ("", ""),
        }
    }
}

impl Active<'_> {
    fn row(&self, is_dyadic: bool) -> String {
        let (conflict, dyad) = self.unit;
        let dyad = if is_dyadic {
            format!("{dyad},")
        } else {
            String::new()
        };
        let [a_2nd, b_2nd] = self.helpers;
        format!(
            "{conflict},{dyad}Northland,Government of Northland,9001,\"{}\",\"{}\",\"{}\",\"{}\",2,,{},1,0,3,{},{},{},{},{},{},{},999,\"{}\",,\"{}\",999,4,25.1\n",
            a_2nd.0,
            self.b.0,
            self.b.1,
            b_2nd.0,
            self.year,
            self.start.0,
            self.start.1,
            self.threshold.0,
            self.threshold.1,
            i32::from(!self.end.0.is_empty()),
            self.end.0,
            self.end.1,
            a_2nd.1,
            b_2nd.1
        )
    }
}

fn header(is_dyadic: bool) -> String {
    YEAR_HEADER.replace("DYAD,", if is_dyadic { "dyad_id," } else { "" })
}

fn conflicts() -> String {
    let mut text = header(false);
    let mut add = |year: Active<'_>| text += &year.row(false);
    let help = [
        (
            "Government of Eastland, Government of Westland, Inc",
            "997, 998",
        ),
        ("", "-99"),
    ];
    // two episodes of one conflict, helped in some years
    add(Active {
        helpers: help,
        ..Active::default()
    });
    add(Active {
        year: 1991,
        helpers: help,
        ..Active::default()
    });
    add(Active {
        year: 1992,
        end: ("1992-11-30", "1"),
        helpers: [("Government of Eastland", "997"), ("", "")],
        ..Active::default()
    });
    add(Active {
        year: 1999,
        threshold: ("1999-12-31", "5"),
        end: ("1999-12-31", "5"),
        ..Active::default()
    });
    // several rebels: who fought when is not said, whom a state helped neither
    for year in 2000..2003 {
        add(Active {
            unit: (2, 0),
            year,
            b: ("Front, military wing (of A, B & C), NF-R", "9003, 9010"),
            helpers: [("", ""), ("Government of Westland", "998")],
            threshold: ("2000-02-02", "1"),
            ..Active::default()
        });
    }
    add(Active {
        unit: (2, 0),
        year: 2003,
        b: ("NF-R", "9003"),
        threshold: ("2000-02-02", "1"),
        end: ("2003-04-05", "1"),
        ..Active::default()
    });
    // the newest year never ends
    add(Active {
        unit: (3, 0),
        year: 2024,
        threshold: ("2024-03-01", "1"),
        end: ("2024-04-01", "1"),
        ..Active::default()
    });
    // each precision of a start and of an end
    for precision in 1..=7 {
        add(Active {
            unit: (10 + precision, 0),
            start: ("1990-04-30", &precision.to_string()),
            threshold: ("1990-08-31", "3"),
            end: ("1990-10-31", &precision.min(5).to_string()),
            ..Active::default()
        });
    }
    // the precision is missing; a date is missing
    add(Active {
        unit: (20, 0),
        end: ("1990-10-31", ""),
        ..Active::default()
    });
    add(Active {
        unit: (21, 0),
        start: ("-99", "-99"),
        threshold: ("-99", "-99"),
        ..Active::default()
    });
    // a row that was cut
    text += "30,Northland\n";
    for year in 1950..1990 {
        text += &Active {
            unit: (40, 0),
            year,
            threshold: ("1950-01-02", "1"),
            ..Active::default()
        }
        .row(false);
    }
    text
}

#[test]
fn a_war_is_one_relation_an_episode() {
    let files = [("ucdp-prio-acd-251.csv", &*conflicts())];
    let import = read(&files);
    let of = |id: &str| statement(&import, id);
    let first = of("belligerence-conflict-1-9001-9002-1990");
    assert!(
        first.contains("sides = [[\"ucdp-9001\"], [\"ucdp-9002\"]]"),
        "{first}"
    );
    // from the first death to the 25th, both exact; the day behind the last
    assert!(
        first.contains("start = \"[1989-05-29..1990-06-05]\"\nend = \"1992-12-01\""),
        "{first}"
    );
    // a later episode begins in its year; day and month were assigned
    let second = of("belligerence-conflict-1-9001-9002-1999");
    assert!(
        second.contains("start = \"1999\"\nend = \"[1999-01-02..2000-01-01]\""),
        "{second}"
    );
    // 40 years are one war, whose end nobody says
    let long = of("belligerence-conflict-40-9001-9002-1950");
    assert!(!long.contains("end ="), "{long}");
    assert!(!import.record.to_toml().contains("end = \"..\""));
    let events = import
        .record
        .statements()
        .iter()
        .filter(|one| one.event().is_some());
    assert_eq!(events.count(), 0);
    order_makes_no_difference(&files, &DataSetOptions::default());
}

#[test]
fn no_bound_of_a_war_is_more_exact_than_its_precision() {
    let import = read(&[("ucdp-prio-acd-251.csv", &*conflicts())]);
    let bounds = |conflict: u32| {
        let text = statement(
            &import,
            &format!("belligerence-conflict-{conflict}-9001-9002-1990"),
        );
        let line = |key: &str| {
            let line = text.lines().find(|line| line.starts_with(key));
            line.map_or(String::new(), |line| {
                line.split('"').nth(1).unwrap_or("").to_owned()
            })
        };
        (line("start ="), line("end ="))
    };
    let of = |start: &str, end: &str| (start.to_owned(), end.to_owned());
    assert_eq!(bounds(11), of("[1990-04-30..1990-08-31]", "1990-11-01"));
    assert_eq!(
        bounds(12),
        of("[1990-04-01..1990-08-31]", "[1990-10-02..1990-11-01]")
    );
    assert_eq!(
        bounds(13),
        of("[1990-04-01..1990-08-31]", "[1990-10-03..1990-11-01]")
    );
    for conflict in [14, 15] {
        assert_eq!(
            bounds(conflict),
            of("[1990-01-01..1990-08-31]", "[1990-01-02..1990-11-01]")
        );
    }
    for conflict in [16, 17] {
        assert_eq!(bounds(conflict).0, "[..1990-08-31]");
    }
    // without a precision it is some day of the year, not before the 25th death
    assert_eq!(bounds(20).1, "[1990-06-06..1990-11-01]");
    assert_eq!(
        count(&import, Treatment::Changed, "end-without-precision"),
        1
    );
    assert_eq!(bounds(21), of("[..1990-12-31]", ""));
}

#[test]
fn the_newest_year_never_ends_and_several_rebels_are_told() {
    let import = read(&[("ucdp-prio-acd-251.csv", &*conflicts())]);
    let newest = statement(&import, "belligerence-conflict-3-9001-9002-2024");
    assert!(!newest.contains("end ="), "{newest}");
    assert_eq!(count(&import, Treatment::Changed, "end-in-newest-year"), 1);
    assert_eq!(count(&import, Treatment::SetAside, "several-dyads"), 3);
    assert_eq!(count(&import, Treatment::Changed, "whom-it-helped"), 3);
    assert_eq!(count(&import, Treatment::SetAside, "cells-missing"), 1);
    // it may have begun in the years before, which do not say who fought
    let mixed = statement(&import, "belligerence-conflict-2-9001-9003-2003");
    assert!(
        mixed.contains("start = \"[1989-05-29..2003-12-31]\"\nend = \"2003-04-06\""),
        "{mixed}"
    );
    // no actor is made of the parts of a name
    assert!(
        import
            .record
            .actors()
            .iter()
            .all(|actor| !actor.name.contains("military wing"))
    );
}

#[test]
fn no_war_begins_later_than_rows_of_several_allow() {
    let mut text = header(false);
    let mut add = |conflict: u32, year: i16, b: &str, threshold: &str| {
        text += &Active {
            unit: (conflict, 0),
            year,
            b: ("Fronts", b),
            threshold: (threshold, "1"),
            ..Active::default()
        }
        .row(false);
    };
    let first = "1990-06-05";
    add(1, 1990, "20, 21", first);
    add(1, 1991, "20", first);
    // one alone, both, the other alone: as the Karen of Myanmar had it
    add(2, 1990, "30", first);
    add(2, 1991, "30", first);
    add(2, 1992, "30, 31", first);
    add(2, 1993, "31", first);
    add(2, 1994, "30, 31", first);
    add(2, 1995, "31", first);
    // a later episode
    add(2, 2000, "30, 31", "2000-03-03");
    add(2, 2001, "30", "2000-03-03");
    add(2, 2002, "31", "2000-03-03");
    let files = [("ucdp-prio-acd-251.csv", &*text)];
    let import = read(&files);
    let begins = |id: &str, start: &str| {
        let war = statement(&import, &format!("belligerence-conflict-{id}"));
        assert!(war.contains(&format!("start = \"{start}\"\n")), "{war}");
    };
    begins("1-9001-20-1991", "[1989-05-29..1991-12-31]");
    begins("2-9001-30-1990", "[1989-05-29..1990-06-05]");
    // years of both between those of one are its own: it is one war
    begins("2-9001-31-1993", "[1992-01-01..1993-12-31]");
    begins("2-9001-30-2001", "[2000-01-01..2001-12-31]");
    begins("2-9001-31-2002", "2002");
    assert_eq!(import.record.statements().len(), 5);
    assert_eq!(count(&import, Treatment::SetAside, "several-dyads"), 4);
    order_makes_no_difference(&files, &DataSetOptions::default());
}

#[test]
fn whom_a_state_helped_of_several_governments_is_not_said() {
    let helped = |a: &str| {
        let row = Active {
            helpers: [("Government of Westland", "998"), ("", "")],
            ..Active::default()
        }
        .row(false);
        let side = format!("Government of Northland,\"{a}\",");
        header(false) + &row.replace("Government of Northland,9001,", &side)
    };
    let import = read(&[("ucdp-prio-acd-251.csv", &helped("9001, 9009"))]);
    assert_eq!(count(&import, Treatment::Changed, "whom-it-helped"), 1);
    assert_eq!(count(&import, Treatment::SetAside, "several-dyads"), 1);
    assert_eq!(import.record.statements().len(), 0);
    assert_eq!(import.record.actors().len(), 1);
    let import = read(&[("ucdp-prio-acd-251.csv", &helped("9001"))]);
    assert!(has(&import, "support-conflict-1-998-9001-1990"));
}

#[test]
fn secondary_parties_help_with_troops_by_years_and_ids() {
    let import = read(&[("ucdp-prio-acd-251.csv", &*conflicts())]);
    let east = statement(&import, "support-conflict-1-997-9001-1990");
    assert!(
        east.contains("forms = \"troops\"\nfrom = \"government-gw-997\"\nto = \"ucdp-9001\""),
        "{east}"
    );
    // 1999 is no year behind 1992: nobody looked
    assert!(east.contains("start = \"1990\"\nsource"), "{east}");
    // 1992 has a row without this one
    let west = statement(&import, "support-conflict-1-998-9001-1990");
    assert!(
        west.contains("end = \"[1991-01-02..1992-12-31]\""),
        "{west}"
    );
    // a name is told of a cell with one alone: the other has a comma
    let name = |key: &str| {
        let id = import.record.actor_by_key(key).expect("it helps");
        import.record.actors()[id.index()].name.to_string()
    };
    assert_eq!(name("government-gw-997"), "Government of Eastland");
    assert_eq!(name("government-gw-998"), "Government of Westland");
}

#[test]
fn the_rows_of_dyads_come_before_those_of_conflicts() {
    let mut dyads = header(true);
    for year in 2000..2004 {
        dyads += &Active {
            unit: (2, 71),
            year,
            b: ("NF-R", "9003"),
            threshold: ("2000-02-02", "1"),
            ..Active::default()
        }
        .row(true);
        if year > 2000 {
            dyads += &Active {
                unit: (2, 72),
                year,
                b: ("Orphans", "9010"),
                start: ("2001-05-01", "1"),
                threshold: ("2001-06-01", "1"),
                helpers: [("", ""), ("Government of Westland", "998")],
                ..Active::default()
            }
            .row(true);
        }
    }
    for number in 0..60 {
        let threshold = if number < 30 {
            "1950-05-05"
        } else {
            "1980-05-05"
        };
        let end = if number == 20 {
            ("1970-01-31", "4")
        } else {
            ("", "")
        };
        dyads += &Active {
            unit: (90, 99),
            year: 1950 + number,
            threshold: (threshold, "2"),
            end,
            ..Active::default()
        }
        .row(true);
    }
    let files = [
        ("ucdp-dyadic-251.csv", &*dyads),
        ("ucdp-prio-acd-251.csv", &*conflicts()),
    ];
    let import = read(&files);
    assert!(has(&import, "belligerence-dyad-71-9001-9003-2000"));
    let other = statement(&import, "belligerence-dyad-72-9001-9010-2001");
    assert!(
        other.contains("start = \"[2001-05-01..2001-06-01]\""),
        "{other}"
    );
    assert!(!has(&import, "belligerence-conflict-2-9001-9003-2003"));
    assert_eq!(count(&import, Treatment::SetAside, "several-dyads"), 0);
    // with the dyad it is plain whom the state helped
    let help = statement(&import, "support-conflict-2-998-9010-2001");
    assert!(
        help.contains("from = \"government-gw-998\"\nto = \"ucdp-9010\""),
        "{help}"
    );
    order_makes_no_difference(&files, &DataSetOptions::default());
    // a later version of the same years
    let newer = shuffled(
        &dyads
            .replace(",25.1\n", ",26.1\n")
            .replace("2001-06-01", "2001-06-03"),
        3,
    );
    let both = read(&[
        ("ucdp-dyadic-251.csv", &*dyads),
        ("ucdp-dyadic-261.csv", &*newer),
    ]);
    let other = statement(&both, "belligerence-dyad-72-9001-9010-2001");
    assert!(
        other.contains("start = \"[2001-05-01..2001-06-03]\""),
        "{other}"
    );
    assert_eq!(count(&both, Treatment::Merged, "another-version"), 3);
}

#[test]
fn a_file_that_a_spreadsheet_saved_says_itself_which_number_is_the_day() {
    let text = header(false)
        + &Active {
            start: ("29-5-1989", "1"),
            threshold: ("5-6-1990", "1"),
            ..Active::default()
        }
        .row(false);
    let text = text.replace(',', ";");
    let import = read(&[("acd251-saved.csv", &*text)]);
    let war = statement(&import, "belligerence-conflict-1-9001-9002-1990");
    assert!(
        war.contains("start = \"[1989-05-29..1990-06-05]\""),
        "{war}"
    );
    assert_eq!(count(&import, Treatment::Guessed, "order-of-dates"), 1);
    // where no date says it, none is guessed
    let text = text.replace("29-5-1989", "9-5-1989");
    let import = read(&[("acd251-saved.csv", &*text)]);
    assert_eq!(count(&import, Treatment::SetAside, "ambiguous-date"), 1);
}

const SUPPORT_HEADER: &str = "year,dyad_id,dyad_name,conflict_id,civil,actor_id,actor_name,actor_nonstate,ext_id,ext_name,\
ext_nonstate,ext_coalition,ext_coalition_name,ext_elements,ext_bothsides,ext_sup,ext_x,ext_p,ext_y,ext_w,ext_m,ext_t,\
ext_f,ext_i,ext_l,ext_o,ext_u\n";

fn external_support() -> String {
    let mut text = SUPPORT_HEADER.to_owned();
    for year in 1980..2010 {
        // weapons till 1989, then money; none from 1995 on
        let (supports, weapons, money) = match year {
            ..1990 => (1, 1, 0),
            1990..1995 => (1, 0, 1),
            _ => (0, 0, 0),
        };
        let who = if supports == 1 {
            "9600,Eastland,0,0,,0,0"
        } else {
            ",,,,,,"
        };
        writeln!(
            text,
            "{year},7,X,1,1,9002,NF,1,{who},{supports},0,0,0,{weapons},0,0,{money},0,0,0,0"
        )
        .expect("it is a text");
        // a joint supporter, elements of a state, a form that is not known
        writeln!(text, "{year},7,X,1,1,9001,Government of Northland,0,\"9601, 9602\",A and B,0,1,Pact,1,0,1,0,0,0,0,1,0,0,0,0,0,1").expect("it is a text");
    }
    text += "1999,7,X,1,1,9002,NF,1,,Unknown,1,0,,0,0,1,0,0,0,1,0,0,0,0,0,0,0\n";
    text
}

#[test]
fn external_support_has_its_forms_by_years() {
    let files = [("ucdp-esd-ty-181.csv", &*external_support())];
    let import = read(&files);
    let weapons = statement(&import, "esd-1-9600-9002-1980-weapons");
    assert!(
        weapons.contains("start = \"1980\"\nend = \"[1989-01-02..1990-12-31]\""),
        "{weapons}"
    );
    assert!(has(&import, "esd-1-9600-9002-1990-funding"));
    let joint = statement(
        &import,
        "esd-1-9601-9602-9001-1980-materiel-logistics-elements",
    );
    assert!(
        joint.contains("from = [\"ucdp-9601\", \"ucdp-9602\"]") && joint.contains("by elements"),
        "{joint}"
    );
    assert_eq!(count(&import, Treatment::Beyond, "no-support"), 15);
    assert_eq!(count(&import, Treatment::SetAside, "no-supporter"), 1);
    assert_eq!(count(&import, Treatment::Guessed, "untried-format"), 1);
    assert!(import.report.to_string().contains("UCDP ESD (untried)"));
    order_makes_no_difference(&files, &DataSetOptions::default());
}

#[test]
fn sums_of_years_are_refused_by_name() {
    for (header, says) in [
        (
            "conflict_id,dyad_id,bd_best,bd_low,bd_high,year",
            "battle deaths of whole years",
        ),
        (
            "actor_id,is_government_actor,year,best_fatality_estimate",
            "one-sided violence of whole years",
        ),
        (
            "country,country_id,year,region,sb_exist,sb_dyad_count,sb_deaths_parties",
            "organized violence of countries",
        ),
        (
            "year,actor_id,actor_name,ext_sup,ext_x",
            "without who supported whom",
        ),
    ] {
        let row = "1,2,3,4,5,6,7".split(',').take(header.split(',').count());
        let text = format!("{header}\n{}\n", row.collect::<Vec<_>>().join(","));
        let refused = try_read(&[("sums.csv", &text)], DataSetOptions::default());
        let refused = refused.expect_err("it is a table of sums").to_string();
        assert!(refused.contains(says), "{refused}");
    }
}
