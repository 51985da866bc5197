//! A release of a data set: its name, its publisher, and the day of publication.

use super::common::{DataSet, DataSetOptions};
use super::kit::ages::order_of;
use super::kit::names::slug_of;
use crate::model::{Source, When};
use std::path::Path;

/// Returns the scheme of ids by which a data set names actors.
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
        | DataSet::CowWars
        | DataSet::Rivalries => "cow",
    }
}

/// Returns the publisher of a data set.
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
        DataSet::Rivalries => "Thompson and others",
        DataSet::Nsa => "Cunningham, Gleditsch and Salehyan",
        DataSet::CowStates | DataSet::CowAlliances | DataSet::Disputes | DataSet::CowWars => {
            "Correlates of War"
        }
    }
}

/// Returns publisher and title of the data sets of events.
pub(super) fn of_events() -> [(&'static str, &'static str); 4] {
    let sets = [
        DataSet::UcdpGed,
        DataSet::Acled,
        DataSet::Gdelt,
        DataSet::Polecat,
    ];
    sets.map(|set| (publisher(set), set.title()))
}

/// A release of a data set, as far as the name of its file shows.
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
        // UCDP numbers its releases by the year of publication
        let year = version
            .as_deref()
            .and_then(|version| version.split_once('.'));
        let year = year.and_then(|(year, _)| format!("20{year}").parse().ok());
        let published = options.published.clone();
        let published = published.or(year).or_else(|| day_in(name));
        // files of one release are one source; a release without version and day is identified by its file name
        let (own, title) = match (&version, &published) {
            (Some(version), _) => (version.clone(), format!("{} {version}", set.title())),
            (None, Some(day)) => (day.to_string(), set.title().to_owned()),
            (None, None) => (bare_name(name).to_owned(), set.title().to_owned()),
        };
        Self {
            key: key_of(stem, &slug_of(&own)),
            title,
            publisher: publisher(set),
            published,
            version,
        }
    }

    /// Returns the order of the release in time, by its version if the file name has one, else by the order of files.
    pub(super) fn order(&self, file: usize) -> u64 {
        let order = self.version.as_deref().and_then(order_of);
        order.unwrap_or(file as u64)
    }

    /// Returns the label of a version of a row that belongs to this release.
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

/// Returns the key of a source of a data set; `own` distinguishes it from other sources of the data set.
fn key_of(stem: &str, own: &str) -> String {
    let own = own.trim_matches('-');
    let says_the_set = own == stem
        || own
            .strip_prefix(stem)
            .is_some_and(|rest| rest.starts_with('-'));
    if says_the_set {
        own.to_owned()
    } else if own.is_empty() || stem.ends_with(&format!("-{own}")) {
        stem.to_owned()
    } else {
        format!("{stem}-{own}")
    }
}

/// Returns the name of a file without its folder and endings.
fn bare_name(name: &str) -> &str {
    let name = Path::new(name).file_name().and_then(|name| name.to_str());
    let name = name.unwrap_or_default();
    name.split('.').next().unwrap_or(name)
}

/// Finds the day in the name of a file, such as `ACLED Data_2025-10-03.csv`: the day of export.
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

/// Finds the version in the name of a UCDP file: `GEDEvent_v26_0_8.csv`, `ged241-csv.csv`.
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
    fn a_release_has_a_key_of_its_own() {
        let key = |set: DataSet, name: &str| Release::of(set, name, &DataSetOptions::default()).key;
        for (set, name, wanted) in [
            (DataSet::UcdpGed, "GEDEvent_v26_0_8.csv", "ucdp-ged-26-0-8"),
            (DataSet::UcdpGed, "data/may.csv.gz", "ucdp-ged-may"),
            (DataSet::UcdpGed, "ged.csv", "ucdp-ged"),
            (DataSet::Acled, "acled.csv", "acled"),
            (DataSet::Acled, "acled-mali.csv", "acled-mali"),
            (
                DataSet::Acled,
                "ACLED Data_2024-05-01.csv",
                "acled-2024-05-01",
            ),
            (DataSet::Acled, "", "acled"),
        ] {
            assert_eq!(key(set, name), wanted, "{name}");
        }
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
