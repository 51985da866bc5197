//! Asks a folder of tables a question: printed as SQL for any engine, or answered here.

#![expect(
    clippy::print_stdout,
    clippy::print_stderr,
    reason = "a program says what it found"
)]

use factions::export::{Sql, SqlQuery, SqlRows};
use factions::model::{Kind, Kinds, Window};
use factions::{Certainty, Date, RankBy, Step};
use factions_scale::{Engine, Limits};
use indicatif::{HumanBytes, HumanCount, ProgressBar};
use std::error::Error;
use std::path::{Path, PathBuf};
use std::process::ExitCode;
use std::time::Instant;

const HELP: &str = "\
A question to tables of events, in SQL: printed for any engine, or answered here.

Usage: factions-scale FOLDER QUESTION [KEY] [OPTIONS]

  FOLDER        tables as docs/COLUMNS.md tells them: events.parquet, or a folder
                events of such files, and so on; or its URL, file:///...
  QUESTION      toll, actors, dyads, losses, ties, top-actors, top-dyads;
                members KEY, coalition KEY, coalition-losses KEY;
                narrow: how many statements the graph of the question has

  --by STEP             day, week, month, quarter, year
  --from DAY --to DAY   the days; --to is the first that is not asked for
  --at DAY              one day
  --certainly           only what is certain by its dates
  --known-on DAY        as known on a day
  --at-least CERTAINTY  alleged, claimed, reported, confirmed
  --only KINDS          clash,strike,...
  --without KINDS
  --among KEYS          only what is between some actors
  --from-sources KEYS
  --rank-by MEASURE     events (as it is), deaths, losses; with --count N (10)
  --actors KEYS --pairs A:B,C:D --countries CODES
                        narrow: what the question is about

  --print               the query, for any engine; nothing is run
  --memory MB           so much for rows that are sorted, joined and counted
  --spill-to FOLDER     where the rest goes
  --threads N

An answer is shown if it counts what is read when it is counted once more.
";

fn main() -> ExitCode {
    match run(std::env::args().skip(1).collect()) {
        Ok(()) => ExitCode::SUCCESS,
        Err(error) => {
            eprintln!("{error}");
            ExitCode::FAILURE
        }
    }
}

/// The words of the command line.
struct Words {
    plain: Vec<String>,
    named: Vec<(String, String)>,
    flags: Vec<String>,
}

const FLAGS: [&str; 3] = ["--certainly", "--print", "--help"];
const NAMED: [&str; 18] = [
    "--by",
    "--from",
    "--to",
    "--at",
    "--known-on",
    "--at-least",
    "--only",
    "--without",
    "--among",
    "--from-sources",
    "--rank-by",
    "--count",
    "--actors",
    "--pairs",
    "--countries",
    "--memory",
    "--spill-to",
    "--threads",
];

impl Words {
    fn of(arguments: Vec<String>) -> Result<Self, String> {
        let mut words = Self {
            plain: Vec::new(),
            named: Vec::new(),
            flags: Vec::new(),
        };
        let mut rest = arguments.into_iter();
        while let Some(word) = rest.next() {
            if FLAGS.contains(&&*word) {
                words.flags.push(word);
            } else if NAMED.contains(&&*word) {
                let value = rest.next().ok_or(format!("{word} needs a value"))?;
                words.named.push((word, value));
            } else if word.starts_with("--") {
                return Err(format!("{word} is no option: see --help"));
            } else {
                words.plain.push(word);
            }
        }
        Ok(words)
    }

    fn has(&self, flag: &str) -> bool {
        self.flags.iter().any(|one| one == flag)
    }

    fn get(&self, name: &str) -> Option<&str> {
        let mut named = self.named.iter().rev();
        named.find(|one| one.0 == name).map(|one| &*one.1)
    }

    /// The value of an option, read.
    fn read<T: std::str::FromStr>(&self, name: &str) -> Result<Option<T>, Box<dyn Error>>
    where
        T::Err: Error + 'static,
    {
        Ok(self.get(name).map(str::parse).transpose()?)
    }

    fn list(&self, name: &str) -> Vec<String> {
        let list = self.get(name).unwrap_or_default().split(',');
        let list = list.map(str::trim).filter(|one| !one.is_empty());
        list.map(str::to_owned).collect()
    }
}

fn run(arguments: Vec<String>) -> Result<(), Box<dyn Error>> {
    let words = Words::of(arguments)?;
    let (Some(folder), Some(question), false) =
        (words.plain.first(), words.plain.get(1), words.has("--help"))
    else {
        print!("{HELP}");
        return Ok(());
    };
    let sql = sql(&words)?;
    if question == "narrow" {
        return narrow(&words, folder, &sql);
    }
    let query = query(&words, question, &sql)?;
    if words.has("--print") {
        println!("{query}");
        return Ok(());
    }
    let engine = engine(folder, &words)?;
    let begun = Instant::now();
    let answer = engine.ask(&query)?;
    // with it goes what it shows on the terminal
    drop(engine);
    print!("{answer}");
    eprintln!(
        "{} rows in {:.1} s",
        answer.len(),
        begun.elapsed().as_secs_f64()
    );
    Ok(())
}

/// The tables of a folder or URL, telling on a terminal how far a query is.
fn engine(folder: &str, words: &Words) -> Result<Engine, Box<dyn Error>> {
    let limits = limits(words)?;
    let engine = if folder.contains("://") {
        Engine::open_at(folder, None, &limits)?
    } else {
        Engine::open(Path::new(folder), &limits)?
    };
    // where the errors go to no terminal it is not drawn
    let bar = ProgressBar::new_spinner();
    Ok(engine.on_progress(move |progress| {
        let (read, spilled) = (HumanBytes(progress.bytes), HumanBytes(progress.spilled));
        let spilled = if progress.spilled == 0 {
            String::new()
        } else {
            format!(", {spilled} spilled")
        };
        bar.set_message(format!(
            "{} rows, {read} read{spilled}",
            HumanCount(progress.rows)
        ));
        bar.tick();
    }))
}

fn limits(words: &Words) -> Result<Limits, Box<dyn Error>> {
    let memory: Option<usize> = words.read("--memory")?;
    Ok(Limits {
        memory: memory.map(|megabytes| megabytes.saturating_mul(1 << 20)),
        spill_to: words.get("--spill-to").map(PathBuf::from),
        threads: words.read("--threads")?,
    })
}

fn sql(words: &Words) -> Result<Sql, Box<dyn Error>> {
    let day = |name: &str| words.read::<Date>(name);
    let window = match (day("--at")?, day("--from")?, day("--to")?) {
        (Some(at), ..) => Window::on(at),
        (None, Some(from), Some(to)) => (from..to).into(),
        (None, Some(from), None) => (from..).into(),
        (None, None, Some(to)) => (..to).into(),
        (None, None, None) => Window::ALL,
    };
    let mut sql = Sql::during(window);
    if words.has("--certainly") {
        sql = sql.certainly();
    }
    if let Some(day) = day("--known-on")? {
        sql = sql.known_on(day);
    }
    if let Some(certainty) = words.read::<Certainty>("--at-least")? {
        sql = sql.at_least(certainty);
    }
    let kinds = |name: &str| -> Result<Kinds, Box<dyn Error>> {
        let kinds = words.list(name).into_iter().map(|word| kind(&word));
        kinds.collect()
    };
    if words.get("--only").is_some() {
        sql = sql.only(kinds("--only")?);
    }
    if words.get("--without").is_some() {
        sql = sql.without(kinds("--without")?);
    }
    if words.get("--among").is_some() {
        sql = sql.among(words.list("--among"));
    }
    if words.get("--from-sources").is_some() {
        sql = sql.from_sources(words.list("--from-sources"));
    }
    Ok(sql)
}

fn kind(word: &str) -> Result<Kind, Box<dyn Error>> {
    let mut all = Kind::all();
    let found = all.find(|kind| kind.as_str() == word);
    Ok(found.ok_or(format!("{word} is no kind"))?)
}

fn query(words: &Words, question: &str, sql: &Sql) -> Result<SqlQuery, Box<dyn Error>> {
    let step: Option<Step> = words.read("--by")?;
    let key = || {
        let key = words.plain.get(2);
        key.ok_or(format!("{question} needs the key of a coalition"))
    };
    let (by, count) = (
        words.read("--rank-by")?.unwrap_or(RankBy::Events),
        words.read("--count")?.unwrap_or(10),
    );
    Ok(match (question, step) {
        ("toll", None) => sql.toll()?,
        ("toll", Some(step)) => sql.tolls_by(step)?,
        ("actors", None) => sql.actors()?,
        ("actors", Some(step)) => sql.actors_by(step)?,
        ("dyads", None) => sql.dyads()?,
        ("dyads", Some(step)) => sql.dyads_by(step)?,
        ("losses", None) => sql.losses()?,
        ("losses", Some(step)) => sql.losses_by(step)?,
        ("ties", _) => sql.ties()?,
        ("top-actors", _) => sql.top_actors(by, count)?,
        ("top-dyads", _) => sql.top_dyads(by, count)?,
        ("members", _) => sql.members(key()?)?,
        ("coalition", None) => sql.coalition(key()?)?,
        ("coalition", Some(step)) => sql.coalition_by(key()?, step)?,
        ("coalition-losses", None) => sql.coalition_losses(key()?)?,
        ("coalition-losses", Some(step)) => sql.coalition_losses_by(key()?, step)?,
        _ => return Err(format!("{question} is no question: see --help").into()),
    })
}

fn narrow(words: &Words, folder: &str, sql: &Sql) -> Result<(), Box<dyn Error>> {
    let pairs = words.list("--pairs").into_iter();
    let pairs = pairs.map(|pair| -> Result<(String, String), Box<dyn Error>> {
        let two = pair.split_once(':').ok_or("--pairs wants ONE:OTHER,...")?;
        Ok((two.0.to_owned(), two.1.to_owned()))
    });
    let of = SqlRows {
        actors: words.list("--actors"),
        dyads: pairs.collect::<Result<_, Box<dyn Error>>>()?,
        countries: words.list("--countries"),
        ..SqlRows::default()
    };
    if words.has("--print") {
        println!("{}", sql.event_rows(&of)?);
        return Ok(());
    }
    let graph = engine(folder, words)?.narrow(sql, &of)?;
    // not its deaths: it has more than was asked for, to answer as all would
    println!("{} statements", graph.statements().len());
    Ok(())
}
