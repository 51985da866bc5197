//! The tables for the record itself, its sources, actors and places, and its lines.

use super::rows::{Rows, Take};
use super::statements::{bounds, class, entry_evidence, published};
use crate::export::kit::{end_state, start_state};
use crate::graph::ActorGraph;
use crate::model::{Actor, ActorId, Day, Holds};
use crate::record::{Record, TableSchema};
use crate::view::View;
use std::io;

pub(super) fn record(
    rows: &mut Rows,
    record: &Record,
    written: &str,
    take: Take<'_>,
) -> io::Result<()> {
    rows.count(u64::try_from(TableSchema::VERSION).ok());
    rows.text(written);
    rows.some(record.title());
    rows.day(record.as_of().unwrap_or(Day::BEFORE_ALL));
    let sources = record.default_sources().iter();
    rows.texts(sources.map(|&id| &*record.source(id).key))
        .end(take)
}

pub(super) fn coverage(rows: &mut Rows, record: &Record, take: Take<'_>) -> io::Result<()> {
    for part in record.covers() {
        let bounds = part.bounds();
        rows.day(bounds.first_start()).day(bounds.last_start());
        rows.day(bounds.first_end()).day(bounds.last_end());
        rows.end(take)?;
    }
    Ok(())
}

pub(super) fn sources(rows: &mut Rows, record: &Record, take: Take<'_>) -> io::Result<()> {
    for source in record.sources() {
        rows.text(&source.key).some(source.publisher.as_deref());
        rows.some(source.title.as_deref());
        rows.written(source.published.as_ref());
        published(rows, source.published.as_ref());
        rows.some(source.url.as_deref())
            .some(source.note.as_deref());
        rows.end(take)?;
    }
    Ok(())
}

pub(super) fn places(rows: &mut Rows, record: &Record, take: Take<'_>) -> io::Result<()> {
    for place in record.places() {
        rows.text(&place.key).text(&place.name);
        rows.some(place.region.as_deref());
        rows.some(place.country.as_deref());
        rows.number(place.latitude).number(place.longitude);
        rows.some(place.note.as_deref()).end(take)?;
    }
    Ok(())
}

/// The tables of actors.
#[derive(Debug)]
pub(super) struct ActorTables {
    pub(super) actors: Rows,
    pub(super) aliases: Rows,
    pub(super) periods: Rows,
}

impl ActorTables {
    pub(super) fn write(
        &mut self,
        view: View<'_, '_>,
        id: ActorId,
        holds: Option<Holds>,
        take: Take<'_>,
    ) -> io::Result<()> {
        let record = view.graph().record();
        let of: &Actor = record.actor(id);
        let rows = &mut self.actors;
        rows.text(&of.key).text(&of.name).some(of.short.as_deref());
        rows.text(of.kind.as_str()).some(of.country.as_deref());
        rows.texts(of.tags.iter().map(|tag| &**tag));
        let ids: Vec<String> = of
            .ids
            .iter()
            .map(|(set, id)| format!("{set}={id}"))
            .collect();
        rows.texts(ids.iter().map(String::as_str));
        entry_evidence(rows, record, &of.evidence);
        rows.some(of.note.as_deref());
        bounds(rows, view.active_bounds(id));
        rows.some(holds.map(Holds::as_str)).end(take)?;
        for alias in &of.aliases {
            let rows = &mut self.aliases;
            rows.text(&of.key).text(&alias.name);
            rows.some(alias.lang.as_deref());
            bounds(rows, alias.period.bounds(record.as_of_day(&of.evidence)));
            rows.text(start_state(alias.period.start()));
            rows.text(end_state(alias.period.end())).end(take)?;
        }
        for (number, life) in (1..).zip(view.lives(id).iter()) {
            let rows = &mut self.periods;
            rows.text(&of.key).size(number);
            bounds(rows, life.bounds);
            rows.end(take)?;
        }
        Ok(())
    }
}

/// Writes the record itself, line by line.
pub(super) fn lines(rows: &mut Rows, graph: &ActorGraph, take: Take<'_>) -> io::Result<()> {
    let record = graph.to_record();
    let mut lines = Lines {
        rows,
        take,
        names: Box::new(names(&record)),
        line: Vec::new(),
        number: 0,
    };
    record.write_json_lines(&mut lines)
}

/// Returns the kind and key of each line, in output order.
fn names(record: &Record) -> impl Iterator<Item = (&'static str, Option<&str>)> {
    let sources = record.sources().iter();
    let sources = sources.map(|one| ("source", Some(&*one.key)));
    let actors = record.actors().iter();
    let actors = actors.map(|one| ("actor", Some(&*one.key)));
    let places = record.places().iter();
    let places = places.map(|one| ("place", Some(&*one.key)));
    let statements = record.statements().iter();
    let statements = statements.map(|one| (class(one), Some(&*one.id)));
    let before = std::iter::once(("record", None)).chain(sources);
    let all = before.chain(actors).chain(places).chain(statements);
    all.chain(std::iter::once(("end", None)))
}

/// A stream that turns lines into rows.
struct Lines<'r, 't> {
    rows: &'r mut Rows,
    take: Take<'t>,
    names: Box<dyn Iterator<Item = (&'static str, Option<&'r str>)> + 'r>,
    line: Vec<u8>,
    number: usize,
}

impl io::Write for Lines<'_, '_> {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        for part in bytes.split_inclusive(|byte| *byte == b'\n') {
            let Some(end) = part.strip_suffix(b"\n") else {
                self.line.extend_from_slice(part);
                continue;
            };
            self.line.extend_from_slice(end);
            let line = str::from_utf8(&self.line).map_err(io::Error::other)?;
            let (class, key) = self.names.next().unwrap_or(("end", None));
            self.rows.size(self.number).text(class).some(key);
            self.rows.text(line).end(self.take)?;
            self.line.clear();
            self.number += 1;
        }
        Ok(bytes.len())
    }

    fn flush(&mut self) -> io::Result<()> {
        Ok(())
    }
}
