//! Totals of people killed, each happening counted once.

use super::killed::how_many_killed;
use super::outline::Outline;
use crate::graph::EventSums;
use crate::model::{Covered, Deaths, Holds};
use crate::view::View;
use serde::Serialize;
use serde::ser::SerializeStruct;
use std::fmt;

/// A total of deaths: what is certainly in the window apart from what possibly is.
///
/// The total says whether the record [covers](Self::covered) the days that were asked for. If the
/// record covers none of them and no event is counted, the total [is silent](Self::is_silent) and
/// its figures are unknown.
///
/// # Units
///
/// People killed, and happenings. Each happening counts once, however many statements and ties it has.
///
/// # Examples
///
/// ```
/// # use factions::{ActorGraph, Record, date};
/// # let record = Record::from_toml(r#"
/// # format = 1
/// # [actors]
/// # jnim = { name = "JNIM", kind = "armed-group" }
/// # army = { name = "Malian Armed Forces", kind = "state-force" }
/// # wagner = { name = "Wagner Group", kind = "private-military" }
/// # [[events]]
/// # kind = "clash"
/// # when = 2023-10-10
/// # from = "jnim"
/// # to = ["army", "wagner"]
/// # killed = 10
/// # [[events]]
/// # kind = "clash"
/// # when = 2023-10
/// # from = "jnim"
/// # to = "army"
/// # "#.replace("2023-10\n", "\"2023-10\"\n").as_str())?;
/// let graph = ActorGraph::new(record);
/// let toll = graph.at(date(2023, 10, 10)).toll();
/// assert_eq!(toll.certainly.best(), Some(10));
/// assert_eq!(toll.possibly.without_figure, 1);
/// # Ok::<(), factions::Problems>(())
/// ```
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
#[non_exhaustive]
pub struct TollTotal {
    /// The happenings that are certainly in the window, and their deaths.
    pub certainly: Count,
    /// The happenings that are only possibly in the window, and their deaths.
    pub possibly: Count,
    /// Whether the record covers the days; `None` while nothing was summed yet.
    covered: Option<Covered>,
}

/// How many happenings there are, and how many people were killed in them.
///
/// It serialises with the figures of [`killed`](Self::killed), which are `null` where they are
/// unknown. All of it is `null` if the record covers none of the days and nothing is counted.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
#[non_exhaustive]
pub struct Count {
    /// The number of happenings, of every kind.
    pub happenings: u64,
    /// How many of them are of a violent kind: any negative kind but an arrest.
    pub violent: u64,
    /// How many violent ones have no figure: their deaths are unknown, not zero.
    pub without_figure: u64,
    /// How many, of any kind, have only a range: their lowest figure stands in for the best.
    pub without_best: u64,
    /// How many, of any kind, have a figure.
    pub with_figure: u64,
    /// Whether the record covers none of the days and nothing is counted.
    is_silent: bool,
    low: u64,
    best: u64,
    high: u64,
}

/// # How many were killed
impl Count {
    /// The deaths, or `None` if they are unknown.
    ///
    /// They are unknown in two cases: violent happenings are counted and no happening has a figure; or
    /// nothing is counted and the record does not cover the days, so that nobody was to report anything.
    ///
    /// Known deaths always have a best figure. If [`without_best`](Self::without_best) is not 0,
    /// read the best figure as *at least* that number.
    ///
    /// # Examples
    ///
    /// ```
    /// # use factions::{ActorGraph, Deaths, Record, date};
    /// # let record = Record::from_toml(r#"
    /// # format = 1
    /// # [actors]
    /// # jnim = { name = "JNIM", kind = "armed-group" }
    /// # army = { name = "Malian Armed Forces", kind = "state-force" }
    /// # [[events]]
    /// # kind = "clash"
    /// # when = 2023-10-07
    /// # from = "jnim"
    /// # to = "army"
    /// # killed = { low = 20, high = 30 }
    /// # [[events]]
    /// # kind = "clash"
    /// # when = 2023-10-08
    /// # from = "jnim"
    /// # to = "army"
    /// # "#)?;
    /// let graph = ActorGraph::new(record);
    /// let range = graph.at(date(2023, 10, 7)).toll().certainly;
    /// assert_eq!((range.killed(), range.without_best), (Some(Deaths::new(20, 20, 30)), 1));
    /// let unknown = graph.at(date(2023, 10, 8)).toll().certainly;
    /// assert_eq!((unknown.killed(), unknown.without_figure), (None, 1));
    /// let nothing = graph.at(date(2023, 10, 9)).toll().certainly;
    /// assert_eq!(nothing.killed(), Some(Deaths::exactly(0)));
    /// # Ok::<(), factions::Problems>(())
    /// ```
    #[inline]
    pub const fn killed(self) -> Option<Deaths> {
        if self.is_silent || (self.without_figure > 0 && self.with_figure == 0) {
            return None;
        }
        Some(Deaths::new(self.low, self.best, self.high))
    }

    /// Whether the record covers none of the days and nothing is counted: then its 0 is not a real zero.
    pub const fn is_silent(self) -> bool {
        self.is_silent
    }

    /// The best figure of the deaths, or the least number if some have only a range; `None` if unknown.
    #[inline]
    pub const fn best(self) -> Option<u64> {
        match self.killed() {
            Some(deaths) => deaths.best,
            None => None,
        }
    }

    /// The deaths in words: `39 killed`, `at least 25 killed (20 to 38)`, `deaths unknown`.
    pub(crate) fn how_many_killed(self) -> String {
        let at_least = if self.without_best > 0 {
            "at least "
        } else {
            ""
        };
        match self.killed() {
            Some(deaths) => format!("{at_least}{}", how_many_killed(deaths, &[])),
            None => String::from("deaths unknown"),
        }
    }

    /// Makes the counts of events in the columns.
    #[inline]
    pub(crate) fn of_sums(sums: EventSums) -> Self {
        let [best, below, above] =
            [sums.killed.best, sums.killed.below, sums.killed.above].map(u64::from);
        Self {
            happenings: sums.count.into(),
            violent: sums.violent.into(),
            without_figure: sums.without_figure.into(),
            without_best: sums.without_best.into(),
            with_figure: sums.with_figure.into(),
            is_silent: false,
            low: best.saturating_sub(below),
            best,
            high: best + above,
        }
    }

    /// Adds the counts of events in the columns.
    #[inline]
    pub(crate) fn add_sums(&mut self, sums: EventSums) {
        *self = self.plus(Self::of_sums(sums));
    }

    fn add(&mut self, is_violent: bool, killed: Option<Deaths>) {
        let violent = u64::from(is_violent);
        self.happenings += 1;
        self.violent += violent;
        match killed {
            Some(deaths) => self.add_deaths(deaths),
            None => self.without_figure += violent,
        }
    }

    fn add_deaths(&mut self, deaths: Deaths) {
        self.with_figure += 1;
        self.without_best += u64::from(deaths.best.is_none());
        self.low = self.low.saturating_add(deaths.low);
        self.best = self.best.saturating_add(deaths.best_or_low());
        self.high = self.high.saturating_add(deaths.high);
    }

    /// Combines the counts with other counts, figure by figure.
    #[inline]
    fn with(self, other: Self, each: impl Fn(u64, u64) -> u64) -> Self {
        Self {
            happenings: each(self.happenings, other.happenings),
            violent: each(self.violent, other.violent),
            without_figure: each(self.without_figure, other.without_figure),
            without_best: each(self.without_best, other.without_best),
            with_figure: each(self.with_figure, other.with_figure),
            is_silent: false,
            low: each(self.low, other.low),
            best: each(self.best, other.best),
            high: each(self.high, other.high),
        }
    }

    #[inline]
    fn plus(self, other: Self) -> Self {
        self.with(other, u64::saturating_add)
    }

    /// Subtracts the counts of a part.
    fn minus(self, part: Self) -> Self {
        self.with(part, u64::saturating_sub)
    }
}

impl Serialize for Count {
    fn serialize<S: serde::Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        #[derive(Serialize)]
        struct Figures {
            low: Option<u64>,
            best: Option<u64>,
            high: Option<u64>,
        }
        let killed = self.killed();
        let figures = Figures {
            low: killed.map(|deaths| deaths.low),
            best: self.best(),
            high: killed.map(|deaths| deaths.high),
        };
        let known = |count: u64| (!self.is_silent).then_some(count);
        let mut fields = serializer.serialize_struct("Count", 5)?;
        fields.serialize_field("killed", &figures)?;
        fields.serialize_field("happenings", &known(self.happenings))?;
        fields.serialize_field("violent", &known(self.violent))?;
        fields.serialize_field("without_figure", &known(self.without_figure))?;
        fields.serialize_field("without_best", &known(self.without_best))?;
        fields.end()
    }
}

impl TollTotal {
    /// The whole total: `low` is the low of what is certainly in the window, every other figure
    /// includes what possibly is.
    ///
    /// # Examples
    ///
    /// ```
    /// # use factions::{ActorGraph, Deaths, Record, date};
    /// # let record = Record::from_toml(r#"
    /// # format = 1
    /// # [actors]
    /// # ibis = { name = "Ibis", kind = "armed-group" }
    /// # juno = { name = "Juno", kind = "state-force" }
    /// # [[events]]
    /// # kind = "clash"
    /// # when = 2021-03-02
    /// # from = "ibis"
    /// # to = "juno"
    /// # killed = { low = 20, high = 30 }
    /// # [[events]]
    /// # kind = "clash"
    /// # when = "2021-04"
    /// # from = "ibis"
    /// # to = "juno"
    /// # killed = { low = 3, best = 5, high = 8 }
    /// # "#)?;
    /// let graph = ActorGraph::new(record);
    /// let total = graph.during(date(2021, 3, 1)..date(2021, 4, 15)).toll();
    /// // the second is only possibly in it
    /// assert_eq!(total.all().killed(), Some(Deaths::new(20, 25, 38)));
    /// assert_eq!(total.all().without_best, 1);
    /// assert_eq!(total.possibly.killed(), Some(Deaths::new(3, 5, 8)));
    /// # Ok::<(), factions::Problems>(())
    /// ```
    #[inline]
    pub fn all(self) -> Count {
        Count {
            low: self.certainly.low,
            is_silent: self.is_silent(),
            ..self.certainly.plus(self.possibly)
        }
    }

    /// Whether the record speaks of the days that the total is about.
    pub fn covered(self) -> Covered {
        self.covered.unwrap_or(Covered::Yes)
    }

    /// Whether the record covers none of the days and nothing is counted: then its 0 is not a real zero.
    ///
    /// # Examples
    ///
    /// ```
    /// use factions::{ActorGraph, Covered, Record, date};
    ///
    /// let record = Record::from_toml(r#"
    ///     [record]
    ///     as_of = 2019-12-31
    ///     [actors]
    ///     a = { name = "A", kind = "armed-group" }
    ///     b = { name = "B", kind = "armed-group" }
    ///     [[events]]
    ///     kind = "clash"
    ///     when = 2019-03-01
    ///     from = "a"
    ///     to = "b"
    ///     killed = 3
    /// "#)?;
    /// let graph = ActorGraph::new(record);
    /// let year = |year| graph.during(date(year, 1, 1)..date(year + 1, 1, 1)).toll();
    /// assert_eq!((year(2018).covered(), year(2018).all().best()), (Covered::Yes, Some(0)));
    /// assert!(!year(2018).is_silent());
    /// // the record ends with 2019: of 2020 it says nothing, and that is not zero
    /// assert_eq!((year(2020).covered(), year(2020).all().best()), (Covered::No, None));
    /// assert!(year(2020).is_silent());
    /// assert_eq!(year(2020).to_string(), "not covered");
    /// # Ok::<(), factions::Problems>(())
    /// ```
    #[inline]
    pub const fn is_silent(self) -> bool {
        self.certainly.is_silent && self.possibly.is_silent
    }

    /// The same total, of days that the record covers as `covered` says.
    #[must_use]
    #[inline]
    pub(crate) fn of_days(mut self, covered: Covered) -> Self {
        self.cover(covered);
        self
    }

    /// Notes whether the record covers some of its days.
    #[inline]
    pub(crate) fn cover(&mut self, covered: Covered) {
        self.covered = Some(covered);
        let is_empty = self.certainly.happenings == 0 && self.possibly.happenings == 0;
        let is_silent = is_empty && covered == Covered::No;
        self.certainly.is_silent = is_silent;
        self.possibly.is_silent = is_silent;
    }

    /// The sum of two totals of different happenings.
    ///
    /// If the record covers the days of only one of them, the sum is covered partly.
    #[must_use]
    pub fn plus(self, other: Self) -> Self {
        let sum = Self {
            certainly: self.certainly.plus(other.certainly),
            possibly: self.possibly.plus(other.possibly),
            covered: None,
        };
        let covered = match (self.covered, other.covered) {
            (Some(one), Some(two)) => Some(one.with(two)),
            (one, two) => one.or(two),
        };
        covered.map_or(sum, |covered| sum.of_days(covered))
    }

    /// Subtracts the total of a part.
    pub(crate) fn minus(self, part: Self) -> Self {
        Self {
            certainly: self.certainly.minus(part.certainly),
            possibly: self.possibly.minus(part.possibly),
            covered: None,
        }
    }

    /// The total of events in columns that all certainly count.
    #[inline]
    pub(crate) fn of_sums(certainly: EventSums) -> Self {
        Self {
            certainly: Count::of_sums(certainly),
            ..Self::default()
        }
    }

    pub(crate) fn add(&mut self, happening: &Outline<'_>) {
        self.add_one(happening.holds, happening.is_violent, happening.killed);
    }

    /// Adds events in columns that hold in this way.
    pub(crate) fn add_column_event(&mut self, holds: Holds, sums: EventSums) {
        match holds {
            Holds::Certainly => self.certainly.add_sums(sums),
            Holds::Possibly => self.possibly.add_sums(sums),
        }
    }

    /// Adds one happening and its deaths; `None` means that they are unknown.
    pub(crate) fn add_one(&mut self, holds: Holds, is_violent: bool, killed: Option<Deaths>) {
        match holds {
            Holds::Certainly => self.certainly.add(is_violent, killed),
            Holds::Possibly => self.possibly.add(is_violent, killed),
        }
    }
}

impl TollTotal {
    /// The figure of a total of one happening, certainly or possibly there; `None` if it has none.
    pub(crate) fn figure(self) -> Option<Deaths> {
        let parts = [self.certainly, self.possibly].into_iter();
        let known = parts.filter(|count| count.with_figure > 0);
        let figures = known.filter_map(|count| {
            let deaths = count.killed()?;
            let best = deaths.best.filter(|_| count.without_best == 0);
            Some(Deaths { best, ..deaths })
        });
        figures.reduce(|one, other| Deaths {
            low: one.low.saturating_add(other.low),
            best: one.best.zip(other.best).map(|(a, b)| a.saturating_add(b)),
            high: one.high.saturating_add(other.high),
        })
    }

    /// Adds deaths that only possibly count, in a happening that is counted already.
    pub(crate) fn add_possible_deaths(&mut self, deaths: Deaths) {
        self.possibly.add_deaths(deaths);
    }
}

impl Serialize for TollTotal {
    fn serialize<S: serde::Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let mut fields = serializer.serialize_struct("TollTotal", 4)?;
        fields.serialize_field("covered", &self.covered())?;
        fields.serialize_field("all", &self.all())?;
        fields.serialize_field("certainly", &self.certainly)?;
        fields.serialize_field("possibly", &self.possibly)?;
        fields.end()
    }
}

/// The sum of two totals of different happenings.
impl std::ops::Add for TollTotal {
    type Output = Self;

    fn add(self, other: Self) -> Self {
        self.plus(other)
    }
}

/// The sum of totals of different happenings.
impl std::iter::Sum for TollTotal {
    fn sum<I: Iterator<Item = Self>>(all: I) -> Self {
        all.fold(Self::default(), Self::plus)
    }
}

impl fmt::Display for Count {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        if self.is_silent {
            return f.write_str("not covered");
        }
        if self.violent == 0 && self.with_figure == 0 {
            return f.write_str("no violent happening");
        }
        f.write_str(&self.how_many_killed())?;
        match self.violent {
            0 => {}
            1 => f.write_str(" in 1 violent happening")?,
            count => write!(f, " in {count} violent happenings")?,
        }
        match self.without_figure {
            0 => {}
            _ if self.with_figure == 0 => {}
            count => write!(f, ", {count} of them without a figure")?,
        }
        match self.without_best {
            0 => Ok(()),
            count => write!(f, ", {count} without a best figure"),
        }
    }
}

impl fmt::Display for TollTotal {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        if self.is_silent() {
            return f.write_str("not covered");
        }
        write!(f, "certainly {}", self.certainly)?;
        if self.possibly.violent > 0 || self.possibly.high > 0 {
            write!(f, "; possibly also {}", self.possibly)?;
        }
        match self.covered() {
            Covered::Yes => Ok(()),
            Covered::Partly => f.write_str("; partly covered"),
            Covered::No => f.write_str("; not covered"),
        }
    }
}

/// # How many were killed
impl View<'_, '_> {
    /// The deaths of all happenings of the view, each counted once.
    ///
    /// # Complexity
    ///
    /// O(log n + events of the window that are not [plain](crate#terms)). Filters of kinds and evidence add
    /// O([classes](crate#terms)). With [`among`](Self::among) each event of the window is looked at.
    pub fn toll(self) -> TollTotal {
        let mut total = self.plain_toll();
        for happening in self.other_outlines() {
            total.add(&happening);
        }
        total.of_days(self.covered())
    }
}
