//! Rust text to words and signs, without comments, texts, numbers and lifetimes.

/// A word, `::`, or a single other sign, with its line.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Token<'t> {
    pub(crate) text: &'t str,
    pub(crate) line: usize,
}

impl Token<'_> {
    pub(crate) fn is_word(self) -> bool {
        self.text.starts_with(starts_a_word)
    }
}

pub(crate) fn tokens(text: &str) -> Vec<Token<'_>> {
    let mut tokens = Vec::new();
    let mut rest = text;
    let mut line = 1;
    while let Some(first) = rest.chars().next() {
        let passed_over = blank(rest).or_else(|| literal(rest));
        let length = passed_over.unwrap_or_else(|| match first {
            '\'' => 1 + word(&rest[1..]),
            _ if starts_a_word(first) || first.is_ascii_digit() => word(rest),
            _ if rest.starts_with("::") => 2,
            _ => first.len_utf8(),
        });
        let text = &rest[..length];
        if passed_over.is_none() && first != '\'' && !first.is_ascii_digit() {
            tokens.push(Token { text, line });
        }
        line += text.matches('\n').count();
        rest = &rest[length..];
    }
    tokens
}

fn starts_a_word(sign: char) -> bool {
    sign.is_alphabetic() || sign == '_'
}

fn word(rest: &str) -> usize {
    let ends = |sign: char| !sign.is_alphanumeric() && sign != '_';
    rest.find(ends).unwrap_or(rest.len())
}

/// The length of the white space or comment that the text begins with.
fn blank(rest: &str) -> Option<usize> {
    if rest.starts_with("//") {
        return Some(rest.find('\n').unwrap_or(rest.len()));
    }
    if rest.starts_with("/*") {
        return Some(block_comment(rest));
    }
    let length = rest.len() - rest.trim_start().len();
    (length > 0).then_some(length)
}

fn block_comment(rest: &str) -> usize {
    let (mut depth, mut at) = (0_usize, 0);
    while at < rest.len() {
        let here = &rest.as_bytes()[at..];
        if here.starts_with(b"/*") {
            depth += 1;
            at += 2;
        } else if here.starts_with(b"*/") {
            depth -= 1;
            at += 2;
        } else {
            at += 1;
        }
        if depth == 0 {
            break;
        }
    }
    at
}

/// The length of the text or character literal that the text begins with.
fn literal(rest: &str) -> Option<usize> {
    for prefix in ["br", "cr", "r"] {
        let Some(body) = rest.strip_prefix(prefix) else {
            continue;
        };
        let hashes = body.len() - body.trim_start_matches('#').len();
        if let Some(inner) = body[hashes..].strip_prefix('"') {
            let close = format!("\"{}", "#".repeat(hashes));
            let end = inner
                .find(&close)
                .map_or(inner.len(), |at| at + close.len());
            return Some(prefix.len() + hashes + 1 + end);
        }
    }
    for prefix in ["b\"", "c\"", "\""] {
        if let Some(body) = rest.strip_prefix(prefix) {
            return Some(prefix.len() + quoted(body, '"'));
        }
    }
    for prefix in ["b'", "'"] {
        // otherwise it is a lifetime
        if let Some(body) = rest.strip_prefix(prefix)
            && (body.starts_with('\\') || body.chars().nth(1) == Some('\''))
        {
            return Some(prefix.len() + quoted(body, '\''));
        }
    }
    None
}

/// The length up to and with the closing quote.
fn quoted(body: &str, quote: char) -> usize {
    let mut escaped = false;
    for (at, sign) in body.char_indices() {
        if sign == quote && !escaped {
            return at + 1;
        }
        escaped = sign == '\\' && !escaped;
    }
    body.len()
}

#[cfg(test)]
fn texts(text: &str) -> Vec<&str> {
    tokens(text).iter().map(|token| token.text).collect()
}

#[test]
fn words_and_signs_remain() {
    assert_eq!(texts("a::b1(*c)"), ["a", "::", "b1", "(", "*", "c", ")"]);
    assert_eq!(texts("$crate::x!"), ["$", "crate", "::", "x", "!"]);
}

#[test]
fn comments_are_passed_over() {
    assert_eq!(texts("a // b::c\n/* d /* e */ f */ g"), ["a", "g"]);
    assert_eq!(texts("/// [`crate::View`]\n//! unsafe\nfn"), ["fn"]);
}

#[test]
fn literals_are_passed_over() {
    assert_eq!(texts(r#"a "unsafe \" b" c"#), ["a", "c"]);
    assert_eq!(texts("a r#\"b \" c\"# b\"d\" e"), ["a", "e"]);
    assert_eq!(texts("a '\"' b '\\'' c b'\\\\' d"), ["a", "b", "c", "d"]);
    assert_eq!(texts("&'a b 0.85_f64 'c'"), ["&", "b", "."]);
}

#[test]
fn lines_count_through_everything() {
    let found = tokens("a\n/*\n*/ \"\n\" b\n");
    assert_eq!(found.last(), Some(&Token { text: "b", line: 4 }));
}
