//! Tables of HTML: every row with its evidence, whatever is written in the record.

use crate::interchange::well_formed::{Element, elements};
use crate::support::strategies::record as any_record;
use crate::support::tiny;
use factions::{
    ActorGraph, Certainty, Claims, Grounds, RankBy, Record, StatementRef, Step, ToHtml, View, date,
};
use proptest::prelude::*;

/// What somebody may write in any field of a record.
const EVIL: [&str; 6] = [
    "</td></table><script>hacked = 1</script>",
    "\" onmouseover=\"hacked = 1",
    "<img src=x onerror='hacked = 1'>",
    "]]>&lt;b&gt;&amp;#60;i&#62;<!--",
    "a\u{1}b\u{FFFE}c\u{1FFFF}d\u{202e}e",
    "</style><style>*{display:none}</style>",
];

const MARKUP: [&str; 10] = [
    "table", "caption", "thead", "tbody", "tfoot", "tr", "th", "td", "br", "p",
];
const DRAWN: [&str; 10] = [
    "svg", "title", "desc", "style", "rect", "defs", "pattern", "line", "path", "text",
];
const ATTRIBUTES: [&str; 4] = ["class", "scope", "colspan", "title"];

/// The elements of a fragment: it is well-formed XML, too.
fn read(fragment: &str) -> Vec<Element> {
    elements(&format!(
        "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n{fragment}"
    ))
}

/// The elements of a table, in which nothing stands but what a table is made of.
fn table(fragment: &str) -> Vec<Element> {
    let all = read(fragment);
    for element in &all {
        assert!(MARKUP.contains(&&*element.name), "{element:?}");
        for (name, value) in &element.attributes {
            assert!(ATTRIBUTES.contains(&&**name), "{element:?}");
            let is_ours = |value: &str| ["factions", "possibly", "row", "col"].contains(&value);
            let is_number = value.parse::<u8>().is_ok();
            assert!(
                name == "title" || is_ours(value) || is_number,
                "{element:?}"
            );
        }
    }
    all
}

/// The rows of the body, each as its cells.
fn rows(all: &[Element]) -> Vec<Vec<&Element>> {
    let body = all.iter().skip_while(|one| one.name != "tbody").skip(1);
    let mut rows: Vec<Vec<&Element>> = Vec::new();
    for element in body.take_while(|one| one.name != "tfoot") {
        match &*element.name {
            "tr" => rows.push(Vec::new()),
            _ => rows.last_mut().expect("a cell is in a row").push(element),
        }
    }
    rows
}

fn below(all: &[Element]) -> Vec<&str> {
    let foot = all.iter().skip_while(|one| one.name != "tfoot");
    let cells = foot.filter(|one| one.name == "td");
    cells.map(|cell| &*cell.text).collect()
}

fn graph_of(evil: &str) -> ActorGraph {
    let text = serde_json::to_string(evil).expect("a text is JSON, whose escapes TOML has, too");
    let toml = format!(
        r#"
[record]
title = {text}
[sources.s]
title = {text}
publisher = {text}
url = {text}
published = "2023-11"
[actors]
a = {{ name = {text}, kind = "coalition" }}
b = {{ name = "b", short = {text}, kind = "armed-group" }}
[places]
p = {{ name = {text}, region = {text} }}
[[relations]]
kind = "membership"
from = "b"
to = "a"
role = {text}
start = "2023-01"
end = "2023-02-03"
source = "s"
hedge = {text}
note = {text}
reason = {text}
[[events]]
kind = "clash"
when = 2023-02-07
from = "a"
to = "b"
place = "p"
killed = {{ best = 3, certainty = "claimed", by = "a", hedge = {text} }}
source = "s"
hedge = {text}
note = {text}
"#
    );
    ActorGraph::new(Record::from_toml(&toml).unwrap_or_else(|problems| panic!("{problems}")))
}

/// A table of each kind, with how many rows it must have.
fn tables(view: View<'_, '_>) -> Vec<(usize, String)> {
    let graph = view.graph();
    let actors: Vec<_> = graph.actors().collect();
    let [whole, member] = [0, 1].map(|at| actors[at]);
    let (changes, members) = (view.changes(), view.members(whole));
    let (coalitions, series) = (view.coalitions(member), view.series(Step::Month));
    let of_one = view.series_of(whole, Step::Month);
    let (top, dyads) = (
        view.top_actors(RankBy::Events, 3),
        view.top_dyads(RankBy::Deaths, 3),
    );
    let places = view.top_places(RankBy::Events, 3);
    let differences = graph.at(date(2022, 1, 15)).diff(view);
    // a series has a row of what is not dated, and one of all
    let all = [
        (changes.len(), changes.to_html()),
        (members.len(), members.to_html()),
        (coalitions.len(), coalitions.to_html()),
        (series.steps.len() + 2, series.to_html()),
        (of_one.steps.len() + 2, of_one.to_html()),
        (top.rows.len(), top.to_html()),
        (dyads.rows.len(), dyads.to_html()),
        (places.rows.len(), places.to_html()),
        (differences.len(), differences.to_html()),
    ];
    all.map(|(rows, one)| (rows, one.content)).into()
}

#[test]
fn what_is_written_in_a_record_is_text_and_no_markup() {
    for evil in EVIL {
        let graph = graph_of(evil);
        let held = |c: char| match c {
            '\u{1}' | '\u{FFFE}' | '\u{1FFFF}' => '\u{FFFD}',
            c => c,
        };
        let shown: String = evil.chars().map(held).collect();
        for (count, fragment) in tables(graph.ever()) {
            let all = table(&fragment);
            let rows = rows(&all);
            assert!(count > 0 && rows.len() == count, "{count} rows: {fragment}");
            // what somebody wrote stands in the cells, below them, or in what is shown to who points at them
            let tips = rows.iter().flatten().filter_map(|cell| cell.get("title"));
            let tips = tips.filter(|tip| tip.contains(&shown)).count();
            assert!(tips > 0, "no tooltip has it: {fragment}");
            assert!(below(&all).iter().any(|line| line.contains(&shown)));
            let is_of_steps = fragment.contains(">Events and deaths by month<");
            let is_named = rows[0].iter().any(|cell| cell.text.contains(&shown));
            assert!(is_of_steps || is_named, "no cell has it: {fragment}");
        }
        let changes = graph.ever().changes().to_html();
        assert_eq!(changes.left_out.is_empty(), shown == evil);
        for chart in [
            graph
                .ever()
                .to_series_chart(Step::Month)
                .by_dyad()
                .to_html(),
            graph
                .ever()
                .to_size_chart(graph.actor("a").expect("it is there"))
                .to_html(),
        ] {
            let all = read(&chart.content);
            assert_eq!(all[0].name, "svg");
            for one in &all {
                assert!(DRAWN.contains(&&*one.name), "{one:?}");
            }
            assert!(all.iter().any(|one| one.text.contains(&shown)));
        }
    }
}

#[test]
fn charts_of_one_page_do_not_take_the_ids_of_each_other() {
    let graph = ActorGraph::new(Record::mali());
    let chart = graph.ever().to_series_chart(Step::Month);
    let ids = |fragment: &str| -> Vec<String> {
        let all = read(fragment);
        let ids = all.iter().filter_map(|one| one.get("id"));
        ids.map(str::to_owned).collect()
    };
    let (events, deaths) = (chart.to_html().content, chart.deaths().to_html().content);
    let (one, other) = (ids(&events), ids(&deaths));
    assert!(one.len() > 3 && one.iter().all(|id| !other.contains(id)));
    // every rule of the one is of its own
    let all = read(&events);
    let style = all
        .iter()
        .find(|one| one.name == "style")
        .expect("it has one");
    let style = style
        .text
        .replace("@media (prefers-color-scheme:dark){", "");
    let rules = style.split('}').filter(|rule| !rule.is_empty());
    for selector in rules.flat_map(|rule| rule.split('{').next().expect("selectors").split(',')) {
        assert!(selector.starts_with(&format!("#{} ", one[0])), "{selector}");
    }
}

#[test]
fn what_is_unknown_or_not_covered_says_so_and_is_no_zero() {
    let body = "[[events]]\nkind = \"clash\"\nwhen = 2019-03-01\nfrom = \"a\"\nto = \"b\"\n\
                [[events]]\nkind = \"clash\"\nwhen = 2019-04\nfrom = \"a\"\nto = \"b\"\nkilled = 0\n"
        .replace("2019-04\n", "\"2019-04\"\n");
    let graph = ActorGraph::new(tiny::record("as_of = 2019-12-31", &["a", "b"], &body));
    let view = graph.during(date(2018, 1, 1)..date(2021, 1, 1));
    let fragment = view.series(Step::Year).to_html().content;
    let all = table(&fragment);
    let rows = rows(&all);
    let text = |row: usize| -> Vec<&str> { rows[row].iter().map(|cell| &*cell.text).collect() };
    assert_eq!(text(0)[..2], ["2018", "0"]);
    assert_eq!(text(1)[..2], ["2019", "2"]);
    assert!(
        text(1)[2].contains("1 of them without a figure"),
        "{fragment}"
    );
    assert_eq!(text(2)[..3], ["2020", "not covered", "not covered"]);
    let march = graph
        .during(date(2019, 3, 1)..date(2019, 3, 2))
        .series(Step::Day);
    let fragment = march.to_html().content;
    assert!(
        fragment.contains("<td>certainly deaths unknown in 1 violent happening</td>"),
        "{fragment}"
    );
    // an event of some day in April is possibly there
    let april = graph
        .during(date(2019, 4, 1)..date(2019, 4, 15))
        .series(Step::Month);
    let fragment = april.to_html().content;
    let all = table(&fragment);
    assert_eq!(self::rows(&all)[1][1].text, "possibly 1");
}

#[test]
fn nothing_is_a_row_that_says_what_silence_means() {
    let graph = ActorGraph::new(tiny::record("", &["a:coalition"], ""));
    let a = graph.actor("a").expect("it is there");
    let fragment = graph.ever().members(a).to_html().content;
    let all = table(&fragment);
    assert!(
        rows(&all)[0][0]
            .text
            .contains("does not say that there was none")
    );
}

/// A row has how it holds, who says it, its sources, and all its statements for who points at it.
fn has_evidence(cells: &[&Element], below: &[&str], grounds: &Grounds<'_>) {
    let [.., sure, sources] = cells else {
        panic!("too few cells");
    };
    assert!(sure.text.starts_with(grounds.holds.as_str()));
    assert!(sure.text.contains(grounds.certainty.as_str()));
    for actor in &grounds.by {
        assert!(sure.text.contains(actor.label()), "{}", sure.text);
    }
    assert_eq!(sure.text.contains("denied by"), !grounds.denied.is_empty());
    let tip = sources.get("title").expect("a tooltip");
    for statement in grounds.statements.iter().chain(&grounds.denied) {
        assert!(tip.contains(statement.key()), "{tip}");
    }
    for source in &grounds.sources {
        let begin = format!("{}: ", source.key);
        assert!(
            below.iter().any(|line| line.starts_with(&begin)),
            "{below:?}"
        );
    }
    has_keys(sources, grounds.sources.iter().map(|source| &*source.key));
}

/// All keys of sources stand in their cell.
fn has_keys<'a>(cell: &Element, keys: impl Iterator<Item = &'a str>) {
    let keys = keys.collect::<Vec<_>>().join(", ");
    assert_eq!(cell.text, if keys.is_empty() { "none" } else { &keys });
}

/// A row of counts says what of them is only claimed, by whom, and who denies a part.
fn has_claims(sure: &Element, claims: &Claims<'_>, denied: &[StatementRef<'_>]) {
    let text = &sure.text;
    let all = [&claims.events, &claims.deaths, &claims.losses];
    for one in all.into_iter().flatten() {
        assert!(text.contains(one.certainty.as_str()), "{text}");
        for actor in &one.by {
            assert!(text.contains(actor.label()), "{text}");
        }
    }
    for (what, claims) in [("deaths", &claims.deaths), ("losses", &claims.losses)] {
        let words = format!("of the {what} ");
        assert_eq!(text.contains(&words), !claims.is_empty(), "{text}");
    }
    assert_eq!(text.contains("in part denied by "), !denied.is_empty());
}

/// What a tooltip says of the toll of each statement that has one.
fn has_tolls(tip: &str, claims: &Claims<'_>) {
    for one in &claims.deaths {
        let begin = format!("• {}: ", one.statement.key());
        let Some(line) = tip.lines().find(|line| line.starts_with(&begin)) else {
            assert!(tip.contains(" statements more"), "{tip}");
            continue;
        };
        let toll = one
            .statement
            .record()
            .event()
            .and_then(|event| event.killed.as_ref());
        let is_own = toll.is_some_and(|toll| toll.certainty == Some(one.certainty));
        if is_own {
            let (_, toll) = line.split_once(" killed").expect("its toll");
            assert!(toll.contains(one.certainty.as_str()), "{line}");
        }
    }
}

#[test]
fn claimed_deaths_are_no_facts_in_a_table_of_counts() {
    let graph = ActorGraph::new(Record::mali());
    let october = graph.during(date(2023, 10, 1)..date(2023, 11, 1));
    let html = october.series(Step::Month).to_html().content;
    let all = table(&html);
    let rows = rows(&all);
    let [.., sure, sources] = &*rows[0] else {
        panic!("too few cells");
    };
    assert_eq!(
        sure.text,
        "2 events claimed by CMA, 1 event claimed by CSP, 1 event alleged; of the deaths 10 claimed \
         by JNIM, 7 alleged"
    );
    let tip = sources.get("title").expect("a tooltip");
    assert!(
        tip.contains(
            "ambush-near-sibo: clash, 10 Oct 2023; reported; 10 killed, claimed by JNIM\n"
        ),
        "{tip}"
    );
    // what is left without them stands below a ranking, and the note says what is counted
    let html = october.top_actors(RankBy::Deaths, 3).to_html().content;
    let all = table(&html);
    let below = below(&all).join("\n");
    let says = |words: &str| assert!(below.contains(words), "{words}: {below}");
    says("39 killed in 9 violent happenings, 5 of them without a figure. Of what is reported or");
    says("confirmed alone: certainly 22 killed in ");
    says("planned, alleged or claimed are counted, too");
    // a view that leaves claims out has none
    let sure = october.at_least(Certainty::Reported);
    let html = sure.series(Step::Month).to_html().content;
    let all = table(&html);
    assert_eq!(self::rows(&all)[0][3].text, "reported or confirmed");
}

#[test]
fn a_table_without_rows_says_whether_none_or_unknown() {
    let clash = |more: &str| {
        format!(
            "[[events]]\nkind = \"clash\"\nwhen = 2019-03-01\nfrom = \"a\"\nto = \"b\"\n{more}\n"
        )
    };
    let said = |more: &str, year: i16| {
        let record = tiny::record("as_of = 2019-12-31", &["a", "b"], &clash(more));
        let graph = ActorGraph::new(record);
        let view = graph.during(date(year, 1, 1)..date(year + 1, 1, 1));
        let html = view.top_actors(RankBy::Deaths, 3).to_html().content;
        rows(&table(&html))[0][0].text.clone()
    };
    let unknown = "Nobody can be ranked: the deaths of 2 are unknown, which is not none.";
    assert_eq!(said("", 2019), unknown);
    let none = "Nobody: by the best figures there are no deaths.";
    assert_eq!(said("killed = 0", 2019), none);
    let silent = "Not covered: the record says nothing of these days, which is not none.";
    assert_eq!(said("killed = 3", 2021), silent);
    let nothing = "Nothing: the record names none, which does not say that there was none.";
    assert_eq!(said("killed = 3", 2018), nothing);
}

#[test]
fn counts_that_are_only_possible_and_denied_say_so_in_every_row() {
    let body = "[[events]]\nid = \"raid\"\nkind = \"clash\"\nwhen = \"2019-04\"\nfrom = \"a\"\nto = \"b\"\nkilled = 2\n\
                [[events]]\nkind = \"clash\"\nwhen = \"2019-04\"\nfrom = \"a\"\nto = \"b\"\ncertainty = \"denied\"\nby = \"a\"\nsame_as = \"raid\"\n";
    let graph = ActorGraph::new(tiny::record("as_of = 2019-12-31", &["a", "b"], body));
    let april = graph.during(date(2019, 4, 1)..date(2019, 4, 15));
    let html = april.series(Step::Month).to_html().content;
    let parts: Vec<&str> = html.split("<tr").collect();
    let row = |label: &str| {
        let own = parts
            .iter()
            .find(|part| part.contains(&format!(">{label}</th>")));
        own.unwrap_or_else(|| panic!("{label}: {html}")).to_owned()
    };
    // nothing is in the month for certain; the month itself has nothing
    for label in ["not dated to a month", "in all"] {
        let row = row(label);
        assert!(row.starts_with(" class=\"possibly\">"), "{row}");
        assert!(row.contains("in part denied by The a"), "{row}");
    }
    assert!(row("2019-04").starts_with('>'), "{html}");
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(24))]

    #[test]
    fn every_row_is_there_with_its_evidence(record in any_record()) {
        let graph = ActorGraph::new(record);
        for view in [graph.ever(), graph.during(date(2023, 8, 25)..date(2023, 9, 10))] {
            let changes = view.changes();
            let html = changes.to_html().content;
            let all = table(&html);
            if !changes.is_empty() {
                let rows = rows(&all);
                prop_assert_eq!(rows.len(), changes.len());
                for (cells, change) in rows.iter().zip(&changes) {
                    has_evidence(cells, &below(&all), &change.grounds);
                }
            }
            for actor in graph.actors() {
                let members = view.members(actor);
                let html = members.to_html().content;
                let all = table(&html);
                let rows = rows(&all);
                prop_assert_eq!(rows.len(), members.len().max(1));
                for (cells, one) in rows.iter().zip(&members) {
                    has_evidence(cells, &below(&all), &one.grounds);
                    prop_assert_eq!(&cells[0].text, &one.member.to_string());
                }
            }
            let differences = graph.at(date(2023, 8, 30)).diff(view);
            let html = differences.to_html().content;
            let all = table(&html);
            let rows = rows(&all);
            prop_assert_eq!(rows.len(), differences.len().max(1));
            for (cells, one) in rows.iter().zip(&differences) {
                has_evidence(cells, &below(&all), &one.grounds);
            }
            let series = view.series(Step::Week);
            let html = series.to_html().content;
            let all = table(&html);
            let rows = self::rows(&all);
            // with what is not dated, and the whole
            prop_assert_eq!(rows.len(), series.steps.len() + 2);
            let whole = &rows[series.steps.len() + 1];
            prop_assert_eq!(&whole[2].text, &series.total().to_string());
            has_claims(whole[3], &series.claims(), &series.denied());
            let tallies = series.steps.iter().map(|step| &step.tally);
            for (cells, tally) in rows.iter().zip(tallies.chain([&series.not_dated])) {
                has_claims(cells[3], &tally.claims, &tally.denied);
                has_keys(cells[4], tally.sources.iter().map(|source| &*source.key));
                if let Some(tip) = cells[4].get("title") {
                    has_tolls(tip, &tally.claims);
                }
            }
            let top = view.top_actors(RankBy::Events, 5);
            let html = top.to_html().content;
            let all = table(&html);
            let rows = self::rows(&all);
            prop_assert_eq!(rows.len(), top.rows.len().max(1));
            for (cells, row) in rows.iter().zip(&top.rows) {
                has_claims(cells[5], &row.activity.claims, &row.activity.denied);
                has_keys(cells[6], row.activity.sources.iter().map(|source| &*source.key));
            }
        }
    }
}
