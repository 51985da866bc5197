//! What changed, by the letter: starts, ends, splits, mergers, names, formations.

use std::collections::{BTreeMap, BTreeSet};

use factions::{ActorId, Certainty, Holds, RelationKind, StatementId};

use super::Oracle;
use super::bounds::{Course, Ended};
use super::courses::Pair;
use super::lives::{Cause, Life, at};
use super::time::{Days, INF, StatedEnd};
use super::told::Thing;

/// One change.
///
/// `actor` is the member, the part, the splinter, the constituent, the old actor, or the actor that
/// forms or dissolves; `other` is the coalition, the whole, the successor, the new actor. Of an
/// alliance the lower actor stands first.
///
/// CHOICE: the order of actors of a split ("the whole → what leaves"). (1) As of `left`: the
/// splinter is the actor, the whole the other. (2) As the event is written. Taken: (1).
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) struct Change {
    pub(crate) earliest: i64,
    pub(crate) latest: i64,
    pub(crate) kind: &'static str,
    pub(crate) actor: ActorId,
    pub(crate) other: Option<ActorId>,
    pub(crate) holds: Holds,
    pub(crate) certainty: Certainty,
    /// The relations whose bound it is, or the events that say it.
    pub(crate) statements: BTreeSet<StatementId>,
    /// The splits, mergers, renamings or dissolutions that made it, each with those that tell the
    /// same.
    pub(crate) cause: BTreeSet<Cause>,
    pub(crate) despite: BTreeSet<StatementId>,
}

/// What is said of one bound, by the tellings that are at least so sure.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Said {
    pub(super) days: Days,
    /// Whether there is such a bound in each of the ways in which it may have been.
    pub(super) in_each: bool,
    cause: BTreeSet<Cause>,
    split: Option<Thing>,
}

/// For each certainty what is said of a bound then.
pub(super) type ByCertainty = BTreeMap<Certainty, Option<Said>>;

/// An end of relations of one pair.
struct Departure {
    pair: Pair,
    by: ByCertainty,
    statements: BTreeSet<StatementId>,
    /// The surest of the relations.
    best: Certainty,
}

impl Said {
    pub(super) fn new(days: Days, in_each: bool) -> Self {
        Self {
            days,
            in_each,
            cause: BTreeSet::new(),
            split: None,
        }
    }

    /// "certainly in the window if all its days are, possibly if one is."
    fn holds(&self, window: (i64, i64)) -> Option<Holds> {
        let holds = self.days.holds(window)?;
        Some(if self.in_each { holds } else { Holds::Possibly })
    }

    fn is_no_wider_than(&self, other: &Self) -> bool {
        other.days.first() <= self.days.first() && self.days.last() <= other.days.last()
    }

    /// Whether it has a cause of the other, which may have none.
    fn is_caused_as(&self, other: &Self) -> bool {
        other.cause.is_empty() || !self.cause.is_disjoint(&other.cause)
    }
}

/// A bound in the window: as all tellings have it, and how sure it is.
///
/// "the certainty of an answer is the highest at which what it says is still so (its days no wider,
/// certainly, or at least possibly) when all weaker tellings are left out — confirmed for "2022" and
/// alleged for "2022-06-15" is *joined 2022-06-15, alleged*. What only a weaker telling excludes
/// stays possible, at the surer one's certainty."
///
/// CHOICE: a change in a window that only the weaker telling excludes (January 2022, of the example).
/// (1) It is possible there, with the days and the certainty of the surer telling. (2) It is not
/// there: its days are the 15th of June. Taken: (1), as the last sentence reads.
///
/// CHOICE: an end that all tellings together date and bring about in another way than the surer ones
/// alone. (1) Days and cause are those of all tellings, and it is as sure as those are that have one of
/// its causes, too: "by the split" is part of what it says. (2) The cause is that of the surer tellings.
/// Taken: (1): the days would be those of one story and the cause that of another.
pub(super) fn settle(by: &ByCertainty, window: (i64, i64)) -> Option<(Said, Holds, Certainty)> {
    let all = by.values().next()?.clone();
    let surest_first = || by.iter().rev();
    if let Some(all) = all
        && let Some(holds) = all.holds(window)
    {
        let still_so = |said: &Option<Said>| {
            let said = said.as_ref();
            said.is_some_and(|said| {
                let is_dated = said.is_no_wider_than(&all) && said.holds(window) >= Some(holds);
                is_dated && said.is_caused_as(&all)
            })
        };
        let highest = surest_first().find(|(_, said)| still_so(said))?;
        return Some((all, holds, *highest.0));
    }
    surest_first().find_map(|(&certainty, said)| {
        let said = said.clone()?;
        said.holds(window)?;
        Some((said, Holds::Possibly, certainty))
    })
}

impl Oracle<'_> {
    /// "**`changes()`**: joined, left, split, merged, renamed, formed, dissolved, alliance made,
    /// alliance ended: one for each *stated or derived* bound (unknown and ongoing ends are none),
    /// each with earliest and latest day, cause, statements; certainly in the window if all its
    /// days are, possibly if one is."
    pub(crate) fn changes(&self) -> BTreeSet<Change> {
        let mut changes = BTreeSet::new();
        changes.extend(self.starts());
        changes.extend(self.ends());
        changes.extend(self.lineage_changes());
        changes.extend(self.lives_changed());
        changes.retain(|change| self.shows(change.holds));
        changes
    }

    /// Every counted relation of these kinds, whatever the window.
    ///
    /// "`joined` and `left` are of memberships only; (**new**) a part-of that begins or ends is
    /// `integrated`, `separated`".
    fn with_changes(&self) -> Vec<(Pair, BTreeSet<StatementId>)> {
        let mut all = Vec::new();
        for pair in self.all_pairs() {
            let is_kind = matches!(
                pair.kind,
                RelationKind::Membership | RelationKind::Alliance | RelationKind::PartOf
            );
            let statements = self.counting(&pair.thing, |one| pair.is_named_by(one));
            let is_among = self.is_among(pair.a) && self.is_among(pair.b);
            if is_kind && is_among && !statements.is_empty() {
                all.push((pair, statements));
            }
        }
        all
    }

    /// `joined`, `integrated` and `alliance-made`: the stated and derived starts.
    ///
    /// CHOICE: the days of a bound. (1) s0 to s1 (e0 to e1) after the rules 1 to 3: a seen day
    /// narrows a stated bound. (2) The stated days as written. Taken: (1), "stated or derived".
    ///
    /// CHOICE: two statements that tell the same start or end. (1) "One for each … bound": each
    /// makes one, unless `same_as` joins them. (2) Statements of the same pair, kind and days make
    /// one. Taken: (1).
    ///
    /// CHOICE: an unknown start that an active period, or a split before a return, bounds. (1) It is
    /// no change: only an *end* "that is bounded so is a derived one". (2) It is a derived bound, too.
    /// Taken: (2): else what is not even possible before the actor began, and certain after, would be a
    /// certain row of a diff and no change ("Every certain row of `diff(at(a), at(b))` is a change").
    fn starts(&self) -> Vec<Change> {
        let mut starts = Vec::new();
        for (pair, statements) in self.with_changes() {
            let runs = self.runs(&pair).expect("it counts");
            let mut by = ByCertainty::new();
            for &certainty in Certainty::ALL {
                let ways: &Vec<_> = at(&runs.ladder, certainty);
                by.insert(certainty, start_of(ways));
            }
            let Some((said, holds, certainty)) = settle(&by, self.lens.window) else {
                continue;
            };
            starts.push(Change {
                earliest: said.days.first(),
                latest: said.days.last(),
                kind: match pair.kind {
                    RelationKind::Membership => "joined",
                    RelationKind::PartOf => "integrated",
                    _ => "alliance-made",
                },
                actor: pair.a,
                other: Some(pair.b),
                holds,
                certainty: certainty.min(runs.best),
                statements,
                cause: BTreeSet::new(),
                despite: BTreeSet::new(),
            });
        }
        starts
    }

    /// `left`, `separated` and `alliance-ended`: the stated ends, and the derived ones.
    ///
    /// "One departure is one change (`left`, with the split as its cause, also when several
    /// memberships of the pair end by it …); happenings told twice give one."
    ///
    /// CHOICE: several memberships of a pair that are over by one dissolution, merger or renaming.
    /// (1) One change each: it is not the end itself, and each of them may have ended on another
    /// day. (2) One. Taken: (1).
    ///
    /// CHOICE: several memberships of a pair that end by one split on different days (each the
    /// intersection of its own end with the split's days). (1) The change has all these days, from
    /// the earliest to the latest. (2) Only those that they share. Taken: (1).
    ///
    /// CHOICE: the certainty of a derived end. (1) That of the split or bound: the best of its
    /// statements. (2) The weaker of it and the relation; of several memberships that of the best.
    /// Taken: (2): "a way's that of its weakest link", and a claimed membership does not turn into a
    /// fact by a reported split.
    ///
    /// CHOICE: an end that there is in some of the ways in which the relation may have been. (1) One
    /// change, with the days of those ways; it is certain only if there is an end in all of them and
    /// all are in the window. (2) A change for each way, or none. Taken: (1).
    fn ends(&self) -> Vec<Change> {
        let mut departures: Vec<Departure> = Vec::new();
        for (pair, statements) in self.with_changes() {
            let runs = self.runs(&pair).expect("it counts");
            let mut by = ByCertainty::new();
            for &certainty in Certainty::ALL {
                let ways: &Vec<_> = at(&runs.ladder, certainty);
                by.insert(certainty, end_of(ways));
            }
            let split = split_of(&by);
            if pair.kind == RelationKind::PartOf && split.is_some() {
                // "one that a split ends is `split` alone"
                continue;
            }
            let departure = Departure {
                pair,
                by,
                statements,
                best: runs.best,
            };
            let same = departures.iter_mut().find(|other| {
                let ends = |one: &Departure| (one.pair.kind, one.pair.a, one.pair.b);
                split.is_some() && split_of(&other.by) == split && ends(other) == ends(&departure)
            });
            match same {
                Some(other) => other.add(departure),
                None => departures.push(departure),
            }
        }
        let mut shown = Vec::new();
        for departure in departures {
            let Some((said, holds, certainty)) = settle(&departure.by, self.lens.window) else {
                continue;
            };
            let pair = departure.pair;
            let cause_is = self.certainty_of_cause(&pair, &said.cause);
            let certainty = certainty.min(departure.best);
            let mut change = Change {
                earliest: said.days.first(),
                latest: said.days.last(),
                kind: match pair.kind {
                    RelationKind::Membership => "left",
                    RelationKind::PartOf => "separated",
                    _ => "alliance-ended",
                },
                actor: pair.a,
                other: Some(pair.b),
                holds,
                certainty: cause_is.map_or(certainty, |cause| cause.min(certainty)),
                statements: departure.statements,
                cause: said.cause,
                despite: BTreeSet::new(),
            };
            change.despite = self.despite(pair.kind, &change);
            shown.push(change);
        }
        shown
    }

    /// The surest of the statements that are the cause; of a dissolution what its period rests on.
    fn certainty_of_cause(&self, pair: &Pair, causes: &BTreeSet<Cause>) -> Option<Certainty> {
        let mut all = Vec::new();
        for cause in causes {
            match *cause {
                Cause::Statement(id) => all.push(self.certainty_of(id)),
                Cause::EndOf(actor) => {
                    // of the periods within which the relation lies
                    let place = usize::from(actor != pair.a);
                    let runs = self.runs(pair).expect("it counts");
                    let mut numbers: BTreeSet<Option<usize>> = BTreeSet::new();
                    for course in runs.ladder.iter().flat_map(|step| &step.1).flatten() {
                        if matches!(&course.ended, Ended::By(by) if by.contains(cause)) {
                            numbers.insert(course.lives[place]);
                        }
                    }
                    for (number, _, evidence) in self.stated_periods(actor) {
                        if numbers.contains(&Some(number)) {
                            all.push(evidence.certainty);
                        }
                    }
                }
            }
        }
        all.into_iter().max()
    }

    /// "`despite` (ends only) names statements of the same kind and pair that certainly hold before
    /// and after."
    ///
    /// CHOICE: "before and after". (1) On the day before the earliest day of the end, and on its
    /// latest day (the first on which it certainly is over). (2) Also with other margins, or on
    /// some day before and some day after. Taken: (1).
    pub(super) fn despite(&self, kind: RelationKind, change: &Change) -> BTreeSet<StatementId> {
        let mut despite = BTreeSet::new();
        let other = change.other.expect("only ends of ties have a despite");
        if change.earliest <= -INF || change.latest >= INF {
            return despite;
        }
        for (pair, statements) in self.with_changes() {
            let is_pair = pair.kind == kind && (pair.a, pair.b) == (change.actor, other);
            let is_other = change.statements.is_disjoint(&statements);
            let runs = self.runs(&pair).expect("it counts");
            let on = |day: i64| runs.in_window((day, day + 1)) == Some(Holds::Certainly);
            if is_pair && is_other && on(change.earliest - 1) && on(change.latest) {
                despite.extend(statements);
            }
        }
        despite
    }

    /// `formed` and `dissolved`: "the ends of an actor's active period", where they are stated, one
    /// for each period; "formation, dissolution and all that follows from them are filtered like a
    /// statement".
    ///
    /// CHOICE: their days. (1) As counted statements narrow the active period. (2) As stated.
    /// Taken: (1): "a stated end of an active period is narrowed by certain statements, too".
    ///
    /// CHOICE: a stated end beside a merger or renaming. (1) Two changes, `dissolved` and `merged`,
    /// each with its own days. (2) One, or `dissolved` on the days that both allow. Taken: (1).
    fn lives_changed(&self) -> Vec<Change> {
        let mut changes = Vec::new();
        for actor in self.all_actors().filter(|&actor| self.is_among(actor)) {
            let narrowed = self.narrowed(actor);
            for (number, stated, evidence) in self.stated_periods(actor) {
                let known = self.known_ends(&stated, evidence);
                let stated_end = match stated.end {
                    StatedEnd::On(first, last) => Some((first, last)),
                    _ => None,
                };
                // each end as it is wherever the other one is known, too
                let choices = self.known_choices(evidence, stated.first_days());
                let both = |own: usize, other: usize| {
                    let mut with = choices.iter().filter(|choice| choice[own]);
                    with.all(|choice| choice[other])
                };
                let life = |start: bool, end: bool| Life {
                    number,
                    start: stated.start.filter(|_| start),
                    end: stated_end.filter(|_| end),
                    rest: known.rest.is_some(),
                    mergers: vec![],
                };
                // where one of its ends is known, so is the rest
                let rest = Some(&stated).filter(|_| known.rest.is_some());
                let narrowed = narrowed.get(&number).copied();
                let mut add = |kind, days: Days, known: Option<Holds>| {
                    if let (Some(holds), Some(known)) = (days.holds(self.lens.window), known) {
                        changes.push(Change {
                            earliest: days.first(),
                            latest: days.last(),
                            kind,
                            actor,
                            other: None,
                            holds: holds.min(known),
                            certainty: evidence.certainty,
                            statements: BTreeSet::new(),
                            cause: BTreeSet::new(),
                            despite: BTreeSet::new(),
                        });
                    }
                };
                if stated.start.is_some() {
                    let life = life(true, both(0, 1));
                    let span = Self::existence(&life, rest, narrowed);
                    add("formed", Days::from_to(span.s0, span.s1), known.start);
                }
                if stated_end.is_some() {
                    let life = life(both(1, 0), true);
                    let span = Self::existence(&life, rest, narrowed);
                    add("dissolved", Days::from_to(span.e0, span.e1), known.end);
                }
            }
        }
        changes
    }
}

impl Departure {
    /// Both of them, by one split.
    fn add(&mut self, other: Self) {
        for (certainty, two) in other.by {
            let one = self.by.entry(certainty).or_default();
            *one = match (one.take(), two) {
                (Some(mut one), Some(two)) => {
                    one.days = whole(&[one.days.ranges, two.days.ranges].concat());
                    // one of its memberships is certainly known
                    one.in_each |= two.in_each;
                    one.cause.extend(two.cause);
                    Some(one)
                }
                (one, two) => one.or(two),
            };
        }
        self.statements.extend(other.statements);
        self.best = self.best.max(other.best);
    }
}

/// "each with earliest and latest day": all days between them.
///
/// CHOICE: a bound that lies in one of two periods, with a gap between. (1) Its days are all from the
/// earliest to the latest, as those of `[a,b]` in a period are. (2) Those of the gap are none of them.
/// Taken: (1).
fn whole(ranges: &[(i64, i64)]) -> Days {
    let mut days = Days::any();
    if !ranges.is_empty() {
        days.ranges = ranges.to_vec();
        days.ranges.sort_unstable();
        days.ranges.dedup();
    }
    days
}

/// The split that ends it, as all tellings have it.
fn split_of(by: &ByCertainty) -> Option<Thing> {
    let all = by.values().next()?.as_ref()?;
    all.split.clone()
}

/// The stated or derived start in each way that has one.
fn start_of(ways: &[Option<Course>]) -> Option<Said> {
    let has_start = |course: &&Course| course.told.start.is_some() || course.s0 > -INF;
    let started: Vec<&Course> = ways.iter().flatten().filter(has_start).collect();
    let spans = started.iter().map(|course| course.span());
    let ranges: Vec<(i64, i64)> = spans.map(|span| (span.s0, span.s1)).collect();
    if ranges.is_empty() {
        return None;
    }
    let in_each = started.len() == ways.len();
    Some(Said::new(whole(&ranges), in_each))
}

/// The stated or derived end in each way that has one, and what it is ended by.
///
/// CHOICE: several causes in several ways. (1) A split, if there is one, the earliest that may apply
/// ("where a split ends it, the split"); else the bound whose last day is the latest of all, for
/// that is the day which the end takes. (2) All of them. Taken: (1).
fn end_of(ways: &[Option<Course>]) -> Option<Said> {
    let ended: Vec<&Course> = { ways.iter().flatten() }
        .filter(|course| course.ended != Ended::Not)
        .collect();
    let spans = ended.iter().map(|course| course.span());
    let ranges: Vec<(i64, i64)> = spans.map(|span| (span.e0, span.e1)).collect();
    let latest = ranges.iter().map(|range| range.1).max()?;
    let mut said = Said::new(whole(&ranges), ended.len() == ways.len());
    let causes = |course: &Course| match &course.ended {
        Ended::By(causes) => causes.clone(),
        _ => BTreeSet::new(),
    };
    match ended.iter().find(|course| course.split.is_some()) {
        Some(first) => {
            said.split.clone_from(&first.split);
            said.cause = causes(first);
        }
        None => {
            for course in ended.iter().filter(|course| course.span().e1 == latest) {
                said.cause.extend(causes(course));
            }
        }
    }
    Some(said)
}
