//! A record of 200 actors and 5,000 events stays usable.

use super::chromium::used;
use super::{data, no_complaint};
use factions::{ActorGraph, Record, date};
use jiff::ToSpan;
use std::fmt::Write;

/// 200 actors in 20 coalitions, 300 relations and 5,000 events over ten years.
fn large() -> ActorGraph {
    let mut text = String::from(
        "format = 1\n[record]\ntitle = \"Large\"\nas_of = \"2023-12-31\"\nsource = \"desk\"\n\
         [sources.desk]\ntitle = \"The desk\"\npublished = \"2024-01\"\n[actors]\n",
    );
    for number in 0..200 {
        let kind = if number < 20 {
            "coalition"
        } else {
            "armed-group"
        };
        let _ = writeln!(
            text,
            "a{number} = {{ name = \"Actor number {number}\", short = \"A{number}\", kind = \"{kind}\" }}"
        );
    }
    for number in 20..200 {
        let (whole, year) = (number % 20, 2014 + number % 8);
        let _ = write!(
            text,
            "[[relations]]\nkind = \"membership\"\nfrom = \"a{number}\"\nto = \"a{whole}\"\n\
             start = \"{year}\"\nend = \"{}-06\"\n",
            year + 2
        );
        if number % 3 != 0 {
            let (other, month) = ((number * 7 + 3) % 200, 1 + number % 9);
            let other = if other == number { 0 } else { other };
            let _ = write!(
                text,
                "[[relations]]\nkind = \"alliance\"\nbetween = [\"a{number}\", \"a{other}\"]\n\
                 start = \"{year}-0{month}\"\nend = \"..\"\n",
            );
        }
    }
    let kinds = ["clash", "strike", "seizure", "violence-against-civilians"];
    let sure = ["reported", "claimed", "alleged"];
    for number in 0_i64..5000 {
        let day = date(2014, 1, 1)
            .checked_add((number * 37 % 3650).days())
            .expect("a date");
        let (from, to) = (20 + number * 13 % 180, number * 29 % 200);
        let to = if to == from { 0 } else { to };
        let kind = kinds[usize::try_from(number % 4).expect("small")];
        let certainty = sure[usize::try_from(number % 3).expect("small")];
        let by = if certainty == "claimed" {
            format!("by = \"a{from}\"\n")
        } else {
            String::new()
        };
        let _ = write!(
            text,
            "[[events]]\nid = \"e{number}\"\nkind = \"{kind}\"\nwhen = {day}\nfrom = \"a{from}\"\n\
             to = \"a{to}\"\nkilled = {}\ncertainty = \"{certainty}\"\n{by}",
            number % 11
        );
    }
    ActorGraph::new(Record::from_toml(&text).unwrap_or_else(|problems| panic!("{problems}")))
}

#[test]
fn two_hundred_actors_and_five_thousand_events_stay_usable() {
    let graph = large();
    let page = graph.ever().to_timeline().to_html().content;
    assert_eq!(data(&page)["events"].as_array().map(Vec::len), Some(5000));
    assert!(page.len() < 4_000_000, "{} bytes", page.len());
    let Some(seen) = used(
        &page,
        "const nodes = () => document.querySelectorAll('#picture *').length;
         const all = nodes();
         const times = [];
         const took = async (act) => { const before = Date.now(); act(); await tick(); times.push(Date.now() - before); };
         await took(() => document.getElementById('zoom-in').click());
         await took(() => { document.getElementById('chart').scrollTop = 3000; });
         await took(() => document.getElementById('next').click());
         return { all, scrolled: nodes(), counts: document.getElementById('counts').textContent,
           lanes: document.querySelectorAll('.name').length };",
    ) else {
        return;
    };
    no_complaint(&seen.complaints);
    let answer = &seen.answer;
    assert_eq!(answer["counts"], "200 actors, 300 relations, 5000 events");
    // only what is in sight is drawn
    for drawn in ["all", "scrolled"] {
        let count = answer[drawn].as_u64().expect("a number");
        assert!((100..8000).contains(&count), "{answer}");
    }
    assert!(answer["lanes"].as_u64() < Some(100), "{answer}");
}
