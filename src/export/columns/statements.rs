//! The tables of statements: their contents, actors and sources.

use super::rows::{Rows, Take};
use crate::export::kit::{StatementRow, end_state, start_state};
use crate::graph::StatementRef;
use crate::model::{
    ActorId, Bounds, Certainty, Content, Day, Deaths, End, Ends, Event, Evidence, Holds, Relation,
    Statement, Toll, When,
};
use crate::record::Record;
use std::io;

/// Returns a rank that rises with certainty.
pub(super) fn rank(certainty: Certainty) -> Option<u64> {
    let place = Certainty::ALL.iter().position(|&one| one == certainty)?;
    u64::try_from(place).ok()
}

/// Adds the four bounds of a period, and whether it never ends.
pub(super) fn bounds(rows: &mut Rows, bounds: Bounds) {
    rows.day(bounds.first_start()).day(bounds.last_start());
    rows.day(bounds.first_end()).day(bounds.last_end());
    rows.truth(bounds.first_end() == Day::AFTER_ALL);
}

/// Returns the kind of a date as a word.
pub(super) fn day_state(when: Option<&When>) -> &'static str {
    match when {
        None => "unknown",
        Some(when) if when.exact_day().is_some() => "day",
        Some(when) if when.is_several() => "several",
        Some(when) if when.possible_ranges().nth(1).is_some() => "one-of",
        Some(_) => "range",
    }
}

/// A statement with its row in the view, if the view shows it.
#[derive(Debug)]
pub(super) struct ShownStatement<'r, 'g> {
    pub(super) statement: StatementRef<'g>,
    pub(super) row: Option<&'r StatementRow<'g>>,
}

impl<'g> ShownStatement<'_, 'g> {
    fn record(&self) -> &'g Record {
        self.statement.graph().record()
    }

    fn key(&self, actor: ActorId) -> &'g str {
        &self.record().actor(actor).key
    }

    fn keys(&self, actors: &'g [ActorId]) -> impl Iterator<Item = &'g str> + use<'g> {
        let record = self.record();
        actors.iter().map(move |&actor| &*record.actor(actor).key)
    }

    /// Returns the id that all statements of the same happening or relation share.
    fn shared(&self) -> &'g str {
        let graph = self.statement.graph();
        graph
            .statement_ref(graph.first_of(self.statement.id()))
            .key()
    }
}

/// The tables of statements.
#[derive(Debug)]
pub(super) struct Statements {
    pub(super) relations: Rows,
    pub(super) events: Rows,
    pub(super) participants: Rows,
    pub(super) losses: Rows,
    pub(super) event_places: Rows,
    pub(super) statement_sources: Rows,
    pub(super) pairs: Rows,
}

impl Statements {
    pub(super) fn write(&mut self, one: &ShownStatement<'_, '_>, take: Take<'_>) -> io::Result<()> {
        match &one.statement.record().content {
            Content::Relation(relation) => self.relation(one, relation, take)?,
            Content::Event(event) => self.event(one, event, take)?,
        }
        self.participants(one, take)?;
        self.sources(one, take)
    }

    fn relation(
        &mut self,
        one: &ShownStatement<'_, '_>,
        relation: &Relation,
        take: Take<'_>,
    ) -> io::Result<()> {
        let of = one.statement.record();
        let rows = &mut self.relations;
        rows.text(one.statement.key()).truth(of.has_own_id);
        rows.text(one.shared());
        rows.size(one.statement.graph().tellings(one.statement.id()).count());
        rows.text(relation.kind.as_str());
        rows.text(relation.kind.sign().as_str());
        rows.text(form(&of.ends));
        sides(rows, one);
        rows.some(relation.role.as_deref());
        rows.texts(relation.forms.iter().map(|form| form.as_str()));
        evidence(rows, one);
        rows.written(relation.period.start());
        match relation.period.end() {
            End::Ongoing => rows.text(".."),
            end => rows.written(end.date()),
        };
        bounds(rows, one.statement.graph().bounds_of(one.statement.id()));
        rows.text(start_state(relation.period.start()));
        rows.text(end_state(relation.period.end()));
        rows.some(of.reason.as_deref()).some(of.note.as_deref());
        rows.some(one.row.map(|row| row.holds).map(Holds::as_str));
        rows.end(take)
    }

    fn event(
        &mut self,
        one: &ShownStatement<'_, '_>,
        event: &Event,
        take: Take<'_>,
    ) -> io::Result<()> {
        let (of, graph) = (one.statement.record(), one.statement.graph());
        let record = one.record();
        let pairs = of.ends.pairs();
        let rows = &mut self.events;
        rows.text(one.statement.key()).truth(of.has_own_id);
        rows.text(one.shared());
        rows.size(graph.tellings(one.statement.id()).count());
        rows.text(event.kind.as_str());
        rows.text(event.kind.sign().as_str());
        rows.truth(event.kind.is_violent());
        rows.text(form(&of.ends)).truth(event.jointly);
        rows.size(pairs.len());
        match *pairs {
            [(from, to)] => rows.text(one.key(from)).text(one.key(to)),
            _ => rows.nothing().nothing(),
        };
        sides(rows, one);
        let place = |&id| &*record.place(id).key;
        match &*event.places {
            [only] => rows.text(place(only)),
            _ => rows.nothing(),
        };
        rows.texts(event.places.iter().map(place));
        evidence(rows, one);
        rows.written(event.when.as_ref());
        rows.text(day_state(event.when.as_ref()));
        let days = graph.bounds_of(one.statement.id());
        let (first, last) = (days.first_start(), days.last_end().previous());
        rows.day(first).day(last);
        let year = first.date().map(jiff::civil::Date::year);
        rows.count(year.and_then(|year| u64::try_from(year).ok()));
        let is_admitted = one.row.is_none_or(|row| row.admits_toll);
        let toll = event.killed.as_deref().filter(|_| is_admitted);
        killed(rows, one, toll);
        let total = one.row.and_then(|row| row.killed.as_ref());
        figures(rows, total.map(|killed| killed.deaths));
        rows.some(of.reason.as_deref()).some(of.note.as_deref());
        rows.some(one.row.map(|row| row.holds).map(Holds::as_str));
        rows.end(take)?;
        for (from, to) in pairs {
            let rows = &mut self.pairs;
            rows.text(one.statement.key()).text(one.shared());
            rows.text(one.key(from)).text(one.key(to));
            rows.truth(of.ends.is_directed()).end(take)?;
        }
        for loss in toll.into_iter().flat_map(|toll| toll.of.iter()) {
            let rows = &mut self.losses;
            rows.text(one.statement.key()).text(one.shared());
            rows.text(one.key(loss.actor));
            figures(rows, Some(loss.deaths));
            rows.end(take)?;
        }
        for place in event.places.iter().map(place) {
            let rows = &mut self.event_places;
            rows.text(one.statement.key()).text(place).end(take)?;
        }
        Ok(())
    }

    fn participants(&mut self, one: &ShownStatement<'_, '_>, take: Take<'_>) -> io::Result<()> {
        let rows = &mut self.participants;
        let class = class(one.statement.record());
        let mut list = |role: &str, side: usize, actors: &[ActorId]| {
            for &actor in actors {
                rows.text(one.statement.key()).text(class);
                rows.text(one.key(actor)).text(role).size(side).end(take)?;
            }
            Ok(())
        };
        match &one.statement.record().ends {
            Ends::Directed { from, to } => {
                list("from", 1, from)?;
                list("to", 2, to)
            }
            Ends::Mutual(all) => {
                let mut each = (1..).zip(all.chunks(1));
                each.try_for_each(|(side, one)| list("between", side, one))
            }
            Ends::Alone(all) => list("alone", 1, all),
            Ends::Sided(sides) => {
                let mut each = (1..).zip(sides.iter());
                each.try_for_each(|(side, all)| list("side", side, all))
            }
        }
    }

    fn sources(&mut self, one: &ShownStatement<'_, '_>, take: Take<'_>) -> io::Result<()> {
        let rows = &mut self.statement_sources;
        for source in one.statement.sources() {
            rows.text(one.statement.key())
                .text(class(one.statement.record()));
            rows.text(&source.key);
            published(rows, source.published.as_ref());
            rows.end(take)?;
        }
        Ok(())
    }
}

/// Adds the bounds of a publication date, and whether it is known.
pub(super) fn published(rows: &mut Rows, when: Option<&When>) {
    match when {
        Some(when) => rows
            .day(when.first_day())
            .day(when.last_day())
            .text("known"),
        None => rows.nothing().nothing().text("unknown"),
    };
}

/// Adds the certainty, claimants and sources of an entry.
pub(super) fn entry_evidence(rows: &mut Rows, record: &Record, of: &Evidence) {
    rows.text(of.certainty.as_str()).count(rank(of.certainty));
    rows.texts(of.by.iter().map(|&id| &*record.actor(id).key));
    rows.some(of.hedge.as_deref());
    rows.texts(of.sources.iter().map(|&id| &*record.source(id).key));
}

fn evidence(rows: &mut Rows, one: &ShownStatement<'_, '_>) {
    let of = &one.statement.record().evidence;
    entry_evidence(rows, one.record(), of);
    let known = one.statement.graph().evidence_of(one.statement.id());
    let (since, until) = (known.known, known.withdrawn);
    rows.day(since.first).day(since.last);
    let is_always = since.last == Day::BEFORE_ALL;
    rows.text(if is_always { "always" } else { "known" });
    rows.day(until.first).day(until.last);
    rows.text(match (until.first, until.last) {
        (Day::AFTER_ALL, _) => "never",
        // a withdrawal without a date applies to all days
        (_, Day::BEFORE_ALL) => "always",
        _ => "withdrawn",
    });
}

fn killed(rows: &mut Rows, one: &ShownStatement<'_, '_>, toll: Option<&Toll>) {
    figures(rows, toll.map(|toll| toll.deaths));
    let Some(toll) = toll else {
        rows.text("unknown").nothing().nothing();
        rows.texts([]).nothing();
        return;
    };
    let has_best = toll.deaths.best.is_some();
    rows.text(if has_best { "known" } else { "range" });
    let of = &one.statement.record().evidence;
    let certainty = toll.certainty.unwrap_or(of.certainty);
    rows.text(certainty.as_str()).count(rank(certainty));
    let own = &*toll.by;
    let is_of_statement = toll.certainty.is_none() && own.is_empty();
    let by = if is_of_statement { &*of.by } else { own };
    rows.texts(by.iter().map(|&id| one.key(id)));
    rows.some(toll.hedge.as_deref());
}

fn figures(rows: &mut Rows, deaths: Option<Deaths>) {
    rows.count(deaths.map(|deaths| deaths.low));
    rows.count(deaths.and_then(|deaths| deaths.best));
    rows.count(deaths.map(|deaths| deaths.high));
}

/// Adds the actors of both sides as lists.
fn sides(rows: &mut Rows, one: &ShownStatement<'_, '_>) {
    let ends = &one.statement.record().ends;
    let two: Option<[&[ActorId]; 2]> = match ends {
        Ends::Directed { from, to } => Some([from, to]),
        Ends::Mutual(all) => match &**all {
            [_, _] => Some([&all[..1], &all[1..]]),
            _ => None,
        },
        Ends::Alone(all) => Some([all, &[]]),
        Ends::Sided(sides) => {
            let mut sides = sides.iter();
            match (sides.next(), sides.next(), sides.next()) {
                (Some(one), Some(other), None) => Some([one, other]),
                _ => None,
            }
        }
    };
    match two {
        Some([first, second]) => rows.texts(one.keys(first)).texts(one.keys(second)),
        None => rows.nothing().nothing(),
    };
}

const fn form(ends: &Ends) -> &'static str {
    match ends {
        Ends::Directed { .. } => "directed",
        Ends::Mutual(_) => "mutual",
        Ends::Sided(_) => "sided",
        Ends::Alone(_) => "alone",
    }
}

pub(super) fn class(of: &Statement) -> &'static str {
    match of.content {
        Content::Relation(_) => "relation",
        Content::Event(_) => "event",
    }
}
