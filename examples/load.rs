//! A data set as it was downloaded, into a record, and a report of what became of every row.
//!
//! Without arguments: invented rows in the layout of UCDP GED, beside an invented record.
//!
//! ```text
//! cargo run --release --example load
//! cargo run --release --example load -- ged.csv --with mali.toml -o mali-2023.toml
//! cargo run --release --example load -- ged.csv --with mali.toml --suggest who-is-who.toml
//! ```
//!
//! `--help` names the choices; what the example prints without arguments stands in
//! `examples/expected/load.txt`.

#[path = "support/mod.rs"]
mod support;

use factions::import::{Import, ImportReport};
use factions::{ActorGraph, Record};
use serde::Serialize;
use std::ffi::OsString;
use std::io::{self, Write};
use std::path::{Path, PathBuf};
use std::process::ExitCode;
use support::data_set;
use support::options::{Format, Options, Spec};
use support::page::{Page, Style};
use support::replace;
use support::stop::{Stop, print, warn};
use support::words::counted;

const SPEC: Spec = Spec {
    help: "\
A data set as it was downloaded, into a record, and a report of what became of
every row.

Usage: load [FILE …] [OPTIONS]

  FILE …            files of a data set, the older first, packed by gzip or
                    not; without one invented rows beside an invented record:
                    Northland, 2019 to 2021

  -o FILE           where the record is written: .toml, .json or .jsonl;
                    without it nowhere
  --suggest FILE    writes who became of each id and name, to be corrected by
                    hand and given back as --crosswalk
  --format text|json
                    a page, or an object
  --strict          fails if a row is set aside
  --time            says on stderr what it cost: rows, CPU seconds, memory
  -h, --help        this text

{data sets}",
    values: &["-o", "--suggest", "--format"],
    flags: &["--strict", "--time"],
};

fn main() -> ExitCode {
    let mut files = Vec::new();
    let arguments = first_of(std::env::args_os().skip(1), &mut files);
    match Options::read(&SPEC, arguments).and_then(|options| answer(&options, files)) {
        Ok(()) => ExitCode::SUCCESS,
        Err(stop) => stop.exit(&SPEC),
    }
}

/// The arguments with the first file alone; the others go into `files`.
fn first_of(given: impl Iterator<Item = OsString>, files: &mut Vec<PathBuf>) -> Vec<OsString> {
    let mut arguments = Vec::new();
    let (mut has_file, mut is_value) = (false, false);
    for argument in given {
        let text = argument.to_string_lossy().into_owned();
        let is_option = text.starts_with('-');
        if is_option || is_value || !has_file {
            has_file |= !is_option && !is_value;
            is_value = is_option && SPEC.takes_value(&text);
            arguments.push(argument);
        } else {
            files.push(argument.into());
        }
    }
    arguments
}

fn answer(options: &Options, more: Vec<PathBuf>) -> Result<(), Stop> {
    let format = options.format()?;
    let form = options.value("-o").map(Form::of).transpose()?;
    if form.is_some() && options.value("--keep") == Some("rows") {
        return Err(Stop::usage(
            "-o: a record is written, and `--keep rows` makes none of the events".to_owned(),
            "leave one of the two out",
        ));
    }
    let others = more.clone();
    let mut inputs = support::record::inputs(options);
    inputs.extend(others.iter().map(PathBuf::as_path));
    let import = match options.file() {
        Some(first) => {
            let files: Vec<PathBuf> = std::iter::once(first.to_owned()).chain(more).collect();
            data_set::load(options, &files)?
        }
        None => embedded(options)?,
    };
    if options.has("--strict") && import.report.has_set_aside() {
        return Err(Stop::Record(format!(
            "{}\nerror: something was set aside, and `--strict` was given",
            import.report
        )));
    }
    if let Some(path) = options.value("--suggest") {
        let text = import.crosswalk.to_toml();
        replace::file(Path::new(path), inputs.iter().copied(), |out| {
            out.write_all(text.as_bytes())
        })?;
    }
    if let (Some(path), Some(form)) = (options.value("-o"), form) {
        replace::file(Path::new(path), inputs.iter().copied(), |out| {
            form.write(&import.record, out)
        })?;
    }
    if options.has("--time") {
        let rows = import.report.read;
        warn(&format!("rows\t{rows}\nread\n{}", support::cost::so_far()));
    }
    let report = import.report.clone();
    let graph = ActorGraph::with_rows(import.record, import.rows.unwrap_or_default());
    let graph = graph.map_err(|problems| Stop::Record(problems.to_string()))?;
    if options.has("--time") {
        warn(&format!("graph\n{}", support::cost::so_far()));
    }
    let holds = Holds::of(&graph);
    match format {
        Format::Json => print(&support::json(&Answer { report, holds })),
        Format::Text => page(&graph, &report, &holds).print(),
    }
}

/// Invented rows beside an invented record.
fn embedded(options: &Options) -> Result<Import, Stop> {
    let data = concat!(env!("CARGO_MANIFEST_DIR"), "/../data");
    let record = include_str!("data/northland.toml");
    let record = Record::from_toml(record).map_err(|all| Stop::Record(all.to_string()))?;
    let rows = [format!("{data}/northland-ged.csv")];
    let mut import = data_set::read(options, Some(("northland.toml", &record)), &rows)?;
    import.report.file = Some("northland-ged.csv".to_owned());
    Ok(import)
}

/// The form in which the record is written.
#[derive(Clone, Copy)]
enum Form {
    Toml,
    Json,
    JsonLines,
}

impl Form {
    /// The form that a file is named for.
    fn of(path: &str) -> Result<Self, Stop> {
        let lower = path.to_lowercase();
        let others = [
            ".ftm.json",
            ".ftm.jsonl",
            ".ftm.ndjson",
            ".stix.json",
            ".node-link.json",
        ];
        if others.iter().any(|ending| lower.ends_with(ending)) {
            let wrong = format!("the ending of `{path}` is of another form than a record's own");
            let help = "name it `.toml`, `.json` or `.jsonl`, and make the other with `convert`";
            return Err(Stop::usage(wrong, help));
        }
        match lower.rsplit_once('.') {
            Some((_, "toml")) => Ok(Self::Toml),
            Some((_, "json")) => Ok(Self::Json),
            Some((_, "jsonl" | "ndjson")) => Ok(Self::JsonLines),
            _ => {
                let wrong = format!("the ending of `{path}` is of no form of a record");
                Err(Stop::usage(wrong, "name it `.toml`, `.json` or `.jsonl`"))
            }
        }
    }

    fn write(self, record: &Record, out: &mut dyn Write) -> io::Result<()> {
        match self {
            Self::Toml => record.write_toml(out),
            Self::Json => record.write_json(out),
            Self::JsonLines => record.write_json_lines(out),
        }
    }
}

/// What the record holds in the end.
#[derive(Serialize)]
struct Holds {
    actors: usize,
    places: usize,
    relations: usize,
    happenings: usize,
    killed: Option<u64>,
}

#[derive(Serialize)]
struct Answer {
    report: ImportReport,
    holds: Holds,
}

impl Holds {
    fn of(graph: &ActorGraph) -> Self {
        let record = graph.record();
        let is_relation = |one: &&factions::Statement| one.relation().is_some();
        let relations = record.statements().iter().filter(is_relation).count();
        let (actors, places) = (record.actors().len(), record.places().len());
        let toll = graph.ever().toll();
        Self {
            actors,
            places,
            relations,
            happenings: usize::try_from(toll.all().happenings).unwrap_or(usize::MAX),
            killed: toll.all().best(),
        }
    }
}

fn page(graph: &ActorGraph, report: &ImportReport, holds: &Holds) -> Page {
    let mut page = Page::for_stdout();
    for line in report.to_string().lines() {
        let indent = line.len() - line.trim_start().len();
        let style = if indent == 0 {
            Style::Strong
        } else {
            Style::Plain
        };
        page.paragraph(line, style, indent + 2);
    }
    page.blank();
    let title = graph.record().title();
    page.paragraph(
        title.unwrap_or("A record without a title"),
        Style::Strong,
        2,
    );
    let killed = holds
        .killed
        .map_or_else(|| "—".to_owned(), |count| count.to_string());
    let line = format!(
        "  {}, {}, {}, {}, {killed} killed",
        counted(holds.actors, "actor"),
        counted(holds.places, "place"),
        counted(holds.relations, "relation"),
        counted(holds.happenings, "happening"),
    );
    page.paragraph(&line, Style::Plain, 4);
    page
}
