//! The busiest actors, pairs or places, by events, deaths or losses, in all or month by month.
//!
//! Without arguments: the actors of Mali from July to October 2023 with the most events.
//!
//! ```text
//! cargo run --example busiest
//! cargo run --example busiest -- --of dyads --by deaths --each month --top 3
//! cargo run --example busiest -- my_record.toml --of places --by losses --format json
//! ```
//!
//! Whoever shares the rank of the last is in the answer, too. What the first command prints stands in
//! `examples/expected/busiest.txt`.

#[path = "support/mod.rs"]
mod support;

use factions::{
    Activity, ActorGraph, ActorSet, BusyActor, BusyDyad, BusyPlace, NothingAmong, RankBy, Ranking,
    Step, StepRanking, View, Window, date,
};
use serde::Serialize;
use std::process::ExitCode;
use support::citations::Citations;
use support::coverage;
use support::filters::Filters;
use support::options::{Format, Options, Spec};
use support::page::{Page, Style};
use support::record::actor_called;
use support::span::Span;
use support::stop::{Stop, print};
use support::table::{Cell, Table};
use support::tolls::{claimed, figures, losses, without_claims};

const SPEC: Spec = Spec {
    help: "\
The busiest actors, pairs or places, by events, deaths or losses.

Usage: busiest [FILE] [OPTIONS]

  FILE                  a record: .toml, .json or .jsonl; without it the
                        embedded one, Mali in autumn 2023

  --of WHAT             actors (without this option), dyads or places
  --by MEASURE          events (without this option), deaths (in the events,
                        whosever they were) or losses (deaths that they
                        suffered)
  --top NUMBER          so many, and whoever shares the last rank: 10 without
                        this option
  --each STEP           the same of each day, week, month, quarter or year
  --among KEY,KEY       only these actors, and what they have with each other
  --from DAY            the first day
  --to DAY              the day after the last: it is not looked at itself
  --format text|json    a table, or an object
  --warnings            list the warnings of FILE on stderr
  -h, --help            this text

{sources}
{filters}
DAY is an exact day: 2023-10-15. Without --from and --to, all of time is looked
at; of the embedded record, 2023-07-01 to 2023-11-01.
",
    values: &[
        "--of", "--by", "--top", "--each", "--among", "--from", "--to", "--format",
    ],
    flags: &["--warnings"],
};

fn main() -> ExitCode {
    support::run(&SPEC, answer)
}

/// What is asked for.
struct Question {
    span: Span,
    filters: Filters,
    by: RankBy,
    top: usize,
    each: Option<Step>,
    /// Whether `--among` names one actor alone.
    is_of_one: bool,
}

fn answer(options: &Options) -> Result<(), Stop> {
    let embedded = Some((date(2023, 7, 1), date(2023, 11, 1)));
    let question = Question {
        span: Span::read(options, embedded)?,
        filters: Filters::read(options)?,
        by: options.word("--by")?.unwrap_or(RankBy::Events),
        top: top(options)?,
        each: options.word("--each")?,
        is_of_one: options
            .value("--among")
            .is_some_and(|text| !text.contains(',')),
    };
    let of = options.value("--of").unwrap_or("actors");
    let graph = support::record::load(options)?;
    let set = among(options, &graph)?;
    let view = question.filters.of(question.span.view(&graph));
    let view = match &set {
        Some(set) => view.among(set),
        None => view,
    };
    let (by, top) = (question.by, question.top);
    match (of, question.each) {
        ("actors", Some(step)) => write(
            options,
            view,
            &question,
            &steps(view.top_actors_by(step, by, top), || {
                whole(&question, view, view.top_actors(by, top))
            }),
        ),
        ("actors", None) => write(
            options,
            view,
            &question,
            &whole(&question, view, view.top_actors(by, top)),
        ),
        ("dyads", Some(step)) => write(
            options,
            view,
            &question,
            &steps(view.top_dyads_by(step, by, top), || {
                whole(&question, view, view.top_dyads(by, top))
            }),
        ),
        ("dyads", None) => write(
            options,
            view,
            &question,
            &whole(&question, view, view.top_dyads(by, top)),
        ),
        ("places", Some(step)) => write(
            options,
            view,
            &question,
            &steps(view.top_places_by(step, by, top), || {
                whole(&question, view, view.top_places(by, top))
            }),
        ),
        ("places", None) => write(
            options,
            view,
            &question,
            &whole(&question, view, view.top_places(by, top)),
        ),
        (other, _) => Err(Stop::usage(
            format!("--of: `{other}` is nothing that is ranked"),
            "write `actors`, `dyads` or `places`",
        )),
    }
}

/// The steps as parts of an answer; where there are none, the days of the view as the only one.
fn steps<T>(steps: Vec<StepRanking<T>>, whole: impl FnOnce() -> Vec<Part<T>>) -> Vec<Part<T>> {
    if steps.is_empty() {
        return whole();
    }
    steps.into_iter().map(Part::from).collect()
}

fn top(options: &Options) -> Result<usize, Stop> {
    let text = options.value("--top").unwrap_or("10");
    match text.parse() {
        Ok(0) | Err(_) => Err(Stop::usage(
            format!("--top: `{text}` is no number of rows"),
            "write a whole number above 0: `--top 10`",
        )),
        Ok(number) => Ok(number),
    }
}

fn among(options: &Options, graph: &ActorGraph) -> Result<Option<ActorSet>, Stop> {
    let Some(text) = options.value("--among") else {
        return Ok(None);
    };
    let words = text.split(',').map(str::trim);
    let actors = words.map(|word| actor_called(graph, "--among", word));
    actors.collect::<Result<ActorSet, Stop>>().map(Some)
}

/// The days of a view as the only step.
fn whole<T>(question: &Question, view: View<'_, '_>, ranking: Ranking<T>) -> Vec<Part<T>> {
    vec![Part {
        label: question.span.in_words(),
        window: view.event_window(),
        ranking,
    }]
}

/// Some days, and who was the busiest in them.
#[derive(Serialize)]
struct Part<T> {
    label: String,
    window: Window,
    #[serde(flatten)]
    ranking: Ranking<T>,
}

impl<T> From<StepRanking<T>> for Part<T> {
    fn from(step: StepRanking<T>) -> Self {
        Self {
            label: step.label,
            window: step.window,
            ranking: step.ranking,
        }
    }
}

/// What is ranked: who it is, in words, and what it did.
trait Busy<'g>: Serialize {
    fn who(&self) -> String;
    fn activity(&self) -> &Activity<'g>;
}

impl<'g> Busy<'g> for BusyActor<'g> {
    fn who(&self) -> String {
        self.actor.to_string()
    }
    fn activity(&self) -> &Activity<'g> {
        &self.activity
    }
}

impl<'g> Busy<'g> for BusyDyad<'g> {
    fn who(&self) -> String {
        format!("{} – {}", self.one, self.other)
    }
    fn activity(&self) -> &Activity<'g> {
        &self.activity
    }
}

impl<'g> Busy<'g> for BusyPlace<'g> {
    fn who(&self) -> String {
        self.place.to_string()
    }
    fn activity(&self) -> &Activity<'g> {
        &self.activity
    }
}

fn write<'g, T: Busy<'g>>(
    options: &Options,
    view: View<'g, '_>,
    question: &Question,
    parts: &[Part<T>],
) -> Result<(), Stop> {
    let why = view.nothing_among();
    let answer = |one| Answer {
        one,
        why: why.as_ref(),
    };
    match (options.format()?, parts) {
        (Format::Json, [one]) if question.each.is_none() => print(&support::json(&answer(one))),
        (Format::Json, all) => {
            let all: Vec<Answer<'_, '_, T>> = all.iter().map(answer).collect();
            print(&support::json(&all))
        }
        (Format::Text, all) => page(view, question, (options.value("--of"), why), all).print(),
    }
}

/// A part of the answer, and why nothing is in any, if it is for the actors asked for.
#[derive(Serialize)]
struct Answer<'a, 'g, T> {
    #[serde(flatten)]
    one: &'a Part<T>,
    #[serde(skip_serializing_if = "Option::is_none")]
    why: Option<&'a NothingAmong<'g>>,
}

fn page<'g, T: Busy<'g>>(
    view: View<'g, '_>,
    question: &Question,
    (of, why): (Option<&str>, Option<NothingAmong<'g>>),
    parts: &[Part<T>],
) -> Page {
    let mut page = Page::for_stdout();
    let title = view.graph().record().title();
    page.paragraph(
        title.unwrap_or("A record without a title"),
        Style::Strong,
        2,
    );
    let each = question
        .each
        .map_or_else(String::new, |step| format!(" of each {step}"));
    let (of, by) = (of.unwrap_or("actors"), question.by);
    let asked = format!(
        "The {of} with the most {by}{each} {}",
        question.span.in_words()
    );
    page.paragraph(&(asked + &question.filters.in_words()), Style::Plain, 2);
    page.blank();
    let mut citations = Citations::default();
    let rows = || parts.iter().flat_map(|part| &part.ranking.rows);
    if rows().next().is_none() {
        let unknown: Vec<&Part<T>> = parts
            .iter()
            .filter(|part| part.ranking.unknown > 0)
            .collect();
        let known = if unknown.is_empty() { "" } else { "known " };
        page.paragraph(
            &format!("No {of} with {known}{by} in these days."),
            Style::Plain,
            0,
        );
        for part in unknown {
            let text = match question.each {
                Some(_) => heading(part, by),
                None => beside(&part.ranking),
            };
            page.paragraph(&text, Style::Plain, 0);
        }
    } else {
        let columns = Columns {
            has_losses: rows().any(|row| row.activity().losses.all().with_figure > 0),
            has_possible: rows().any(|row| row.activity().toll.possibly.happenings > 0),
            has_claims: rows().any(|row| !row.activity().claims.deaths.is_empty()),
        };
        let mut table = Table::new(&columns.headings());
        for part in parts {
            if question.each.is_some() {
                table.heading(heading(part, by));
            }
            for row in &part.ranking.rows {
                table.row(columns.row(row, &mut citations));
            }
        }
        table.print(&mut page);
        page.blank();
        if let ([one], None) = (parts, question.each) {
            page.paragraph(&beside(&one.ranking), Style::Plain, 0);
        }
        page.paragraph(&columns.note(by), Style::Faint, 0);
    }
    if let Some(why) = why {
        let text = format!("Among the actors asked for {why}.");
        page.paragraph(&text, Style::Plain, 0);
    } else if question.is_of_one {
        let text = "Among one actor only the events in which it stands alone are left: a tie has two \
                    ends. Without `--among` it is ranked by all its events.";
        page.paragraph(text, Style::Plain, 0);
    }
    coverage::remark(&mut page, view);
    citations.print(&mut page);
    page
}

/// The label of a step, and what its rows are a part of.
fn heading<T>(part: &Part<T>, by: RankBy) -> String {
    let Part { label, ranking, .. } = part;
    let total = ranking.total;
    if total.is_silent() {
        return format!("{label}: not covered");
    }
    let all = total.all();
    let in_all = match by {
        _ if all.happenings == 0 => "no events".to_owned(),
        RankBy::Events => format!("{} in all", several(all.happenings, "event")),
        _ if all.killed().is_none() => killed(ranking),
        _ => format!("{} in all", killed(ranking)),
    };
    let unknown = match ranking.unknown {
        0 => String::new(),
        count => format!("; not shown: {count} whose {} are unknown", suffered(by)),
    };
    format!("{label}: {in_all}{unknown}")
}

/// How many were killed in all, if that is known, and how many without what is only claimed.
fn killed<T>(ranking: &Ranking<T>) -> String {
    let (all, reported) = (ranking.total.all(), ranking.reported.all());
    match all.killed() {
        Some(_) => format!("{} killed{}", figures(all), without_claims(all, reported)),
        None => "deaths unknown".to_owned(),
    }
}

/// What is ranked by, where it may be unknown.
fn suffered(by: RankBy) -> &'static str {
    if by == RankBy::Losses {
        "losses"
    } else {
        "deaths"
    }
}

fn several(count: u64, what: &str) -> String {
    format!("{count} {what}{}", if count == 1 { "" } else { "s" })
}

/// Who is not in the table, and what all of it is a part of.
fn beside<T>(ranking: &Ranking<T>) -> String {
    let total = ranking.total.all();
    let deaths = killed(ranking);
    let events = several(total.happenings, "event");
    let mut text =
        format!("In all {events}, {deaths}; an event of several stands in the row of each.");
    let what = suffered(ranking.by);
    let after = ranking.ranked - ranking.rows.len();
    let more = [
        (after, "come after them".to_owned()),
        (ranking.none, format!("without {what}")),
        (
            ranking.unknown,
            format!("whose {what} are unknown, which is not zero"),
        ),
    ];
    let more = more.into_iter().filter(|one| one.0 > 0);
    let more: Vec<String> = more
        .map(|(count, what)| format!("{count} {what}"))
        .collect();
    if !more.is_empty() {
        text = format!("{text} Not shown: {}.", more.join(", "));
    }
    text
}

/// Which columns there are, beside those that always are.
#[derive(Clone, Copy)]
struct Columns {
    has_losses: bool,
    has_possible: bool,
    has_claims: bool,
}

impl Columns {
    fn headings(self) -> Vec<(&'static str, usize)> {
        let mut all = vec![("", 2), ("WHO", 24), ("EVENTS", 6)];
        all.extend(self.has_possible.then_some(("POSSIBLY", 8)));
        all.push(("KILLED", 12));
        all.extend(self.has_claims.then_some(("CLAIMED", 7)));
        all.push(("NO TOLL", 7));
        all.extend(self.has_losses.then_some(("LOST", 12)));
        all.push(("SOURCES", 10));
        all
    }

    fn row<'g>(self, row: &impl Busy<'g>, citations: &mut Citations<'g>) -> Vec<Cell> {
        let own = row.activity();
        let all = own.toll.all();
        let mut cells: Vec<Cell> = vec![
            own.rank.to_string().into(),
            row.who().into(),
            own.toll.certainly.happenings.to_string().into(),
        ];
        let possibly = own.toll.possibly.happenings;
        let possibly = Cell::new(
            if possibly > 0 {
                format!("+{possibly}")
            } else {
                String::new()
            },
            Style::Unsure,
        );
        cells.extend(self.has_possible.then_some(possibly));
        cells.push(figures(all).into());
        cells.extend(self.has_claims.then(|| claimed(&own.claims.deaths).into()));
        cells.push(all.without_figure.to_string().into());
        cells.extend(self.has_losses.then(|| losses(own.losses.all()).into()));
        cells.push(citations.cite(own.sources.iter().copied()).into());
        cells
    }

    /// What the columns mean.
    fn note(self, by: RankBy) -> String {
        let ranked = match by {
            RankBy::Events => "events, those that are possible among them",
            RankBy::Deaths => "the best figures of the deaths",
            _ => "the best figures of what they lost",
        };
        let mut note = format!(
            "Ranked by {ranked}; equals by what is certain of it. Equals in both share a rank, and all \
             who share the last rank are listed. Killed: in these events, whosever the dead were. "
        );
        if self.has_claims {
            note.push_str("Claimed: how many of them are only claimed, alleged or planned. ");
        }
        note.push_str(
            "No toll: violent events whose deaths are unknown, which is not zero. A dash: unknown. ",
        );
        if self.has_possible {
            note.push_str("Possibly: how many more there may be, by the dates alone. ");
        }
        if self.has_losses {
            note.push_str(
                "Lost: the dead of which the sources say whose they were; those of an actor also where it \
                 took no part. ",
            );
        }
        note.trim_end().to_owned()
    }
}
