//! Events of one pair of a span of days, or whose toll is no one figure, in columns: counted as fast as plain ones.

use super::class::{Class, Figure, MOST_CLASSES, Orientation};
use super::class_counts::ClassCount;
use super::class_order::ClassOrder;
use super::dated::{self, Dated, DatedExtent, DatedRow};
use super::evidence_table::{EvidenceTable, Span};
use super::happenings::Happenings;
use super::loose::{Loose, OddRow};
use super::marked_days::MarkCounts;
use super::plain::{self, Plain};
use super::span_marks::{Mark, SpanMarks};
use super::spans_by_day::SpansByDay;
use super::statements::Statements;
use crate::model::{ActorId, Certainty, Day, Deaths, EventKind, Kind, StatementId, Window};
use crate::record::Record;
use std::collections::BTreeSet;

/// The events of spans, as they are counted.
///
/// In a window are, possibly, those that have begun by its end without those that had ended before it;
/// certainly, those that have ended by its end without those that had begun before it: but where the
/// window is shorter than a span, one that had begun and has not ended is in neither, so these are
/// [covering](Self::covering) and given back.
#[derive(Debug, Clone, Default)]
pub(crate) struct Spans {
    pub(crate) classes: Vec<Class>,
    pub(crate) order: ClassOrder,
    /// Rank of class and deaths of each: the best figure, else the lowest.
    facts: Vec<(u16, u32)>,
    /// Those whose lowest figure lies below these deaths, and those whose highest lies above, each with
    /// the difference as its deaths.
    margins: Option<Box<[Spans; 2]>>,
    pub(crate) of_pairs: SpanMarks,
    pub(crate) of_actors: SpanMarks,
    pub(crate) in_time: SpanMarks,
    /// How many marks lie before each day, from the first on.
    first_day: i32,
    marks_by_day: Vec<u32>,
    by_day: SpansByDay,
    /// By length, the shortest first.
    pub(crate) groups: Vec<SpanGroup>,
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
    pub(crate) dated: Dated,
}

impl SpanGroup {
    /// The first days of those that can be in a window.
    pub(crate) fn possibly(&self, window: Window) -> Window {
        Window {
            from: back(window.from, self.longest),
            to: window.to,
        }
    }

    /// The first days of those that can lie in a window whole.
    pub(crate) fn within(&self, window: Window) -> Window {
        Window {
            from: window.from,
            to: back(window.to, self.shortest),
        }
    }

    /// How many days the shortest of them has.
    pub(crate) fn least_days(&self) -> u64 {
        u64::from(self.shortest.unsigned_abs()) + 1
    }

    /// The last day of the one at a place.
    #[inline]
    pub(crate) fn last_day(&self, place: usize) -> Day {
        let span = self.dated.tie(place) as usize;
        self.lasts.get(span).map_or(Day::AFTER_ALL, |span| span.0)
    }

    /// The statement of the one at a place.
    pub(crate) fn statement(&self, place: usize) -> Option<StatementId> {
        let span = self.dated.tie(place) as usize;
        self.lasts.get(span).map(|span| span.1)
    }

    /// The first days of those that begin before a window and end after its last day, first of
    /// those of which this is certain, then of those that must be asked; `None`: there are none.
    #[inline]
    pub(crate) fn covering(&self, window: Window) -> Option<[Window; 2]> {
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

/// An event that can go into the columns.
#[derive(Debug, Clone, Copy)]
pub(super) struct Candidate {
    pub(super) id: StatementId,
    class: Class,
    low: ActorId,
    high: ActorId,
    first: Day,
    last: Day,
    /// The best figure, else the lowest.
    deaths: u32,
    /// How much lower the lowest figure is, and how much higher the highest.
    margins: [u32; 2],
}

/// The events of spans that go into columns, by statement.
pub(super) fn candidates(
    record: &Record,
    statements: &Statements,
    evidence: &EvidenceTable,
    happenings: &Happenings,
    plain: &Plain,
    loose: &Loose,
) -> Vec<Candidate> {
    let count = u32::try_from(statements.len()).unwrap_or(u32::MAX);
    let all = (0..count).map(StatementId::new).filter_map(|id| {
        let Kind::Event(kind) = statements.kind(id) else {
            return None;
        };
        let (first, last) = statements.days(id);
        if !(first.is_finite() && last.is_finite()) || plain.has(id) || kind.is_lineage() {
            return None;
        }
        let number = evidence.number(id.index());
        let own = evidence.row(number);
        if own.certainty == Certainty::Denied || own.withdrawn != Span::NEVER {
            return None;
        }
        let (class, pair, toll) = if id.number() >= loose.first {
            of_row(loose, id, number)?
        } else if happenings.told_with(id).is_none() {
            of_record(record, id, kind, number)?
        } else {
            return None;
        };
        // one day and one figure: it is no plain event, as these are too many or too far apart
        let is_plain = toll.is_none_or(|toll| toll.one_figure().is_some());
        let has_losses = || loose.losses(id).next().is_some();
        if first == last && is_plain && !has_losses() {
            return None;
        }
        let (deaths, margins) = figures(toll)?;
        Some(Candidate {
            id,
            class,
            low: pair.0.min(pair.1),
            high: pair.0.max(pair.1),
            first,
            last,
            deaths,
            margins,
        })
    });
    let mut candidates: Vec<Candidate> = all.collect();
    retain_fitting(&mut candidates, plain);
    let classes: BTreeSet<Class> = candidates.iter().map(|one| one.class).collect();
    let highest = |one: &Candidate| u64::from(one.deaths) + u64::from(one.margins[1]);
    let deaths: u64 = candidates.iter().map(highest).sum();
    if classes.len() > MOST_CLASSES || deaths > u64::from(u32::MAX) {
        return Vec::new();
    }
    candidates
}

/// Keeps those whose days fit one column with the exact ones.
fn retain_fitting(candidates: &mut Vec<Candidate>, plain: &Plain) {
    let reach = dated::SPAN - 1;
    let exact = plain.days();
    if let Some((_, last)) = exact {
        let earliest = last.number().saturating_sub(reach);
        candidates.retain(|one| one.first.number() >= earliest);
    }
    let firsts = candidates.iter().map(|one| one.first);
    let first = firsts.chain(exact.map(|days| days.0)).min();
    let latest = first.map_or(0, |first| first.number().saturating_add(reach));
    candidates.retain(|one| one.last.number() <= latest);
    // two marks of two actors, and two items of an exact event
    let items = 4 * candidates.len() as u64 + 2 * plain.most() as u64;
    if items > u64::from(u32::MAX) {
        candidates.clear();
    }
}

impl Spans {
    /// Puts spans into columns, along those of exact events.
    pub(super) fn new(
        candidates: &[Candidate],
        actors: usize,
        evidence: &EvidenceTable,
        exact: &mut Dated,
    ) -> Self {
        let mut spans = Self::of_figures(candidates, actors, evidence, exact);
        if candidates.iter().any(|one| one.margins != [0; 2]) {
            let margins = [0, 1].map(|side: usize| {
                let own = candidates.iter().filter(|one| one.margins[side] > 0);
                let own = own.map(|one| Candidate {
                    deaths: one.margins[side],
                    ..*one
                });
                Self::of_figures(&own.collect::<Vec<_>>(), actors, evidence, exact)
            });
            spans.margins = Some(Box::new(margins));
        }
        spans
    }

    /// The columns of the figures of deaths alone.
    fn of_figures(
        candidates: &[Candidate],
        actors: usize,
        evidence: &EvidenceTable,
        exact: &mut Dated,
    ) -> Self {
        let (Some(first), Some(last)) = (
            candidates.iter().map(|one| one.first).min(),
            candidates.iter().map(|one| one.last).max(),
        ) else {
            return Self::default();
        };
        let mut pairs: Vec<_> = candidates.iter().map(|one| (one.low, one.high)).collect();
        pairs.sort_unstable();
        pairs.dedup();
        exact.add_pairs(&pairs);
        let classes: BTreeSet<Class> = candidates.iter().map(|one| one.class).collect();
        let classes: Vec<Class> = classes.into_iter().collect();
        let order = ClassOrder::new(&classes, evidence);
        let class_of = |one: &Candidate| classes.binary_search(&one.class).unwrap_or(0);
        let facts: Vec<(u16, u32)> = candidates
            .iter()
            .map(|one| {
                let rank = order.rank(class_of(one));
                (u16::try_from(rank).unwrap_or(u16::MAX), one.deaths)
            })
            .collect();
        let marks = |owners: &dyn Fn(&Candidate) -> [Option<usize>; 2]| {
            let mut marks = Vec::new();
            for (span, one) in (0_u32..).zip(candidates) {
                for owner in owners(one).into_iter().flatten() {
                    let owner = u32::try_from(owner).unwrap_or(u32::MAX);
                    for (day, is_end) in [(one.first, false), (one.last, true)] {
                        marks.push(Mark {
                            owner,
                            day,
                            is_end,
                            span,
                        });
                    }
                }
            }
            marks
        };
        let span = |span: usize| (usize::from(facts[span].0), facts[span].1);
        let sorted =
            |owners, marks, track| SpanMarks::new(owners, marks, track, classes.len(), span);
        let [pairs_track, runs_track] = exact.tracks();
        let of_pair = |one: &Candidate| [exact.pair_number(one.low, one.high), None];
        let of_actor = |one: &Candidate| [Some(one.low.index()), Some(one.high.index())];
        let days = last.number().abs_diff(first.number()) as usize + 2;
        let mut marks_by_day = vec![0_u32; days];
        for one in candidates {
            for day in [one.first, one.last] {
                marks_by_day[day.number().abs_diff(first.number()) as usize + 1] += 1;
            }
        }
        for day in 1..days {
            marks_by_day[day] += marks_by_day[day - 1];
        }
        let sizes: BTreeSet<u32> = candidates.iter().map(Candidate::size).collect();
        let sizes: Vec<u32> = sizes.into_iter().collect();
        let grouped = candidates.iter().map(|one| {
            let group = sizes.binary_search(&one.size()).unwrap_or(0);
            (one.first, one.last, group, one.deaths)
        });
        Self {
            by_day: SpansByDay::new(sizes.len(), grouped),
            of_pairs: sorted(exact.pairs().len(), marks(&of_pair), pairs_track),
            of_actors: sorted(actors, marks(&of_actor), runs_track),
            in_time: sorted(1, marks(&|_| [Some(0), None]), dated::Track::NONE),
            first_day: first.number(),
            marks_by_day,
            groups: groups(candidates, &sizes, &classes, actors, evidence, class_of),
            longest: candidates.iter().map(Candidate::length).max().unwrap_or(0),
            classes,
            order,
            facts,
            margins: None,
        }
    }

    /// Whether a toll of one is no one figure.
    pub(crate) const fn has_margins(&self) -> bool {
        self.margins.is_some()
    }

    /// What the lowest figures are below the deaths, and the highest above; `None`: each is one figure.
    pub(crate) fn margins(&self) -> Option<&[Self; 2]> {
        self.margins.as_deref()
    }

    /// Whether one is of one exact day.
    pub(crate) fn has_single_days(&self) -> bool {
        self.groups.first().is_some_and(|group| group.shortest == 0)
    }

    pub(crate) fn is_empty(&self) -> bool {
        self.facts.is_empty()
    }

    /// What has begun and ended in all time before a window, and before its end.
    #[inline]
    pub(crate) fn ends_in_time(&self, window: Window) -> [MarkCounts; 2] {
        let last = self.marks_by_day.len().saturating_sub(1);
        [window.from, window.to].map(|day| {
            let days = day.number().saturating_sub(self.first_day);
            let place = usize::try_from(days).unwrap_or(0).min(last);
            let mark = self.marks_by_day.get(place).copied().unwrap_or(0);
            self.in_time.before_mark(mark as usize)
        })
    }

    /// What is certainly in a window, and what is at all, but for what covers it: of the classes in a set, of
    /// an owner's marks.
    #[inline]
    pub(crate) fn in_window(
        &self,
        marks: &SpanMarks,
        owner: usize,
        ends: [MarkCounts; 2],
        bits: Option<&[u64]>,
    ) -> (ClassCount, ClassCount) {
        let [before, after] = match bits {
            None => ends.map(|end| marks.before(end)),
            Some(bits) => marks.of_classes(owner, ends, bits, |span| {
                let (rank, deaths) = self.facts[span];
                (usize::from(rank), deaths)
            }),
        };
        let certainly = after.ended.minus(before.begun);
        (certainly, after.begun.minus(before.ended))
    }

    /// Whether running counts by day are kept.
    pub(crate) fn has_days(&self) -> bool {
        !self.by_day.is_empty()
    }

    /// Those that lie whole in a step of time, but for what covers it; and the group of which one can, given
    /// that running counts by day are kept.
    #[inline]
    pub(crate) fn whole_in(&self, window: Window) -> (ClassCount, Option<&SpanGroup>) {
        let days = window.to.number().saturating_sub(window.from.number());
        // a group of longer spans has none in it, one of shorter ones none that covers it
        let shorter = self.groups.iter().take_while(|own| own.longest < days);
        let shorter = shorter.count();
        let between = self.groups.get(shorter).filter(|own| own.shortest < days);
        let groups = shorter + usize::from(between.is_some());
        (self.by_day.ended_less_begun(window, groups), between)
    }

    /// Whether one can begin before a window and end after its last day, by its length.
    #[inline]
    pub(crate) fn can_cover(&self, window: Window) -> bool {
        back(window.to, self.longest) < window.from
    }

    /// The groups of which one can cover a window, and the first days of these.
    #[inline]
    pub(crate) fn covering(
        &self,
        window: Window,
    ) -> impl Iterator<Item = (&SpanGroup, [Window; 2])> {
        let all = self.groups.iter();
        all.filter_map(move |group| Some((group, group.covering(window)?)))
    }
}

impl Candidate {
    fn length(&self) -> i32 {
        self.last.number().saturating_sub(self.first.number())
    }

    /// Alike for lengths that differ by less than twice.
    fn size(&self) -> u32 {
        self.length().max(1).ilog2()
    }
}

/// Groups of lengths that differ by less than twice.
fn groups(
    candidates: &[Candidate],
    sizes: &[u32],
    classes: &[Class],
    actors: usize,
    evidence: &EvidenceTable,
    class_of: impl Fn(&Candidate) -> usize,
) -> Vec<SpanGroup> {
    let groups = sizes.iter().filter_map(|&size| {
        let own: Vec<&Candidate> = candidates.iter().filter(|one| one.size() == size).collect();
        let extent = DatedExtent {
            count: own.len(),
            first: own.iter().map(|one| one.first).min()?,
            last: own.iter().map(|one| one.first).max()?,
            deaths: own.iter().map(|one| one.deaths).max()?,
            tie: u32::try_from(own.len()).ok()?,
        };
        let rows = own.iter().zip(1_u32..).map(|(one, tie)| DatedRow {
            low: one.low,
            high: one.high,
            day: one.first,
            class: u16::try_from(class_of(one)).unwrap_or(u16::MAX),
            deaths: one.deaths,
            tie,
        });
        let dated = Dated::new(actors, (classes.to_vec(), evidence), rows, extent, 0);
        Some(SpanGroup {
            shortest: own.iter().map(|one| one.length()).min()?,
            longest: own.iter().map(|one| one.length()).max()?,
            lasts: own.iter().map(|one| (one.last, one.id)).collect(),
            dated,
        })
    });
    groups.collect()
}

type Told = (Class, (ActorId, ActorId), Option<Deaths>);

/// The best figure of a toll, else the lowest, and how far the others lie from it; `None`: they do not fit.
fn figures(toll: Option<Deaths>) -> Option<(u32, [u32; 2])> {
    let Some(toll) = toll else {
        return Some((0, [0; 2]));
    };
    let best = toll.best_or_low();
    let margins = [best.checked_sub(toll.low)?, toll.high.checked_sub(best)?];
    let [low, high] = margins.map(|margin| u32::try_from(margin).ok());
    Some((u32::try_from(best).ok()?, [low?, high?]))
}

fn of_row(loose: &Loose, id: StatementId, evidence: u32) -> Option<Told> {
    let Some(OddRow::Event(row)) = loose.odd(id) else {
        return None;
    };
    let actor = |row: super::RowActor| ActorId::new(row.number());
    let (from, to) = (actor(row.from), actor(row.to));
    let class = Class {
        kind: row.kind,
        orientation: Orientation::of(row.is_directed, from, to),
        evidence,
        by: None,
        figure: Figure::of(row.killed),
    };
    Some((class, (from, to), row.killed))
}

fn of_record(record: &Record, id: StatementId, kind: EventKind, evidence: u32) -> Option<Told> {
    let statement = record.statement(id);
    let event = statement.event()?;
    let when = event.when.as_ref()?;
    if when.is_several() || when.possible_ranges().count() != 1 {
        return None;
    }
    let orientation = plain::orientation(&statement.ends)?;
    let toll = plain::sure_toll(event.killed.as_ref())?;
    let class = Class {
        kind,
        orientation,
        evidence,
        by: None,
        figure: Figure::of(toll),
    };
    let pair = statement.ends.pairs().into_iter().next()?;
    Some((class, pair, toll))
}
