//! How many were killed: lowest, best and highest figure, in all or of one actor.

use crate::model::ids::ActorId;
use std::iter::Sum;
use std::ops::{Add, AddAssign};

/// Deaths as one source has them: lowest, best and highest figure.
///
/// A source may give a range alone: then there is no best figure. They add up as a total has them: of
/// deaths without a best figure the lowest counts as it.
///
/// # Units
///
/// People. `low <= best <= high`, or `low <= high` without a best figure.
///
/// # Examples
///
/// ```
/// use factions::Deaths;
///
/// let exact = Deaths::exactly(10);
/// assert_eq!((exact.low, exact.best, exact.high), (10, Some(10), 10));
///
/// let range = Deaths::between(20, 30);
/// assert_eq!(range.best, None);
/// assert_eq!(exact + range, Deaths::new(30, 30, 40)); // at least 30
/// ```
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, serde::Serialize)]
pub struct Deaths {
    /// The lowest figure.
    pub low: u64,
    /// The best figure; `None`: the source gives a range alone.
    pub best: Option<u64>,
    /// The highest figure.
    pub high: u64,
}

impl Deaths {
    /// One figure that is lowest, best and highest.
    pub const fn exactly(best: u64) -> Self {
        Self::new(best, best, best)
    }

    /// The lowest, the best and the highest figure.
    ///
    /// # Examples
    ///
    /// ```
    /// use factions::Deaths;
    ///
    /// assert_eq!(Deaths::new(10, 10, 10), Deaths::exactly(10));
    /// assert_eq!(Deaths::new(8, 10, 12).to_string(), "10 (8 to 12)");
    /// ```
    pub const fn new(low: u64, best: u64, high: u64) -> Self {
        Self {
            low,
            best: Some(best),
            high,
        }
    }

    /// A range alone, without a best figure.
    ///
    /// # Examples
    ///
    /// ```
    /// use factions::Deaths;
    ///
    /// assert_eq!(Deaths::between(20, 30).best, None);
    /// assert_eq!(Deaths::between(20, 30).to_string(), "20 to 30");
    /// ```
    pub const fn between(low: u64, high: u64) -> Self {
        Self {
            low,
            best: None,
            high,
        }
    }

    /// The best figure, else the lowest: so many count in the best figure of a total.
    ///
    /// # Examples
    ///
    /// ```
    /// use factions::Deaths;
    ///
    /// assert_eq!(Deaths::new(8, 10, 12).best_or_low(), 10);
    /// assert_eq!(Deaths::between(20, 30).best_or_low(), 20);
    /// ```
    pub const fn best_or_low(self) -> u64 {
        match self.best {
            Some(best) => best,
            None => self.low,
        }
    }

    /// Whether the figures stand in the order low, best, high.
    ///
    /// # Examples
    ///
    /// ```
    /// use factions::Deaths;
    ///
    /// assert!(Deaths::between(20, 30).is_in_order());
    /// assert!(!Deaths::new(8, 13, 12).is_in_order());
    /// ```
    pub const fn is_in_order(self) -> bool {
        let best = self.best_or_low();
        self.low <= best && best <= self.high
    }

    /// The sum of two tolls, figure by figure; stays at the largest number.
    ///
    /// Of one without a best figure its lowest counts as it.
    ///
    /// # Examples
    ///
    /// ```
    /// use factions::Deaths;
    ///
    /// let both = Deaths::exactly(5).plus(Deaths::between(20, 30));
    /// assert_eq!(both, Deaths::new(25, 25, 35));
    /// ```
    #[must_use]
    pub const fn plus(self, other: Self) -> Self {
        Self::new(
            self.low.saturating_add(other.low),
            self.best_or_low().saturating_add(other.best_or_low()),
            self.high.saturating_add(other.high),
        )
    }
}

/// Nobody died.
impl Default for Deaths {
    fn default() -> Self {
        Self::exactly(0)
    }
}

/// One figure that is lowest, best and highest.
impl From<u64> for Deaths {
    fn from(best: u64) -> Self {
        Self::exactly(best)
    }
}

impl Add for Deaths {
    type Output = Self;

    fn add(self, other: Self) -> Self {
        self.plus(other)
    }
}

impl AddAssign for Deaths {
    fn add_assign(&mut self, other: Self) {
        *self = self.plus(other);
    }
}

/// The total of some deaths; 0 of none.
impl Sum for Deaths {
    fn sum<I: Iterator<Item = Self>>(all: I) -> Self {
        all.fold(Self::default(), Self::plus)
    }
}

/// `10`, `10 (8 to 12)`; without a best figure `8 to 12`.
impl std::fmt::Display for Deaths {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        let Self { low, best, high } = *self;
        match best {
            Some(best) if (low, high) == (best, best) => write!(f, "{best}"),
            Some(best) => write!(f, "{best} ({low} to {high})"),
            None => write!(f, "{low} to {high}"),
        }
    }
}

/// Deaths that one actor suffered, among those of a toll.
///
/// # Examples
///
/// ```
/// use factions::Record;
/// use factions::model::{Deaths, Loss};
///
/// let record = Record::from_toml(r#"
/// [actors]
/// jnim = { name = "JNIM", kind = "armed-group" }
/// army = { name = "Malian Armed Forces", kind = "state-force" }
/// [[events]]
/// kind = "clash"
/// from = "jnim"
/// to = "army"
/// killed = { best = 10, of = [{ actor = "army", low = 6, high = 8 }] }
/// "#)?;
/// let event = record.statements()[0].event().expect("it is a clash");
/// let toll = event.killed.as_ref().expect("it has a toll");
/// let army = record.actor_by_key("army").expect("it is declared");
/// assert_eq!(toll.of, [Loss { actor: army, deaths: Deaths::between(6, 8) }]);
/// # Ok::<(), factions::Problems>(())
/// ```
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Loss {
    /// Whose dead they were; it need not have taken part.
    pub actor: ActorId,
    /// How many.
    pub deaths: Deaths,
}
