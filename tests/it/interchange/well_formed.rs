//! A small check that a text is well-formed XML, and what it holds.

use std::collections::BTreeSet;

/// An element: its name, its attributes, its own text.
#[derive(Debug)]
pub(crate) struct Element {
    pub(crate) name: String,
    pub(crate) attributes: Vec<(String, String)>,
    pub(crate) text: String,
}

impl Element {
    pub(crate) fn get(&self, name: &str) -> Option<&str> {
        let found = self.attributes.iter().find(|attribute| attribute.0 == name);
        found.map(|attribute| attribute.1.as_str())
    }
}

/// Every element of a document in the order of their starts; panics where it is not well-formed.
pub(crate) fn elements(xml: &str) -> Vec<Element> {
    let legal = |c: char| matches!(c, '\t' | '\n' | '\r' | ' '..='\u{FFFD}' | '\u{10000}'..);
    assert!(xml.chars().all(legal), "a character that XML cannot hold");
    let mut rest = xml
        .strip_prefix("<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n")
        .expect("a declaration");
    let mut all: Vec<Element> = Vec::new();
    let mut open: Vec<usize> = Vec::new();
    while let Some(at) = rest.find('<') {
        let text = unescaped(&rest[..at]);
        match open.last() {
            Some(&inner) => all[inner].text.push_str(&text),
            None => assert!(
                text.trim().is_empty() && all.is_empty(),
                "text outside the root"
            ),
        }
        // a quoted `>` is escaped, so that the first one ends the tag
        let end = rest.find('>').expect("an end of the tag");
        let tag = &rest[at + 1..end];
        rest = &rest[end + 1..];
        if let Some(name) = tag.strip_prefix('/') {
            let inner = open.pop().expect("an element that is open");
            assert_eq!(all[inner].name, name);
        } else {
            let is_empty = tag.ends_with('/');
            all.push(element(tag.strip_suffix('/').unwrap_or(tag)));
            if !is_empty {
                open.push(all.len() - 1);
            }
        }
    }
    assert!(open.is_empty(), "elements without an end");
    assert!(rest.trim().is_empty(), "text behind the root");
    all
}

fn element(tag: &str) -> Element {
    let (name, mut rest) = tag.split_once(' ').unwrap_or((tag, ""));
    let mut attributes = Vec::new();
    let mut names = BTreeSet::new();
    while !rest.is_empty() {
        let (name, value) = rest.split_once("=\"").expect("an attribute with its value");
        let (value, after) = value.split_once('"').expect("an end of the value");
        assert!(!value.contains('<'), "a bare `<` in an attribute");
        assert!(names.insert(name), "`{name}` twice");
        attributes.push((name.to_owned(), unescaped(value)));
        rest = after.strip_prefix(' ').unwrap_or(after);
    }
    Element {
        name: name.to_owned(),
        attributes,
        text: String::new(),
    }
}

fn unescaped(text: &str) -> String {
    let mut parts = text.split('&');
    let mut out = parts.next().unwrap_or_default().to_owned();
    for part in parts {
        let (name, after) = part.split_once(';').expect("an end of the reference");
        out.push(match name {
            "amp" => '&',
            "lt" => '<',
            "gt" => '>',
            "quot" => '"',
            "apos" => '\'',
            "#9" => '\t',
            "#10" => '\n',
            "#13" => '\r',
            other => panic!("an unknown reference `{other}`"),
        });
        out.push_str(after);
    }
    out
}

#[test]
fn what_is_not_well_formed_is_found() {
    let head = "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n";
    for body in [
        "<a>",
        "<a></b>",
        "<a b=\"1\" b=\"2\"/>",
        "<a>&amp</a>",
        "<a/>x",
        "<a/><b>",
    ] {
        let text = format!("{head}{body}");
        let result = std::panic::catch_unwind(|| elements(&text));
        assert!(result.is_err(), "{body}");
    }
    assert_eq!(
        elements(&format!("{head}<a b=\"&quot;\">x</a>"))[0].text,
        "x"
    );
}
