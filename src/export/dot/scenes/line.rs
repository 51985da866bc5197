//! A line of a picture: what ties two actors.

use crate::export::dot::writing::style::Look;
use crate::model::ActorId;
use crate::query::Grounds;

/// How many pairs one event may tie to be told in lines between them.
pub(in crate::export::dot) const MOST_PAIRS: usize = 400;

/// Relations of one pair that look alike.
#[derive(Debug, Clone)]
pub(in crate::export::dot) struct Line<'g> {
    pub(in crate::export::dot) look: Look,
    pub(in crate::export::dot) from: ActorId,
    pub(in crate::export::dot) to: ActorId,
    /// Whether it leads from one to the other.
    pub(in crate::export::dot) is_directed: bool,
    /// Its statements and how sure the surest is.
    pub(in crate::export::dot) grounds: Grounds<'g>,
    /// Until when, if it is over on the last day.
    pub(in crate::export::dot) until: Option<String>,
    /// Of how many events it is, and when they were.
    pub(in crate::export::dot) events: Option<String>,
}
