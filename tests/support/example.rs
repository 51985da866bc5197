//! Examples, run as the programs that they are.

use std::env;
use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;
use std::sync::OnceLock;
use std::time::SystemTime;

/// What a run of an example left behind.
#[derive(Debug)]
pub(crate) struct Run {
    /// What was run, as one would type it.
    pub(crate) command: String,
    pub(crate) succeeded: bool,
    pub(crate) stdout: String,
    pub(crate) stderr: String,
}

/// Runs an example in the crate's folder, with arguments that no space is in.
pub(crate) fn run(example: &str, arguments: &str) -> Run {
    run_in(example, arguments, None)
}

/// Runs an example in a terminal of this width; of none, it does not know one.
pub(crate) fn run_in(example: &str, arguments: &str, columns: Option<u8>) -> Run {
    let mut command = command(example);
    command.args(arguments.split_whitespace());
    if let Some(columns) = columns {
        command.env("COLUMNS", columns.to_string());
    }
    let output = command.output().expect("a built example can be run");
    Run {
        command: format!("{example} {arguments}"),
        succeeded: output.status.success(),
        stdout: String::from_utf8(output.stdout).expect("an example writes UTF-8"),
        stderr: String::from_utf8(output.stderr).expect("an example writes UTF-8"),
    }
}

/// An example in the crate's folder, built, as if no terminal were there.
pub(crate) fn command(example: &str) -> Command {
    let mut command = Command::new(program(example));
    command
        .current_dir(crate_folder())
        .env_remove("COLUMNS")
        .env_remove("CLICOLOR_FORCE");
    command
}

/// Where a built example lies.
pub(crate) fn program(example: &str) -> PathBuf {
    folder().join(format!("{example}{}", env::consts::EXE_SUFFIX))
}

/// The names of all examples.
pub(crate) fn all() -> Vec<String> {
    programs_in("examples")
}

/// The names of the programs of the guides, which are examples, too.
pub(crate) fn guides() -> Vec<String> {
    programs_in("docs/guide")
}

fn programs_in(folder: &str) -> Vec<String> {
    let entries = fs::read_dir(crate_folder().join(folder)).expect("there are examples");
    let paths = entries.map(|entry| entry.expect("it can be listed").path());
    let sources = paths.filter(|path| path.extension().is_some_and(|end| end == "rs"));
    let names = sources.filter_map(|path| Some(path.file_stem()?.to_str()?.to_owned()));
    let mut names: Vec<String> = names.collect();
    names.sort();
    names
}

pub(crate) fn crate_folder() -> &'static Path {
    Path::new(env!("CARGO_MANIFEST_DIR"))
}

/// Where the built examples lie: as new as their sources, and with the features of this test.
///
/// `cargo test` has built them; a run of this test alone has not.
fn folder() -> &'static Path {
    static FOLDER: OnceLock<PathBuf> = OnceLock::new();
    FOLDER.get_or_init(|| {
        let own = env::current_exe().expect("a test has a path");
        let profile = own.ancestors().nth(2).expect("tests lie in `deps`");
        let folder = profile.join("examples");
        let sources =
            ["src", "examples", "docs/guide", "Cargo.toml"].map(|path| crate_folder().join(path));
        let newest = sources.iter().filter_map(|path| changed(path)).max();
        let is_built = |example: &String| {
            let program = folder.join(format!("{example}{}", env::consts::EXE_SUFFIX));
            changed(&program) > newest
        };
        let measures = || {
            let run = Command::new(folder.join(format!("balance{}", env::consts::EXE_SUFFIX)))
                .current_dir(crate_folder())
                .output();
            let printed = run.expect("a built example can be run").stdout;
            String::from_utf8_lossy(&printed).contains("linear-algebra")
                != cfg!(feature = "linear-algebra")
        };
        if !all().iter().chain(&guides()).all(is_built) || !measures() {
            build(profile);
        }
        folder
    })
}

fn build(profile: &Path) {
    let name = match profile.file_name().and_then(|name| name.to_str()) {
        Some("debug") | None => "dev",
        Some(name) => name,
    };
    let cargo = env::var_os("CARGO").unwrap_or_else(|| "cargo".into());
    let all: &[&str] = if cfg!(feature = "linear-algebra") {
        &["--all-features"]
    } else {
        &[]
    };
    let built = Command::new(cargo)
        .args(["build", "--quiet", "--examples"])
        .args(all)
        .args(["--profile", name])
        .arg("--target-dir")
        .arg(profile.parent().expect("a profile lies in a target folder"))
        .current_dir(crate_folder())
        .status()
        .expect("cargo can be run");
    assert!(built.success(), "the examples do not build");
}

/// The latest change of a file, or of any file in a folder.
fn changed(path: &Path) -> Option<SystemTime> {
    if path.is_dir() {
        let entries = fs::read_dir(path).ok()?.flatten();
        return entries.filter_map(|entry| changed(&entry.path())).max();
    }
    path.metadata().ok()?.modified().ok()
}
