//! The attributes of nodes and edges: their names, kinds and values.

use crate::export::kit::{DateCells, citation, date, digits, start_state};
use crate::model::{Bounds, Day, Evidence, Period, When};
use crate::record::Record;
use jiff::civil::Date;
use std::borrow::Cow;

/// Attributes by name; those without a value are left out.
#[derive(Debug, Default)]
pub(super) struct Attributes<'n>(pub(super) Vec<(&'static str, Attribute<'n>)>);

#[derive(Debug, Clone, PartialEq)]
pub(super) enum Attribute<'n> {
    Text(Cow<'n, str>),
    Day(Date),
    Number(u64),
    Truth(bool),
}

impl Attribute<'_> {
    /// Returns the value as plain text, written into `room` if it is not a text already.
    pub(super) fn plain<'a>(&'a self, room: &'a mut String) -> &'a str {
        room.clear();
        match self {
            Self::Text(text) => return text,
            Self::Day(day) => date(room, *day),
            Self::Number(number) => digits(room, *number),
            Self::Truth(truth) => room.push_str(if *truth { "true" } else { "false" }),
        }
        room
    }
}

/// The type of an attribute's values.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Type {
    Text,
    Number,
    Truth,
}

/// The attributes of nodes, in output order; all are texts.
pub(super) const OF_NODES: &[&str] = &[
    "name",
    "short",
    "kind",
    "country",
    "tags",
    "aliases",
    "ids",
    "start_written",
    "start_edtf",
    "start_state",
    "end_written",
    "end_edtf",
    "end_state",
    "seen",
    "start_min",
    "start_max",
    "end_min",
    "end_max",
    "holds",
    "certainty",
    "by",
    "hedge",
    "sources",
    "citations",
    "note",
];

/// The attributes of edges, in output order.
pub(super) const OF_EDGES: &[(&str, Type)] = &[
    ("edge_id", Type::Text),
    ("label", Type::Text),
    ("statement", Type::Text),
    ("happening", Type::Text),
    ("class", Type::Text),
    ("kind", Type::Text),
    ("sign", Type::Text),
    ("mutual", Type::Truth),
    ("role", Type::Text),
    ("forms", Type::Text),
    ("start_written", Type::Text),
    ("start_edtf", Type::Text),
    ("start_state", Type::Text),
    ("end_written", Type::Text),
    ("end_edtf", Type::Text),
    ("end_state", Type::Text),
    ("seen", Type::Text),
    ("start_min", Type::Text),
    ("start_max", Type::Text),
    ("end_min", Type::Text),
    ("end_max", Type::Text),
    ("ended_by", Type::Text),
    ("when_written", Type::Text),
    ("when_edtf", Type::Text),
    ("day_min", Type::Text),
    ("day_max", Type::Text),
    ("place", Type::Text),
    ("killed_low", Type::Number),
    ("killed_best", Type::Number),
    ("killed_high", Type::Number),
    ("killed_of", Type::Text),
    ("killed_certainty", Type::Text),
    ("killed_by", Type::Text),
    ("holds", Type::Text),
    ("certainty", Type::Text),
    ("by", Type::Text),
    ("hedge", Type::Text),
    ("denied_by", Type::Text),
    ("sources", Type::Text),
    ("citations", Type::Text),
    ("reason", Type::Text),
    ("note", Type::Text),
    ("tellings", Type::Text),
];

/// The citation of every source, formatted once.
#[derive(Debug)]
pub(super) struct Citations(Vec<String>);

impl Citations {
    pub(super) fn of(record: &Record) -> Self {
        Self(record.sources().iter().map(citation).collect())
    }
}

impl<'n> Attributes<'n> {
    pub(super) fn new() -> Self {
        // most events have no more attributes than this
        Self(Vec::with_capacity(24))
    }

    pub(super) fn text(&mut self, name: &'static str, text: impl Into<Cow<'n, str>>) {
        self.0.push((name, Attribute::Text(text.into())));
    }

    pub(super) fn some(&mut self, name: &'static str, text: Option<&'n str>) {
        if let Some(text) = text {
            self.text(name, text);
        }
    }

    pub(super) fn shown(&mut self, name: &'static str, value: Option<impl ToString>) {
        if let Some(value) = value {
            self.text(name, value.to_string());
        }
    }

    pub(super) fn day(&mut self, name: &'static str, day: Day) {
        self.0
            .extend(day.date().map(|date| (name, Attribute::Day(date))));
    }

    pub(super) fn number(&mut self, name: &'static str, number: u64) {
        self.0.push((name, Attribute::Number(number)));
    }

    pub(super) fn truth(&mut self, name: &'static str, truth: bool) {
        self.0.push((name, Attribute::Truth(truth)));
    }

    pub(super) fn list<T: ToString>(
        &mut self,
        name: &'static str,
        list: impl IntoIterator<Item = T>,
    ) {
        let mut list = list.into_iter();
        let Some(first) = list.next() else {
            return;
        };
        let mut text = first.to_string();
        for one in list {
            text.push_str("; ");
            text.push_str(&one.to_string());
        }
        self.text(name, text);
    }

    /// Adds the dates of a period: as written, in strict EDTF, and whether they are known at all.
    pub(super) fn period(&mut self, period: &Period, bounds: Bounds, end_state: &'static str) {
        self.date(["start_written", "start_edtf"], period.start());
        self.text("start_state", start_state(period.start()));
        self.date(["end_written", "end_edtf"], period.end().date());
        self.text("end_state", end_state);
        self.list("seen", period.seen());
        self.day("start_min", bounds.first_start());
        self.day("start_max", bounds.last_start());
        self.day("end_min", bounds.first_end());
        self.day("end_max", bounds.last_end());
    }

    /// Adds the date of an event.
    pub(super) fn when(&mut self, when: Option<&When>) {
        self.date(["when_written", "when_edtf"], when);
    }

    fn date(&mut self, names: [&'static str; 2], when: Option<&When>) {
        let Some(when) = when else {
            return;
        };
        match DateCells::of(when) {
            DateCells::Day(day) => {
                for name in names {
                    self.day(name, day);
                }
            }
            DateCells::Other { written, edtf } => {
                self.text(names[0], written);
                self.text(names[1], edtf);
            }
        }
    }

    /// Adds the certainty, claimants and sources. The hedge is a separate argument, because it may come from
    /// another statement.
    pub(super) fn evidence(
        &mut self,
        evidence: &Evidence,
        hedge: Option<Cow<'n, str>>,
        record: &'n Record,
        citations: &'n Citations,
    ) {
        self.text("certainty", evidence.certainty.as_str());
        let by = evidence.by.iter().map(|&id| &record.actor(id).key);
        self.list("by", by);
        if let Some(hedge) = hedge {
            self.text("hedge", hedge);
        }
        let of = |id: crate::model::SourceId| &*citations.0[id.index()];
        match &*evidence.sources {
            [] => {}
            [only] => {
                self.text("sources", &*record.source(*only).key);
                self.text("citations", of(*only));
            }
            all => {
                self.list("sources", all.iter().map(|&id| &record.source(id).key));
                self.list("citations", all.iter().map(|&id| of(id)));
            }
        }
    }
}
