//! A line of a picture: the ties of two actors.

use crate::export::dot::writing::style::Look;
use crate::model::ActorId;
use crate::query::Grounds;

/// The most pairs that an event may tie to be drawn as lines between them.
pub(in crate::export::dot) const MOST_PAIRS: usize = 400;

/// Relations of one pair with the same look.
#[derive(Debug, Clone)]
pub(in crate::export::dot) struct Line<'g> {
    pub(in crate::export::dot) look: Look,
    pub(in crate::export::dot) from: ActorId,
    pub(in crate::export::dot) to: ActorId,
    /// Whether it leads from one to the other.
    pub(in crate::export::dot) is_directed: bool,
    /// The statements, and the certainty of the most certain one.
    pub(in crate::export::dot) grounds: Grounds<'g>,
    /// The end in words, if the relation is over on the last day.
    pub(in crate::export::dot) until: Option<String>,
    /// The number and days of the events behind it, in words.
    pub(in crate::export::dot) events: Option<String>,
}
