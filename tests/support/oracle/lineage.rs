//! Where an actor came from, what became of it, and what it was called when.

use std::collections::BTreeMap;

use factions::{ActorId, EventKind, Holds};

use super::Oracle;
use super::evidence::pairs;
use super::time::{Days, OPEN, Stated, as_of_day};

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
        for told in self.told() {
            for &id in &told {
                let statement = self.record.statement(id);
                let event = statement.event().expect("told are events");
                if !matches!(
                    event.kind,
                    EventKind::Split | EventKind::Merger | EventKind::Rename
                ) {
                    continue;
                }
                let Some(in_time) = Days::of(event).in_window(until) else {
                    continue;
                };
                let known = self.counted(statement).expect("told is counted");
                for (older, younger) in pairs(&statement.ends) {
                    let is_departure = event.kind == EventKind::Split
                        && self.was_member_before(&told, younger, older)
                        && self.parts_ended(&told, younger, older).is_empty();
                    if !is_departure && self.is_among(older) && self.is_among(younger) {
                        descents.push((older, younger, in_time.min(known)));
                    }
                }
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
}
