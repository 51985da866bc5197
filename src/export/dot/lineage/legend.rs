//! The surroundings of a genealogy: its title, the side families in words, and the key.

use super::aside;
use super::descent::when_of;
use super::sheet::{Sheet, inches, spot, straight};
use super::stroke::{line, stroke};
use crate::export::dot::drawing::title as titles;
use crate::export::dot::writing::Ink;
use crate::export::dot::writing::wrap;
use crate::export::dot::writing::{Attributes, Writer};
use crate::export::dot::writing::{Face, Html, Lines, Set, Value};
use crate::export::kit::{day_in_words, window_in_words};
use crate::model::Certainty;
use crate::query::{ChangeKind, Grounds};
use std::collections::BTreeSet;

/// The number of rows of the key.
const ROWS: usize = 6;
/// The length of a sample line in the key.
const SAMPLE: f64 = 54.0;

/// Returns the title, with the days, filters and sources of the view.
pub(super) fn title(sheet: &Sheet<'_, '_, '_>, heading: &str) -> Html {
    let view = sheet.asked.view;
    let days = window_in_words(view.window()).unwrap_or_else(|| String::from("all of time"));
    let mut about = format!("Splits, mergers, renamings, joins and departures of {days}. ");
    if sheet.descents.lanes.is_empty() {
        about = format!("No split, merger, renaming, join or departure is on record in {days}.");
    } else {
        about.push_str("Columns are in the order of dates, not to scale");
        let mut columns = sheet.descents.columns.iter();
        if columns.any(|column| column.is_order_open) {
            about.push_str("; a dotted axis: the dates leave open which came first");
        }
        about.push('.');
    }
    if view.at_least != Certainty::Alleged {
        about = format!("{about} At least {}.", view.at_least);
    }
    if let Some(day) = view.known_on.and_then(day_in_words) {
        about = format!("{about} As known on {day}.");
    }
    if view.certainly {
        about.push_str(" Only what is certain in time.");
    }
    let turns = sheet.descents.turns.iter().map(|turn| &turn.change);
    let aside = sheet.descents.aside.iter().flatten();
    let grounds: Vec<&Grounds<'_>> = turns.chain(aside).map(|change| &change.grounds).collect();
    let mut lines = Lines::default();
    lines.extend(Face::Title, wrap(heading, 70, 3));
    lines.extend(Face::Subtitle, wrap(&about, 130, 4));
    lines.extend(
        Face::Subtitle,
        wrap(&titles::sources(grounds.into_iter()), 130, 5),
    );
    lines.to_html(Set::Left)
}

/// Writes the texts below the axis: side families in words, then the key.
pub(super) fn write(sheet: &Sheet<'_, '_, '_>, text: &mut Writer) {
    let left = -10.0;
    let mut top = sheet.chart.bottom + 14.0;
    if !sheet.descents.aside.is_empty() {
        let lines = aside_in_words(sheet);
        let (wide, high) = lines.size(11.0);
        let node = at(left, top, (wide, high), "Families aside")
            .with("label", Value::Html(html(&lines, wide)))
            .word("fontsize", "11");
        text.gap();
        text.node("f_0", &node);
        top += high + 14.0;
    }
    if sheet.asked.has_key {
        text.gap();
        write_key(sheet, text, (left, top));
    }
}

fn aside_in_words(sheet: &Sheet<'_, '_, '_>) -> Lines {
    let mut lines = Lines::default();
    lines.push(Face::Strong, "Families aside, tied to none of those above:");
    for family in &sheet.descents.aside {
        let said = aside::sentence(family, |change| when_of(change).0);
        lines.extend(Face::Small, wrap(&said, 150, 12));
    }
    lines
}

/// Returns lines of text, left-aligned in a given width.
fn html(lines: &Lines, wide: f64) -> Html {
    #[expect(
        clippy::cast_possible_truncation,
        clippy::cast_sign_loss,
        reason = "a width in points is a small number above zero"
    )]
    let wide = wide.ceil().max(0.0) as usize;
    lines.to_html(Set::Left).at_least(wide, Set::Left)
}

/// Returns the attributes of a text node, given its top left corner and size.
fn at(left: f64, top: f64, (wide, high): (f64, f64), tip: &str) -> Attributes {
    Attributes::default()
        .word("shape", "plaintext")
        .word("style", "")
        .word("margin", "0")
        .with("width", inches(wide))
        .with("height", inches(high))
        .with("pos", spot((left + wide / 2.0, top + high / 2.0)))
        .with("tooltip", Value::Tip(tip.to_owned()))
}

/// Writes the key: one line for each kind of change that is drawn, then the meaning of the marks.
fn write_key(sheet: &Sheet<'_, '_, '_>, text: &mut Writer, (left, top): (f64, f64)) {
    let turns = sheet.descents.turns.iter();
    let used: BTreeSet<ChangeKind> = turns.map(|turn| turn.change.kind).collect();
    let strokes: Vec<_> = used.into_iter().filter_map(stroke).collect();
    let one_line = |word: &str| {
        let mut lines = Lines::default();
        lines.push(Face::Small, word);
        lines
    };
    let wide = |side: usize| {
        let all = strokes
            .iter()
            .map(|stroke| one_line(stroke.ends[side]).size(10.0).0);
        all.fold(0.0, f64::max) + 2.0
    };
    let (first, second) = (wide(0), wide(1));
    let block = first + SAMPLE + second + 38.0;
    let high = 15.0;
    let from = (left + 12.0, top + 20.0);
    let mut heading = Html::default();
    heading.text(Face::Strong, "Key");
    let mut ids = Vec::new();
    text.open_cluster("cluster_key");
    let marks = marks(sheet);
    let (marks_wide, marks_high) = marks.size(10.0);
    let blocks = strokes.len().div_ceil(ROWS);
    let rows = if blocks > 0 {
        strokes.len().div_ceil(blocks)
    } else {
        0
    };
    let count = |number: usize| i32::try_from(number).map_or(0.0, f64::from);
    let right = from.0 + block * count(blocks) + marks_wide + 12.0;
    let bottom = from.1 + (high * count(rows)).max(marks_high) + 8.0;
    let frame = Attributes::default()
        .with("label", Value::Html(heading))
        .with("lp", spot((left + 22.0, top + 10.0)))
        .word("fontsize", "11")
        .word("style", "rounded")
        .ink("color", Ink::Rule)
        .with(
            "bb",
            Value::Own(format!(
                "{left:.1},{:.1},{right:.1},{:.1}",
                0.0 - bottom,
                0.0 - top
            )),
        )
        .word("tooltip", "Key");
    text.defaults("graph", &frame);
    for (number, stroke) in strokes.iter().enumerate() {
        let x = from.0 + block * count(number / rows.max(1));
        let y = from.1 + high * count(number % rows.max(1));
        let pair = [2 * number + 1, 2 * number + 2].map(|id| format!("k_{id}"));
        let places = [(x, first), (x + first + SAMPLE + 12.0, second)];
        for ((id, (x, wide)), word) in pair.iter().zip(places).zip(stroke.ends) {
            let node = at(x, y, (wide, high), "Key")
                .with("label", Value::Html(html(&one_line(word), wide)));
            text.node(id, &node);
        }
        let y = y + high / 2.0;
        let sample = line(*stroke, Certainty::Reported)
            .with(
                "pos",
                straight(
                    (x + first + 4.0, y),
                    (x + first + SAMPLE + 4.0, y),
                    stroke.arrows.map(super::stroke::arrow_length),
                ),
            )
            .word("tooltip", "Key");
        ids.push((pair, sample));
    }
    let x = from.0 + block * count(blocks);
    let node = at(x, from.1, (marks_wide, marks_high), "Key")
        .with("label", Value::Html(html(&marks, marks_wide)));
    text.node("k_0", &node);
    for ([from, to], sample) in ids {
        text.edge(&from, &to, &sample);
    }
    text.close();
}

/// Explains the marks.
fn marks(sheet: &Sheet<'_, '_, '_>) -> Lines {
    let mut turns = sheet.descents.turns.iter();
    let dashed = if turns.any(|turn| !turn.change.grounds.denied.is_empty()) {
        "dashed: claimed by a party, or denied; dotted: alleged or planned"
    } else {
        "dashed: claimed by a party; dotted: alleged or planned"
    };
    let mut lines = Lines::default();
    for sentence in [
        "● dated as its column says; ○ the date is uncertain; ■ it ends",
        "open arrow: derived from the start or end of a membership or part-of",
        dashed,
        "lane dotted: not on record whether it still exists",
    ] {
        lines.extend(Face::Small, wrap(sentence, 80, 2));
    }
    lines
}
