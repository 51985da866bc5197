//! A line of a picture: what ties two actors.

use crate::export::dot::writing::style::Look;
use crate::model::ActorId;
use crate::query::Grounds;

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
    /// Until when, if it is over on the last day; of events, how many and when.
    pub(in crate::export::dot) until: Option<String>,
}
