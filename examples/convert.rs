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

use factions::export::{EdgeKey, LeftOut, Written};
use factions::record::CsvTables;
use factions::{ActorGraph, Certainty, View};
use std::ffi::OsString;
use std::fs;
use std::path::Path;
use std::process::ExitCode;
use support::filters::Filters;
use support::options::{Options, Spec};
use support::page::{Page, Style};
use support::stop::Stop;

const SPEC: Spec = Spec {
    help: "\
A record in another form, and what that form cannot carry of it.

Usage: convert [IN [OUT]] [OPTIONS]

  IN            a record: .toml, .json, .jsonl, .ftm.json, .stix.json, or a
                folder .csv with tables; without it the embedded one, Mali in
                autumn 2023
  OUT           what to write, by its ending; without it the report alone,
                of every form

  .toml .json .jsonl    the record itself
  .csv                  a folder with a table for each kind of entry
  .gexf                 GEXF 1.3 with spells: Gephi
  .graphml              GraphML: yEd, igraph, Neo4j
  .node-link.json       node-link JSON: NetworkX, d3
  .cyjs                 Cytoscape JSON
  .dot                  DOT: Graphviz
  .geojson              GeoJSON, an event a feature: QGIS, kepler.gl
  .ftm.json             FollowTheMoney, an entity a line: Aleph, OpenSanctions
  .stix.json            STIX 2.1: OpenCTI, MISP

  --edge-key KEY  the name of the list of edges in node-link JSON:
                  edges (NetworkX since 3.6) or links (d3, older ones)
  --warnings      list the warnings of IN on stderr
  -h, --help      this text

{filters}
Of these the record's own forms know nothing: they hold all of it. The others
take what is planned into account, too, if --at-least is not given.
What is withdrawn or denied is in the record's own forms alone.
",
    values: &["-o", "--edge-key"],
    flags: &["--warnings"],
};

/// The endings of the forms that are written, the longer ones first.
const ENDINGS: [&str; 13] = [
    ".toml",
    ".jsonl",
    ".ndjson",
    ".csv",
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

/// A form, written: one text or several, each with its file.
struct Output {
    files: Vec<(String, String)>,
    left_out: Vec<String>,
}

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

fn answer(options: &Options) -> Result<(), Stop> {
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
    let target = options.value("-o");
    let wanted = target.map(ending).transpose()?;
    let is_same = |path: &Path| fs::canonicalize(path).ok();
    if let (Some(input), Some(target)) = (options.file(), target)
        && is_same(input).is_some_and(|input| Some(input) == is_same(Path::new(target)))
    {
        return Err(Stop::usage(
            format!("`{target}` is the record itself"),
            "name another file to write to",
        ));
    }
    let filters = Filters::read(options)?;
    if let Some(target) = target
        && wanted.is_some_and(|wanted| OWN.contains(&wanted))
        && filters != Filters::default()
    {
        return Err(Stop::usage(
            format!("`{target}` is a form of the whole record"),
            "leave out `--certainly`, `--known-on` and `--at-least`, or write another form",
        ));
    }
    let graph = support::record::load(options)?;
    let mut page = Page::for_stdout();
    let title = graph.record().title().unwrap_or("A record without title");
    page.paragraph(title, Style::Strong, 2);
    let endings = ENDINGS.iter().filter(|one| match wanted {
        Some(wanted) => **one == wanted,
        // two names of the same form
        None => **one != ".ndjson",
    });
    for ending in endings {
        let output = written(&graph, ending, edges, filters);
        let head = match target {
            Some(target) => {
                write(target, &output.files).map_err(Stop::Write)?;
                format!("written to {target}")
            }
            None => (*ending).to_owned(),
        };
        page.blank();
        page.paragraph(&head, Style::Strong, 2);
        if output.left_out.is_empty() {
            page.paragraph("  nothing is left out", Style::Plain, 2);
        }
        for line in &output.left_out {
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

fn written(graph: &ActorGraph, ending: &str, edges: EdgeKey, filters: Filters) -> Output {
    let record = graph.record();
    let view = filters.of(graph.ever().at_least(Certainty::Planned));
    match ending {
        ".toml" => whole(record.to_toml()),
        ".json" => whole(record.to_json()),
        ".jsonl" | ".ndjson" => whole(record.to_json_lines()),
        ".csv" => tables(&view.to_csv()),
        ".gexf" => one(view.to_gexf()),
        ".graphml" => one(view.to_graphml()),
        ".node-link.json" => one(view.to_node_link(edges)),
        ".cyjs" => one(view.to_cytoscape()),
        ".dot" => picture(view),
        ".geojson" => one(view.to_geojson()),
        ".ftm.json" => one(view.to_follow_the_money()),
        _ => one(view.to_stix()),
    }
}

fn whole(text: String) -> Output {
    Output {
        files: vec![(String::new(), text)],
        left_out: Vec::new(),
    }
}

fn lines(left_out: &LeftOut) -> Vec<String> {
    left_out.iter().map(ToString::to_string).collect()
}

fn one(written: Written) -> Output {
    Output {
        left_out: lines(&written.left_out),
        files: vec![(String::new(), written.content)],
    }
}

fn tables(written: &Written<CsvTables>) -> Output {
    let table = |name: &&str| {
        let text = written.content.get(name).unwrap_or_default();
        (format!("{name}.csv"), text.to_owned())
    };
    Output {
        files: CsvTables::NAMES.iter().map(table).collect(),
        left_out: lines(&written.left_out),
    }
}

fn picture(view: View<'_, '_>) -> Output {
    let drawing = view.to_dot().draw();
    let displaced = drawing.displaced.iter();
    let displaced = displaced.map(|one| format!("drawn as a line, not in the frame: {one}"));
    let warnings = drawing.warnings.iter().map(ToString::to_string);
    let denied = view
        .denied()
        .iter()
        .filter(|one| one.toll.is_none())
        .count();
    let denied = (denied > 0).then(|| format!("denied statements, which no view shows: {denied}"));
    Output {
        left_out: warnings.chain(displaced).chain(denied).collect(),
        files: vec![(String::new(), drawing.text)],
    }
}

/// Writes a file, or a folder of several.
fn write(target: &str, files: &[(String, String)]) -> std::io::Result<()> {
    for (name, text) in files {
        if name.is_empty() {
            fs::write(target, text)?;
        } else {
            fs::create_dir_all(target)?;
            fs::write(Path::new(target).join(name), text)?;
        }
    }
    Ok(())
}
