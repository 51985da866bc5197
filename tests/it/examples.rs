//! Examples print what is stated in `examples/expected/`.

use std::path::PathBuf;
use std::process::Command;

/// An example with its arguments prints what a file states.
fn prints(example: &str, arguments: &str, expected: &str) {
    let own = std::env::current_exe().expect("a test has a path");
    let target = own.ancestors().nth(2).expect("tests lie in `deps`");
    let program = target.join("examples").join(example);
    let root = PathBuf::from(env!("CARGO_MANIFEST_DIR"));
    let output = Command::new(&program)
        .args(arguments.split_whitespace())
        .current_dir(&root)
        .env_remove("COLUMNS")
        .output()
        .unwrap_or_else(|error| panic!("{error}: build `{}` first", program.display()));
    let said = String::from_utf8_lossy(&output.stderr);
    assert!(output.status.success() && said.is_empty(), "{said}");
    let path = root.join("examples/expected").join(expected);
    let stated = std::fs::read_to_string(&path).expect("it is there to compare with");
    let printed = String::from_utf8_lossy(&output.stdout);
    assert!(printed == stated, "{expected} is not:\n{printed}");
}

#[test]
fn a_series_prints_as_stated() {
    prints("series", "", "series.txt");
    prints("series", "--format json", "series.json");
    prints("series", "--by week --actor mali-army", "series_army.txt");
}

#[test]
fn a_dyad_prints_as_stated() {
    prints("dyad", "", "dyad.txt");
    prints("dyad", "--between wagner,FAMa", "dyad_wagner.txt");
    prints("dyad", "--between cma,FAMa --format json", "dyad_cma.json");
}

#[test]
fn a_difference_prints_as_stated() {
    prints("diff", "", "diff.txt");
    prints("diff", "--certainly --format json", "diff_certainly.json");
}

#[test]
fn a_lineage_prints_as_stated() {
    let of_jnim = "examples/data/jnim.toml --actor jnim";
    prints("lineage", of_jnim, "lineage_jnim.txt");
    let of_aqim = "examples/data/jnim.toml --actor aqim --on 2012-12-31 --format json";
    prints("lineage", of_aqim, "lineage_aqim.json");
    prints("lineage", "", "lineage.txt");
}
