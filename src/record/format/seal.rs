//! A seal on what was written for others, by which a reader knows that nobody changed it.

use super::tree::{Node, Value};

/// The extension of STIX objects that carries entries.
pub(crate) const STIX_EXTENSION: &str =
    "extension-definition--033a390c-0fb4-540b-965c-9d2a1f992ad4";

/// Who defines the extension: this crate.
pub(crate) const STIX_AUTHOR: &str = "identity--b4df6cbe-095d-55ba-a7e0-8049110c407e";

/// A short text that stands for a tree: 64-bit FNV-1a.
///
/// What other programs do in passing does not break it: the order of keys and of lists, white space,
/// control characters, and texts and lists without any other character.
pub(crate) fn seal(node: &Node) -> String {
    let mut hash = 0xcbf2_9ce4_8422_2325_u64;
    for byte in plain(node).bytes() {
        hash = (hash ^ u64::from(byte)).wrapping_mul(0x0000_0100_0000_01b3);
    }
    format!("{hash:016x}")
}

/// The tree in one order and spelling; empty if nothing is in it.
fn plain(node: &Node) -> String {
    match &node.value {
        Value::Null | Value::Lost => String::new(),
        Value::Bool(truth) => truth.to_string(),
        Value::Integer(number) => number.to_string(),
        Value::Float(number) => format!("{number:?}"),
        Value::Text(text) | Value::OtherTime(text) => {
            let is_passing = |c: char| {
                c.is_whitespace()
                    || c.is_control()
                    || matches!(c, '\u{61c}' | '\u{200b}'..='\u{200f}' | '\u{202a}'..='\u{202e}')
                    || matches!(c, '\u{2060}'..='\u{206f}' | '\u{feff}' | '\u{fff0}'..='\u{ffff}')
            };
            let text: String = text.chars().filter(|c| !is_passing(*c)).collect();
            // the same time
            let whole = text
                .strip_suffix(".000Z")
                .map(|second| format!("{second}Z"));
            let text = whole.unwrap_or(text);
            if text.is_empty() {
                text
            } else {
                format!("\"{text}\"")
            }
        }
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
