//! An input made of others: bits turned, spans moved, lines swapped, words put in.

use crate::dice::Dice;

/// How long an input may be, in bytes.
pub(crate) const LONGEST: usize = 16_384;

/// What is wrong with texts, wherever they come from.
const STRANGE: &[&str] = &[
    "\"",
    "\\",
    "'",
    "\0",
    "\u{1b}[31m",
    "\u{202e}",
    "\u{2028}",
    "\u{feff}",
    "\u{fffe}",
    "\r",
    "\n",
    "\t",
    "</script>",
    "]]>",
    "<!--",
    "&#0;",
    "&",
    "=1+1",
    "+",
    "-",
    "@",
    "{",
    "}",
    "[",
    "]",
    ",",
    ";",
    ":",
    "..",
    "/",
    "é",
    "ع",
    "0",
    "-1",
    "1e400",
    "18446744073709551616",
    "null",
    "true",
    "1",
    "2023-10-07",
    "2023-02-30",
    "0000",
    "9999-12-31",
    "[2023-10-02,2023-10-04]",
    "2023-10~",
    "{2023-10-02,2023-10-04}",
    "[..2023-10]",
];

/// One more input of a corpus, which is not empty.
pub(crate) fn mutated(dice: &mut Dice, corpus: &[Vec<u8>], words: &[String]) -> Vec<u8> {
    let mut input = dice.one_of(corpus).cloned().unwrap_or_default();
    for _ in 0..=dice.below(5) {
        step(dice, &mut input, corpus, words);
    }
    input.truncate(LONGEST);
    input
}

fn step(dice: &mut Dice, input: &mut Vec<u8>, corpus: &[Vec<u8>], words: &[String]) {
    let length = input.len();
    match dice.below(14) {
        0 => {
            let (at, bit) = (dice.below(length), dice.below(8));
            if let Some(byte) = input.get_mut(at) {
                *byte ^= 1 << bit;
            }
        }
        1 => {
            let (at, new) = (dice.below(length), dice.byte());
            if let Some(byte) = input.get_mut(at) {
                *byte = new;
            }
        }
        2 => {
            let (start, end) = dice.span(length, 64);
            input.drain(start..end);
        }
        3 => {
            let (start, end) = dice.span(length, 200);
            let copy = input[start..end].to_vec();
            put(dice, input, &copy);
        }
        4 => {
            let bytes: Vec<u8> = (0..=dice.below(12)).map(|_| dice.byte()).collect();
            put(dice, input, &bytes);
        }
        5 => {
            let text = dice.one_of(STRANGE).map_or("", |text| text);
            put(dice, input, text.as_bytes());
        }
        6 | 7 => {
            let text = dice.one_of(words).map_or("", String::as_str).to_owned();
            put(dice, input, text.as_bytes());
        }
        8 | 9 => in_place_of_word(dice, input, words),
        10 => lines(dice, input, corpus),
        11 => {
            // the first part of one, the second of another
            if let Some(other) = dice.one_of(corpus) {
                let (head, tail) = (dice.below(length + 1), dice.below(other.len() + 1));
                input.truncate(head);
                input.extend_from_slice(&other[tail..]);
            }
        }
        12 => {
            let at = dice.below(length + 1);
            input.truncate(at.max(length / 2));
        }
        _ => {
            let a = dice.span(length, 40);
            let copy = input[a.0..a.1].to_vec();
            input.drain(a.0..a.1);
            put(dice, input, &copy);
        }
    }
}

fn put(dice: &mut Dice, input: &mut Vec<u8>, bytes: &[u8]) {
    let at = dice.below(input.len() + 1);
    input.splice(at..at, bytes.iter().copied());
}

/// Another word where one stands.
fn in_place_of_word(dice: &mut Dice, input: &mut Vec<u8>, words: &[String]) {
    let at = dice.below(input.len());
    let is_part = |byte: &u8| byte.is_ascii_alphanumeric() || b"-_~".contains(byte);
    if input.get(at).is_none_or(|byte| !is_part(byte)) {
        return;
    }
    let start = input[..at]
        .iter()
        .rposition(|byte| !is_part(byte))
        .map_or(0, |before| before + 1);
    let end = input[at..]
        .iter()
        .position(|byte| !is_part(byte))
        .map_or(input.len(), |more| at + more);
    // one that stands in it itself, or one of the dictionary
    let other = if dice.below(2) == 0 {
        let (from, to) = dice.span(input.len(), 12);
        input[from..to].to_vec()
    } else {
        dice.one_of(words)
            .map_or_else(Vec::new, |word| word.clone().into_bytes())
    };
    input.splice(start..end, other);
}

/// A line left out, doubled, moved, or taken from another input.
fn lines(dice: &mut Dice, input: &mut Vec<u8>, corpus: &[Vec<u8>]) {
    let mut all: Vec<Vec<u8>> = input
        .split(|byte| *byte == b'\n')
        .map(<[u8]>::to_vec)
        .collect();
    let at = dice.below(all.len());
    let to = dice.below(all.len());
    match dice.below(4) {
        0 => {
            all.remove(at);
        }
        1 => {
            let copy = all[at].clone();
            all.insert(to, copy);
        }
        2 => all.swap(at, to),
        _ => {
            let other = dice.one_of(corpus).cloned().unwrap_or_default();
            let other: Vec<&[u8]> = other.split(|byte| *byte == b'\n').collect();
            if let Some(line) = dice.one_of(&other) {
                all.insert(to, line.to_vec());
            }
        }
    }
    *input = all.join(&b'\n');
}
