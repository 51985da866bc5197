//! The ends of expressions in broken TOML: a header, or a key with its value.

use super::loose::{closing, closing_triple};

/// The sections of a record, by which a line is recognised as a header whatever precedes it.
pub(super) const SECTIONS: [&str; 6] = [
    "record",
    "sources",
    "actors",
    "places",
    "relations",
    "events",
];

/// Returns the end of the expression that begins at an offset, including its line break.
///
/// An unclosed bracket ends before a line that can only be the next expression.
pub(super) fn end_of_expression(text: &str, from: usize) -> usize {
    let rest = text.get(from..).unwrap_or_default();
    let first = rest.trim_start_matches([' ', '\t']);
    if first.starts_with(['[', '#', '\n', '\r']) {
        return from + line(rest).len();
    }
    let bytes = rest.as_bytes();
    let (mut at, mut is_value, mut last) = (0, false, b' ');
    // whether a text has no end: then the rest of its line cannot be used
    let mut is_open = false;
    let mut brackets: Vec<u8> = Vec::new();
    while let Some(&byte) = bytes.get(at) {
        let mut length = 1;
        match byte {
            b'\n' => {
                let next = &rest[at + 1..];
                let ends = match brackets.last() {
                    None => true,
                    Some(b'[') => is_header(next) || is_keyed(next),
                    Some(_) if matches!(last, b',' | b'{') => is_open || starts_entry(next),
                    Some(_) => is_open || is_header(next) || is_keyed(next),
                };
                if ends {
                    return from + at + 1;
                }
            }
            b'#' => length = line(&rest[at..]).trim_end_matches('\n').len(),
            b'"' | b'\'' => {
                let text = &rest[at..];
                let quote = char::from(byte);
                let triple = if byte == b'"' { "\"\"\"" } else { "'''" };
                length = if text.starts_with(triple) {
                    match closing_triple(text, triple) {
                        Some(length) => length,
                        // nothing else tells where it ends
                        None => return from + at + next_expression(text),
                    }
                } else {
                    let length = closing(text, quote);
                    is_open |= length.is_none();
                    length.unwrap_or_else(|| line(text).trim_end_matches('\n').len())
                };
                last = byte;
            }
            b'=' => is_value = true,
            b'[' | b'{' if is_value => brackets.push(byte),
            b']' | b'}' => {
                let open = if byte == b']' { b'[' } else { b'{' };
                if brackets.pop().is_some_and(|top| top != open) {
                    brackets.clear();
                }
            }
            _ => {}
        }
        if !byte.is_ascii_whitespace() && byte != b'#' {
            last = byte;
        }
        at += length.max(1);
    }
    text.len()
}

/// Returns the first line of a text, including its line break.
fn line(text: &str) -> &str {
    let end = text.find('\n').map_or(text.len(), |at| at + 1);
    &text[..end]
}

/// Returns the distance to the next line that looks like an expression.
fn next_expression(text: &str) -> usize {
    let mut at = line(text).len();
    while at < text.len() && !is_header(&text[at..]) && !is_keyed(&text[at..]) {
        at += line(&text[at..]).len();
    }
    at
}

/// Whether a line begins with the header of a section.
fn is_header(text: &str) -> bool {
    let text = text.trim_start_matches([' ', '\t']);
    let Some(inner) = text.strip_prefix('[') else {
        return false;
    };
    let inner = inner.strip_prefix('[').unwrap_or(inner);
    let inner = inner.trim_start_matches([' ', '\t']);
    SECTIONS.iter().any(|section| {
        let behind = inner.strip_prefix(section);
        behind.is_some_and(|behind| behind.starts_with([']', '.', ' ', '\n', '\r']))
    })
}

/// Whether a line begins with a key and its sign.
fn is_keyed(text: &str) -> bool {
    keyed(text).is_some()
}

/// Whether a line can only begin another entry, also within braces: a header, or a table under a key that is not one of
/// the format's tables.
fn starts_entry(text: &str) -> bool {
    const TABLES: [&str; 6] = ["active", "aliases", "covers", "killed", "native", "of"];
    let is_table = |(key, value): (&str, &str)| value.starts_with('{') && !TABLES.contains(&key);
    is_header(text) || keyed(text).is_some_and(is_table)
}

/// Returns the key at the beginning of a line, the last part of it if it is dotted, and the text after its sign.
fn keyed(text: &str) -> Option<(&str, &str)> {
    let mut rest = text.trim_start_matches([' ', '\t']);
    loop {
        let behind = match rest.chars().next()? {
            quote @ ('"' | '\'') => &rest[closing(rest, quote)?..],
            _ => rest.trim_start_matches(|c: char| c.is_alphanumeric() || matches!(c, '-' | '_')),
        };
        let key = &rest[..rest.len() - behind.len()];
        if key.is_empty() {
            return None;
        }
        let behind = behind.trim_start_matches([' ', '\t']);
        if let Some(value) = behind.strip_prefix('=') {
            return Some((key, value.trim_start_matches([' ', '\t'])));
        }
        rest = behind.strip_prefix('.')?.trim_start_matches([' ', '\t']);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// The expressions of a text.
    fn expressions(text: &str) -> Vec<&str> {
        let mut all = Vec::new();
        let mut from = 0;
        while from < text.len() {
            let to = end_of_expression(text, from);
            all.push(&text[from..to]);
            from = to;
        }
        all
    }

    #[test]
    fn what_is_sound_is_one_expression_however_many_lines_it_has() {
        let text = "a = [\n  \"x\", # ]\n  [\"y = \"],\n]\n[b]\nc = { d = 1,\n  e = '''\n]\n''' }\nf.g = 2";
        let wanted = [
            "a = [\n  \"x\", # ]\n  [\"y = \"],\n]\n",
            "[b]\n",
            "c = { d = 1,\n  e = '''\n]\n''' }\n",
            "f.g = 2",
        ];
        assert_eq!(expressions(text), wanted);
    }

    #[test]
    fn what_is_not_closed_ends_before_the_next_expression() {
        let text = "a = [\"x\", \"y\"\nb = 1\nc = { d = 1\ne = { f = 2, }\ng = [[\"h\"],\n[[events]]\nk = \"\"\"l\nm = \"n\no = { p = 1,\nq = { r = 1,\nkilled = { best = 1 },\n}\n";
        let wanted = [
            "a = [\"x\", \"y\"\n",
            "b = 1\n",
            "c = { d = 1\n",
            "e = { f = 2, }\n",
            "g = [[\"h\"],\n",
            "[[events]]\n",
            "k = \"\"\"l\n",
            "m = \"n\n",
            "o = { p = 1,\n",
            "q = { r = 1,\nkilled = { best = 1 },\n}\n",
        ];
        assert_eq!(expressions(text), wanted);
    }
}
