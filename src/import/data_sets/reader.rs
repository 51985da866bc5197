//! The reader that makes a record of files of data sets.

use super::acled::Acled;
use super::assembly::Assembly;
use super::common::DataSet;
use super::common::DataSetOptions;
use super::common::{Desk, Family, Kept};
use super::kit::states::Scheme;
use super::kit::table::Table;
use super::machine_coded::MachineCoded;
use super::militants::Militants;
use super::nsa::NonStateActors;
use super::recognise::recognise;
use super::release::{Release, of_events, scheme};
use super::states::States;
use super::ucdp::Ucdp;
use crate::import::report::{ReportWriter, Treatment};
use crate::import::{Crosswalk, Import, ImportedRows, LoadError, Progress};
use crate::record::{At, Record};
use std::collections::BTreeSet;
use std::fmt;
use std::fs::File;
use std::io::Read;
use std::path::Path;

/// The number of rows between two reports of progress.
const STRIDE: u64 = 4096;

/// Reads files of data sets as you download them, alone or beside a record.
///
/// The header of a file says which data set it is. The reader sets aside rows that break a rule of
/// a record, or say what a record cannot say. The [report](crate::import::ImportReport) counts
/// these, and everything that the reader changed or guessed.
///
/// # Examples
///
/// ```
/// use factions::Record;
/// use factions::import::data_sets::DataSetReader;
///
/// let record = Record::from_toml(r#"
/// [actors]
/// north-front = { name = "Northern Front", kind = "armed-group", ids = { ucdp = "9002" } }
/// "#)?;
/// let rows = "\
/// id,type_of_violence,dyad_new_id,side_a_new_id,side_a,side_b_new_id,side_b,date_prec,date_start,date_end,\
/// deaths_a,deaths_b,deaths_civilians,deaths_unknown,best,high,low
/// 1,1,1,9001,Government of Northland,9002,NF,1,2020-05-01,2020-05-01,1,2,0,0,3,4,3
/// ";
/// let import = DataSetReader::new().beside("north.toml", &record).read("ged.csv", rows.as_bytes())?;
/// assert_eq!((import.report.read, import.report.made), (1, 1));
/// let front = import.record.actor_by_key("north-front").expect("it was there");
/// assert!(import.record.statements()[0].ends.actors().any(|actor| actor == front));
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
#[derive(Default)]
#[must_use = "nothing is read until a file is given"]
pub struct DataSetReader<'r> {
    beside: Option<(String, &'r Record)>,
    crosswalk: Crosswalk,
    options: DataSetOptions,
    progress: Option<Box<dyn FnMut(Progress) + 'r>>,
}

impl fmt::Debug for DataSetReader<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let mut debug = f.debug_struct("DataSetReader");
        debug.field("options", &self.options);
        debug
            .field("crosswalk", &self.crosswalk)
            .finish_non_exhaustive()
    }
}

impl<'r> DataSetReader<'r> {
    /// A reader that makes a record of its own, with the default of each choice.
    ///
    /// # Examples
    ///
    /// ```
    /// use factions::import::data_sets::DataSetReader;
    ///
    /// assert!(DataSetReader::new().load("no-such-file.csv").is_err());
    /// ```
    pub fn new() -> Self {
        Self::default()
    }

    /// Reads beside a record: the rows then mean the actors of that record where they match.
    ///
    /// A row matches an actor that has its id in `ids` for this data set, else one with its name as name,
    /// short name or other name on the day of the row. `name` is the file that the record came from.
    ///
    /// # Examples
    ///
    /// ```
    /// use factions::Record;
    /// use factions::import::data_sets::DataSetReader;
    ///
    /// let record = Record::from_toml("format = 1")?;
    /// let reader = DataSetReader::new().beside("mali.toml", &record);
    /// assert!(format!("{reader:?}").starts_with("DataSetReader"));
    /// # Ok::<(), factions::Problems>(())
    /// ```
    pub fn beside(self, name: &str, record: &'r Record) -> Self {
        Self {
            beside: Some((name.to_owned(), record)),
            ..self
        }
    }

    /// Uses a crosswalk that says which actors ids and names mean; it counts before what the record says.
    ///
    /// # Examples
    ///
    /// ```
    /// use factions::import::Crosswalk;
    /// use factions::import::data_sets::DataSetReader;
    ///
    /// let crosswalk = Crosswalk::from_toml("[ucdp]\n\"1158\" = \"cma\"")?;
    /// let reader = DataSetReader::new().crosswalk(crosswalk);
    /// assert!(format!("{reader:?}").contains("cma"));
    /// # Ok::<(), factions::Problems>(())
    /// ```
    pub fn crosswalk(self, crosswalk: Crosswalk) -> Self {
        Self { crosswalk, ..self }
    }

    /// Uses these choices in place of the defaults.
    ///
    /// # Examples
    ///
    /// ```
    /// use factions::import::data_sets::{DataSetOptions, DataSetReader};
    ///
    /// let mut options = DataSetOptions::default();
    /// options.native = true;
    /// assert!(format!("{:?}", DataSetReader::new().options(options)).contains("native: true"));
    /// ```
    pub fn options(self, options: DataSetOptions) -> Self {
        Self { options, ..self }
    }

    /// Calls a function with its progress, every few thousand rows and at the end.
    ///
    /// # Examples
    ///
    /// ```
    /// use factions::import::data_sets::DataSetReader;
    ///
    /// let mut rows = 0;
    /// let reader = DataSetReader::new().on_progress(|progress| rows = progress.lines);
    /// assert!(reader.load("no-such-file.csv").is_err());
    /// ```
    pub fn on_progress(self, progress: impl FnMut(Progress) + 'r) -> Self {
        Self {
            progress: Some(Box::new(progress)),
            ..self
        }
    }

    /// Reads one file and returns the record with its report.
    ///
    /// # Errors
    ///
    /// An error if the file cannot be read, is of no known data set, or cannot be read correctly.
    ///
    /// # Complexity
    ///
    /// One pass over the file; the memory holds what the record keeps.
    ///
    /// # Examples
    ///
    /// ```
    /// use factions::import::LoadError;
    /// use factions::import::data_sets::DataSetReader;
    ///
    /// let missing = DataSetReader::new().load("no-such-file.csv");
    /// assert!(matches!(missing, Err(LoadError::File { .. })));
    /// ```
    pub fn load(self, path: impl AsRef<Path>) -> Result<Import, LoadError> {
        self.load_all([path])
    }

    /// Reads several files of one family, in their order.
    ///
    /// If a row has two versions, the later one counts, and withdraws the earlier.
    ///
    /// # Errors
    ///
    /// The errors of [`load`](Self::load), and an error if the files are not of one family.
    ///
    /// # Examples
    ///
    /// ```
    /// use factions::import::data_sets::DataSetReader;
    ///
    /// assert!(DataSetReader::new().load_all(["no-such-file.csv"]).is_err());
    /// ```
    pub fn load_all<P: AsRef<Path>>(
        mut self,
        paths: impl IntoIterator<Item = P>,
    ) -> Result<Import, LoadError> {
        let mut reading = None;
        for path in paths {
            let path = path.as_ref();
            let of_file = |error| match error {
                LoadError::Stream(error) => LoadError::File {
                    path: path.to_owned(),
                    error,
                },
                LoadError::Unfit { what, help } => LoadError::Unfit {
                    what: format!("`{}`: {what}", path.display()),
                    help,
                },
                other => other,
            };
            let file = File::open(path).map_err(|error| of_file(LoadError::Stream(error)))?;
            let length = file.metadata().map_or(0, |about| about.len());
            self.file(&mut reading, &path.display().to_string(), file, length)
                .map_err(of_file)?;
        }
        self.finish(reading)
    }

    /// Reads a stream; `name` is the name of its file, which may tell the release.
    ///
    /// # Errors
    ///
    /// The errors of [`load`](Self::load).
    ///
    /// # Examples
    ///
    /// ```
    /// use factions::import::LoadError;
    /// use factions::import::data_sets::DataSetReader;
    ///
    /// let rows = "country,month,events,fatalities\nMali,May,3,7\n";
    /// let error = DataSetReader::new().read("sums.csv", rows.as_bytes()).unwrap_err();
    /// assert!(matches!(error, LoadError::Unfit { .. }), "{error}");
    /// ```
    pub fn read(mut self, name: &str, stream: impl Read) -> Result<Import, LoadError> {
        let mut reading = None;
        self.file(&mut reading, name, stream, 0)?;
        self.finish(reading)
    }

    fn file(
        &mut self,
        reading: &mut Option<Reading>,
        name: &str,
        stream: impl Read,
        length: u64,
    ) -> Result<(), LoadError> {
        let lines = reading.as_ref().map_or(0, |reading| reading.lines);
        let before_bytes = reading.as_ref().map_or(0, |reading| reading.bytes);
        let mut table = Table::open_behind(stream, lines)?;
        let set = recognise(&mut table, &self.options)?;
        let file = reading.as_ref().map_or(0, |reading| reading.files);
        let Reading {
            assembly, family, ..
        } = match reading {
            Some(reading) if reading.scheme == scheme(set) => reading,
            Some(_) => {
                return Err(LoadError::Unfit {
                    what: format!("it is of {}, and the files before are not", set.title()),
                    help: "read the files of each data set by themselves, each beside the record \
                           that came of the one before"
                        .to_owned(),
                });
            }
            None => {
                let with = self.beside.as_ref();
                let with = with.map(|(name, record)| (name.as_str(), *record));
                let crosswalk = std::mem::take(&mut self.crosswalk);
                let report = ReportWriter::new(set.title(), ("row", "rows"));
                reading.insert(Reading {
                    scheme: scheme(set),
                    titles: BTreeSet::new(),
                    lines: 0,
                    files: 0,
                    bytes: 0,
                    assembly: Assembly::new(scheme(set), with, crosswalk, report),
                    family: family(set),
                })
            }
        };
        let release = Release::of(set, name, &self.options);
        assembly.now_of(
            (release.source(), set.title()),
            (release.order(file), &release.label(file)),
        );
        let before = u32::try_from(lines).unwrap_or(u32::MAX);
        assembly.report.begins_file(name, before);
        if table.is_guessed {
            let message = "a file without a mark of its encoding was read as UTF-16: every other byte of its \
                           first letters is nothing";
            let (report, at) = (&mut assembly.report, At::in_text(0, 0));
            report.note(
                Treatment::Guessed,
                "utf-16-without-a-mark",
                message,
                at,
                name,
            );
        }
        let progress = &mut self.progress;
        let before = assembly.report.counts().read;
        let mut on_row = |rows: u64, bytes: u64| {
            if rows.is_multiple_of(STRIDE)
                && let Some(progress) = progress
            {
                let bytes = before_bytes + bytes;
                progress(Progress { lines: rows, bytes });
            }
        };
        let mut desk = Desk {
            assembly,
            options: &self.options,
            length,
            on_row: &mut on_row,
        };
        family.read(set, &mut table, &mut desk)?;
        let counts = assembly.report.counts();
        let (lines, bytes) = (counts.read, before_bytes + table.bytes());
        if counts.read == before {
            return Err(LoadError::Unfit {
                what: "it has a header and no rows".to_owned(),
                help: "download it again".to_owned(),
            });
        }
        if let Some(progress) = &mut self.progress {
            progress(Progress { lines, bytes });
        }
        if let Some(reading) = reading {
            reading.lines = table.line();
            reading.files += 1;
            reading.bytes = bytes;
            reading.titles.insert(release.title);
        }
        Ok(())
    }

    fn finish(self, reading: Option<Reading>) -> Result<Import, LoadError> {
        let Some(mut reading) = reading else {
            return Err(LoadError::Unfit {
                what: "no file was named".to_owned(),
                help: "name one".to_owned(),
            });
        };
        reading.assembly.settle();
        reading.family.finish(&mut reading.assembly, &self.options);
        let family = reading.family;
        let describe = |cast: &_, seat| family.describe(cast, seat);
        let titles: Vec<String> = reading.titles.into_iter().collect();
        let title = titles.join(", ");
        let mut assembly = reading.assembly;
        assembly.report.counts().format.clone_from(&title);
        assembly.tell_other_sets(&of_events());
        let rows = (self.options.kept == Kept::Rows).then(ImportedRows::default);
        assembly.finish(&title, (self.options.as_of, rows), describe)
    }
}

/// The state of a reader between files.
struct Reading {
    scheme: &'static str,
    titles: BTreeSet<String>,
    /// The number of lines in the files so far, and the number of files.
    lines: usize,
    files: usize,
    /// The number of bytes read so far.
    bytes: u64,
    assembly: Assembly,
    family: Box<dyn Family>,
}

fn family(set: DataSet) -> Box<dyn Family> {
    match scheme(set) {
        "acled" => Box::new(Acled::default()),
        "gw" => Box::new(States::by(Scheme::GleditschWard)),
        "nsa" => Box::new(NonStateActors::default()),
        "mapping-militants" => Box::new(Militants::default()),
        "gdelt" => Box::new(MachineCoded::of("gdelt")),
        "polecat" => Box::new(MachineCoded::of("polecat")),
        "cow" => Box::new(States::by(Scheme::CorrelatesOfWar)),
        _ => Box::new(Ucdp::default()),
    }
}
