//! Event rows in few bytes: as they are kept, and as they wait for their graph.

use super::extras::Figures;
use super::row::{EventRow, RowActor};
use crate::graph::evidence::class::Figure;
use crate::graph::evidence::event_sums::KilledSums;
use crate::model::{Certainty, Day, Deaths, EventKind, SourceId};
use crate::record::QuickMap;
use std::slice;
use std::vec;

/// An event row whose figures have four bytes each: 40 bytes.
#[derive(Debug, Clone, Copy)]
pub(super) struct PackedEvent {
    from: RowActor,
    to: Option<RowActor>,
    by: Option<RowActor>,
    first: Day,
    last: Day,
    /// One more than the number of its source; 0: it has none.
    source: u32,
    /// [`Figures::ABSENT`]: nobody says how many were killed.
    killed: Figures,
    kind: EventKind,
    certainty: Certainty,
    is_directed: bool,
}

impl PackedEvent {
    /// A row; figures that do not fit go among the large ones.
    #[inline]
    pub(super) fn of(row: &EventRow, large: &mut Vec<Deaths>) -> Self {
        let killed = row.killed.map(|deaths| Figures::of(deaths, large));
        Self {
            from: row.from,
            to: row.to,
            by: row.by,
            first: row.first,
            last: row.last,
            source: row.source.map_or(0, |source| source.number() + 1),
            killed: killed.unwrap_or(Figures::ABSENT),
            kind: row.kind,
            certainty: row.certainty,
            is_directed: row.is_directed,
        }
    }

    /// The row.
    #[inline]
    pub(super) fn unpacked(self, large: &[Deaths]) -> EventRow {
        EventRow {
            kind: self.kind,
            from: self.from,
            to: self.to,
            is_directed: self.is_directed,
            first: self.first,
            last: self.last,
            certainty: self.certainty,
            killed: (self.killed != Figures::ABSENT).then(|| self.killed.deaths(large)),
            source: self.source.checked_sub(1).map(SourceId::new),
            by: self.by,
        }
    }
}

/// What many rows share.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
struct EventForm {
    kind: EventKind,
    certainty: Certainty,
    is_directed: bool,
    source: Option<SourceId>,
    by: Option<RowActor>,
    figure: Figure,
}

/// An event row beside others: 24 bytes.
#[derive(Debug, Clone, Copy)]
struct KeptEvent {
    from: RowActor,
    to: Option<RowActor>,
    first: Day,
    /// How many days the last possible day comes after the first.
    days: u16,
    /// The number of its form; [`WIDE`]: it stands among the wide ones.
    form: u16,
    /// The best figure, or else the lowest; of a wide one its place.
    best: u32,
    below: u16,
    above: u16,
}

const WIDE: u16 = u16::MAX;

/// How many rows a block has.
const BLOCK: usize = 1 << 16;

/// Event rows that nobody else keeps: in blocks, so that they never move, and go one block after the other.
#[derive(Debug, Clone, Default)]
pub(in crate::graph) struct KeptEvents {
    blocks: Vec<Vec<KeptEvent>>,
    count: usize,
    forms: Forms,
    /// Those that do not fit.
    wide: Vec<EventRow>,
}

/// The forms, and their numbers.
#[derive(Debug, Clone, Default)]
struct Forms {
    all: Vec<EventForm>,
    numbers: QuickMap<EventForm, u16>,
    /// Those that were met last.
    recent: Vec<Option<(EventForm, u16)>>,
}

impl Forms {
    const RECENT: usize = 256;

    /// The number of a form; `None`: there are too many.
    #[inline]
    fn number(&mut self, form: EventForm) -> Option<u16> {
        let place = form.kind as usize * 6
            + usize::from(form.is_directed) * 3
            + form.figure as usize
            + form.certainty as usize * 31
            + form.source.map_or(0, |source| source.index() * 17 + 101);
        if self.recent.is_empty() {
            self.recent.resize(Self::RECENT, None);
        }
        let recent = &mut self.recent[place % Self::RECENT];
        if let Some((own, number)) = recent
            && *own == form
        {
            return Some(*number);
        }
        let next = u16::try_from(self.all.len()).ok();
        let next = next.filter(|&next| next < WIDE);
        let number = match (self.numbers.get(&form), next) {
            (Some(&number), _) => number,
            (None, Some(next)) => {
                self.numbers.insert(form, next);
                self.all.push(form);
                next
            }
            (None, None) => return None,
        };
        *recent = Some((form, number));
        Some(number)
    }
}

impl KeptEvents {
    pub(in crate::graph) const fn len(&self) -> usize {
        self.count
    }

    pub(in crate::graph) fn push(&mut self, row: &EventRow) {
        let kept = self.narrow(row).unwrap_or_else(|| {
            let place = u32::try_from(self.wide.len()).unwrap_or(u32::MAX);
            self.wide.push(*row);
            KeptEvent {
                from: row.from,
                to: None,
                first: row.first,
                days: 0,
                form: WIDE,
                best: place,
                below: 0,
                above: 0,
            }
        });
        if let Some(block) = self.blocks.last_mut()
            && block.len() < BLOCK
        {
            block.push(kept);
        } else {
            // most bulks of rows are either few or very many
            let room = if self.blocks.is_empty() { 0 } else { BLOCK };
            let mut block = Vec::with_capacity(room);
            block.push(kept);
            self.blocks.push(block);
        }
        self.count += 1;
    }

    /// The row in few bytes; `None`: it does not fit.
    #[inline]
    fn narrow(&mut self, row: &EventRow) -> Option<KeptEvent> {
        let killed = KilledSums::of(row.killed)?;
        let days = row.last.number().checked_sub(row.first.number())?;
        let days = u16::try_from(days).ok()?;
        let [below, above] = killed.margins().map(|margin| u16::try_from(margin).ok());
        let (below, above) = below.zip(above)?;
        if !row.first.is_finite() || !row.last.is_finite() {
            return None;
        }
        let form = self.forms.number(EventForm {
            kind: row.kind,
            certainty: row.certainty,
            is_directed: row.is_directed,
            source: row.source,
            by: row.by,
            figure: Figure::of(row.killed),
        })?;
        Some(KeptEvent {
            from: row.from,
            to: row.to,
            first: row.first,
            days,
            form,
            best: killed.best,
            below,
            above,
        })
    }

    #[inline]
    fn row(&self, kept: KeptEvent) -> EventRow {
        row_of(kept, &self.forms, &self.wide)
    }
}

/// The row that stands in few bytes.
#[inline]
fn row_of(kept: KeptEvent, forms: &Forms, wide: &[EventRow]) -> EventRow {
    let Some(form) = forms.all.get(usize::from(kept.form)) else {
        return wide[kept.best as usize];
    };
    let best = u64::from(kept.best);
    let (low, high) = (best - u64::from(kept.below), best + u64::from(kept.above));
    EventRow {
        kind: form.kind,
        from: kept.from,
        to: kept.to,
        is_directed: form.is_directed,
        first: kept.first,
        last: Day::new(kept.first.number() + i32::from(kept.days)),
        certainty: form.certainty,
        killed: match form.figure {
            Figure::Unknown => None,
            Figure::Best => Some(Deaths::new(low, best, high)),
            Figure::Range => Some(Deaths::between(low, high)),
        },
        source: form.source,
        by: form.by,
    }
}

/// Event rows on their way into a graph.
#[derive(Debug, Clone)]
pub(in crate::graph) enum EventsIn<'r> {
    /// Of a caller, who keeps them.
    Lent(&'r [EventRow]),
    Kept(KeptEvents),
}

impl Default for EventsIn<'_> {
    fn default() -> Self {
        Self::Lent(&[])
    }
}

impl<'r> EventsIn<'r> {
    pub(in crate::graph) const fn len(&self) -> usize {
        match self {
            Self::Lent(rows) => rows.len(),
            Self::Kept(rows) => rows.len(),
        }
    }

    /// The row at a place that there is.
    #[inline]
    pub(in crate::graph) fn at(&self, place: usize) -> EventRow {
        match self {
            Self::Lent(rows) => rows[place],
            Self::Kept(rows) => rows.row(rows.blocks[place / BLOCK][place % BLOCK]),
        }
    }

    /// The row at a place; `None`: there are not so many.
    pub(in crate::graph) fn get(&self, place: usize) -> Option<EventRow> {
        (place < self.len()).then(|| self.at(place))
    }

    /// The rows in their order.
    pub(in crate::graph) fn iter(&self) -> impl Iterator<Item = EventRow> {
        let (lent, kept) = match self {
            Self::Lent(rows) => (*rows, None),
            Self::Kept(rows) => (&[][..], Some(rows)),
        };
        let kept = kept.into_iter().flat_map(|rows| {
            let packed = rows.blocks.iter().flatten();
            packed.map(|row| rows.row(*row))
        });
        lent.iter().copied().chain(kept)
    }

    /// The rows in their order; each block of them goes when its rows have been given.
    pub(in crate::graph) fn into_rows(self) -> RowsOut<'r> {
        let (lent, kept) = match self {
            Self::Lent(rows) => (rows, KeptEvents::default()),
            Self::Kept(rows) => (&[][..], rows),
        };
        RowsOut {
            lent: lent.iter(),
            block: Vec::new().into_iter(),
            blocks: kept.blocks.into_iter(),
            forms: kept.forms,
            wide: kept.wide,
        }
    }
}

/// Event rows on their way out of a list that goes with them.
#[derive(Debug)]
pub(in crate::graph) struct RowsOut<'r> {
    lent: slice::Iter<'r, EventRow>,
    block: vec::IntoIter<KeptEvent>,
    blocks: vec::IntoIter<Vec<KeptEvent>>,
    forms: Forms,
    wide: Vec<EventRow>,
}

impl Iterator for RowsOut<'_> {
    type Item = EventRow;

    #[inline]
    fn next(&mut self) -> Option<EventRow> {
        loop {
            if let Some(row) = self.block.next() {
                return Some(row_of(row, &self.forms, &self.wide));
            }
            match self.blocks.next() {
                Some(block) => self.block = block.into_iter(),
                None => return self.lent.next().copied(),
            }
        }
    }

    /// Block by block: to ask at each row whether its block ends takes longer.
    #[inline]
    fn fold<B, F: FnMut(B, EventRow) -> B>(self, init: B, mut each: F) -> B {
        let Self {
            lent,
            block,
            blocks,
            forms,
            wide,
        } = self;
        let mut out = init;
        for block in std::iter::once(block).chain(blocks.map(Vec::into_iter)) {
            for row in block {
                out = each(out, row_of(row, &forms, &wide));
            }
        }
        for row in lent {
            out = each(out, *row);
        }
        out
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn rows() -> Vec<EventRow> {
        let far = [
            Day::BEFORE_ALL,
            Day::new(-700_000),
            Day::new(19_000),
            Day::AFTER_ALL,
        ];
        let killed = [
            None,
            Some(Deaths::exactly(0)),
            Some(Deaths::new(1, 3, 9)),
            Some(Deaths::between(2, 40)),
            Some(Deaths::between(0, 70_000)),
            Some(Deaths::new(9, 3, 1)),
            Some(Deaths::exactly(u64::from(u32::MAX) + 7)),
            Some(Deaths::new(0, u64::MAX, u64::MAX)),
        ];
        let mut rows = Vec::new();
        for (number, killed) in (0_u32..).zip(killed) {
            for first in far {
                for last in far {
                    let [from, to, by] = [number, 90_000, 7].map(RowActor::new);
                    rows.push(EventRow {
                        last,
                        killed,
                        is_directed: number % 2 == 0,
                        source: (number % 3 == 0).then(|| SourceId::new(number)),
                        by: (number % 5 == 0).then_some(by),
                        ..EventRow::new(EventKind::Clash, from, to, first)
                    });
                    rows.push(EventRow {
                        killed,
                        ..EventRow::alone(EventKind::Strike, from, first)
                    });
                }
            }
        }
        rows
    }

    #[test]
    fn rows_come_out_as_they_went_in() {
        let rows = rows();
        let mut kept = KeptEvents::default();
        for row in rows.iter().cycle().take(BLOCK + 900) {
            kept.push(row);
        }
        assert!(kept.forms.all.len() > 5);
        let kept = EventsIn::Kept(kept);
        let expected = || rows.iter().copied().cycle().take(BLOCK + 900);
        assert!(kept.iter().eq(expected()));
        assert_eq!(kept.at(BLOCK + 5), rows[(BLOCK + 5) % rows.len()]);
        assert_eq!(kept.get(BLOCK + 900), None);
        assert!(kept.into_rows().eq(expected()));
        let lent = EventsIn::Lent(&rows);
        assert!(lent.iter().eq(rows.iter().copied()));
        assert!(lent.into_rows().eq(rows.iter().copied()));
    }

    #[test]
    fn forms_beyond_those_that_have_numbers_are_wide() {
        let mut kept = KeptEvents::default();
        let row = |source| EventRow {
            source: Some(SourceId::new(source)),
            ..EventRow::alone(EventKind::Clash, RowActor::new(1), Day::new(0))
        };
        for source in 0..u32::from(WIDE) + 9 {
            kept.push(&row(source));
        }
        assert_eq!(kept.wide.len(), 9);
        assert!(
            EventsIn::Kept(kept)
                .iter()
                .eq((0..u32::from(WIDE) + 9).map(row))
        );
    }
}
