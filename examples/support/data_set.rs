//! Data sets as they were downloaded: the choices of the command line, and reading.

use super::options::Options;
use super::stop::Stop;
use factions::Record;
use factions::import::data_sets::{DataSet, DataSetOptions, DataSetReader};
use factions::import::{Crosswalk, Import, LoadError};
use indicatif::{ProgressBar, ProgressDrawTarget, ProgressStyle};
use std::io::IsTerminal;
use std::path::Path;
use std::str::FromStr;

/// What `--help` says of the choices of data sets.
pub(crate) const HELP: &str = "\
The choices of data sets, the default first:

  --with RECORD           a record beside which the rows stand: actors are
                          matched by id, then by name as of the day of the row
  --crosswalk FILE        who is who, by ids and names: a table in TOML
  --data-set NAME         which data set it is; without it the header says so
  --as-of DAY             the last day of which it speaks; without it the last
                          that a row names
  --published DATE        when it came out; without it as far as the name of
                          the file says
  --native                carries along what is no part of the model
  --keep WORD             events as statements of a record: record; as rows
                          of the graph, apart from it: rows
  --civilians WORD        of-country, one; of-group: ACLED, one for each group
                          that is associated with them
  --event-types LIST      those to take, between commas: of ACLED types and
                          sub-types as it writes them, of UCDP state-based,
                          non-state, one-sided; without it all
  --provisional WORD      UCDP, rows that are still checked: hedged, alleged,
                          set-aside
  --joint-sides WORD      UCDP, sides of several actors: coalition, components
  --clock WORD            UCDP, from when on a row is known: release, article
  --descents WORD         UCDP, splits and mergers of its list of actors:
                          undated; first-event, by the first event of who came
                          of it
  --no-losses             UCDP: leaves out whose the dead were
  --affiliates WORD       Mapping Militants, two affiliates: mutual,
                          first-to-second
  --every-event           GDELT: those that are not the first of their
                          sentence, too
  --zero-fatalities WORD  ACLED: unknown, zero
  --direction WORD        ACLED, who acts: safe, first-acts, never
  --state-forces WORD     ACLED, forces of several regimes: unify, as-written
  --associated WORD       ACLED, who stands beside a main actor: organisations,
                          all, none
  --and-or WORD           ACLED, `A and/or B`: one; each: a statement a name,
                          all alleged and of one event
  --days-about NUMBER     ACLED, around a day of which the week is known: 3
  --spans-in-notes        ACLED, for such a day the span that the notes name
";

/// The options of data sets that take a value.
pub(crate) const VALUES: [&str; 18] = [
    "--with",
    "--crosswalk",
    "--data-set",
    "--as-of",
    "--published",
    "--keep",
    "--civilians",
    "--event-types",
    "--provisional",
    "--joint-sides",
    "--clock",
    "--zero-fatalities",
    "--direction",
    "--state-forces",
    "--associated",
    "--and-or",
    "--descents",
    "--affiliates",
];

/// The options of data sets that take a number.
pub(crate) const NUMBERS: [&str; 1] = ["--days-about"];

/// The options of data sets that take nothing.
pub(crate) const FLAGS: [&str; 4] = [
    "--native",
    "--no-losses",
    "--spans-in-notes",
    "--every-event",
];

/// Whether a file is of a data set, and not of a record.
pub(crate) fn is_one(path: &Path) -> bool {
    let name = path.to_string_lossy().to_lowercase();
    let name = name.strip_suffix(".gz").unwrap_or(&name);
    let endings = [".csv", ".tsv", ".txt", ".asc", ".tab"];
    path.is_file() && endings.iter().any(|ending| name.ends_with(ending))
}

/// Reads the files of a data set beside the record that the options name.
pub(crate) fn load<P: AsRef<Path>>(options: &Options, files: &[P]) -> Result<Import, Stop> {
    let with = options.value("--with");
    let record = with.map(|path| Record::load(path).map_err(stop));
    let record = record.transpose()?;
    read(options, with.zip(record.as_ref()), files)
}

/// The same beside a record that is read already.
pub(crate) fn read<P: AsRef<Path>>(
    options: &Options,
    with: Option<(&str, &Record)>,
    files: &[P],
) -> Result<Import, Stop> {
    let mut reader = DataSetReader::new().options(choices(options)?);
    if let Some((name, record)) = with {
        reader = reader.beside(name, record);
    }
    if let Some(path) = options.value("--crosswalk") {
        reader = reader.crosswalk(Crosswalk::load(path).map_err(stop)?);
    }
    let bar = bar(files);
    let import = reader
        .on_progress(|progress| {
            bar.set_position(progress.bytes);
            bar.set_message(format!("{} rows", progress.lines));
        })
        .load_all(files);
    bar.finish_and_clear();
    let import = import.map_err(stop)?;
    let is_of_ged = import.report.format.contains(DataSet::UcdpGed.title());
    if let (Some(list), true) = (options.value("--event-types"), is_of_ged) {
        let unknown = list.split(',').map(str::trim);
        let mut unknown = unknown.filter(|one| !is_violence(one));
        if let Some(one) = unknown.next() {
            let wrong = format!("--event-types: UCDP GED has no type of violence `{one}`");
            return Err(Stop::usage(
                wrong,
                "write state-based, non-state or one-sided",
            ));
        }
    }
    Ok(import)
}

/// Whether a word is a type of violence of UCDP's events.
fn is_violence(word: &str) -> bool {
    VIOLENCE.iter().any(|name| name.eq_ignore_ascii_case(word))
}

fn stop(error: LoadError) -> Stop {
    match error {
        LoadError::Problems(problems) => Stop::Record(problems.to_string()),
        other => Stop::Record(format!("error: {other}")),
    }
}

/// A bar of progress on a terminal, and none elsewhere.
fn bar<P: AsRef<Path>>(files: &[P]) -> ProgressBar {
    let length = |path: &P| path.as_ref().metadata().map_or(0, |about| about.len());
    let bar = ProgressBar::with_draw_target(
        Some(files.iter().map(length).sum()),
        if std::io::stderr().is_terminal() {
            ProgressDrawTarget::stderr()
        } else {
            ProgressDrawTarget::hidden()
        },
    );
    let style = "{bar:30} {bytes} of {total_bytes}, {msg}, {bytes_per_sec}";
    bar.with_style(ProgressStyle::with_template(style).unwrap_or(ProgressStyle::default_bar()))
}

/// The types of violence of UCDP's events.
const VIOLENCE: [&str; 3] = ["state-based", "non-state", "one-sided"];

/// The choices of the command line.
fn choices(options: &Options) -> Result<DataSetOptions, Stop> {
    let mut choices = DataSetOptions::default();
    choices.only = options.word::<DataSet>("--data-set")?;
    choices.as_of = options.day("--as-of")?;
    choices.published = match options.value("--published") {
        Some(text) => Some(text.parse().map_err(|error: factions::WhenError| {
            Stop::usage(format!("--published: {}", error.message()), error.remedy())
        })?),
        None => None,
    };
    choices.native = options.has("--native");
    choices.ged.losses = !options.has("--no-losses");
    choices.acled.spans_in_notes = options.has("--spans-in-notes");
    choices.machine_coded.root_events = !options.has("--every-event");
    set(options, "--keep", &mut choices.kept)?;
    set(options, "--civilians", &mut choices.ged.civilians)?;
    set(options, "--civilians", &mut choices.acled.civilians)?;
    set(options, "--provisional", &mut choices.ged.provisional)?;
    set(options, "--joint-sides", &mut choices.ged.joint_sides)?;
    set(options, "--clock", &mut choices.ged.clock)?;
    set(
        options,
        "--zero-fatalities",
        &mut choices.acled.zero_fatalities,
    )?;
    set(options, "--direction", &mut choices.acled.direction)?;
    set(options, "--state-forces", &mut choices.acled.state_forces)?;
    set(options, "--associated", &mut choices.acled.associated)?;
    set(options, "--and-or", &mut choices.acled.and_or)?;
    set(options, "--descents", &mut choices.actor_list.descents)?;
    set(options, "--affiliates", &mut choices.militants.affiliates)?;
    if let Some(list) = options.value("--event-types") {
        let types: Vec<&str> = list.split(',').map(str::trim).collect();
        if types.iter().any(|one| one.is_empty()) {
            let wrong = "--event-types: a type of event has no name".to_owned();
            return Err(Stop::usage(wrong, "write one between two commas"));
        }
        // which data set it is, is not known yet: each takes what it has
        choices.acled.event_types = types.iter().map(|&one| one.to_owned()).collect();
        choices.ged.types =
            VIOLENCE.map(|name| types.iter().any(|one| one.eq_ignore_ascii_case(name)));
    }
    if let Some(days) = options.value("--days-about") {
        choices.acled.days_about = days.parse().map_err(|_| {
            let wrong = format!("--days-about: `{days}` is no number of days");
            Stop::usage(wrong, "write a whole number up to 255")
        })?;
    }
    Ok(choices)
}

fn set<T>(options: &Options, name: &str, choice: &mut T) -> Result<(), Stop>
where
    T: FromStr<Err = factions::UnknownWord>,
{
    if let Some(word) = options.word(name)? {
        *choice = word;
    }
    Ok(())
}
