//! Years, figures and releases that no data set has: the row is set aside, and nothing is made of it.

use super::ged::{Row, file};
use super::promises::{count, read};
use factions::import::Treatment;

/// Numbers that are no year of which a data set speaks.
const NO_YEARS: [&str; 6] = ["0", "-9", "20050", "32767", "9999", "99999999999999999999"];

/// The columns of conflicts by years.
const CONFLICTS: &str = "conflict_id,location,side_a,side_a_id,side_a_2nd,side_b,side_b_id,\
side_b_2nd,incompatibility,territory_name,year,intensity_level,cumulative_intensity,type_of_conflict,\
start_date,start_prec,start_date2,start_prec2,ep_end,ep_end_date,ep_end_prec,gwno_a,gwno_a_2nd,gwno_b,\
gwno_b_2nd,gwno_loc,region,version";

/// A year of a conflict, in this release.
fn conflict(year: &str, version: &str) -> String {
    format!(
        "1,Northland,Government of Northland,9001,,NF,9002,,2,,{year},1,0,3,1979-05-29,1,1980-06-05,1,\
         0,,,999,,,,999,4,{version}\n"
    )
}

/// A file of this name and header, of rows of which each but those of `wrong` is in order.
#[track_caller]
fn are_set_aside(name: &str, header: &str, row: impl Fn(&str) -> String) {
    let years = (1980..2010).map(|year| year.to_string());
    let good: String = years.map(|year| row(&year)).collect();
    let good = format!("{header}\n{good}");
    let wanted = read(&[(name, &*good)]).record.to_toml();
    for year in NO_YEARS {
        let import = read(&[(name, &*(good.clone() + &row(year)))]);
        assert_eq!(count(&import, Treatment::SetAside, "no-date"), 1, "{year}");
        assert_eq!(import.record.to_toml(), wanted, "{year}");
    }
}

#[test]
fn a_row_of_no_year_makes_nothing() {
    are_set_aside(
        "gml-ddy-disps.csv",
        "dispnum,ccode1,ccode2,year,sidea1,sidea2,hostlev1,hostlev2,version",
        |year| format!("7,901,902,{year},1,0,5,5,2.2.1\n"),
    );
    are_set_aside(
        "atop51-dyad-year.csv",
        "ccode1,ccode2,year,atop_defense,atop_offense,atop_neutral,atop_nonagg,atop_consul",
        |year| format!("901,902,{year},1,0,0,0,1\n"),
    );
    are_set_aside("ucdp-prio-acd-251.csv", CONFLICTS, |year| {
        conflict(year, "25.1")
    });
    are_set_aside(
        "ucdp-esd-ty-181.csv",
        "year,dyad_id,dyad_name,conflict_id,civil,actor_id,actor_name,actor_nonstate,ext_id,ext_name,\
         ext_nonstate,ext_coalition,ext_coalition_name,ext_elements,ext_bothsides,ext_sup,ext_x,ext_p,\
         ext_y,ext_w,ext_m,ext_t,ext_f,ext_i,ext_l,ext_o,ext_u",
        |year| {
            format!(
                "{year},7,X,1,1,9002,NF,1,998,Government of Westland,0,0,,0,0,1,0,0,0,1,0,0,0,0,0,\
                 0,0\n"
            )
        },
    );
}

#[test]
fn deaths_that_cannot_be_summed_are_of_nobody() {
    let row = Row::new(1, "2020-05-01").line();
    let text = file(&[Row::new(2, "2020-05-02")]);
    let (before, after) = row
        .split_once(",1,2,0,0,")
        .expect("the deaths of its sides");
    let many = i64::MAX;
    for sides in [[many, 1, 0, 0], [1, 2, many, many], [many; 4]] {
        let [a, b, civilians, unknown] = sides;
        let row = format!("{before},{a},{b},{civilians},{unknown},{after}\n");
        let import = read(&[("ged.csv", &*(text.clone() + &row))]);
        assert_eq!(count(&import, Treatment::Changed, "sides-do-not-sum"), 1);
        assert_eq!(import.report.made, 2);
    }
}

#[test]
fn a_release_of_no_year_tells_no_year() {
    let text = |version: &str| {
        let years = (1980..2010).map(|year| conflict(&year.to_string(), version));
        format!("{CONFLICTS}\n{}", years.collect::<String>())
    };
    let ages = ["32767.1", "-32768.1", "201.1"].map(|version| {
        let import = read(&[("acd.csv", &*text(version))]);
        assert_eq!(import.record.statements().len(), 1, "{version}");
        import.record.to_toml()
    });
    assert_eq!(ages[0], ages[1]);
    // the number of a file may be of any length
    let text = file(&[Row::new(1, "2020-05-01")]);
    let many = u64::MAX;
    for version in [
        format!("{many}_1"),
        format!("26_0_{many}"),
        format!("26_01_{many}_{many}"),
        "9".repeat(40) + "_1",
    ] {
        let import = read(&[(&*format!("GEDEvent_v{version}.csv"), &*text)]);
        assert_eq!(import.record.statements().len(), 1, "{version}");
    }
}
