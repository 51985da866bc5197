//! A seal on an exported file, by which a reader knows that nobody has changed the file.

use super::tree::{Node, Value};

/// The extension of STIX objects that carries entries.
pub(crate) const STIX_EXTENSION: &str =
    "extension-definition--033a390c-0fb4-540b-965c-9d2a1f992ad4";

/// The STIX identity that defines the extension: this crate.
pub(crate) const STIX_AUTHOR: &str = "identity--b4df6cbe-095d-55ba-a7e0-8049110c407e";

/// Returns a short hash of a tree: 64-bit FNV-1a.
///
/// It ignores changes that other programs make in passing: the order of keys and lists, white space, control
/// characters, and empty texts and lists.
pub(crate) fn seal(node: &Node) -> String {
    let mut hash = Fnv::default();
    hash.add(&plain(node));
    hash.text()
}

/// Returns the seal of a table of lists of texts, without building its tree.
///
/// It equals [`seal`] of that tree; keys must not repeat.
pub(crate) fn seal_of_texts<'t, L>(entries: impl IntoIterator<Item = (&'t str, L)>) -> String
where
    L: IntoIterator<Item = &'t str>,
{
    let entries = entries.into_iter().map(|(key, texts)| {
        let mut texts: Vec<String> = texts.into_iter().map(plain_text).collect();
        texts.retain(|text| !text.is_empty());
        texts.sort_unstable();
        texts.dedup();
        (key, texts)
    });
    let mut entries: Vec<(&str, Vec<String>)> = entries.filter(|one| !one.1.is_empty()).collect();
    entries.sort_unstable();
    let mut hash = Fnv::default();
    if entries.is_empty() {
        return hash.text();
    }
    for (at, (key, texts)) in entries.iter().enumerate() {
        hash.add(if at == 0 { "{" } else { "," });
        hash.add(key);
        hash.add(":");
        for (at, text) in texts.iter().enumerate() {
            hash.add(if at == 0 { "[" } else { "," });
            hash.add(text);
        }
        hash.add("]");
    }
    hash.add("}");
    hash.text()
}

/// The hash of some text: 64-bit FNV-1a.
pub(crate) struct Fnv(u64);

impl Default for Fnv {
    fn default() -> Self {
        Self(0xcbf2_9ce4_8422_2325)
    }
}

impl Fnv {
    pub(crate) fn add(&mut self, text: &str) {
        for byte in text.bytes() {
            self.0 = (self.0 ^ u64::from(byte)).wrapping_mul(0x0000_0100_0000_01b3);
        }
    }

    /// Returns the hash as sixteen hexadecimal digits.
    pub(crate) fn text(&self) -> String {
        format!("{:016x}", self.0)
    }
}

/// Normalises a text, in quotes; empty if only white space and control characters are in it.
fn plain_text(text: &str) -> String {
    let is_passing = |c: char| {
        c.is_whitespace()
            || c.is_control()
            || matches!(c, '\u{61c}' | '\u{200b}'..='\u{200f}' | '\u{202a}'..='\u{202e}')
            || matches!(c, '\u{2060}'..='\u{206f}' | '\u{feff}' | '\u{fff0}'..='\u{ffff}')
    };
    let mut out = String::with_capacity(text.len() + 2);
    out.push('"');
    out.extend(text.split(is_passing));
    // the same moment
    if let Some(whole) = out.strip_suffix(".000Z").map(str::len) {
        out.truncate(whole);
        out.push('Z');
    }
    if out.len() == 1 {
        return String::new();
    }
    out.push('"');
    out
}

/// Writes a tree in one order and spelling; empty if nothing is in it.
fn plain(node: &Node) -> String {
    match &node.value {
        Value::Null | Value::Lost => String::new(),
        Value::Bool(truth) => truth.to_string(),
        Value::Integer(number) => number.to_string(),
        Value::Float(number) => format!("{number:?}"),
        Value::Text(text) | Value::OtherTime(text) => plain_text(text),
        Value::Day(day) => day.to_string(),
        Value::Array(elements) => {
            let mut elements: Vec<String> = elements.iter().map(plain).collect();
            elements.retain(|element| !element.is_empty());
            elements.sort_unstable();
            elements.dedup();
            if elements.is_empty() {
                return String::new();
            }
            format!("[{}]", elements.join(","))
        }
        Value::Table(entries) => {
            let entries = entries
                .iter()
                .map(|entry| (&*entry.key, plain(&entry.node)));
            let mut entries: Vec<(&str, String)> =
                entries.filter(|one| !one.1.is_empty()).collect();
            entries.sort_unstable();
            let entries = entries.iter().map(|(key, value)| format!("{key}:{value}"));
            let entries: Vec<String> = entries.collect();
            if entries.is_empty() {
                return String::new();
            }
            format!("{{{}}}", entries.join(","))
        }
    }
}

#[cfg(test)]
mod tests {
    use super::super::tree::Entry;
    use super::*;

    fn texts(list: &[&str]) -> Node {
        Value::Array(list.iter().map(|text| Node::text(*text)).collect()).into()
    }

    proptest::proptest! {
        #[test]
        fn the_seal_of_texts_is_that_of_their_tree(
            all in proptest::collection::btree_map("[a-c]{0,2}", proptest::collection::vec("[a\u{7} .000Zé]{0,6}", 0..4), 0..4),
        ) {
            let entries = all.iter().map(|(key, list)| {
                let list: Vec<&str> = list.iter().map(String::as_str).collect();
                Entry::new(&**key, texts(&list))
            });
            let tree = Value::Table(entries.collect()).into();
            let entries = all.iter().map(|(key, list)| (&**key, list.iter().map(String::as_str)));
            proptest::prop_assert_eq!(seal_of_texts(entries), seal(&tree));
        }
    }

    #[test]
    fn what_others_do_in_passing_does_not_break_it() {
        assert_eq!(
            seal(&texts(&["a b", "c"])),
            seal(&texts(&["c", "a \u{7}b ", " "]))
        );
        assert_ne!(seal(&texts(&["ab", "c"])), seal(&texts(&["a", "bc"])));
        let table = |keys: [&str; 2]| {
            let entries = keys.map(|key| Entry::new(key, Node::text(key)));
            Node::from(Value::Table(entries.to_vec()))
        };
        assert_eq!(seal(&table(["a", "b"])), seal(&table(["b", "a"])));
    }
}
