//! Contradictions.

use std::collections::BTreeSet;

use factions::{ActorId, Certainty, Holds, RelationKind, Sign, StatementId};

use super::Oracle;
use super::courses::{Pair, Runs};
use super::evidence::pairs;
use super::lives::at;
use super::splits::Split;
use super::ties::Tie;
use super::time::{Days, Span};
use super::told::{Thing, all_allow, told_together};

/// Two things, or two tellings of one, that contradict each other.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) struct Contradiction {
    /// `opposite-signs`, `said-and-denied`, `days-cannot-meet`, `member-after-split`,
    /// `member-at-war`, `relation-after-merger`, `tellings-cannot-meet`.
    pub(crate) kind: &'static str,
    /// In the order of statements; of a thing told several times its first telling.
    pub(crate) statements: (StatementId, StatementId),
    /// Of the pair, the lower actor first; none for a happening.
    pub(crate) pair: Option<(ActorId, ActorId)>,
    pub(crate) holds: Holds,
}

impl Oracle<'_> {
    /// "**`contradictions()`**: two relations of opposite sign of a pair at one time; the same kind
    /// and pair said and denied; statements of one happening whose days cannot meet; a split and a
    /// membership that certainly goes on after it; member of and at war with; (**new**) a merger or a
    /// renaming and a relation that goes on or begins after it; tellings of one relation that cannot
    /// meet."
    ///
    /// "a contradiction is listed if both its statements can be in the window, certainly if both
    /// certainly are and they certainly contradict: the word in the row is the word of the filter."
    ///
    /// CHOICE: membership and belligerence of one pair, which are also relations of opposite sign.
    /// (1) One contradiction, as `member-at-war`. (2) Two. Taken: (1).
    pub(crate) fn contradictions(&self) -> BTreeSet<Contradiction> {
        let mut all = BTreeSet::new();
        all.extend(self.opposite_signs());
        all.extend(self.said_and_denied());
        all.extend(self.days_that_cannot_meet());
        all.extend(self.members_after_a_split());
        all.extend(self.ties_after_a_merger());
        all.extend(self.tellings_that_cannot_meet());
        all.retain(|contradiction| self.shows(contradiction.holds));
        all
    }

    /// The ties of the view, whatever is shown of them.
    fn ties_that_can_hold(&self) -> BTreeSet<Tie> {
        let mut lens = self.lens.clone();
        lens.certainly = false;
        Oracle::new(self.record, lens).ties()
    }

    /// CHOICE: "at one time". (1) On one day of the window: certainly if their certain cores share
    /// one. (2) At any time, both being in the window. Taken: (1).
    fn opposite_signs(&self) -> Vec<Contradiction> {
        let mut found = Vec::new();
        let ties = self.ties_that_can_hold();
        for one in &ties {
            for two in &ties {
                let (Some(plus), Some(minus)) = (one.pair(), two.pair()) else {
                    continue;
                };
                let is_pair = sorted(one.a, one.b) == sorted(two.a, two.b);
                if !is_pair
                    || plus.kind.sign() != Sign::Positive
                    || minus.kind.sign() != Sign::Negative
                {
                    continue;
                }
                let (Some(first), Some(second)) = (self.runs(&plus), self.runs(&minus)) else {
                    continue;
                };
                let Some(holds) = at_one_time(&first, &second, self.lens.window) else {
                    continue;
                };
                let is_at_war = plus.kind == RelationKind::Membership
                    && minus.kind == RelationKind::Belligerence;
                found.push(Contradiction {
                    kind: if is_at_war {
                        "member-at-war"
                    } else {
                        "opposite-signs"
                    },
                    statements: sorted(one.statement, two.statement),
                    pair: Some(sorted(one.a, one.b)),
                    holds,
                });
            }
        }
        found
    }

    /// "contradictions always look at them": at denied statements, whatever `at_least` is; "(the same
    /// way round, if directed)".
    ///
    /// CHOICE: "the same kind and pair said and denied". (1) Where both can be on one day of the
    /// window. (2) At any time. Taken: (1); but a denial that `same_as` joins to what it denies is of
    /// that very thing, whatever its day: there both need only be in the window.
    fn said_and_denied(&self) -> Vec<Contradiction> {
        let mut found = Vec::new();
        let mut lens = self.lens.clone();
        lens.certainly = false;
        let all = Oracle::new(self.record, lens);
        let denials = all.denied();
        for tie in all.ties() {
            for &id in denials.keys() {
                let denied = self.record.statement(id);
                if !self.denies(id, &tie) {
                    continue;
                }
                let holds = if tie.thing.contains(&id) {
                    let in_window = match denied.event() {
                        Some(event) => Days::of(event).in_window(self.events_window()),
                        None => self.stated(denied).bounds().in_window(self.lens.window),
                    };
                    in_window.min(Some(tie.holds))
                } else if let (Some(pair), Some(_)) = (tie.pair(), denied.relation()) {
                    let runs = self.runs(&pair).expect("it counts");
                    let denied = self.stated(denied).bounds();
                    at_one_time_with(&runs, denied, self.lens.window)
                } else {
                    let denied = Days::of(denied.event().expect("of the same kind"));
                    let ladder = self.days_of(&tie.thing, |one| tie.is_named_by(one));
                    let window = self.events_window();
                    let last = at(&ladder, Certainty::Denied);
                    let certain = last.iter().all(|way| {
                        let way = way.as_ref();
                        let day = way.and_then(|days| on_one_day(days, &denied, window));
                        day == Some(Holds::Certainly)
                    });
                    let mut all = ladder.iter().flat_map(|step| step.1.days());
                    let possible = all.any(|days| on_one_day(days, &denied, window).is_some());
                    match (certain, possible) {
                        (true, _) => Some(Holds::Certainly),
                        (_, true) => Some(Holds::Possibly),
                        _ => None,
                    }
                };
                if let (Some(holds), Some(known)) = (holds, self.known(denied)) {
                    found.push(Contradiction {
                        kind: "said-and-denied",
                        statements: sorted(tie.statement, id),
                        pair: Some(sorted(tie.a, tie.b)),
                        holds: holds.min(known),
                    });
                }
            }
        }
        found
    }

    /// Whether a denied statement is of the same kind and pair as a tie.
    fn denies(&self, id: StatementId, tie: &Tie) -> bool {
        let denied = self.record.statement(id);
        let is_pair = |&&(a, b): &&(ActorId, ActorId)| {
            (a, b) == (tie.a, tie.b)
                || (!(tie.is_directed && denied.ends.is_directed())
                    && sorted(a, b) == sorted(tie.a, tie.b))
        };
        denied.kind() == tie.kind && pairs(&denied.ends).iter().find(is_pair).is_some()
    }

    /// "Where they cannot meet …; and they are a contradiction": each two of the counted statements
    /// that cannot meet by themselves.
    ///
    /// CHOICE: tellings that all two by two can meet, and cannot all together. (1) Each two of them
    /// are listed. (2) None. Taken: (1).
    fn days_that_cannot_meet(&self) -> Vec<Contradiction> {
        let things = self.things(|one| one.event().is_some());
        let mut found = Vec::new();
        for thing in things {
            let told: Vec<(StatementId, Days)> = { self.counting(&thing, |_| true).into_iter() }
                .map(|id| {
                    let event = self.record.statement(id).event();
                    (id, Days::of(event.expect("happenings are events")))
                })
                .collect();
            let cannot = |some: &[Days]| all_allow(some).is_none();
            let window = self.events_window();
            let pairs = that_cannot_meet(&told, cannot);
            for (one, two) in pairs {
                let in_window = one.1.in_window(window).min(two.1.in_window(window));
                found.extend(self.of_two_tellings("days-cannot-meet", [one.0, two.0], in_window));
            }
        }
        found
    }

    /// "tellings of one relation that cannot meet".
    fn tellings_that_cannot_meet(&self) -> Vec<Contradiction> {
        let mut found = Vec::new();
        for pair in self.all_pairs() {
            if !self.is_among(pair.a) || !self.is_among(pair.b) {
                continue;
            }
            let named = self.counting(&pair.thing, |one| pair.is_named_by(one));
            let told: Vec<_> = { named.into_iter() }
                .map(|id| (id, self.stated(self.record.statement(id))))
                .collect();
            let cannot = |some: &[super::time::Stated]| told_together(some).len() > 1;
            for (one, two) in that_cannot_meet(&told, cannot) {
                let window = self.lens.window;
                let in_window =
                    { one.1.bounds().in_window(window) }.min(two.1.bounds().in_window(window));
                let mut row =
                    self.of_two_tellings("tellings-cannot-meet", [one.0, two.0], in_window);
                if let Some(row) = &mut row {
                    row.pair = Some(sorted(pair.a, pair.b));
                }
                found.extend(row);
            }
        }
        found
    }

    fn of_two_tellings(
        &self,
        kind: &'static str,
        [one, two]: [StatementId; 2],
        in_window: Option<Holds>,
    ) -> Option<Contradiction> {
        let known = [one, two].map(|id| self.counted(self.record.statement(id)));
        Some(Contradiction {
            kind,
            statements: sorted(one, two),
            pair: None,
            holds: in_window?.min(known[0].min(known[1])?),
        })
    }

    /// "An end or seen day that the split's days cannot meet stays as it is, and the two are a
    /// contradiction."; "a split and a membership that certainly goes on after it"; "Of a split and a
    /// membership both must be able to lie in the window."
    ///
    /// CHOICE: the window of a membership that its split ends, though it is ongoing after it. (1) As it
    /// runs without the split: that is what contradicts the split. (2) As it runs with it. Taken: (1).
    ///
    /// CHOICE: the window of the split where events have a span of their own. (1) That span. (2) The
    /// window. Taken: (1).
    fn members_after_a_split(&self) -> Vec<Contradiction> {
        let mut found = Vec::new();
        for (pair, rows) in self.relations_in_view() {
            for (thing, ladder) in self.splits(&pair) {
                let mut words = Vec::new();
                for days in at(&ladder, Certainty::Denied).iter() {
                    for course in &rows {
                        let (Some(days), Some(course)) = (days, course) else {
                            words.push(None);
                            continue;
                        };
                        let split = Split {
                            thing: thing.clone(),
                            tellers: BTreeSet::new(),
                            days: days.clone(),
                        };
                        let other = self.has_other_before(&pair, days.first(), Certainty::Denied);
                        let clash = course.clash_with(&split, other);
                        let both = { course.span().in_window(self.lens.window) }
                            .min(days.in_window(self.events_window()));
                        words.push(clash.and_then(|is_certain| {
                            let word = if is_certain {
                                Holds::Certainly
                            } else {
                                Holds::Possibly
                            };
                            Some(both?.min(word))
                        }));
                    }
                }
                let teller =
                    |one: &factions::Statement| super::courses::is_split_of(one, pair.a, pair.b);
                found.extend(self.clash("member-after-split", &pair, &thing, teller, &words));
            }
        }
        found
    }

    /// "(**new**) a merger or a renaming and a relation that goes on or begins after it".
    fn ties_after_a_merger(&self) -> Vec<Contradiction> {
        let mut found = Vec::new();
        for (pair, rows) in self.relations_in_view() {
            for actor in [pair.a, pair.b] {
                for (thing, ladder) in self.mergers(actor) {
                    let mut words = Vec::new();
                    let days: Vec<_> = at(&ladder, Certainty::Denied).days().collect();
                    let in_window = { days.iter() }
                        .map(|days| days.in_window(self.events_window()))
                        .max()
                        .flatten();
                    for course in &rows {
                        words.push(course.as_ref().and_then(|course| {
                            let both = course.span().in_window(self.lens.window).min(in_window);
                            both.filter(|_| course.after.contains(&thing))
                        }));
                    }
                    let teller = |one: &factions::Statement| super::lives::ends(one, actor);
                    found.extend(self.clash(
                        "relation-after-merger",
                        &pair,
                        &thing,
                        teller,
                        &words,
                    ));
                }
            }
        }
        found
    }

    /// Every relation that counts, with every way in which it runs before splits.
    fn relations_in_view(&self) -> Vec<(Pair, Vec<Option<super::bounds::Course>>)> {
        let mut all = Vec::new();
        for pair in self.all_pairs() {
            let counts = self.counting(&pair.thing, |one| pair.is_named_by(one));
            if !counts.is_empty() && self.is_among(pair.a) && self.is_among(pair.b) {
                let rows = self.bounded(&pair, Certainty::Denied);
                all.push((pair, rows));
            }
        }
        all
    }

    /// One contradiction of a relation and a thing: certainly if it is one in each of the ways.
    fn clash(
        &self,
        kind: &'static str,
        pair: &Pair,
        thing: &Thing,
        says_it: impl Fn(&factions::Statement) -> bool,
        words: &[Option<Holds>],
    ) -> Option<Contradiction> {
        let holds = if words.iter().all(|word| *word == Some(Holds::Certainly)) {
            Holds::Certainly
        } else {
            words.iter().flatten().next().map(|_| Holds::Possibly)?
        };
        let relation =
            { pair.thing.iter() }.find(|&&id| pair.is_named_by(self.record.statement(id)));
        let other = thing.iter().find(|&&id| says_it(self.record.statement(id)));
        Some(Contradiction {
            kind,
            statements: sorted(*relation?, *other?),
            pair: Some(sorted(pair.a, pair.b)),
            holds,
        })
    }

    /// "**New: denials are seen.** An answer names the known denials of its statements and causes:
    /// those of their happening, and those of the same kind and pair (the same way round, if
    /// directed) that can be true on one day with them."
    ///
    /// CHOICE: "known denials". (1) Those that `known_on` and `from_sources` admit; no filter of
    /// certainty, kinds or actors hides them. (2) Those that the view lists as denied. Taken: (1):
    /// "contradictions always look at them".
    ///
    /// CHOICE: "that can be true on one day with them". (1) A day on which the statement, as its own
    /// dates have it, and the denied one both can be. (2) A day of the window. Taken: (1).
    pub(crate) fn denials(&self, statements: &BTreeSet<StatementId>) -> BTreeSet<StatementId> {
        let mut denials = BTreeSet::new();
        for (id, denied) in self.numbered() {
            let is_denied = denied.evidence.certainty == Certainty::Denied;
            if !is_denied || self.known(denied).is_none() {
                continue;
            }
            for &said in statements {
                let statement = self.record.statement(said);
                let is_of_it = self.same(id).contains(&said);
                let is_directed = statement.ends.is_directed() && denied.ends.is_directed();
                let same_pair = pairs(&denied.ends).iter().any(|&(a, b)| {
                    pairs(&statement.ends).iter().any(|&(x, y)| {
                        (a, b) == (x, y) || (!is_directed && sorted(a, b) == sorted(x, y))
                    })
                });
                let can_be_true = match (statement.event(), denied.event()) {
                    (Some(one), Some(two)) => !Days::of(one).shared(&Days::of(two)).is_empty(),
                    (None, None) => {
                        let (one, two) = (
                            self.stated(statement).bounds(),
                            self.stated(denied).bounds(),
                        );
                        one.s0.max(two.s0) < one.e1.min(two.e1)
                    }
                    _ => false,
                };
                let is_same = statement.kind() == denied.kind() && same_pair && can_be_true;
                if is_of_it || is_same {
                    denials.insert(id);
                }
            }
        }
        denials
    }
}

/// Each two of the tellings that cannot meet; each two of all if only all together cannot.
fn that_cannot_meet<T: Clone>(
    told: &[(StatementId, T)],
    cannot: impl Fn(&[T]) -> bool,
) -> Vec<((StatementId, T), (StatementId, T))> {
    let all: Vec<T> = told.iter().map(|one| one.1.clone()).collect();
    if told.len() < 2 || !cannot(&all) {
        return vec![];
    }
    let mut pairs = Vec::new();
    for one in told {
        for two in told {
            if one.0 < two.0 {
                pairs.push((one.clone(), two.clone()));
            }
        }
    }
    let apart: Vec<_> = { pairs.iter() }
        .filter(|(one, two)| cannot(&[one.1.clone(), two.1.clone()]))
        .cloned()
        .collect();
    if apart.is_empty() { pairs } else { apart }
}

fn sorted<T: Ord>(one: T, two: T) -> (T, T) {
    if one <= two { (one, two) } else { (two, one) }
}

/// Whether two relations hold on one day of the window: certainly if their certain cores do.
fn at_one_time(one: &Runs, two: &Runs, window: (i64, i64)) -> Option<Holds> {
    let core = |runs: &Runs| runs.core(Certainty::Denied);
    if let (Some(one), Some(two)) = (core(one), core(two))
        && one.0.max(two.0).max(window.0) < one.1.min(two.1).min(window.1)
    {
        return Some(Holds::Certainly);
    }
    let is_possible = Certainty::ALL.iter().any(|&certainty| {
        let spans = two.spans(certainty);
        spans
            .into_iter()
            .any(|span| can_share(one, certainty, span, window))
    });
    is_possible.then_some(Holds::Possibly)
}

fn at_one_time_with(runs: &Runs, span: Span, window: (i64, i64)) -> Option<Holds> {
    if let Some(core) = runs.core(Certainty::Denied)
        && core.0.max(span.s1).max(window.0) < core.1.min(span.e0).min(window.1)
    {
        return Some(Holds::Certainly);
    }
    let mut steps = Certainty::ALL.iter();
    { steps.any(|&certainty| can_share(runs, certainty, span, window)) }.then_some(Holds::Possibly)
}

fn can_share(runs: &Runs, certainty: Certainty, span: Span, (from, to): (i64, i64)) -> bool {
    let mut spans = runs.spans(certainty).into_iter();
    spans.any(|one| one.s0.max(span.s0).max(from) < one.e1.min(span.e1).min(to))
}

/// Whether two events are on one day of the window: certainly if both have that day alone.
fn on_one_day(one: &Days, two: &Days, (from, to): (i64, i64)) -> Option<Holds> {
    let (first, last) = (one.first().min(two.first()), one.last().max(two.last()));
    let holds = if first == last {
        Holds::Certainly
    } else {
        Holds::Possibly
    };
    let mut shared = one.shared(two).into_iter();
    { shared.any(|(a, b)| a.max(from) <= b.min(to - 1)) }.then_some(holds)
}
