//! How two actors stand to each other; who is a member through whom.

use super::*;
use factions::Certainty;

const ACTORS: [&str; 6] = ["a", "b", "d", "c:coalition", "k:coalition", "g:government"];

fn told_by(body: &str) -> Record {
    record("", &ACTORS, body)
}

/// "negative certainly reported: 0 - a b clash; …".
fn stance(record: &Record, lens: Lens, a: &str, b: &str) -> String {
    let stance = Oracle::new(record, lens).stance(actor(record, a), actor(record, b));
    let mut words = vec![stance.word.to_owned()];
    words.extend(stance.holds.map(|holds| holds.to_string()));
    words.extend(stance.certainty.map(|certainty| certainty.to_string()));
    let mut parts = vec![words.join(" ")];
    for way in &stance.ways {
        let keys = way.actors.iter().map(|&id| &*record.actor(id).key);
        let ids = way.statements.iter().map(|&id| &*record.statement(id).id);
        let (keys, ids): (Vec<_>, Vec<_>) = (keys.collect(), ids.collect());
        let (length, sign, holds) = (way.length, way.sign, way.holds);
        let (keys, ids) = (keys.join("-"), ids.join("+"));
        parts.push(format!("{length} {sign} {holds} {keys} by {ids}"));
    }
    parts.join("; ")
}

fn tie(id: &str, kind: &str, from: &str, to: &str, keys: &str) -> String {
    format!(
        "[[relations]]\nid = \"{id}\"\nkind = \"{kind}\"\nfrom = \"{from}\"\nto = \"{to}\"\n{keys}\n"
    )
}

fn clash(id: &str, from: &str, to: &str, keys: &str) -> String {
    format!(
        "[[events]]\nid = \"{id}\"\nkind = \"clash\"\nfrom = \"{from}\"\nto = \"{to}\"\n{keys}\n"
    )
}

#[test]
fn the_shortest_ways_decide_and_both_signs_make_it_ambivalent() {
    let told = told_by(&(clash("e", "a", "b", "") + &tie("s", "support", "b", "a", "")));
    assert_eq!(
        stance(&told, Lens::ever(), "a", "b"),
        "ambivalent certainly reported; 0 positive certainly a-b by s; 0 negative certainly a-b by e",
    );
    let told = told_by(
        &(clash("e", "a", "c", "")
            + &tie(
                "m",
                "membership",
                "b",
                "c",
                "start = \"2020\"\nend = \"2022\"",
            )
            + &tie("s", "support", "a", "b", "")),
    );
    assert_eq!(
        stance(&told, Lens::ever(), "a", "b"),
        "positive certainly reported; 0 positive certainly a-b by s; 1 negative possibly a-c-b by e+m",
    );
}

#[test]
fn an_event_of_a_way_is_on_a_day_on_which_its_steps_hold() {
    let member = tie(
        "m",
        "membership",
        "b",
        "c",
        "start = \"2020-01-01\"\nend = \"[2022-01-01..2022-03-01]\"",
    );
    for (when, holds) in [
        ("2019-12-31", "none"),
        (
            "2021-05",
            "negative certainly reported; 1 negative certainly a-c-b by e+m",
        ),
        (
            "2021-12-31",
            "negative certainly reported; 1 negative certainly a-c-b by e+m",
        ),
        (
            "2022-01-01",
            "negative possibly reported; 1 negative possibly a-c-b by e+m",
        ),
        (
            "2022",
            "negative possibly reported; 1 negative possibly a-c-b by e+m",
        ),
        ("2022-03-01", "none"),
        (
            "[2019-01-01,2021-01-01]",
            "negative possibly reported; 1 negative possibly a-c-b by e+m",
        ),
        (
            "{2019-01-01,2021-01-01}",
            "negative certainly reported; 1 negative certainly a-c-b by e+m",
        ),
    ] {
        let told =
            told_by(&(member.clone() + &clash("e", "a", "c", &format!("when = \"{when}\""))));
        assert_eq!(stance(&told, Lens::ever(), "a", "b"), holds, "{when}");
    }
}

#[test]
fn each_end_climbs_up_only_or_down_only() {
    // a and b are fellow members of c: what b does is not what a does
    let told = told_by(
        &(tie(
            "ma",
            "membership",
            "a",
            "c",
            "start = \"2020-01-01\"\nend = \"2022-01-01\"",
        ) + &tie(
            "mb",
            "membership",
            "b",
            "c",
            "start = \"2020-01-01\"\nend = \"2022-01-01\"",
        ) + &clash("e", "b", "d", "when = \"2021\"")),
    );
    assert_eq!(stance(&told, Lens::ever(), "a", "d"), "none");
    assert_eq!(stance(&told, Lens::ever(), "a", "b"), "none");
    assert_eq!(
        stance(&told, Lens::ever(), "d", "c"),
        "negative certainly reported; 1 negative certainly d-b-c by e+mb",
    );
}

#[test]
fn steps_alone_are_positive() {
    let told = told_by(
        &(tie(
            "ma",
            "membership",
            "a",
            "c",
            "start = \"2020-01-01\"\nend = \"2022-01-01\"\ncertainty = \"alleged\"",
        ) + &tie(
            "part",
            "part-of",
            "c",
            "g",
            "start = \"2021-01-01\"\nend = \"2023-01-01\"",
        )),
    );
    assert_eq!(
        stance(&told, Lens::ever(), "a", "g"),
        "positive certainly alleged; 1 positive certainly a-c-g by ma+part",
    );
    assert_eq!(
        stance(&told, Lens::ever(), "g", "c"),
        "positive certainly reported; 0 positive certainly g-c by part",
    );
    assert_eq!(stance(&told, on("2020-06-01"), "a", "g"), "none");
}

#[test]
fn neutral_only_where_a_neutrality_is_stated() {
    let neutrality = "[[relations]]\nid = \"n\"\nkind = \"neutrality\"\nbetween = [\"a\", \"b\"]\n";
    let ceasefire = "[[relations]]\nid = \"f\"\nkind = \"ceasefire\"\nbetween = [\"a\", \"d\"]\n";
    let far = clash("e", "a", "c", "when = \"2021\"")
        + &tie(
            "m",
            "membership",
            "b",
            "c",
            "start = \"2020\"\nend = \"2022\"",
        );
    let told = told_by(&format!("{neutrality}{ceasefire}{far}"));
    assert_eq!(
        stance(&told, Lens::ever(), "a", "b"),
        "neutral certainly reported; 0 neutral certainly a-b by n; 1 negative certainly a-c-b by e+m",
    );
    assert_eq!(stance(&told, Lens::ever(), "a", "d"), "none");
    let told = told_by(&format!("{neutrality}{}", clash("e2", "a", "b", "")));
    assert_eq!(
        stance(&told, Lens::ever(), "a", "b"),
        "negative certainly reported; 0 negative certainly a-b by e2; 0 neutral certainly a-b by n",
    );
}

#[test]
fn relations_as_they_stand_and_events_of_another_span() {
    let told = told_by(
        &(tie(
            "m",
            "membership",
            "b",
            "c",
            "start = \"2020-01-01\"\nend = \"2022-01-01\"",
        ) + &clash("e", "a", "c", "when = \"2021-05-01\"")),
    );
    let since = |window: &str| Lens {
        events: Some((day("2021-01-01"), day("2021-12-01"))),
        ..on(window)
    };
    assert_eq!(
        stance(&told, since("2021-12-01"), "a", "b"),
        "negative certainly reported; 1 negative certainly a-c-b by e+m",
    );
    assert_eq!(
        stance(&told, since("2022-01-01"), "a", "b"),
        "none",
        "b has left by then"
    );
    assert_eq!(
        stance(&told, since("2022-01-01"), "a", "c"),
        "negative certainly reported; 0 negative certainly a-c by e",
    );
}

#[test]
fn all_links_of_a_chain_of_members_hold_on_one_day() {
    let told = told_by(
        &(tie(
            "ma",
            "membership",
            "a",
            "c",
            "start = \"2020-01-01\"\nend = \"2021-01-01\"",
        ) + &tie(
            "mc",
            "membership",
            "c",
            "k",
            "start = \"2021-01-01\"\nend = \"2022-01-01\"",
        ) + &tie(
            "md",
            "membership",
            "d",
            "c",
            "start = \"2020-01-01\"\nend = \"2021-01-02\"",
        ) + &tie(
            "mb",
            "membership",
            "b",
            "c",
            "start = \"2020-01-01\"\nend = \"2021\"",
        )),
    );
    let oracle = Oracle::new(&told, Lens::ever());
    let k = actor(&told, "k");
    assert_eq!(keys(&told, &oracle.members(k, false)), ["c certainly"]);
    assert_eq!(
        keys(&told, &oracle.members(k, true)),
        ["b possibly", "c certainly", "d certainly"],
    );
    let coalitions = oracle.coalitions(actor(&told, "d"), true);
    assert_eq!(keys(&told, &coalitions), ["c certainly", "k certainly"]);
    assert!(oracle.parts(k, true).is_empty() && oracle.wholes(k, true).is_empty());
}

#[test]
fn a_certainty_is_that_of_the_weakest_link_and_of_the_best_way() {
    let told = told_by(
        &(clash("e1", "a", "b", "certainty = \"alleged\"")
            + &clash("e2", "a", "b", "certainty = \"claimed\"\nby = \"a\"")),
    );
    let found = Oracle::new(&told, Lens::ever()).stance(actor(&told, "a"), actor(&told, "b"));
    assert_eq!(found.certainty, Some(Certainty::Claimed));
    assert_eq!(found.ways.len(), 2);
}
