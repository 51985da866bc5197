//! The toll of a happening: the number of people killed by all its tellings together.

use crate::graph::{ActorRef, IntoId, Origin, StatementRef};
use crate::model::{ActorId, Certainty, Day, Deaths, Loss, Toll};
use crate::query::kit::how_known;
use crate::view::View;
use serde::Serialize;
use std::collections::BTreeSet;
use std::fmt;

/// The deaths of a happening, with the evidence of its best figure.
///
/// If several statements give figures, `low` is the lowest low and `high` the highest high. The best figure
/// is that of the most certain statement; of equally certain ones that of the latest known, then the higher
/// figure. If the chosen statement gives only a range, there is no best figure.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[non_exhaustive]
pub struct Killed<'g> {
    /// The figures, in people killed.
    #[serde(flatten)]
    pub deaths: Deaths,
    /// The certainty of the best figure.
    pub certainty: Certainty,
    /// The actors who claim or allege the best figure, by key.
    pub by: Vec<ActorRef<'g>>,
    /// The hedge word of the best figure, as the source has it: `at least`.
    pub hedge: Option<&'g str>,
    /// How many of the dead each actor lost, as far as known, by key. The figures above include these deaths.
    pub of: Vec<KilledOf<'g>>,
    /// The statements that give these figures, in storage order.
    pub statements: Vec<StatementRef<'g>>,
}

/// The deaths that one actor suffered in a happening, whether or not it took part.
///
/// If several statements give figures for the actor, they combine as those of a [toll](Killed) do.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[non_exhaustive]
pub struct KilledOf<'g> {
    /// The actor that lost these people.
    pub actor: ActorRef<'g>,
    /// The figures, in people killed.
    #[serde(flatten)]
    pub deaths: Deaths,
}

impl fmt::Display for KilledOf<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{} of {}", self.deaths, self.actor)
    }
}

impl fmt::Display for Killed<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let how_many = how_many_killed(self.deaths, &self.of);
        write!(f, "{how_many}, {}", how_known(self.certainty, &self.by))?;
        match self.hedge {
            Some(hedge) => write!(f, ", “{hedge}”"),
            None => Ok(()),
        }
    }
}

impl Killed<'_> {
    /// Whether a statement says how many an actor lost.
    pub(crate) fn names(&self, actor: ActorId) -> bool {
        self.of.iter().any(|own| own.actor.id() == actor)
    }

    /// The deaths that an actor suffered in the happening, or `None` if they are unknown.
    ///
    /// They are 0 if nobody died.
    ///
    /// # Examples
    ///
    /// ```
    /// # use factions::{ActorGraph, Deaths, Record};
    /// # let record = Record::from_toml(r#"
    /// # format = 1
    /// # [actors]
    /// # jnim = { name = "JNIM", kind = "armed-group" }
    /// # army = { name = "Malian Armed Forces", kind = "state-force" }
    /// # [[events]]
    /// # kind = "clash"
    /// # from = "jnim"
    /// # to = "army"
    /// # killed = { best = 16, of = [{ actor = "army", best = 12 }] }
    /// # "#)?;
    /// let graph = ActorGraph::new(record);
    /// let events = graph.ever().events();
    /// let killed = events[0].killed.as_ref().expect("the clash has a toll");
    /// assert_eq!(killed.of(graph.actor("army")?), Some(Deaths::exactly(12)));
    /// assert_eq!(killed.of(graph.actor("jnim")?), None);
    /// # Ok::<(), Box<dyn std::error::Error>>(())
    /// ```
    #[track_caller]
    pub fn of(&self, actor: impl IntoId<ActorId>) -> Option<Deaths> {
        let graph = self.statements.first().map(|one| one.graph());
        let actor = Origin::from(graph).id_of(actor, "an actor");
        let own = self.of.iter().find(|own| own.actor.id() == actor);
        own.map(|own| own.deaths)
            .or_else(|| (self.deaths.high == 0).then(Deaths::default))
    }
}

/// Deaths in words: `10 killed (8 to 12; 6 of CMA)`, or `8 to 12 killed` without a best figure.
pub(crate) fn how_many_killed(deaths: Deaths, of: &[KilledOf<'_>]) -> String {
    let Deaths { low, best, high } = deaths;
    let mut beside = Vec::new();
    let figure = match best {
        Some(best) => {
            if (low, high) != (best, best) {
                beside.push(format!("{low} to {high}"));
            }
            best.to_string()
        }
        None => format!("{low} to {high}"),
    };
    if !of.is_empty() {
        let of: Vec<String> = of.iter().map(ToString::to_string).collect();
        beside.push(of.join(", "));
    }
    if beside.is_empty() {
        format!("{figure} killed")
    } else {
        format!("{figure} killed ({})", beside.join("; "))
    }
}

/// The rank of a figure: its certainty, the day on which it became known, and its height. The best figure has the
/// highest rank.
type Rank = (Certainty, Day, Option<u64>);

/// Several figures as one: the lowest low, the highest high, and the best of the highest rank.
fn together(told: impl Iterator<Item = ((Certainty, Day), Deaths)>) -> Option<Deaths> {
    let rank = |(known, deaths): ((Certainty, Day), Deaths)| -> (Rank, Deaths) {
        ((known.0, known.1, deaths.best), deaths)
    };
    let all = told.map(rank).reduce(|(rank, sum), (other, deaths)| {
        let top = rank.max(other);
        let both = Deaths {
            low: sum.low.min(deaths.low),
            best: top.2,
            high: sum.high.max(deaths.high),
        };
        (top, both)
    });
    all.map(|(_, deaths)| deaths)
}

/// # The toll of a happening
impl<'g> View<'g, '_> {
    /// The deaths of one actor, with its handle.
    pub(crate) fn loss(self, Loss { actor, deaths }: Loss) -> KilledOf<'g> {
        let actor = self.graph.actor_ref(actor);
        KilledOf { actor, deaths }
    }

    /// The deaths of a happening, by the tolls that the view's filters admit.
    pub(crate) fn killed_in(self, statements: &[StatementRef<'g>]) -> Option<Killed<'g>> {
        if let &[one] = statements {
            return self.killed_once(one);
        }
        let tolls = statements.iter().filter_map(|one| {
            let toll = one.record().event()?.killed.as_deref()?;
            self.admits_toll(one.id(), toll).then_some((*one, toll))
        });
        let tolls: Vec<(StatementRef<'g>, &Toll)> = tolls.collect();
        let known = |one: StatementRef<'g>, toll: &Toll| {
            let certainty = self.toll_certainty(one.id(), toll);
            (certainty, self.first_known(one.id()))
        };
        let told = tolls.iter().map(|&(one, toll)| (known(one, toll), toll));
        let deaths = together(told.clone().map(|(known, toll)| (known, toll.deaths)))?;
        let rank = |&(one, toll): &(StatementRef<'g>, &Toll)| (known(one, toll), toll.deaths.best);
        let &(statement, best) = tolls.iter().max_by_key(|pair| rank(pair))?;
        let actors: BTreeSet<ActorId> = tolls
            .iter()
            .flat_map(|(_, toll)| toll.of.iter().map(|loss| loss.actor))
            .collect();
        let of = actors.into_iter().filter_map(|actor| {
            let own = |toll: &Toll| toll.of.iter().find(|loss| loss.actor == actor);
            let own = told
                .clone()
                .filter_map(|(known, toll)| Some((known, own(toll)?.deaths)));
            let deaths = together(own)?;
            Some(self.loss(Loss { actor, deaths }))
        });
        Some(Killed {
            deaths,
            hedge: best.hedge.as_deref(),
            certainty: self.toll_certainty(statement.id(), best),
            by: self.who_says_toll(statement, best),
            of: of.collect(),
            statements: tolls.iter().map(|&(one, _)| one).collect(),
        })
    }

    /// Returns who claims a toll: the claimants that the toll names, or else those of its statement.
    pub(super) fn who_says_toll(
        self,
        statement: StatementRef<'g>,
        toll: &Toll,
    ) -> Vec<ActorRef<'g>> {
        let own: Vec<ActorRef<'g>> = toll.by.iter().map(|&id| self.graph.actor_ref(id)).collect();
        match toll.certainty {
            None if own.is_empty() => statement.by().collect(),
            _ => own,
        }
    }

    /// The deaths that one statement gives.
    fn killed_once(self, statement: StatementRef<'g>) -> Option<Killed<'g>> {
        let toll = statement.record().event()?.killed.as_deref()?;
        if !self.admits_toll(statement.id(), toll) {
            return None;
        }
        let mut of: Vec<KilledOf<'g>> = toll.of.iter().map(|loss| self.loss(loss)).collect();
        of.sort_by_key(|loss| loss.actor);
        of.dedup_by_key(|loss| loss.actor);
        Some(Killed {
            deaths: toll.deaths,
            hedge: toll.hedge.as_deref(),
            certainty: self.toll_certainty(statement.id(), toll),
            by: self.who_says_toll(statement, toll),
            of,
            statements: vec![statement],
        })
    }
}
