//! Shortens and escapes a text, so that a message can quote it.

use std::borrow::Cow;
use std::fmt::Write;

/// How many characters of a text a message shows.
const LONGEST: usize = 60;

/// A text as a message quotes it: what cannot be seen escaped, a long one cut.
pub(crate) fn shown(text: &str) -> String {
    shown_to(text, LONGEST)
}

/// As [`shown`], cut only behind so many characters: for what is to be written as it stands.
pub(crate) fn shown_to(text: &str, longest: usize) -> String {
    match text.char_indices().nth(longest) {
        Some((end, _)) => format!("{}…", visible(&text[..end])),
        None => visible(text).into_owned(),
    }
}

/// A whole text with what cannot be seen escaped as in TOML and JSON: `\n`, `\u202e`.
///
/// A control character could steer a terminal, a direction mark show a message in another order.
pub(crate) fn visible(text: &str) -> Cow<'_, str> {
    if !text.contains(is_hidden) {
        return Cow::Borrowed(text);
    }
    let mut visible = String::with_capacity(text.len() + 8);
    for c in text.chars() {
        match c {
            '\n' => visible.push_str("\\n"),
            '\r' => visible.push_str("\\r"),
            '\t' => visible.push_str("\\t"),
            c if is_hidden(c) => {
                // a string takes whatever is written to it
                let _ = write!(visible, "\\u{:04x}", u32::from(c));
            }
            c => visible.push(c),
        }
    }
    Cow::Owned(visible)
}

/// Whether a character cannot be seen, and changes how others are: controls, direction marks,
/// line separators, fillers without width. Joiners are part of the spelling of words.
pub(crate) fn is_hidden(c: char) -> bool {
    c.is_control()
        || matches!(c, '\u{61c}' | '\u{200b}' | '\u{200e}' | '\u{200f}')
        || matches!(c, '\u{2028}'..='\u{202e}' | '\u{2060}'..='\u{206f}')
        || matches!(c, '\u{feff}' | '\u{fff9}'..='\u{fffb}')
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_cannot_be_seen_is_escaped() {
        let text = "a\u{0}\n\t\r\u{1b}[2J\u{7f}\u{9b}\u{61c}\u{200e}\u{202e}\u{2066}é\u{200c}";
        let wanted =
            "a\\u0000\\n\\t\\r\\u001b[2J\\u007f\\u009b\\u061c\\u200e\\u202e\\u2066é\u{200c}";
        assert_eq!(visible(text), wanted);
        assert_eq!(visible(&visible(text)), wanted, "what is escaped stays so");
    }

    #[test]
    fn a_long_text_is_cut() {
        let long = "é\u{7}".repeat(500);
        let shown = shown(&long);
        assert!(
            shown.ends_with('…') && shown.chars().count() < 240,
            "{shown}"
        );
        assert_eq!(super::shown(&"é".repeat(60)), "é".repeat(60));
    }
}
