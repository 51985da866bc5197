//! What an event counts in 32 bits, so that it can travel with its place through the orders of the columns.

use crate::graph::evidence::class::Class;
use crate::graph::evidence::class_order::ClassOrder;
use crate::graph::evidence::event_sums::{EventSums, KilledSums};

/// As many bits as there can be classes; as many for the dead, and four for each margin.
const CLASS: u32 = 12;
const BEST: u32 = 12;
const MARGIN: u32 = 4;

/// Stand for what is larger than they are, or as large.
const LARGE_BEST: u32 = (1 << BEST) - 1;
const LARGE_MARGIN: u32 = (1 << MARGIN) - 1;

/// The class of an event, its dead, and how far their lowest and highest figures lie from the best.
///
/// What is too large stands beside: see [`LargeFacts`].
#[derive(Debug, Clone, Copy, Default)]
struct EventFacts(u32);

impl EventFacts {
    /// The facts of an event.
    #[inline]
    fn of(class: u16, killed: KilledSums) -> Self {
        let [best, below, above] = [
            killed.best.min(LARGE_BEST),
            killed.below.min(LARGE_MARGIN),
            killed.above.min(LARGE_MARGIN),
        ];
        let class = u32::from(class);
        debug_assert_eq!(class >> CLASS, 0, "there are no more classes");
        Self(((class << BEST | best) << MARGIN | below) << MARGIN | above)
    }

    /// The facts that a number holds.
    #[inline]
    const fn from_number(number: u32) -> Self {
        Self(number)
    }

    /// The facts as a number.
    #[inline]
    const fn number(self) -> u32 {
        self.0
    }

    #[inline]
    const fn class(self) -> usize {
        (self.0 >> (BEST + 2 * MARGIN)) as usize
    }

    #[inline]
    const fn killed(self) -> KilledSums {
        KilledSums {
            best: self.0 >> (2 * MARGIN) & LARGE_BEST,
            below: self.0 >> MARGIN & LARGE_MARGIN,
            above: self.0 & LARGE_MARGIN,
        }
    }
}

/// The dead of those events of which 32 bits cannot tell, by place.
#[derive(Debug, Default)]
struct LargeFacts {
    /// For each [`WORD`] places: how many are noted before them, and a bit for each that is noted.
    words: Vec<(u32, u64)>,
    noted: Vec<KilledSums>,
}

const WORD: u32 = u64::BITS;

impl LargeFacts {
    /// Notes the dead of a place, if they are many. Every place comes, in order.
    #[inline]
    fn note(&mut self, place: u32, killed: KilledSums) {
        if place.is_multiple_of(WORD) {
            let before = u32::try_from(self.noted.len()).unwrap_or(u32::MAX);
            self.words.push((before, 0));
        }
        let is_large = killed.best >= LARGE_BEST
            || killed.below >= LARGE_MARGIN
            || killed.above >= LARGE_MARGIN;
        if is_large && let Some((_, bits)) = self.words.last_mut() {
            *bits |= 1 << (place % WORD);
            self.noted.push(killed);
        }
    }

    /// The dead of a place.
    #[inline]
    fn killed(&self, place: u32, facts: EventFacts) -> KilledSums {
        let killed = facts.killed();
        let is_large = killed.best == LARGE_BEST
            || killed.below == LARGE_MARGIN
            || killed.above == LARGE_MARGIN;
        if is_large {
            self.noted(place).unwrap_or(killed)
        } else {
            killed
        }
    }

    #[inline(never)]
    fn noted(&self, place: u32) -> Option<KilledSums> {
        let &(before, bits) = self.words.get((place / WORD) as usize)?;
        let own = (bits & ((1 << (place % WORD)) - 1)).count_ones();
        self.noted.get((before + own) as usize).copied()
    }
}

/// What every event counts, on its way into prefix sums in one order or another.
#[derive(Debug, Default)]
pub(super) struct Told {
    /// By place; none where the places are of one class and have no margins, and so nobody asks for them.
    pub(super) facts: Vec<u32>,
    has_facts: bool,
    large: LargeFacts,
    /// Of each class: what an event of it counts, and its rank.
    of_classes: Vec<(EventSums, usize)>,
}

impl Told {
    pub(super) fn new(
        classes: &[Class],
        order: &ClassOrder,
        count: usize,
        has_margins: bool,
    ) -> Self {
        let has_facts = has_margins || classes.len() > 1;
        let ranked = classes.iter().enumerate();
        let ranked = ranked.map(|(at, class)| (EventSums::of_class(class), order.rank(at)));
        Self {
            facts: Vec::with_capacity(if has_facts { count } else { 0 }),
            has_facts,
            large: LargeFacts::default(),
            of_classes: ranked.collect(),
        }
    }

    /// Notes the event of a place, each in its turn, and gives its facts.
    #[inline]
    pub(super) fn note(&mut self, place: u32, class: u16, killed: KilledSums) -> u32 {
        let facts = EventFacts::of(class, killed).number();
        self.large.note(place, killed);
        if self.has_facts {
            self.facts.push(facts);
        }
        facts
    }

    #[inline]
    pub(super) fn killed(&self, place: u32, facts: u32) -> KilledSums {
        self.large.killed(place, EventFacts::from_number(facts))
    }

    #[inline]
    pub(super) fn rank(&self, facts: u32) -> usize {
        let class = EventFacts::from_number(facts).class();
        self.of_classes.get(class).map_or(0, |class| class.1)
    }

    #[inline]
    pub(super) fn sums(&self, place: u32, facts: u32) -> EventSums {
        let class = EventFacts::from_number(facts).class();
        let class = self.of_classes.get(class).copied().unwrap_or_default();
        class.0.killing(self.killed(place, facts))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn nothing_is_lost() {
        let mut large = LargeFacts::default();
        let mut all = Vec::new();
        let margins = [0, 1, LARGE_MARGIN - 1, LARGE_MARGIN, 400, u32::MAX];
        for best in [0, 7, LARGE_BEST - 1, LARGE_BEST, LARGE_BEST + 1, u32::MAX] {
            for below in margins {
                for above in margins {
                    let killed = KilledSums { best, below, above };
                    let class = u16::try_from(all.len() * 29 % (1 << CLASS)).unwrap_or(0);
                    let place = u32::try_from(all.len()).unwrap_or(0);
                    large.note(place, killed);
                    let facts = EventFacts::of(class, killed);
                    all.push((EventFacts::from_number(facts.number()), class, killed));
                }
            }
        }
        for (place, (facts, class, killed)) in (0..).zip(all) {
            assert_eq!(facts.class(), usize::from(class));
            assert_eq!(large.killed(place, facts), killed);
        }
    }
}
