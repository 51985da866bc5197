//! Events of uncertain days, in columns: counted in a window without looking at each.

use super::candidates::{Candidate, Candidates};
use super::facts::SpanFacts;
use super::marked_days::{MarkCounts, Marked};
use super::marks::{Mark, SpanMarks};
use crate::graph::events::exact::{self, ExactEvents, ExactExtent, Stretch};
use crate::graph::events::exact_read::EventSlice;
use crate::graph::events::packing::ExactRow;
use crate::graph::evidence::class::Class;
use crate::graph::evidence::class_order::{ClassOrder, EventClasses, Ranks};
use crate::graph::evidence::event_sums::{ClassCount, EventSums, KilledSums};
use crate::graph::evidence::table::EvidenceTable;
use crate::model::{ActorId, Day, StatementId, Window};
use std::collections::BTreeSet;

/// The events of spans of days, as they are counted.
///
/// For a window [a, b): possibly = #(first < b) − #(last < a); certainly = #(last < b) − #(first < a) + c,
/// where c counts those with first < a and last ≥ b, which the difference takes off although they were
/// never added: the [covering](Self::covering) ones.
#[derive(Debug, Clone, Default)]
pub(crate) struct Spans {
    facts: SpanFacts,
    of_pairs: SpanMarks,
    of_actors: SpanMarks,
    in_time: SpanMarks,
    /// How many marks lie before each day, from the first on.
    first_day: i32,
    marks_by_day: Vec<u32>,
    /// By length, the shortest first.
    groups: Vec<SpanGroup>,
    /// How many days the last possible day lies after the first at most.
    longest: i32,
}

/// The spans of about one length, by their first possible day.
#[derive(Debug, Clone)]
pub(crate) struct SpanGroup {
    /// How many days the last possible day lies after the first, at least and at most.
    shortest: i32,
    longest: i32,
    /// The last day of each span, and its statement.
    lasts: Vec<(Day, StatementId)>,
    /// Its ties are the numbers of spans.
    pub(crate) exact: ExactEvents,
}

/// Spans of a group: a slice of them, or one by its place.
#[derive(Debug, Clone, Copy)]
enum Covering {
    Slice(EventSlice),
    Place(usize),
}

/// What of an owner's lies in a window: the exact events, and the marks before it and before its end.
#[derive(Debug, Clone, Copy)]
pub(crate) struct SpanSlice {
    pub(crate) exact: EventSlice,
    ends: [MarkCounts; 2],
}

impl SpanSlice {
    /// How many spans are possibly in the window, but where it is empty.
    #[inline]
    pub(crate) const fn possibly(self) -> u32 {
        self.ends[1].begun.wrapping_sub(self.ends[0].ended)
    }

    /// Exact events alone.
    #[inline]
    pub(crate) fn exact(exact: EventSlice) -> Self {
        Self {
            exact,
            ends: Default::default(),
        }
    }
}

impl SpanGroup {
    /// The first days of those that can be in a window.
    pub(crate) fn possibly(&self, window: Window) -> Window {
        Window {
            from: back(window.from, self.longest),
            to: window.to,
        }
    }

    /// How many days the shortest of them has.
    pub(crate) fn least_days(&self) -> u64 {
        u64::from(self.shortest.unsigned_abs()) + 1
    }

    /// The last day of the one at a place.
    #[inline]
    pub(crate) fn last_day(&self, place: usize) -> Day {
        let span = self.exact.tie(place) as usize;
        self.lasts.get(span).map_or(Day::AFTER_ALL, |span| span.0)
    }

    /// The statement of the one at a place.
    pub(crate) fn statement(&self, place: usize) -> Option<StatementId> {
        let span = self.exact.tie(place) as usize;
        self.lasts.get(span).map(|span| span.1)
    }

    /// What some of them count.
    #[inline]
    fn sums(&self, own: Covering) -> EventSums {
        match own {
            Covering::Slice(slice) => self.exact.sums(slice, None),
            Covering::Place(place) => self.exact.sums_of_place(place),
        }
    }

    /// How many of some of them are of a set of classes, and their deaths.
    fn count(&self, own: Covering, ranks: &Ranks) -> ClassCount {
        match own {
            Covering::Slice(slice) => self.exact.count(slice, ranks),
            Covering::Place(place) if self.exact.is_of(place, ranks.bits()) => {
                let EventSums { count, killed, .. } = self.exact.sums_of_place(place);
                ClassCount { count, killed }
            }
            Covering::Place(_) => ClassCount::default(),
        }
    }

    /// Gives the spans of an owner that begin before a window and end after its last day: those of which
    /// their length makes this certain in slices, the others one by one.
    #[inline]
    fn each_covering(&self, owner: EventSlice, window: Window, each: &mut dyn FnMut(Covering)) {
        let Some([sure, asked]) = self.covering(window) else {
            return;
        };
        let Some(sure) = self.exact.again(owner, sure) else {
            return;
        };
        each(Covering::Slice(sure));
        if asked.is_empty() {
            return;
        }
        let asked = self.exact.again(owner, asked);
        let places = asked.map(|asked| self.exact.places(asked));
        for place in places.into_iter().flatten() {
            if self.last_day(place) >= window.to {
                each(Covering::Place(place));
            }
        }
    }

    /// The first days of those that begin before a window and end after its last day, first of
    /// those of which this is certain, then of those that must be asked; `None`: there are none.
    #[inline]
    fn covering(&self, window: Window) -> Option<[Window; 2]> {
        let all = back(window.to, self.longest);
        let sure = back(window.to, self.shortest);
        let is_any = window.from.is_finite() && window.to.is_finite() && all < window.from;
        is_any.then(|| {
            let to = window.from;
            let middle = sure.min(to);
            [
                Window { from: middle, to },
                Window {
                    from: all,
                    to: middle,
                },
            ]
        })
    }
}

fn back(day: Day, days: i32) -> Day {
    if day.is_finite() {
        Day::new(day.number().saturating_sub(days))
    } else {
        day
    }
}

/// Takes the number of an owner of marks: of a pair, or of an actor.
type EachOwner<'e> = &'e mut dyn FnMut(usize);

impl Spans {
    /// Puts spans into columns, along those of exact events.
    pub(in crate::graph) fn new(
        candidates: &Candidates,
        actors: usize,
        evidence: &EvidenceTable,
        exact: &mut ExactEvents,
    ) -> Self {
        let all = &candidates.all;
        let (Some(first), Some(last)) = (
            all.iter().map(|one| one.first).min(),
            all.iter().map(|one| one.last).max(),
        ) else {
            exact.hash_pairs();
            return Self::default();
        };
        let mut pairs: Vec<_> = candidates.pairs().collect();
        pairs.sort_unstable();
        pairs.dedup();
        exact.add_pairs(&pairs);
        exact.hash_pairs();
        let classes: BTreeSet<Class> = all.iter().map(|one| one.class).collect();
        let classes = classes.into_iter().collect();
        let facts = all.iter().map(|one| (one.class, one.killed));
        let facts = SpanFacts::new(classes, evidence, facts);
        let marks = |owners: &dyn Fn(&Candidate, EachOwner<'_>)| {
            let mut marks = Vec::new();
            for (span, one) in (0_u32..).zip(all) {
                owners(one, &mut |owner| {
                    let owner = u32::try_from(owner).unwrap_or(u32::MAX);
                    for (day, is_end) in [(one.first, false), (one.last, true)] {
                        marks.push(Mark {
                            owner,
                            day,
                            is_end,
                            span,
                        });
                    }
                });
            }
            marks
        };
        let [pairs_track, runs_track] = exact.tracks();
        let of_pair = |one: &Candidate, each: EachOwner<'_>| {
            let pieces = candidates.pieces_of(one).iter();
            let own = pieces.filter_map(|piece| exact.pair_number(piece.low, piece.high));
            own.for_each(each);
        };
        let of_actor = |one: &Candidate, each: EachOwner<'_>| {
            candidates.actors_of(one).for_each(each);
        };
        let sorted = |owners, marks, track| SpanMarks::new(owners, marks, track, &facts);
        let days = last.number().abs_diff(first.number()) as usize + 2;
        let mut marks_by_day = vec![0_u32; days];
        for one in all {
            for day in [one.first, one.last] {
                marks_by_day[day.number().abs_diff(first.number()) as usize + 1] += 1;
            }
        }
        for day in 1..days {
            marks_by_day[day] += marks_by_day[day - 1];
        }
        let sizes: BTreeSet<u32> = all.iter().map(Candidate::size).collect();
        let sizes: Vec<u32> = sizes.into_iter().collect();
        Self {
            of_pairs: sorted(exact.pairs().len(), marks(&of_pair), pairs_track),
            of_actors: sorted(actors, marks(&of_actor), runs_track),
            in_time: sorted(1, marks(&|_, each| each(0)), exact::DayColumn::NONE),
            first_day: first.number(),
            marks_by_day,
            groups: groups(candidates, &sizes, actors, evidence, &facts),
            longest: all.iter().map(Candidate::length).max().unwrap_or(0),
            facts,
        }
    }

    /// The spans by length, the shortest first.
    pub(crate) fn groups(&self) -> &[SpanGroup] {
        &self.groups
    }

    /// The classes of the spans, in order.
    pub(crate) fn classes(&self) -> &[Class] {
        self.facts.classes()
    }

    /// The classes as filters see them.
    pub(crate) const fn order(&self) -> &ClassOrder {
        &self.facts.order
    }

    /// Whether one is of one exact day.
    pub(crate) fn has_single_days(&self) -> bool {
        self.groups.first().is_some_and(|group| group.shortest == 0)
    }

    #[inline]
    pub(crate) const fn is_empty(&self) -> bool {
        self.facts.is_empty()
    }

    /// What of a pair lies in a window; `None`: it is to be looked for among the exact events alone.
    #[inline]
    pub(crate) fn slice_of_pair(
        &self,
        number: usize,
        pair: (ActorId, ActorId),
        window: Window,
    ) -> Option<SpanSlice> {
        let marked = self.of_pairs.of(number, window)?;
        Some(sliced(marked, |exact| {
            EventSlice::Pair(number, pair, exact)
        }))
    }

    /// What of an actor lies in a window; `None`: it is to be looked for among the exact events alone.
    #[inline]
    pub(crate) fn slice_of_actor(&self, actor: ActorId, window: Window) -> Option<SpanSlice> {
        let marked = self.of_actors.of(actor.index(), window)?;
        Some(sliced(marked, |exact| EventSlice::Actor(actor, exact)))
    }

    /// What of all lies in a window, beside these exact events.
    #[inline]
    pub(crate) fn slice_in_time(&self, exact: EventSlice, window: Window) -> SpanSlice {
        let last = self.marks_by_day.len().saturating_sub(1);
        let ends = [window.from, window.to].map(|day| {
            let days = day.number().saturating_sub(self.first_day);
            let place = usize::try_from(days).unwrap_or(0).min(last);
            let mark = self.marks_by_day.get(place).copied().unwrap_or(0);
            self.in_time.before_mark(mark as usize)
        });
        SpanSlice { exact, ends }
    }

    /// What the spans of a slice count, of a set of classes or of all: those certainly in the window, and
    /// those possibly or certainly in it.
    #[inline]
    pub(crate) fn sums(
        &self,
        slice: SpanSlice,
        window: Window,
        classes: Option<&EventClasses>,
    ) -> [EventSums; 2] {
        let (marks, owner) = match slice.exact {
            EventSlice::Pair(pair, ..) => (&self.of_pairs, pair),
            EventSlice::Actor(actor, _) => (&self.of_actors, actor.index()),
            EventSlice::Time(_) => (&self.in_time, 0),
        };
        match classes {
            Some(classes) if classes.is_empty() => [EventSums::default(); 2],
            Some(classes) if !classes.is_whole() => classes.sums(|ranks| {
                let [certainly, all] =
                    marks.of_classes(owner, slice.ends, ranks.bits().words(), &self.facts);
                let mut covering = ClassCount::default();
                self.each_covering(slice, window, |group, own| {
                    covering = covering.plus(group.count(own, ranks));
                });
                [certainly.plus(covering), all]
            }),
            _ => {
                let [certainly, all] = marks.sums(slice.ends);
                [certainly.plus(self.covering(slice, window)), all]
            }
        }
    }

    /// How many spans of a slice are certainly in the window.
    #[inline]
    pub(crate) fn count(&self, slice: SpanSlice, window: Window) -> u32 {
        let [before, after] = slice.ends;
        let certainly = after.ended.wrapping_sub(before.begun);
        certainly.wrapping_add(self.covering(slice, window).count)
    }

    /// Class and deaths of each span.
    pub(in crate::graph) const fn facts(&self) -> &SpanFacts {
        &self.facts
    }

    /// The sum of the highest figures.
    pub(in crate::graph) fn highest(&self) -> u64 {
        self.facts.highest()
    }

    /// What the spans count that begin before the window and end after its last day.
    #[inline]
    fn covering(&self, slice: SpanSlice, window: Window) -> EventSums {
        let mut sum = EventSums::default();
        self.each_covering(slice, window, |group, own| sum = sum.plus(group.sums(own)));
        sum
    }

    /// Gives the spans that begin before the window and end after its last day: in slices, or one by one.
    #[inline]
    fn each_covering(
        &self,
        slice: SpanSlice,
        window: Window,
        mut each: impl FnMut(&SpanGroup, Covering),
    ) {
        // the window is known at once, what is open at its ends after a look into memory; one that
        // covers it is open at both
        let can_cover = back(window.to, self.longest) < window.from;
        if !can_cover || slice.ends[0].open() == 0 || slice.ends[1].open() == 0 {
            return;
        }
        for group in &self.groups {
            group.each_covering(slice.exact, window, &mut |own| each(group, own));
        }
    }
}

#[inline]
fn sliced(marked: Marked, exact: impl Fn(Stretch) -> EventSlice) -> SpanSlice {
    SpanSlice {
        exact: exact(marked.exact),
        ends: marked.ends,
    }
}

/// Groups of lengths that differ by less than twice.
fn groups(
    candidates: &Candidates,
    sizes: &[u32],
    actors: usize,
    evidence: &EvidenceTable,
    facts: &SpanFacts,
) -> Vec<SpanGroup> {
    let groups = sizes.iter().filter_map(|&size| {
        let numbered = (0_u32..).zip(&candidates.all);
        let own: Vec<(u32, &Candidate)> = numbered.filter(|(_, one)| one.size() == size).collect();
        let rows = || {
            own.iter().zip(1_u32..).flat_map(|(&(span, one), tie)| {
                candidates.pieces_of(one).iter().map(move |piece| ExactRow {
                    low: piece.low,
                    high: piece.high,
                    day: one.first,
                    class: facts.class(span),
                    killed: one.killed,
                    tie,
                    parts: piece.parts,
                })
            })
        };
        let most = own
            .iter()
            .fold(KilledSums::default(), |most, (_, one)| most.max(one.killed));
        let extent = ExactExtent {
            count: rows().count(),
            first: own.iter().map(|(_, one)| one.first).min()?,
            last: own.iter().map(|(_, one)| one.first).max()?,
            killed: most,
            tie: u32::try_from(own.len()).ok()?,
            has_companies: own.iter().any(|(_, one)| one.class.is_company),
        };
        let classes = (facts.classes().to_vec(), evidence);
        let mut dated = ExactEvents::new(actors, classes, rows(), extent, 0);
        dated.hash_pairs();
        Some(SpanGroup {
            shortest: own.iter().map(|(_, one)| one.length()).min()?,
            longest: own.iter().map(|(_, one)| one.length()).max()?,
            lasts: own.iter().map(|(_, one)| (one.last, one.id)).collect(),
            exact: dated,
        })
    });
    groups.collect()
}
