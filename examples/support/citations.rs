//! The sources of an answer: numbered where they are cited, in full below.

use super::options::Options;
use super::page::{Page, Style};
use super::stop::Stop;
use factions::Source;
use std::collections::BTreeSet;
use std::sync::OnceLock;

/// The option that says which sources are listed.
pub(crate) const OPTION: &str = "--sources";

/// Where the help of an example has it.
pub(crate) const PLACE: &str = "{sources}\n";

/// What the help says of it.
pub(crate) const HELP: &str =
    "  --sources WHICH        `all` lists every source of each row, `few` three of
                         them and how many more there are (or four, if those
                         are all), `none` only how many; without it, `few`

";

/// How many sources of a row are named where few are.
const FEW: usize = 3;

/// Which sources are listed.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub(crate) enum Listed {
    All,
    #[default]
    Few,
    None,
}

/// What this run of a program was asked for: it has one answer, and one list below it.
static LISTED: OnceLock<Listed> = OnceLock::new();

/// Takes the option to heart, before anything is cited.
pub(crate) fn choose(options: &Options) -> Result<(), Stop> {
    let listed = match options.value(OPTION) {
        None | Some("few") => Listed::Few,
        Some("all") => Listed::All,
        Some("none") => Listed::None,
        Some(other) => {
            return Err(Stop::usage(
                format!("{OPTION}: unknown choice `{other}`"),
                "write `all`, `few` or `none`",
            ));
        }
    };
    LISTED.get_or_init(|| listed);
    Ok(())
}

/// The sources cited so far, in the order of their first citation.
#[derive(Debug)]
pub(crate) struct Citations<'g> {
    listed: Listed,
    cited: Vec<&'g Source>,
    /// Those that rows rest on, but that are not named.
    unnamed: BTreeSet<&'g str>,
}

impl Default for Citations<'_> {
    fn default() -> Self {
        Self::listing(LISTED.get().copied().unwrap_or_default())
    }
}

impl<'g> Citations<'g> {
    pub(crate) const fn listing(listed: Listed) -> Self {
        Self {
            listed,
            cited: Vec::new(),
            unnamed: BTreeSet::new(),
        }
    }

    /// The numbers of these sources, `[1] [2]`, and how many more there are: `[1] [2] [3] and 7 more`.
    ///
    /// Those are named that stand below already, then the first of the others.
    pub(crate) fn cite(&mut self, sources: impl IntoIterator<Item = &'g Source>) -> String {
        let mut seen = BTreeSet::new();
        let mut all: Vec<&'g Source> = sources.into_iter().collect();
        all.retain(|source| seen.insert(&*source.key));
        let most = match self.listed {
            Listed::All => all.len(),
            // one more is not worth a word about it
            Listed::Few if all.len() == FEW + 1 => all.len(),
            Listed::Few => FEW,
            Listed::None => 0,
        };
        let place = |cited: &[&Source], source: &Source| {
            cited.iter().position(|known| known.key == source.key)
        };
        if all.len() > most {
            all.sort_by_key(|source| place(&self.cited, source).unwrap_or(usize::MAX));
        }
        let rest = all.split_off(most.min(all.len()));
        self.unnamed.extend(rest.iter().map(|source| &*source.key));
        let mut numbers: Vec<usize> = all
            .into_iter()
            .map(|source| {
                place(&self.cited, source).unwrap_or_else(|| {
                    self.cited.push(source);
                    self.cited.len() - 1
                })
            })
            .collect();
        numbers.sort_unstable();
        let numbers: Vec<String> = numbers.iter().map(|at| format!("[{}]", at + 1)).collect();
        match (numbers.is_empty(), rest.len()) {
            (true, 0) => String::from("none"),
            (true, 1) => String::from("1 source"),
            (true, more) => format!("{more} sources"),
            (false, 0) => numbers.join(" "),
            (false, more) => format!("{} and {more} more", numbers.join(" ")),
        }
    }

    /// Lists every cited source, and says how many more there are.
    pub(crate) fn print(&self, page: &mut Page) {
        let named = |key: &&&str| self.cited.iter().any(|cited| &*cited.key == **key);
        let more = self.unnamed.iter().filter(|key| !named(key)).count();
        let more = match (more, self.cited.is_empty()) {
            (0, true) => return,
            (0, false) => None,
            (1, true) => Some(String::from("1 source, not listed: `--sources all` does")),
            (more, true) => Some(format!("{more} sources, not listed: `--sources all` does")),
            (1, false) => Some(String::from("and 1 more: `--sources all` lists it")),
            (more, false) => Some(format!("and {more} more: `--sources all` lists them")),
        };
        page.blank();
        page.paragraph("Sources", Style::Strong, 0);
        for (at, source) in self.cited.iter().enumerate() {
            let published = match &source.published {
                Some(when) => format!("published {when}"),
                None => "publication undated".to_owned(),
            };
            let text = format!("[{}] {source}; {published} ({})", at + 1, source.key);
            page.paragraph(&text, Style::Plain, 4);
            if let Some(url) = &source.url {
                page.paragraph(&format!("    {url}"), Style::Plain, 4);
            }
        }
        if let Some(more) = more {
            page.paragraph(&more, Style::Plain, 4);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use factions::Record;
    use std::fmt::Write;

    fn record(count: usize) -> Record {
        let mut text = String::from("format = 1\n");
        for number in 0..count {
            let _ = writeln!(
                text,
                "[sources.s{number}]\npublisher = \"P{number}\"\ntitle = \"T\"\npublished = \"2020\""
            );
        }
        Record::from_toml(&text).expect("it is in order")
    }

    #[test]
    fn few_sources_of_a_row_are_named_and_the_others_counted() {
        let record = record(9);
        let sources: Vec<&Source> = record.sources().iter().collect();
        let cite = |listed| {
            let mut citations = Citations::listing(listed);
            let rows = [&sources[..9], &sources[8..], &sources[..4], &sources[..0]];
            rows.map(|row| citations.cite(row.iter().copied()))
        };
        assert_eq!(
            cite(Listed::Few),
            ["[1] [2] [3] and 6 more", "[4]", "[1] [2] [3] [5]", "none"]
        );
        assert_eq!(
            cite(Listed::All)[..3],
            [
                "[1] [2] [3] [4] [5] [6] [7] [8] [9]",
                "[9]",
                "[1] [2] [3] [4]"
            ]
        );
        assert_eq!(
            cite(Listed::None),
            ["9 sources", "1 source", "4 sources", "none"]
        );
    }
}
