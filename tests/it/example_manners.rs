//! Examples refuse what they do not understand, warn beside the answer, and fit their terminal.

use crate::support::example::{self, all};
use std::process::{Command, Stdio};

/// An example with its arguments, ready to run as if no terminal were there.
fn command(example: &str, arguments: &str) -> Command {
    let mut command = example::command(example);
    command.args(arguments.split_whitespace());
    command
}

/// What an example does: whether it succeeds, its code, its answer, and what it says beside it.
fn run(command: &mut Command) -> (Option<i32>, String, String) {
    let output = command.output().expect("a built example can be run");
    let text = |bytes: &[u8]| String::from_utf8_lossy(bytes).into_owned();
    (
        output.status.code(),
        text(&output.stdout),
        text(&output.stderr),
    )
}

/// An example refuses its arguments: nothing on stdout, and on stderr what is wrong and the way out.
fn refuses(example: &str, arguments: &str, code: i32, report: &str) {
    let (status, printed, said) = run(&mut command(example, arguments));
    assert_eq!(
        (status, printed.as_str(), said.as_str()),
        (Some(code), "", report)
    );
}

#[test]
fn a_command_line_that_cannot_be_understood_is_refused_with_a_remedy() {
    refuses(
        "coalition_changes",
        "--form 2023-09-01",
        2,
        "error: unknown option `--form`\n  help: did you mean `--from`?\n",
    );
    refuses(
        "coalition_changes",
        "--to 01/11/2023",
        2,
        "error: --to: `01/11/2023` is not an ISO date\n  \
         help: write `2023-11-01` or `2023-01-11`\n",
    );
    refuses(
        "coalition_changes",
        "--from 2023-11-01 --to 2023-09-01",
        2,
        "error: no day lies from 2023-11-01 up to 2023-09-01\n  \
         help: `--to` is the day after the last: write a later one\n",
    );
    refuses(
        "stances",
        "examples/data/mali.toml",
        2,
        "error: `--on` is missing\n  help: say on which day: `--on 2023-10-15`\n",
    );
    refuses(
        "stances",
        "--actor wagnar",
        2,
        "error: --actor: no single actor goes by `wagnar`\n  help: did you mean `wagner`?\n",
    );
}

#[test]
fn news_are_of_two_days_or_of_two_records() {
    refuses(
        "news",
        "examples/data/mali.toml",
        2,
        "error: `--since` is missing\n  help: say since when: `--since 2023-10-15`\n",
    );
    refuses(
        "news",
        "--since 2023-10-15 --until 2023-10-15",
        2,
        "error: `--until` is not after `--since`\n  \
         help: write a later day: what was published on `--since` was known already\n",
    );
    refuses(
        "news",
        "a.toml b.toml c.toml",
        2,
        "error: `c.toml` is one file too many\n  help: name one record, or an old and a new one\n",
    );
    refuses(
        "news",
        "a.toml b.toml --at-least reported",
        2,
        "error: two records are compared whole\n  \
         help: leave out days and filters, or name one record\n",
    );
}

#[test]
fn git_can_call_news() {
    let (old, new) = ("examples/data/news_old.toml", "examples/data/news_new.toml");
    let git = |old: &str, new: &str| {
        let arguments = format!("--git war.toml {old} 1a2b 100644 {new} 3c4d 100644");
        let (code, printed, said) = run(&mut command("news", &arguments));
        assert_eq!((code, &*said), (Some(0), ""));
        printed
    };
    let (_, plain, _) = run(&mut command("news", &format!("{old} {new}")));
    let rest = |text: &str| text.split_once('\n').map(|(_, rest)| rest.to_owned());
    assert!(git(old, new).starts_with("war.toml\n"));
    assert_eq!(rest(&git(old, new)), rest(&plain));
    assert!(git(old, old).ends_with("Both say the same.\n"));
    // one that is new
    assert!(git("/dev/null", new).contains("0 removed, 1 changed"));
}

#[test]
fn a_file_of_no_known_form_is_refused() {
    refuses(
        "coalition_changes",
        "README.md",
        1,
        "error: the ending of `README.md` is of no form of a record \
         (name it `.toml`, `.json` or `.jsonl`, a folder of tables `.csv` or `.parquet`)\n",
    );
}

#[test]
fn warnings_of_a_good_record_are_counted_or_listed_beside_the_answer() {
    let path = "tests/data/bad/uncited-source.toml";
    let (code, printed, said) = run(&mut command("coalition_changes", path));
    assert_eq!(code, Some(0));
    assert!(!printed.is_empty());
    assert_eq!(
        said,
        format!("{path}: 1 warning (list them with `--warnings`)\n")
    );
    let listed = run(&mut command(
        "coalition_changes",
        &format!("{path} --warnings"),
    ))
    .2;
    assert!(listed.contains("warning[uncited-source]"), "{listed}");
}

#[test]
fn what_is_set_aside_of_another_format_is_reported_and_is_a_mistake_if_strict() {
    let path = std::env::temp_dir().join("factions-strict.ftm.json");
    let text = r#"{"id": "q", "schema": "Organization", "properties": {"name": ["Q"]}}
{"id": "m", "schema": "Membership", "properties": {"member": ["q"], "organization": ["z"]}}"#;
    std::fs::write(&path, text).expect("it can be written");
    let path = path.to_str().expect("a path of a test is a text");
    let report = format!(
        "{path}: FollowTheMoney: 2 entities read, 1 made, 1 set aside\n  set aside:\n          \
         1  dangling-link: `organization` names `z`, which is not in the file (line 2: `m`)\n"
    );
    let (code, printed, said) = run(&mut command("coalition_changes", path));
    assert_eq!(code, Some(0));
    assert!(!printed.is_empty());
    assert_eq!(said, report);
    let strict = format!("{report}error: something was set aside, and `--strict` was given\n");
    refuses("coalition_changes", &format!("{path} --strict"), 1, &strict);
    std::fs::remove_file(path).expect("it can be removed");
}

#[test]
fn help_names_every_option_and_fits_a_terminal() {
    for (example, last) in [
        ("coalition_changes", "--strict"),
        ("stances", "--events-since DAY"),
        ("write_a_record", "--help"),
    ] {
        let (_, help, _) = run(&mut command(example, "--help"));
        assert!(help.contains(last), "{help}");
    }
    for example in all() {
        let (code, help, said) = run(&mut command(&example, "--help"));
        assert_eq!((code, said.as_str()), (Some(0), ""), "{example}");
        assert!(help.contains(&format!("Usage: {example}")), "{help}");
        let mut lines = help.lines();
        let wide = lines.find(|line| line.chars().count() > 80);
        assert_eq!(wide, None, "{example}");
        // every record that is read, is read in each of its forms
        let is_of_record = help.contains("\n  FILE  ");
        assert!(!is_of_record || help.contains(".toml, .json"), "{help}");
    }
}

#[test]
fn no_line_is_wider_than_the_terminal_and_none_is_coloured_off_it() {
    for columns in [20, 40, 60, 80, 132] {
        for (example, arguments) in [("coalition_changes", "--from 2015-01-01"), ("stances", "")] {
            let mut command = command(example, arguments);
            let (code, printed, _) = run(command.env("COLUMNS", columns.to_string()));
            assert_eq!(code, Some(0));
            let widest = printed.lines().map(|line| line.chars().count()).max();
            assert!(
                widest <= Some(columns),
                "{example} at {columns}: {widest:?}"
            );
            assert!(!printed.contains('\u{1b}'));
            assert!(printed.contains("[2] Coordination"), "{printed}");
        }
    }
}

#[test]
fn an_answer_whose_reader_is_gone_is_not_said_to_be_whole() {
    let load = ("load", "examples/data/northland-ged.csv");
    for (example, arguments) in [
        ("stances", ""),
        ("convert", ""),
        ("picture", ""),
        ("timeline", ""),
        ("notebook", ""),
        load,
    ] {
        let mut command = command(example, arguments);
        let mut running = command
            .stdout(Stdio::piped())
            .stderr(Stdio::piped())
            .spawn()
            .expect("examples are built with the tests");
        drop(running.stdout.take());
        let output = running.wait_with_output().expect("it ends");
        let said = String::from_utf8_lossy(&output.stderr);
        let end = "error: cannot write the answer: its reader is gone\n  help: to have all of it, write it \
                   into a file\n";
        assert!(said.ends_with(end), "{example}: {said}");
        assert_eq!(output.status.code(), Some(1), "{example}");
    }
}

#[test]
fn a_data_set_stands_in_place_of_a_record_beside_the_one_that_is_named() {
    let arguments = "examples/data/northland-ged.csv --with examples/data/northland.toml \
                     --of river-pact --through members --by year";
    let (code, printed, said) = run(command("series", arguments).env("COLUMNS", "120"));
    assert_eq!(code, Some(0), "{said}");
    // the report of the rows stands beside the answer
    assert!(
        said.starts_with("UCDP GED: 16 rows read, 14 made, 2 set aside"),
        "{said}"
    );
    let row = |year: &str| {
        let line = printed.lines().find(|line| line.starts_with(year));
        let line = line.unwrap_or_else(|| panic!("no row of {year} in\n{printed}"));
        line.split_whitespace()
            .map(str::to_owned)
            .collect::<Vec<_>>()
    };
    assert_eq!(row("2019")[3..6], ["4", "4", "25"]);
    assert_eq!(row("2020")[3..6], ["3", "3", "20"]);
    assert_eq!(row("2021")[3..6], ["2", "2", "5"]);

    let refused = "examples/data/mali.toml --with examples/data/northland.toml";
    let (code, printed, said) = run(&mut command("series", refused));
    assert_eq!((code, printed.as_str()), (Some(2), ""));
    assert!(
        said.starts_with("error: --with: `examples/data/mali.toml` is no data set"),
        "{said}"
    );
}

#[test]
fn a_picture_is_written_as_its_file_is_called_or_refused() {
    refuses(
        "picture",
        "-o autumn.gif",
        2,
        "error: -o: a picture is not written as `.gif`\n  help: write `.dot`, or `.svg`, `.png` or \
         `.pdf` where Graphviz is there to draw it\n",
    );
    let folder = std::env::temp_dir().join(format!("factions-picture-{}", std::process::id()));
    std::fs::create_dir_all(&folder).expect("a folder can be made");
    let path = folder.join("autumn.svg");
    let arguments = format!("-o {}", path.display());
    // without Graphviz nothing is written, and the way out is named
    let (code, printed, said) = run(command("picture", &arguments).env("PATH", &folder));
    assert_eq!((code, printed.as_str()), (Some(2), ""), "{said}");
    assert!(
        said.contains("Graphviz is not there") && said.contains("autumn.dot`"),
        "{said}"
    );
    assert!(!path.exists());
    if crate::dot::render::is_at_hand() {
        let (code, printed, said) = run(&mut command("picture", &arguments));
        assert_eq!((code, printed.as_str(), said.as_str()), (Some(0), "", ""));
        let drawn = std::fs::read_to_string(&path).expect("it is there");
        assert!(drawn.contains("<svg") && drawn.contains("MSA"));
    }
    std::fs::remove_dir_all(&folder).expect("it can be removed");
}

#[test]
fn sources_are_listed_as_asked_for() {
    refuses(
        "dyad",
        "--between csp,msa --sources some",
        2,
        "error: --sources: unknown choice `some`\n  help: write `all`, `few` or `none`\n",
    );
    for (example, arguments) in [
        ("balance", ""),
        ("busiest", ""),
        ("coalition_changes", ""),
        ("contradictions", ""),
        ("diff", ""),
        ("dyad", ""),
        ("lineage", ""),
        ("news", ""),
        ("series", ""),
        ("stances", ""),
        ("turning_points", ""),
    ] {
        let text = |which: &str| {
            let all = format!("{arguments} --sources {which}");
            let (code, printed, said) = run(&mut command(example, &all));
            assert_eq!(code, Some(0), "{example}: {said}");
            printed
        };
        let (all, none) = (text("all"), text("none"));
        if all.contains("[1]") {
            assert!(!none.contains("[1]"), "{example}: {none}");
            assert!(
                none.contains("not listed: `--sources all` does"),
                "{example}: {none}"
            );
        }
    }
}
