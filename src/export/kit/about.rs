//! Text for facts that have no field in a format, and dates that a format's date field can take.

use super::rows::{ActorRow, StatementRow, TieRow, ender_key};
use crate::model::{
    ActorId, Certainty, Content, Day, End, Ends, EventKind, Evidence, Holds, Period, Place, Source,
    Toll, When,
};
use crate::query::who_denies;
use crate::record::Record;

/// Remarks on an actor or statement, each with a label: `start: 2021-05`.
#[derive(Debug, Default)]
pub(in crate::export) struct About(Vec<String>);

impl About {
    fn say(&mut self, word: &str, text: impl std::fmt::Display) {
        self.0.push(format!("{word}: {text}"));
    }

    fn say_list(&mut self, word: &str, list: &[String]) {
        if !list.is_empty() {
            self.say(word, list.join(", "));
        }
    }

    fn period(&mut self, period: &Period) {
        if let Some(start) = period.start() {
            self.say("start", start);
        }
        match period.end() {
            End::Unknown => {}
            End::Ongoing => self.say("end", "ongoing"),
            End::On(end) => self.say("end", end),
        }
        let seen: Vec<String> = period.seen().iter().map(ToString::to_string).collect();
        self.say_list("seen", &seen);
    }

    fn evidence(&mut self, evidence: &Evidence, record: &Record) {
        self.say("certainty", sure(evidence.certainty, &evidence.by, record));
        if let Some(hedge) = &evidence.hedge {
            self.say("hedge", hedge);
        }
        for &source in &evidence.sources {
            self.say("source", citation(record.source(source)));
        }
    }

    /// Joins all remarks, or returns `None` if there are none.
    pub(in crate::export) fn text(&self) -> Option<String> {
        (!self.0.is_empty()).then(|| self.0.join("; "))
    }
}

/// Collects remarks on an actor beyond its names, kind and country.
pub(in crate::export) fn of_actor(row: &ActorRow<'_>, record: &Record) -> About {
    let actor = row.actor.record();
    let mut about = About::default();
    for one in &actor.active {
        about.period(&one.period);
        if let Some(own) = &one.evidence {
            about.evidence(own, record);
        }
    }
    about.evidence(&actor.evidence, record);
    about
}

/// Collects remarks on a statement and on one of its ties; `holds` is remarked on only if it is given.
pub(in crate::export) fn of_statement(
    row: &StatementRow<'_>,
    tie: Option<&TieRow<'_>>,
    holds: Option<Holds>,
    record: &Record,
) -> About {
    let statement = row.statement.record();
    let mut about = About::default();
    match &statement.content {
        Content::Relation(relation) => {
            about.period(&relation.period);
            let forms: Vec<String> = relation.forms.iter().map(ToString::to_string).collect();
            about.say_list("forms", &forms);
        }
        Content::Event(event) => {
            about.ends(&statement.ends, record);
            if event.jointly {
                about.say("jointly", "yes");
            }
            if let Some(when) = &event.when {
                about.say("when", when);
            }
            if let Some(toll) = event.killed.as_ref().filter(|_| row.admits_toll) {
                about.say("killed", killed(toll, record));
            }
        }
    }
    if let Some(cause) = tie.and_then(|tie| tie.ended_by) {
        about.say("ended by", ender_key(cause));
    }
    if let Some(holds) = holds {
        about.say("holds", holds);
    }
    if let Some(reason) = statement.reason.as_deref() {
        about.say("reason", reason);
    }
    if let Some(first) = row.happening.filter(|first| *first != row.statement) {
        about.say("tells of the same as", first.key());
    }
    let denied = tie.map_or(&row.denied, |tie| &tie.denied);
    if let Some(who) = who_denies(denied) {
        about.say("denied by", who);
    }
    about.evidence(&statement.evidence, record);
    about
}

impl About {
    fn ends(&mut self, ends: &Ends, record: &Record) {
        match ends {
            Ends::Directed { from, to } => {
                self.say("from", names(from, record));
                self.say("to", names(to, record));
            }
            Ends::Mutual(all) => self.say("between", names(all, record)),
            Ends::Alone(all) => self.say("of", names(all, record)),
            Ends::Sided(sides) => {
                let sides: Vec<String> = sides.iter().map(|side| names(side, record)).collect();
                self.say("sides", sides.join(" against "));
            }
        }
    }
}

fn names(actors: &[ActorId], record: &Record) -> String {
    let labels = actors.iter().map(|&id| record.actor(id).label());
    labels.collect::<Vec<_>>().join(", ")
}

fn sure(certainty: Certainty, by: &[ActorId], record: &Record) -> String {
    match by {
        [] => certainty.to_string(),
        by => format!("{certainty} by {}", names(by, record)),
    }
}

fn killed(toll: &Toll, record: &Record) -> String {
    let deaths = toll.deaths;
    let mut parts: Vec<String> = deaths.best.iter().map(u64::to_string).collect();
    if deaths.best.is_none() || deaths.low != deaths.high {
        parts.push(format!("{} to {}", deaths.low, deaths.high));
    }
    parts.extend(toll.of.iter().map(|loss| {
        let whose = record.actor(loss.actor).label();
        format!("{} of {whose}", loss.deaths)
    }));
    match (toll.certainty, &*toll.by) {
        (Some(certainty), by) => parts.push(sure(certainty, by, record)),
        (None, []) => {}
        (None, by) => parts.push(format!("by {}", names(by, record))),
    }
    parts.extend(toll.hedge.as_deref().map(str::to_owned));
    parts.join(", ")
}

/// A source in one line, with its address.
pub(in crate::export) fn citation(source: &Source) -> String {
    let published = source.published.as_ref();
    let published = published.map_or(String::new(), |when| format!(" ({when})"));
    let url = source
        .url
        .as_ref()
        .map_or(String::new(), |url| format!(", {url}"));
    format!("{source}{published}{url}")
}

/// Names an event for display: `clash at Sibo (Bandiagara), 2023-10-10`.
pub(in crate::export) fn name_of_event<'r>(
    kind: EventKind,
    places: impl Iterator<Item = &'r Place>,
    when: Option<&When>,
    certainty: Certainty,
) -> String {
    let mut name = kind.to_string();
    let places: Vec<String> = places.map(ToString::to_string).collect();
    if !places.is_empty() {
        name.extend([" at ", &*places.join(", ")]);
    }
    if let Some(when) = when {
        name.extend([", ", &*when.to_string()]);
    }
    no_fact(&name, certainty)
}

/// Appends the certainty to a name that is shown without its evidence, unless the name is reported or confirmed.
pub(in crate::export) fn no_fact(word: &str, certainty: Certainty) -> String {
    if certainty < Certainty::Reported {
        format!("{word} ({certainty})")
    } else {
        word.to_owned()
    }
}

/// Returns the longest prefix of a date that all days from the first to the last share: day, month or year.
///
/// A date field gets nothing more precise than this, because readers silently turn an uncertain date into a wrong day.
pub(in crate::export) fn date_prefix(first: Day, last: Day) -> Option<String> {
    let (first, last) = (first.date()?, last.date()?);
    let text = first.to_string();
    let length = match () {
        () if first == last => 10,
        () if (first.year(), first.month()) == (last.year(), last.month()) => 7,
        () if first.year() == last.year() => 4,
        () => return None,
    };
    text.get(..length).map(str::to_owned)
}

/// Returns the address of a source if it is a web address.
pub(in crate::export) fn web_address(source: &Source) -> Option<&str> {
    let url = source.url.as_deref()?;
    let rest = url
        .strip_prefix("https://")
        .or_else(|| url.strip_prefix("http://"))?;
    let is_plain = |c: u8| c.is_ascii_alphanumeric() || b"-._~:/?#[]@!$&'()*+,;=%".contains(&c);
    let has_host = rest.starts_with(|c: char| c.is_ascii_alphanumeric());
    (has_host && rest.bytes().all(is_plain)).then_some(url)
}
