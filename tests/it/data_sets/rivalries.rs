//! Rivalries of states, in the two layouts of their lists.

use super::promises::{actor, count, has, order_makes_no_difference, read, statement};
use factions::import::Treatment;
use factions::import::data_sets::DataSetOptions;
use std::fmt::Write;

/// Rows of the list of 2021, with what may be wrong with one.
fn later_list() -> String {
    let mut text = "tssr_id,rivalry,ccode1,ccode2,start,end,positional,spatial,ideological,interventionary,principal,aprin\n"
        .to_owned();
    text += "1,Northland-Southland,901,902,1900,1910,1,1,NA,NA,1,NA\n";
    // the newest year of the list is no end
    text += "2,Northland-Eastland,901,903,1950,2020,NA,1,NA,NA,NA,NA\n";
    text += "3,Eastland-Northland,903,901,P1816,1816,NA,NA,1,NA,NA,NA\n";
    text += "4,Southland-Eastland,902,903,1990,ongoing,NA,NA,NA,1,NA,NA\n";
    // once more, the other way round
    text += "1,Southland-Northland,902,901,1900,1910,1,1,NA,NA,1,NA\n";
    text += "5,Northland-Northland,901,901,1900,1910,1,NA,NA,NA,NA,NA\n";
    text += "6,Northland-Nobody,901,,1900,1910,1,NA,NA,NA,NA,NA\n";
    text += "7,Northland-Southland,901,902,1930,1920,1,NA,NA,NA,NA,NA\n";
    text += "8,Northland-Southland,901,902,soon,1920,1,NA,NA,NA,NA,NA\n";
    text += ",Northland-Southland,901,902,1930,1940,1,NA,NA,NA,NA,NA\n";
    for number in 0..60 {
        writeln!(
            text,
            "{0},A-B,{0},950,1960,1970,1,NA,NA,NA,NA,NA",
            100 + number
        )
        .expect("it is a text");
    }
    text
}

#[test]
fn a_rivalry_is_mutual_and_ends_after_its_last_year_began() {
    let files = [("tss_rivalries.csv", &*later_list())];
    let import = read(&files);
    let ended = statement(&import, "rivalry-1-901-902-1900");
    assert!(
        ended.contains("kind = \"rivalry\"\nbetween = [\"cow-901\", \"cow-902\"]"),
        "{ended}"
    );
    assert!(
        ended.contains("start = \"1900\"\nend = \"[1910-01-02..1911-01-01]\""),
        "{ended}"
    );
    assert!(ended.contains("note = \"positional, spatial\""), "{ended}");
    for open in ["rivalry-2-901-903-1950", "rivalry-4-902-903-1990"] {
        let open = statement(&import, open);
        assert!(!open.contains("end ="), "{open}");
    }
    let early = statement(&import, "rivalry-3-901-903-1816");
    assert!(early.contains("start = \"[..1816-12-31]\""), "{early}");
    assert_eq!(actor(&import, "cow-901").ids.of("cow").next(), Some("901"));
    assert_eq!(count(&import, Treatment::Merged, "rows-joined"), 1);
    assert_eq!(count(&import, Treatment::Guessed, "untried-format"), 1);
    for code in ["self-tie", "no-side", "inverted-dates", "no-date", "no-id"] {
        assert_eq!(count(&import, Treatment::SetAside, code), 1, "{code}");
    }
    let left = count(&import, Treatment::Beyond, "columns-left-out");
    assert_eq!(left, import.report.read);
    assert!(import.report.unknown_columns.is_empty());
    let as_of = import.record.as_of().and_then(factions::Day::date);
    assert_eq!(as_of, Some(factions::date(2020, 12, 31)));
    order_makes_no_difference(&files, &DataSetOptions::default());
}

#[test]
fn the_earlier_list_of_rivalries_goes_to_2010() {
    let text = "rivalryno,rivalryname,ccode1,ccode2,styear,endyear,region,type1,type2,type3\n\
                1,Northland-Southland,901,902,1900,1910,North,spatial,positional,\n\
                2,Northland-Eastland,901,903,1950,2010,North,ideological,NA,NA\n";
    let names = "stateabb,ccode,statenme,styear,stmonth,stday,endyear,endmonth,endday,version\n\
                 NOR,901,Northland,1816,1,1,2016,12,31,2016\n";
    let import = read(&[("td_rivalries.csv", text), ("states2016.csv", names)]);
    assert_eq!(&*actor(&import, "cow-901").name, "Northland");
    let ended = statement(&import, "rivalry-1-901-902-1900");
    assert!(ended.contains("note = \"positional, spatial\""), "{ended}");
    assert!(has(&import, "rivalry-2-901-903-1950"));
    assert!(!statement(&import, "rivalry-2-901-903-1950").contains("end ="));
}
