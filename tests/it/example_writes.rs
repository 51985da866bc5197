//! Examples that write: a target is whole, or what it was before.

use crate::support::example::{command, crate_folder, program};
use std::fs;
use std::path::{Path, PathBuf};
use std::process::{Command, Output};

const MALI: &str = "examples/data/mali.toml";

fn run(name: &str, arguments: &[&str]) -> Output {
    let output = command(name).args(arguments).output();
    output.expect("a built example can be run")
}

/// A folder of its own, taken away at the end.
struct Scratch(PathBuf);

impl Scratch {
    fn new(name: &str) -> Self {
        let path =
            std::env::temp_dir().join(format!("factions-writes-{name}-{}", std::process::id()));
        let _ = fs::remove_dir_all(&path);
        fs::create_dir(&path).expect("a folder");
        Self(path)
    }

    fn at(&self, name: &str) -> String {
        self.0.join(name).to_string_lossy().into_owned()
    }

    fn names(&self) -> Vec<String> {
        let all = fs::read_dir(&self.0).expect("it is there");
        let names = all.map(|one| one.expect("an entry").file_name());
        let mut names: Vec<String> = names.map(|one| one.to_string_lossy().into()).collect();
        names.sort();
        names
    }
}

impl Drop for Scratch {
    fn drop(&mut self) {
        let _ = fs::remove_dir_all(&self.0);
    }
}

/// Asserts that an example fails, names the file, and tells the way out.
#[track_caller]
fn fails(name: &str, arguments: &[&str], file: &str) -> String {
    let output = run(name, arguments);
    let said = String::from_utf8_lossy(&output.stderr).into_owned();
    assert!(!output.status.success(), "{arguments:?}: {said}");
    assert!(said.contains(file) && said.contains("\n  help: "), "{said}");
    said
}

/// The examples that write a file, with what they are told, and how such a file ends.
const WRITERS: [(&str, &str, &str); 6] = [
    ("convert", MALI, "gexf"),
    ("chart", MALI, "svg"),
    ("notebook", MALI, "html"),
    ("picture", MALI, "dot"),
    ("timeline", MALI, "html"),
    ("load", "examples/data/northland-ged.csv", "toml"),
];

#[test]
fn what_cannot_be_written_leaves_what_was_there() {
    let scratch = Scratch::new("each");
    for (name, input, ending) in WRITERS {
        let folder = scratch.at(&format!("{name}.{ending}"));
        fs::create_dir(&folder).expect("a folder");
        let said = fails(name, &[input, "-o", &folder], &folder);
        assert!(said.contains("it is a folder"), "{said}");
        let nowhere = scratch.at(&format!("no/where.{ending}"));
        let said = fails(name, &[input, "-o", &nowhere], &nowhere);
        assert!(said.contains("make the folder"), "{said}");
        fs::remove_dir(&folder).expect("it is empty");
        let file = scratch.at(&format!("a.{ending}"));
        fs::write(&file, "old").expect("it is written");
        let done = run(name, &[input, "-o", &file]);
        assert!(
            done.status.success(),
            "{}",
            String::from_utf8_lossy(&done.stderr)
        );
        assert_ne!(fs::read_to_string(&file).expect("it is there"), "old");
        fs::remove_file(&file).expect("it is there");
    }
    assert!(scratch.names().is_empty(), "{:?}", scratch.names());
}

#[test]
fn what_was_read_is_not_written_to_under_any_name() {
    let scratch = Scratch::new("same");
    let read = scratch.at("read.toml");
    fs::copy(MALI, &read).expect("it is copied");
    let mut names = vec![read.clone(), scratch.at("./read.toml")];
    #[cfg(unix)]
    {
        let (soft, hard) = (scratch.at("soft.toml"), scratch.at("hard.toml"));
        std::os::unix::fs::symlink(&read, &soft).expect("a link");
        fs::hard_link(&read, &hard).expect("a link");
        names.extend([soft, hard]);
    }
    for name in names {
        fails("convert", &[&read, &name], &name);
        assert_eq!(
            fs::read(&read).expect("it is there"),
            fs::read(MALI).expect("it is there")
        );
    }
    let tables = scratch.at("mali.csv");
    assert!(run("convert", &[&read, &tables]).status.success());
    fails("convert", &[&tables, &tables], &tables);
}

#[test]
fn a_folder_of_tables_comes_as_a_whole() {
    let scratch = Scratch::new("tables");
    let tables = scratch.at("mali.csv");
    assert!(run("convert", &[MALI, &tables]).status.success());
    let mine = Path::new(&tables).join("notes.txt");
    fs::write(&mine, "mine").expect("it is written");
    let actors = Path::new(&tables).join("actors.csv");
    fs::write(&actors, "old").expect("it is written");
    assert!(run("convert", &[MALI, &tables]).status.success());
    assert_eq!(fs::read_to_string(&mine).expect("it is there"), "mine");
    assert_ne!(fs::read_to_string(&actors).expect("it is there"), "old");
    let back = scratch.at("back.json");
    assert!(run("convert", &[&tables, &back]).status.success());
    let json = scratch.at("mali.json");
    assert!(run("convert", &[MALI, &json]).status.success());
    assert_eq!(
        fs::read(&back).expect("it is there"),
        fs::read(&json).expect("it is there")
    );
    assert_eq!(scratch.names(), ["back.json", "mali.csv", "mali.json"]);
    // a file where the folder should be
    let file = scratch.at("file.csv");
    fs::write(&file, "old").expect("it is written");
    fails("convert", &[MALI, &file], &file);
    assert_eq!(fs::read_to_string(&file).expect("it is there"), "old");
}

#[cfg(target_os = "linux")]
#[test]
fn a_full_disk_and_a_limit_of_sizes_leave_what_was_there() {
    let scratch = Scratch::new("full");
    let said = fails("convert", &[MALI, "-o", "/dev/full"], "/dev/full");
    assert!(said.contains("is of no form"), "{said}");
    let full = scratch.at("full.gexf");
    std::os::unix::fs::symlink("/dev/full", &full).expect("a link");
    let said = fails("convert", &[MALI, &full], &full);
    assert!(said.contains("make room"), "{said}");
    fs::remove_file(&full).expect("a link");
    for (target, old) in [("a.gexf", "a.gexf"), ("a.csv", "a.csv/events.csv")] {
        let target = scratch.at(target);
        if old.contains('/') {
            fs::create_dir(&target).expect("a folder");
        }
        fs::write(scratch.at(old), "old").expect("it is written");
        let convert = program("convert");
        let line = format!(
            "ulimit -f 8; exec '{}' '{MALI}' '{target}'",
            convert.display()
        );
        let output = Command::new("bash")
            .args(["-c", &line])
            .current_dir(crate_folder())
            // where lines are counted, the profile of the program is longer than may be written
            .env("LLVM_PROFILE_FILE", "/dev/null")
            .output()
            .expect("a shell");
        let said = String::from_utf8_lossy(&output.stderr).into_owned();
        assert_eq!(output.status.code(), Some(1), "{said}");
        assert!(said.contains(&target) && said.contains("ulimit"), "{said}");
        assert_eq!(
            fs::read_to_string(scratch.at(old)).expect("it is there"),
            "old"
        );
    }
    assert_eq!(scratch.names(), ["a.csv", "a.gexf"]);
}

#[test]
fn an_ending_is_known_or_refused_with_the_list() {
    let scratch = Scratch::new("endings");
    let one = scratch.at("mali.ftm.json");
    for ending in ["ftm.json", "ftm.jsonl", "FTM.JSONL"] {
        let file = scratch.at(&format!("mali.{ending}"));
        assert!(run("convert", &[MALI, &file]).status.success(), "{ending}");
        assert_eq!(
            fs::read(&file).expect("it is there"),
            fs::read(&one).expect("it is there"),
            "{ending}"
        );
    }
    for name in ["mali.xlsx", "mali", "mali.ods"] {
        let file = scratch.at(name);
        let said = fails("convert", &[MALI, &file], name);
        assert!(
            said.contains(".gexf") && said.contains(".ftm.json"),
            "{said}"
        );
    }
    // a feature of the crate: a program that was built without it says how to build it
    let columns = scratch.at("mali.parquet");
    let output = run("convert", &[MALI, &columns]);
    if output.status.success() {
        assert!(Path::new(&columns).join("entries.parquet").is_file());
    } else {
        let said = String::from_utf8_lossy(&output.stderr);
        assert!(
            said.contains("--features parquet") && !cfg!(feature = "parquet"),
            "{said}"
        );
    }
    let rows = "examples/data/northland-ged.csv";
    let said = fails(
        "load",
        &[rows, "-o", &scratch.at("x.ftm.jsonl")],
        "x.ftm.jsonl",
    );
    assert!(said.contains("convert"), "{said}");
}

#[test]
fn a_day_is_asked_for_and_of_all_time_nothing_holds_certainly() {
    let scratch = Scratch::new("days");
    let written = |name: &str, more: &[&str]| {
        let file = scratch.at(name);
        let arguments = [&[MALI, &file], more].concat();
        let output = run("convert", &arguments);
        assert!(
            output.status.success(),
            "{}",
            String::from_utf8_lossy(&output.stderr)
        );
        fs::read_to_string(&file).expect("it is there")
    };
    let certainly = "\"holds\":\"certainly\"";
    assert!(!written("ever.cyjs", &[]).contains(certainly));
    assert_eq!(written("ever.cyjs", &[]), written("said.cyjs", &["--ever"]));
    let on = written("on.cyjs", &["--at", "2023-10-07"]);
    assert!(on.contains(certainly));
    assert!(on.len() < written("ever.cyjs", &[]).len());
    let span = ["--from", "2023-10-07", "--to", "2023-10-08"];
    assert_eq!(written("span.cyjs", &span), on);
    fails(
        "convert",
        &[MALI, &scratch.at("x.gexf"), "--ever", "--at", "2023-10-07"],
        "two times",
    );
    fails(
        "convert",
        &[MALI, &scratch.at("x.toml"), "--at", "2023-10-07"],
        "x.toml",
    );
}
