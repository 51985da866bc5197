//! Text broken into lines of a width.

use std::fmt::Write;

/// A text that cannot steer a terminal: a control character is a space, and what would turn the line
/// around is seen as what it is.
pub(crate) fn plain(text: &str) -> String {
    let mut plain = String::with_capacity(text.len());
    for c in text.chars() {
        match c {
            c if c.is_control() => plain.push(' '),
            c if is_turning(c) => {
                // a string takes whatever is written to it
                let _ = write!(plain, "\\u{:04x}", u32::from(c));
            }
            c => plain.push(c),
        }
    }
    plain
}

/// Whether a character turns the direction of what stands behind it.
pub(crate) fn is_turning(c: char) -> bool {
    matches!(c, '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}')
}

/// How many characters wide a text is.
pub(crate) fn width(text: &str) -> usize {
    text.chars().count()
}

/// Breaks a text at its spaces into lines of at most a width; a word that is too long is cut.
///
/// Every line but the first begins with `indent` spaces, the first with those that the text begins
/// with. There is always one line.
///
/// # Units
///
/// Characters.
pub(crate) fn wrap(text: &str, limit: usize, indent: usize) -> Vec<String> {
    let limit = limit.max(1);
    let indent = indent.min(limit / 2);
    let mut lines = Vec::new();
    let lead = text.chars().take_while(|c| *c == ' ').count();
    let mut line = " ".repeat(lead.min(limit / 2));
    let mut has_words = false;
    for word in plain(text).split_whitespace() {
        let mut word = word;
        let fits =
            |line: &str, has_words| width(line) + usize::from(has_words) + width(word) <= limit;
        if has_words && !fits(&line, has_words) {
            lines.push(std::mem::replace(&mut line, " ".repeat(indent)));
            has_words = false;
        }
        if has_words {
            line.push(' ');
        }
        while width(&line) + width(word) > limit {
            let (head, tail) = cut(word, limit - width(&line));
            line.push_str(head);
            lines.push(std::mem::replace(&mut line, " ".repeat(indent)));
            word = tail;
        }
        line.push_str(word);
        has_words = true;
    }
    if has_words || lines.is_empty() {
        lines.push(line);
    }
    lines
}

/// Cuts a word behind its last hyphen that still fits, else where the room ends.
fn cut(word: &str, room: usize) -> (&str, &str) {
    let end = word
        .char_indices()
        .nth(room)
        .map_or(word.len(), |(at, _)| at);
    let hyphen = word[..end].rfind('-').map(|at| at + 1);
    word.split_at(hyphen.filter(|&at| at > end / 2).unwrap_or(end))
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn lines_break_at_spaces() {
        assert_eq!(wrap("one two three", 7, 0), ["one two", "three"]);
        assert_eq!(wrap("one two three", 7, 2), ["one two", "  three"]);
        assert_eq!(wrap("  one two", 7, 2), ["  one", "  two"]);
        assert_eq!(wrap("", 7, 2), [""]);
    }

    #[test]
    fn a_long_word_is_cut_behind_a_hyphen() {
        let lines = wrap("dan-na-ambassagou-with-army", 20, 0);
        assert_eq!(lines, ["dan-na-ambassagou-", "with-army"]);
        assert_eq!(wrap("abcdefgh", 3, 0), ["abc", "def", "gh"]);
    }

    #[test]
    fn control_characters_become_spaces() {
        assert_eq!(wrap("a\u{1b}[31mb\nc", 20, 0), ["a [31mb c"]);
        assert_eq!(wrap("a\u{202e}b", 20, 0), ["a\\u202eb"]);
    }

    proptest! {
        #[test]
        fn no_line_is_too_wide_and_no_letter_is_lost(
            text in "[a-zé \\-]{0,60}",
            limit in 1_usize..30,
            indent in 0_usize..8,
        ) {
            let lines = wrap(&text, limit, indent);
            prop_assert!(!lines.is_empty());
            for line in &lines {
                prop_assert!(width(line) <= limit, "{line:?}");
            }
            let letters = |text: &str| text.chars().filter(|c| *c != ' ').collect::<String>();
            prop_assert_eq!(letters(&lines.concat()), letters(&text));
        }
    }
}
