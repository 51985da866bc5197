//! Hints that rows do not state: groups that may be part of others, and changes to a group in a text.

use crate::import::data_sets::assembly::{Assembly, Seat, stem};
use crate::import::report::{Candidate, Treatment};
use crate::model::{Day, ShortText};
use crate::record::At;
use jiff::civil::Date;
use std::collections::{BTreeMap, BTreeSet};

/// The most ids of events that a candidate names.
const NAMED: usize = 3;

/// The hints of all rows.
#[derive(Debug, Default)]
pub(super) struct Hints {
    /// The events in which an actor took part beside one that it is associated with.
    beside: BTreeMap<(Seat, Seat), Beside>,
    /// The change to a group by event id, with the order of the version that describes it.
    changes: BTreeMap<String, (u64, Change)>,
}

/// A change to a group in a row: its day, the actors named, and the text.
#[derive(Debug)]
pub(super) struct Change {
    pub(super) day: Date,
    pub(super) actors: Vec<Seat>,
    pub(super) text: String,
}

/// Events in which one actor took part beside another, by their ids without versions.
#[derive(Debug, Default)]
struct Beside {
    events: BTreeSet<ShortText>,
    days: Option<(Day, Day)>,
}

impl Hints {
    /// Records that an actor took part beside one that it is associated with, in an event on these days.
    pub(super) fn stood_beside(&mut self, pair: (Seat, Seat), id: &str, days: (Day, Day)) {
        let beside = self.beside.entry(pair).or_default();
        beside.events.insert(ShortText::from(stem(id)));
        beside.days = Some(
            beside
                .days
                .map_or(days, |own| (own.0.min(days.0), own.1.max(days.1))),
        );
    }

    /// Records the text of a row about a change to a group.
    ///
    /// The latest version of an event counts, whatever the order of rows.
    pub(super) fn changed(&mut self, id: &str, version: u64, change: Change) {
        let told = self.changes.get(id);
        let is_latest = told.is_none_or(|(own, told)| {
            (*own, told.day, &told.text) < (version, change.day, &change.text)
        });
        if is_latest {
            self.changes.insert(id.to_owned(), (version, change));
        }
    }

    /// Lists all hints in the report.
    pub(super) fn tell(self, assembly: &mut Assembly) {
        let names = |assembly: &Assembly, seats: &[Seat]| -> Vec<String> {
            let names = seats.iter().map(|seat| assembly.cast.id(*seat));
            names.map(str::to_owned).collect()
        };
        let mut pairs: Vec<Candidate> = Vec::new();
        for ((part, whole), beside) in self.beside {
            let first = beside.events.iter().take(NAMED);
            pairs.push(Candidate {
                code: "part-of",
                actors: names(assembly, &[part, whole]),
                events: beside.events.len() as u64,
                first_day: beside.days.and_then(|days| days.0.date()),
                last_day: beside.days.and_then(|days| days.1.date()),
                first: first.map(ToString::to_string).collect(),
                text: String::new(),
            });
        }
        // the first examples of the note have the most events
        pairs.sort_by(|a, b| (b.events, &a.actors).cmp(&(a.events, &b.actors)));
        let at = At::in_text(0, 0);
        for candidate in pairs {
            let message = "one group stood beside another that it is associated with: that it is part of it \
                           is not said and was not made (all are in the report's `candidates`)";
            let what = candidate.actors.join(" beside ");
            let report = &mut assembly.report;
            report.note(Treatment::Beyond, "part-of-candidate", message, at, &what);
            report.candidate(candidate);
        }
        for (id, (_, change)) in self.changes {
            let id = format!("acled-{id}");
            let Change { day, actors, text } = change;
            let message = "what changed in a group stands in the text alone: no split, merger or membership was \
                           made of it (all are in the report's `candidates`)";
            let candidate = Candidate {
                code: "change-to-group",
                actors: names(assembly, &actors),
                events: 1,
                first_day: Some(day),
                last_day: Some(day),
                first: vec![id.clone()],
                text,
            };
            let report = &mut assembly.report;
            report.note(Treatment::Beyond, "change-to-group", message, at, &id);
            report.candidate(candidate);
        }
    }
}
