//! STIX 2.1: for OpenCTI and other platforms of threat intelligence.

use super::carried::Carried;
use super::native::id_of;
use super::stix_bundle::{Bundle, FORMAT, is_located};
use crate::export::kit::{LeftOut, Out, Written, stream, whole};
use crate::export::kit::{Rows, StatementRow};
use crate::model::{Ends, PlaceId};
use crate::view::View;
use std::io;

/// # STIX
impl View<'_, '_> {
    /// The view as a STIX 2.1 bundle, for OpenCTI and other platforms.
    ///
    /// It is not for MISP: misp-stix 2026.10.12 drops every incident and most ties.
    ///
    /// Armed groups, militias, coalitions, private military companies and criminal groups become
    /// `threat-actor`s. That is STIX's word and not a judgement of the record. All other actors become
    /// `identity`s. A tie becomes a `relationship` (`member-of`, `part-of`, `allied-with`, `supports`, …). A
    /// split, merger or renaming becomes a relationship for each pair (`split-from`, `merged-into`,
    /// `renamed-to`). Any other event becomes an `incident`: it is `attributed-to` who acts, `targets` whom
    /// it hits, `involves` others, and is `located-at` its places.
    ///
    /// `start_time` and `stop_time` of a relationship are the earliest and the latest possible time, as STIX
    /// defines them; an event of one day stops at the next midnight. `confidence` is 95 for confirmed, 70 for
    /// reported, 45 for claimed, 20 for alleged and 10 for planned; the word itself is a label. The
    /// `description` has dates as their source writes them, claimants and deaths; `external_references` has
    /// the sources. `created` is the day for which the statement or its record speaks, or else the day of its
    /// earliest source. Ids are made of the record's title and the keys, so the same record has the same ids.
    ///
    /// Each object carries its entry of the record in an extension, and a `grouping` of all objects carries
    /// the header. So `Import::from_stix` reads the same record again, except for what the view does not
    /// show. An object that another program wrote and the record kept as `native` is written back as it was
    /// if the record still says the same; otherwise it is written as a later version, one millisecond later.
    ///
    /// | reader | what you should know |
    /// |---|---|
    /// | stix2-validator 3.3.2 | finds it valid, apart from the checks 103, 202 and 302 |
    /// | misp-stix 2026.10.12 | drops incidents, and ties of threat actors |
    ///
    /// The latest start, the earliest end, and the sides of an event with sides have no fields of their own.
    /// The `description` has everything that is not exact, and the report names these statements.
    ///
    /// # Complexity
    ///
    /// O(statements of the graph + their ties, which are sorted + length of the text).
    ///
    /// # Examples
    ///
    /// ```
    /// # use factions::{ActorGraph, Record};
    /// # let record = Record::from_toml(r#"
    /// # [actors]
    /// # csp = { name = "CSP", kind = "coalition" }
    /// # msa = { name = "MSA", kind = "armed-group" }
    /// # [[relations]]
    /// # kind = "membership"
    /// # from = "msa"
    /// # to = "csp"
    /// # start = "2021-05"
    /// # "#)?;
    /// let graph = ActorGraph::new(record);
    /// let bundle = graph.ever().to_stix().content;
    /// assert!(bundle.contains(r#""relationship_type":"member-of""#));
    /// assert!(bundle.contains(r#""start_time":"2021-05-01T00:00:00.000Z""#));
    /// # Ok::<(), factions::Problems>(())
    /// ```
    pub fn to_stix(self) -> Written {
        whole(|out| write(self, out))
    }

    /// Writes the bundle to a stream, object by object; only a part of the text, and the ids, are
    /// in memory at a time.
    ///
    /// # Errors
    ///
    /// The error of the stream, if it cannot be written to.
    ///
    /// # Examples
    ///
    /// ```
    /// # use factions::{ActorGraph, Record};
    /// # let record = Record::from_toml(r#"
    /// # [actors]
    /// # msa = { name = "MSA", kind = "armed-group" }
    /// # "#)?;
    /// let graph = ActorGraph::new(record);
    /// let mut file = Vec::new();
    /// graph.ever().write_stix(&mut file)?;
    /// assert_eq!(file, graph.ever().to_stix().content.as_bytes());
    /// # Ok::<(), Box<dyn std::error::Error>>(())
    /// ```
    pub fn write_stix(self, mut to: impl io::Write) -> io::Result<LeftOut> {
        stream(&mut to, |out| write(self, out))
    }
}

fn write(view: View<'_, '_>, out: &mut Out<'_>) -> io::Result<LeftOut> {
    let rows = Rows::of(view);
    let record = rows.graph.record();
    let carried = Carried::of(&rows, FORMAT);
    let mut bundle = Bundle::new(&rows, carried, out);
    bundle.head();
    for row in &rows.actors {
        bundle.actor(row)?;
    }
    let shown = rows.places();
    for (place, id) in record.places().iter().zip((0..).map(PlaceId::new)) {
        // a place that was read from a location is written as one, even without an event
        if shown.contains(&id) || id_of(&place.native, FORMAT).is_some() {
            bundle.place(place)?;
        }
    }
    let mut told = OutsideFields::default();
    for row in rows.statements_of_whole_events() {
        told.add(&row);
        bundle.row(&row)?;
    }
    bundle.whole()?;
    let mut left_out = rows.left_out.clone();
    bundle.finish(&mut left_out);
    told.report(&rows, &mut left_out);
    Ok(left_out)
}

/// Notes on facts that have no field of their own.
#[derive(Debug, Default)]
struct OutsideFields {
    inexact: Vec<String>,
    sided: Vec<String>,
}

impl OutsideFields {
    fn add(&mut self, row: &StatementRow<'_>) {
        let statement = row.statement;
        let bounds = row.ties.first().map(|tie| tie.bounds);
        let bounds = bounds.unwrap_or_else(|| statement.graph().bounds_of(statement.id()));
        let one_start = bounds.first_start() == bounds.last_start();
        if !(one_start && bounds.first_end() == bounds.last_end()) {
            self.inexact.push(statement.key().to_owned());
        }
        if row.happening.is_some() && matches!(statement.record().ends, Ends::Sided(_)) {
            self.sided.push(statement.key().to_owned());
        }
    }

    fn report(self, rows: &Rows<'_, '_>, left_out: &mut LeftOut) {
        let what = "statements whose dates are not exact: their earliest start and latest end are \
                    fields, the rest is in the description";
        left_out.note(what, self.inexact);
        let what = "events whose sides stand in the description alone";
        left_out.note(what, self.sided);
        let places = rows
            .places()
            .into_iter()
            .map(|id| rows.graph.record().place(id));
        let nowhere = places
            .filter(|place| !is_located(place))
            .map(|place| &*place.key);
        let what = "places without country, region or coordinates: named in their events alone";
        left_out.note(what, nowhere);
    }
}
