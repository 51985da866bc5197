//! Active years of UCDP that say next to nothing, as the fuzzer found them.

use super::promises::{count, read};
use factions::import::{Import, Treatment};

const HEADER: &str = "conflict_id,location,side_a,side_a_id,side_a_2nd,side_b,side_b_id,side_b_2nd,\
incompatibility,territory_name,year,intensity_level,cumulative_intensity,type_of_conflict,start_date,\
start_prec,start_date2,start_prec2,ep_end,ep_end_date,ep_end_prec,gwno_a,gwno_a_2nd,gwno_b,gwno_b_2nd,\
gwno_loc,region,version\n";

/// A year of a conflict between the government, 9001, and somebody, which ended on a day without precision.
fn year(conflict: u32, b: &str, id: &str) -> String {
    format!(
        "{conflict},Northland,Government of Northland,9001,,{b},{id},,2,,1990,1,0,3,1989-05-29,1,1990-06-05,1,\
         1,1990-06-05,,999,,,,999,4,25.1\n"
    )
}

fn years(rows: &[String]) -> Import {
    read(&[("UcdpPrioConflict.csv", &[HEADER, &rows.concat()].concat())])
}

#[test]
fn a_row_that_is_set_aside_for_a_rule_is_not_changed() {
    let with_itself = year(1, "Government of Northland", "9001");
    let report = years(&[with_itself, year(2, "NF", "9002")]).report;
    assert_eq!(report.set_aside, 1, "{report}");
    assert_eq!((report.made, report.changed), (1, 1), "{report}");
}

#[test]
fn an_actor_without_a_name_is_called_by_its_id() {
    let names = |import: &Import| -> Vec<String> {
        let actors = import.record.actors().iter();
        actors.map(|actor| actor.name.to_string()).collect()
    };
    let told = |import: &Import| count(import, Treatment::Guessed, "no-name");
    let import = years(&[year(1, " ", "9002")]);
    let called = names(&import);
    assert!(called.iter().any(|name| name == "9002"), "{called:?}");
    assert_eq!(told(&import), 1, "{}", import.report);
    // one row that has a name has it for all
    let import = years(&[
        year(1, "", "9002"),
        year(3, "", "9002"),
        year(2, "NF", "9002"),
    ]);
    let called = names(&import);
    assert!(called.iter().any(|name| name == "NF"), "{called:?}");
    assert!(!called.iter().any(|name| name == "9002"), "{called:?}");
    assert_eq!(told(&import), 0, "{}", import.report);
}

#[test]
fn an_id_that_is_no_key_makes_one() {
    let import = years(&[year(1, "NF", "9 \u{19}X_02")]);
    let keys: Vec<&str> = import
        .record
        .actors()
        .iter()
        .map(|actor| &*actor.key)
        .collect();
    assert!(keys.contains(&"ucdp-9-x-02"), "{keys:?}");
}
