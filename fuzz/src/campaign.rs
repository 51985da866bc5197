//! The targets on a stable compiler: the corpus as it is, then mutations of it until the time is over.

use crate::dice::Dice;
use crate::mutate::{LONGEST, mutated};
use crate::shrink::shrunk;
use crate::targets::{self, Target};
use std::any::Any;
use std::cell::RefCell;
use std::collections::{BTreeSet, HashSet, VecDeque};
use std::fs::{self, File};
use std::io::{Seek, SeekFrom, Write};
use std::panic::{self, AssertUnwindSafe};
use std::path::{Path, PathBuf};
use std::process::ExitCode;
use std::sync::Mutex;
use std::time::{Duration, Instant};

const HELP: &str = "\
Laws of factions, tried on bytes that a machine makes up.

Usage: factions-fuzz TARGET|all [OPTIONS]

  --seconds N   how long each target is tried beside its corpus (60)
  --executions N
                how often, the same inputs each time; with --seconds, too, no
                longer than that
  --seed N      where the dice begin; printed, and another each day if not given
  --jobs N      how many targets at once, of `all` (2)
  --seeds DIR   writes the corpus of TARGET into a folder, for libFuzzer
";

/// An answer that takes longer is a mistake, too.
const SLOWEST: Duration = Duration::from_secs(20);

/// How many inputs of a new outcome are kept.
const MOST_KEPT: usize = 4000;

thread_local! {
    /// Where the last panic of this thread came from, and what it said.
    static SAID: RefCell<(String, String)> = RefCell::default();
}

struct Options {
    name: String,
    /// `None`: as long as the executions take.
    seconds: Option<u64>,
    executions: Option<u64>,
    seed: u64,
    jobs: usize,
    seeds: Option<PathBuf>,
}

/// What came of a target.
struct Outcome {
    name: &'static str,
    executions: u64,
    outcomes: usize,
    slowest: Duration,
    failure: Option<(PathBuf, String)>,
}

pub(crate) fn main() -> ExitCode {
    let Some(options) = options(std::env::args().skip(1)) else {
        let names: Vec<&str> = targets::all().iter().map(|target| target.name).collect();
        eprintln!("{HELP}\nThe targets: {}", names.join(", "));
        return ExitCode::from(2);
    };
    panic::set_hook(Box::new(|info| {
        let at = info.location().map_or(String::new(), ToString::to_string);
        let said = payload(info.payload());
        SAID.with(|place| *place.borrow_mut() = (at, said));
    }));
    let chosen: VecDeque<Target> = match targets::named(&options.name) {
        Some(target) => VecDeque::from([target]),
        None => targets::all().into(),
    };
    if let Some(folder) = &options.seeds {
        return write_seeds(&chosen, folder);
    }
    println!("seed {}", options.seed);
    let queue = Mutex::new(chosen);
    let failed = Mutex::new(BTreeSet::new());
    std::thread::scope(|scope| {
        for _ in 0..options.jobs {
            scope.spawn(|| {
                loop {
                    // the lock is let go before the target begins
                    let next = queue.lock().ok().and_then(|mut queue| queue.pop_front());
                    let Some(target) = next else { break };
                    let outcome = campaign(&target, &options);
                    tell(&outcome);
                    if outcome.failure.is_some()
                        && let Ok(mut failed) = failed.lock()
                    {
                        failed.insert(outcome.name);
                    }
                }
            });
        }
    });
    let failed = failed.into_inner().unwrap_or_default();
    if failed.is_empty() {
        ExitCode::SUCCESS
    } else {
        println!(
            "failed: {}",
            failed.into_iter().collect::<Vec<_>>().join(", ")
        );
        ExitCode::FAILURE
    }
}

fn options(mut given: impl Iterator<Item = String>) -> Option<Options> {
    let day = std::time::UNIX_EPOCH
        .elapsed()
        .map_or(0, |since| since.as_secs() / 86_400);
    let mut options = Options {
        name: given.next()?,
        seconds: None,
        executions: None,
        seed: day,
        jobs: 2,
        seeds: None,
    };
    if options.name != "all" && targets::named(&options.name).is_none() {
        return None;
    }
    while let Some(option) = given.next() {
        let value = given.next()?;
        match option.as_str() {
            "--seconds" => options.seconds = Some(value.parse().ok()?),
            "--executions" => options.executions = Some(value.parse().ok()?),
            "--seed" => options.seed = value.parse().ok()?,
            // no job would try nothing, and find no failure
            "--jobs" => options.jobs = value.parse().ok().filter(|jobs| *jobs > 0)?,
            "--seeds" => options.seeds = Some(value.into()),
            _ => return None,
        }
    }
    if options.executions.is_none() {
        options.seconds.get_or_insert(60);
    }
    Some(options)
}

fn tell(outcome: &Outcome) {
    let Outcome {
        name,
        executions,
        outcomes,
        slowest,
        failure,
    } = outcome;
    let slowest = slowest.as_millis();
    println!("{name}: {executions} executions, {outcomes} outcomes, the slowest {slowest} ms");
    if let Some((path, said)) = failure {
        println!("{name}: FAILED on {}\n{said}", path.display());
    }
}

/// The folder of this crate, in which corpus and failures lie.
fn home() -> &'static Path {
    Path::new(env!("CARGO_MANIFEST_DIR"))
}

/// The inputs of a folder, in the order of their names.
fn inputs(folder: &Path) -> Vec<Vec<u8>> {
    let entries = fs::read_dir(folder).into_iter().flatten().flatten();
    let paths: BTreeSet<PathBuf> = entries.map(|entry| entry.path()).collect();
    paths
        .into_iter()
        .filter_map(|path| fs::read(path).ok())
        .collect()
}

/// What is tried as it is, and then mutated: what failed before comes first.
fn corpus(target: &Target) -> Vec<Vec<u8>> {
    let mut corpus = inputs(&home().join("failures").join(target.name));
    corpus.extend((target.seeds)());
    corpus.extend(inputs(&home().join("corpus").join(target.name)));
    corpus
}

fn write_seeds(chosen: &VecDeque<Target>, folder: &Path) -> ExitCode {
    for target in chosen {
        let folder = folder.join(target.name);
        let written = fs::create_dir_all(&folder).and_then(|()| {
            let mut all = corpus(target).into_iter().enumerate();
            all.try_for_each(|(number, input)| {
                fs::write(folder.join(format!("{number:03}")), input)
            })
        });
        if let Err(error) = written {
            eprintln!("{}: {error}", folder.display());
            return ExitCode::FAILURE;
        }
    }
    ExitCode::SUCCESS
}

fn campaign(target: &Target, options: &Options) -> Outcome {
    let begun = Instant::now();
    let mut dice = Dice::new(options.seed ^ hash(target.name.as_bytes()));
    let mut corpus = corpus(target);
    let mut last = Last::new(target.name);
    let mut outcome = Outcome {
        name: target.name,
        executions: 0,
        outcomes: 0,
        slowest: Duration::ZERO,
        failure: None,
    };
    let mut seen = HashSet::new();
    let words: Vec<String> = target.words.iter().map(|word| (*word).to_owned()).collect();
    let mut waiting: VecDeque<Vec<u8>> = corpus.iter().cloned().collect();
    let of_corpus = u64::try_from(waiting.len()).unwrap_or(u64::MAX);
    loop {
        let is_enough = |most| outcome.executions >= of_corpus.saturating_add(most);
        let is_late = |seconds| begun.elapsed().as_secs() >= seconds;
        let is_over =
            || options.executions.is_some_and(is_enough) || options.seconds.is_some_and(is_late);
        let input = match waiting.pop_front() {
            Some(input) => input,
            None if is_over() => break,
            None => mutated(&mut dice, &corpus, &words),
        };
        last.is(&input);
        let started = Instant::now();
        let came = attempt(target, &input);
        let took = started.elapsed();
        outcome.executions += 1;
        outcome.slowest = outcome.slowest.max(took);
        match came {
            Ok(kind) if took <= SLOWEST => {
                // an input of which something else came is worth to be gone on from
                if seen.insert(kind) && corpus.len() < MOST_KEPT && input.len() < LONGEST {
                    corpus.push(input);
                }
            }
            Ok(_) => {
                let said = format!("it took {} ms", took.as_millis());
                outcome.failure = Some(keep(target, &input, said));
                break;
            }
            Err((at, said)) => {
                let fails = |input: &[u8]| attempt(target, input).is_err_and(|other| other.0 == at);
                let small = shrunk(&input, fails);
                outcome.failure = Some(keep(target, &small, format!("{at}: {said}")));
                break;
            }
        }
    }
    last.end();
    outcome.outcomes = seen.len();
    outcome
}

/// What came of an input, or where it failed and what was said.
fn attempt(target: &Target, input: &[u8]) -> Result<u64, (String, String)> {
    let tried = panic::catch_unwind(AssertUnwindSafe(|| (target.run)(input)));
    tried.map_err(|_| SAID.with(|said| said.borrow().clone()))
}

fn payload(said: &dyn Any) -> String {
    let text = said.downcast_ref::<String>().map(String::as_str);
    let text = text.or_else(|| said.downcast_ref::<&str>().copied());
    text.unwrap_or("it panics").chars().take(20_000).collect()
}

/// Keeps an input that failed.
fn keep(target: &Target, input: &[u8], said: String) -> (PathBuf, String) {
    let folder = home().join("failures").join(target.name);
    let path = folder.join(format!("{:016x}", hash(input)));
    if fs::create_dir_all(&folder)
        .and_then(|()| fs::write(&path, input))
        .is_err()
    {
        return (path, format!("{said}\nit cannot be written: {input:?}"));
    }
    (path, said)
}

/// FNV-1a: a name for an input.
pub(crate) fn hash(bytes: &[u8]) -> u64 {
    bytes.iter().fold(0xCBF2_9CE4_8422_2325, |hash, byte| {
        (hash ^ u64::from(*byte)).wrapping_mul(0x0100_0000_01B3)
    })
}

/// The input that is being tried, on disk: a stack that overflows ends the program without a word.
struct Last {
    path: PathBuf,
    file: Option<File>,
}

impl Last {
    fn new(name: &str) -> Self {
        let path =
            std::env::temp_dir().join(format!("factions-fuzz-{name}-{}", std::process::id()));
        let file = File::create(&path).ok();
        Self { path, file }
    }

    fn is(&mut self, input: &[u8]) {
        if let Some(file) = &mut self.file {
            let at_start = file.seek(SeekFrom::Start(0));
            let written = at_start.and_then(|_| file.write_all(input));
            let length = u64::try_from(input.len()).unwrap_or(0);
            if written.and_then(|()| file.set_len(length)).is_err() {
                self.file = None;
            }
        }
    }

    fn end(self) {
        // whoever cannot remove it leaves a small file
        let _ = fs::remove_file(self.path);
    }
}
