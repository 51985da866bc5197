//! Reports unknown keys, and finds the key that was meant.

use crate::model::When;
use crate::record::format::Key;
use crate::record::format::{Entry, Value};
use crate::record::problems::Code;
use crate::record::problems::{Desk, did_you_mean, shown};

/// A key, with words that people write instead.
type Meant = (&'static str, &'static [&'static str]);

/// The keys that are meant by other words, by the subject of the table.
const MEANT: &[(&str, &[Meant])] = &[
    (
        "an event",
        &[
            (
                "when",
                &[
                    "date",
                    "day",
                    "time",
                    "dates",
                    "event_date",
                    "happened",
                    "on",
                ],
            ),
            (
                "kind",
                &["type", "event_type", "sub_event_type", "category"],
            ),
            (
                "place",
                &[
                    "location", "where", "site", "town", "city", "admin1", "places",
                ],
            ),
            (
                "killed",
                &[
                    "deaths",
                    "dead",
                    "fatalities",
                    "casualties",
                    "toll",
                    "victims_killed",
                    "kills",
                ],
            ),
            (
                "from",
                &[
                    "actor1",
                    "attacker",
                    "attackers",
                    "perpetrator",
                    "side_a",
                    "initiator",
                ],
            ),
            (
                "to",
                &["actor2", "target", "targets", "victim", "victims", "side_b"],
            ),
            ("actor", &["actors", "who", "participants"]),
        ],
    ),
    (
        "a relation",
        &[
            ("kind", &["type", "category"]),
            (
                "start",
                &["since", "begin", "began", "started", "start_date", "begins"],
            ),
            ("end", &["until", "ended", "end_date", "stop", "ends"]),
            (
                "from",
                &["member", "members", "part", "supporter", "source_actor"],
            ),
            ("to", &["coalition", "whole", "target", "supported"]),
            ("between", &["actors", "parties", "participants", "who"]),
        ],
    ),
    (
        "an actor",
        &[
            ("name", &["title", "label", "full_name"]),
            ("kind", &["type", "category"]),
            ("short", &["acronym", "abbreviation", "short_name", "abbr"]),
            (
                "aliases",
                &[
                    "alias",
                    "aka",
                    "names",
                    "other_names",
                    "also_known_as",
                    "name_alt",
                ],
            ),
            ("active", &["existed", "period", "years_active"]),
            ("tags", &["ideology", "labels", "tag"]),
            ("country", &["nation", "countries", "iso"]),
        ],
    ),
    (
        "a source",
        &[
            ("published", &["date", "day", "publication_date", "year"]),
            (
                "publisher",
                &["author", "organisation", "organization", "name", "outlet"],
            ),
            ("title", &["headline"]),
            ("url", &["link", "href", "website", "uri"]),
        ],
    ),
    (
        "a place",
        &[
            (
                "region",
                &["admin1", "province", "state", "governorate", "district"],
            ),
            ("latitude", &["lat"]),
            ("longitude", &["lon", "lng", "long"]),
        ],
    ),
    (
        "a toll",
        &[
            ("low", &["min", "minimum", "lower"]),
            ("best", &["estimate", "figure", "number", "count", "total"]),
            ("high", &["max", "maximum", "upper"]),
        ],
    ),
    (
        "the header",
        &[
            ("title", &["name"]),
            ("as_of", &["date", "day", "updated", "as_of_date"]),
        ],
    ),
    // of every entry
    (
        "",
        &[
            (
                "source",
                &["sources", "reference", "references", "ref", "cite"],
            ),
            (
                "note",
                &[
                    "notes",
                    "comment",
                    "comments",
                    "description",
                    "remark",
                    "remarks",
                ],
            ),
            ("certainty", &["confidence", "status", "certain"]),
            ("by", &["claimant", "claimed_by", "said_by", "according_to"]),
            ("same_as", &["same", "duplicate_of", "duplicates"]),
            ("reason", &["why", "cause"]),
            ("id", &["key", "event_id", "data_id"]),
        ],
    ),
];

/// Reports a key that its table does not have; `what` is the subject of the table, with its article.
pub(super) fn unknown_key(
    desk: &mut Desk,
    entries: &[Entry],
    entry: &Entry,
    (what, known): (&str, &[Key]),
) {
    let message = format!("{what} has no key `{}`", shown(&entry.key));
    let names = || known.iter().map(|key| key.name());
    let spelt = entry.key.to_lowercase().replace(['-', ' '], "_");
    let help = period_or_day(entries, &spelt, what)
        .or_else(|| of_its_own(&spelt, what))
        .or_else(|| {
            let meant = meant(&spelt, what).filter(|meant| names().any(|name| name == *meant))?;
            let is_there = entries.iter().any(|entry| entry.key == meant);
            Some(if is_there {
                format!("`{meant}` says it, and is there: take this out")
            } else {
                format!("write it as `{meant}`")
            })
        })
        .unwrap_or_else(|| {
            did_you_mean(&entry.key, names(), || {
                format!("its keys are {}", names().collect::<Vec<_>>().join(", "))
            })
        });
    desk.error(entry.at, Code::UnknownKey, message, help);
}

/// Returns the key that is meant by another word.
fn meant(spelt: &str, what: &str) -> Option<&'static str> {
    let tables = MEANT
        .iter()
        .filter(|table| table.0 == what || table.0.is_empty());
    let mut keys = tables.flat_map(|table| table.1);
    let found = keys.find(|(_, words)| words.contains(&spelt))?;
    Some(found.0)
}

/// Suggests a remedy for keys that more than one word must replace.
fn of_its_own(spelt: &str, what: &str) -> Option<String> {
    let help = match (what, spelt) {
        ("a relation", "actor") => {
            "write who is tied as `from` and `to`, or as `between` or `sides`"
        }
        ("a relation", "jointly") => {
            "it is of events: the actors of one end of a relation are not thereby allied"
        }
        ("a relation", "killed" | "deaths" | "fatalities" | "place" | "location") => {
            "it is of what happened: write an event for it, or say it in `note`"
        }
        ("an event", "seen") => "it is of relations: an event has `when`",
        ("an actor", "members") => {
            "write a relation of the kind `membership` for each, `from` the member `to` this one"
        }
        ("an actor", "parent" | "member_of" | "part_of") => {
            "write a relation of the kind `membership` or `part-of`, `from` this one"
        }
        _ => return None,
    };
    Some(help.to_owned())
}

/// Suggests a remedy for a period where a day is expected, or a day where a period is.
fn period_or_day(entries: &[Entry], spelt: &str, what: &str) -> Option<String> {
    const STARTS: &[&str] = &[
        "start",
        "since",
        "begin",
        "began",
        "start_date",
        "from_date",
        "founded",
        "formed",
    ];
    const ENDS: &[&str] = &[
        "end",
        "until",
        "ended",
        "end_date",
        "to_date",
        "dissolved",
        "disbanded",
    ];
    let of = |names: &[&str]| {
        let found = entries
            .iter()
            .find(|entry| names.contains(&&*entry.key.to_lowercase()))?;
        written(found)
    };
    let is_bound = STARTS.contains(&spelt) || ENDS.contains(&spelt);
    match what {
        "an event" if is_bound => {
            if entries.iter().any(|entry| entry.key == "when") {
                return Some("an event has `when` alone: take this out".to_owned());
            }
            let days = match (of(STARTS), of(ENDS)) {
                (Some(start), Some(end)) if end == ".." => vec![format!("[{start}..]")],
                (Some(start), Some(end)) if start == end => vec![start],
                (Some(start), Some(end)) => {
                    vec![format!("{start}/{end}"), format!("[{start}..{end}]")]
                }
                (Some(start), None) => vec![start],
                (None, Some(end)) if end != ".." => vec![end],
                _ => Vec::new(),
            };
            let days = days
                .into_iter()
                .find_map(|days| match days.parse::<When>() {
                    Ok(_) => Some(vec![days]),
                    Err(error) => Some(error.dates()).filter(|dates| !dates.is_empty()),
                });
            Some(event_days(&days.unwrap_or_default()))
        }
        "an actor" if is_bound => {
            let bound =
                |key: &str, date: Option<String>| date.map(|date| format!("{key} = \"{date}\""));
            let ends = [bound("start", of(STARTS)), bound("end", of(ENDS))];
            let ends: Vec<String> = ends.into_iter().flatten().collect();
            let ends = match &ends[..] {
                [] => "start = \"2012\", end = \"2014\"".to_owned(),
                ends => ends.join(", "),
            };
            Some(format!("write when it existed: `active = {{ {ends} }}`"))
        }
        "a relation" if matches!(spelt, "when" | "date" | "day" | "dates") => {
            let when = of(&["when", "date", "day", "dates"])?;
            Some(relation_days(&when))
        }
        _ => None,
    }
}

/// Returns the value of a key as text, if it can be a date.
fn written(entry: &Entry) -> Option<String> {
    match &entry.node.value {
        Value::Text(text) => Some(text.clone()),
        Value::Day(day) => Some(day.to_string()),
        Value::Integer(year) => Some(year.to_string()),
        _ => None,
    }
}

/// Suggests how an event states these days.
fn event_days(days: &[String]) -> String {
    let said = |text: &String| {
        let say = match text.parse::<When>() {
            Ok(when) if when.is_several() => " if it went on on every day",
            Ok(when) if when.as_date().is_none() => " if it was on some day of these",
            _ => "",
        };
        format!("`when = \"{text}\"`{say}")
    };
    let mut all: Vec<String> = days.iter().map(said).collect();
    // a range can mean every day of it or one day of it, so suggest both
    if let [only] = days
        && let Some((first, last)) = only.split_once('/')
    {
        all.push(said(&format!("[{first}..{last}]")));
    }
    match &all[..] {
        [] => "an event has one `when`: a day, or `when = \"2023-10-02/2023-10-05\"` for every day of \
               these"
            .to_owned(),
        all => format!("an event has `when`: write {}", all.join(", or ")),
    }
}

/// Suggests how a relation states these days.
fn relation_days(text: &str) -> String {
    let whens = match text.parse::<When>() {
        Ok(when) => vec![when],
        Err(error) => error
            .dates()
            .iter()
            .filter_map(|date| date.parse().ok())
            .collect(),
    };
    let Some(when) = whens.first() else {
        return "a relation has `start` and `end`, or `seen` for days on which it held".to_owned();
    };
    let after = when
        .last_day()
        .next()
        .date()
        .filter(|day| day.year() <= 9999);
    let is_exact = when
        .as_date()
        .is_some_and(|day| day.to_string() == when.to_string());
    match (when.earliest(), after) {
        (Some(first), Some(after)) if when.is_several() => format!(
            "a relation has `start = \"{first}\"` and `end = \"{after}\"`, the first day on which it no \
             longer holds"
        ),
        _ if when.is_several() => {
            "a relation has `start` and `end`, or `seen` for days on which it held".to_owned()
        }
        _ if is_exact => format!(
            "a relation has a period: write `start = \"{when}\"` if it began then, `seen = \"{when}\"` \
             if it held then"
        ),
        _ => format!("a relation has a period: write `start = \"{when}\"` if it began then"),
    }
}
