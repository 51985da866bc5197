//! Files, read by their ending.

use super::crosswalk::Crosswalk;
use super::json_lines::{JsonLines, not_utf8};
use super::load_error::LoadError;
use super::outcome::Import;
#[cfg(feature = "parquet")]
use super::parquet::ParquetTables;
use super::report::ImportReport;
use super::{json, toml};
use crate::record::{At, Code, CsvTables, Part, Problems, Reader, Record};
use std::fs::{self, File};
use std::io::{BufRead, BufReader};
use std::path::Path;

/// # Files
impl Import {
    /// Reads a file of any form, chosen by its ending as in [`Record::load`], and reports on it.
    ///
    /// A file in a form of this crate must keep every rule; its report is [empty](ImportReport::is_empty).
    ///
    /// # Errors
    ///
    /// An error if the file cannot be read or has another ending. For a form of this crate also all
    /// mistakes; for other formats, an error if nothing in the file is of that format.
    ///
    /// # Examples
    ///
    /// ```
    /// use factions::import::Import;
    ///
    /// let path = std::env::temp_dir().join("factions-load.ftm.json");
    /// let text = r#"{"id":"a","schema":"Organization","properties":{"name":["A"]}}
    /// {"id":"m","schema":"Membership","properties":{"member":["b"],"organization":["a"]}}"#;
    /// std::fs::write(&path, text)?;
    /// let import = Import::load(&path)?;
    /// assert_eq!((import.report.read, import.report.set_aside), (2, 1));
    /// // nothing goes missing in silence
    /// let record = factions::Record::load(&path)?;
    /// assert!(record.warnings().to_string().contains("warning[dangling-link]"));
    /// # std::fs::remove_file(&path)?;
    /// # Ok::<(), Box<dyn std::error::Error>>(())
    /// ```
    pub fn load(path: impl AsRef<Path>) -> Result<Self, LoadError> {
        import(path.as_ref(), false).map(|told| told.0)
    }
}

/// # Files
impl Record {
    /// Reads a record from a file, chosen by its ending: `.toml`, `.json`, `.jsonl` or `.ndjson`.
    ///
    /// A file that ends in `.ftm.json` or `.ftm.jsonl` has FollowTheMoney entities, one on each line. A file
    /// that ends in `.stix.json` has a STIX bundle. The reader sets aside what breaks a rule there, with a
    /// warning for each; [`Import::load`] also returns a report. A folder that ends in `.csv` has
    /// [tables](CsvTables): `actors.csv`, `relations.csv`, … A table may be missing if it would be empty.
    /// With the feature `parquet`, a folder that ends in `.parquet` has the tables of `docs/COLUMNS.md`.
    ///
    /// Problems and warnings name the path as you gave it.
    ///
    /// # Errors
    ///
    /// An error if the file cannot be read or has another ending, or all mistakes of the record.
    ///
    /// # Examples
    ///
    /// ```
    /// use factions::Record;
    ///
    /// let path = std::env::temp_dir().join("factions-load.toml");
    /// std::fs::write(&path, "[places]\ngao = { name = \"Gao\" }")?;
    /// assert_eq!(Record::load(&path)?.places().len(), 1);
    /// # std::fs::remove_file(&path)?;
    /// # Ok::<(), Box<dyn std::error::Error>>(())
    /// ```
    pub fn load(path: impl AsRef<Path>) -> Result<Self, LoadError> {
        load(path.as_ref(), false)
    }

    /// Reads several files as one record; a statement of one file may name statements of another by
    /// their ids.
    ///
    /// Each file is read as by [`Part::load`]; then all are [merged](Record::merge).
    ///
    /// # Errors
    ///
    /// An error if a file cannot be read or has another ending, or all mistakes of all files. If
    /// each file is correct by itself, all mistakes that they make together.
    ///
    /// # Examples
    ///
    /// ```
    /// use factions::Record;
    ///
    /// let folder = std::env::temp_dir();
    /// let paths = ["factions-gao.toml", "factions-kidal.toml"].map(|name| folder.join(name));
    /// std::fs::write(&paths[0], "[places]\ngao = { name = \"Gao\" }")?;
    /// std::fs::write(&paths[1], "[places]\nkidal = { name = \"Kidal\" }")?;
    /// assert_eq!(Record::load_all(&paths)?.places().len(), 2);
    /// # for path in &paths { std::fs::remove_file(path)?; }
    /// # Ok::<(), Box<dyn std::error::Error>>(())
    /// ```
    pub fn load_all<P: AsRef<Path>>(paths: impl IntoIterator<Item = P>) -> Result<Self, LoadError> {
        let mut parts = Vec::new();
        let mut mistakes: Option<Problems> = None;
        for path in paths {
            match Part::load(&path) {
                Ok(part) => parts.push((path.as_ref().display().to_string(), part)),
                Err(LoadError::Problems(problems)) => {
                    mistakes = Some(match mistakes.take() {
                        Some(before) => before.and(problems),
                        None => problems,
                    });
                }
                Err(other) => return Err(other),
            }
        }
        match mistakes {
            Some(problems) => Err(LoadError::Problems(problems)),
            None => Ok(Self::merge(parts)?),
        }
    }
}

/// # Reading
impl Part {
    /// Reads a part from TOML, as [`Record::from_toml`] reads a record.
    ///
    /// # Errors
    ///
    /// All mistakes of the text at once.
    pub fn from_toml(text: &str) -> Result<Self, Problems> {
        toml::read(Reader::by_hand().of_part(), text).map(Self::from)
    }

    /// Reads a part from JSON, as [`Record::from_json`] reads a record.
    ///
    /// # Errors
    ///
    /// All mistakes of the text at once.
    ///
    /// # Examples
    ///
    /// ```
    /// use factions::record::Part;
    ///
    /// let part = Part::from_json(r#"{ "places": { "gao": { "name": "Gao" } } }"#)?;
    /// assert_eq!(part.into_record()?.places().len(), 1);
    /// # Ok::<(), factions::Problems>(())
    /// ```
    pub fn from_json(text: &str) -> Result<Self, Problems> {
        json::read(Reader::default().of_part(), text).map(Self::from)
    }

    /// Reads a part from JSON Lines, as [`Record::from_json_lines`] reads a record.
    ///
    /// # Errors
    ///
    /// An error if the stream cannot be read, or all mistakes of all lines.
    ///
    /// # Examples
    ///
    /// ```
    /// use factions::record::Part;
    ///
    /// let text = r#"{"type":"place","key":"gao","name":"Gao"}"#;
    /// assert!(Part::from_json_lines(text.as_bytes())?.warnings().is_empty());
    /// # Ok::<(), factions::import::LoadError>(())
    /// ```
    pub fn from_json_lines(stream: impl BufRead) -> Result<Self, LoadError> {
        JsonLines::new(stream).read_part()
    }

    /// Reads a part from a file, chosen by its ending as in [`Record::load`].
    ///
    /// CSV tables and files of other formats are always complete records.
    ///
    /// # Errors
    ///
    /// An error if the file cannot be read or has another ending, or all mistakes of the part.
    ///
    /// # Examples
    ///
    /// ```
    /// use factions::import::LoadError;
    /// use factions::record::Part;
    ///
    /// assert!(matches!(Part::load("no-such-file.toml"), Err(LoadError::File { .. })));
    /// ```
    pub fn load(path: impl AsRef<Path>) -> Result<Self, LoadError> {
        load(path.as_ref(), true).map(Self::from)
    }
}

/// Reads the record of a file, with a warning for each entry that was set aside. A part may name ids that it does not
/// contain.
fn load(path: &Path, is_part: bool) -> Result<Record, LoadError> {
    let (import, aside) = import(path, is_part)?;
    Ok(import.record.with_warnings(aside))
}

/// Imports a file, and returns the problems of the entries that were set aside.
fn import(path: &Path, is_part: bool) -> Result<(Import, Problems), LoadError> {
    let name = path.display().to_string();
    let of_file = |error| LoadError::File {
        path: path.to_owned(),
        error,
    };
    match read(path, is_part) {
        Ok((mut import, aside)) => {
            import.report.file = Some(name.clone());
            import.record = import.record.of_file(&name);
            Ok((import, aside.named(&name)))
        }
        Err(LoadError::Problems(problems)) => Err(LoadError::Problems(problems.named(&name))),
        Err(LoadError::Stream(error)) => Err(of_file(error)),
        Err(other) => Err(other),
    }
}

fn read(path: &Path, is_part: bool) -> Result<(Import, Problems), LoadError> {
    let reader = |reader: Reader| if is_part { reader.of_part() } else { reader };
    let ending = path.extension().unwrap_or_default();
    let ending = ending.to_string_lossy().to_lowercase();
    let name = path.to_string_lossy().to_lowercase();
    let is_of = |format: &str| name.ends_with(&format!(".{format}.{ending}"));
    let record = match ending.as_str() {
        "json" | "jsonl" | "ndjson" if is_of("ftm") => {
            return Ok(Import::follow_the_money_told(&lines_of_text(path)?)?);
        }
        "json" if is_of("stix") => return Ok(Import::stix_told(&text(path)?)?),
        "toml" => toml::read(reader(Reader::by_hand()), &text(path)?)?,
        "json" => json::read(reader(Reader::default()), &text(path)?)?,
        "jsonl" | "ndjson" => {
            let file = File::open(path).map_err(LoadError::Stream)?;
            let length = file.metadata().map_or(0, |about| about.len());
            let lines = JsonLines::new(BufReader::with_capacity(1 << 16, file));
            let lines = lines.of_length(length);
            lines.read_by(reader(Reader::default()))?
        }
        "csv" => Record::from_csv(&tables(path)?)?,
        #[cfg(feature = "parquet")]
        "parquet" => ParquetTables::open(path)?.record_by(reader(Reader::default()))?,
        #[cfg(not(feature = "parquet"))]
        "parquet" => {
            return Err(LoadError::Unfit {
                what: format!(
                    "`{}` is a folder of Parquet tables, which this program was built without",
                    path.display()
                ),
                help: String::from("build it with `--features parquet`"),
            });
        }
        _ => {
            return Err(LoadError::UnknownEnding {
                path: path.to_owned(),
            });
        }
    };
    let import = Import {
        record,
        report: ImportReport::default(),
        rows: None,
        crosswalk: Crosswalk::default(),
    };
    Ok((import, Problems::default()))
}

/// Reads the tables of a folder.
fn tables(folder: &Path) -> Result<CsvTables, LoadError> {
    let mut tables = CsvTables::default();
    let mut reader = Reader::default();
    let mut names = Vec::new();
    for entry in fs::read_dir(folder).map_err(LoadError::Stream)? {
        names.push(entry.map_err(LoadError::Stream)?.file_name());
    }
    names.sort();
    for name in names {
        let shown = name.to_string_lossy();
        let Some(stem) = shown.strip_suffix(".csv") else {
            continue;
        };
        if let Some(table) = tables.get_mut(stem) {
            *table = text(&folder.join(&name))?;
        } else {
            let message = format!("there is no table `{stem}`");
            let known = CsvTables::NAMES.join(", ");
            let help = format!("the tables are {known}: rename or remove the file");
            let at = At::in_text(1, 1);
            reader.desk.error(at, Code::UnknownKey, message, help);
        }
    }
    if reader.desk.has_errors() {
        return Err(LoadError::Problems(reader.into_broken()));
    }
    Ok(tables)
}

/// Reads the text of a file of lines. A line that is not UTF-8 becomes a single replacement character, so that it is
/// set aside.
fn lines_of_text(path: &Path) -> Result<String, LoadError> {
    let bytes = fs::read(path).map_err(LoadError::Stream)?;
    let bytes = match String::from_utf8(bytes) {
        Ok(text) => return Ok(text),
        Err(error) => error.into_bytes(),
    };
    let lines = bytes.split(|byte| *byte == b'\n');
    let lines = lines.map(|line| str::from_utf8(line).unwrap_or("\u{FFFD}"));
    Ok(lines.collect::<Vec<_>>().join("\n"))
}

/// Reads the text of a file.
fn text(path: &Path) -> Result<String, LoadError> {
    let bytes = fs::read(path).map_err(LoadError::Stream)?;
    String::from_utf8(bytes).map_err(|error| {
        let mut reader = Reader::default();
        let valid = error.utf8_error().valid_up_to();
        not_utf8(&mut reader.desk, error.as_bytes(), valid, 1);
        LoadError::Problems(reader.into_broken())
    })
}
