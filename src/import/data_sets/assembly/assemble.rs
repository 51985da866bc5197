//! Statements of a data set, on their way into a record.

use super::cast::{Cast, Seat};
use super::gazetteer::{Gazetteer, PlaceCells};
use super::kept::{Cited, Ids, Spoken, Tolls};
use super::known::Known;
use super::new_actor::{NewActor, behind};
use super::told::{HeldRelation, Occurred};
use super::versions::{Versions, is_same};
use crate::import::data_sets::kit::ages::{Age, BY_ARTICLES};
use crate::import::data_sets::kit::names::Keys;
use crate::import::data_sets::kit::spans::when_between;
use crate::import::report::{ReportWriter, Treatment};
use crate::import::{Crosswalk, Import, ImportedRows, LoadError};
use crate::model::{
    ActorId, Certainty, Content, Day, Deaths, Event, Evidence, IdList, Losses, Native, PlaceId,
    Relation, Source, SourceId, Statement, ThinVec, Toll, When,
};
use crate::record::{At, QuickMap, Reader, Record, Shared};
use jiff::civil::Date;
use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

/// One who is associated with an end of an event.
#[derive(Debug, Clone, Copy)]
pub(in crate::import::data_sets) struct Associate {
    /// The number of the statement, and of that end of it.
    pub(in crate::import::data_sets) statement: usize,
    pub(in crate::import::data_sets) end: u8,
    pub(in crate::import::data_sets) seat: Seat,
}

/// Statements of a data set, on their way into a record.
#[derive(Debug)]
pub(in crate::import::data_sets) struct Assembly {
    pub(in crate::import::data_sets) reader: Reader,
    pub(in crate::import::data_sets) report: ReportWriter,
    pub(in crate::import::data_sets) cast: Cast,
    pub(super) gazetteer: Gazetteer,
    keys: Keys,
    /// The source of the rows that are read now.
    source: SourceId,
    /// The release that they stand in.
    release: String,
    release_number: SourceId,
    title: String,
    /// The releases as their files tell them, each with its key and number.
    given: Vec<(Source, String, SourceId)>,
    /// The sources that the record does not have.
    new_sources: Vec<(SourceId, Source)>,
    /// The sources of the files that are read.
    pub(super) read: BTreeSet<SourceId>,
    /// The releases of all files, by their keys.
    releases: BTreeMap<String, SourceId>,
    /// How late each source is, as far as it says.
    pub(super) ages: BTreeMap<SourceId, Age>,
    /// The sources of days of articles.
    pub(super) articles: BTreeMap<(String, Date), SourceId>,
    /// The actors that stand for several, who stand in their place.
    pub(super) joint: BTreeMap<ActorId, Vec<ActorId>>,
    /// The actors that are one of several, who may each be meant.
    pub(super) one_of: BTreeMap<ActorId, Vec<ActorId>>,
    /// Who is associated with an end of an event, in the order of events.
    associated: Vec<Associate>,
    /// Where statements stand that are not the first of their row.
    pub(super) derived: BTreeSet<At>,
    /// Certainty and hedge of evidence that was made already, for this source.
    evidence: Vec<(Certainty, Option<Box<str>>, Arc<Evidence>)>,
    /// The evidence of what several files say.
    pub(super) joined: Shared<Evidence>,
    tolls: Tolls,
    dates: QuickMap<(Day, Day), When>,
    ids: Ids,
    versions: Versions,
    /// How late the rows that are read now are among the versions of a row, and what such a version is
    /// called.
    order: u64,
    label: String,
    /// How many statements the record had before.
    pub(super) first_statement: usize,
    pub(super) spoken: Spoken,
}

impl Assembly {
    /// Beside a record of a file of this name, or alone.
    pub(in crate::import::data_sets) fn new(
        data_set: &'static str,
        with: Option<(&str, &Record)>,
        crosswalk: Crosswalk,
        report: ReportWriter,
    ) -> Self {
        let known = Known::new(with.map(|(_, record)| record), crosswalk);
        let mut keys = Keys::default();
        let mut reader = Reader::default();
        let (mut gazetteer, mut given) = (Gazetteer::default(), Vec::new());
        let mut ages = BTreeMap::new();
        if let Some((name, record)) = with {
            reader = Reader::beside(name, record);
            gazetteer = Gazetteer::beside(&mut reader, record.places());
            // a release that the record has is the same source
            given.extend(record.sources().iter().map(|source| {
                let number = reader.source_number(&source.key);
                ages.insert(number, Age::of(source));
                (source.clone(), source.key.to_string(), number)
            }));
            let actors = record.actors().iter().map(|actor| &actor.key);
            let places = record.places().iter().map(|place| &place.key);
            let sources = record.sources().iter().map(|source| &source.key);
            actors
                .chain(places)
                .chain(sources)
                .for_each(|key| keys.take(key));
        }
        Self {
            ids: Ids::from(reader.statement_count()),
            first_statement: reader.statement_count(),
            reader,
            report,
            cast: Cast::new(data_set, known),
            gazetteer,
            keys,
            source: SourceId::default(),
            release: String::new(),
            release_number: SourceId::default(),
            title: String::new(),
            given,
            new_sources: Vec::new(),
            read: BTreeSet::new(),
            releases: BTreeMap::new(),
            ages,
            articles: BTreeMap::new(),
            joint: BTreeMap::new(),
            one_of: BTreeMap::new(),
            associated: Vec::new(),
            derived: BTreeSet::new(),
            evidence: Vec::new(),
            joined: Shared::default(),
            tolls: Tolls::default(),
            dates: QuickMap::default(),
            versions: Versions::default(),
            order: 0,
            label: String::new(),
            spoken: Spoken::default(),
        }
    }

    /// What follows is of this source, a release of a data set of this title, and as late among the versions of
    /// a row as `order` says.
    pub(in crate::import::data_sets) fn now_of(
        &mut self,
        (mut source, set): (Source, &str),
        (order, label): (u64, &str),
    ) {
        self.spoken.is_of(&source, set);
        self.order = order;
        label.clone_into(&mut self.label);
        self.versions.is_called(order, label);
        self.evidence.clear();
        self.title = source.to_string();
        // several files of one release are one source
        let known = self.given.iter().find(|one| is_release(&one.0, &source));
        if let Some((of_record, key, number)) = known {
            if !self.releases.contains_key(key) && Age::of(of_record).is_unknown() {
                let message = "a file that tells neither a release nor a day has the name of one that the record \
                               beside rests on, and is taken for it: what of it is otherwise in the record stays \
                               so (if it is a new download, say when it came out: `published`)";
                let (report, at) = (&mut self.report, At::in_text(0, 0));
                report.note(Treatment::Guessed, "same-file-name", message, at, key);
            }
            self.source = *number;
            self.read.insert(*number);
            (self.release, self.release_number) = (key.clone(), *number);
            return;
        }
        let key = self.keys.new_like(&source.key, "data-set");
        let stated = source.clone();
        source.key = key.as_str().into();
        self.source = self.reader.source_number(&key);
        self.read.insert(self.source);
        self.ages.insert(self.source, Age::of(&source));
        self.given.push((stated, key.clone(), self.source));
        self.releases.insert(key.clone(), self.source);
        (self.release, self.release_number) = (key, self.source);
        self.new_sources.push((self.source, source));
    }

    /// What follows is of the articles of a day, which the release that is read now rests on.
    pub(in crate::import::data_sets) fn of_articles(&mut self, day: Option<Date>) {
        let (release, title) = (self.release.clone(), self.title.clone());
        let number = match day {
            None => self.release_number,
            Some(day) => {
                let Self {
                    reader,
                    articles,
                    ages,
                    given,
                    new_sources,
                    ..
                } = self;
                *articles.entry((release.clone(), day)).or_insert_with(|| {
                    let key = format!("{release}-{day}");
                    let number = reader.source_number(&key);
                    let source = Source {
                        key: key.as_str().into(),
                        title: Some(format!("{title}{BY_ARTICLES}{day}").into()),
                        published: Some(When::from(day)),
                        ..Source::default()
                    };
                    ages.insert(number, Age::of(&source));
                    if !given.iter().any(|one| one.2 == number) {
                        new_sources.push((number, source));
                    }
                    number
                })
            }
        };
        if number != self.source {
            self.source = number;
            self.evidence.clear();
        }
    }

    /// What follows is of this source, which was read before.
    pub(in crate::import::data_sets) fn again_of(&mut self, source: SourceId) {
        if self.source != source {
            self.source = source;
            self.evidence.clear();
        }
    }

    /// The sources of the record beside that are such.
    pub(super) fn known_releases(&self, is_such: impl Fn(&Source) -> bool) -> BTreeSet<SourceId> {
        let given = self.given.iter().filter(|one| is_such(&one.0));
        given.map(|one| one.2).collect()
    }

    /// The source of the rows that are read now.
    pub(in crate::import::data_sets) const fn source(&self) -> SourceId {
        self.source
    }

    /// These actors stand in the place of one that stands for all of them.
    pub(in crate::import::data_sets) fn stand_for(&mut self, joint: Seat, actors: Vec<ActorId>) {
        self.joint.insert(self.cast.number(joint), actors);
        self.cast.is_replaced(joint);
    }

    /// The seat of an id, which goes by this name in this row.
    pub(in crate::import::data_sets) fn seat(&mut self, id: &str, name: &str, at: At) -> Seat {
        self.cast.seat(&mut self.reader, id, name, at)
    }

    /// The number by which a statement names the actor in a seat.
    ///
    /// Who it is, is known when all rows have been read, and may depend on the days of the statement.
    pub(in crate::import::data_sets) fn actor(&self, seat: Seat) -> ActorId {
        self.cast.number(seat)
    }

    /// Finds out who is who: all rows have been read.
    pub(in crate::import::data_sets) fn settle(&mut self) {
        self.cast.settle(&mut self.reader);
    }

    /// A day, or some day of a range.
    pub(in crate::import::data_sets) fn when(&mut self, first: Date, last: Date) -> When {
        if first == last {
            return When::from(first);
        }
        let days = (Day::from(first), Day::from(last));
        let when = self.dates.entry(days);
        when.or_insert_with(|| when_between(first, last)).clone()
    }

    /// The evidence of a statement of the source that is read now.
    pub(in crate::import::data_sets) fn evidence(
        &mut self,
        certainty: Certainty,
        hedge: Option<&str>,
    ) -> Arc<Evidence> {
        let known = self.evidence.iter();
        let mut same = known.filter(|one| one.0 == certainty && one.1.as_deref() == hedge);
        if let Some((_, _, evidence)) = same.next() {
            return Arc::clone(evidence);
        }
        let hedge: Option<Box<str>> = hedge.map(Into::into);
        let evidence = Arc::new(Evidence {
            certainty,
            hedge: hedge.clone(),
            sources: [self.source].into(),
            ..Evidence::default()
        });
        self.evidence
            .push((certainty, hedge, Arc::clone(&evidence)));
        evidence
    }

    /// Whether a statement of this id was taken.
    pub(in crate::import::data_sets) fn has(&mut self, id: &str) -> bool {
        self.ids.find(&self.reader, id).is_some()
    }

    /// Makes room for so many more statements, where there is memory for them.
    pub(in crate::import::data_sets) fn expect_more(&mut self, statements: usize) {
        self.reader.expect_more(statements);
        self.versions.expect_more(statements);
    }

    /// The number of a place; `None`: it has no name.
    pub(in crate::import::data_sets) fn place(
        &mut self,
        cells: PlaceCells<'_>,
        at: At,
    ) -> Option<PlaceId> {
        self.gazetteer.number(&mut self.reader, cells, at)
    }

    /// The same of a place that rows have in these cells, which are read if they are met for the first time.
    pub(in crate::import::data_sets) fn place_in<'c>(
        &mut self,
        cells: &str,
        read: impl FnOnce() -> PlaceCells<'c>,
        at: At,
    ) -> Option<PlaceId> {
        let Self {
            gazetteer, reader, ..
        } = self;
        gazetteer.number_of(reader, (cells, read), at)
    }

    /// Takes an event; `false`: the same stands in the record already.
    pub(in crate::import::data_sets) fn event(&mut self, event: Occurred<'_>, at: At) -> bool {
        if let Some(when) = &event.when {
            self.spoken.of(when.first_day(), when.last_day());
        }
        let killed = event.killed.map(|deaths| self.toll(deaths, event.losses));
        let evidence = self.evidence(event.certainty, event.hedge);
        let statement = Statement {
            content: Content::Event(Event {
                kind: event.kind,
                when: event.when,
                places: event.place.into_iter().collect::<IdList<PlaceId>>(),
                killed,
                jointly: false,
            }),
            ends: event.ends,
            evidence,
            note: event.note.map(Into::into),
            reason: None.into(),
            has_own_id: true,
            id: event.id,
            same_as: ThinVec::default(),
            native: Native::new(event.native),
        };
        self.with_associates(statement, &event.associated, event.version.as_deref(), at)
    }

    /// Takes a relation; `false`: the same stands in the record already.
    pub(in crate::import::data_sets) fn relation(&mut self, held: HeldRelation, at: At) -> bool {
        let mut forms = held.forms;
        forms.sort_unstable();
        forms.dedup();
        let statement = Statement {
            content: Content::Relation(Box::new(Relation {
                kind: held.kind,
                period: held.period,
                role: None.into(),
                forms: forms.into(),
            })),
            ends: held.ends,
            evidence: self.evidence(held.certainty, held.hedge.as_deref()),
            note: held.note.map(Into::into),
            reason: None.into(),
            has_own_id: true,
            id: held.id.into(),
            same_as: ThinVec::default(),
            native: Native::new(held.native),
        };
        self.statement(statement, None, at)
    }

    /// The same of one more relation of a row, which has so many already.
    ///
    /// It has a place of its own: what breaks a rule in it takes nothing else of the row along.
    pub(in crate::import::data_sets) fn another(
        &mut self,
        held: HeldRelation,
        row: At,
        number: usize,
    ) {
        let at = behind(row, number + 2);
        self.derived.insert(at);
        self.relation(held, at);
    }

    /// Takes a statement; `false`: the same stands in the record already.
    ///
    /// One of an id that was read before, and of other content, is another version: which is the later
    /// is found out when all have been read.
    pub(in crate::import::data_sets) fn statement(
        &mut self,
        statement: Statement,
        version: Option<&str>,
        at: At,
    ) -> bool {
        self.with_associates(statement, &[], version, at)
    }

    /// The same of one with whose ends somebody is associated: rows that differ in that differ.
    fn with_associates(
        &mut self,
        mut statement: Statement,
        associated: &[(u8, Seat)],
        version: Option<&str>,
        at: At,
    ) -> bool {
        let number = self.reader.statement_count();
        let (order, label) = match version.map(|version| (version.parse(), version)) {
            Some((Ok(order), version)) => (order, version),
            _ => (self.order, self.label.as_str()),
        };
        if let Some(before) = self.ids.meet(&self.reader, &statement.id, number) {
            let all = self.versions.of(&statement.id);
            let mut all = all.unwrap_or(std::slice::from_ref(&before)).iter();
            let known = |number: &&usize| self.reader.statement_at(**number);
            let same = all.find(|number| {
                known(number).is_some_and(|one| is_same(one, &statement))
                    && self.are_associated(**number, associated)
            });
            if let Some(same) = same.copied() {
                let (place, now) = (same - self.first_statement, &statement.evidence.sources);
                let before = self.reader.statement_at(same);
                let before = before.map_or(now, |one| &one.evidence.sources);
                self.versions.again(place, (order, label), [before, now]);
                self.say_again(same, &statement.evidence);
                return false;
            }
            statement.id = self.versions.share(&statement.id, before, number);
            self.ids.put(&self.reader, &statement.id, number);
        }
        self.versions.take(order, label);
        self.reader.given(statement, at);
        let own = associated.iter().map(|&(end, seat)| Associate {
            statement: number,
            end,
            seat,
        });
        self.associated.extend(own);
        true
    }

    /// Whether these are all who are associated with the ends of a statement.
    fn are_associated(&self, statement: usize, associated: &[(u8, Seat)]) -> bool {
        let from = self
            .associated
            .partition_point(|one| one.statement < statement);
        let own = self.associated[from..].iter();
        let own = own.take_while(|one| one.statement == statement);
        let own: BTreeSet<(u8, Seat)> = own.map(|one| (one.end, one.seat)).collect();
        own == associated.iter().copied().collect()
    }

    /// Takes out all who are associated with an end of an event.
    pub(in crate::import::data_sets) fn take_associates(&mut self) -> Vec<Associate> {
        std::mem::take(&mut self.associated)
    }

    /// A statement rests on the sources of whatever else says the same.
    fn say_again(&mut self, number: usize, evidence: &Evidence) {
        let Some((statement, _)) = self.reader.statements_from(number).next() else {
            return;
        };
        let sources = &statement.evidence.sources;
        if evidence.sources.iter().all(|one| sources.contains(one)) {
            return;
        }
        let sources = sources.iter().chain(&evidence.sources).copied();
        statement.evidence = self.joined.of(Evidence {
            sources: sources.collect(),
            ..Evidence::clone(&statement.evidence)
        });
    }

    /// The statements that were taken, each with the place of its row.
    pub(in crate::import::data_sets) fn statements(
        &mut self,
    ) -> impl Iterator<Item = (&mut Statement, At)> {
        self.reader.statements_from(self.first_statement)
    }

    /// The same from one on, by its number.
    pub(in crate::import::data_sets) fn statements_from(
        &mut self,
        number: usize,
    ) -> impl Iterator<Item = (&mut Statement, At)> {
        self.reader.statements_from(number)
    }

    fn toll(&mut self, deaths: Deaths, losses: Losses) -> Arc<Toll> {
        let toll = Toll {
            of: losses,
            ..Toll::new(deaths)
        };
        self.tolls.of(toll)
    }

    /// The record, and the report on every row.
    ///
    /// `as_of` is the last day that the rows speak of; `None`: the last that one names. `rows` takes the events that
    /// are to be no statements of the record.
    pub(in crate::import::data_sets) fn finish(
        mut self,
        title: &str,
        (as_of, rows): (Option<Date>, Option<ImportedRows>),
        describe: impl Fn(&Cast, Seat) -> NewActor,
    ) -> Result<Import, LoadError> {
        self.replace_joint();
        self.identify();
        let mut versions = std::mem::take(&mut self.versions);
        let first_statement = self.first_statement;
        let mut returned = versions.settle(
            &mut self.reader,
            &mut self.report,
            (&self.cast, &self.gazetteer),
            first_statement,
        );
        self.derived.append(&mut returned);
        if versions.are_none() && first_statement == 0 && self.one_of.is_empty() {
            self.reader.has_each_id_once();
        }
        self.tell_each_alternative();
        self.tell_gone();
        self.follow_earlier(&versions);
        drop(versions);
        let cast = std::mem::replace(&mut self.cast, Cast::new("", Known::default()));
        // whatever order the files had
        let first = self.releases.first_key_value();
        let source = first.map_or(self.release_number, |(_, source)| *source);
        let until = as_of.or_else(|| self.spoken.last_day());
        let until = until.map_or(Day::AFTER_ALL, Day::from);
        let told = (&mut self.reader, &mut self.report);
        let cast = cast.finish(told, &mut self.keys, (source, until), describe);
        let mut cited = self.cited();
        if let Some(cited) = cited.as_mut().filter(|_| !cast.derived.is_empty()) {
            cited.sources.insert(source);
        }
        for (number, source) in std::mem::take(&mut self.new_sources) {
            if cited
                .as_ref()
                .is_none_or(|cited| cited.sources.contains(&number))
            {
                self.reader.given_source(number, source, At::in_text(0, 0));
            }
        }
        let gazetteer = std::mem::take(&mut self.gazetteer);
        let is_cited = |place| {
            cited
                .as_ref()
                .is_none_or(|cited| cited.places.contains(&place))
        };
        let mut derived = gazetteer.finish(&mut self.reader, &mut self.keys, is_cited);
        derived.extend(cast.derived);
        derived.append(&mut self.derived);
        self.header(title, as_of);
        let Self {
            reader,
            report,
            ids,
            tolls,
            evidence,
            ..
        } = self;
        // what was needed for reading alone makes room for what is to come
        drop((ids, tolls, evidence));
        let is_row = |at: At| !derived.contains(&at);
        let report = (report, rows);
        let mut import = Import::of(reader, report, |at| at, |_| String::new(), is_row)?;
        import.crosswalk = cast.crosswalk;
        Ok(import)
    }

    /// What all statements name; `None`: all that files name is taken, as there is no record beside.
    fn cited(&self) -> Option<Cited> {
        (self.first_statement > 0).then(|| {
            let mut cited = Cited::default();
            let all = 0..self.reader.statement_count();
            all.filter_map(|number| self.reader.statement_at(number))
                .for_each(|statement| cited.add(statement));
            cited
        })
    }
}

/// Whether a source is the release that a file tells; the day of one that tells none may have been added by hand.
fn is_release(source: &Source, told: &Source) -> bool {
    let name = |one: &Source| (one.key.clone(), one.title.clone(), one.publisher.clone());
    source == told || (told.published.is_none() && name(source) == name(told))
}
