//! Events folded into lines: one line for the events of a pair, with their number and days.

use super::boxes::{address, id_of};
use super::lines::{Ends, Wire, label, pairs};
use super::plan::Plan;
use crate::export::dot::scenes::tips;
use crate::export::dot::scenes::{Deed, actor};
use crate::export::dot::writing::Value;
use crate::export::dot::writing::brief;
use crate::export::dot::writing::style::{self, Arrows, Look};
use crate::export::kit::words;
use crate::export::kit::{run_in_words, when_in_words};
use crate::model::{ActorId, Certainty, Holds, Kind};
use crate::query::{DaySpan, Grounds, Happening};
use std::collections::BTreeMap;

/// The number of characters after which a tooltip lists no further events.
const LONG: usize = 16_000;

/// Events of one pair with the same look.
#[derive(Debug, Default)]
struct Fold {
    deeds: Vec<usize>,
    /// Whether some events lead from the first actor to the second, and the other way.
    along: bool,
    against: bool,
}

/// Returns the folded lines of all events that are not boxes.
pub(super) fn wires(plan: &Plan<'_, '_, '_>) -> Vec<Wire> {
    let mut folds: BTreeMap<(ActorId, ActorId, Look), Fold> = BTreeMap::new();
    for (number, deed) in plan.scene.deeds.iter().enumerate() {
        if plan.boxes.contains(&number) {
            continue;
        }
        let statements = &deed.happening.grounds.statements;
        let is_directed = statements.iter().any(|one| one.record().ends.is_directed());
        for (from, to) in pairs(deed) {
            let fold = folds
                .entry((from.min(to), from.max(to), deed.look))
                .or_default();
            if fold.deeds.last() != Some(&number) {
                fold.deeds.push(number);
            }
            let is_fight = deed.look == Look::Attack;
            fold.along |= if is_directed { from < to } else { is_fight };
            fold.against |= if is_directed { to < from } else { is_fight };
        }
    }
    let wire = |((one, other, look), fold): (_, Fold)| wire(plan, one, other, look, &fold);
    folds.into_iter().map(wire).collect()
}

fn wire(plan: &Plan<'_, '_, '_>, one: ActorId, other: ActorId, look: Look, fold: &Fold) -> Wire {
    let deeds: Vec<&Deed<'_>> = fold
        .deeds
        .iter()
        .map(|&number| &plan.scene.deeds[number])
        .collect();
    let ends = Ends::new(plan, one, other);
    let arrows = match (fold.along, fold.against) {
        (true, true) => Arrows::Both,
        (true, false) => ends.arrows(),
        (false, true) => match ends.arrows() {
            Arrows::Along => Arrows::Against,
            _ => Arrows::Along,
        },
        (false, false) => Arrows::None,
    };
    let certainty = deeds
        .iter()
        .map(|deed| words::drawn(&deed.happening.grounds))
        .max();
    let certainty = certainty.unwrap_or(Certainty::Alleged);
    let names = (actor(plan.view, one), actor(plan.view, other));
    let mut tip = format!("{} – {}: {}", names.0, names.1, said(&deeds).join("; "));
    let mut events = 0;
    for deed in &deeds {
        if events > LONG {
            tip.push_str("\n…");
            break;
        }
        let event = tips::deed_tip(deed);
        events += event.len();
        tip = format!("{tip}\n• {event}");
    }
    let attributes = style::line(look, arrows, certainty)
        .with("penwidth", Value::Word(width(deeds.len())))
        .with("weight", Value::Word(weight(deeds.len())))
        .and(label(plan, &ends, look, &said(&deeds)))
        .with("tooltip", Value::Tip(tip));
    let first = deeds
        .iter()
        .map(|deed| address(&deed.happening.grounds))
        .next();
    Wire {
        from: id_of(plan.view, ends.from),
        to: id_of(plan.view, ends.to),
        look,
        certainty,
        attributes: attributes.and(first.unwrap_or_default()),
        is_folded: true,
    }
}

/// Returns the width of a line for a number of events, in points.
const fn width(events: usize) -> &'static str {
    match events {
        0 | 1 => "1.4",
        2 => "2.0",
        3 | 4 => "2.6",
        5..=9 => "3.4",
        _ => "4.4",
    }
}

const fn weight(events: usize) -> &'static str {
    match events {
        0 | 1 => "1",
        2 => "2",
        3 | 4 => "3",
        5..=9 => "5",
        _ => "8",
    }
}

/// Returns the words beside a folded line: the number of events, their days and their certainty.
fn said(deeds: &[&Deed<'_>]) -> Vec<String> {
    let mut kinds: Vec<Kind> = deeds.iter().map(|deed| deed.happening.kind).collect();
    kinds.dedup();
    let what = match (deeds, &*kinds) {
        ([one], _) => match words::kinds_of(&one.happening) {
            kinds if kinds.is_empty() => told(&one.happening),
            kinds => kinds,
        },
        (several, [Kind::Event(kind)]) => plural(words::event_kind(*kind), several.len()),
        (several, _) => format!("{} events", several.len()),
    };
    let mut said = vec![format!("{what}, {}", days(deeds))];
    said.extend(sure(deeds));
    said
}

/// Describes an event of no particular kind by its remark.
fn told(happening: &Happening<'_>) -> String {
    let remark = words::remark(happening);
    let remark = remark.filter(|text| !text.starts_with("because "));
    let remark = remark.map(|text| brief(&words::clause(&text, 60), 60));
    remark.unwrap_or_else(|| String::from("event"))
}

fn plural(word: &str, count: usize) -> String {
    match word {
        "clash" => format!("{count} clashes"),
        "breach of a ceasefire" => format!("{count} breaches of a ceasefire"),
        "violence against civilians" => format!("{count} attacks on civilians"),
        word => format!(
            "{count} {}s",
            word.strip_suffix('y')
                .map_or_else(|| word.to_owned(), |w| format!("{w}ie"))
        ),
    }
}

/// Describes the days of events: of one as its source writes it, of several from the first to the last day.
fn days(deeds: &[&Deed<'_>]) -> String {
    if let [one] = deeds {
        return words::dates_of(&one.happening);
    }
    let whens = deeds.iter().flat_map(|deed| {
        let statements = deed.happening.grounds.statements.iter();
        statements.map(|one| one.record().event().and_then(|event| event.when.as_ref()))
    });
    let mut same: Vec<_> = whens.collect();
    same.dedup();
    if let [Some(when)] = *same {
        return when_in_words(when);
    }
    let spans = deeds.iter().map(|deed| deed.happening.days);
    let span = spans.reduce(DaySpan::or);
    let words = span.and_then(|span| run_in_words(span.first, span.last));
    words.unwrap_or_else(|| String::from("some of them undated"))
}

/// Counts events by certainty: `2 reported, 1 claimed by CMA`, and those only possibly in these days.
fn sure(deeds: &[&Deed<'_>]) -> Vec<String> {
    let grounds = || deeds.iter().map(|deed| &deed.happening.grounds);
    if let [one] = deeds {
        return vec![words::how_sure(&one.happening.grounds)];
    }
    let mut counts: BTreeMap<std::cmp::Reverse<Certainty>, Vec<&Grounds<'_>>> = BTreeMap::new();
    for one in grounds() {
        counts
            .entry(std::cmp::Reverse(one.certainty))
            .or_default()
            .push(one);
    }
    let mut all: Vec<String> = counts
        .iter()
        .map(|(certainty, grounds)| {
            let by = &grounds[0].by;
            let is_one_voice = grounds.iter().all(|one| &one.by == by);
            let by: &[_] = if is_one_voice { by } else { &[] };
            format!("{} {}", grounds.len(), words::how_known(certainty.0, by))
        })
        .collect();
    let possibly = grounds().filter(|one| one.holds == Holds::Possibly).count();
    if possibly > 0 {
        all.push(format!("{possibly} possibly in these days"));
    }
    let denied = grounds().filter(|one| !one.denied.is_empty()).count();
    if denied > 0 {
        all.push(format!("{denied} of them denied"));
    }
    vec![all.join(", ")]
}
