//! Any text in any field: pictures, pages and files are well-formed, and say it as it was put in.

use super::laws::{is_harmless, sort, text};
use factions::export::EdgeKey;
use factions::record::{ActorDraft, EventDraft, PlaceDraft, RelationDraft, SourceDraft};
use factions::{ActorGraph, Record, Step};
use serde_json::Value;
use tokens::Token;
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

/// A name as a chart can hold it, which may stand in a page: HTML has one end of lines and no noncharacters.
fn charted(text: &str) -> String {
    let is_noncharacter =
        |c: char| u32::from(c) & 0xfffe == 0xfffe || matches!(c, '\u{FDD0}'..='\u{FDEF}');
    let text = text.replace("\r\n", "\n").replace('\r', "\n");
    shown(&text).replace(is_noncharacter, "\u{FFFD}")
}

/// Whether a text is a value somewhere in JSON.
fn holds(json: &Value, text: &str) -> bool {
    match json {
        Value::String(value) => value == text,
        Value::Array(list) => list.iter().any(|value| holds(value, text)),
        Value::Object(table) => table.values().any(|value| holds(value, text)),
        _ => false,
    }
}

fn xml(text: &str) -> String {
    let head = "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n";
    if text.starts_with("<?xml") {
        text.to_owned()
    } else {
        format!("{head}{text}")
    }
}

/// The texts of a picture in DOT, as Graphviz reads them: of labels, and of tooltips.
fn texts(dot: &str) -> [Vec<String>; 2] {
    let tokens = tokens::tokens(dot).unwrap_or_else(|error| panic!("{error}: {dot}"));
    let mut texts: [Vec<String>; 2] = Default::default();
    let (mut attribute, mut is_piece) = (String::new(), false);
    for token in tokens {
        let is_tooltip = attribute.ends_with("tooltip");
        let text = match &token {
            Token::Word(word) => {
                attribute.clone_from(word);
                continue;
            }
            Token::Sign(sign) => {
                is_piece = *sign == "+";
                continue;
            }
            Token::Quoted(raw) => of_quotes(raw, is_tooltip),
            Token::Html(raw) => of_markup(raw),
        };
        let texts = &mut texts[usize::from(is_tooltip)];
        match texts.last_mut().filter(|_| is_piece) {
            Some(whole) => whole.push_str(&text),
            None => texts.push(text),
        }
    }
    texts
}

/// A text in quotes; in a tooltip backslashes are decoded twice.
fn of_quotes(raw: &str, is_tooltip: bool) -> String {
    let once = |raw: &str| {
        let mut text = String::new();
        let mut chars = raw.chars();
        while let Some(c) = chars.next() {
            match (c, chars.clone().next()) {
                ('\\', Some('n')) => text.push('\n'),
                ('\\', Some(next @ ('\\' | '"'))) => text.push(next),
                _ => {
                    text.push(c);
                    continue;
                }
            }
            chars.next();
        }
        text
    };
    let text = if is_tooltip {
        once(&once(raw))
    } else {
        once(raw)
    };
    text.replace("&amp;", "&")
}

/// The text of a label with markup.
fn of_markup(raw: &str) -> String {
    let parts = raw.split('<');
    let mut text = String::new();
    for (at, part) in parts.enumerate() {
        text += match part.split_once('>') {
            Some((_, behind)) if at > 0 => behind,
            _ => part,
        };
    }
    let text = text.replace("\\\\", "\\");
    let text = text.replace("&lt;", "<").replace("&gt;", ">");
    text.replace("&quot;", "\"").replace("&amp;", "&")
}

/// A text as a picture has it, its white space left aside: lines are broken anew.
fn drawn(text: &str) -> String {
    let text = text.chars().filter(|c| !c.is_whitespace());
    shown(&text.collect::<String>())
}

/// Whether a label has a name, or as much of it as stands before an ellipsis.
fn is_cut_or_whole(label: &str, name: &str) -> bool {
    let is_begun = |part: &str| {
        let mut ends = part.char_indices().map(|(at, _)| &part[at..]);
        ends.any(|end| end.len() > 20 && name.starts_with(end))
    };
    let cut = label.rsplit_once('…').map_or("", |(before, _)| before);
    label.contains(name)
        || cut
            .split('…')
            .any(|part| is_begun(part.trim_end_matches([',', '.', ';', ':'])))
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
    let json = |text: &str| -> Value { serde_json::from_str(text).expect("it is JSON") };
    for written in [view.to_node_link(EdgeKey::default()), view.to_cytoscape()] {
        let json = json(&written.content);
        for name in &names {
            assert!(holds(&json, name), "{name:?} is not in {json}");
        }
    }
    // a map names places
    let map = json(&view.to_geojson().content);
    for place in graph.record().places() {
        assert!(holds(&map, &place.name), "{:?} is not in {map}", place.name);
    }
    // DOT: what it is made of does not depend on what is said
    let pictures = [
        view.to_dot().title(&names[0]).draw().text,
        view.to_genealogy().title(&names[0]).draw().text,
    ];
    for dot in &pictures {
        if let Err(error) = tokens::skeleton(dot) {
            panic!("{error}: {dot}");
        }
        let [labels, tooltips] = texts(dot)
            .map(|texts| -> Vec<String> { texts.iter().map(|text| drawn(text)).collect() });
        for name in &names {
            // a control that is white space breaks a line of a label, and is shown in a tooltip
            let (name, whole) = (drawn(name), drawn(&shown(name)));
            let is_in_one = labels.iter().any(|text| is_cut_or_whole(text, &name));
            assert!(is_in_one, "{name:?} is on no label of {dot}");
            let is_in_one = tooltips.iter().any(|text| text.contains(&whole));
            assert!(is_in_one, "{name:?} is in no tooltip of {dot}");
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
        let title = charted(&names[0]);
        let mut all = elements(&xml(&chart.content)).into_iter();
        assert!(all.any(|one| one.text == title), "{}", chart.content);
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
