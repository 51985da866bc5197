//! Writes JSON: texts, numbers, days and trees, escaped and without spaces.

use super::tree::{Node, Value};
use jiff::civil::Date;
use std::fmt::Write;

/// Writes a number in digits.
pub(crate) fn digits(out: &mut String, mut number: u64) {
    let mut all = [0_u8; 20];
    let mut at = all.len();
    loop {
        at -= 1;
        all[at] = b'0' + u8::try_from(number % 10).unwrap_or_default();
        number /= 10;
        if number == 0 {
            break;
        }
    }
    out.push_str(str::from_utf8(&all[at..]).unwrap_or_default());
}

/// Writes a day, such as `2023-10-07`.
pub(crate) fn date(out: &mut String, date: Date) {
    let (year, month, day) = (date.year(), date.month(), date.day());
    let Ok(year) = u64::try_from(year) else {
        // writing into a string cannot fail
        let _ = write!(out, "{date}");
        return;
    };
    if year < 1000 {
        out.push_str(["", "0", "00", "000"][3 - year.max(1).ilog10() as usize]);
    }
    digits(out, year);
    for part in [month, day] {
        out.push_str(if part < 10 { "-0" } else { "-" });
        digits(out, u64::try_from(part).unwrap_or_default());
    }
}

pub(crate) fn float(out: &mut String, number: f64) {
    // writing into a string cannot fail
    let _ = write!(out, "{number:?}");
}

/// Writes a tree.
pub(crate) fn tree(out: &mut String, node: &Node) {
    match &node.value {
        Value::Null | Value::Lost => out.push_str("null"),
        Value::Bool(truth) => out.push_str(if *truth { "true" } else { "false" }),
        Value::Integer(number) => match u64::try_from(*number) {
            Ok(number) => digits(out, number),
            Err(_) => {
                let _ = write!(out, "{number}");
            }
        },
        Value::Float(number) => float(out, *number),
        Value::Text(text) | Value::OtherTime(text) => quoted(out, text),
        Value::Day(day) => {
            out.push('"');
            date(out, *day);
            out.push('"');
        }
        Value::Array(elements) => {
            out.push('[');
            for (at, element) in elements.iter().enumerate() {
                out.push_str(if at == 0 { "" } else { "," });
                tree(out, element);
            }
            out.push(']');
        }
        Value::Table(entries) => {
            out.push('{');
            for (at, entry) in entries.iter().enumerate() {
                out.push_str(if at == 0 { "" } else { "," });
                quoted(out, &entry.key);
                out.push(':');
                tree(out, &entry.node);
            }
            out.push('}');
        }
    }
}

/// Whether a byte needs no escape in a JSON string; some bytes beyond ASCII begin a control character.
const fn is_plain(byte: u8) -> bool {
    !matches!(byte, b'"' | b'\\' | 0..0x20 | 0x7f | 0xc2 | 0xe2)
}

/// Writes a JSON string; quotes, backslashes and control characters become escapes.
pub(crate) fn quoted(out: &mut String, text: &str) {
    out.push('"');
    escaped(out, text);
    out.push('"');
}

/// Writes the inner part of a JSON string.
fn escaped(out: &mut String, text: &str) {
    let mut rest = text;
    while let Some(at) = rest.bytes().position(|byte| !is_plain(byte)) {
        let (plain, odd) = rest.split_at(at);
        out.push_str(plain);
        let mut chars = odd.chars();
        match chars.next() {
            Some('"') => out.push_str("\\\""),
            Some('\\') => out.push_str("\\\\"),
            Some('\n') => out.push_str("\\n"),
            Some('\r') => out.push_str("\\r"),
            Some('\t') => out.push_str("\\t"),
            // these two end a line in JavaScript
            Some(c) if c.is_control() || matches!(c, '\u{2028}' | '\u{2029}') => {
                let _ = write!(out, "\\u{:04x}", u32::from(c));
            }
            Some(c) => out.push(c),
            None => {}
        }
        rest = chars.as_str();
    }
    out.push_str(rest);
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_and_days_are_those_of_the_standard_library() {
        let mut out = String::new();
        for number in [0, 7, 10, 4096, u64::MAX] {
            out.clear();
            digits(&mut out, number);
            assert_eq!(out, number.to_string());
        }
        for (year, month, day) in [
            (2023, 10, 7),
            (1, 1, 1),
            (0, 12, 31),
            (99, 2, 3),
            (-44, 3, 15),
            (9999, 12, 31),
        ] {
            out.clear();
            let one = jiff::civil::date(year, month, day);
            date(&mut out, one);
            assert_eq!(out, one.to_string());
        }
    }
}
