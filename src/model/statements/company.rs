//! Which actors stood together in an event.

use super::ends::Ends;
use super::statement::Statement;
use crate::model::id_list::IdList;
use crate::model::ids::ActorId;

/// # Who stood together
impl Statement {
    /// The sides on which several actors stood together in this event; none for a relation.
    ///
    /// Each side counts, and so does the `from` end. The `to` end counts only if the event
    /// is [`jointly`](crate::Event::jointly). Actors who are hit by the same event do not thereby stand
    /// together, and neither do several actors of an event that names no opponent.
    ///
    /// # Examples
    ///
    /// ```
    /// use factions::Record;
    ///
    /// let record = Record::from_toml(r#"
    ///     format = 1
    ///     [actors]
    ///     army = { name = "Army", kind = "state-force" }
    ///     wagner = { name = "Wagner Group", kind = "private-military" }
    ///     jnim = { name = "JNIM", kind = "armed-group" }
    ///     islamic-state = { name = "Islamic State", kind = "armed-group" }
    ///     [[events]]
    ///     kind = "strike"
    ///     from = ["army", "wagner"]
    ///     to = ["jnim", "islamic-state"]
    /// "#)?;
    /// let strike = &record.statements()[0];
    /// let named: Vec<Vec<&str>> = strike
    ///     .joint_sides()
    ///     .map(|side| side.iter().map(|&id| &*record.actor(id).key).collect())
    ///     .collect();
    /// assert_eq!(named, [["army", "wagner"]]);
    /// # Ok::<(), factions::Problems>(())
    /// ```
    pub fn joint_sides(&self) -> impl Iterator<Item = &[ActorId]> {
        let (ends, sides): ([&[ActorId]; 2], &[IdList<ActorId>]) = match (self.event(), &self.ends)
        {
            (Some(event), Ends::Directed { from, to }) => {
                let jointly_hit = event.jointly && !event.kind.is_one_sided();
                ([from, if jointly_hit { to } else { &[] }], &[])
            }
            // where each side is one actor, none is joint
            (Some(_), Ends::Sided(sides)) => ([&[], &[]], sides.parts().1),
            _ => ([&[], &[]], &[]),
        };
        let all = ends.into_iter().chain(sides.iter().map(|side| &**side));
        all.filter(|side| side.len() > 1)
    }

    /// Whether two different actors stood together in an event.
    ///
    /// # Examples
    ///
    /// ```
    /// use factions::{ActorId, Record};
    ///
    /// let record = Record::from_toml(r#"
    ///     format = 1
    ///     [actors]
    ///     army = { name = "Army", kind = "state-force" }
    ///     hunters = { name = "Hunters", kind = "militia" }
    ///     jnim = { name = "JNIM", kind = "armed-group" }
    ///     [[events]]
    ///     kind = "clash"
    ///     sides = [["army", "hunters"], ["jnim"]]
    /// "#)?;
    /// // the numbers of actors follow their keys
    /// let [army, hunters, jnim] = [0, 1, 2].map(ActorId::new);
    /// let clash = &record.statements()[0];
    /// assert!(clash.stood_together(army, hunters));
    /// assert!(!clash.stood_together(army, jnim));
    /// # Ok::<(), factions::Problems>(())
    /// ```
    pub fn stood_together(&self, one: ActorId, other: ActorId) -> bool {
        let mut sides = self.joint_sides();
        one != other && sides.any(|all| all.contains(&one) && all.contains(&other))
    }
}
