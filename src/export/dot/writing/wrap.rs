//! Wraps text into lines, and cuts it where it is too long.

/// Breaks a text at its spaces into lines of at most `width` characters, at most `lines` of them.
///
/// A longer word is cut; a longer text ends with `…`. An empty text has no line.
///
/// # Units
///
/// Characters.
pub(in crate::export::dot) fn wrap(text: &str, width: usize, lines: usize) -> Vec<String> {
    let width = width.max(2);
    let mut done: Vec<String> = Vec::new();
    let mut line = String::new();
    let mut used = 0;
    for word in text.split_whitespace() {
        let mut word: Vec<char> = word.chars().take(width * (lines + 1)).collect();
        let gap = usize::from(used > 0);
        if used + gap + word.len() > width && used > 0 {
            done.push(std::mem::take(&mut line));
            used = 0;
        }
        while word.len() > width {
            let rest = word.split_off(cut(&word[..width]));
            done.push(word.into_iter().collect());
            word = rest;
        }
        if used > 0 {
            line.push(' ');
            used += 1;
        }
        used += word.len();
        line.extend(word);
        if done.len() > lines {
            break;
        }
    }
    if used > 0 {
        done.push(line);
    }
    if done.len() > lines {
        done.truncate(lines);
        if let Some(last) = done.last_mut() {
            shorten(last, width);
        }
    }
    done
}

/// The first characters of a text, on one line, with `…` if there are more.
///
/// # Units
///
/// Characters.
pub(in crate::export::dot) fn brief(text: &str, width: usize) -> String {
    wrap(text, width, 1).pop().unwrap_or_default()
}

/// Returns where to cut a word: after a hyphen or slash in its second half, otherwise at its end.
fn cut(word: &[char]) -> usize {
    let mark = word.iter().rposition(|c| matches!(c, '-' | '/' | '_'));
    mark.map(|at| at + 1)
        .filter(|&at| at > word.len() / 2)
        .unwrap_or(word.len())
}

fn shorten(line: &mut String, width: usize) {
    let length = line.chars().count();
    if length >= width {
        *line = line.chars().take(width - 1).collect();
    }
    let kept = line.trim_end_matches([' ', ',', '.', ';', ':']).len();
    line.truncate(kept);
    line.push('…');
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn lines_break_at_spaces_and_long_words_are_cut() {
        assert_eq!(wrap("one two three", 7, 9), ["one two", "three"]);
        assert_eq!(wrap("abcdefgh", 3, 9), ["abc", "def", "gh"]);
        assert_eq!(wrap("dan-na-ambassagou", 12, 9), ["dan-na-", "ambassagou"]);
        assert!(wrap("  ", 3, 9).is_empty());
    }

    #[test]
    fn what_is_too_long_says_so() {
        assert_eq!(wrap("one two three four", 7, 2), ["one two", "three…"]);
        assert_eq!(brief("one, two", 5), "one…");
        assert_eq!(brief("one", 5), "one");
    }

    proptest! {
        #[test]
        fn no_line_is_too_long_and_there_are_never_too_many(
            text in "[a-z \\-]{0,80}", width in 2..20_usize, lines in 1..5_usize,
        ) {
            let wrapped = wrap(&text, width, lines);
            prop_assert!(wrapped.len() <= lines);
            prop_assert!(wrapped.iter().all(|line| line.chars().count() <= width));
            let letters = |text: &str| text.chars().filter(|c| *c != ' ').collect::<String>();
            let all = letters(&wrap(&text, width, 1000).concat());
            prop_assert_eq!(all, letters(&text));
        }
    }
}
