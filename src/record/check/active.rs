//! Rule: an actor acts only within its active periods, and these do not touch each other.

use super::checked::{Checked, end_actors};
use crate::model::{
    ActorId, Bounds, Certainty, Content, Day, End, Ends, EventKind, Period, When, keep_apart,
};
use crate::record::format::Key;
use crate::record::problems::Code;
use crate::record::problems::Desk;
use crate::record::unchecked::{ActorRow, StatementRow};
use std::collections::HashMap;

/// Reports two active periods of an actor without a day between them.
pub(super) fn overlapping_periods(checked: &Checked<'_>, desk: &mut Desk) {
    for row in checked
        .rows
        .actors
        .iter()
        .filter(|row| row.actor.active.len() > 1 && checked.is_sure(row))
    {
        let stated = stated_periods(checked, row);
        if !stated.iter().all(|(_, bounds)| bounds.is_possible()) {
            continue; // a period without a day has its own mistake
        }
        // the first period that overlaps an earlier one or adjoins it
        let too_many = (2..=stated.len()).find(|&count| {
            let mut apart: Vec<Bounds> = stated[..count].iter().map(|one| one.1).collect();
            !keep_apart(&mut apart)
        });
        let Some(place) = too_many.map(|count| stated[count - 1].0) else {
            continue;
        };
        let at = row.active_spots.get(place).map(|spots| spots.whole);
        let key = checked.key(ActorId::new(row.number));
        let message = format!("two active periods of `{key}` do not lie apart");
        let help = "an actor that came back was away for a day at least: write one period, or \
            correct its dates";
        let at = at.unwrap_or(row.spots.whole);
        desk.error(at, Code::OverlappingPeriods, message, help.to_owned());
    }
}

/// The periods that nobody denies, each with its place in the entry.
fn stated_periods(checked: &Checked<'_>, row: &ActorRow) -> Vec<(usize, Bounds)> {
    let each = row.actor.periods().enumerate();
    let stated = each.filter(|(_, (_, evidence))| evidence.certainty != Certainty::Denied);
    stated
        .map(|(place, (period, evidence))| (place, period.bounds(checked.as_of_day(evidence))))
        .collect()
}

/// The active periods of the actors that have some, by time.
#[derive(Debug)]
struct Lives(Vec<Vec<Bounds>>);

impl Lives {
    fn of(checked: &Checked<'_>) -> Self {
        let mut lives = vec![Vec::new(); checked.actors.len()];
        for (row, number) in checked.rows.actors.iter().zip(0..) {
            let id = ActorId::new(row.number);
            let is_first = checked.actors[id.index()] == Some(number);
            // a period that is only planned or denied says nothing about the days outside
            let mut evidence = row.actor.periods().map(|(_, evidence)| evidence);
            let is_stated = evidence.any(|one| one.certainty > Certainty::Planned);
            if !is_first || !is_stated || !checked.is_sure(row) {
                continue;
            }
            let stated = stated_periods(checked, row);
            let mut periods: Vec<Bounds> = stated.into_iter().map(|one| one.1).collect();
            if periods.iter().all(|bounds| bounds.is_possible()) && keep_apart(&mut periods) {
                lives[id.index()] = periods;
            }
        }
        Self(lives)
    }

    /// The actors of a statement that have active periods, each once.
    fn of_row<'l>(&'l self, row: &StatementRow) -> Vec<(ActorId, &'l [Bounds])> {
        let mut all = Vec::new();
        for id in row.statement.ends.actors() {
            match self.0.get(id.index()) {
                Some(periods) if !periods.is_empty() => all.push((id, periods.as_slice())),
                _ => {}
            }
        }
        all.sort_unstable_by_key(|one| one.0);
        all.dedup_by_key(|one| one.0);
        all
    }
}

/// Reports statements outside the active periods of their actors, and ties of actors that never
/// met.
///
/// Possibly outside is a warning, and only if a stated date goes beyond every possible day of the actor. A
/// vague date around a vague start is no contradiction, because it narrows the start. A denied, planned or
/// withdrawn statement is not checked, because its event need not have happened.
pub(super) fn outside_active_periods(checked: &Checked<'_>, desk: &mut Desk) {
    let lives = Lives::of(checked);
    if lives.0.iter().all(Vec::is_empty) {
        return;
    }
    for row in checked.sound() {
        let is_asserted = row.statement.evidence.certainty > Certainty::Planned;
        if !is_asserted {
            continue;
        }
        let actors = lives.of_row(row);
        if actors.is_empty() {
            continue;
        }
        let span = Span::of(checked, row);
        if span.is_broken() {
            continue; // the period has its own mistake
        }
        let found = actors.iter();
        let found = found.filter_map(|&(id, periods)| Some((id, periods, span.outside(periods)?)));
        let found: Vec<_> = found.collect();
        // nearly all statements pass, whether withdrawn or not
        let is_in_order = found.is_empty() && has_common_day(&span, &actors);
        if is_in_order || checked.is_withdrawn(&row.statement) {
            continue;
        }
        let mut is_outside = false;
        for (id, periods, outside) in found {
            is_outside |= outside.code == Code::OutsideActivePeriod;
            report(checked, desk, row, id, periods, &outside);
        }
        if !is_outside && actors.len() > 1 {
            never_met(checked, desk, row, &span, &actors);
        }
    }
}

/// Whether all actors, each with one active period, can have existed on one day of the statement.
fn has_common_day(span: &Span<'_>, actors: &[(ActorId, &[Bounds])]) -> bool {
    let [first, last] = [Day::BEFORE_ALL, Day::AFTER_ALL];
    let common = actors
        .iter()
        .try_fold((first, last), |(first, last), (_, periods)| {
            let [only] = periods else { return None };
            let days = span.days(*only);
            Some((first.max(days.0), last.min(days.1)))
        });
    actors.len() < 2 || common.is_some_and(|(first, last)| span.can_lie_in(first, last))
}

/// The reason why a statement lies outside the active periods of an actor, certainly or possibly.
#[derive(Debug)]
struct Outside {
    code: Code,
    /// The key with the date that lies outside.
    key: Key,
    /// The rest of the message, after the actor's key.
    message: String,
    /// A remedy besides correcting one of the two.
    help: Option<&'static str>,
}

fn report(
    checked: &Checked<'_>,
    desk: &mut Desk,
    row: &StatementRow,
    id: ActorId,
    periods: &[Bounds],
    found: &Outside,
) {
    let message = format!("`{}` {}", checked.key(id), found.message);
    let spans: Vec<String> = periods.iter().map(|one| span_in_words(*one)).collect();
    let mut help = match &spans[..] {
        [one] if one.is_empty() => "it has an active period: correct one of the two".to_owned(),
        _ => format!(
            "it is active {}: correct one of the two",
            spans.join(", and ")
        ),
    };
    if let Some(more) = found.help {
        help.extend([", or ", more]);
    }
    let at = row.spots.of(found.key);
    if found.code == Code::OutsideActivePeriod {
        desk.error(at, found.code, message, help);
    } else {
        desk.warning(at, found.code, message, help);
    }
}

/// The days of an active period in words, as far as its ends are known.
fn span_in_words(active: Bounds) -> String {
    let (start, end) = (active.first_start(), active.last_end());
    match (start.is_finite(), end.is_finite()) {
        (true, true) => {
            format!("from `{start}` at the earliest up to, and not on, `{end}` at the latest")
        }
        (true, false) => format!("from `{start}` at the earliest"),
        (false, true) => format!("up to, and not on, `{end}` at the latest"),
        (false, false) => String::new(),
    }
}

/// The time of a statement.
#[derive(Debug)]
enum Span<'r> {
    Relation(&'r Period, Bounds),
    /// An event, and whether it may lie on the day on which an active period ends.
    Event(Option<&'r When>, bool),
}

impl<'r> Span<'r> {
    fn of(checked: &Checked<'_>, row: &'r StatementRow) -> Self {
        match &row.statement.content {
            Content::Relation(relation) => {
                let as_of = checked.as_of_day(&row.statement.evidence);
                Self::Relation(&relation.period, relation.period.bounds(as_of))
            }
            Content::Event(event) => {
                Self::Event(event.when.as_ref(), EventKind::is_lineage(event.kind))
            }
        }
    }

    fn is_broken(&self) -> bool {
        matches!(self, Self::Relation(_, bounds) if !bounds.is_possible())
    }

    /// Returns how it lies outside every period; `None` if one of them can contain it.
    fn outside(&self, periods: &[Bounds]) -> Option<Outside> {
        match self {
            Self::Relation(period, bounds) => relation_outside(period, *bounds, periods),
            Self::Event(None, _) => None,
            Self::Event(Some(when), is_lineage) => event_outside(when, *is_lineage, periods),
        }
    }

    /// Returns the first and last day on which an actor with these bounds can take part.
    fn days(&self, active: Bounds) -> (Day, Day) {
        let end = match self {
            // a split, merger or renaming is on the first day on which the actor is no longer active
            Self::Event(_, true) => active.last_end(),
            _ => active.last_end().previous(),
        };
        (active.first_start(), end)
    }

    /// Whether it can lie between the first day and the last.
    fn can_lie_in(&self, first: Day, last: Day) -> bool {
        if first > last {
            return false;
        }
        match self {
            Self::Event(None, _) => true,
            Self::Event(Some(when), _) => {
                when.possible_ranges().any(|(a, b)| a <= last && first <= b)
            }
            Self::Relation(_, bounds) => {
                let end = last.next();
                first <= bounds.last_start()
                    && bounds.first_end() <= end
                    && first.max(bounds.first_start()) < end.min(bounds.last_end())
            }
        }
    }
}

/// The remedy if a relation is said to go on although its actor has ended.
const OVER: &str = "leave `end` out: a relation is over when its actor is";

fn relation_outside(period: &Period, bounds: Bounds, periods: &[Bounds]) -> Option<Outside> {
    let faults: Option<Vec<Key>> = periods
        .iter()
        .map(|active| relation_fault(period, bounds, *active))
        .collect();
    if let Some(faults) = faults {
        // the message is about the period in which the relation begins
        let in_time = faults.iter().find(|key| **key != Key::Start);
        let key = *in_time.or(faults.first())?;
        let is_apart = |active: &Bounds| {
            bounds.first_start() >= active.last_end() || bounds.last_end() <= active.first_start()
        };
        let goes_on = key == Key::End && *period.end() == End::Ongoing;
        let (message, help) = match () {
            () if periods.iter().all(is_apart) => ("is not active at this time".to_owned(), None),
            () if goes_on => {
                let as_of = bounds.first_end().previous();
                let message = format!("is not active on `{as_of}`, as of which this goes on");
                let is_late = periods
                    .iter()
                    .all(|one| bounds.first_end() > one.last_end());
                (message, is_late.then_some(OVER))
            }
            () => ("is not active at all of this time".to_owned(), None),
        };
        return Some(Outside {
            code: Code::OutsideActivePeriod,
            key,
            message,
            help,
        });
    }
    let allowing = periods
        .iter()
        .filter(|active| relation_fault(period, bounds, **active).is_none());
    let mut doubts = Vec::new();
    for active in allowing {
        let starts = period
            .start()
            .is_some_and(|when| when.first_day() < active.first_start());
        let end = period.end().date();
        let ends = end.is_some_and(|when| when.last_day() > active.last_end());
        match (starts, ends) {
            (true, _) => doubts.push(Key::Start),
            (_, true) => doubts.push(Key::End),
            _ => return None,
        }
    }
    // without a stated start, the message points at the date that raised the doubt
    let key = match period.start() {
        Some(_) => Key::Start,
        None => *doubts.first()?,
    };
    Some(Outside {
        code: Code::PossiblyOutsideActivePeriod,
        key,
        message: "may not be active at this time".to_owned(),
        help: None,
    })
}

/// The key whose date keeps a relation out of an active period; `None` if the relation can lie
/// within.
///
/// An end that is not stated never does so: the relation is over when its actor is.
fn relation_fault(period: &Period, bounds: Bounds, active: Bounds) -> Option<Key> {
    let (start, end) = (active.first_start(), active.last_end());
    let of_start = match period.start() {
        Some(_) => Key::Start,
        None => Key::Seen,
    };
    let is_seen_outside = |day: Day| day < start || end <= day;
    let mut seen = period.seen().iter().map(|day| Day::from(*day));
    if bounds.first_start() >= end {
        Some(of_start)
    } else if period.start().is_some() && bounds.last_start() < start {
        Some(Key::Start)
    } else if seen.any(is_seen_outside) {
        Some(Key::Seen)
    } else {
        let is_late = bounds.first_end() > end;
        // the relation ends, or is ongoing on a day, before the actor begins
        let is_early = bounds.last_end() <= start || bounds.last_start() < start;
        (is_late || is_early).then_some(Key::End)
    }
}

fn event_outside(when: &When, is_lineage: bool, periods: &[Bounds]) -> Option<Outside> {
    let days: Vec<(Day, Day)> = periods
        .iter()
        .map(|active| Span::Event(None, is_lineage).days(*active))
        .collect();
    let meets = |(a, b): (Day, Day)| days.iter().any(|(first, last)| a <= *last && *first <= b);
    let lies_in = |(a, b): (Day, Day)| days.iter().any(|(first, last)| *first <= a && b <= *last);
    let (code, message) = if !when.possible_ranges().any(meets) {
        (Code::OutsideActivePeriod, "is not active at this time")
    } else if when.possible_ranges().all(lies_in) {
        return None;
    } else if when.is_several() {
        (
            Code::OutsideActivePeriod,
            "is not active at all of this time",
        )
    } else {
        (
            Code::PossiblyOutsideActivePeriod,
            "may not be active at this time",
        )
    };
    Some(Outside {
        code,
        key: Key::When,
        message: message.to_owned(),
        help: None,
    })
}

/// Reports ties of actors that cannot have existed on one day of the statement.
fn never_met(
    checked: &Checked<'_>,
    desk: &mut Desk,
    row: &StatementRow,
    span: &Span<'_>,
    actors: &[(ActorId, &[Bounds])],
) {
    if has_common_day(span, actors) {
        return; // no need to look at each pair
    }
    let lives: HashMap<ActorId, &[Bounds]> = actors.iter().copied().collect();
    let can_meet = |one: ActorId, other: ActorId| {
        let (Some(one), Some(other)) = (lives.get(&one), lives.get(&other)) else {
            return true;
        };
        let mut pairs = one.iter().flat_map(|a| other.iter().map(move |b| (*a, *b)));
        pairs.any(|(a, b)| {
            let (a, b) = (span.days(a), span.days(b));
            span.can_lie_in(a.0.max(b.0), a.1.min(b.1))
        })
    };
    let apart = tied_pairs(&row.statement.ends).find(|&(one, other)| !can_meet(one, other));
    let Some((one, other)) = apart else { return };
    let places = end_actors(row);
    let at = places.iter().find(|place| place.0 == one);
    let at = at.map_or(row.spots.whole, |place| place.1);
    let (one, other) = (checked.key(one), checked.key(other));
    let message = format!("`{one}` and `{other}` cannot both have existed at this time");
    let help = "correct the active period of one of the two, the dates, or who is meant";
    desk.error(at, Code::NeverMet, message, help.to_owned());
}

/// Every pair that the ends tie.
fn tied_pairs(ends: &Ends) -> Box<dyn Iterator<Item = (ActorId, ActorId)> + '_> {
    fn across<'e>(
        one: &'e [ActorId],
        other: &'e [ActorId],
    ) -> impl Iterator<Item = (ActorId, ActorId)> + 'e {
        one.iter().flat_map(|a| other.iter().map(move |b| (*a, *b)))
    }
    match ends {
        Ends::Directed { from, to } => Box::new(across(from, to)),
        Ends::Mutual(all) => {
            let each = all.iter().enumerate();
            Box::new(each.flat_map(|(i, a)| all[i + 1..].iter().map(move |b| (*a, *b))))
        }
        Ends::Sided(sides) => {
            let each = sides.iter().enumerate();
            Box::new(each.flat_map(|(i, side)| {
                let others = sides.iter().skip(i + 1);
                others.flat_map(move |other| across(side, other))
            }))
        }
        Ends::Alone(_) => Box::new(std::iter::empty()),
    }
}
