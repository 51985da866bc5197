//! Splits end memberships: every way in which a relation may run in this view.

use std::collections::BTreeSet;
use std::rc::Rc;

use factions::model::Evidence;
use factions::{ActorId, Certainty, Ends, EventKind, Holds, RelationKind, Statement};

use super::Oracle;
use super::bounds::{Course, within_lives};
use super::evidence::pairs;
use super::lives::at;
use super::splits::Split;
use super::time::{INF, Span, Stated, as_of_day};
use super::told::{Ladder, Thing, Ways, push_new, told_together, with_and_without};

/// A relation between two actors: "one statement, or several joined by `same_as`, between one
/// ordered or unordered pair of actors". Of an unordered pair the lower actor stands first.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) struct Pair {
    pub(crate) thing: Thing,
    pub(crate) kind: RelationKind,
    pub(crate) a: ActorId,
    pub(crate) b: ActorId,
    pub(crate) is_directed: bool,
}

impl Pair {
    /// "of a pair that one telling alone names, that telling speaks": whether this one names it.
    ///
    /// CHOICE: tellings of one relation, one of which has it directed and the other mutual, or the
    /// other way round. (1) They name different pairs, and make a tie each. (2) One. Taken: (1):
    /// "between one ordered or unordered pair".
    pub(crate) fn is_named_by(&self, statement: &Statement) -> bool {
        let is_directed = matches!(statement.ends, Ends::Directed { .. });
        let names = |&(a, b): &(ActorId, ActorId)| {
            (a, b) == (self.a, self.b) || (!is_directed && (b, a) == (self.a, self.b))
        };
        statement
            .relation()
            .is_some_and(|one| one.kind == self.kind)
            && is_directed == self.is_directed
            && pairs(&statement.ends).iter().any(names)
    }
}

/// How a relation may run, by the tellings that are at least so sure; none: it is not known then.
#[derive(Debug)]
pub(crate) struct Runs {
    pub(crate) ladder: Ladder<Vec<Option<Course>>>,
    /// The surest of its tellings.
    pub(crate) best: Certainty,
}

impl Runs {
    /// As all its tellings have it.
    pub(crate) fn all(&self) -> &[Option<Course>] {
        &self.ladder.last().expect("a ladder has a step").1
    }

    /// "it certainly holds where it does in all of them", of the ways in which it may have been;
    /// possibly where it does in one: "What only a weaker telling excludes stays possible".
    pub(crate) fn in_window(&self, window: (i64, i64)) -> Option<Holds> {
        if Self::is_certain(self.all(), window) {
            return Some(Holds::Certainly);
        }
        let mut steps = self.ladder.iter();
        { steps.any(|(_, ways)| is_possible(ways, window)) }.then_some(Holds::Possibly)
    }

    fn is_certain(ways: &[Option<Course>], window: (i64, i64)) -> bool {
        let certainly = |course: &Option<Course>| {
            let course = course.as_ref()?;
            course.span().in_window(window)
        };
        !ways.is_empty()
            && ways
                .iter()
                .all(|way| certainly(way) == Some(Holds::Certainly))
    }

    /// "the certainty of an answer is the highest at which what it says is still so (its days no
    /// wider, certainly, or at least possibly) when all weaker tellings are left out".
    pub(crate) fn certainty(&self, holds: Holds, window: (i64, i64)) -> Certainty {
        let still_so = |ways: &[Option<Course>]| match holds {
            Holds::Certainly => Self::is_certain(ways, window),
            Holds::Possibly => is_possible(ways, window),
        };
        let mut steps = self.ladder.iter();
        let highest = steps.find(|(_, ways)| still_so(ways)).map(|step| step.0);
        highest.map_or(self.best, |highest| highest.min(self.best))
    }

    /// The days on which it certainly holds, at this certainty: "where it does in all of them".
    pub(crate) fn core(&self, certainty: Certainty) -> Option<(i64, i64)> {
        let mut core = (-INF, INF);
        for way in at(&self.ladder, certainty) {
            let span = way.as_ref()?.span();
            core = (core.0.max(span.s1), core.1.min(span.e0));
        }
        Some(core)
    }

    /// From when to when it can hold, in each of the ways.
    pub(crate) fn spans(&self, certainty: Certainty) -> Vec<Span> {
        let ways = at(&self.ladder, certainty).iter().flatten();
        ways.map(Course::span).collect()
    }
}

fn is_possible(ways: &[Option<Course>], window: (i64, i64)) -> bool {
    let spans = ways.iter().flatten().map(Course::span);
    { spans }.any(|span| span.in_window(window).is_some())
}

impl Oracle<'_> {
    /// Every relation of the record between two actors.
    pub(crate) fn all_pairs(&self) -> BTreeSet<Pair> {
        let mut all = BTreeSet::new();
        for (id, statement) in self.numbered() {
            let Some(relation) = statement.relation() else {
                continue;
            };
            let is_directed = matches!(statement.ends, Ends::Directed { .. });
            for (from, to) in pairs(&statement.ends) {
                let (a, b) = if is_directed || from < to {
                    (from, to)
                } else {
                    (to, from)
                };
                all.insert(Pair {
                    thing: self.same(id),
                    kind: relation.kind,
                    a,
                    b,
                    is_directed,
                });
            }
        }
        all
    }

    /// How a relation may run in this view; none where the filters of evidence admit no telling.
    pub(crate) fn runs(&self, pair: &Pair) -> Option<Rc<Runs>> {
        if let Some(found) = self.found.borrow().get(pair) {
            return found.clone();
        }
        let runs = self.run(pair).map(Rc::new);
        self.found.borrow_mut().insert(pair.clone(), runs.clone());
        runs
    }

    fn run(&self, pair: &Pair) -> Option<Runs> {
        let best = self.best_of(&pair.thing, |statement| pair.is_named_by(statement))?;
        let mut ladder = Vec::new();
        for certainty in self.steps_of_pair(pair) {
            let mut ways = Vec::new();
            for way in self.bounded(pair, certainty) {
                match way {
                    None => push_new(&mut ways, None),
                    Some(course) => {
                        for course in self.after_splits(pair, &course, certainty) {
                            push_new(&mut ways, Some(course));
                        }
                    }
                }
            }
            ladder.push((certainty, ways));
        }
        Some(Runs { ladder, best })
    }

    /// The certainties at which a telling of what it rests on can be left out: of itself, of the
    /// splits of the pair, of the mergers and renamings of its actors.
    fn steps_of_pair(&self, pair: &Pair) -> Vec<Certainty> {
        let mut things = vec![pair.thing.clone()];
        for actor in [pair.a, pair.b] {
            things.extend(self.mergers(actor).into_iter().map(|merger| merger.0));
        }
        things.extend(self.splits(pair).into_iter().map(|split| split.0));
        let things: Vec<&Thing> = things.iter().collect();
        self.steps_of(&things)
    }

    /// Every way in which a relation may run within the active periods of its actors: "Bounds come
    /// before splits."
    pub(crate) fn bounded(&self, pair: &Pair, certainty: Certainty) -> Vec<Option<Course>> {
        let tellings = self.tellings(&pair.thing, |statement| pair.is_named_by(statement));
        let best = tellings.iter().map(|&(id, _)| self.certainty_of(id)).max();
        let sure = self.at_least_as_sure(&tellings, best, certainty);
        let lives = [pair.a, pair.b].map(|actor| self.lives(actor, certainty));
        let mut ways = Vec::new();
        for some in with_and_without(&sure) {
            if some.is_empty() {
                push_new(&mut ways, None);
                continue;
            }
            let stated: Vec<Stated> = some
                .iter()
                .map(|&id| self.stated(self.record.statement(id)))
                .collect();
            for told in told_together(&stated) {
                for one in &*lives[0] {
                    for two in &*lives[1] {
                        for course in within_lives(&told, [pair.a, pair.b], [one, two]) {
                            push_new(&mut ways, Some(course));
                        }
                    }
                }
            }
        }
        ways
    }

    /// What a relation states of itself; "only those sources date and carry a statement".
    pub(crate) fn stated(&self, statement: &Statement) -> Stated {
        let mut evidence = Evidence::clone(&statement.evidence);
        if let Some(sources) = &self.lens.sources {
            evidence.sources.retain(|id| sources.contains(id));
        }
        let relation = statement.relation().expect("only a relation has a period");
        Stated::new(&relation.period, as_of_day(self.record, &evidence))
    }

    /// The splits of a pair that the view admits: "It counts in every view whose evidence filters
    /// (`known_on`, `at_least`, `from_sources`) admit the split, whatever kinds or actors the view
    /// shows". A split is written "the whole → what leaves".
    pub(crate) fn splits(&self, pair: &Pair) -> Vec<(Thing, Ladder<Ways>)> {
        let mut splits = Vec::new();
        if !pair.kind.is_step() {
            return splits;
        }
        let splits_it = |statement: &Statement| is_split_of(statement, pair.a, pair.b);
        for thing in self.things(splits_it) {
            let ladder = self.days_ladder(&thing, splits_it);
            if ladder
                .iter()
                .any(|(_, ways)| ways.iter().any(Option::is_some))
            {
                splits.push((thing, ladder));
            }
        }
        splits
    }

    /// Each set of splits of the pair that may apply together, the earliest first.
    ///
    /// CHOICE: "the earliest" of splits of uncertain date. (1) By first possible day, then last,
    /// then the stated order of statements. (2) By last possible day, or by every possible order.
    /// Taken: (1).
    pub(crate) fn split_choices(&self, pair: &Pair, certainty: Certainty) -> Vec<Vec<Split>> {
        let mut choices: Vec<Vec<Split>> = vec![vec![]];
        for (thing, ladder) in self.splits(pair) {
            let tellers = self.tellers(&thing, |one| is_split_of(one, pair.a, pair.b));
            let mut longer = Vec::new();
            for before in &choices {
                for way in at(&ladder, certainty).iter() {
                    let mut splits = before.clone();
                    if let Some(days) = way {
                        splits.push(Split {
                            thing: thing.clone(),
                            tellers: tellers.clone(),
                            days: days.clone(),
                        });
                    }
                    longer.push(splits);
                }
            }
            choices = longer;
        }
        for splits in &mut choices {
            splits.sort_by_key(|split| {
                (split.days.first(), split.days.last(), split.tellers.clone())
            });
        }
        choices
    }

    /// Every way in which a relation may run on, given the splits of its pair.
    ///
    /// "the earliest admitted split applies; one that is only possibly known limits *certainly*
    /// alone": it holds possibly as without that split, and certainly only where it does so with and
    /// without it.
    fn after_splits(&self, pair: &Pair, course: &Course, certainty: Certainty) -> Vec<Course> {
        let mut ways = Vec::new();
        for splits in self.split_choices(pair, certainty) {
            let mut open = vec![course.clone()];
            for split in &splits {
                let has_other = self.has_other_before(pair, split.days.first(), certainty);
                let mut next = Vec::new();
                for course in open {
                    // CHOICE: an admitted split whose days the membership's end or seen days cannot
                    // meet, and a later split whose days they can. (1) "stays as it is" is said of
                    // the earlier split; the later one applies. (2) "the earliest admitted split
                    // applies", so no other one does. Taken: (1).
                    if course.split.is_some() {
                        next.push(course);
                    } else {
                        next.extend(course.meets(split, has_other));
                    }
                }
                open = next;
            }
            for course in open {
                push_new(&mut ways, course);
            }
        }
        ways
    }

    /// "if another of the pair certainly began before the split".
    ///
    /// CHOICE: "another of the pair". (1) Another of the same kind: a membership for a membership.
    /// (2) Also a part-of for a membership. Taken: (1).
    pub(super) fn has_other_before(
        &self,
        pair: &Pair,
        first_day: i64,
        certainty: Certainty,
    ) -> bool {
        let mut others = self.all_pairs().into_iter().filter(|other| {
            other.thing != pair.thing
                && (other.kind, other.a, other.b) == (pair.kind, pair.a, pair.b)
        });
        others.any(|other| {
            let ways = self.bounded(&other, certainty);
            let mut began = ways.iter().map(|way| {
                let way = way.as_ref();
                way.is_some_and(|course| course.last_start() < first_day)
            });
            !ways.is_empty() && began.all(|began| began)
        })
    }
}

/// Whether it says that x split from y.
pub(crate) fn is_split_of(statement: &Statement, x: ActorId, y: ActorId) -> bool {
    statement
        .event()
        .is_some_and(|event| event.kind == EventKind::Split)
        && pairs(&statement.ends).contains(&(y, x))
}
