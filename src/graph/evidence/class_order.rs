//! Which classes filters let pass: one bit each, in an order in which most filters are a few ranges.

use super::class::{Class, Figure};
use super::event_sums::{ClassCount, EventSums};
use super::table::{EvidenceFact, EvidenceTable};
use crate::model::{Certainty, Day, Holds, Kind, Kinds};

const WORD: usize = 64;
/// So many words of bits need no allocation: 256 classes.
pub(in crate::graph) const FEW: usize = 4;

/// A set of ranks of classes.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Bits {
    few: [u64; FEW],
    /// All words, where they are more.
    many: Vec<u64>,
    words: usize,
}

impl Bits {
    fn none(words: usize) -> Self {
        let many = if words > FEW {
            vec![0; words]
        } else {
            Vec::new()
        };
        Self {
            few: [0; FEW],
            many,
            words,
        }
    }

    /// The words, where they are few.
    #[inline]
    pub(in crate::graph) fn few(&self) -> Option<[u64; FEW]> {
        self.many.is_empty().then_some(self.few)
    }

    #[inline]
    pub(crate) fn words(&self) -> &[u64] {
        if self.many.is_empty() {
            &self.few[..self.words.min(FEW)]
        } else {
            &self.many
        }
    }

    #[inline]
    fn words_mut(&mut self) -> &mut [u64] {
        if self.many.is_empty() {
            &mut self.few[..self.words.min(FEW)]
        } else {
            &mut self.many
        }
    }

    /// Whether a rank is in a set given by its words.
    #[inline]
    pub(in crate::graph) fn of(words: &[u64], rank: usize) -> bool {
        let word = words.get(rank / WORD).copied().unwrap_or(0);
        word >> (rank % WORD) & 1 == 1
    }

    pub(crate) fn is_empty(&self) -> bool {
        self.words().iter().all(|&word| word == 0)
    }

    fn set(&mut self, rank: usize) {
        if let Some(word) = self.words_mut().get_mut(rank / WORD) {
            *word |= 1 << (rank % WORD);
        }
    }

    /// Those that are in both.
    pub(crate) fn and(&self, other: &Self) -> Self {
        let mut both = self.clone();
        for (own, word) in both.words_mut().iter_mut().zip(other.words()) {
            *own &= word;
        }
        both
    }
}

/// A set of ranks, and the range that it is, if it is one: most filters let one range pass.
#[derive(Debug, Clone)]
pub(in crate::graph) struct Ranks {
    bits: Bits,
    range: Option<(usize, usize)>,
}

impl Ranks {
    fn new(bits: Bits) -> Self {
        let words = || bits.words().iter().enumerate();
        let set = || words().filter(|(_, word)| **word != 0);
        let first = set()
            .next()
            .map(|(place, word)| place * WORD + word.trailing_zeros() as usize);
        let last = set()
            .next_back()
            .map(|(place, word)| (place + 1) * WORD - word.leading_zeros() as usize);
        let count: u32 = words().map(|(_, word)| word.count_ones()).sum();
        let range = first.zip(last);
        let range = range.filter(|(from, to)| count as usize == to - from);
        Self { bits, range }
    }

    pub(in crate::graph) const fn bits(&self) -> &Bits {
        &self.bits
    }

    /// The first rank and the one after the last, if it is a range.
    #[inline]
    pub(in crate::graph) const fn range(&self) -> Option<(usize, usize)> {
        self.range
    }
}

/// A part of a set of classes.
#[derive(Debug, Clone)]
enum ClassPart {
    None,
    All,
    Some(Ranks),
}

/// A set of classes of events, with the parts of it that count apart: made once for a question.
///
/// Most filters let pass what is violent alone, or what has figures alone: a part that is all of the set,
/// or nothing, is not summed again.
#[derive(Debug, Clone)]
pub(crate) struct EventClasses {
    all: Ranks,
    violent: ClassPart,
    without_figure: ClassPart,
    with_figure: ClassPart,
    without_best: ClassPart,
    is_empty: bool,
    /// Whether it has every class.
    is_whole: bool,
}

impl EventClasses {
    pub(crate) fn is_empty(&self) -> bool {
        self.is_empty
    }

    /// Whether it has every class.
    #[inline]
    pub(in crate::graph) const fn is_whole(&self) -> bool {
        self.is_whole
    }

    /// The ranks of its classes.
    #[inline]
    pub(in crate::graph) const fn ranks(&self) -> &Ranks {
        &self.all
    }

    /// The sums of its events, from what `of` counts of any set: of `N` places at once.
    #[inline]
    pub(in crate::graph) fn sums<const N: usize>(
        &self,
        of: impl Fn(&Ranks) -> [ClassCount; N],
    ) -> [EventSums; N] {
        let all = of(&self.all);
        let part = |part: &ClassPart| match part {
            ClassPart::None => [ClassCount::default(); N],
            ClassPart::All => all,
            ClassPart::Some(ranks) => of(ranks),
        };
        let violent = part(&self.violent);
        let with_figure = part(&self.with_figure);
        let without_figure = part(&self.without_figure);
        let without_best = part(&self.without_best);
        std::array::from_fn(|at| EventSums {
            count: all[at].count,
            killed: all[at].killed,
            violent: violent[at].count,
            without_figure: without_figure[at].count,
            with_figure: with_figure[at].count,
            without_best: without_best[at].count,
        })
    }
}

/// The classes of events that filters let pass.
#[derive(Debug, Clone)]
pub(crate) struct AdmittedClasses {
    /// Those that are certainly known.
    pub(crate) certainly: EventClasses,
    /// Those that are only possibly known.
    pub(crate) possibly: EventClasses,
}

impl AdmittedClasses {
    /// The two sets, each with how its classes are known; without empty ones.
    pub(crate) fn parts(&self) -> impl Iterator<Item = (&EventClasses, Holds)> {
        let certainly = (&self.certainly, Holds::Certainly);
        let parts = [certainly, (&self.possibly, Holds::Possibly)];
        parts.into_iter().filter(|(classes, _)| !classes.is_empty())
    }
}

/// The classes that filters let pass.
#[derive(Debug, Clone)]
pub(crate) struct Admitted {
    /// Those that are certainly known.
    pub(crate) certainly: Bits,
    /// Those that are only possibly known.
    pub(crate) possibly: Bits,
}

/// For each of some days, the classes that are known by then.
#[derive(Debug, Clone, Default)]
struct KnownBy {
    days: Vec<Day>,
    /// A row of bits before all days, and one from each day on.
    rows: Vec<u64>,
}

impl KnownBy {
    fn new(known: &[Day], words: usize) -> Self {
        let mut ranks: Vec<(Day, usize)> = known.iter().copied().zip(0..).collect();
        ranks.sort_unstable();
        let mut own = Self {
            days: Vec::new(),
            rows: vec![0; words],
        };
        for same in ranks.chunk_by(|a, b| a.0 == b.0) {
            let from = own.rows.len();
            own.rows.extend_from_within(from - words..);
            own.days.push(same[0].0);
            for &(_, rank) in same {
                own.rows[from + rank / WORD] |= 1 << (rank % WORD);
            }
        }
        own
    }

    #[inline]
    fn by(&self, day: Day, words: usize) -> &[u64] {
        let row = self.days.partition_point(|&own| own <= day);
        &self.rows[row * words..(row + 1) * words]
    }
}

/// The classes in the order of certainty, then of the day from which they are known.
///
/// A rank is a place in this order: a filter by certainty lets one range of ranks pass, a filter by
/// the day of knowledge about one for each certainty.
#[derive(Debug, Clone, Default)]
pub(crate) struct ClassOrder {
    ranks: Vec<u16>,
    /// How many are less certain, for each certainty.
    less_certain: Vec<usize>,
    certainly_known: KnownBy,
    /// `None`: of each it is certain on any day whether it is known.
    possibly_known: Option<KnownBy>,
    kinds: Vec<(Kind, Bits)>,
    /// Kind and evidence of each rank.
    classes: Vec<(Kind, u32)>,
    /// Of events those that are violent, and of these those without a figure.
    violent: Bits,
    without_figure: Bits,
    /// Of all events those with a figure, and of these those with a range alone.
    with_figure: Bits,
    without_best: Bits,
}

impl Default for Bits {
    fn default() -> Self {
        Self::none(0)
    }
}

impl ClassOrder {
    /// The order of classes of events.
    pub(in crate::graph) fn new(classes: &[Class], evidence: &EvidenceTable) -> Self {
        // filters look at neither orientation nor claimant: classes that differ in these share a rank
        let key = |class: &Class| (class.kind, class.figure, class.evidence);
        let mut keys: Vec<_> = classes.iter().map(key).collect();
        keys.sort_unstable();
        keys.dedup();
        let kinds: Vec<(Kind, u32)> = keys.iter().map(|key| (key.0.into(), key.2)).collect();
        // those of one kind and figure side by side: what counts apart is a range, too
        let mut order = Self::of_kinds(&kinds, evidence);
        let rank_of_key = std::mem::take(&mut order.ranks);
        let ranks = classes.iter().map(|class| {
            let place = keys.binary_search(&key(class)).unwrap_or(0);
            rank_of_key.get(place).copied().unwrap_or(0)
        });
        order.ranks = ranks.collect();
        for (place, class) in classes.iter().enumerate() {
            let rank = usize::from(order.ranks[place]);
            if class.kind.is_violent() {
                order.violent.set(rank);
                if !class.figure.is_known() {
                    order.without_figure.set(rank);
                }
            }
            if class.figure.is_known() {
                order.with_figure.set(rank);
            }
            if class.figure == Figure::Range {
                order.without_best.set(rank);
            }
        }
        order
    }

    /// The order of classes that are a kind and an evidence.
    pub(in crate::graph) fn of_kinds(classes: &[(Kind, u32)], evidence: &EvidenceTable) -> Self {
        let key = |&place: &usize| {
            let fact = evidence.fact(classes[place].1);
            (fact.certainty, fact.known.last, fact.known.first, place)
        };
        let mut order: Vec<usize> = (0..classes.len()).collect();
        order.sort_by_key(key);
        let mut ranks = vec![0; classes.len()];
        for (rank, &place) in (0_u16..).zip(&order) {
            ranks[place] = rank;
        }
        let classes: Vec<(Kind, u32)> = order.into_iter().map(|place| classes[place]).collect();
        let facts: Vec<_> = classes.iter().map(|class| evidence.fact(class.1)).collect();
        let words = classes.len().div_ceil(WORD);
        let is_doubted = facts.iter().any(|fact| fact.known.first != fact.known.last);
        let known = |day: fn(&EvidenceFact) -> Day| {
            KnownBy::new(&facts.iter().map(day).collect::<Vec<_>>(), words)
        };
        let mut kinds: Vec<(Kind, Bits)> = Vec::new();
        for (rank, &(kind, _)) in classes.iter().enumerate() {
            let own = kinds.iter().position(|one| one.0 == kind);
            let own = own.unwrap_or_else(|| {
                kinds.push((kind, Bits::none(words)));
                kinds.len() - 1
            });
            kinds[own].1.set(rank);
        }
        let less = |&least: &Certainty| facts.partition_point(|fact| fact.certainty < least);
        Self {
            ranks,
            less_certain: Certainty::ALL.iter().map(less).collect(),
            certainly_known: known(|fact| fact.known.last),
            possibly_known: is_doubted.then(|| known(|fact| fact.known.first)),
            kinds,
            classes,
            violent: Bits::none(words),
            without_figure: Bits::none(words),
            with_figure: Bits::none(words),
            without_best: Bits::none(words),
        }
    }

    /// How many ranks there are.
    pub(crate) fn len(&self) -> usize {
        self.classes.len()
    }

    /// Whether a set of them needs no memory of its own.
    #[inline]
    pub(crate) fn is_few(&self) -> bool {
        self.len() <= FEW * WORD
    }

    #[inline]
    pub(crate) fn rank(&self, class: usize) -> usize {
        self.ranks.get(class).copied().map_or(0, usize::from)
    }

    /// What an event of a rank counts.
    pub(in crate::graph) fn sums_of(&self, rank: usize) -> EventSums {
        let is = |bits: &Bits| u32::from(Bits::of(bits.words(), rank));
        EventSums {
            count: 1,
            violent: is(&self.violent),
            without_figure: is(&self.without_figure),
            with_figure: is(&self.with_figure),
            without_best: is(&self.without_best),
            ..EventSums::default()
        }
    }

    /// A set of classes of events with the parts of it that count apart.
    pub(crate) fn prepared(&self, all: Bits) -> EventClasses {
        let is_empty = all.is_empty();
        let part = |own: &Bits| {
            if is_empty {
                return ClassPart::None;
            }
            let part = all.and(own);
            if part.is_empty() {
                ClassPart::None
            } else if part == all {
                ClassPart::All
            } else {
                ClassPart::Some(Ranks::new(part))
            }
        };
        EventClasses {
            violent: part(&self.violent),
            without_figure: part(&self.without_figure),
            with_figure: part(&self.with_figure),
            without_best: part(&self.without_best),
            is_whole: all
                .words()
                .iter()
                .map(|word| word.count_ones())
                .sum::<u32>() as usize
                == self.len(),
            is_empty,
            all: Ranks::new(all),
        }
    }

    /// The classes of some kinds, of at least a certainty, that are known on a day.
    ///
    /// None of a plain event is denied or withdrawn.
    #[inline]
    pub(crate) fn admitted(
        &self,
        kinds: Kinds,
        at_least: Certainty,
        known_on: Option<Day>,
    ) -> Admitted {
        let words = self.len().div_ceil(WORD);
        let mut certainly = Bits::none(words);
        let first = self
            .less_certain
            .get(at_least as usize)
            .copied()
            .unwrap_or(0);
        for (place, word) in certainly.words_mut().iter_mut().enumerate() {
            let end = self.len() - place * WORD;
            *word = below(end) & !below(first.saturating_sub(place * WORD));
        }
        if !self.kinds.iter().all(|(kind, _)| kinds.contains(*kind)) {
            let shown = || self.kinds.iter().filter(|(kind, _)| kinds.contains(*kind));
            for (place, word) in certainly.words_mut().iter_mut().enumerate() {
                *word &= shown().fold(0, |all, (_, bits)| all | bits.words()[place]);
            }
        }
        let mut possibly = Bits::none(words);
        if let Some(day) = known_on {
            let sure = self.certainly_known.by(day, words);
            if let Some(known) = &self.possibly_known {
                let maybe = known.by(day, words).iter().zip(sure);
                let all = certainly.words().iter().zip(possibly.words_mut());
                for ((own, doubtful), (maybe, sure)) in all.zip(maybe) {
                    *doubtful = own & maybe & !sure;
                }
            }
            for (own, sure) in certainly.words_mut().iter_mut().zip(sure) {
                *own &= sure;
            }
        }
        Admitted {
            certainly,
            possibly,
        }
    }

    /// The classes that a test lets pass, with how they are known.
    pub(crate) fn admitted_by(&self, known: impl Fn(Kind, u32) -> Option<Holds>) -> Admitted {
        let words = self.len().div_ceil(WORD);
        let (mut certainly, mut possibly) = (Bits::none(words), Bits::none(words));
        for (rank, &(kind, evidence)) in self.classes.iter().enumerate() {
            match known(kind, evidence) {
                Some(Holds::Certainly) => certainly.set(rank),
                Some(Holds::Possibly) => possibly.set(rank),
                None => {}
            }
        }
        Admitted {
            certainly,
            possibly,
        }
    }
}

/// The bits below a place in a word.
#[inline]
const fn below(place: usize) -> u64 {
    if place >= WORD {
        u64::MAX
    } else {
        (1 << place) - 1
    }
}
