//! Reads a date, or mends the text into one that can be read.

use super::error::{WhenError, WhenMistake};
use super::parse::{Fault, Hole, Parsed, Place, read};
use super::remedy::{Choice, Remedy};

/// A text longer than this is no slip of the pen.
const LONGEST: usize = 400;
/// How many parts of a text are mended.
const MOST: usize = 20;

/// Reads a text, or says what to write instead.
pub(super) fn parse(text: &str) -> Result<Parsed, WhenError> {
    read(text).map_err(|fault| error(text, fault))
}

/// The error of a text, whose choices stand for the whole text and can be read.
fn error(text: &str, fault: Fault) -> WhenError {
    if let Some(error) = near_miss(text) {
        return error;
    }
    let Fault { error, hole } = fault;
    let Remedy::Write { lead, choices } = error.way() else {
        return error;
    };
    let lead = if hole.is_some() { "write " } else { lead };
    let whole = choices.iter().filter_map(|choice| {
        let text = filled(text, hole, &choice.text)?;
        // what stands for a part cannot say more than that of the whole
        let say = if hole.is_some() { "" } else { choice.say };
        Some(Choice::new(mended(text)?, say))
    });
    let remedy = Remedy::led_by(lead, whole.take(3));
    if remedy.choices().is_empty() {
        let words = "write a day, a month or a year, such as `2023-10-07`, `2023-10` or `2023`";
        return error.with_way(words.into());
    }
    error.with_way(remedy)
}

/// The text with another part in its hole.
fn filled(text: &str, hole: Option<Hole>, part: &str) -> Option<String> {
    let Some(Hole { from, to, place }) = hole else {
        return Some(part.to_owned());
    };
    let inner = part
        .strip_prefix('[')
        .and_then(|part| part.strip_suffix(']'));
    let part = match (inner, place) {
        (None, _) => part,
        (Some(inner), Place::Element) => inner,
        (Some(inner), Place::First) => inner.split("..").next()?,
        (Some(inner), Place::Last) => inner.split("..").last()?,
    };
    Some(format!("{}{part}{}", text.get(..from)?, text.get(to..)?))
}

/// The text itself if it can be read, else with the first choice of each fault in its place.
fn mended(mut text: String) -> Option<String> {
    for _ in 0..MOST {
        if text.len() > LONGEST {
            return read(&text).is_ok().then_some(text);
        }
        let Err(Fault { error, hole }) = read(&text) else {
            return Some(text);
        };
        let first = error.way().choices().first()?;
        text = filled(&text, hole, &first.text)?;
    }
    None
}

/// The error of a text that differs little from one that can be read.
fn near_miss(text: &str) -> Option<WhenError> {
    use WhenMistake::{NoBrackets, NotIso, Spaces};
    if text.is_empty() || text.len() > LONGEST {
        return None;
    }
    let dashes = text.replace(['‐', '‑', '–', '—', '−'], "-");
    let spaced = text.split_whitespace().collect::<Vec<_>>().join(" ");
    let mut tries = vec![
        (Spaces, spaced),
        (Spaces, text.split_whitespace().collect::<String>()),
        (NotIso, text.to_ascii_lowercase()),
        (NotIso, text.replace('…', "..").replace("...", "..")),
        (NoBrackets, format!("{text}]")),
        (NoBrackets, format!("{text}}}")),
        (NoBrackets, format!("[{text}")),
        (NoBrackets, format!("{{{text}")),
    ];
    if text.matches('[').count() > 1 {
        tries.push((NotIso, format!("[{}]", text.replace(['[', ']'], ""))));
    }
    if text.contains("..") || text.contains(',') {
        tries.push((NoBrackets, format!("[{text}]")));
    }
    tries.push((NotIso, dashes.clone()));
    let mut tries = tries.into_iter();
    let Some((mistake, better)) = tries.find(|(_, better)| better != text && read(better).is_ok())
    else {
        return range_in_words(text, &dashes);
    };
    let all = format!("{{{text}}}");
    let remedy = if mistake == NoBrackets && read(&all).is_ok() {
        Remedy::either([
            Choice::new(better, " for one of these days"),
            Choice::new(all, " for all of them"),
        ])
    } else {
        Remedy::write(better)
    };
    Some(WhenError::new(mistake, text, remedy))
}

/// `2 October 2023 to 4 October 2023`, `2023-10-02 - 2023-10-04`, `2023-10-02 or 2023-10-04`.
fn range_in_words(text: &str, dashes: &str) -> Option<WhenError> {
    let lower = dashes.to_ascii_lowercase();
    let bare = ["between ", "from ", "on "];
    let bare = bare.iter().find_map(|word| lower.strip_prefix(word));
    let bare = bare.unwrap_or(&lower).trim();
    let (sides, between) = [
        " to ",
        " - ",
        " until ",
        " through ",
        " and ",
        " or ",
        " & ",
    ]
    .iter()
    .find_map(|between| Some((bare.split_once(between)?, *between)))?;
    let date = |side: &str| mended(side.trim().to_owned()).filter(|date| !date.starts_with('{'));
    let (first, last) = (date(sides.0)?, date(sides.1)?);
    let [first, last] = [first, last].map(|date| date.trim_matches(['[', ']']).to_owned());
    let is_list =
        matches!(between, " or " | " & ") || between == " and " && !lower.starts_with("between ");
    let (some, every) = if is_list {
        (format!("[{first},{last}]"), format!("{{{first},{last}}}"))
    } else {
        let from = first.split("..").next().unwrap_or(&first);
        let to = last.split("..").last().unwrap_or(&last);
        (format!("[{from}..{to}]"), format!("{from}/{to}"))
    };
    let mut choices = vec![Choice::new(some, " for some day of these")];
    if between != " or " {
        choices.push(Choice::new(every, " for every day"));
    }
    choices.retain(|choice| read(&choice.text).is_ok());
    if choices.is_empty() {
        return None;
    }
    let remedy = Remedy::either(choices);
    Some(WhenError::new(WhenMistake::NoBrackets, text, remedy))
}
