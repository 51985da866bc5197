//! The record of an example: a file, or the one that is embedded.

use super::data_set;
use super::filters::STRICT;
use super::options::Options;
use super::replace;
use super::stop::{Stop, print, warn};
use factions::import::{Import, LoadError};
use factions::{ActorGraph, ActorRef, Problems, Record};
use std::path::Path;

/// Loads the record that the options name, else the embedded one.
///
/// Of warnings it says how many there are; with `--warnings` it lists them. Of a file of another format
/// it prints the report.
pub(crate) fn load(options: &Options) -> Result<ActorGraph, Stop> {
    load_or(options, || Ok(Record::mali()))
}

/// Loads the record that the options name, else this one, which is embedded.
pub(crate) fn load_or(
    options: &Options,
    embedded: impl FnOnce() -> Result<Record, Problems>,
) -> Result<ActorGraph, Stop> {
    let Some(path) = options.file() else {
        let record = embedded().map_err(|problems| Stop::Record(problems.to_string()))?;
        return Ok(ActorGraph::new(record));
    };
    let import = imported(options, path)?;
    let graph = ActorGraph::with_rows(import.record, import.rows.unwrap_or_default());
    graph.map_err(|problems| Stop::Record(problems.to_string()))
}

/// Loads the record of a file, as [`load`] does.
pub(crate) fn load_file(options: &Options, path: &Path) -> Result<Record, Stop> {
    let import = imported(options, path)?;
    if import.rows.is_none() {
        return Ok(import.record);
    }
    let graph = ActorGraph::with_rows(import.record, import.rows.unwrap_or_default());
    let graph = graph.map_err(|problems| Stop::Record(problems.to_string()))?;
    Ok(graph.to_record())
}

/// Reads a file, and says what became of its entries.
fn imported(options: &Options, path: &Path) -> Result<Import, Stop> {
    let import = read(options, path)?;
    let Import { record, report, .. } = &import;
    if report.has_set_aside() && options.has(STRICT) {
        return Err(Stop::Record(format!(
            "{report}\nerror: something was set aside, and `{STRICT}` was given"
        )));
    }
    if !report.is_empty() {
        warn(&report.to_string());
    }
    let warnings = record.warnings();
    if options.has("--warnings") && !warnings.is_empty() {
        warn(&warnings.to_string());
    } else if !warnings.is_empty() {
        let word = if warnings.len() == 1 {
            "warning"
        } else {
            "warnings"
        };
        let name = path.display();
        warn(&format!(
            "{name}: {} {word} (list them with `--warnings`)",
            warnings.len()
        ));
    }
    Ok(import)
}

/// The files that are read: none of them may be written to.
pub(crate) fn inputs(options: &Options) -> Vec<&Path> {
    let others = ["--with", "--crosswalk"].into_iter();
    let others = others.filter_map(|name| Some(Path::new(options.value(name)?)));
    options.file().into_iter().chain(others).collect()
}

/// Writes a file, whole or not at all.
pub(crate) fn write(options: &Options, path: &str, bytes: &[u8]) -> Result<(), Stop> {
    replace::file(Path::new(path), inputs(options), |out| out.write_all(bytes))
}

/// Writes what is made where `-o` says, else on stdout.
pub(crate) fn write_or_print(options: &Options, made: &str) -> Result<(), Stop> {
    match options.value("-o") {
        Some(path) => write(options, path, made.as_bytes()),
        None => print(made),
    }
}

/// Reads a record, a file of another format, or a data set beside a record.
fn read(options: &Options, path: &Path) -> Result<Import, Stop> {
    if data_set::is_one(path) {
        return data_set::load(options, &[path]);
    }
    if options.value("--with").is_some() {
        return Err(Stop::usage(
            format!("--with: `{}` is no data set", path.display()),
            "name the data set first, such as `ged.csv`, and the record behind `--with`",
        ));
    }
    Import::load(path).map_err(|error| match error {
        LoadError::Problems(problems) => Stop::Record(problems.to_string()),
        other => Stop::Record(format!("error: {other}")),
    })
}

/// The actor that an option names by key or name.
pub(crate) fn actor<'g>(
    graph: &'g ActorGraph,
    options: &Options,
    name: &str,
) -> Result<Option<ActorRef<'g>>, Stop> {
    let word = options.value(name);
    word.map(|word| actor_called(graph, name, word)).transpose()
}

/// The actor of this key or name, which an option names.
pub(crate) fn actor_called<'g>(
    graph: &'g ActorGraph,
    name: &str,
    word: &str,
) -> Result<ActorRef<'g>, Stop> {
    graph.actor(word).map_err(|error| {
        use factions::UnknownActor::{Nobody, Several};
        let help = match &error {
            Nobody {
                suggestion: Some(name),
                ..
            } => format!("did you mean `{name}`?"),
            Several { keys, .. } => format!("name one by its key: {}", keys.join(", ")),
            _ => "name an actor of the record by its key or name".to_owned(),
        };
        Stop::usage(format!("{name}: no single actor goes by `{word}`"), help)
    })
}
