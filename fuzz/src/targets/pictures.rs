//! Any text in any field: pictures, pages and files are well-formed, and say it as it was put in.

use super::laws::{is_harmless, sort, text};
use factions::export::EdgeKey;
use factions::record::{ActorDraft, EventDraft, PlaceDraft, RelationDraft, SourceDraft};
use factions::{ActorGraph, Record, Step};
use serde_json::Value;
use well_formed::elements;

#[path = "../../../tests/it/dot/tokens.rs"]
#[allow(dead_code, unreachable_pub, reason = "the tests ask for more of it")]
mod tokens;
#[path = "../../../tests/it/interchange/well_formed.rs"]
#[allow(dead_code, unreachable_pub, reason = "the tests ask for more of it")]
mod well_formed;

/// The parts of an input, one a field, from the first again when they are used up.
fn record(text: &str) -> Option<Record> {
    let parts: Vec<&str> = text.split('\u{1e}').collect();
    let mut next = parts.iter().cycle();
    let mut field = |what: &str| format!("{what} {}", next.next().copied().unwrap_or_default());
    let draft = Record::draft()
        .title(field("title"))
        .as_of("2023-10-31")
        .source(
            SourceDraft::new("s")
                .publisher(field("publisher"))
                .title(field("source"))
                .published("2023-11")
                .url(format!("https://example.org/{}", field("")))
                .note(field("note")),
        )
        .default_source("s")
        .place(
            PlaceDraft::new("p", field("place"))
                .region(field("region"))
                .latitude(1.5)
                .longitude(-2.5)
                .note(field("remark")),
        )
        .actor(
            ActorDraft::new("a", field("name"), "armed-group")
                .short(field("short"))
                .alias(field("alias"))
                .tags([field("tag")])
                .note(field("about"))
                .hedge(field("hedge")),
        )
        .actor(ActorDraft::new("b", field("coalition"), "coalition"))
        .relation(
            RelationDraft::new("membership")
                .id(field("id"))
                .from("a")
                .to("b")
                .role(field("role"))
                .start("2021-05")
                .ongoing()
                .hedge(field("so"))
                .note(field("why"))
                .native("any", field("native"))
                .reason(field("reason")),
        )
        .event(
            EventDraft::new("clash")
                .id(field("event"))
                .when("2023-10-07")
                .from("a")
                .to("b")
                .place("p")
                .killed(3)
                .note(field("it")),
        );
    draft.build().ok()
}

/// A name as XML can hold it.
fn shown(text: &str) -> String {
    let strange = |c: char| {
        c.is_control() && !matches!(c, '\t' | '\n' | '\r') || matches!(c, '\u{FFFE}' | '\u{FFFF}')
    };
    text.chars()
        .map(|c| if strange(c) { '\u{FFFD}' } else { c })
        .collect()
}

fn xml(text: &str) -> String {
    let head = "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n";
    if text.starts_with("<?xml") {
        text.to_owned()
    } else {
        format!("{head}{text}")
    }
}

pub(crate) fn pictures(bytes: &[u8]) -> u64 {
    let Some(record) = text(bytes).and_then(record) else {
        return 0;
    };
    let graph = ActorGraph::new(record);
    let view = graph.ever();
    let names: Vec<String> = graph
        .actors()
        .map(|actor| actor.name().to_owned())
        .collect();
    // files of graphs: each name is a label, whole
    for written in [view.to_gexf(), view.to_graphml()] {
        is_harmless(&written.left_out.to_string());
        let elements = elements(&written.content);
        for name in names.iter().map(|name| shown(name)) {
            let is_it = |one: &well_formed::Element| {
                one.text == name || one.attributes.iter().any(|of| of.1 == name)
            };
            assert!(
                elements.iter().any(is_it),
                "{name:?} is not in {}",
                written.content
            );
        }
    }
    for written in [
        view.to_node_link(EdgeKey::default()),
        view.to_cytoscape(),
        view.to_geojson(),
    ] {
        let _: Value = serde_json::from_str(&written.content).expect("it is JSON");
    }
    let nodes: Value =
        serde_json::from_str(&view.to_node_link(EdgeKey::default()).content).expect("JSON");
    for name in &names {
        let quoted = Value::from(&**name);
        let mut all = nodes["nodes"].as_array().into_iter().flatten();
        let is_it = |node: &Value| {
            let mut values = node.as_object().into_iter().flat_map(|node| node.values());
            values.any(|value| *value == quoted)
        };
        assert!(all.any(is_it), "{name:?}: {nodes}");
    }
    // DOT: what it is made of does not depend on what is said
    let drawn = [
        view.to_dot().title(&names[0]).draw().text,
        view.to_genealogy().title(&names[0]).draw().text,
    ];
    for dot in &drawn {
        if let Err(error) = tokens::skeleton(dot) {
            panic!("{error}: {dot}");
        }
    }
    // SVG of our own
    let charts = [
        view.to_series_chart(Step::Month)
            .title(&names[0])
            .by_actor()
            .to_svg(),
        view.to_size_chart(graph.actor("b").expect("it is there"))
            .title(&names[0])
            .to_svg(),
    ];
    for chart in &charts {
        elements(&xml(&chart.content));
    }
    // the page: one block of data, which nothing in it ends
    let page = view.to_timeline().title(&names[0]).to_html().content;
    assert_eq!(page.matches("</script").count(), 2, "{page}");
    assert_eq!(page.matches("<script").count(), 2, "{page}");
    let data = page
        .split("id=\"data\">")
        .nth(1)
        .and_then(|rest| rest.split("</script>").next());
    let data: Value = serde_json::from_str(data.expect("the page has data")).expect("it is JSON");
    for name in &names {
        let mut all = data["actors"].as_array().into_iter().flatten();
        assert!(
            all.any(|actor| actor["name"] == **name),
            "{name:?} is not in the page"
        );
    }
    // tables with their record
    let csv = view.to_csv();
    let read = Record::from_csv(&csv.content).unwrap_or_else(|problems| panic!("{problems}"));
    assert_eq!(read.actors(), graph.record().actors());
    // answers as sentences
    for change in view.changes() {
        let _ = change.to_string();
    }
    sort(["drawn".to_owned(), csv.left_out.iter().count().to_string()])
}
