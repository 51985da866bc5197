//! Strange text in every field: it comes out as it was put in, and steers nothing.

use super::render::{Seen, seen};
use super::sound;
use super::tokens::skeleton;
use factions::{ActorGraph, EventStyle, Problems, Record};
use proptest::prelude::*;
use serde_json::json;

/// What people type by accident or on purpose.
pub(super) const HOSTILE: [&str; 18] = [
    "quotes \" and ' and ` and \\\"",
    "ends in a backslash \\",
    "\\N \\G \\E \\T \\H \\L \\l \\r \\n \\\\ \\\\\\",
    "AT&T &amp; &eacute; &#0; &#x41; &nosuch; &",
    "<b>bold</b> <script>alert(1)</script> <!-- > -->",
    "]]> <![CDATA[ x ]]>",
    "\"]; evil [label=\"x\"]; } digraph {",
    "> ]; evil -> more [label=<x",
    "one\ntwo\r\nthree\ttabs",
    "bell \u{7} nul \u{0} escape \u{1b}[31m delete \u{7f} next \u{85}",
    "not characters \u{fffe} \u{ffff}",
    "حركة تحرير أزواد",
    "\u{202e}turned\u{202c} around",
    "日本語の組織 🏴 e\u{301}",
    "a:b:c a->b node edge strict subgraph",
    " ",
    "",
    "$(rm) %s {0} ${x}",
];

/// A record that has a text in every field that takes any.
fn record(text: &str, url: &str) -> Result<Record, Problems> {
    // a name must not be blank, and no two of one actor alike
    let named = |what: &str| format!("{what} {text}");
    let tables = json!({
        "format": 1,
        "record": { "title": named("title"), "as_of": "2023-10-31", "source": "s" },
        "sources": { "s": {
            "publisher": named("publisher"), "title": named("source"), "published": "2023-11",
            "url": url, "note": named("note"),
        } },
        "actors": {
            "a": {
                "name": named("name"), "short": named("short"), "kind": "armed-group",
                "aliases": [named("alias")], "tags": [named("tag")], "note": named("note"),
            },
            "b": { "name": named("other"), "kind": "state-force" },
            "c": { "name": named("coalition"), "short": named("C"), "kind": "coalition" },
            "d": { "name": named("second"), "kind": "coalition" },
        },
        "places": { "p": { "name": named("place"), "region": named("region"), "note": named("note") } },
        "relations": [
            { "kind": "membership", "from": "a", "to": "c", "role": named("role"),
              "note": named("note"), "reason": named("reason"), "hedge": named("hedge") },
            { "kind": "membership", "from": "a", "to": "d", "certainty": "claimed", "by": "b" },
            { "kind": "other", "between": ["b", "c"], "note": named("tie") },
        ],
        "events": [
            { "id": named("id"), "kind": "clash", "when": "2023-10-10", "from": "a", "to": "b",
              "place": "p", "note": named("note"), "reason": named("reason"),
              "hedge": named("hedge"), "certainty": "claimed", "by": "a",
              "killed": { "best": 3, "certainty": "alleged", "by": "b", "hedge": named("hedge") } },
            { "kind": "other", "when": "2023-10-11", "from": "b", "to": "a", "note": named("remark") },
        ],
    });
    Record::from_json(&tables.to_string())
}

/// The picture with boxes and with folded lines.
fn pictures(record: Record, text: &str) -> [String; 2] {
    let graph = ActorGraph::new(record);
    let b = graph.actor("b").expect("it is there");
    [EventStyle::Box, EventStyle::Edge].map(|style| {
        let picture = graph
            .ever()
            .to_dot()
            .events(style)
            .title(format!("Title {text}"));
        let drawing = picture.cluster(format!("group {text}"), [b]).draw();
        sound(&drawing);
        drawing.text
    })
}

/// A text as it comes out, its white space left aside: lines are broken anew.
fn shown(text: &str) -> String {
    let visible = |c: char| match c {
        c if c.is_whitespace() => None,
        '\u{fffe}' | '\u{ffff}' => Some('\u{fffd}'),
        c if c.is_control() => Some('\u{fffd}'),
        c => Some(c),
    };
    text.chars().filter_map(visible).collect()
}

/// Whether what is seen says a text, whole or cut with an ellipsis.
pub(super) fn says(lines: &[String], text: &str) -> bool {
    let (lines, text) = (shown(&lines.concat()), shown(text));
    let mut cut = lines
        .split('…')
        .map(|part| part.trim_end_matches([',', '.', ';', ':']));
    let is_cut = lines.contains('…') && cut.any(|part| part.len() > 20 && text.starts_with(part));
    lines.contains(&text) || is_cut
}

fn comes_out(text: &str) {
    let url = format!("https://example.org/{text}");
    let record = match record(text, &url) {
        Ok(record) => record,
        Err(problems) => panic!("{problems}"),
    };
    for picture in pictures(record, text) {
        let Some(all) = seen(&picture) else {
            return;
        };
        let lines = |name: &str| -> &Seen { &all[name] };
        let (name, short) = (format!("name {text}"), format!("short {text}"));
        assert!(
            says(&lines("a_a").lines, &short),
            "{text:?}: {:?}",
            lines("a_a")
        );
        assert!(
            says(&lines("a_b").lines, &format!("other {text}")),
            "{text:?}"
        );
        let tips = |name: &str| lines(name).tips.concat();
        assert!(
            shown(&tips("a_a")).contains(&shown(&name)),
            "{text:?}: {}",
            tips("a_a")
        );
        assert!(
            shown(&tips("a_b")).contains(&shown(&format!("other {text}"))),
            "{text:?}"
        );
        assert!(
            says(&lines("factions").lines, &format!("Title {text}")),
            "{text:?}"
        );
        let frame = |title: String| {
            let mut frames = all.iter().filter(|(name, _)| name.starts_with("cluster_"));
            frames.any(|(_, seen)| says(&seen.lines, &title))
        };
        assert!(
            frame(format!("group {text}")) && frame(format!("C {text}")),
            "{text:?}"
        );
        let note = shown(&format!("note {text}"));
        let events = all
            .iter()
            .filter(|(name, _)| name.starts_with("e_") || name.contains("->"));
        let tips: Vec<String> = events.map(|(_, seen)| shown(&seen.tips.concat())).collect();
        assert!(
            tips.iter().any(|tip| tip.contains(&note)),
            "{text:?}: {tips:?}"
        );
    }
}

#[test]
fn what_is_put_in_comes_out() {
    for text in HOSTILE {
        comes_out(text);
    }
}

#[test]
fn ten_thousand_characters_in_every_field_are_cut_in_labels_and_whole_in_tooltips() {
    for unit in ["long words of a name, ", "x", "\"&<>\\", "ع"] {
        let text: String = unit.chars().cycle().take(10_000).collect();
        comes_out(&text);
    }
}

/// A picture without what depends on how long its texts are.
fn bones(text: &str) -> Vec<[String; 2]> {
    let pictures = record(text, "https://example.org").ok().map(|record| {
        let graph = ActorGraph::new(record);
        let picture = graph.ever().to_dot().title(format!("Title {text}"));
        [EventStyle::Box, EventStyle::Edge].map(|style| picture.clone().events(style).draw().text)
    });
    let bones = |picture: String| match skeleton(&picture) {
        Ok(tokens) => format!("{tokens:?}"),
        Err(error) => panic!("{error} in {picture}"),
    };
    pictures
        .map(|pictures| pictures.map(bones))
        .into_iter()
        .collect()
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(200))]

    #[test]
    fn no_text_changes_what_a_picture_is_made_of(
        text in prop_oneof![
            any::<String>(),
            r#"[\\"<>&;=\[\]{}NGLnr#/ -]{0,40}"#,
            r#"(\\|"|<|>|&|lt;|-->|<BR/>|]]>|\}|a){0,20}"#,
        ],
    ) {
        let plain = bones("plain");
        for strange in bones(&text) {
            prop_assert!(strange == plain[0], "{strange:?}");
        }
    }
}
