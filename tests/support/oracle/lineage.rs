//! Where an actor came from, what became of it, and what it was called when.

use std::collections::{BTreeMap, BTreeSet};

use factions::{ActorId, EventKind, Holds, Statement};

use super::Oracle;
use super::time::{INF, OPEN, Stated, as_of_day};
use super::told::days_in_window;
use super::turns::is_turn;

impl Oracle<'_> {
    /// Every descent: from the older to the younger actor, and how it lies before the window's end.
    ///
    /// "**lineage(a)**: ancestors and descendants through splinters (a split that ends a membership
    /// is a departure, not descent), mergers and renamings up to the window's end".
    ///
    /// CHOICE: "up to the window's end" where events have a span of their own. (1) The end of the
    /// window. (2) The end of that span. Taken: (1).
    fn descents(&self) -> Vec<(ActorId, ActorId, Holds)> {
        let until = (-OPEN, self.lens.window.1);
        let mut descents = Vec::new();
        for (thing, kind, (older, younger)) in self.turns() {
            let named = |one: &Statement| is_turn(one, kind, (older, younger));
            let is_departure = kind == EventKind::Split && !self.is_descent(&thing, younger, older);
            let is_among = self.is_among(older) && self.is_among(younger);
            if is_departure || !is_among || self.counting(&thing, named).is_empty() {
                continue;
            }
            if let Some(holds) = days_in_window(&self.days_of(&thing, named), until) {
                descents.push((older, younger, holds));
            }
        }
        descents.retain(|descent| self.shows(descent.2));
        descents
    }

    /// Everyone whom descents reach from an actor, each by its best line, itself left out.
    ///
    /// "tolerant of cycles".
    ///
    /// CHOICE: the order in time along a line. (1) It is not asked. (2) Each descent must be able
    /// to come after the one before. Taken: (1).
    fn line(&self, actor: ActorId, is_down: bool) -> BTreeMap<ActorId, Holds> {
        let descents = self.descents();
        let mut reached = BTreeMap::from([(actor, Holds::Certainly)]);
        loop {
            let before = reached.clone();
            for &(older, younger, holds) in &descents {
                let (from, to) = if is_down {
                    (older, younger)
                } else {
                    (younger, older)
                };
                if let Some(&so_far) = reached.get(&from) {
                    let best = reached.entry(to).or_insert(so_far.min(holds));
                    *best = (*best).max(so_far.min(holds));
                }
            }
            if reached == before {
                reached.remove(&actor);
                return reached;
            }
        }
    }

    pub(crate) fn ancestors(&self, actor: ActorId) -> BTreeMap<ActorId, Holds> {
        self.line(actor, false)
    }

    pub(crate) fn descendants(&self, actor: ActorId) -> BTreeMap<ActorId, Holds> {
        self.line(actor, true)
    }

    /// "the name that an actor had on a day": every other name with a period that can hold then.
    pub(crate) fn names_on(&self, actor: ActorId, day: i64) -> BTreeMap<String, Holds> {
        let entry = self.record.actor(actor);
        let as_of = as_of_day(self.record, &entry.evidence);
        let mut names = BTreeMap::new();
        for alias in &entry.aliases {
            if let Some(holds) = Stated::new(&alias.period, as_of).bounds().on(day) {
                names.insert(alias.name.to_string(), holds);
            }
        }
        names
    }

    /// What it was called in the window: each name, whether it is its own, and how it holds.
    ///
    /// Its own name "is certain where the window has a day on which none of [the others] can hold, else
    /// only possible".
    pub(crate) fn names(&self, actor: ActorId) -> BTreeSet<(String, bool, Holds)> {
        let entry = self.record.actor(actor);
        let as_of = as_of_day(self.record, &entry.evidence);
        let dated = entry.aliases.iter().filter(|one| !one.period.is_unknown());
        let dated: Vec<_> = dated
            .map(|one| (&one.name, Stated::new(&one.period, as_of).bounds()))
            .collect();
        // an open edge is no day
        let (from, to) = (self.lens.window.0.max(-INF), self.lens.window.1.min(INF));
        // if there is such a day, the first of all or the first after another name is one
        let mut days = dated.iter().map(|other| other.1.e1).chain([from]);
        let is_bare = days.any(|day| {
            let is_in = from <= day && day < to;
            is_in && dated.iter().all(|other| other.1.on(day).is_none())
        });
        let own = if is_bare {
            Holds::Certainly
        } else {
            Holds::Possibly
        };
        let others = dated.iter().filter_map(|(name, span)| {
            let holds = span.in_window(self.lens.window)?;
            Some((name.to_string(), false, holds))
        });
        let all = others.chain([(entry.name.to_string(), true, own)]);
        all.filter(|one| !self.lens.certainly || one.2 == Holds::Certainly)
            .collect()
    }
}
