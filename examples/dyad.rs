//! Two actors in time: what ties them, what happened between them, and how many were killed.
//!
//! Without arguments: JNIM and the Malian Armed Forces.
//!
//! ```text
//! cargo run --example dyad
//! cargo run --example dyad -- --between cma,msa --from 2023-09-01
//! cargo run --example dyad -- --between csp,mali-army --through members
//! cargo run --example dyad -- my_record.toml --between KEY,KEY --format json
//! ```
//!
//! What the first command prints stands in `examples/expected/dyad.txt`.

#[path = "support/mod.rs"]
mod support;

use factions::{
    ActorGraph, ActorRef, CollectiveDyad, CollectiveEvent, CollectiveMember, Count, Dyad,
    DyadRelation, Grounds, Happening, Source, TollTotal, View,
};
use serde::Serialize;
use std::process::ExitCode;
use support::citations::Citations;
use support::coverage;
use support::ends::ends_in_words;
use support::filters::Filters;
use support::options::{Format, Options, Spec};
use support::page::{Page, Style};
use support::span::Span;
use support::stop::{Stop, print};
use support::table::Table;
use support::tolls::{figures, losses, without_claims};
use support::whose;
use support::words::{HOW_SURE, how_sure_of, statement_in_words};

const SPEC: Spec = Spec {
    help: "\
Two actors in time: what ties them, what happened between them, and how many
were killed.

Usage: dyad [FILE] --between KEY,KEY [OPTIONS]

  FILE                  a record: .toml, .json or .jsonl; without it the
                        embedded one, Mali in autumn 2023

  --between KEY,KEY     the two actors; of the embedded record jnim,mali-army,
                        if none are given
  --through members     each with its members and parts, on the days on which
                        they were that, but for those that were of both
  --from DAY            the first day
  --to DAY              the day after the last: it is not looked at itself
  --format text|json    a table, or an object
  --warnings            list the warnings of FILE on stderr
  -h, --help            this text

{sources}
{filters}
DAY is an exact day: 2023-10-15. Without --from and --to, all of time is looked
at.
",
    values: &["--between", "--through", "--from", "--to", "--format"],
    flags: &["--warnings"],
};

/// The columns, each with the width that it had better have.
const COLUMNS: [(&str, usize); 4] = [
    ("WHAT", 30),
    ("KILLED", 12),
    ("HOW SURE", 14),
    ("SOURCES", 7),
];

fn main() -> ExitCode {
    support::run(&SPEC, answer)
}

fn answer(options: &Options) -> Result<(), Stop> {
    let span = Span::read(options, None)?;
    let filters = Filters::read(options)?;
    let format = options.format()?;
    let graph = support::record::load(options)?;
    let pair = pair(&graph, options)?;
    let is_through = whose::is_through_members(options)?;

    let view = filters.of(span.view(&graph));
    // a claim is no fact: the deaths without those that are only claimed or alleged stand beside
    let reported = filters.at_least_reported().of(view);
    if is_through {
        let dyad = as_one(view, pair);
        let reported = as_one(reported, pair).toll;
        return match format {
            Format::Json => print(&support::json(&Answer {
                dyad,
                toll_at_least_reported: reported,
            })),
            Format::Text => {
                page(view, (span, filters), &Told::of_all(pair, &dyad), &reported).print()
            }
        };
    }
    let dyad = view.dyad(pair.0, pair.1);
    let reported = reported.dyad(pair.0, pair.1).toll;
    match format {
        Format::Json => print(&support::json(&Answer {
            dyad,
            toll_at_least_reported: reported,
        })),
        Format::Text => page(view, (span, filters), &Told::of(&dyad), &reported).print(),
    }
}

/// Both with their members.
fn as_one<'g>(view: View<'g, '_>, (one, other): Pair<'g>) -> CollectiveDyad<'g> {
    let other = view.coalition_as_one(other);
    view.coalition_as_one(one).dyad_with(&other)
}

type Pair<'g> = (ActorRef<'g>, ActorRef<'g>);

/// Who took part for the two where they are not the two themselves, and the sources of that.
#[derive(Default)]
struct By<'g> {
    text: String,
    sources: Vec<&'g Source>,
}

impl<'g> By<'g> {
    fn of(members: &[CollectiveMember<'g>], others: &[CollectiveMember<'g>]) -> Self {
        let both = members.iter().chain(others);
        let through = both.filter_map(|member| Some((member.actor, member.grounds.as_ref()?)));
        let mut by = Self::default();
        for (actor, grounds) in through {
            let before = if by.text.is_empty() { "; through" } else { "," };
            let (holds, certainty) = (grounds.holds, grounds.certainty);
            let text = format!("{before} {actor} ({holds} a member, {certainty})");
            by.text.push_str(&text);
            by.sources.extend(&grounds.sources);
        }
        by
    }
}

/// What is told of two, with who took part for them where they are not the two themselves.
struct Told<'d, 'g> {
    pair: Pair<'g>,
    is_through: bool,
    relations: Vec<(&'d DyadRelation<'g>, By<'g>)>,
    events: Vec<(&'d Happening<'g>, By<'g>)>,
    on_one_side: Vec<(&'d Happening<'g>, By<'g>)>,
    toll: TollTotal,
    losses: [TollTotal; 2],
}

impl<'d, 'g> Told<'d, 'g> {
    fn of(dyad: &'d Dyad<'g>) -> Self {
        let plain = |events: &'d [Happening<'g>]| {
            let events = events.iter();
            events.map(|one| (one, By::default())).collect()
        };
        let relations = dyad.relations.iter();
        Self {
            pair: (dyad.one, dyad.other),
            is_through: false,
            relations: relations.map(|one| (one, By::default())).collect(),
            events: plain(&dyad.events),
            on_one_side: plain(&dyad.on_one_side),
            toll: dyad.toll,
            losses: dyad.losses.map(|own| own.total),
        }
    }

    fn of_all(pair: Pair<'g>, dyad: &'d CollectiveDyad<'g>) -> Self {
        let events = |events: &'d [CollectiveEvent<'g>]| {
            let each = events.iter();
            each.map(|one| (&one.happening, By::of(&one.members, &one.others)))
                .collect()
        };
        let relations = dyad.relations.iter();
        let relations = relations.map(|one| (&one.relation, By::of(&one.members, &one.others)));
        Self {
            pair,
            is_through: true,
            relations: relations.collect(),
            events: events(&dyad.events),
            on_one_side: events(&dyad.on_one_side),
            toll: dyad.toll,
            losses: dyad.losses,
        }
    }
}

/// The dyad, and its deaths without those that are only claimed or alleged.
#[derive(Serialize)]
struct Answer<D> {
    #[serde(flatten)]
    dyad: D,
    toll_at_least_reported: TollTotal,
}

/// The two actors; of the embedded record JNIM and the army, if none are named.
fn pair<'g>(graph: &'g ActorGraph, options: &Options) -> Result<Pair<'g>, Stop> {
    let words = match options.value("--between") {
        Some(words) => words,
        None if options.file().is_none() => "jnim,mali-army",
        None => {
            return Err(Stop::usage(
                "`--between` is missing",
                "name two actors: `--between KEY,KEY`",
            ));
        }
    };
    let Some((one, other)) = words.split_once(',') else {
        return Err(Stop::usage(
            format!("--between: `{words}` is not two actors"),
            "name two, with a comma between them: `--between KEY,KEY`",
        ));
    };
    let one = support::record::actor_called(graph, "--between", one.trim())?;
    let other = support::record::actor_called(graph, "--between", other.trim())?;
    if one == other {
        return Err(Stop::usage(
            format!("--between: `{words}` is one actor twice"),
            "name two different ones: `--between KEY,KEY`",
        ));
    }
    Ok((one, other))
}

fn page(
    view: View<'_, '_>,
    (span, filters): (Span, Filters),
    dyad: &Told<'_, '_>,
    reported: &TollTotal,
) -> Page {
    let mut page = Page::for_stdout();
    let title = view.graph().record().title();
    let title = title.unwrap_or("A record without a title");
    page.paragraph(title, Style::Strong, 2);
    let (one, other) = dyad.pair;
    let through = if dyad.is_through {
        ", each with its members,"
    } else {
        ""
    };
    let names = format!("{} and {}{through}", one.name(), other.name());
    let question = format!("{names} {}", span.in_words());
    let question = question + &filters.in_words();
    page.paragraph(&question, Style::Plain, 2);
    coverage::remark(&mut page, view);
    let happened = dyad.events.len() + dyad.on_one_side.len();
    if dyad.relations.is_empty() && happened == 0 {
        page.blank();
        let text = "The record has no tie and no event of the two in these days. This says \
                    nothing of how they stand.";
        page.paragraph(text, Style::Plain, 0);
        return page;
    }
    if let Some(killed) = toll(&dyad.toll, reported) {
        page.paragraph(&killed, Style::Plain, 2);
    }
    if let Some(whose) = whose(dyad) {
        page.paragraph(&whose, Style::Plain, 2);
    }
    page.blank();
    let mut citations = Citations::default();
    let mut table = Table::new(&COLUMNS);
    section(
        &mut table,
        "Lasting ties",
        &dyad.relations,
        |table, (one, by)| {
            let what = (tie(one), by);
            row(table, what, String::new(), &one.grounds, &mut citations);
        },
    );
    let between = format!("Between {one} and {other}");
    let beside = format!("{one} and {other} on one side");
    for (heading, events) in [(between, &dyad.events), (beside, &dyad.on_one_side)] {
        section(&mut table, &heading, events, |table, (event, by)| {
            row(
                table,
                (what(event), by),
                killed(event),
                &event.grounds,
                &mut citations,
            );
        });
    }
    table.print(&mut page);
    page.blank();
    page.paragraph(HOW_SURE, Style::Faint, 0);
    citations.print(&mut page);
    page
}

fn section<T>(table: &mut Table, heading: &str, items: &[T], mut row: impl FnMut(&mut Table, &T)) {
    if !items.is_empty() {
        table.heading(heading);
    }
    for item in items {
        row(table, item);
    }
}

fn row<'g>(
    table: &mut Table,
    (what, by): (String, &By<'g>),
    killed: String,
    grounds: &Grounds<'g>,
    citations: &mut Citations<'g>,
) {
    let sources = grounds.sources.iter().chain(&by.sources);
    let sources = citations.cite(sources.copied());
    table.row([
        (what + &by.text).into(),
        killed.into(),
        how_sure_of(grounds),
        sources.into(),
    ]);
}

fn tie(relation: &DyadRelation<'_>) -> String {
    let arrow = if relation.tie().is_directed() {
        "→"
    } else {
        "–"
    };
    let text = statement_in_words(relation.tie().statement());
    format!("{} {arrow} {}: {text}", relation.from, relation.to)
}

/// Every telling of a happening: who, what, when, where.
fn what(event: &Happening<'_>) -> String {
    let tellings = event.grounds.statements.iter();
    let tellings =
        tellings.map(|&one| format!("{}: {}", ends_in_words(one), statement_in_words(one)));
    tellings.collect::<Vec<_>>().join("; ")
}

fn killed(event: &Happening<'_>) -> String {
    match &event.killed {
        Some(killed) => killed.to_string(),
        None if event.is_violent() => "unknown".to_owned(),
        None => String::new(),
    }
}

/// The deaths between the two, each happening counted once; none where nothing violent happened.
fn toll(toll: &TollTotal, reported: &TollTotal) -> Option<String> {
    let of = |all: Count, reported: Count| {
        let mut text = figures(all) + &without_claims(all, reported);
        for (count, without) in [
            (all.without_figure, "without a figure"),
            (all.without_best, "without a best figure"),
        ] {
            match count {
                0 => {}
                1 => text.extend([", 1 happening ", without]),
                more => text.extend([", ", &more.to_string(), " happenings ", without]),
            }
        }
        text
    };
    let text = if toll.possibly.violent == 0 {
        of(toll.certainly, reported.certainly)
    } else {
        let certainly = of(toll.certainly, reported.certainly);
        let possibly = of(toll.possibly, reported.possibly);
        let all = figures(toll.all());
        format!("{all}; certainly in these days {certainly}; possibly {possibly} more")
    };
    let is_told = toll.all().violent > 0 || toll.is_silent();
    is_told.then(|| format!("Killed in what happened between them: {text}"))
}

/// Whose the dead were, as far as that is known.
fn whose(dyad: &Told<'_, '_>) -> Option<String> {
    let of = |actor: ActorRef<'_>, own: TollTotal| format!("{actor} {}", losses(own.all()));
    let [one, other] = dyad.losses;
    let is_known = [one, other].iter().any(|own| own.all().with_figure > 0);
    let (first, second) = dyad.pair;
    is_known.then(|| format!("Of them: {}; {}", of(first, one), of(second, other)))
}
