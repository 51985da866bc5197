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
    /// The view as a STIX 2.1 bundle, for OpenCTI and others.
    ///
    /// MISP is not served: misp-stix 2026.10.12 drops every incident, and most ties.
    ///
    /// Armed groups, militias, coalitions, private military companies and criminal groups are
    /// `threat-actor`s, which is STIX's word and no judgement of the record; all others are
    /// `identity`s. A tie is a `relationship` (`member-of`, `part-of`, `allied-with`, `supports`, …).
    /// A split, merger or renaming is one for each pair (`split-from`, `merged-into`, `renamed-to`).
    /// Any other event is an `incident`, `attributed-to` who acts; it `targets` whom it hits,
    /// `involves` others, and is `located-at` its places.
    ///
    /// Relationships have `start_time` and `stop_time`, which STIX has for the earliest and the latest
    /// possible time; a day's event stops at the next midnight. `confidence` is 95 for confirmed,
    /// 70 for reported, 45 for claimed, 20 for alleged and 10 for planned; the word is a label.
    /// Dates as their source has them, claimants and deaths stand in the `description`, sources in
    /// `external_references`. `created` is the day for which a statement speaks, or its
    /// record, else that of its earliest source. Ids
    /// come from the record's title and the keys: the same record has the same ids.
    ///
    /// Each object carries its entry of the record in an extension, the header in a `grouping` of
    /// all; so `Import::from_stix` has the same record again, but for
    /// what the view does not show. An object that another program wrote, kept as `native`, is written
    /// back as it was if the record still says what it said, else as a later version of it, one
    /// millisecond behind.
    ///
    /// | reader | what it makes of it |
    /// |---|---|
    /// | stix2-validator 3.3.2 | valid, without 103, 202 and 302 |
    /// | misp-stix 2026.10.12 | drops incidents, and ties of threat actors |
    ///
    /// It cannot carry in fields of their own the latest start and the earliest end, nor the sides of
    /// an event that has sides: what is not exact stands in the `description`, and is reported.
    ///
    /// # Complexity
    ///
    /// O(statements of the graph + length of the text).
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

    /// The same into a stream, object by object: no more of the text than a part is held, and the ids.
    ///
    /// # Errors
    ///
    /// When the stream cannot be written to.
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
        // what came as a location is one, though no event was there
        if shown.contains(&id) || id_of(&place.native, FORMAT).is_some() {
            bundle.place(place)?;
        }
    }
    let mut told = Told::default();
    for row in rows.statements() {
        told.add(&row);
        bundle.row(&row)?;
    }
    bundle.whole()?;
    let mut left_out = rows.left_out.clone();
    bundle.finish(&mut left_out);
    told.report(&rows, &mut left_out);
    Ok(left_out)
}

/// What stands in no field of its own.
#[derive(Debug, Default)]
struct Told {
    inexact: Vec<String>,
    sided: Vec<String>,
}

impl Told {
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
