//! Lists of the actors, statements and sources of a page, each added when it is first named.

use super::data::{ActorItem, PlaceItem, SourceItem, StatementItem};
use crate::export::kit::web_address;
use crate::export::kit::words::{actor_kind, capital, event_kind, how_known, relation_kind};
use crate::export::kit::{day_in_words, when_in_words};
use crate::graph::{ActorRef, StatementRef};
use crate::model::{
    ActorId, Alias, Certainty, Content, End, Ends, Event, Evidence, Kind, Period, Place, Relation,
    Source, SourceId, StatementId, Toll,
};
use crate::query::{KilledOf, how_many_killed};
use crate::view::View;
use std::collections::BTreeMap;

/// The lists of a page, with lookups from ids to positions in these lists.
#[derive(Debug)]
pub(super) struct Book<'g, 'f> {
    pub(super) view: View<'g, 'f>,
    pub(super) levels: Vec<Certainty>,
    actor_places: BTreeMap<ActorId, usize>,
    statement_places: BTreeMap<StatementId, usize>,
    source_places: BTreeMap<String, usize>,
    located_places: BTreeMap<String, usize>,
    pub(super) actors: Vec<ActorItem>,
    pub(super) statements: Vec<StatementItem>,
    pub(super) sources: Vec<SourceItem>,
    pub(super) places: Vec<PlaceItem>,
}

impl<'g, 'f> Book<'g, 'f> {
    pub(super) const fn new(view: View<'g, 'f>, levels: Vec<Certainty>) -> Self {
        Self {
            view,
            levels,
            actor_places: BTreeMap::new(),
            statement_places: BTreeMap::new(),
            source_places: BTreeMap::new(),
            located_places: BTreeMap::new(),
            actors: Vec::new(),
            statements: Vec::new(),
            sources: Vec::new(),
            places: Vec::new(),
        }
    }

    /// Returns the position of an actor in the list, adding it if needed.
    pub(super) fn actor(&mut self, id: ActorId) -> usize {
        if let Some(&place) = self.actor_places.get(&id) {
            return place;
        }
        let actor = self.view.graph().actor_ref(id);
        let entry = actor.record();
        let aliases: Vec<String> = entry.aliases.iter().map(alias).collect();
        let mut lines = Vec::new();
        line(&mut lines, "also called", aliases.join("; "));
        line(
            &mut lines,
            "country",
            entry.country.as_deref().unwrap_or_default(),
        );
        line(&mut lines, "tags", entry.tags.join(", "));
        line(&mut lines, "known", self.known(&entry.evidence));
        line(
            &mut lines,
            "in the source's words",
            quoted(entry.evidence.hedge.as_deref()),
        );
        line(
            &mut lines,
            "remark",
            entry.note.as_deref().unwrap_or_default(),
        );
        let item = ActorItem {
            key: actor.key().to_owned(),
            name: actor.name().to_owned(),
            label: actor.label().to_owned(),
            kind: actor_kind(entry.kind),
            lines,
            sources: self.sources_of(&entry.evidence.sources),
        };
        self.actors.push(item);
        self.actor_places.insert(id, self.actors.len() - 1);
        self.actors.len() - 1
    }

    /// Returns the positions of actors in the list.
    pub(super) fn actor_list(&mut self, all: impl IntoIterator<Item = ActorId>) -> Vec<usize> {
        all.into_iter().map(|id| self.actor(id)).collect()
    }

    /// Returns the position of a statement in the list, adding it if needed.
    pub(super) fn statement(&mut self, statement: StatementRef<'g>) -> usize {
        if let Some(&place) = self.statement_places.get(&statement.id()) {
            return place;
        }
        let record = statement.record();
        let mut lines = Vec::new();
        match &record.content {
            Content::Relation(relation) => {
                line(
                    &mut lines,
                    "role",
                    relation.role.as_deref().unwrap_or_default(),
                );
                let forms: Vec<&str> = relation.forms.iter().map(|form| form.as_str()).collect();
                line(&mut lines, "consists of", forms.join(", "));
            }
            Content::Event(event) => line(&mut lines, "where", self.places(event)),
        }
        line(
            &mut lines,
            "because",
            record.reason.as_deref().unwrap_or_default(),
        );
        line(
            &mut lines,
            "in the source's words",
            quoted(record.evidence.hedge.as_deref()),
        );
        line(
            &mut lines,
            "remark",
            record.note.as_deref().unwrap_or_default(),
        );
        let event = record.event();
        let when = match &record.content {
            Content::Relation(relation) => self.period(&relation.period, &record.evidence),
            Content::Event(event) => event
                .when
                .as_ref()
                .map_or_else(|| String::from("day unknown"), when_in_words),
        };
        let item = StatementItem {
            id: statement.key().to_owned(),
            what: self.what(statement),
            when,
            known: self.known(&record.evidence),
            lines,
            toll: event.and_then(|event| self.toll(statement, event.killed.as_ref()?)),
            sources: self.sources_of(&record.evidence.sources),
        };
        self.statements.push(item);
        let place = self.statements.len() - 1;
        self.statement_places.insert(statement.id(), place);
        place
    }

    /// Returns the positions of statements in the list.
    pub(super) fn statement_list(
        &mut self,
        all: impl IntoIterator<Item = StatementRef<'g>>,
    ) -> Vec<usize> {
        all.into_iter().map(|one| self.statement(one)).collect()
    }

    /// Returns the positions of the sources that the view admits.
    pub(super) fn sources_of(&mut self, ids: &[SourceId]) -> Vec<usize> {
        let view = self.view;
        let admitted = ids.iter().filter(|&&id| view.admits_source(id));
        admitted
            .map(|&id| self.source(view.graph().record().source(id)))
            .collect()
    }

    pub(super) fn source(&mut self, source: &Source) -> usize {
        if let Some(&place) = self.source_places.get(&*source.key) {
            return place;
        }
        let url = web_address(source).map(str::to_owned);
        let address = source.url.as_deref().filter(|_| url.is_none());
        self.sources.push(SourceItem {
            key: source.key.to_string(),
            title: source.to_string(),
            published: source.published.as_ref().map(when_in_words),
            url,
            address: address.map(str::to_owned),
            note: source.note.as_deref().map(str::to_owned),
        });
        let place = self.sources.len() - 1;
        self.source_places.insert(source.key.to_string(), place);
        place
    }

    /// Returns the position of a place in the list; `None` if its coordinates are unknown.
    pub(super) fn place(&mut self, place: &Place) -> Option<usize> {
        let (latitude, longitude) = (place.latitude?, place.longitude?);
        if let Some(&number) = self.located_places.get(&*place.key) {
            return Some(number);
        }
        self.places.push(PlaceItem {
            key: place.key.to_string(),
            name: place.to_string(),
            short: place.name.to_string(),
            latitude,
            longitude,
        });
        let number = self.places.len() - 1;
        self.located_places.insert(place.key.to_string(), number);
        Some(number)
    }

    fn known(&self, evidence: &Evidence) -> String {
        let by: Vec<ActorRef<'_>> = evidence
            .by
            .iter()
            .map(|&id| self.view.graph().actor_ref(id))
            .collect();
        how_known(evidence.certainty, &by)
    }

    fn places(&self, event: &Event) -> String {
        let record = self.view.graph().record();
        let places = event.places.iter().map(|&id| place(record.place(id)));
        places.collect::<Vec<_>>().join("; ")
    }

    /// Describes a statement by its kind and actors.
    pub(super) fn what(&self, statement: StatementRef<'_>) -> String {
        let word = match statement.kind() {
            Kind::Relation(kind) => relation_kind(kind),
            Kind::Event(kind) => event_kind(kind),
        };
        let who = self.who(&statement.record().ends);
        format!("{}: {who}", capital(word))
    }

    /// Names the tied actors by their short names.
    pub(super) fn who(&self, ends: &Ends) -> String {
        let record = self.view.graph().record();
        let names = |all: &[ActorId]| {
            let names: Vec<&str> = all.iter().map(|&id| record.actor(id).label()).collect();
            names.join(", ")
        };
        match ends {
            Ends::Directed { from, to } => format!("{} → {}", names(from), names(to)),
            Ends::Mutual(all) | Ends::Alone(all) => names(all),
            Ends::Sided(sides) => {
                let sides: Vec<String> = sides.iter().map(names).collect();
                sides.join(" – ")
            }
        }
    }

    /// Describes a period as its source states it.
    pub(super) fn period(&self, period: &Period, evidence: &Evidence) -> String {
        let mut all = Vec::new();
        match period.start() {
            Some(start) => all.push(format!("since {}", when_in_words(start))),
            None => all.push(String::from("start unknown")),
        }
        all.push(match period.end() {
            End::On(end) => format!("until {}", when_in_words(end)),
            End::Unknown => String::from("end unknown"),
            End::Ongoing => {
                let day = self.view.graph().record().as_of_day(evidence);
                let day = day.and_then(day_in_words);
                day.map_or_else(
                    || String::from("ongoing"),
                    |day| format!("ongoing on {day}"),
                )
            }
        });
        let seen: Vec<String> = period
            .seen()
            .iter()
            .filter_map(|&day| day_in_words(day.into()))
            .collect();
        if !seen.is_empty() {
            all.push(format!("seen on {}", seen.join(", ")));
        }
        all.join(", ")
    }

    /// Describes the deaths that a statement reports, with the levels of certainty that admit them as bits;
    /// `None` if no level does.
    fn toll(&self, statement: StatementRef<'_>, toll: &Toll) -> Option<(String, u8)> {
        let of = toll.of.iter();
        let of: Vec<KilledOf<'_>> = of.map(|loss| self.view.loss(loss)).collect();
        let mut text = how_many_killed(toll.deaths, &of);
        let by: Vec<ActorRef<'_>> = toll
            .by
            .iter()
            .map(|&id| self.view.graph().actor_ref(id))
            .collect();
        if toll.certainty.is_some() || !by.is_empty() {
            let certainty = self.view.toll_certainty(statement.id(), toll);
            text = format!("{text}, {}", how_known(certainty, &by));
        }
        if let Some(hedge) = &toll.hedge {
            text = format!("{text}, “{hedge}”");
        }
        let levels = self.levels.iter().enumerate();
        let admitting = levels.filter(|(_, certainty)| {
            let view = self.view.at_least(**certainty);
            view.admits_toll(statement.id(), toll)
        });
        let mask = admitting.fold(0, |mask, (level, _)| mask | 1 << level);
        (mask != 0).then_some((text, mask))
    }
}

/// Returns a relation's start as a word: `stated` or `unknown`.
pub(super) const fn start_word(period: &Period) -> &'static str {
    match period.start() {
        Some(_) => "stated",
        None => "unknown",
    }
}

/// Returns a period's end as a word.
pub(super) const fn end_word(period: &Period) -> &'static str {
    match period.end() {
        End::On(_) => "stated",
        End::Ongoing => "ongoing",
        End::Unknown => "unknown",
    }
}

/// Lists the role and forms of a relation, which distinguish it from others of its kind.
pub(super) fn more_of(relation: &Relation) -> String {
    let mut all: Vec<&str> = relation.role.as_deref().into_iter().collect();
    all.extend(relation.forms.iter().map(|form| form.as_str()));
    all.join(", ")
}

fn line(lines: &mut Vec<(&'static str, String)>, word: &'static str, text: impl Into<String>) {
    let text = text.into();
    if !text.is_empty() {
        lines.push((word, text));
    }
}

fn quoted(hedge: Option<&str>) -> String {
    hedge.map_or_else(String::new, |hedge| format!("“{hedge}”"))
}

fn alias(alias: &Alias) -> String {
    let mut about: Vec<String> = alias.lang.iter().map(ToString::to_string).collect();
    about.extend(
        alias
            .period
            .start()
            .map(|start| format!("since {}", when_in_words(start))),
    );
    match alias.period.end() {
        End::On(end) => about.push(format!("until {}", when_in_words(end))),
        End::Ongoing => about.push(String::from("still")),
        End::Unknown => {}
    }
    match &*about {
        [] => alias.name.to_string(),
        about => format!("{} ({})", alias.name, about.join(", ")),
    }
}

fn place(place: &Place) -> String {
    match (place.latitude, place.longitude) {
        (Some(latitude), Some(longitude)) => format!("{place}, {latitude:?}, {longitude:?}"),
        _ => place.to_string(),
    }
}
