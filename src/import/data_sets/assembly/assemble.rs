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

/// An actor who is associated with an end of an event.
#[derive(Debug, Clone, Copy)]
pub(in crate::import::data_sets) struct Associate {
    /// The number of the statement, and of its end.
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
    /// The source of the rows that are being read.
    source: SourceId,
    /// The release that the rows come from.
    release: String,
    release_number: SourceId,
    title: String,
    /// The releases as their files describe them, each with its key and number.
    given: Vec<(Source, String, SourceId)>,
    /// The sources to add to the record.
    new_sources: Vec<(SourceId, Source)>,
    /// The sources of the files that are read.
    pub(super) read: BTreeSet<SourceId>,
    /// The releases of all files, by their keys.
    releases: BTreeMap<String, SourceId>,
    /// The place in time of each source, as far as the source gives it.
    pub(super) ages: BTreeMap<SourceId, Age>,
    /// The sources of days of articles.
    pub(super) articles: BTreeMap<(String, Date), SourceId>,
    /// The actors that stand for several, each with the actors to put in its place.
    pub(super) joint: BTreeMap<ActorId, Vec<ActorId>>,
    /// The actors that are one of several, each with all who may be meant.
    pub(super) one_of: BTreeMap<ActorId, Vec<ActorId>>,
    /// The associates of ends of events, in the order of the events.
    associated: Vec<Associate>,
    /// The places of statements that are not the first of their row.
    pub(super) derived: BTreeSet<At>,
    /// A cache of the evidence made for this source, by certainty and hedge.
    evidence: Vec<(Certainty, Option<Box<str>>, Arc<Evidence>)>,
    /// The evidence of statements that several files make.
    pub(super) joined: Shared<Evidence>,
    tolls: Tolls,
    dates: QuickMap<(Day, Day), When>,
    ids: Ids,
    versions: Versions,
    /// The order of the rows being read among the versions of a row, and the label of such a version.
    order: u64,
    label: String,
    /// The number of statements that the record had before.
    pub(super) first_statement: usize,
    pub(super) spoken: Spoken,
}

impl Assembly {
    /// Makes an assembly for a new record, or for an addition to the record of a file with this name.
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

    /// Sets the source of the rows that follow, a release of the data set with this title, and the order and label of
    /// their versions.
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

    /// Sets the source of the rows that follow to the articles of a day, on which the current release rests.
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

    /// Sets the source of the rows that follow to one that was read before.
    pub(in crate::import::data_sets) fn again_of(&mut self, source: SourceId) {
        if self.source != source {
            self.source = source;
            self.evidence.clear();
        }
    }

    /// Returns the sources of the given record for which `is_such` holds.
    pub(super) fn known_releases(&self, is_such: impl Fn(&Source) -> bool) -> BTreeSet<SourceId> {
        let given = self.given.iter().filter(|one| is_such(&one.0));
        given.map(|one| one.2).collect()
    }

    /// Returns the source of the rows that are being read.
    pub(in crate::import::data_sets) const fn source(&self) -> SourceId {
        self.source
    }

    /// Records that these actors replace the actor in a seat, which stands for all of them.
    pub(in crate::import::data_sets) fn stand_for(&mut self, joint: Seat, actors: Vec<ActorId>) {
        self.joint.insert(self.cast.number(joint), actors);
        self.cast.is_replaced(joint);
    }

    /// Returns the seat of an id, which has this name in this row.
    pub(in crate::import::data_sets) fn seat(&mut self, id: &str, name: &str, at: At) -> Seat {
        self.cast.seat(&mut self.reader, id, name, at)
    }

    /// Returns the number by which a statement names the actor in a seat.
    ///
    /// The actor behind the number is known when all rows have been read, and may depend on the days of the statement.
    pub(in crate::import::data_sets) fn actor(&self, seat: Seat) -> ActorId {
        self.cast.number(seat)
    }

    /// Identifies the actors, once all rows have been read.
    pub(in crate::import::data_sets) fn settle(&mut self) {
        self.cast.settle(&mut self.reader);
    }

    /// Returns a day, or some day of a range.
    pub(in crate::import::data_sets) fn when(&mut self, first: Date, last: Date) -> When {
        if first == last {
            return When::from(first);
        }
        let days = (Day::from(first), Day::from(last));
        let when = self.dates.entry(days);
        when.or_insert_with(|| when_between(first, last)).clone()
    }

    /// Returns the evidence of a statement of the current source.
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

    /// Whether a statement with this id was added.
    pub(in crate::import::data_sets) fn has(&mut self, id: &str) -> bool {
        self.ids.find(&self.reader, id).is_some()
    }

    /// Reserves memory for more statements, if there is enough.
    pub(in crate::import::data_sets) fn expect_more(&mut self, statements: usize) {
        self.reader.expect_more(statements);
        self.versions.expect_more(statements);
    }

    /// Returns the number of a place, or `None` if the place has no name.
    pub(in crate::import::data_sets) fn place(
        &mut self,
        cells: PlaceCells<'_>,
        at: At,
    ) -> Option<PlaceId> {
        self.gazetteer.number(&mut self.reader, cells, at)
    }

    /// Returns the number of the place with these cells; `read` parses them, and is called only for new cells.
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

    /// Adds an event; returns `false` if the record has an equal one already.
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

    /// Adds a relation; returns `false` if the record has an equal one already.
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

    /// Adds a further relation of a row that has `number` already.
    ///
    /// The relation has a place of its own: if it breaks a rule, the other statements of the row stay.
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

    /// Adds a statement; returns `false` if the record has an equal one already.
    ///
    /// A statement with a known id and other content is another version. Which version is later is found out when all
    /// rows have been read.
    pub(in crate::import::data_sets) fn statement(
        &mut self,
        statement: Statement,
        version: Option<&str>,
        at: At,
    ) -> bool {
        self.with_associates(statement, &[], version, at)
    }

    /// Adds a statement with the associates of its ends: rows with different associates are different.
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

    /// Whether exactly these are associated with the ends of a statement.
    fn are_associated(&self, statement: usize, associated: &[(u8, Seat)]) -> bool {
        let from = self
            .associated
            .partition_point(|one| one.statement < statement);
        let own = self.associated[from..].iter();
        let own = own.take_while(|one| one.statement == statement);
        let own: BTreeSet<(u8, Seat)> = own.map(|one| (one.end, one.seat)).collect();
        own == associated.iter().copied().collect()
    }

    /// Takes out the associates of all events.
    pub(in crate::import::data_sets) fn take_associates(&mut self) -> Vec<Associate> {
        std::mem::take(&mut self.associated)
    }

    /// Adds the sources of this evidence to a statement that says the same.
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

    /// Iterates over the added statements, each with the place of its row.
    pub(in crate::import::data_sets) fn statements(
        &mut self,
    ) -> impl Iterator<Item = (&mut Statement, At)> {
        self.reader.statements_from(self.first_statement)
    }

    /// Iterates over the statements from this number on, each with the place of its row.
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

    /// Returns the record and the report on every row.
    ///
    /// `as_of` is the last day that the rows cover; without it, the last day that a row names counts. `rows` takes the
    /// events that are not to become statements of the record.
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
        // data that only reading needs makes room for the record
        drop((ids, tolls, evidence));
        let is_row = |at: At| !derived.contains(&at);
        let report = (report, rows);
        let mut import = Import::of(reader, report, |at| at, |_| String::new(), is_row)?;
        import.crosswalk = cast.crosswalk;
        Ok(import)
    }

    /// Collects all that statements cite; returns `None` without a given record, since everything that files name is
    /// then kept.
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

/// Whether a source is the release that a file describes. If the file has no day of publication, the source may have
/// one that was added by hand.
fn is_release(source: &Source, told: &Source) -> bool {
    let name = |one: &Source| (one.key.clone(), one.title.clone(), one.publisher.clone());
    source == told || (told.published.is_none() && name(source) == name(told))
}
