//! A release of a data set: its name, its publisher, and the day of publication.

use super::common::{DataSet, DataSetOptions};
use crate::model::{Source, When};
use std::path::Path;

/// The ids by which a data set names actors.
pub(super) const fn scheme(set: DataSet) -> &'static str {
    match set {
        DataSet::UcdpGed
        | DataSet::UcdpActor
        | DataSet::UcdpConflict
        | DataSet::UcdpDyadic
        | DataSet::UcdpNonState
        | DataSet::UcdpSupport => "ucdp",
        DataSet::Acled | DataSet::AcledDeleted => "acled",
        DataSet::GwStates => "gw",
        DataSet::Nsa => "nsa",
        DataSet::MappingMilitants => "mapping-militants",
        DataSet::Gdelt => "gdelt",
        DataSet::Polecat => "polecat",
        DataSet::CowStates
        | DataSet::CowAlliances
        | DataSet::Atop
        | DataSet::Disputes
        | DataSet::CowWars => "cow",
    }
}

/// Who publishes a data set.
const fn publisher(set: DataSet) -> &'static str {
    match set {
        DataSet::UcdpGed
        | DataSet::UcdpActor
        | DataSet::UcdpConflict
        | DataSet::UcdpDyadic
        | DataSet::UcdpNonState
        | DataSet::UcdpSupport => "Uppsala Conflict Data Program",
        DataSet::Acled | DataSet::AcledDeleted => "Armed Conflict Location & Event Data",
        DataSet::GwStates => "Gleditsch and Ward",
        DataSet::Atop => "ATOP",
        DataSet::MappingMilitants => "Mapping Militants Project",
        DataSet::Gdelt => "The GDELT Project",
        DataSet::Polecat => "POLECAT",
        DataSet::Nsa => "Cunningham, Gleditsch and Salehyan",
        DataSet::CowStates | DataSet::CowAlliances | DataSet::Disputes | DataSet::CowWars => {
            "Correlates of War"
        }
    }
}

/// The largest number in a version.
const LARGEST: u64 = 9999;

/// A release of a data set, as far as the name of its file says.
#[derive(Debug)]
pub(super) struct Release {
    key: String,
    pub(super) title: String,
    publisher: &'static str,
    published: Option<When>,
    version: Option<String>,
}

impl Release {
    pub(super) fn of(set: DataSet, name: &str, options: &DataSetOptions) -> Self {
        let is_of_ucdp = scheme(set) == "ucdp";
        let version = version_in(name).filter(|_| is_of_ucdp);
        let stem = set.as_str();
        let (key, title) = match &version {
            Some(version) => (
                format!("{stem}-{}", version.replace('.', "-")),
                format!("{} {version}", set.title()),
            ),
            None => (stem.to_owned(), set.title().to_owned()),
        };
        // UCDP numbers its releases by the year in which they come out
        let year = version
            .as_deref()
            .and_then(|version| version.split_once('.'));
        let year = year.and_then(|(year, _)| format!("20{year}").parse().ok());
        let published = options.published.clone();
        Self {
            key,
            title,
            publisher: publisher(set),
            published: published.or(year).or_else(|| day_in(name)),
            version,
        }
    }

    /// How late the release is among others, if the names of files tell; else by the order of files.
    pub(super) fn order(&self, file: usize) -> u64 {
        let parts = self.version.iter().flat_map(|version| version.split('.'));
        let parts = parts.map(|part| part.parse().ok().filter(|part| *part <= LARGEST));
        // digits that are no number of a release give no order
        let parts: Vec<u64> = parts.collect::<Option<_>>().unwrap_or_default();
        let order = match parts[..] {
            // a release of a year covers the years before
            [year, _] => (year.saturating_sub(1)) * 100 + 99,
            // the candidate data of one month, and a file that has all months up to it
            [year, _, month] | [_, _, year, month] => year * 100 + month,
            _ => return file as u64,
        };
        (order * 2 + u64::from(parts.len() == 4)) << 16
    }

    /// What a version of a row is called that belongs to this release.
    pub(super) fn label(&self, file: usize) -> String {
        match &self.version {
            Some(version) => version.clone(),
            None => (file + 1).to_string(),
        }
    }

    pub(super) fn source(&self) -> Source {
        Source {
            key: self.key.as_str().into(),
            publisher: (!self.publisher.is_empty()).then(|| self.publisher.into()),
            title: Some(self.title.as_str().into()),
            published: self.published.clone(),
            ..Source::default()
        }
    }
}

/// The day in the name of a file, such as `ACLED Data_2025-10-03.csv`: the day of export.
fn day_in(name: &str) -> Option<When> {
    let name = Path::new(name).file_name()?.to_str()?;
    let starts = name.char_indices().map(|(place, _)| place);
    let mut days = starts.filter_map(|start| {
        let text = name.get(start..start + 10)?;
        let is_date = text.bytes().enumerate().all(|(place, byte)| match place {
            4 | 7 => byte == b'-',
            _ => byte.is_ascii_digit(),
        });
        is_date.then(|| text.parse().ok()).flatten()
    });
    days.next()
}

/// The version in the name of a UCDP file: `GEDEvent_v26_0_8.csv`, `ged241-csv.csv`.
fn version_in(name: &str) -> Option<String> {
    let name = Path::new(name).file_name()?.to_str()?.to_lowercase();
    if let Some((_, rest)) = name.split_once("_v") {
        let version: String = rest
            .chars()
            .take_while(|c| c.is_ascii_digit() || *c == '_')
            .map(|c| if c == '_' { '.' } else { c })
            .collect();
        let version = version.trim_matches('.').to_owned();
        return (version.contains('.')).then_some(version);
    }
    // three digits in a row: the year, and the number within it
    let digits: Vec<&str> = name
        .split(|c: char| !c.is_ascii_digit())
        .filter(|digits| digits.len() == 3)
        .collect();
    match digits[..] {
        [digits] => Some(format!("{}.{}", &digits[..2], &digits[2..])),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_later_release_comes_later() {
        let order =
            |name: &str| Release::of(DataSet::UcdpGed, name, &DataSetOptions::default()).order(0);
        let names = [
            "a.csv",
            "ged251-csv.csv",
            "GEDEvent_v25_0_12.csv",
            "ged261-csv.csv",
            "GEDEvent_v26_0_5.csv",
            "GEDEvent_v26_0_6.csv",
            "GEDEvent_v26_01_26_06.csv",
        ];
        assert!(names.map(order).is_sorted(), "{:?}", names.map(order));
        assert!(day_in("ACLED Data_2025-10-03.csv").is_some());
        assert_eq!(day_in("ACLED Data_2025-13-03.csv"), None);
    }

    #[test]
    fn the_name_of_a_file_tells_its_release() {
        for (name, version) in [
            ("data/GEDEvent_v26_0_8.csv", Some("26.0.8")),
            ("GEDEvent_v26_01_26_06.csv", Some("26.01.26.06")),
            ("ged241-csv.zip", Some("24.1")),
            ("ucdp-prio-acd-251.csv", Some("25.1")),
            ("mali.csv", None),
            ("ged231-sample-1000.csv", Some("23.1")),
        ] {
            assert_eq!(version_in(name).as_deref(), version, "{name}");
        }
    }
}
