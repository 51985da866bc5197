//! Turning points in one dated list: side switches, defections, coalition changes, moves, first clashes on record.
//!
//! Without arguments: Mali between 1 September and 1 November 2023.
//!
//! ```text
//! cargo run --example turning_points
//! cargo run --example turning_points -- my_record.toml --from DAY --to DAY --format json
//! ```
//!
//! What is on record before the first day counts and is not listed: a clash is the first on record only
//! if none is before it. What the first command prints stands in `examples/expected/turning_points.txt`.

#[path = "support/mod.rs"]
mod support;

use factions::{
    ActorGraph, ActorRef, Change, ChangeKind, Date, Day, DaySpan, EventKind, FirstKind,
    FirstOnRecord, Grounds, Holds, Move, MoveRule, SideSwitch, SpellRule, date,
};
use serde::Serialize;
use std::process::ExitCode;
use support::citations::Citations;
use support::coverage;
use support::filters::Filters;
use support::network;
use support::options::{Format, Options, Spec};
use support::page::{Page, Style};
use support::stop::{Stop, print};
use support::table::Table;
use support::words::{HOW_SURE, how_sure_of};

const SPEC: Spec = Spec {
    help: "\
Turning points in one dated list: side switches, defections, coalition changes,
moves from one coalition to another, first clashes on record.

Usage: turning_points [FILE] --from DAY --to DAY [OPTIONS]

  FILE                  a record: .toml, .json or .jsonl; without it the
                        embedded one, Mali in autumn 2023

  --from DAY            the first day; of the embedded record 2023-09-01, if no
                        days are given
  --to DAY              the day after the last: it is not looked at itself
  --within DAYS         who joins another coalition at most so many days after
                        it left one has moved (30 without this option)
  --gap DAYS            hostile events so many days apart are one spell (90
                        without this option)
  --conflicts RULE      what ties of both signs make of a dyad: ambivalent
                        (without this option), latest-wins, majority or
                        negative-wins
  --lineage-sign 0|+    splits, mergers and renamings are neutral (without this
                        option), or positive
  --one-sided           violence against civilians is a tie, too: attackers
                        against their victims
  --through-coalitions  side switches through coalitions, too: by the ties of
                        those that an actor is a member or part of, or that are
                        members or parts of it
  --format text|json    a table, or a list of objects
  --warnings            list the warnings of FILE on stderr
  -h, --help            this text

{sources}
{filters}
DAY is an exact day: 2023-10-15. A first clash on record is the first event of
these kinds between two actors that the record tells of: clash, strike, seizure,
ceasefire-breach.
",
    values: &[
        "--from",
        "--to",
        "--within",
        "--gap",
        "--conflicts",
        "--lineage-sign",
        "--format",
    ],
    flags: &["--one-sided", "--through-coalitions", "--warnings"],
};

/// What counts as a clash.
const CLASHES: [EventKind; 4] = [
    EventKind::Clash,
    EventKind::Strike,
    EventKind::Seizure,
    EventKind::CeasefireBreach,
];

/// The columns, each with the width that it had better have.
const COLUMNS: [(&str, usize); 5] = [
    ("WHEN", 18),
    ("WHAT", 12),
    ("WHO", 20),
    ("HOW SURE", 14),
    ("SOURCES", 7),
];

fn main() -> ExitCode {
    support::run(&SPEC, answer)
}

fn answer(options: &Options) -> Result<(), Stop> {
    let (from, to) = days(options)?;
    let rules = (
        rule(options)?,
        MoveRule::within(number(options, "--within", "30")?),
    );
    let filters = Filters::read(options)?;
    let format = options.format()?;
    let graph = support::record::load(options)?;

    let mut points = points(&graph, (from, to), filters, rules);
    if filters.is_certain {
        points.retain(|point| point.grounds().holds == Holds::Certainly);
    }

    match format {
        Format::Json => print(&support::json(&points)),
        Format::Text => page(&graph, (from, to), filters, &points).print(),
    }
}

fn days(options: &Options) -> Result<(Date, Date), Stop> {
    match (options.day("--from")?, options.day("--to")?) {
        (Some(from), Some(to)) if to <= from => Err(Stop::usage(
            format!("no day lies from {from} up to {to}"),
            "`--to` is the day after the last: write a later one",
        )),
        (Some(from), Some(to)) => Ok((from, to)),
        (None, None) if options.file().is_none() => Ok((date(2023, 9, 1), date(2023, 11, 1))),
        (None, _) => Err(Stop::usage(
            "`--from` is missing",
            "say which day is the first: `--from 2023-09-01`",
        )),
        (_, None) => Err(Stop::usage(
            "`--to` is missing",
            "say up to which day: `--to 2023-11-01`",
        )),
    }
}

fn rule(options: &Options) -> Result<SpellRule, Stop> {
    let gap = number(options, "--gap", "90")?;
    let rule = SpellRule::from(network::rule(options)?).with_gap(gap);
    Ok(if options.has("--through-coalitions") {
        rule.through_coalitions()
    } else {
        rule
    })
}

/// A number of days, or what it is without the option.
fn number(options: &Options, name: &str, usual: &str) -> Result<u32, Stop> {
    let days = options.value(name).unwrap_or(usual);
    days.parse().map_err(|_| {
        let wrong = format!("{name}: `{days}` is no number of days");
        Stop::usage(wrong, format!("write a whole number: `{name} {usual}`"))
    })
}

/// A turning point.
#[derive(Serialize)]
#[serde(tag = "turn", rename_all = "kebab-case")]
enum Point<'g> {
    SideSwitch(SideSwitch<'g>),
    CoalitionChange(Change<'g>),
    Move(Box<Move<'g>>),
    FirstOnRecord(FirstOnRecord<'g>),
}

impl<'g> Point<'g> {
    fn days(&self) -> DaySpan {
        match self {
            Self::SideSwitch(switch) => switch.days,
            Self::CoalitionChange(change) => change.days,
            Self::Move(one) => one.days(),
            Self::FirstOnRecord(first) => first.days,
        }
    }

    fn grounds(&self) -> &Grounds<'g> {
        match self {
            Self::SideSwitch(switch) => &switch.grounds,
            Self::CoalitionChange(change) => &change.grounds,
            Self::Move(one) => &one.grounds,
            Self::FirstOnRecord(first) => &first.grounds,
        }
    }

    fn what(&self) -> &'static str {
        match self {
            Self::SideSwitch(switch) if switch.is_defection => "defection",
            Self::SideSwitch(_) => "side switch",
            Self::CoalitionChange(change) => change.kind.as_str(),
            Self::Move(_) => "move",
            Self::FirstOnRecord(_) => "first clash on record",
        }
    }

    fn who(&self) -> String {
        match self {
            Self::SideSwitch(switch) => {
                let (one, other) = (switch.one, switch.other);
                let what = if switch.is_defection {
                    "enemies before, with each other now"
                } else {
                    "with each other before, enemies now"
                };
                let through = if switch.is_through_others {
                    " (through coalitions or members)"
                } else {
                    ""
                };
                format!("{one} and {other}: {what}{through}")
            }
            Self::CoalitionChange(change) => who_changed(change),
            Self::Move(one) => {
                let (actor, from, to) = (one.actor, one.from, one.to);
                format!("{actor}: from {from} to {to}, left {}", one.left.days)
            }
            Self::FirstOnRecord(first) => {
                let (one, other) = (first.one, first.other);
                match (first.kind, first.alliance) {
                    (FirstKind::ClashAfterAlliance, Some(alliance)) => {
                        format!("{one} and {other}, after alliance `{}`", alliance.key())
                    }
                    _ => format!("{one} and {other}"),
                }
            }
        }
    }
}

fn who_changed(change: &Change<'_>) -> String {
    let actor = change.actor;
    let other = change.other.map_or("", ActorRef::label);
    let who = match change.kind {
        ChangeKind::Joined | ChangeKind::Integrated | ChangeKind::Merged => {
            format!("{actor} → {other}")
        }
        ChangeKind::Left | ChangeKind::Separated | ChangeKind::Split => {
            format!("{actor} from {other}")
        }
        ChangeKind::Renamed => format!("{actor}, now {other}"),
        ChangeKind::Formed | ChangeKind::Dissolved => actor.to_string(),
        _ => format!("{actor} and {other}"),
    };
    match change.reason() {
        Some(reason) => format!("{who}: {reason}"),
        None => who,
    }
}

/// Every turning point that can lie in the days, by time.
fn points(
    graph: &ActorGraph,
    (from, to): (Date, Date),
    filters: Filters,
    (spells, moves): (SpellRule, MoveRule),
) -> Vec<Point<'_>> {
    let view = filters.of_evidence(graph.during(from..to));
    let changes = view.changes().into_iter().map(Point::CoalitionChange);
    let firsts = view.firsts_on_record(CLASHES).into_iter();
    let firsts = firsts.map(Point::FirstOnRecord);
    // who switched sides or moved may have been on the other one before the first day
    let until = filters.of_evidence(graph.during(..to));
    let switches = until.side_switches(spells).into_iter();
    let switches = switches.filter_map(|mut switch| {
        let from = Day::from(from);
        if switch.days.first < from {
            switch.grounds.holds = Holds::Possibly;
        }
        (switch.days.last >= from).then_some(Point::SideSwitch(switch))
    });
    let moves = until.moves(moves).into_iter();
    let moves = moves.filter_map(|mut one| {
        let from = Day::from(from);
        if one.days().first < from {
            one.grounds.holds = Holds::Possibly;
        }
        (one.days().last >= from).then(|| Point::Move(Box::new(one)))
    });
    let changes = changes.chain(moves);
    let mut points: Vec<Point<'_>> = changes.chain(firsts).chain(switches).collect();
    points.sort_by_key(Point::days);
    points
}

fn page(
    graph: &ActorGraph,
    (from, to): (Date, Date),
    filters: Filters,
    points: &[Point<'_>],
) -> Page {
    let mut page = Page::for_stdout();
    let title = graph.record().title();
    let title = title.unwrap_or("A record without a title");
    page.paragraph(title, Style::Strong, 2);
    let question = format!("Turning points from {from} up to, not on, {to}");
    let question = question + &filters.in_words();
    page.paragraph(&question, Style::Plain, 2);
    coverage::remark(&mut page, filters.of(graph.during(from..to)));
    page.blank();
    if points.is_empty() {
        let text = "No side switch, change of a coalition, move or first clash on record lies in these days.";
        page.paragraph(text, Style::Plain, 0);
        return page;
    }
    let mut citations = Citations::default();
    let mut table = Table::new(&COLUMNS).airy();
    for point in points {
        let sources = point.grounds().sources.iter().copied();
        table.row([
            point.days().to_string().into(),
            point.what().into(),
            point.who().into(),
            how_sure_of(point.grounds()),
            citations.cite(sources).into(),
        ]);
    }
    table.print(&mut page);
    page.blank();
    page.paragraph(HOW_SURE, Style::Faint, 0);
    citations.print(&mut page);
    page
}
