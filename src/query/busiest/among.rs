//! Why a view among some actors keeps nothing.

use crate::graph::ActorRef;
use crate::model::Holds;
use crate::query::kit::{HoldsCount, counted, list};
use crate::view::View;
use serde::Serialize;
use std::fmt;

/// The reason why a view among some actors keeps nothing although they have ties or events with others.
///
/// It prints as a sentence that gives the reason, and serialises whole.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[non_exhaustive]
pub struct NothingAmong<'g> {
    /// What each of the actors has with others, by key.
    pub left_out: Vec<ActorLeftOut<'g>>,
}

/// What one actor has with others, and what the filter of actors therefore leaves out.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[non_exhaustive]
pub struct ActorLeftOut<'g> {
    /// The actor.
    pub actor: ActorRef<'g>,
    /// How many ties of relations the actor has in the view's window.
    pub relations: HoldsCount,
    /// How many events the actor takes part in.
    pub events: HoldsCount,
}

impl ActorLeftOut<'_> {
    const fn is_any(&self) -> bool {
        self.relations.all() > 0 || self.events.all() > 0
    }
}

impl fmt::Display for ActorLeftOut<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let relations = several(self.relations, "relation");
        let events = several(self.events, "event");
        write!(f, "{} has {relations} and {events} with others", self.actor)?;
        if self.events.is_silent() {
            f.write_str(", of days that are not covered")?;
        }
        Ok(())
    }
}

/// A count in words: `2 events`, `1 event (possibly 2 more)`, `possibly 1 event`.
fn several(count: HoldsCount, what: &str) -> String {
    match (count.certainly, count.possibly) {
        (sure, 0) => counted(sure, what),
        (0, more) => format!("possibly {}", counted(more, what)),
        (sure, more) => format!("{} (possibly {more} more)", counted(sure, what)),
    }
}

impl fmt::Display for NothingAmong<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let why = match &*self.left_out {
            [_] => "a tie has two ends, and among one actor there is no other",
            _ => "no tie has both its ends among them",
        };
        write!(f, "nothing is left: {why}; {}", list(&self.left_out))?;
        f.write_str(" (ask `events_of`, `neighbors` or `collective` instead)")
    }
}

/// # Why a view keeps nothing
impl<'g> View<'g, '_> {
    /// Why the view keeps nothing among its actors, or `None` if there is no such reason.
    ///
    /// The answer is `None` if the view keeps something, if its actors have nothing with others, or
    /// if the view is not [among](Self::among) some actors.
    ///
    /// A filter of actors keeps a tie if both its ends are among them. It keeps an event if it has
    /// such a tie, or if all its actors are among them. Among a single actor, only events that it
    /// has alone are kept.
    ///
    /// # Complexity
    ///
    /// O(ties and events of the actors).
    ///
    /// # Examples
    ///
    /// ```
    /// # use factions::{ActorGraph, Record};
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
    /// # "#)?;
    /// let graph = ActorGraph::new(record);
    /// let alone = graph.actor_set(["jnim"])?;
    /// let view = graph.ever().among(&alone);
    /// assert!(view.events().is_empty());
    /// assert_eq!(
    ///     view.nothing_among().map(|why| why.to_string()).as_deref(),
    ///     Some(
    ///         "nothing is left: a tie has two ends, and among one actor there is no other; \
    ///          JNIM has 0 relations and 1 event with others (ask `events_of`, `neighbors` or \
    ///          `collective` instead)"
    ///     ),
    /// );
    /// assert_eq!(graph.ever().nothing_among(), None);
    /// # Ok::<(), Box<dyn std::error::Error>>(())
    /// ```
    pub fn nothing_among(self) -> Option<NothingAmong<'g>> {
        let set = self.among?;
        let wide = View {
            among: None,
            ..self
        };
        let mut left_out = Vec::new();
        for actor in self.graph().actors().filter(|&actor| set.contains(actor)) {
            let is_left = self.neighbors(actor).next().is_some();
            if is_left || self.event_count_of(actor).all() > 0 {
                return None;
            }
            let (mut certainly, mut possibly) = (0, 0);
            let ties = wide.neighbors(actor);
            for one in ties.filter(|one| one.tie.kind().event().is_none()) {
                match one.holds {
                    Holds::Certainly => certainly += 1,
                    Holds::Possibly => possibly += 1,
                }
            }
            left_out.push(ActorLeftOut {
                actor,
                relations: HoldsCount::new(certainly, possibly),
                events: wide.event_count_of(actor),
            });
        }
        let is_any = left_out.iter().any(ActorLeftOut::is_any);
        is_any.then_some(NothingAmong { left_out })
    }
}
