//! The naive oracle: the rules of time and of questions, by the letter, with loops alone.
//!
//! It answers every question by loops over `record.statements()`: no index, no cleverness, nothing
//! of the graph, the views or the questions of the library, so that anyone can check it by eye.
//! Each function quotes, in quotation marks, the sentence of the design that it implements. Where a
//! sentence can be read in two ways, a comment that starts with `CHOICE:` gives both readings.
//!
//! Days are plain numbers (days since 1970-01-01). The infinities of bounds are [`INF`] with either
//! sign; an open edge of a window is [`OPEN`] with either sign, further out than every bound.

pub(crate) mod actors;
pub(crate) mod bounds;
pub(crate) mod changes;
pub(crate) mod collective_stance;
pub(crate) mod collectives;
pub(crate) mod compare;
pub(crate) mod contradictions;
pub(crate) mod courses;
pub(crate) mod coverage;
pub(crate) mod evidence;
pub(crate) mod happenings;
pub(crate) mod lineage;
pub(crate) mod lives;
pub(crate) mod members;
pub(crate) mod said;
pub(crate) mod splits;
pub(crate) mod stance;
pub(crate) mod ties;
pub(crate) mod time;
pub(crate) mod told;
pub(crate) mod tolls;
pub(crate) mod turns;
pub(crate) mod words;

use std::cell::RefCell;
use std::collections::{BTreeMap, BTreeSet};
use std::rc::Rc;

use factions::{ActorId, Certainty, Kinds, Record, SourceId};

pub(crate) use changes::Change;
pub(crate) use compare::{Row, diff};
pub(crate) use contradictions::Contradiction;
pub(crate) use time::OPEN;
pub(crate) use words::Other;

use courses::{Pair, Runs};
use lives::Lives;
use told::Thing;

/// A lens on a record: everything that can be asked of a view, as plain data.
#[derive(Debug, Clone)]
pub(crate) struct Lens {
    /// From the first day up to, and not on, the second; [`EVER`] is all of time.
    pub(crate) window: (i64, i64),
    /// The span of events, where it is another one.
    pub(crate) events: Option<(i64, i64)>,
    pub(crate) known_on: Option<i64>,
    pub(crate) at_least: Certainty,
    pub(crate) only: Option<Kinds>,
    pub(crate) without: Option<Kinds>,
    pub(crate) among: Option<BTreeSet<ActorId>>,
    pub(crate) sources: Option<BTreeSet<SourceId>>,
    pub(crate) certainly: bool,
}

/// The window of `ever()`.
pub(crate) const EVER: (i64, i64) = (-OPEN, OPEN);

impl Lens {
    /// "`graph.ever()`", "default: possibly", "default `alleged`".
    pub(crate) fn ever() -> Self {
        Self::during(EVER)
    }

    /// "`at(day)` is `during(day .. day + 1)`."
    pub(crate) fn at(day: i64) -> Self {
        Self::during((day, day + 1))
    }

    pub(crate) fn during(window: (i64, i64)) -> Self {
        Self {
            window,
            events: None,
            known_on: None,
            at_least: Certainty::Alleged,
            only: None,
            without: None,
            among: None,
            sources: None,
            certainly: false,
        }
    }
}

/// A record, asked through a lens.
#[derive(Debug)]
pub(crate) struct Oracle<'r> {
    pub(crate) record: &'r Record,
    pub(crate) lens: Lens,
    /// For each statement all of its thing.
    same: Vec<Thing>,
    /// How relations run and what the periods of actors were, once it was asked.
    found: RefCell<BTreeMap<Pair, Option<Rc<Runs>>>>,
    lived: RefCell<Lived>,
}

/// What the periods of each actor were, by tellings of a certainty and surer ones.
type Lived = BTreeMap<(ActorId, Certainty), Rc<Vec<Lives>>>;

impl<'r> Oracle<'r> {
    pub(crate) fn new(record: &'r Record, lens: Lens) -> Self {
        Self {
            record,
            lens,
            same: told::things_of(record),
            found: RefCell::default(),
            lived: RefCell::default(),
        }
    }

    /// "`.events_during(range)` (relations as they stand, events of another span)".
    pub(crate) fn events_window(&self) -> (i64, i64) {
        self.lens.events.unwrap_or(self.lens.window)
    }
}
