//! A record, written in another form, and what that form cannot carry of it.
//!
//! Without arguments: what each form cannot carry of the record of Mali.
//!
//! ```text
//! cargo run --example convert -- examples/data/mali.toml mali.gexf
//! cargo run --example convert -- my_record.toml my_record.csv
//! cargo run --example convert -- my_record.csv my_record.json
//! ```
//!
//! `--help` names the forms; what the example prints without arguments stands in
//! `examples/expected/convert.txt`.

#[path = "support/mod.rs"]
mod support;

use factions::export::{EdgeKey, LeftOut, TableForm};
use factions::record::CsvTables;
use factions::{ActorGraph, Certainty, View};
use std::ffi::OsString;
use std::io::{self, Write};
use std::path::Path;
use std::process::ExitCode;
use support::filters::Filters;
use support::options::{Options, Spec};
use support::page::{Page, Style};
use support::replace;
use support::span::Span;
use support::stop::Stop;

const SPEC: Spec = Spec {
    help: "\
A record in another form, and what that form cannot carry of it.

Usage: convert [IN [OUT]] [OPTIONS]

  IN            a record: .toml, .json, .jsonl, .ftm.json, .stix.json, or a
                folder .csv or .parquet with tables; without it the embedded
                one, Mali in autumn 2023
  OUT           what to write, by its ending; without it the report alone,
                of every form

  .toml .json .jsonl    the record itself
  .csv                  a folder with a table for each kind of entry, and what
                        their columns are (datapackage.json, Frictionless)
  .tables               the same tables as JSON Lines with one type a column:
                        polars, pyarrow, DuckDB, DataFusion
  .parquet              a folder of columns (docs/COLUMNS.md) for these engines
                        and Spark, with the whole record in it; needs
                        cargo run --features parquet --example convert
  .gexf                 GEXF 1.3 with spells: Gephi
  .graphml              GraphML: yEd, igraph, Neo4j
  .node-link.json       node-link JSON: NetworkX, d3
  .cyjs                 Cytoscape JSON
  .dot                  DOT: Graphviz
  .geojson              GeoJSON, an event a feature: QGIS, kepler.gl
  .ftm.json .ftm.jsonl  FollowTheMoney, an entity a line: Aleph, OpenSanctions
  .stix.json            STIX 2.1: OpenCTI; not for MISP, which drops incidents
                        and most ties, and makes sectors of organisations

  --at DAY        as it was on this day
  --from DAY, --to DAY
                  during these days, --to not among them
  --ever          of all time, as without any of these: then no tie is said to
                  hold `certainly`, for nobody asked when
  --edge-key KEY  the name of the list of edges in node-link JSON:
                  edges (NetworkX since 3.6) or links (d3, older ones)
  --by-year       the events in .parquet in a file a year; OUT must be new
  --warnings      list the warnings of IN on stderr
  -h, --help      this text

{filters}
Of these the record's own forms know nothing: they hold all of it. The others
take what is planned into account, too, if --at-least is not given.
What is withdrawn or denied is in the record's own forms alone.
OUT is written beside its place and put there when it is whole: if anything
fails, what stood there stands.
",
    values: &["-o", "--edge-key", "--at", "--from", "--to"],
    flags: &["--by-year", "--ever", "--warnings"],
};

/// The endings of the forms that are written, the longer ones first.
const ENDINGS: [&str; 17] = [
    ".toml",
    ".ftm.jsonl",
    ".ftm.ndjson",
    ".jsonl",
    ".ndjson",
    ".csv",
    ".tables",
    ".parquet",
    ".gexf",
    ".graphml",
    ".node-link.json",
    ".cyjs",
    ".dot",
    ".geojson",
    ".ftm.json",
    ".stix.json",
    ".json",
];

/// The record's own forms among them.
const OWN: [&str; 4] = [".toml", ".json", ".jsonl", ".ndjson"];

/// Second names of forms.
const AGAIN: [&str; 3] = [".ndjson", ".ftm.jsonl", ".ftm.ndjson"];

fn main() -> ExitCode {
    let read = Options::read(&SPEC, arguments(std::env::args_os().skip(1)));
    match read.and_then(|options| answer(&options)) {
        Ok(()) => ExitCode::SUCCESS,
        Err(stop) => stop.exit(&SPEC),
    }
}

/// The second file of a command line is the output: `-o OUT`.
fn arguments(given: impl Iterator<Item = OsString>) -> Vec<OsString> {
    let mut arguments = Vec::new();
    let (mut files, mut is_value) = (0, false);
    for argument in given {
        let is_option = argument.to_string_lossy().starts_with('-');
        if !is_option && !is_value {
            files += 1;
            if files == 2 {
                arguments.push("-o".into());
            }
        }
        let text = argument.to_string_lossy();
        is_value = is_option && SPEC.takes_value(&text);
        arguments.push(argument);
    }
    arguments
}

/// What is asked of the record, and how it is written.
#[derive(Clone, Copy)]
struct Asked {
    filters: Filters,
    span: Span,
    day: Option<factions::Date>,
    edges: EdgeKey,
    #[cfg_attr(
        not(feature = "parquet"),
        expect(dead_code, reason = "only Parquet is split by years")
    )]
    by_year: bool,
}

impl Asked {
    fn read(options: &Options) -> Result<Self, Stop> {
        let edges = match options.value("--edge-key") {
            None | Some("edges") => EdgeKey::Edges,
            Some("links") => EdgeKey::Links,
            Some(other) => {
                return Err(Stop::usage(
                    format!("--edge-key: unknown name `{other}`"),
                    "write `edges` or `links`",
                ));
            }
        };
        let is_span = options.value("--from").or(options.value("--to")).is_some();
        let times = [
            options.has("--ever"),
            options.value("--at").is_some(),
            is_span,
        ];
        if times.iter().filter(|is_given| **is_given).count() > 1 {
            return Err(Stop::usage(
                "two times are asked for",
                "write `--at`, or `--from` and `--to`, or `--ever`",
            ));
        }
        Ok(Self {
            filters: Filters::read(options)?,
            span: Span::read(options, None)?,
            day: options.day("--at")?,
            edges,
            by_year: options.has("--by-year"),
        })
    }

    /// Whether the whole record is meant.
    fn is_all(self) -> bool {
        let is_ever = self.day.is_none() && self.span.from.is_none() && self.span.to.is_none();
        is_ever && self.filters == Filters::default()
    }

    fn view(self, graph: &ActorGraph) -> View<'_, '_> {
        let view = match self.day {
            Some(day) => graph.at(day),
            None => self.span.view(graph),
        };
        self.filters.of(view.at_least(Certainty::Planned))
    }

    fn in_words(self) -> String {
        match self.day {
            Some(day) => format!("on {day}"),
            None => self.span.in_words(),
        }
    }
}

fn answer(options: &Options) -> Result<(), Stop> {
    let target = options.value("-o");
    let wanted = target.map(ending).transpose()?;
    let asked = Asked::read(options)?;
    if let Some(target) = target
        && wanted.is_some_and(|wanted| OWN.contains(&wanted))
        && !asked.is_all()
    {
        return Err(Stop::usage(
            format!("`{target}` is a form of the whole record"),
            "leave out the days and the filters, or write another form",
        ));
    }
    if let (Some(input), Some(target)) = (options.file(), target)
        && replace::is_same(input, Path::new(target))
    {
        return Err(Stop::usage(
            format!("`{target}` is the record itself"),
            "name another file to write to",
        ));
    }
    let graph = support::record::load(options)?;
    let mut page = Page::for_stdout();
    let title = graph.record().title().unwrap_or("A record without title");
    page.paragraph(title, Style::Strong, 2);
    if !asked.is_all() {
        page.paragraph(&format!("  {}", asked.in_words()), Style::Plain, 4);
    }
    let endings = ENDINGS.iter().filter(|one| match wanted {
        Some(wanted) => **one == wanted,
        // two names of the same form
        None => !AGAIN.contains(one),
    });
    for ending in endings {
        let (head, left_out) = if let Some(target) = target {
            let inputs = support::record::inputs(options);
            let left_out = written(&graph, ending, asked, target, &inputs)?;
            (format!("written to {target}"), left_out)
        } else {
            let left_out = match tables(ending) {
                Some(form) => {
                    let view = asked.view(&graph);
                    let written = view.write_tables(form, |_| Ok(io::sink()));
                    written.map(|all| lines(&all))
                }
                // all of the record is in it
                None if *ending == ".parquet" => Ok(Vec::new()),
                None => write(&graph, ending, asked, &mut io::sink()),
            };
            ((*ending).to_owned(), left_out.map_err(Stop::Write)?)
        };
        page.blank();
        page.paragraph(&head, Style::Strong, 2);
        if left_out.is_empty() {
            page.paragraph("  nothing is left out", Style::Plain, 2);
        }
        for line in &left_out {
            page.paragraph(&format!("  {line}"), Style::Plain, 4);
        }
    }
    page.print()
}

/// The form that a file is named for.
fn ending(target: &str) -> Result<&'static str, Stop> {
    let lower = target.to_lowercase();
    let found = ENDINGS.iter().find(|ending| lower.ends_with(**ending));
    found.copied().ok_or_else(|| {
        Stop::usage(
            format!("the ending of `{target}` is of no form"),
            format!("name it one of {}", ENDINGS.join(", ")),
        )
    })
}

/// The form of a folder of tables.
fn tables(ending: &str) -> Option<TableForm> {
    match ending {
        ".csv" => Some(TableForm::Csv),
        ".tables" => Some(TableForm::JsonLines),
        _ => None,
    }
}

/// Writes a file, or a folder of several; what is not in it.
fn written(
    graph: &ActorGraph,
    ending: &str,
    asked: Asked,
    target: &str,
    inputs: &[&Path],
) -> Result<Vec<String>, Stop> {
    let path = Path::new(target);
    if ending == ".parquet" {
        return columns::written(graph, asked, path, inputs);
    }
    let inputs = inputs.iter().copied();
    let Some(form) = tables(ending) else {
        return replace::file(path, inputs, |out| write(graph, ending, asked, out));
    };
    let file = |name: &str| format!("{name}.{}", form.ending());
    let mut names: Vec<String> = CsvTables::NAMES.iter().map(|name| file(name)).collect();
    names.push("datapackage.json".to_owned());
    replace::folder(path, inputs, &names, |open| {
        let left_out = asked
            .view(graph)
            .write_tables(form, |name| open(&file(name)))?;
        let mut package = open("datapackage.json")?;
        package.write_all(form.data_package().as_bytes())?;
        package.flush()?;
        Ok(lines(&left_out))
    })
}

#[cfg(feature = "parquet")]
mod columns {
    //! Folders of Parquet files.

    use super::{Asked, replace};
    use crate::support::stop::Stop;
    use factions::ActorGraph;
    use factions::export::ParquetForm;
    use factions::record::TableSchema;
    use std::path::Path;

    pub(super) fn written(
        graph: &ActorGraph,
        asked: Asked,
        path: &Path,
        inputs: &[&Path],
    ) -> Result<Vec<String>, Stop> {
        let events = path.join("events");
        if path.exists() && (asked.by_year || events.is_dir()) {
            return Err(Stop::usage(
                format!("`{}` is there already", path.display()),
                "name a new folder: files of years would be mixed with those of another record",
            ));
        }
        let form = if asked.by_year {
            ParquetForm::by_year()
        } else {
            ParquetForm::whole()
        };
        let names = TableSchema::ALL.map(|table| format!("{}.parquet", table.name));
        replace::folder(path, inputs.iter().copied(), &names, |open| {
            if asked.is_all() {
                graph.write_parquet(form, open)?;
                return Ok(Vec::new());
            }
            asked.view(graph).write_parquet(form, open)?;
            Ok(vec![String::from(
                "the record itself, as it is a view: entries",
            )])
        })
    }
}

#[cfg(not(feature = "parquet"))]
mod columns {
    //! Folders of Parquet files, of which this program knows nothing.

    use super::Asked;
    use crate::support::stop::Stop;
    use factions::ActorGraph;
    use std::path::Path;

    pub(super) fn written(
        _: &ActorGraph,
        _: Asked,
        path: &Path,
        _: &[&Path],
    ) -> Result<Vec<String>, Stop> {
        Err(Stop::usage(
            format!(
                "`{}`: this program was built without Parquet",
                path.display()
            ),
            "build it with it: cargo run --features parquet --example convert -- IN OUT",
        ))
    }
}

/// Writes one file; what is not in it.
fn write(
    graph: &ActorGraph,
    ending: &str,
    asked: Asked,
    out: &mut dyn Write,
) -> io::Result<Vec<String>> {
    let record = graph.record();
    let view = asked.view(graph);
    let left_out = match ending {
        ".toml" => {
            record.write_toml(out)?;
            LeftOut::default()
        }
        ".json" => {
            record.write_json(out)?;
            LeftOut::default()
        }
        ".jsonl" | ".ndjson" => {
            record.write_json_lines(out)?;
            LeftOut::default()
        }
        ".gexf" => view.write_gexf(out)?,
        ".graphml" => view.write_graphml(out)?,
        ".node-link.json" => view.write_node_link(asked.edges, out)?,
        ".cyjs" => view.write_cytoscape(out)?,
        ".dot" => return picture(view, out),
        ".geojson" => view.write_geojson(out)?,
        ".stix.json" => view.write_stix(out)?,
        _ => view.write_follow_the_money(out)?,
    };
    Ok(lines(&left_out))
}

fn lines(left_out: &LeftOut) -> Vec<String> {
    left_out.iter().map(ToString::to_string).collect()
}

fn picture(view: View<'_, '_>, out: &mut dyn Write) -> io::Result<Vec<String>> {
    let drawing = view.to_dot().draw();
    let displaced = drawing.displaced.iter();
    let displaced = displaced.map(|one| format!("drawn as a line, not in the frame: {one}"));
    let warnings = drawing.warnings.iter().map(ToString::to_string);
    let denied = view
        .denied()
        .iter()
        .filter(|one| one.toll.is_none())
        .count();
    let denied = (denied > 0)
        .then(|| format!("denied statements, which the picture does not show: {denied}"));
    out.write_all(drawing.text.as_bytes())?;
    Ok(warnings.chain(displaced).chain(denied).collect())
}
