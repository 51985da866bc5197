//! A small reader of DOT, for where Graphviz is not at hand: it takes what Graphviz takes.

use std::iter::Peekable;
use std::str::Chars;

/// A piece of DOT.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum Token {
    /// A bare word or number.
    Word(String),
    /// What stands in quotes, as it is written.
    Quoted(String),
    /// An HTML-like label, as it is written.
    Html(String),
    /// `->` or one sign.
    Sign(&'static str),
}

/// The pieces of a text, or why it is no DOT.
pub(super) fn tokens(text: &str) -> Result<Vec<Token>, String> {
    let mut chars = text.chars().peekable();
    let mut tokens = Vec::new();
    while let Some(&c) = chars.peek() {
        tokens.push(match c {
            c if c.is_ascii_whitespace() => {
                chars.next();
                continue;
            }
            '"' => Token::Quoted(quoted(&mut chars)?),
            '<' => Token::Html(html(&mut chars)?),
            '-' => {
                chars.next();
                if chars.next() != Some('>') {
                    return Err("a dash without its arrow".to_owned());
                }
                Token::Sign("->")
            }
            c if c.is_ascii_alphanumeric() || c == '_' => {
                let mut word = String::new();
                while let Some(c) = chars.next_if(|c| c.is_ascii_alphanumeric() || *c == '_') {
                    word.push(c);
                }
                Token::Word(word)
            }
            _ => {
                chars.next();
                let signs = ["{", "}", "[", "]", "=", ";", ":", "+"];
                let sign = signs.into_iter().find(|sign| sign.starts_with(c));
                Token::Sign(sign.ok_or_else(|| format!("`{c}` outside of quotes"))?)
            }
        });
    }
    Ok(tokens)
}

fn quoted(chars: &mut Peekable<Chars<'_>>) -> Result<String, String> {
    chars.next();
    let mut text = String::new();
    while let Some(c) = chars.next() {
        match c {
            '"' => return Ok(text),
            '\\' => {
                text.push(c);
                text.extend(chars.next());
            }
            c if c.is_control() => return Err(format!("{c:?} in quotes")),
            c => text.push(c),
        }
    }
    Err("quotes without end".to_owned())
}

fn html(chars: &mut Peekable<Chars<'_>>) -> Result<String, String> {
    let mut depth = 0;
    let mut text = String::new();
    for c in chars.by_ref() {
        match c {
            '<' => depth += 1,
            '>' => depth -= 1,
            c if c.is_control() => return Err(format!("{c:?} in markup")),
            _ => {}
        }
        text.push(c);
        if depth == 0 {
            let inner = text[1..text.len() - 1].to_owned();
            return well_formed(&inner).map(|()| inner);
        }
    }
    Err("markup without end".to_owned())
}

/// Whether tags are closed in their order and entities are the five of XML.
fn well_formed(html: &str) -> Result<(), String> {
    let mut open: Vec<&str> = Vec::new();
    let mut rest = html;
    while let Some(at) = rest.find(['<', '&']) {
        let tail = &rest[at + 1..];
        let end = if rest[at..].starts_with('<') {
            '>'
        } else {
            ';'
        };
        let (inner, behind) = tail.split_once(end).ok_or("a tag or entity without end")?;
        rest = behind;
        if end == ';' {
            if !["amp", "lt", "gt", "quot"].contains(&inner) {
                return Err(format!("the entity `&{inner};`"));
            }
            continue;
        }
        let name = inner
            .trim_matches('/')
            .split(' ')
            .next()
            .unwrap_or_default();
        if !["TABLE", "TR", "TD", "FONT", "B", "I", "BR"].contains(&name) {
            return Err(format!("the tag `<{inner}>`"));
        }
        match (inner.starts_with('/'), inner.ends_with('/')) {
            (true, _) if open.pop() != Some(name) => {
                return Err(format!("`<{inner}>` closes another"));
            }
            (true, _) | (_, true) => {}
            _ => open.push(name),
        }
    }
    if open.is_empty() {
        Ok(())
    } else {
        Err(format!("{open:?} stay open"))
    }
}

/// What a text says apart from the values of its attributes.
pub(super) fn skeleton(text: &str) -> Result<Vec<Token>, String> {
    let mut skeleton = Vec::new();
    let mut is_value = false;
    for token in tokens(text)? {
        let is_equals = token == Token::Sign("=");
        // a long value is several pieces with `+` between them
        let is_plus = token == Token::Sign("+");
        if !std::mem::replace(&mut is_value, is_equals || is_plus) && !is_plus {
            skeleton.push(token);
        }
    }
    let count = |sign| {
        skeleton
            .iter()
            .filter(|token| **token == Token::Sign(sign))
            .count()
    };
    if count("{") != count("}") || count("[") != count("]") {
        return Err("brackets without their match".to_owned());
    }
    Ok(skeleton)
}
