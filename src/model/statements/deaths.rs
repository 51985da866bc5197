//! How many people were killed, as the lowest, best and highest figure.

use crate::model::ids::ActorId;
use std::iter::Sum;
use std::ops::{Add, AddAssign};

/// The deaths that one source states: a lowest, a best and a highest figure.
///
/// A source may give only a range. Then there is no best figure. When deaths are added up, a range
/// without a best figure adds its lowest figure to the best figure of the sum.
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
    /// The best figure; `None` if the source gives only a range.
    pub best: Option<u64>,
    /// The highest figure.
    pub high: u64,
}

impl Deaths {
    /// Deaths with one figure, which is the lowest, the best and the highest.
    pub const fn exactly(best: u64) -> Self {
        Self::new(best, best, best)
    }

    /// Deaths with a lowest, a best and a highest figure.
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

    /// Deaths with a range only, without a best figure.
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

    /// The best figure, or the lowest if there is no best: what counts in the best of a sum.
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

    /// Whether lowest, best and highest figure do not contradict each other's order.
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

    /// The sum of both, figure by figure; a sum that is too large stays at the largest number.
    ///
    /// If one of them has no best figure, its lowest figure counts instead.
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

/// The default is that nobody died.
impl Default for Deaths {
    fn default() -> Self {
        Self::exactly(0)
    }
}

/// Makes deaths with one figure, which is the lowest, the best and the highest.
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

/// Adds up some deaths; the sum of none is 0.
impl Sum for Deaths {
    fn sum<I: Iterator<Item = Self>>(all: I) -> Self {
        all.fold(Self::default(), Self::plus)
    }
}

/// Writes `10` or `10 (8 to 12)`, and without a best figure `8 to 12`.
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

/// The deaths that one actor suffered, as part of the deaths of an event.
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
    /// The actor whose people were killed; the actor need not have taken part in the event.
    pub actor: ActorId,
    /// How many of its people were killed.
    pub deaths: Deaths,
}
