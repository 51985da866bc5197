//! The command line: options with values, flags, one file.

use super::citations;
use super::data_set;
use super::filters;
use super::stop::Stop;
use factions::{Date, UnknownWord, When};
use std::ffi::OsString;
use std::path::{Path, PathBuf};
use std::str::FromStr;

/// Where `--help` has the choices of data sets.
const DATA_SETS: &str = "{data sets}";

/// What a program understands.
#[derive(Debug)]
pub(crate) struct Spec {
    /// What `--help` prints; where it has a place for the filters, or for the choices of data sets, they
    /// are understood, too.
    pub(crate) help: &'static str,
    /// The options that take a value.
    pub(crate) values: &'static [&'static str],
    /// The options that take none.
    pub(crate) flags: &'static [&'static str],
}

impl Spec {
    /// What `--help` prints, with the filters where they have their place.
    pub(crate) fn full_help(&self) -> String {
        self.help
            .replace(citations::PLACE, citations::HELP)
            .replace(filters::PLACE, filters::HELP)
            .replace(DATA_SETS, data_set::HELP)
    }

    /// How many files it takes: one, or as many words as git says of a file.
    fn most_files(&self) -> usize {
        if self.flags.contains(&"--git") { 9 } else { 1 }
    }

    fn has_filters(&self) -> bool {
        self.help.contains(filters::PLACE)
    }

    /// Whether an option takes a value.
    pub(crate) fn takes_value(&self, name: &str) -> bool {
        self.known()[0].contains(&name)
    }

    /// The options that take a value, and those that take none.
    fn known(&self) -> [Vec<&'static str>; 2] {
        let (mut values, mut flags) = (self.values.to_vec(), self.flags.to_vec());
        if self.has_filters() {
            values.extend(filters::VALUES);
            flags.extend(filters::FLAGS);
        }
        if self.help.contains(citations::PLACE) {
            values.push(citations::OPTION);
        }
        if self.has_filters() || self.help.contains(DATA_SETS) {
            values.extend(data_set::VALUES);
            values.extend(data_set::NUMBERS);
            flags.extend(data_set::FLAGS);
        }
        [values, flags]
    }
}

/// A command line, read.
#[derive(Debug, Default)]
pub(crate) struct Options {
    files: Vec<PathBuf>,
    values: Vec<(&'static str, String)>,
    flags: Vec<&'static str>,
}

/// How an answer is written.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Format {
    Text,
    Json,
}

impl Options {
    /// Reads a command line, the program's name left out.
    ///
    /// `--option VALUE` and `--option=VALUE` are the same; what follows `--` is no option.
    pub(crate) fn read(
        spec: &Spec,
        arguments: impl IntoIterator<Item = OsString>,
    ) -> Result<Self, Stop> {
        let mut options = Self::default();
        let mut arguments = arguments.into_iter();
        let mut only_files = false;
        while let Some(argument) = arguments.next() {
            let text = argument.to_str();
            match text {
                Some("--") if !only_files => only_files = true,
                Some("--help" | "-h") if !only_files => return Err(Stop::Help),
                Some(text) if !only_files && text.starts_with('-') && text != "-" => {
                    options.take(spec, text, || arguments.next())?;
                }
                _ if options.files.len() < spec.most_files() => options.files.push(argument.into()),
                _ => {
                    return Err(Stop::usage(
                        format!("`{}` is one file too many", argument.to_string_lossy()),
                        "name one record file, or none for the embedded record",
                    ));
                }
            }
        }
        Ok(options)
    }

    fn take(
        &mut self,
        spec: &Spec,
        text: &str,
        next: impl FnOnce() -> Option<OsString>,
    ) -> Result<(), Stop> {
        let (name, inline) = match text.split_once('=') {
            Some((name, value)) => (name, Some(value.to_owned())),
            None => (text, None),
        };
        let [values, flags] = spec.known();
        let known = values.iter().chain(&flags);
        let Some(&name) = known.clone().find(|&&known| known == name) else {
            return Err(Stop::usage(
                format!("unknown option `{name}`"),
                suggestion(name, known.copied()),
            ));
        };
        if self.has(name) || self.value(name).is_some() {
            return Err(Stop::usage(
                format!("`{name}` is given twice"),
                "give it once",
            ));
        }
        if flags.contains(&name) {
            if inline.is_some() {
                return Err(Stop::usage(
                    format!("`{name}` takes no value"),
                    format!("write `{name}` alone"),
                ));
            }
            self.flags.push(name);
            return Ok(());
        }
        let value = inline.or_else(|| next().map(|value| value.to_string_lossy().into_owned()));
        match value {
            Some(value) if !value.starts_with("--") && !value.is_empty() => {
                self.values.push((name, value));
                Ok(())
            }
            _ => Err(Stop::usage(
                format!("`{name}` lacks its value"),
                format!("write it behind: `{name} {}`", placeholder(name)),
            )),
        }
    }

    /// The record file, if one is named.
    pub(crate) fn file(&self) -> Option<&Path> {
        self.files.first().map(PathBuf::as_path)
    }

    /// All files that are named.
    pub(crate) fn files(&self) -> &[PathBuf] {
        &self.files
    }

    /// Whether a flag is given.
    pub(crate) fn has(&self, flag: &str) -> bool {
        self.flags.contains(&flag)
    }

    /// The value of an option, as it was written.
    pub(crate) fn value(&self, name: &str) -> Option<&str> {
        let given = self.values.iter().find(|(option, _)| *option == name);
        given.map(|(_, value)| value.as_str())
    }

    /// The exact day of an option.
    pub(crate) fn day(&self, name: &str) -> Result<Option<Date>, Stop> {
        let Some(text) = self.value(name) else {
            return Ok(None);
        };
        let when: When = text.parse().map_err(|error: factions::WhenError| {
            Stop::usage(format!("{name}: {}", error.message()), error.remedy())
        })?;
        match (when.as_date(), when.earliest().or(when.latest())) {
            (Some(day), _) => Ok(Some(day)),
            (None, Some(first)) => Err(Stop::usage(
                format!("{name}: `{text}` is not one day"),
                format!("write the day that is meant, such as `{first}`"),
            )),
            (None, None) => Err(Stop::usage(
                format!("{name}: `{text}` is no day"),
                "write the day that is meant, such as `2023-10-07`",
            )),
        }
    }

    /// The word of a list that an option gives, such as a certainty or a step.
    pub(crate) fn word<T>(&self, name: &str) -> Result<Option<T>, Stop>
    where
        T: FromStr<Err = UnknownWord>,
    {
        let given = self.value(name).map(str::parse::<T>).transpose();
        given.map_err(|error| {
            let wrong = format!("{name}: unknown {} `{}`", error.list, error.word);
            Stop::usage(wrong, error.remedy())
        })
    }

    /// The format of the answer: text, if none is named.
    pub(crate) fn format(&self) -> Result<Format, Stop> {
        match self.value("--format") {
            None | Some("text") => Ok(Format::Text),
            Some("json") => Ok(Format::Json),
            Some(other) => Err(Stop::usage(
                format!("--format: unknown format `{other}`"),
                "write `text` or `json`",
            )),
        }
    }
}

/// What stands for a value in the help.
fn placeholder(name: &str) -> &'static str {
    match name {
        "--actors" | "--sources" => "all",
        "--top" => "10",
        "--within" => "30",
        "--coalition" | "--actor" | "--of" | "--ego" => "KEY",
        "--at-least" => "CERTAINTY",
        "--between" | "--among" => "KEY,KEY",
        "--by" => "month",
        "--conflicts" => "latest-wins",
        "--gap" => "90",
        "--every" | "--each" => "year",
        "--lineage-sign" => "+",
        "--steps" => "1000000",
        "--theme" => "dark",
        "--through" => "members",
        "--format" => "json",
        "-o" => "picture.dot",
        "--with" => "mali.toml",
        "--crosswalk" | "--suggest" => "who-is-who.toml",
        "--data-set" => "ucdp-ged",
        "--civilians" => "of-country",
        "--event-types" => "Battles",
        "--provisional" => "hedged",
        "--joint-sides" => "coalition",
        "--clock" => "release",
        "--zero-fatalities" => "unknown",
        "--direction" => "safe",
        "--state-forces" => "unify",
        "--associated" => "organisations",
        "--and-or" => "one",
        "--descents" => "undated",
        "--days-about" => "3",
        _ => "2023-10-15",
    }
}

/// The nearest of the known options, else all of them.
fn suggestion<'a>(name: &str, known: impl Iterator<Item = &'a str>) -> String {
    let known: Vec<&str> = known.chain(["--help"]).collect();
    let nearness = |option: &str| strsim::jaro_winkler(name, option);
    let nearest = known
        .iter()
        .max_by(|a, b| nearness(a).total_cmp(&nearness(b)));
    match nearest {
        Some(nearest) if nearness(nearest) >= 0.85 => format!("did you mean `{nearest}`?"),
        _ => format!("the options are {}", known.join(", ")),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use factions::{Certainty, date};

    const SPEC: Spec = Spec {
        help: "",
        values: &["--from", "--to", "--at-least", "--format"],
        flags: &["--certainly"],
    };

    fn read(line: &str) -> Result<Options, Stop> {
        Options::read(&SPEC, line.split_whitespace().map(OsString::from))
    }

    fn refusal<T: std::fmt::Debug>(stopped: Result<T, Stop>) -> String {
        match stopped.expect_err("it is refused") {
            Stop::Usage { wrong, help } => format!("{wrong}: {help}"),
            other => panic!("another stop: {other:?}"),
        }
    }

    #[test]
    fn options_stand_before_and_behind_the_file() {
        let options =
            read("--certainly mali.toml --from=2023-09-01 --to 2023-11-01").expect("good");
        assert!(options.has("--certainly"));
        assert_eq!(options.file(), Some(Path::new("mali.toml")));
        assert_eq!(
            options.day("--from").expect("a day"),
            Some(date(2023, 9, 1))
        );
        assert_eq!(options.value("--to"), Some("2023-11-01"));
        assert_eq!(options.day("--at-least").expect("none is no mistake"), None);
    }

    #[test]
    fn what_follows_two_dashes_is_a_file() {
        let options = read("-- --from").expect("good");
        assert_eq!(options.file(), Some(Path::new("--from")));
    }

    #[test]
    fn help_is_asked_for_anywhere() {
        assert!(matches!(read("mali.toml --help"), Err(Stop::Help)));
        assert!(matches!(read("-h"), Err(Stop::Help)));
    }

    #[test]
    fn an_unknown_option_is_refused_with_the_nearest() {
        let refused = refusal(read("--form 2023-09-01"));
        assert_eq!(refused, "unknown option `--form`: did you mean `--from`?");
        let refused = refusal(read("--x"));
        assert!(
            refused.contains("the options are --from, --to"),
            "{refused}"
        );
    }

    #[test]
    fn an_option_without_its_value_is_refused() {
        for line in ["--from", "--from --to 2023-11-01", "--from="] {
            let refused = refusal(read(line));
            assert_eq!(
                refused,
                "`--from` lacks its value: write it behind: `--from 2023-10-15`"
            );
        }
        assert!(refusal(read("--certainly=yes")).starts_with("`--certainly` takes no value"));
    }

    #[test]
    fn the_same_option_and_a_second_file_are_refused() {
        assert!(refusal(read("--from 2023 --from 2024")).contains("given twice"));
        assert!(refusal(read("--certainly --certainly")).contains("given twice"));
        assert!(refusal(read("a.toml b.toml")).contains("`b.toml` is one file too many"));
    }

    #[test]
    fn a_day_is_exact_or_refused_with_a_remedy() {
        let day = |text: &str| read(&format!("--from {text}")).and_then(|all| all.day("--from"));
        let refused = refusal(day("2023-10"));
        assert_eq!(
            refused,
            "--from: `2023-10` is not one day: write the day that is meant, such as `2023-10-01`",
        );
        let refused = refusal(day("07/10/2023"));
        assert_eq!(
            refused,
            "--from: `07/10/2023` is not an ISO date: write `2023-10-07` or `2023-07-10`",
        );
        assert!(refusal(day("2023-02-30")).contains("not in the calendar"));
    }

    #[test]
    fn words_are_refused_with_the_nearest() {
        let refused =
            refusal(read("--at-least reprted").and_then(|all| all.word::<Certainty>("--at-least")));
        assert_eq!(
            refused,
            "--at-least: unknown certainty `reprted`: did you mean `reported`?",
        );
        let refused = refusal(read("--format yaml").and_then(|all| all.format()));
        assert_eq!(
            refused,
            "--format: unknown format `yaml`: write `text` or `json`"
        );
    }
}
