//! What is new: what was learnt between two days, or what one record has that an older one has not.
//!
//! Without arguments: what was learnt of Mali in November 2023.
//!
//! ```text
//! cargo run --example news
//! cargo run --example news -- my_record.toml --since 2023-10-31 --format json
//! cargo run --example news -- old.toml new.toml
//! ```
//!
//! Git can call it where it shows what a commit changes in a record: `--help` has the two lines. What
//! the first command prints stands in `examples/expected/news.txt`.

#[path = "support/mod.rs"]
mod support;

use factions::record::{EntryType, EntryWord};
use factions::{
    ActorGraph, Change, Date, Day, DiffWord, EntryChange, Grounds, Happening, Learned, LearnedRow,
    LearnedStatement, Membership, Record, RecordComparison, RelationKind, Source, StanceSummary,
    StanceWord, StatementRef, View, date,
};
use std::path::{Path, PathBuf};
use std::process::ExitCode;
use support::citations::Citations;
use support::ends::ends_in_words;
use support::filters::Filters;
use support::options::{Format, Options, Spec};
use support::page::{Page, Style};
use support::record::{load, load_file};
use support::stop::{Stop, print};
use support::table::Table;
use support::words::{HOW_SURE, change_in_words, how_sure_of, statement_in_words};

const SPEC: Spec = Spec {
    help: "\
What is new: what was learnt between two days, or what one record has that an
older one has not.

Usage: news [FILE] --since DAY [--until DAY] [OPTIONS]
       news OLD NEW [--all] [--format text|json]

  FILE                  a record: .toml, .json or .jsonl; without it the
                        embedded one, Mali in autumn 2023
  OLD NEW               two of them: what was added, removed and changed, key by
                        key; order and layout are no change

  --since DAY           what was published on this day was known already; of the
                        embedded record 2023-10-31, if none is given
  --until DAY           what was published on this day is known now; if none is
                        given, all that FILE has
  --all                 every row: also those that only rest on further
                        statements, and what else was left out to be short
  --format text|json    a short text, or the whole answer as an object
  --git                 the arguments are those of git, as below
  --warnings            list the warnings of FILE on stderr
  -h, --help            this text

Git shows records so where these two lines are, with `news` as it lies on your
machine (`cargo build --example news` puts it into target/debug/examples):

  git config diff.factions.command 'news --git'
  echo '*.toml diff=factions' >> .gitattributes

or, for once: GIT_EXTERNAL_DIFF='news --git' git diff -- my_record.toml

{sources}
{filters}
DAY is an exact day: 2023-10-15. What came out after the day of `--known-on` is
no news. Two records are compared without filters.
",
    values: &["--since", "--until", "--format"],
    flags: &["--all", "--git", "--warnings"],
};

/// How many rows of a kind a short text has.
const MOST: usize = 12;

/// The columns, each with the width that it had better have.
const COLUMNS: [(&str, usize); 4] = [("", 1), ("WHAT", 36), ("HOW SURE", 14), ("SOURCES", 8)];

fn main() -> ExitCode {
    support::run(&SPEC, answer)
}

fn answer(options: &Options) -> Result<(), Stop> {
    if options.has("--git") {
        return match options.files() {
            [path, old, _, _, new, _, _, ..] => beside(options, Some(path), [old, new]),
            // one that is not merged yet
            [path] => print(&format!("{}: not merged yet\n", path.display())),
            _ => Err(Stop::usage(
                "`--git` has not the arguments of git",
                "let git call it: `git config diff.factions.command 'news --git'`",
            )),
        };
    }
    match options.files() {
        [] | [_] => learnt(options),
        [old, new] => beside(options, None, [old, new]),
        [_, _, more, ..] => Err(Stop::usage(
            format!("`{}` is one file too many", more.display()),
            "name one record, or an old and a new one",
        )),
    }
}

/// What was learnt between two days.
fn learnt(options: &Options) -> Result<(), Stop> {
    let filters = Filters::read(options)?;
    let since = match options.day("--since")? {
        Some(day) => day,
        None if options.file().is_none() => date(2023, 10, 31),
        None => {
            return Err(Stop::usage(
                "`--since` is missing",
                "say since when: `--since 2023-10-15`",
            ));
        }
    };
    let until = options.day("--until")?;
    if until.is_some_and(|until| until <= since) {
        return Err(Stop::usage(
            "`--until` is not after `--since`",
            "write a later day: what was published on `--since` was known already",
        ));
    }
    let format = options.format()?;
    let graph = load(options)?;
    let until = until.unwrap_or_else(|| last_day(&graph, since));
    let until = filters.known_on.map_or(until, |day| day.min(until));
    let view = filters.of(graph.ever());
    let learned = view.learned(since, until);
    match format {
        Format::Json => print(&support::json(&learned)),
        Format::Text => page_of_learned(view, filters, &learned, options.has("--all")).print(),
    }
}

/// The last day on which anything can have been published or withdrawn; at least one after another.
fn last_day(graph: &ActorGraph, since: Date) -> Date {
    let record = graph.record();
    let published = record.sources().iter();
    let published = published.filter_map(|source| source.published.as_ref()?.latest());
    let statements = record.statements().iter();
    let withdrawn = statements.filter_map(|one| one.evidence.withdrawn.as_ref()?.latest());
    let next = Day::from(since).next().date();
    let days = published.chain(withdrawn).chain(next);
    days.max().unwrap_or(since)
}

fn page_of_learned(
    view: View<'_, '_>,
    filters: Filters,
    learned: &Learned<'_>,
    is_all: bool,
) -> Page {
    let mut page = Page::for_stdout();
    let title = view.graph().record().title();
    page.paragraph(
        title.unwrap_or("A record without a title"),
        Style::Strong,
        2,
    );
    let question = format!(
        "What was learnt after {}, up to {}",
        learned.from, learned.to
    );
    page.paragraph(&(question + &filters.in_words()), Style::Plain, 2);
    page.blank();
    if learned.is_empty() {
        let text = "Nothing: no statement became known, and none was withdrawn.";
        page.paragraph(text, Style::Plain, 0);
        return page;
    }
    let known = count(
        learned.known.len(),
        "statement became known",
        "statements became known",
    );
    let withdrawn = match learned.withdrawn.len() {
        0 => "none was withdrawn".to_owned(),
        1 => "1 was withdrawn".to_owned(),
        more => format!("{more} were withdrawn"),
    };
    page.paragraph(&format!("{known}, {withdrawn}."), Style::Plain, 0);
    let [before, after] = [learned.toll_before, learned.toll_after].map(|toll| toll.to_string());
    if before != after {
        page.paragraph(&format!("Deaths in all: {after}."), Style::Plain, 2);
        page.paragraph(&format!("As known before: {before}."), Style::Plain, 2);
    }
    page.blank();
    let mut rows = Rows {
        table: Table::new(&COLUMNS),
        citations: Citations::default(),
        is_all,
        restated: 0,
        cut: 0,
    };
    rows.part("Who belongs to what", &learned.members, membership);
    rows.part("Changes", &learned.changes, change);
    rows.part("Stances", &learned.stances, standing);
    rows.part("Deaths", &learned.tolls, toll);
    rows.statements("Withdrawn", '−', &learned.withdrawn);
    rows.statements("Became known", '+', &learned.known);
    rows.print(&mut page);
    page
}

/// The rows of all parts, as one table.
struct Rows<'g> {
    table: Table,
    citations: Citations<'g>,
    is_all: bool,
    /// How many rows say the same as before, and how many others were left out.
    restated: usize,
    cut: usize,
}

impl<'g> Rows<'g> {
    fn part<T: HasGrounds<'g>>(
        &mut self,
        heading: &str,
        rows: &[LearnedRow<'g, T>],
        what: fn(Option<&T>, &T) -> String,
    ) {
        let is_shown = |row: &&LearnedRow<'g, T>| self.is_all || row.says_other;
        let shown: Vec<&LearnedRow<'g, T>> = rows.iter().filter(is_shown).collect();
        self.restated += rows.len() - shown.len();
        for row in self.heading(heading, shown) {
            let Some(one) = row.latest() else {
                continue;
            };
            let was = row.before.as_ref().filter(|_| row.after.is_some());
            let sign = match row.word {
                DiffWord::Come => "+",
                DiffWord::Gone => "−",
                _ => "~",
            };
            self.table.row([
                sign.into(),
                what(was, one).into(),
                how_sure_of(one.grounds()),
                self.citations.cite(row.sources.iter().copied()).into(),
            ]);
        }
    }

    fn statements(&mut self, heading: &str, sign: char, all: &[LearnedStatement<'g>]) {
        for one in self.heading(heading, all.iter().collect()) {
            let text = format!(
                "{}: {}",
                ends_in_words(one.statement),
                statement_in_words(one.statement)
            );
            let by = one.withdrawn_by.iter().flat_map(|by| by.sources());
            let sources: Vec<&Source> = one.grounds.sources.iter().copied().chain(by).collect();
            self.table.row([
                sign.to_string().into(),
                text.into(),
                how_sure_of(&one.grounds),
                self.citations.cite(sources).into(),
            ]);
        }
    }

    /// Puts a heading over rows, as many of them as are shown.
    fn heading<T>(&mut self, heading: &str, mut rows: Vec<T>) -> Vec<T> {
        if rows.is_empty() {
            return rows;
        }
        let all = rows.len();
        if !self.is_all {
            rows.truncate(MOST);
        }
        self.cut += all - rows.len();
        if rows.len() < all {
            self.table
                .heading(format!("{heading} ({} of {all})", rows.len()));
        } else {
            self.table.heading(heading);
        }
        rows
    }

    fn print(&self, page: &mut Page) {
        self.table.print(page);
        page.blank();
        if self.restated > 0 {
            let rows = count(self.restated, "more row says", "more rows say");
            let text = format!("{rows} the same by other statements or sources (`--all`).");
            page.paragraph(&text, Style::Plain, 0);
        }
        if self.cut > 0 {
            let rows = count(self.cut, "row was", "rows were");
            let text = format!("{rows} left out to be short (`--all`).");
            page.paragraph(&text, Style::Plain, 0);
        }
        let note = "+ is known now, − is known no more, ~ is known otherwise; the sources are those \
                    that did it.";
        page.paragraph(note, Style::Faint, 0);
        page.paragraph(HOW_SURE, Style::Faint, 0);
        self.citations.print(page);
    }
}

/// What a row rests on.
trait HasGrounds<'g> {
    fn grounds(&self) -> &Grounds<'g>;
}

impl<'g> HasGrounds<'g> for Membership<'g> {
    fn grounds(&self) -> &Grounds<'g> {
        &self.grounds
    }
}

impl<'g> HasGrounds<'g> for Change<'g> {
    fn grounds(&self) -> &Grounds<'g> {
        &self.grounds
    }
}

impl<'g> HasGrounds<'g> for Happening<'g> {
    fn grounds(&self) -> &Grounds<'g> {
        &self.grounds
    }
}

impl<'g> HasGrounds<'g> for StanceSummary<'g> {
    fn grounds(&self) -> &Grounds<'g> {
        &self.grounds
    }
}

/// How sure something was, where that is other now: `was possibly; claimed`.
fn was_as_sure(was: Option<&Grounds<'_>>, now: &Grounds<'_>) -> Option<String> {
    let said = |one: &Grounds<'_>| format!("{}; {}", one.holds, one.certainty);
    let was = was.map(said).filter(|was| *was != said(now));
    was.map(|was| format!("was {was}"))
}

fn membership(was: Option<&Membership<'_>>, one: &Membership<'_>) -> String {
    let word = match one.kind {
        RelationKind::PartOf => "of",
        _ => "in",
    };
    let mut parts = vec![format!("{} {word} {}", one.member, one.whole)];
    let through = one.through();
    if !through.is_empty() {
        let through = through.iter().map(|actor| actor.label());
        parts.push(format!(
            "through {}",
            through.collect::<Vec<_>>().join(", ")
        ));
    }
    if was.is_some_and(|was| was.days != one.days) {
        parts.push(one.days.to_string());
    }
    parts.extend(was_as_sure(was.map(|was| &was.grounds), &one.grounds));
    parts.join(", ")
}

fn change(was: Option<&Change<'_>>, one: &Change<'_>) -> String {
    let mut parts = vec![format!("{} {}", change_in_words(one), one.days)];
    let other_days = was.filter(|was| was.days != one.days);
    parts.extend(other_days.map(|was| format!("was {}", was.days)));
    parts.extend(was_as_sure(was.map(|was| &was.grounds), &one.grounds));
    parts.join(", ")
}

fn standing(was: Option<&StanceSummary<'_>>, one: &StanceSummary<'_>) -> String {
    let (actor, other) = (one.actor, one.other);
    let word = |word: StanceWord| match word {
        StanceWord::Positive => "with each other",
        StanceWord::Negative => "against each other",
        StanceWord::Ambivalent => "both with and against each other",
        StanceWord::Neutral => "neutral",
        _ => "nothing",
    };
    let mut parts = vec![format!("{actor} and {other}: {}", word(one.word))];
    let other_word = was.filter(|was| was.word != one.word);
    parts.extend(other_word.map(|was| format!("was {}", word(was.word))));
    parts.extend(was_as_sure(was.map(|was| &was.grounds), &one.grounds));
    parts.join(", ")
}

fn toll(was: Option<&Happening<'_>>, one: &Happening<'_>) -> String {
    let surest: StatementRef<'_> = one.surest();
    let killed = |one: &Happening<'_>| {
        let killed = one.killed.as_ref();
        killed.map_or_else(|| "deaths unknown".to_owned(), ToString::to_string)
    };
    let (ends, what) = (ends_in_words(surest), statement_in_words(surest));
    let mut parts = vec![format!("{ends}: {what}; {}", killed(one))];
    let other_toll = was.map(killed).filter(|was| *was != killed(one));
    parts.extend(other_toll.map(|was| format!("was {was}")));
    let other_days = was.filter(|was| was.days != one.days);
    parts.extend(other_days.map(|was| format!("{}, was {}", one.days, was.days)));
    parts.extend(was_as_sure(was.map(|was| &was.grounds), &one.grounds));
    parts.join(", ")
}

/// What one record has that an older one has not; of git's arguments the path says whose they are.
fn beside(options: &Options, path: Option<&Path>, files: [&PathBuf; 2]) -> Result<(), Stop> {
    let filters = Filters::read(options)?;
    let is_asked = options
        .value("--since")
        .or(options.value("--until"))
        .is_some();
    if is_asked || filters != Filters::default() {
        return Err(Stop::usage(
            "two records are compared whole",
            "leave out days and filters, or name one record",
        ));
    }
    let format = options.format()?;
    let read = |file: &PathBuf| -> Result<Record, Stop> {
        // git's word for a file that is not there
        if path.is_some() && file == Path::new("/dev/null") {
            let empty = Record::from_toml("");
            return empty.map_err(|problems| Stop::Record(problems.to_string()));
        }
        load_file(options, file)
    };
    let [old, new] = files;
    let comparison = Record::compare(&read(old)?, &read(new)?);
    if format == Format::Json {
        return print(&support::json(&comparison));
    }
    let mut page = Page::for_stdout();
    let name = match path {
        Some(path) => path.display().to_string(),
        None => format!("{} → {}", old.display(), new.display()),
    };
    page.paragraph(&name, Style::Strong, 2);
    page_of_comparison(&mut page, &comparison, options.has("--all"));
    page.print()
}

fn page_of_comparison(page: &mut Page, comparison: &RecordComparison, is_all: bool) {
    if comparison.is_empty() {
        page.paragraph("Both say the same.", Style::Plain, 0);
        return;
    }
    let of = |word| comparison.with(word).count();
    let words = [
        count(of(EntryWord::Added), "entry added", "entries added"),
        format!("{} removed", of(EntryWord::Removed)),
        format!("{} changed.", of(EntryWord::Changed)),
    ];
    page.paragraph(&words.join(", "), Style::Plain, 2);
    page.blank();
    let mut cut = 0;
    for word in [EntryWord::Removed, EntryWord::Added, EntryWord::Changed] {
        for (place, row) in comparison.with(word).enumerate() {
            if !is_all && place >= MOST {
                cut += 1;
                continue;
            }
            entry(page, row);
        }
    }
    if cut > 0 {
        page.blank();
        let text = format!(
            "{} left out to be short (`--all`).",
            count(cut, "entry was", "entries were")
        );
        page.paragraph(&text, Style::Plain, 0);
    }
}

/// An entry: added and removed ones in one paragraph, of a changed one a line each key.
fn entry(page: &mut Page, row: &EntryChange) {
    let (sign, style) = match row.word {
        EntryWord::Added => ("+", Style::Plain),
        EntryWord::Removed => ("−", Style::Plain),
        _ => ("~", Style::Strong),
    };
    let mut name = row.kind.to_string();
    // an id that comes from the content says no more than that
    let has_id = row.keys.iter().any(|one| one.key == "id");
    let is_statement = matches!(row.kind, EntryType::Relation | EntryType::Event);
    if let Some(key) = &row.key
        && (has_id || !is_statement || row.word == EntryWord::Changed)
    {
        name.extend([" ", key]);
    }
    if row.word == EntryWord::Changed {
        page.paragraph(&format!("{sign} {name}"), style, 2);
        for one in &row.keys {
            page.paragraph(&format!("    {one}"), Style::Plain, 6);
        }
        return;
    }
    let said = row.keys.iter().filter(|one| one.key != "id");
    let said = said.filter_map(|one| {
        let value = one.old.as_ref().or(one.new.as_ref())?;
        Some(format!("{} {value}", one.key))
    });
    let said: Vec<String> = said.collect();
    page.paragraph(&format!("{sign} {name}: {}", said.join(", ")), style, 4);
}

fn count(count: usize, one: &str, several: &str) -> String {
    format!("{count} {}", if count == 1 { one } else { several })
}
