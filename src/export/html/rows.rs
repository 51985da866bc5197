//! Tables of memberships, changes and differences: a row each.

use super::cells::{HOW_SURE, NOTE, SOURCES, how_sure, sources_of};
use super::fragment::ToHtml;
use super::table::Table;
use crate::export::kit::Written;
use crate::export::kit::words::derived;
use crate::model::{Holds, Kind, RelationKind};
use crate::query::{Change, DaySpan, DiffWord, Difference, Membership};

impl ToHtml for [Membership<'_>] {
    fn to_html(&self) -> Written {
        let head = ["Member", "Of", "Through", "Within", HOW_SURE, SOURCES];
        let mut table = Table::new("Members", &head);
        for one in self {
            let (member, whole, within) = (one.member, one.whole, within(one.days));
            let whole = match one.kind {
                RelationKind::PartOf => format!("{whole} (as a part)"),
                _ => whole.to_string(),
            };
            let sentence = format!("{member} in {whole}, {within}");
            let cells = [
                member.to_string().into(),
                whole.into(),
                through(one).into(),
                within.into(),
                how_sure(&one.grounds),
                sources_of(&sentence, &one.grounds),
            ];
            table.row(one.grounds.holds, cells);
            table.cite(&one.grounds.sources);
        }
        table.note(NOTE);
        table.finish()
    }
}

/// Names the actors through which a membership holds, and the number of other ways.
fn through(one: &Membership<'_>) -> String {
    let others = one.through().into_iter().map(|actor| actor.to_string());
    let others = others.collect::<Vec<_>>().join(", ");
    let text = if others.is_empty() {
        String::from("directly")
    } else {
        others
    };
    match one.other_ways() {
        Some(ways) => format!("{text}, and {ways}"),
        None => text,
    }
}

/// Says the days within which something happened; it need not have lasted all these days.
fn within(days: DaySpan) -> String {
    match (days.earliest(), days.latest()) {
        (Some(first), Some(last)) => format!("{first} to {last} at most"),
        (Some(first), None) => format!("from {first} at the earliest"),
        (None, Some(last)) => format!("up to {last} at the latest"),
        (None, None) => String::from("days unknown"),
    }
}

impl ToHtml for [Change<'_>] {
    fn to_html(&self) -> Written {
        let head = ["What", "When", "Why", HOW_SURE, SOURCES];
        let mut table = Table::new("What changed", &head);
        for one in self {
            let (what, when) = (one.what(), one.days.to_string());
            let sentence = format!("{what} {when}");
            let cells = [
                what.into(),
                when.into(),
                why(one).into(),
                how_sure(&one.grounds),
                sources_of(&sentence, &one.grounds),
            ];
            table.row(one.grounds.holds, cells);
            table.cite(&one.grounds.sources);
        }
        table.note(NOTE);
        table.finish()
    }
}

/// Gives the reason that the record states, the fact from which the change follows, and the statements
/// against it.
fn why(one: &Change<'_>) -> String {
    let reason = one.reason();
    let reason = reason.map(|reason| format!("{}.", reason.trim_end_matches('.')));
    let despite: Vec<&str> = one.despite.iter().map(|other| other.key()).collect();
    let despite =
        (!despite.is_empty()).then(|| format!("Goes on all the same by {}.", despite.join(", ")));
    let all = [reason, derived(one), despite].into_iter().flatten();
    all.collect::<Vec<_>>().join(" ")
}

impl ToHtml for [Difference<'_>] {
    fn to_html(&self) -> Written {
        let head = ["What", "Became", "Before", "After", HOW_SURE, SOURCES];
        let mut table = Table::new("What is different", &head);
        for one in self {
            let how = |holds: Option<Holds>| holds.map_or("not held", Holds::as_str);
            let sentence = pair(one);
            let became = match one.word {
                DiffWord::Changed => "held otherwise, or by other statements",
                word => word.as_str(),
            };
            let cells = [
                sentence.as_str().into(),
                became.into(),
                how(one.before).into(),
                how(one.after).into(),
                how_sure(&one.grounds),
                sources_of(&sentence, &one.grounds),
            ];
            table.row(one.grounds.holds, cells);
            table.cite(&one.grounds.sources);
        }
        table.note(NOTE);
        table.finish()
    }
}

/// Names the kind of a tie and its two actors.
fn pair(one: &Difference<'_>) -> String {
    let (kind, actor, other) = (one.kind, one.actor, one.other);
    match kind {
        Kind::Relation(of) if of.is_directed() => format!("{kind}: {actor} → {other}"),
        _ => format!("{kind}: {actor} and {other}"),
    }
}
