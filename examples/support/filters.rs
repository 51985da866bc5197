//! What is taken into account of a record, and how strictly, in every example.

use super::options::Options;
use super::stop::Stop;
use factions::{Certainty, Date, View};

/// The options that take a value.
pub(crate) const VALUES: [&str; 2] = ["--known-on", "--at-least"];

/// The flag by which what is set aside of a file of another format is a mistake.
pub(crate) const STRICT: &str = "--strict";

/// The options that take none.
pub(crate) const FLAGS: [&str; 2] = ["--certainly", STRICT];

/// Where the help of an example has them.
pub(crate) const PLACE: &str = "{filters}\n";

/// What the help of every example says of them.
pub(crate) const HELP: &str = "\
What is taken into account, in every example:

  --certainly            only what is certain by the dates
  --known-on DAY         only what was published, and not withdrawn, by this day
  --at-least CERTAINTY   planned, alleged (if none is given), claimed, reported
                         or confirmed
  --strict               of a file of another format all or nothing: what is
                         set aside of it is a mistake
  --with RECORD          FILE is a data set as it was downloaded, such as
                         ged.csv, and RECORD a record that it stands beside;
                         `load --help` has the other choices of data sets,
                         all of which are taken here, too

";

/// What is taken into account of a record.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub(crate) struct Filters {
    pub(crate) is_certain: bool,
    pub(crate) known_on: Option<Date>,
    pub(crate) at_least: Option<Certainty>,
}

impl Filters {
    pub(crate) fn read(options: &Options) -> Result<Self, Stop> {
        Ok(Self {
            is_certain: options.has("--certainly"),
            known_on: options.day("--known-on")?,
            at_least: options.word("--at-least")?,
        })
    }

    /// A view with what is taken into account alone.
    pub(crate) fn of<'g, 'f>(self, view: View<'g, 'f>) -> View<'g, 'f> {
        let view = self.of_evidence(view);
        if self.is_certain {
            view.certainly()
        } else {
            view
        }
    }

    /// The same, whether it is certain by the dates or not: for answers that say so row by row.
    pub(crate) fn of_evidence<'g, 'f>(self, mut view: View<'g, 'f>) -> View<'g, 'f> {
        if let Some(day) = self.known_on {
            view = view.known_on(day);
        }
        if let Some(certainty) = self.at_least {
            view = view.at_least(certainty);
        }
        view
    }

    /// The same without what is only claimed, alleged or planned.
    pub(crate) fn at_least_reported(self) -> Self {
        let least = self.at_least.unwrap_or(Certainty::Reported);
        Self {
            at_least: Some(least.max(Certainty::Reported)),
            ..self
        }
    }

    /// Behind a question: `, only what is certain, as known on 2023-10-05, at least reported`.
    pub(crate) fn in_words(self) -> String {
        let certain = self.is_certain.then(|| ", only what is certain".to_owned());
        let known = self.known_on.map(|day| format!(", as known on {day}"));
        let least = self.at_least.map(|word| format!(", at least {word}"));
        [certain, known, least].into_iter().flatten().collect()
    }
}

#[cfg(test)]
mod tests {
    use super::super::options::Spec;
    use super::*;
    use factions::date;
    use std::ffi::OsString;

    const SPEC: Spec = Spec {
        help: PLACE,
        values: &[],
        flags: &[],
    };

    fn read(line: &str) -> Result<Filters, Stop> {
        let words = line.split_whitespace().map(OsString::from);
        Options::read(&SPEC, words).and_then(|options| Filters::read(&options))
    }

    #[test]
    fn filters_are_read_and_told_in_words() {
        let none = read("").expect("good");
        assert_eq!((none, none.in_words()), (Filters::default(), String::new()));
        let all = read("--certainly --known-on 2023-10-05 --at-least reported").expect("good");
        assert_eq!(all.known_on, Some(date(2023, 10, 5)));
        let words = ", only what is certain, as known on 2023-10-05, at least reported";
        assert_eq!(all.in_words(), words);
        assert!(read("--known-on 2023-10").is_err());
        assert!(read("--at-least sure").is_err());
    }

    #[test]
    fn what_is_reported_is_never_less_than_what_is_asked() {
        let of = |line| read(line).map(|all| all.at_least_reported().at_least);
        assert_eq!(of("").expect("good"), Some(Certainty::Reported));
        assert_eq!(
            of("--at-least claimed").expect("good"),
            Some(Certainty::Reported)
        );
        assert_eq!(
            of("--at-least confirmed").expect("good"),
            Some(Certainty::Confirmed)
        );
    }

    #[test]
    fn an_example_that_asks_no_view_has_none_of_them() {
        let spec = Spec { help: "", ..SPEC };
        let refused = Options::read(&spec, [OsString::from("--certainly")]);
        assert!(refused.is_err());
    }
}
