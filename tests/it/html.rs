//! Tables of HTML: every row with its evidence, whatever is written in the record.

use crate::interchange::well_formed::{Element, elements};
use crate::support::strategies::record as any_record;
use crate::support::tiny;
use factions::{ActorGraph, Grounds, RankBy, Record, Step, ToHtml, View, date};
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

fn tables(view: View<'_, '_>) -> Vec<String> {
    let graph = view.graph();
    let first = graph.actors().next().expect("there is one");
    let mut all = vec![
        view.changes().to_html(),
        view.members(first).to_html(),
        view.coalitions(first).to_html(),
        view.series(Step::Month).to_html(),
        view.series_of(first, Step::Month).to_html(),
        view.top_actors(RankBy::Events, 3).to_html(),
        view.top_dyads(RankBy::Deaths, 3).to_html(),
        view.top_places(RankBy::Events, 3).to_html(),
        graph.at(date(2023, 1, 15)).diff(view).to_html(),
    ];
    all.drain(..).map(|one| one.content).collect()
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
        for fragment in tables(graph.ever()) {
            let all = table(&fragment);
            let names = all.iter().filter(|one| one.text.contains(&shown)).count();
            assert!(names > 0 || rows(&all)[0].len() == 1, "{fragment}");
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
            assert!(
                all.iter()
                    .all(|one| one.name != "script" && one.name != "img")
            );
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

/// A row has how it holds, its sources, and all its statements for who points at it.
fn has_evidence(cells: &[&Element], below: &[&str], grounds: &Grounds<'_>) {
    let [.., sure, sources] = cells else {
        panic!("too few cells");
    };
    assert!(sure.text.starts_with(grounds.holds.as_str()));
    assert!(sure.text.contains(grounds.certainty.as_str()));
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
    assert_eq!(sources.text == "none", grounds.sources.is_empty());
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
                for (cells, one) in rows(&all).iter().zip(&members) {
                    has_evidence(cells, &below(&all), &one.grounds);
                    prop_assert_eq!(&cells[0].text, &one.member.to_string());
                }
            }
            let differences = graph.at(date(2023, 8, 30)).diff(view);
            let html = differences.to_html().content;
            let all = table(&html);
            for (cells, one) in rows(&all).iter().zip(&differences) {
                has_evidence(cells, &below(&all), &one.grounds);
            }
            let series = view.series(Step::Week);
            let html = series.to_html().content;
            let all = table(&html);
            // with what is not dated, and the whole
            prop_assert_eq!(rows(&all).len(), series.steps.len() + 2);
            let whole = series.total().to_string();
            prop_assert_eq!(&rows(&all)[series.steps.len() + 1][2].text, &whole);
        }
    }
}
