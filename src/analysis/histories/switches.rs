//! Who changed sides: pairs that went from standing with each other to standing against, or back.

use super::history::{DyadHistory, Spell, SpellRule};
use crate::analysis::signed_graph::{DyadSign, SignedGraph};
use crate::graph::ActorRef;
use crate::query::{DaySpan, Grounds};
use crate::view::View;
use serde::Serialize;
use std::collections::BTreeSet;
use std::fmt;

/// Two actors that changed sides: they stood with each other and then against, or the other way round.
///
/// Between the two spells there may be days with both signs or without a tie. The switch is certain
/// if both spells are. It prints as a sentence and serialises with its [`Grounds`].
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[non_exhaustive]
pub struct SideSwitch<'g> {
    /// The actor whose key comes first.
    pub one: ActorRef<'g>,
    /// The other actor.
    pub other: ActorRef<'g>,
    /// How the two stood before.
    pub before: DyadSign,
    /// How the two stood after.
    pub after: DyadSign,
    /// Whether the two were enemies and became allies.
    pub is_defection: bool,
    /// Whether a spell rests on ties of coalitions, wholes, members or parts of the two, not on their own.
    pub is_through_others: bool,
    /// The days on which the new spell can start.
    #[serde(flatten)]
    pub days: DaySpan,
    /// What the switch rests on: the statements of both spells; its certainty is that of the weaker one.
    #[serde(flatten)]
    pub grounds: Grounds<'g>,
}

impl fmt::Display for SideSwitch<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let (one, other, grounds) = (self.one, self.other, &self.grounds);
        let what = if self.is_defection {
            "enemies before, came together"
        } else {
            "together before, turned against each other"
        };
        let through = if self.is_through_others {
            ", through others,"
        } else {
            ""
        };
        write!(
            f,
            "{one} and {other}, {what}{through} {} ({grounds})",
            self.days
        )
    }
}

/// # Side switches
impl<'g> View<'g, '_> {
    /// The dyads that changed sides within the window, by time, then by the two keys.
    ///
    /// A dyad changes sides when a positive spell follows a negative one, or a negative spell a positive one,
    /// in its [`dyad_histories`](Self::dyad_histories). It is a defection if the two were enemies and became
    /// allies. With [`SpellRule::through_coalitions`] the spells are those of stances: an actor that joins
    /// the coalition of another actor's enemies has changed sides too.
    ///
    /// # Complexity
    ///
    /// As [`dyad_histories`](Self::dyad_histories).
    ///
    /// # Examples
    ///
    /// ```
    /// # use factions::{ActorGraph, ConflictRule, Record, date};
    /// let record = Record::from_toml(r#"
    ///     format = 1
    ///     [actors]
    ///     a = { name = "A", kind = "armed-group" }
    ///     b = { name = "B", kind = "armed-group" }
    ///     [[relations]]
    ///     kind = "rivalry"
    ///     between = ["a", "b"]
    ///     start = 2021-05-01
    ///     end = 2022-01-01
    ///     [[relations]]
    ///     kind = "alliance"
    ///     between = ["a", "b"]
    ///     start = "2022-03"
    /// "#)?;
    /// let graph = ActorGraph::new(record);
    /// let view = graph.during(date(2021, 1, 1)..date(2023, 1, 1));
    /// let switches = view.side_switches(ConflictRule::Ambivalent);
    /// assert!(switches[0].is_defection);
    /// assert_eq!(switches[0].days.earliest(), Some(date(2022, 3, 1)));
    /// # Ok::<(), factions::Problems>(())
    /// ```
    ///
    /// Through coalitions:
    ///
    /// ```
    /// # use factions::{ActorGraph, ConflictRule, Record, SpellRule, date};
    /// let record = Record::from_toml(r#"
    ///     format = 1
    ///     [actors]
    ///     a = { name = "A", kind = "armed-group" }
    ///     army = { name = "Army", kind = "state-force" }
    ///     front = { name = "Front", kind = "coalition" }
    ///     [[relations]]
    ///     kind = "alliance"
    ///     between = ["a", "army"]
    ///     start = 2021-01-01
    ///     end = 2021-06-01
    ///     [[relations]]
    ///     kind = "belligerence"
    ///     between = ["front", "army"]
    ///     start = 2021-01-01
    ///     end = 2022-01-01
    ///     [[relations]]
    ///     kind = "membership"
    ///     from = "a"
    ///     to = "front"
    ///     start = 2021-07-01
    ///     end = 2022-01-01
    /// "#)?;
    /// let graph = ActorGraph::new(record);
    /// let view = graph.during(date(2021, 1, 1)..date(2022, 1, 1));
    /// let rule = SpellRule::from(ConflictRule::Ambivalent);
    /// assert!(view.side_switches(rule).is_empty());
    /// let switches = view.side_switches(rule.through_coalitions());
    /// assert_eq!(switches.len(), 1);
    /// assert!(switches[0].is_through_others && !switches[0].is_defection);
    /// assert_eq!(switches[0].days.earliest(), Some(date(2021, 7, 1)));
    /// # Ok::<(), factions::Problems>(())
    /// ```
    pub fn side_switches(self, rule: impl Into<SpellRule>) -> Vec<SideSwitch<'g>> {
        // a dyad whose ties all have one sign never switches
        let has_both = |signs: &BTreeSet<DyadSign>| signs.len() > 1;
        let histories = self.histories(rule.into(), has_both);
        let switches = histories.iter().flat_map(|one| switches(self, one));
        let mut switches: Vec<SideSwitch<'g>> = switches.collect();
        switches.sort_by_key(|switch| (switch.days, switch.one, switch.other));
        switches
    }
}

fn switches<'g>(view: View<'g, '_>, history: &DyadHistory<'g>) -> Vec<SideSwitch<'g>> {
    let of_one_sign = |spell: &&Spell<'g>| spell.sign.is_some_and(|it| it != DyadSign::Ambivalent);
    let spells: Vec<&Spell<'g>> = history.spells.iter().filter(of_one_sign).collect();
    let switch = |pair: &[&Spell<'g>]| {
        let ([before, after], &[old, new]) = ([pair[0].sign?, pair[1].sign?], pair) else {
            return None;
        };
        if before == after {
            return None;
        }
        let (old_grounds, new_grounds) = (old.grounds.as_ref()?, new.grounds.as_ref()?);
        let holds = old_grounds.holds.and(new_grounds.holds);
        let certainty = old_grounds.certainty.min(new_grounds.certainty);
        let statements = old_grounds.statements.iter().chain(&new_grounds.statements);
        let mut grounds = Grounds::undenied(view, holds, certainty, statements.copied());
        grounds.denied = [&*old_grounds.denied, &*new_grounds.denied].concat();
        grounds.denied.sort_unstable();
        grounds.denied.dedup();
        Some(SideSwitch {
            one: history.one,
            other: history.other,
            before,
            after,
            is_defection: after == DyadSign::Positive,
            is_through_others: old.is_through_others || new.is_through_others,
            days: new.starts,
            grounds,
        })
    };
    spells.windows(2).filter_map(switch).collect()
}

/// Two actors that stand on other sides in a later signed graph.
///
/// It prints as a sentence and serialises with its [`Grounds`].
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[non_exhaustive]
pub struct SignChange<'g> {
    /// The actor whose key comes first.
    pub one: ActorRef<'g>,
    /// The other actor.
    pub other: ActorRef<'g>,
    /// How the two stood in the first graph.
    pub before: DyadSign,
    /// How the two stand in the later graph.
    pub after: DyadSign,
    /// Whether the two were enemies and became allies.
    pub is_defection: bool,
    /// What the change rests on: the statements of both edges; its certainty is that of the weaker one.
    #[serde(flatten)]
    pub grounds: Grounds<'g>,
}

impl fmt::Display for SignChange<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let (one, other, before, after) = (self.one, self.other, self.before, self.after);
        write!(
            f,
            "{one} – {other}: {before}, then {after} ({})",
            self.grounds
        )
    }
}

impl<'g> SignedGraph<'g> {
    /// The dyads that are positive here and negative in a later graph, or the other way round, by key.
    ///
    /// The graphs may come from different records: actors are compared by key.
    ///
    /// # Complexity
    ///
    /// O(m log m), where m is the number of edges.
    pub fn side_switches(&self, later: &SignedGraph<'g>) -> Vec<SignChange<'g>> {
        let changes = self.edges().iter().filter_map(|old| {
            let later_actor = |actor: ActorRef<'g>| {
                let id = later.graph().record().actor_by_key(actor.key())?;
                later.graph().actor_by_id(id)
            };
            let new = later.dyad(later_actor(old.one)?, later_actor(old.other)?)?;
            let is_switch = new.sign != old.sign && new.sign != DyadSign::Ambivalent;
            is_switch.then(|| {
                let holds = old.grounds.holds.and(new.grounds.holds);
                let certainty = old.grounds.certainty.min(new.grounds.certainty);
                let mut grounds = Grounds::of_both(holds, old.grounds.clone(), new.grounds.clone());
                grounds.certainty = certainty;
                SignChange {
                    one: old.one,
                    other: old.other,
                    before: old.sign,
                    after: new.sign,
                    is_defection: new.sign == DyadSign::Positive,
                    grounds,
                }
            })
        });
        changes.collect()
    }
}
