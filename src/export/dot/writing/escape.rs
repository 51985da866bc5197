//! Escapes user text, so that it cannot steer Graphviz or the SVG made by it.

/// Replaces characters that XML forbids, and makes `\n` the only line end.
///
/// Control characters and the two non-characters U+FFFE and U+FFFF become U+FFFD.
pub(super) fn clean(text: &str) -> String {
    let harmless = |c: char| match c {
        '\t' => Some(' '),
        '\r' => None,
        '\n' => Some('\n'),
        '\u{fffe}' | '\u{ffff}' => Some('\u{fffd}'),
        c if c.is_control() => Some('\u{fffd}'),
        c => Some(c),
    };
    text.chars().filter_map(harmless).collect()
}

/// The most bytes of a string in one piece: Graphviz 2.43 reads no more than 16,384 at once.
const PIECE: usize = 8_000;

/// Quotes a label.
///
/// In a label Graphviz decodes entities and backslash escapes, and replaces `\N` with the node's name.
pub(super) fn quoted(text: &str) -> String {
    in_quotes(text, "\\\\")
}

/// Quotes a tooltip.
///
/// Unlike in labels, Graphviz decodes backslash escapes twice (seen in 2.43 and 16.1).
pub(super) fn tooltip(text: &str) -> String {
    in_quotes(text, "\\\\\\\\")
}

/// Quotes a text, in several pieces if it is long.
fn in_quotes(text: &str, backslash: &str) -> String {
    let mut out = String::with_capacity(text.len() + 2);
    let mut start = 0;
    out.push('"');
    for c in clean(text).chars() {
        if out.len() - start > PIECE {
            out.push_str("\" + \"");
            start = out.len();
        }
        match c {
            '\\' => out.push_str(backslash),
            '"' => out.push_str("\\\""),
            '&' => out.push_str("&amp;"),
            '\n' => out.push_str("\\n"),
            c => out.push(c),
        }
    }
    out.push('"');
    out
}

/// Escapes the text of an HTML-like label.
///
/// Backslash escapes work there too, so they are doubled. Empty text is an error for Graphviz and becomes a
/// space.
pub(super) fn html(text: &str) -> String {
    if text.is_empty() {
        return String::from(" ");
    }
    let mut out = String::with_capacity(text.len());
    for c in clean(text).chars() {
        match c {
            '\\' => out.push_str("\\\\"),
            '&' => out.push_str("&amp;"),
            '<' => out.push_str("&lt;"),
            '>' => out.push_str("&gt;"),
            '"' => out.push_str("&quot;"),
            '\n' => out.push(' '),
            c => out.push(c),
        }
    }
    out
}

/// Quotes a string whose escapes the caller has chosen.
///
/// It only escapes characters that would end the string too early.
pub(super) fn raw(text: &str) -> String {
    let mut out = String::from("\"");
    let (mut start, mut is_escaped) = (0, false);
    for c in clean(text).chars() {
        if out.len() - start > PIECE && !is_escaped {
            out.push_str("\" + \"");
            start = out.len();
        }
        if c == '"' && !is_escaped {
            out.push('\\');
        }
        is_escaped = c == '\\' && !is_escaped;
        out.push(c);
    }
    if is_escaped {
        out.push('\\');
    }
    out.push('"');
    out
}

/// The most characters of an address: browsers and Graphviz accept no more.
const ADDRESS: usize = 2_000;

/// Returns an address if it is safe in a picture: its scheme is http, https or mailto.
pub(in crate::export::dot) fn address(url: &str) -> Option<&str> {
    let url = url.trim();
    let (scheme, rest) = url.split_once(':')?;
    let is_allowed = ["http", "https", "mailto"]
        .iter()
        .any(|allowed| scheme.eq_ignore_ascii_case(allowed));
    let is_plain = |c: char| {
        let is_blank = c.is_control() || c.is_whitespace();
        !is_blank && !"\"\\<>`^{|}".contains(c) && !matches!(c, '\u{fffe}' | '\u{ffff}')
    };
    let is_whole = !rest.is_empty() && url.len() <= ADDRESS;
    (is_allowed && is_whole && rest.chars().all(is_plain)).then_some(url)
}

/// Returns a DOT name: a prefix with a key of `[a-z0-9_-]`, otherwise with the number.
pub(in crate::export::dot) fn id(prefix: &str, key: &str, number: u32) -> String {
    let is_slug = |b: u8| b.is_ascii_lowercase() || b.is_ascii_digit() || b == b'_' || b == b'-';
    if !key.is_empty() && key.len() <= 100 && key.bytes().all(is_slug) {
        format!("{prefix}_{key}")
    } else {
        // no key contains a dot, so this name equals no other
        format!("{prefix}.{number}")
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn control_characters_become_visible() {
        assert_eq!(
            clean("a\u{0}b\r\nc\td\u{1b}\u{ffff}"),
            "a\u{fffd}b\nc d\u{fffd}\u{fffd}"
        );
    }

    #[test]
    fn a_label_is_quoted_for_its_place() {
        let hostile = "a\\N \"b\" & <c>";
        assert_eq!(quoted(hostile), "\"a\\\\N \\\"b\\\" &amp; <c>\"");
        assert_eq!(tooltip("\\"), "\"\\\\\\\\\"");
        assert_eq!(html(hostile), "a\\\\N &quot;b&quot; &amp; &lt;c&gt;");
        assert_eq!(html(""), " ");
    }

    #[test]
    fn a_long_text_comes_in_pieces() {
        let long = quoted(&"\\".repeat(10_000));
        let pieces: Vec<&str> = long.split(" + ").collect();
        assert_eq!(pieces.len(), 3);
        assert!(pieces.iter().all(|piece| piece.len() < 8_100));
        assert_eq!(long.matches("\\\\").count(), 10_000);
    }

    #[test]
    fn a_raw_value_cannot_end_its_string() {
        assert_eq!(raw("a\"b"), "\"a\\\"b\"");
        assert_eq!(raw("a\\\"b"), "\"a\\\"b\"");
        assert_eq!(raw("a\\"), "\"a\\\\\"");
        assert_eq!(raw("a\\n\\\\"), "\"a\\n\\\\\"");
    }

    #[test]
    fn only_harmless_addresses_pass() {
        assert_eq!(
            address(" https://a.org/?b=1&c=2 "),
            Some("https://a.org/?b=1&c=2")
        );
        assert_eq!(address("HTTP://a.org"), Some("HTTP://a.org"));
        for bad in [
            "javascript:alert(1)",
            "data:text/html,x",
            "a.org",
            "http:",
            "http://a b",
            "https://a\"b",
        ] {
            assert_eq!(address(bad), None, "{bad}");
        }
    }

    #[test]
    fn ids_are_our_own_slugs() {
        assert_eq!(id("a", "mali-army", 3), "a_mali-army");
        assert_eq!(id("a", "É\"", 3), "a.3");
    }
}
