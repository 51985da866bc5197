//! Who stands with and against whom, drawn: a picture for Graphviz.
//!
//! Without arguments: Mali from 21 September to 31 October 2023, as in `docs/pictures/`.
//!
//! ```text
//! cargo run --example picture -- -o mali.dot
//! cargo run --example picture -- -o mali.svg     # Graphviz draws it
//! cargo run --example picture -- my_record.toml --on 2023-10-31 --fold
//! ```
//!
//! `--help` names the options; what the example prints without arguments stands in
//! `examples/expected/picture.dot`.

#[path = "support/mod.rs"]
mod support;

use factions::{
    ActorGraph, ActorRef, Comparison, Date, Dot, Drawing, EventStyle, Genealogy, SearchBudget,
    Theme, View, date,
};
use std::process::ExitCode;
use support::filters::Filters;
use support::options::{Options, Spec};
use support::render;
use support::stop::{Stop, print, warn};

const SPEC: Spec = Spec {
    help: "\
Who stands with and against whom, as a picture in Graphviz's language, DOT.

Usage: picture [FILE] [OPTIONS]

  FILE          a record: .toml, .json or .jsonl; without it the embedded one,
                Mali in autumn 2023

  --on DAY      what holds on this day, and what happened on it
  --from DAY    the first day
  --to DAY      the day after the last: nothing on it counts
  --theme NAME  the colours: light, dark or print; light, if none is named
  --ego KEY     only this actor and those at most so many ties away
  --distance N  with --ego: so many ties; 1, if none is named
  --camps       each actor in the colour of its camp, ties against them marked
  --one-sided   with --camps: violence against civilians is a tie, too
  --diff        what changed from the day --from to the day --to
  --panel WHICH with --diff: before, after or changes; changes, if none is named
  --otherwise   with --diff: mark what both days hold, but otherwise, too
  --genealogy   who split, merged, joined and left, over time: a lane an actor
  --of KEY      with --genealogy: only this actor, its kin and their coalitions
  --side-families
                with --genealogy: a lane for everyone, also in families aside
  --fold        events folded into lines, with their number, not a box each
  -o FILE       write the picture there, not on stdout: FILE.dot, or where
                Graphviz is there FILE.svg, FILE.png or FILE.pdf
  --warnings    list the warnings of FILE on stderr
  -h, --help    this text

{filters}
DAY is an exact day: 2023-10-15. With --on as well as --from and --to, relations
are those of the one day and events those of the others. Without a day all of
time is drawn; of the embedded record, 2023-09-21 to 2023-11-01, and with --diff
what changed from 2023-09-01 to 2023-10-31.
",
    values: &[
        "--on",
        "--from",
        "--to",
        "--of",
        "--ego",
        "--distance",
        "--panel",
        "--theme",
        "-o",
    ],
    flags: &[
        "--fold",
        "--genealogy",
        "--diff",
        "--camps",
        "--one-sided",
        "--otherwise",
        "--side-families",
        "--warnings",
    ],
};

/// The groups that the embedded record's picture frames beside its coalitions.
const GROUPS: [(&str, &[&str]); 2] = [
    (
        "Government and partners",
        &[
            "mali-gov",
            "mali-army",
            "wagner",
            "dan-na-ambassagou",
            "russia",
        ],
    ),
    ("Jihadist", &["jnim", "al-qaeda"]),
];

fn main() -> ExitCode {
    support::run(&SPEC, answer)
}

fn answer(options: &Options) -> Result<(), Stop> {
    let theme = theme(options)?;
    let filters = Filters::read(options)?;
    // before a long record is read
    options.value("-o").map(render::is_drawn).transpose()?;
    if options.has("--diff") {
        let (from, to) = compared(options)?;
        let panel = panel(options)?;
        let graph = support::record::load(options)?;
        let picture = comparison(&graph, (from, to), filters)?.theme(theme);
        let picture = picture.otherwise(options.has("--otherwise"));
        return write(
            options,
            &match panel {
                Panel::Before => picture.draw_before(),
                Panel::After => picture.draw_after(),
                Panel::Changes => picture.draw(),
            },
        );
    }
    if options.has("--genealogy") {
        let graph = support::record::load(options)?;
        return write(
            options,
            &genealogy(options, &graph, filters)?.theme(theme).draw(),
        );
    }
    let days = days(options)?;
    let distance = distance(options)?;
    let graph = support::record::load(options)?;
    let picture = picture(options, filters.of(view(&graph, days)), distance)?;
    write(options, &picture.theme(theme).draw())
}

/// Who came from whom, of all time if no days are named.
fn genealogy<'g, 'f>(
    options: &Options,
    graph: &'g ActorGraph,
    filters: Filters,
) -> Result<Genealogy<'g, 'f>, Stop> {
    let days = Days {
        on: options.day("--on")?,
        from: options.day("--from")?,
        to: options.day("--to")?,
    };
    let of = support::record::actor(graph, options, "--of")?;
    let genealogy = filters.of(view(graph, days)).to_genealogy().of(of);
    Ok(if options.has("--side-families") {
        genealogy.side_families(true)
    } else {
        genealogy
    })
}

/// Which picture of a comparison is drawn.
#[derive(Debug, Clone, Copy)]
enum Panel {
    Before,
    After,
    Changes,
}

fn panel(options: &Options) -> Result<Panel, Stop> {
    match options.value("--panel") {
        Some("before") => Ok(Panel::Before),
        Some("after") => Ok(Panel::After),
        None | Some("changes") => Ok(Panel::Changes),
        Some(other) => Err(Stop::usage(
            format!("--panel: unknown panel `{other}`"),
            "write `before`, `after` or `changes`",
        )),
    }
}

/// The two days to compare; of the embedded record those around its autumn, if none are named.
fn compared(options: &Options) -> Result<(Date, Date), Stop> {
    match (options.day("--from")?, options.day("--to")?) {
        (Some(from), Some(to)) => Ok((from, to)),
        (None, None) if options.file().is_none() => Ok((date(2023, 9, 1), date(2023, 10, 31))),
        _ => Err(Stop::usage(
            "--diff: two days are compared",
            "write `--from DAY --to DAY`",
        )),
    }
}

/// The same actors on two days.
fn comparison<'f>(
    graph: &ActorGraph,
    (from, to): (Date, Date),
    filters: Filters,
) -> Result<Comparison<'_, 'f>, Stop> {
    let on = |day| filters.of(graph.at(day));
    let both = on(from).to_comparison(on(to));
    both.map_err(|error| Stop::usage(error.to_string(), "ask one graph"))
}

/// How many ties away from `--ego` actors are drawn.
fn distance(options: &Options) -> Result<u32, Stop> {
    let Some(distance) = options.value("--distance") else {
        return Ok(1);
    };
    distance.parse().map_err(|_| {
        Stop::usage(
            format!("--distance: `{distance}` is no number of ties"),
            "write a whole number, such as 2",
        )
    })
}

/// Who stands with and against whom.
fn picture<'g, 'f>(
    options: &Options,
    view: View<'g, 'f>,
    distance: u32,
) -> Result<Dot<'g, 'f>, Stop> {
    let graph = view.graph();
    let mut picture = view.to_dot();
    let ego = support::record::actor(graph, options, "--ego")?;
    if let Some(ego) = ego {
        picture = picture.around([ego], distance);
    }
    if options.has("--camps") {
        let signed = view.signed(support::network::rule(options)?);
        picture = picture.camps(&signed.frustration(SearchBudget::default()));
    }
    if options.has("--fold") {
        picture = picture.events(EventStyle::Edge);
    }
    if options.file().is_none() {
        picture = framed(
            picture.title("Mali, autumn 2023: who fights beside whom"),
            graph,
        )?;
    }
    Ok(picture)
}

fn write(options: &Options, drawing: &Drawing<'_>) -> Result<(), Stop> {
    for warning in &drawing.warnings {
        warn(&format!("note: {warning}"));
    }
    for membership in &drawing.displaced {
        warn(&format!(
            "note: drawn as a line, not in the frame: {membership}"
        ));
    }
    if let Some(path) = options.value("-o") {
        if render::is_drawn(path)? {
            let drawn = render::drawn(&drawing.text, path)?;
            return support::record::write(options, path, &drawn);
        }
        support::record::write(options, path, drawing.text.as_bytes())?;
        let image = path.strip_suffix(".dot").unwrap_or(path);
        warn(&format!("render it: dot -Tsvg {path} -o {image}.svg"));
        Ok(())
    } else {
        warn(
            "render it: pipe this into `dot -Tsvg -o picture.svg`, or write it with `-o picture.svg`",
        );
        print(&drawing.text)
    }
}

/// The theme that is named, else the light one.
fn theme(options: &Options) -> Result<Theme, Stop> {
    match options.value("--theme") {
        None | Some("light") => Ok(Theme::LIGHT),
        Some("dark") => Ok(Theme::DARK),
        Some("print") => Ok(Theme::PRINT),
        Some(other) => Err(Stop::usage(
            format!("--theme: unknown theme `{other}`"),
            "write `light`, `dark` or `print`",
        )),
    }
}

/// The day of relations, and the first and the day after the last of both or of events.
#[derive(Debug, Clone, Copy)]
struct Days {
    on: Option<Date>,
    from: Option<Date>,
    to: Option<Date>,
}

/// The days to draw; of the embedded record those of its autumn, if none are named.
fn days(options: &Options) -> Result<Days, Stop> {
    let days = Days {
        on: options.day("--on")?,
        from: options.day("--from")?,
        to: options.day("--to")?,
    };
    match days {
        Days {
            on: None,
            from: None,
            to: None,
        } if options.file().is_none() => Ok(Days {
            from: Some(date(2023, 9, 21)),
            to: Some(date(2023, 11, 1)),
            ..days
        }),
        Days {
            from: Some(from),
            to: Some(to),
            ..
        } if to <= from => Err(Stop::usage(
            format!("no day lies from {from} up to {to}"),
            "`--to` is the day after the last: write a later one",
        )),
        days => Ok(days),
    }
}

fn view<'f>(graph: &ActorGraph, Days { on, from, to }: Days) -> View<'_, 'f> {
    match (on, from, to) {
        (Some(on), None, None) => graph.at(on),
        (Some(on), Some(from), Some(to)) => graph.at(on).events_during(from..to),
        (Some(on), Some(from), None) => graph.at(on).events_during(from..),
        (Some(on), None, Some(to)) => graph.at(on).events_during(..to),
        (None, Some(from), Some(to)) => graph.during(from..to),
        (None, Some(from), None) => graph.during(from..),
        (None, None, Some(to)) => graph.during(..to),
        (None, None, None) => graph.ever(),
    }
}

/// The picture with the groups of the embedded record.
fn framed<'g, 'f>(picture: Dot<'g, 'f>, graph: &'g ActorGraph) -> Result<Dot<'g, 'f>, Stop> {
    GROUPS.iter().try_fold(picture, |picture, (title, keys)| {
        let actors = keys
            .iter()
            .map(|key| support::record::actor_called(graph, "cluster", key));
        let actors: Vec<ActorRef<'_>> = actors.collect::<Result<_, _>>()?;
        Ok(picture.cluster(*title, actors))
    })
}
