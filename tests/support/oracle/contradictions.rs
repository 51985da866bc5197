//! Contradictions.

use std::collections::BTreeSet;

use factions::{ActorId, Holds, RelationKind, Sign, StatementId};

use super::Oracle;
use super::enders::{can_hold_before, ended_by};
use super::evidence::pairs;
use super::time::{Days, OPEN, Span};

/// Two statements that contradict each other.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) struct Contradiction {
    /// `opposite-signs`, `said-and-denied`, `days-cannot-meet`, `member-after-split`,
    /// `member-at-war`.
    pub(crate) kind: &'static str,
    /// In the order of statements.
    pub(crate) statements: (StatementId, StatementId),
    /// Of the pair, the lower actor first; none for a happening.
    pub(crate) pair: Option<(ActorId, ActorId)>,
    pub(crate) holds: Holds,
}

impl Oracle<'_> {
    /// "**`contradictions()`**: two relations of opposite sign of a pair at one time; the same kind
    /// and pair said and denied; statements of one happening whose days cannot meet; a split and a
    /// membership that certainly goes on after it; member of and at war with."
    ///
    /// CHOICE: membership and belligerence of one pair, which are also relations of opposite sign.
    /// (1) One contradiction, as `member-at-war`. (2) Two. Taken: (1).
    pub(crate) fn contradictions(&self) -> BTreeSet<Contradiction> {
        let mut all = BTreeSet::new();
        all.extend(self.opposite_signs());
        all.extend(self.said_and_denied());
        all.extend(self.days_that_cannot_meet());
        all.extend(self.members_after_a_split());
        all.retain(|contradiction| self.shows(contradiction.holds));
        all
    }

    fn opposite_signs(&self) -> Vec<Contradiction> {
        let mut found = Vec::new();
        let ties = self.ties();
        for one in &ties {
            for two in &ties {
                let (first, second) = (
                    self.record.statement(one.statement),
                    self.record.statement(two.statement),
                );
                let (Some(plus), Some(minus)) = (first.relation(), second.relation()) else {
                    continue;
                };
                let is_pair = sorted(one.a, one.b) == sorted(two.a, two.b);
                if !is_pair
                    || plus.kind.sign() != Sign::Positive
                    || minus.kind.sign() != Sign::Negative
                {
                    continue;
                }
                let spans = [
                    self.span(first, one.a, one.b),
                    self.span(second, two.a, two.b),
                ];
                let known = self.counted(first).min(self.counted(second));
                let Some(holds) = at_one_time(spans, self.lens.window) else {
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
                    holds: holds.min(known.expect("both count")),
                });
            }
        }
        found
    }

    /// "contradictions always look at them": at denied statements, whatever `at_least` is.
    ///
    /// CHOICE: "the same kind and pair said and denied". (1) Where both can be on one day of the
    /// window. (2) At any time. Taken: (1).
    fn said_and_denied(&self) -> Vec<Contradiction> {
        let mut found = Vec::new();
        for tie in self.ties() {
            let said = self.record.statement(tie.statement);
            for id in self.denied().into_keys() {
                let denied = self.record.statement(id);
                if denied.kind() != said.kind() {
                    continue;
                }
                let is_pair = |&&(a, b): &&(ActorId, ActorId)| {
                    (a, b) == (tie.a, tie.b)
                        || (!(tie.is_directed && denied.ends.is_directed())
                            && sorted(a, b) == sorted(tie.a, tie.b))
                };
                let all = pairs(&denied.ends);
                if all.iter().find(is_pair).is_none() {
                    continue;
                }
                let holds = if let (Some(one), Some(two)) = (said.event(), denied.event()) {
                    on_one_day(&Days::of(one), &Days::of(two), self.events_window())
                } else {
                    let relation = denied.relation().expect("of the same kind");
                    let stated = self.stated(denied, relation).bounds();
                    let spans = [self.span(said, tie.a, tie.b), stated];
                    at_one_time(spans, self.lens.window)
                };
                let known = self.counted(said).min(self.known(denied));
                if let (Some(holds), Some(known)) = (holds, known) {
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

    fn days_that_cannot_meet(&self) -> Vec<Contradiction> {
        let mut found = Vec::new();
        for event in self.events() {
            for &one in &event.statements {
                for &two in &event.statements {
                    let [first, second] = [one, two].map(|id| self.record.statement(id));
                    let days = [first, second].map(|statement| {
                        Days::of(statement.event().expect("happenings are events"))
                    });
                    if one < two && !share_a_day(&days[0], &days[1], (-OPEN, OPEN)) {
                        let known = self.counted(first).min(self.counted(second));
                        found.push(Contradiction {
                            kind: "days-cannot-meet",
                            statements: (one, two),
                            pair: None,
                            holds: known.expect("both count"),
                        });
                    }
                }
            }
        }
        found
    }

    /// "An end or seen day that the split's days cannot meet stays as it is, and the two are a
    /// contradiction."; "a split and a membership that certainly goes on after it".
    ///
    /// CHOICE: (1) The first sentence: an admitted split, of a membership that can hold on the day
    /// before, whose days the end or a seen day cannot meet; the membership is in the view. (2)
    /// The second alone: the membership certainly holds after the split's last day. Taken: (1).
    fn members_after_a_split(&self) -> Vec<Contradiction> {
        let mut found = Vec::new();
        for tie in self.ties() {
            let statement = self.record.statement(tie.statement);
            let Some(relation) = statement.relation() else {
                continue;
            };
            if !relation.kind.is_step() {
                continue;
            }
            let stated = self.stated(statement, relation);
            let Span { s0, e1, .. } = stated.loose();
            for ender in self.enders(tie.a, tie.b) {
                // "ends the membership or part-of"; "A merger or renaming ends the memberships of the
                // old actors likewise"
                if can_hold_before(s0, e1, &ender.days) && ended_by(&stated, &ender.days).is_none()
                {
                    let known = self.counted(statement).expect("it counts").min(ender.known);
                    found.push(Contradiction {
                        kind: "member-after-split",
                        statements: sorted(tie.statement, ender.id),
                        pair: Some(sorted(tie.a, tie.b)),
                        holds: known,
                    });
                }
            }
        }
        found
    }
}

fn sorted<T: Ord>(one: T, two: T) -> (T, T) {
    if one <= two { (one, two) } else { (two, one) }
}

/// Whether two periods hold on one day of the window: certainly if their certain cores do.
fn at_one_time([one, two]: [Span; 2], (from, to): (i64, i64)) -> Option<Holds> {
    if one.s1.max(two.s1).max(from) < one.e0.min(two.e0).min(to) {
        Some(Holds::Certainly)
    } else if one.s0.max(two.s0).max(from) < one.e1.min(two.e1).min(to) {
        Some(Holds::Possibly)
    } else {
        None
    }
}

/// Whether two events are on one day of the window: certainly if both have that day alone.
fn on_one_day(one: &Days, two: &Days, window: (i64, i64)) -> Option<Holds> {
    let (first, last) = (one.first().min(two.first()), one.last().max(two.last()));
    let holds = if first == last {
        Holds::Certainly
    } else {
        Holds::Possibly
    };
    share_a_day(one, two, window).then_some(holds)
}

fn share_a_day(one: &Days, two: &Days, (from, to): (i64, i64)) -> bool {
    one.ranges.iter().any(|&(a, b)| {
        two.ranges
            .iter()
            .any(|&(c, d)| a.max(c).max(from) <= b.min(d).min(to - 1))
    })
}
