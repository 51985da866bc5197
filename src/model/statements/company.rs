//! Which actors stood together in an event.

use super::ends::Ends;
use super::statement::Statement;
use crate::model::id_list::IdList;
use crate::model::ids::ActorId;

/// # Who stood together
impl Statement {
    /// The groups of actors who stood together in this event; none for a relation.
    ///
    /// Each side is one group, and so is the `from` end. The `to` end is a group only if the event
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
    ///     .companies()
    ///     .map(|company| company.iter().map(|&id| &*record.actor(id).key).collect())
    ///     .collect();
    /// assert_eq!(named, [["army", "wagner"]]);
    /// # Ok::<(), factions::Problems>(())
    /// ```
    pub fn companies(&self) -> impl Iterator<Item = &[ActorId]> {
        let (ends, sides): ([&[ActorId]; 2], &[IdList<ActorId>]) = match (self.event(), &self.ends)
        {
            (Some(event), Ends::Directed { from, to }) => {
                let jointly_hit = event.jointly && !event.kind.is_one_sided();
                ([from, if jointly_hit { to } else { &[] }], &[])
            }
            // of sides of one actor each nobody has company
            (Some(_), Ends::Sided(sides)) => ([&[], &[]], sides.parts().1),
            _ => ([&[], &[]], &[]),
        };
        let all = ends.into_iter().chain(sides.iter().map(|side| &**side));
        all.filter(|company| company.len() > 1)
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
    /// assert!(clash.is_in_company(army, hunters));
    /// assert!(!clash.is_in_company(army, jnim));
    /// # Ok::<(), factions::Problems>(())
    /// ```
    pub fn is_in_company(&self, one: ActorId, other: ActorId) -> bool {
        let mut companies = self.companies();
        one != other && companies.any(|all| all.contains(&one) && all.contains(&other))
    }
}
