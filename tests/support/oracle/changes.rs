//! What changed: joined, left, split, merged, renamed, formed, dissolved, allied, no longer allied.

use std::collections::BTreeSet;

use factions::{ActorId, Certainty, End, Holds, RelationKind, StatementId};

use super::Oracle;
use super::evidence::pairs;
use super::time::{Days, INF};

/// One change.
///
/// `actor` is the member, the splinter, the constituent, the old actor, or the actor that forms or
/// dissolves; `other` is the coalition, the whole, the successor, the new actor. Of an alliance the
/// lower actor stands first.
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
    /// The splits, mergers or renamings that made it, each with those that tell the same.
    pub(crate) cause: BTreeSet<StatementId>,
    pub(crate) despite: BTreeSet<StatementId>,
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
        changes.extend(self.lives());
        changes.retain(|change| self.shows(change.holds));
        changes
    }

    /// Every counted tie of these two kinds, whatever the window: statement, ends, how it is known.
    ///
    /// "`joined` and `left` are of memberships only."
    fn bounded(&self) -> Vec<(StatementId, RelationKind, ActorId, ActorId, Holds)> {
        let mut bounded = Vec::new();
        for (id, statement) in self.numbered() {
            let (Some(relation), Some(known)) = (statement.relation(), self.counted(statement))
            else {
                continue;
            };
            if !matches!(
                relation.kind,
                RelationKind::Membership | RelationKind::Alliance
            ) {
                continue;
            }
            for (a, b) in pairs(&statement.ends) {
                if self.is_among(a) && self.is_among(b) {
                    let is_mutual = relation.kind == RelationKind::Alliance;
                    let (a, b) = if is_mutual && b < a { (b, a) } else { (a, b) };
                    bounded.push((id, relation.kind, a, b, known));
                }
            }
        }
        bounded
    }

    /// `joined` and `alliance-made`: the stated starts.
    ///
    /// CHOICE: the days of a bound. (1) s0 to s1 (e0 to e1) after the rules 1 to 3: a seen day
    /// narrows a stated bound. (2) The stated days as written. Taken: (1), "stated or derived".
    ///
    /// CHOICE: two statements that tell the same start or end. (1) "One for each … bound": each
    /// statement makes one. (2) Statements of the same pair, kind and days make one. Taken: (1).
    fn starts(&self) -> Vec<Change> {
        let mut starts = Vec::new();
        for (id, kind, a, b, known) in self.bounded() {
            let statement = self.record.statement(id);
            let relation = statement.relation().expect("bounded are relations");
            if relation.period.start().is_none() {
                continue;
            }
            let span = self.span(statement, a, b);
            let Some(holds) = interval(span.s0, span.s1).holds(self.lens.window) else {
                continue;
            };
            starts.push(Change {
                earliest: span.s0,
                latest: span.s1,
                kind: if kind == RelationKind::Membership {
                    "joined"
                } else {
                    "alliance-made"
                },
                actor: a,
                other: Some(b),
                holds: holds.min(known),
                certainty: statement.evidence.certainty,
                statements: BTreeSet::from([id]),
                cause: BTreeSet::new(),
                despite: BTreeSet::new(),
            });
        }
        starts
    }

    /// `left` and `alliance-ended`: the stated ends, and those that a split, merger or renaming
    /// made.
    ///
    /// "One departure is one change (`left`, with the split as its cause, also when several
    /// memberships of the pair end by it …); happenings told twice give one."
    ///
    /// CHOICE: several memberships of a pair that end by one split on different days (each the
    /// intersection of its own end with the split's days). (1) The change has all these days, from
    /// the earliest to the latest. (2) Only those that they share. Taken: (1).
    ///
    /// CHOICE: the certainty of a departure by a split. (1) That of the split: the best of its
    /// statements. (2) The weaker of split and membership; of several memberships that of the best.
    /// Taken: (2): "a way's that of its weakest link", and a claimed membership does not turn into a
    /// fact by a reported split.
    ///
    /// CHOICE: a departure by a split that is only possibly known. (1) One change with the cause of
    /// the earliest admitted split, and with all the days on which the membership can end with that
    /// split or, if it has an end then, without it; it is certain only if it ends in the window
    /// with and without it. (2) Two changes, one for either case. Taken: (1).
    fn ends(&self) -> Vec<Change> {
        let mut ends: Vec<Change> = Vec::new();
        for (id, kind, a, b, known) in self.bounded() {
            let statement = self.record.statement(id);
            let courses = self.courses(statement, a, b);
            let first = &courses[0];
            if !first.has_end {
                continue;
            }
            // with each ender that may apply: an end there is, and all its days are in the window
            let window = self.lens.window;
            let each_in = courses.iter().all(|course| {
                course.has_end
                    && interval(course.span.e0, course.span.e1).holds(window)
                        == Some(Holds::Certainly)
            });
            let ended = || courses.iter().filter(|course| course.has_end);
            let earliest = ended()
                .map(|course| course.span.e0)
                .min()
                .expect("the first has one");
            let latest = ended()
                .map(|course| course.span.e1)
                .max()
                .expect("the first has one");
            let cause = first
                .cause
                .map_or_else(BTreeSet::new, |ender| self.tellers(ender, a, b));
            let certainty = cause.iter().map(|&id| self.certainty_of(id)).max();
            let change = Change {
                earliest,
                latest,
                kind: if kind == RelationKind::Membership {
                    "left"
                } else {
                    "alliance-ended"
                },
                actor: a,
                other: Some(b),
                holds: if each_in { known } else { Holds::Possibly },
                certainty: certainty.map_or(statement.evidence.certainty, |certainty| {
                    certainty.min(statement.evidence.certainty)
                }),
                statements: BTreeSet::from([id]),
                cause,
                despite: BTreeSet::new(),
            };
            let same = ends.iter_mut().find(|other| {
                !change.cause.is_empty()
                    && (other.kind, other.actor, other.other, &other.cause)
                        == (change.kind, change.actor, change.other, &change.cause)
            });
            if let Some(other) = same {
                other.earliest = other.earliest.min(earliest);
                other.latest = other.latest.max(latest);
                // certain if all its days are in, and one of its memberships is certainly known
                other.holds = other.holds.max(change.holds);
                other.certainty = other.certainty.max(change.certainty);
                other.statements.insert(id);
            } else {
                ends.push(change);
            }
        }
        let mut shown = Vec::new();
        for mut change in ends {
            let Some(holds) = interval(change.earliest, change.latest).holds(self.lens.window)
            else {
                continue;
            };
            change.holds = change.holds.min(holds);
            let kind = if change.kind == "left" {
                RelationKind::Membership
            } else {
                RelationKind::Alliance
            };
            change.despite = self.despite(kind, &change);
            shown.push(change);
        }
        shown
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
        for (id, statement) in self.numbered() {
            let is_kind = statement
                .relation()
                .is_some_and(|relation| relation.kind == kind);
            if !is_kind
                || self.counted(statement) != Some(Holds::Certainly)
                || change.statements.contains(&id)
                || change.earliest <= -INF
                || change.latest >= INF
            {
                continue;
            }
            for (a, b) in pairs(&statement.ends) {
                let is_pair = (a, b) == (change.actor, other)
                    || (kind == RelationKind::Alliance && (b, a) == (change.actor, other));
                let span = self.span(statement, a, b);
                if is_pair
                    && span.on(change.earliest - 1) == Some(Holds::Certainly)
                    && span.on(change.latest) == Some(Holds::Certainly)
                {
                    despite.insert(id);
                }
            }
        }
        despite
    }

    /// The admitted statements of the happening that say this of the pair: the cause of a departure
    /// is its happening, whatever kinds or actors the view shows.
    ///
    /// CHOICE: the cause of a departure that is told several times. (1) All admitted statements of
    /// the happening that say it of the pair ("happenings told twice give one"). (2) The earliest
    /// one, which applies. Taken: (1); the days are those of the one that applies.
    fn tellers(&self, ender: StatementId, x: ActorId, y: ActorId) -> BTreeSet<StatementId> {
        let same = self.same(ender);
        self.enders(x, y)
            .into_iter()
            .map(|ender| ender.id)
            .filter(|id| same.contains(id))
            .collect()
    }

    pub(super) fn certainty_of(&self, id: StatementId) -> Certainty {
        self.record.statement(id).evidence.certainty
    }

    /// `formed` and `dissolved`: "the ends of an actor's active period", where they are stated.
    ///
    /// CHOICE: (1) "Actors are always known": no filter of evidence or of kinds hides these. (2)
    /// The certainty of an actor's entry is filtered as that of a statement. Taken: (1).
    ///
    /// CHOICE: their days. (1) As counted statements narrow the active period. (2) As stated.
    /// Taken: (1).
    fn lives(&self) -> Vec<Change> {
        let mut lives = Vec::new();
        for actor in self.all_actors() {
            if !self.is_among(actor) {
                continue;
            }
            let entry = self.record.actor(actor);
            let span = self.active(actor);
            let mut add = |kind, earliest, latest| {
                if let Some(holds) = interval(earliest, latest).holds(self.lens.window) {
                    lives.push(Change {
                        earliest,
                        latest,
                        kind,
                        actor,
                        other: None,
                        holds,
                        certainty: entry.evidence.certainty,
                        statements: BTreeSet::new(),
                        cause: BTreeSet::new(),
                        despite: BTreeSet::new(),
                    });
                }
            };
            if entry.whole_period().start().is_some() {
                add("formed", span.s0, span.s1);
            }
            if matches!(entry.whole_period().end(), End::On(_)) {
                add("dissolved", span.e0, span.e1);
            }
        }
        lives
    }
}

/// All days from the first to the last.
fn interval(first: i64, last: i64) -> Days {
    Days {
        ranges: vec![(first, last)],
        is_several: false,
    }
}

impl Days {
    /// "certainly in the window if all its days are, possibly if one is."
    ///
    /// CHOICE: a split of several days (`{…}`). (1) As the sentence reads: certainly if all of them
    /// are. (2) As an event of several days: in if one of them is. Taken: (1).
    pub(super) fn holds(&self, window: (i64, i64)) -> Option<Holds> {
        Self {
            is_several: false,
            ..self.clone()
        }
        .in_window(window)
    }
}
