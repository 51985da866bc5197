//! Graphviz itself, where it is at hand.

use std::collections::BTreeMap;
use std::io::Write;
use std::process::{Command, Stdio};
use std::sync::OnceLock;

/// Whether `dot` can be run; where it must be there, its absence is a failure.
///
/// # Panics
///
/// If it is absent and `FACTIONS_REQUIRE_DOT` is set.
pub(crate) fn is_at_hand() -> bool {
    static AT_HAND: OnceLock<bool> = OnceLock::new();
    *AT_HAND.get_or_init(|| {
        let output = Command::new("dot").arg("-V").output();
        let there = output.is_ok_and(|output| output.status.success());
        let is_required = std::env::var_os("FACTIONS_REQUIRE_DOT").is_some();
        assert!(
            there || !is_required,
            "Graphviz is required, and `dot` does not run"
        );
        if !there {
            let mut note = std::io::stderr();
            let _ = writeln!(
                note,
                "skipped: `dot` of Graphviz is not there to render pictures"
            );
        }
        there
    })
}

/// What `dot` makes of a text; it must not have a word to say about it.
pub(super) fn render(text: &str, format: &str) -> Option<String> {
    if !is_at_hand() {
        return None;
    }
    let mut child = Command::new("dot")
        .arg(format!("-T{format}"))
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .stderr(Stdio::piped())
        .spawn()
        .expect("it is at hand");
    let mut stdin = child.stdin.take().expect("it is piped");
    let text = text.to_owned();
    let writer = std::thread::spawn(move || stdin.write_all(text.as_bytes()));
    let output = child.wait_with_output().expect("it ends");
    let said = String::from_utf8_lossy(&output.stderr);
    assert!(
        output.status.success() && said.is_empty(),
        "{}: {said}",
        output.status
    );
    writer.join().expect("no panic").expect("it reads all");
    Some(String::from_utf8(output.stdout).expect("it writes UTF-8"))
}

/// A box in the plane: its name, then left, bottom, right and top.
pub(super) type Area = (String, [f64; 4]);

/// Where every node lies, by `dot -Tplain`.
pub(super) fn areas(text: &str) -> Option<Vec<Area>> {
    let plain = render(text, "plain")?;
    let nodes = plain.lines().filter_map(|line| line.strip_prefix("node "));
    let area = |line: &str| {
        let mut fields = line.split(' ');
        let name = fields.next().expect("a name").trim_matches('"').to_owned();
        let mut number = || {
            fields
                .next()
                .and_then(|field| field.parse::<f64>().ok())
                .expect("a number")
        };
        let [x, y, width, height] = [number(), number(), number(), number()];
        let (across, up) = (width / 2.0, height / 2.0);
        (name, [x - across, y - up, x + across, y + up])
    };
    Some(nodes.map(area).collect())
}

/// The pairs of nodes that lie on each other.
pub(super) fn overlaps(areas: &[Area]) -> Vec<(&str, &str)> {
    let mut pairs = Vec::new();
    for (at, (one, a)) in areas.iter().enumerate() {
        for (other, b) in &areas[at + 1..] {
            // plain output has five digits
            let meets =
                |axis: usize| a[axis] + 0.001 < b[axis + 2] && b[axis] + 0.001 < a[axis + 2];
            if meets(0) && meets(1) {
                pairs.push((one.as_str(), other.as_str()));
            }
        }
    }
    pairs
}

/// What a reader of the SVG sees of a node, an edge or a frame.
#[derive(Debug, Default)]
pub(super) struct Seen {
    /// Its lines of text.
    pub(super) lines: Vec<String>,
    /// What is shown when the pointer rests on it.
    pub(super) tips: Vec<String>,
    /// Where a click leads.
    pub(super) links: Vec<String>,
}

/// Everything in a picture by its name in DOT.
pub(super) fn seen(text: &str) -> Option<BTreeMap<String, Seen>> {
    Some(seen_in(&render(text, "svg")?))
}

/// Everything in a picture that is rendered, by its name in DOT.
pub(super) fn seen_in(svg: &str) -> BTreeMap<String, Seen> {
    let mut all: BTreeMap<String, Seen> = BTreeMap::new();
    let mut name = String::new();
    for piece in svg.split('<').skip(1) {
        let (tag, content) = piece.split_once('>').expect("every tag ends");
        let word = tag.split([' ', '/']).next().unwrap_or_default();
        if word == "title" {
            name = unescaped(content);
        }
        let seen = all.entry(name.clone()).or_default();
        match word {
            "text" => seen.lines.push(unescaped(content)),
            "a" => {
                seen.tips.extend(attribute(tag, "xlink:title=\""));
                seen.links.extend(attribute(tag, "xlink:href=\""));
            }
            _ => {}
        }
    }
    all
}

fn attribute(tag: &str, name: &str) -> Option<String> {
    let value = tag.split_once(name)?.1;
    Some(unescaped(value.split_once('"')?.0))
}

fn unescaped(text: &str) -> String {
    let mut out = String::new();
    let mut rest = text;
    while let Some((before, behind)) = rest.split_once('&') {
        out.push_str(before);
        let (entity, tail) = behind.split_once(';').expect("every entity ends");
        let number = entity
            .strip_prefix('#')
            .map(|number| match number.strip_prefix('x') {
                Some(hex) => u32::from_str_radix(hex, 16),
                None => number.parse(),
            });
        out.push(match (entity, number) {
            ("amp", _) => '&',
            ("lt", _) => '<',
            ("gt", _) => '>',
            ("quot", _) => '"',
            (_, Some(Ok(number))) => char::from_u32(number).expect("a character"),
            _ => panic!("the entity `{entity}`"),
        });
        rest = tail;
    }
    out + rest
}

/// A piece of text in the plane: whose it is, then left, bottom, right and top, then what it says.
#[derive(Debug)]
pub(super) struct Said {
    pub(super) owner: String,
    pub(super) area: [f64; 4],
    pub(super) text: String,
}

/// Every line of text in a picture, as `dot -Tjson` places it, in points.
pub(super) fn texts(text: &str) -> Option<Vec<Said>> {
    let json: serde_json::Value =
        serde_json::from_str(&render(text, "json")?).expect("it writes JSON");
    let list = |name: &str| json[name].as_array().cloned().unwrap_or_default();
    let (objects, edges) = (list("objects"), list("edges"));
    let name = |object: &serde_json::Value| object["name"].as_str().unwrap_or_default().to_owned();
    let by_number = |number: &serde_json::Value| {
        let number = number
            .as_u64()
            .and_then(|number| usize::try_from(number).ok());
        name(&objects[number.expect("an edge has its ends")])
    };
    let mut all = said(&json, "the title");
    for object in &objects {
        all.extend(said(object, &name(object)));
    }
    for edge in &edges {
        let owner = format!("{}->{}", by_number(&edge["tail"]), by_number(&edge["head"]));
        all.extend(said(edge, &owner));
    }
    Some(all)
}

/// The lines of text of one object.
fn said(object: &serde_json::Value, owner: &str) -> Vec<Said> {
    let mut all = Vec::new();
    for attribute in ["_ldraw_", "_tldraw_", "_hldraw_"] {
        let mut size = 0.0;
        for step in object[attribute].as_array().into_iter().flatten() {
            let number = |value: &serde_json::Value| value.as_f64().expect("a number");
            match step["op"].as_str() {
                Some("F") => size = number(&step["size"]),
                Some("T") => {
                    let [x, y, wide] = [&step["pt"][0], &step["pt"][1], &step["width"]].map(number);
                    let left = match step["align"].as_str() {
                        Some("l") => x,
                        Some("r") => x - wide,
                        _ => x - wide / 2.0,
                    };
                    all.push(Said {
                        owner: owner.to_owned(),
                        area: [left, y - 0.2 * size, left + wide, y + 0.7 * size],
                        text: step["text"].as_str().unwrap_or_default().to_owned(),
                    });
                }
                _ => {}
            }
        }
    }
    all.retain(|one| !one.text.trim_matches(['\u{a0}', ' ']).is_empty());
    all
}

/// Words that lie on words or boxes of something else.
pub(super) fn buried(text: &str) -> Option<Vec<String>> {
    let (said, areas) = (texts(text)?, areas(text)?);
    let meets = |a: &[f64; 4], b: &[f64; 4]| {
        let axis = |axis: usize| a[axis] + 0.1 < b[axis + 2] && b[axis] + 0.1 < a[axis + 2];
        axis(0) && axis(1)
    };
    let mut all = Vec::new();
    for (at, one) in said.iter().enumerate() {
        for other in &said[at + 1..] {
            if one.owner != other.owner && meets(&one.area, &other.area) {
                all.push(format!("{one:?} on {other:?}"));
            }
        }
        for (name, area) in &areas {
            let points = area.map(|inches| inches * 72.0);
            if *name != one.owner && meets(&one.area, &points) {
                all.push(format!("{one:?} on the box {name} {points:?}"));
            }
        }
    }
    Some(all)
}
