//! Files, read by their ending.

use super::json_lines::{JsonLines, not_utf8};
use super::load_error::LoadError;
use crate::record::{At, Code, CsvTables, Reader, Record};
use std::fs::{self, File};
use std::io::BufReader;
use std::path::Path;

/// # Files
impl Record {
    /// Reads a record from a file, by its ending: `.toml`, `.json`, `.jsonl` or `.ndjson`.
    ///
    /// A file that ends in `.ftm.json` holds FollowTheMoney entities, one a line, one in `.stix.json` a STIX bundle. A folder that ends in `.csv` holds [tables](CsvTables): `actors.csv`, `relations.csv`, … Those
    /// of which nothing is known may be missing.
    ///
    /// Problems and warnings carry the path as it was given.
    ///
    /// # Errors
    ///
    /// When the file cannot be read or has another ending, or with all mistakes of the record.
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
        let path = path.as_ref();
        let of_file = |error| LoadError::File {
            path: path.to_owned(),
            error,
        };
        let ending = path
            .extension()
            .unwrap_or_default()
            .to_string_lossy()
            .to_lowercase();
        let name = path.to_string_lossy().to_lowercase();
        let loaded = match ending.as_str() {
            "toml" => text(path).and_then(|text| Ok(Self::from_toml(&text)?)),
            "json" if name.ends_with(".ftm.json") => {
                text(path).and_then(|text| Ok(Self::from_follow_the_money(&text)?))
            }
            "json" if name.ends_with(".stix.json") => {
                text(path).and_then(|text| Ok(Self::from_stix(&text)?))
            }
            "json" => text(path).and_then(|text| Ok(Self::from_json(&text)?)),
            "jsonl" | "ndjson" => {
                let file = File::open(path).map_err(of_file)?;
                JsonLines::new(BufReader::with_capacity(1 << 16, file)).read()
            }
            "csv" => tables(path).and_then(|tables| Ok(Self::from_csv(&tables)?)),
            _ => Err(LoadError::UnknownEnding {
                path: path.to_owned(),
            }),
        };
        let name = path.display().to_string();
        match loaded {
            Ok(record) => Ok(record.of_file(&name)),
            Err(LoadError::Problems(problems)) => Err(LoadError::Problems(problems.named(&name))),
            Err(LoadError::Stream(error)) => Err(of_file(error)),
            Err(other) => Err(other),
        }
    }
}

/// The tables of a folder.
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

/// The text of a file.
fn text(path: &Path) -> Result<String, LoadError> {
    let bytes = fs::read(path).map_err(LoadError::Stream)?;
    String::from_utf8(bytes).map_err(|error| {
        let mut reader = Reader::default();
        let valid = error.utf8_error().valid_up_to();
        not_utf8(&mut reader.desk, error.as_bytes(), valid, 1);
        LoadError::Problems(reader.into_broken())
    })
}
