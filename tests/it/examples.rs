//! Examples print what is stated in `examples/expected/`, and fail as a program should.
//!
//! `UPDATE_EXPECTED=1 cargo test --test it examples` states what they print now: look at it before
//! it is committed.

use crate::support::example::{Run, all, crate_folder, guides, run, run_in};
use factions::Record;
use std::collections::BTreeSet;
use std::fs;

/// An example, its arguments, and the file that states what it prints.
const CASES: [(&str, &str, &str); 83] = [
    ("balance", "", "balance.txt"),
    (
        "balance",
        "--from 2023-07-01 --to 2023-11-01 --every month",
        "balance_by_month.txt",
    ),
    (
        "balance",
        "--on 2023-10-15 --conflicts negative-wins --lineage-sign + --format json",
        "balance_on.json",
    ),
    ("balance", "examples/data/feud.toml", "balance_feud.txt"),
    (
        "balance",
        "examples/data/jnim.toml --from 2012-01-01 --to 2014-01-01 --every year --lineage-sign + --format json",
        "balance_by_year.json",
    ),
    (
        "balance",
        "tests/data/good/highland_tribes.toml",
        "balance_tribes.txt",
    ),
    (
        "balance",
        "tests/data/good/two_pairs.toml --on 2020-06-01",
        "balance_two_pairs.txt",
    ),
    ("busiest", "", "busiest.txt"),
    (
        "busiest",
        "--of dyads --by deaths --each month --top 2",
        "busiest_dyads.txt",
    ),
    (
        "busiest",
        "--of places --by deaths --top 3 --format json",
        "busiest_places.json",
    ),
    ("busiest", "--among wagner", "busiest_alone.txt"),
    (
        "busiest",
        "--among wagner --each month --from 2023-10-01 --to 2023-11-01 --format json",
        "busiest_alone_by_month.json",
    ),
    ("busiest", "--by losses", "busiest_unknown.txt"),
    (
        "busiest",
        "--by losses --each month",
        "busiest_unknown_by_month.txt",
    ),
    ("busiest", "--among csp --by deaths", "busiest_among.txt"),
    (
        "busiest",
        "tests/data/good/whose_dead.toml --by losses --top 2 --each month",
        "busiest_losses.txt",
    ),
    (
        "busiest",
        "tests/data/good/whose_dead.toml --by losses",
        "busiest_whose_dead.txt",
    ),
    ("chart", "", "chart.svg"),
    ("chart", "--deaths --by-actor", "chart_deaths.svg"),
    ("chart", "--of csp --through members", "chart_csp.svg"),
    (
        "chart",
        "--size csp --from 2021-01-01 --to 2024-01-01",
        "chart_size.svg",
    ),
    ("coalition_changes", "", "coalition_changes.txt"),
    (
        "coalition_changes",
        "--format json",
        "coalition_changes.json",
    ),
    (
        "coalition_changes",
        "examples/data/mali.toml",
        "coalition_changes_ever.txt",
    ),
    (
        "coalition_changes",
        "--known-on 2023-10-05",
        "coalition_changes_known_on.txt",
    ),
    ("contradictions", "", "contradictions.txt"),
    (
        "contradictions",
        "--certainly --known-on 2024-04-01 --format json",
        "contradictions_known_on.json",
    ),
    (
        "coalition_changes",
        "examples/data/contested.toml",
        "coalition_changes_denied.txt",
    ),
    ("convert", "", "convert.txt"),
    ("convert", "tests/data/good/names.toml", "convert_names.txt"),
    ("diff", "", "diff.txt"),
    ("diff", "--certainly --format json", "diff_certainly.json"),
    ("dyad", "", "dyad.txt"),
    ("dyad", "--between wagner,FAMa", "dyad_wagner.txt"),
    ("dyad", "--between cma,FAMa --format json", "dyad_cma.json"),
    (
        "dyad",
        "--between csp,mali-army --through members",
        "dyad_csp.txt",
    ),
    ("lineage", "", "lineage.txt"),
    (
        "lineage",
        "examples/data/jnim.toml --actor jnim",
        "lineage_jnim.txt",
    ),
    (
        "lineage",
        "examples/data/jnim.toml --actor aqim --on 2012-12-31 --format json",
        "lineage_aqim.json",
    ),
    ("load", "", "load.txt"),
    ("load", "--provisional set-aside --format json", "load.json"),
    ("load", "--event-types one-sided", "load_one_sided.txt"),
    ("news", "", "news.txt"),
    (
        "news",
        "--since 2021-01-01 --until 2022-12-31 --all",
        "news_two_years.txt",
    ),
    (
        "news",
        "examples/data/contested.toml --since 2024-04-01 --format json",
        "news_contested.json",
    ),
    (
        "news",
        "examples/data/news_old.toml examples/data/news_new.toml",
        "news_two.txt",
    ),
    (
        "news",
        "examples/data/news_old.toml examples/data/news_new.toml --format json",
        "news_two.json",
    ),
    ("notebook", "", "notebook.html"),
    ("picture", "", "picture.dot"),
    ("picture", "--fold --theme dark", "picture_folded.dot"),
    ("picture", "examples/data/jnim.toml", "picture_jnim.dot"),
    ("picture", "--diff", "picture_diff.dot"),
    ("picture", "--ego csp --distance 1", "picture_ego.dot"),
    ("picture", "--camps --theme dark", "picture_camps.dot"),
    (
        "picture",
        "examples/data/jnim.toml --genealogy --of jnim",
        "picture_genealogy.dot",
    ),
    (
        "picture",
        "examples/data/marl_coast.toml --genealogy --side-families",
        "picture_coast.dot",
    ),
    (
        "picture",
        "examples/data/marl_coast.toml --from 2024-03-01 --to 2024-07-01",
        "picture_coast_spring.dot",
    ),
    (
        "picture",
        "examples/data/marl_coast.toml --diff --from 2023-10-01 --to 2024-06-30",
        "picture_coast_diff.dot",
    ),
    ("position", "", "position.txt"),
    (
        "position",
        "--actor wagner --on 2023-10-15",
        "position_wagner.txt",
    ),
    (
        "position",
        "examples/data/feud.toml --on 2020-05-02 --actors all --format json",
        "position_feud.json",
    ),
    ("series", "", "series.txt"),
    ("series", "--format json", "series.json"),
    ("series", "--by week --of mali-army", "series_army.txt"),
    ("series", "--of csp --through members", "series_csp.txt"),
    ("stances", "", "stances.txt"),
    ("stances", "--actor FAMa", "stances_fama.txt"),
    ("stances", "--of csp --through members", "stances_csp.txt"),
    (
        "series",
        "--of csp --through members --by quarter --format json",
        "series_csp.json",
    ),
    (
        "stances",
        "--actor al-qaeda --format json",
        "stances_al_qaeda.json",
    ),
    ("timeline", "", "timeline.html"),
    (
        "timeline",
        "--of csp --through members",
        "timeline_csp.data.json",
    ),
    ("turning_points", "", "turning_points.txt"),
    ("turning_points", "--format json", "turning_points.json"),
    (
        "turning_points",
        "examples/data/sides.toml --from 2023-01-01 --to 2024-01-01",
        "turning_points_sides.txt",
    ),
    (
        "turning_points",
        "examples/data/sides.toml --from 2023-01-01 --to 2024-01-01 --through-coalitions",
        "turning_points_coalitions.txt",
    ),
    (
        "balance",
        "tests/data/good/coverage.toml --from 2015-01-01 --to 2022-01-01 --every year",
        "balance_coverage.txt",
    ),
    (
        "balance",
        "tests/data/good/coverage.toml --on 2020-06-01 --format json",
        "balance_not_covered.json",
    ),
    (
        "chart",
        "tests/data/good/coverage.toml --from 2015-01-01 --to 2022-01-01 --by year --deaths",
        "chart_coverage.svg",
    ),
    (
        "dyad",
        "tests/data/good/coverage.toml --between aster,birch --from 2019-01-01 --to 2020-01-01",
        "dyad_not_covered.txt",
    ),
    (
        "position",
        "tests/data/good/coverage.toml --on 2020-06-01",
        "position_not_covered.txt",
    ),
    (
        "series",
        "tests/data/good/coverage.toml --from 2015-01-01 --to 2022-01-01 --by year",
        "series_coverage.txt",
    ),
    ("write_a_record", "", "write_a_record.txt"),
];

/// The examples that read a file, with what they must be told about one of one's own.
const READERS: [(&str, &str); 17] = [
    ("balance", ""),
    ("busiest", ""),
    ("chart", ""),
    ("coalition_changes", ""),
    ("contradictions", ""),
    ("convert", ""),
    ("diff", "--from 2023-09-01 --to 2023-11-01"),
    ("dyad", "--between csp,msa"),
    ("lineage", "--actor csp"),
    ("news", "--since 2023-10-31"),
    ("notebook", ""),
    ("picture", ""),
    ("position", ""),
    ("series", "--by month"),
    ("stances", "--on 2023-10-15"),
    ("timeline", ""),
    ("turning_points", "--from 2023-01-01 --to 2024-01-01"),
];

/// The examples that make their record themselves, or of rows.
const WRITERS: [&str; 2] = ["load", "write_a_record"];

#[track_caller]
fn none(complaints: &[String]) {
    assert!(complaints.is_empty(), "\n{}\n", complaints.join("\n"));
}

/// What a stated output is written in, by the ending of its file.
fn form(file: &str) -> &str {
    file.rsplit('.').next().unwrap_or_default()
}

/// How a file is called that states the data of a page alone.
const DATA: &str = ".data.json";

/// A page: what stands before its data, the data, and what stands behind.
fn parts(page: &str) -> [&str; 3] {
    let (before, rest) = page.split_once("id=\"data\">").expect("it has data");
    let (data, behind) = rest.split_once("</script>").expect("they end");
    [before, data, behind]
}

/// What is stated of an output: a second page is the first one, with data of its own.
fn stated(file: &str) -> String {
    let read = |file: &str| {
        let path = crate_folder().join("examples/expected").join(file);
        fs::read_to_string(path).unwrap_or_default()
    };
    if !file.ends_with(DATA) {
        return read(file);
    }
    let page = read("timeline.html");
    let [before, _, behind] = parts(&page);
    format!(
        "{before}id=\"data\">{}</script>{behind}",
        read(file).trim_end()
    )
}

/// What differs first, if anything does.
fn difference(run: &Run, file: &str, stated: &str) -> Option<String> {
    // a picture comes with a line on how to render it, a page with what it leaves out
    let may_say = match form(file) {
        "dot" => 1,
        "html" => 3,
        _ if file.ends_with(DATA) => 3,
        _ => 0,
    };
    if !run.succeeded || run.stderr.lines().count() > may_say {
        return Some(format!("`{}` complains:\n{}", run.command, run.stderr));
    }
    let (mut printed, mut stated) = (run.stdout.lines(), stated.lines());
    for number in 1.. {
        match (printed.next(), stated.next()) {
            (None, None) => break,
            (now, then) if now == then => {}
            (now, then) => {
                let [now, then] = [now, then].map(|line| line.unwrap_or("(the end)"));
                let command = &run.command;
                return Some(format!(
                    "`{command}` is not {file}:{number}:\n  stated:  {then}\n  printed: {now}"
                ));
            }
        }
    }
    None
}

/// No folder of a package is looked through for them: one that is not named there is not built.
#[test]
fn every_example_is_named_in_the_manifest_of_the_examples() {
    let manifest = fs::read_to_string(crate_folder().join("examples/support/Cargo.toml"));
    let manifest = manifest.expect("the examples are a package");
    let stated = |line: &str| line.strip_prefix("path = \"").map(str::to_owned);
    let stated: BTreeSet<String> = manifest.lines().filter_map(stated).collect();
    let own = all().into_iter().map(|name| format!("../{name}.rs\""));
    let of_guides = guides().into_iter();
    let of_guides = of_guides.map(|name| format!("../../docs/guide/{name}.rs\""));
    assert_eq!(stated, own.chain(of_guides).collect());
}

/// Whether what is stated of the example is what it prints as it is built here: some of it is measured with linear
/// algebra.
fn is_measured(example: &str) -> bool {
    cfg!(feature = "linear-algebra") || !matches!(example, "balance" | "position")
}

#[test]
fn examples_print_what_is_stated() {
    let mut differences = Vec::new();
    for (example, arguments, file) in CASES.into_iter().filter(|case| is_measured(case.0)) {
        let run = run(example, arguments);
        if std::env::var_os("UPDATE_EXPECTED").is_some_and(|value| value == "1") {
            let path = crate_folder().join("examples/expected").join(file);
            let text = if file.ends_with(DATA) {
                format!("{}\n", parts(&run.stdout)[1])
            } else {
                run.stdout.clone()
            };
            fs::write(path, text).expect("the expected output can be written");
        }
        differences.extend(difference(&run, file, &stated(file)));
    }
    none(&differences);
}

#[cfg(not(feature = "linear-algebra"))]
#[test]
fn what_is_not_measured_is_a_dash_with_a_reason() {
    for (example, reason) in [
        (
            "balance",
            "W has no value: it is not measured: add `--features linear-algebra`",
        ),
        (
            "position",
            "No value: PN index, eigenvector, local balance,",
        ),
    ] {
        let run = run(example, "examples/data/feud.toml --on 2020-05-02");
        assert!(run.succeeded, "{}: {}", run.command, run.stderr);
        let text = run.stdout.replace("\n  ", " ").replace('\n', " ");
        assert!(text.contains(reason), "{}:\n{}", run.command, run.stdout);
    }
}

#[test]
fn the_stated_page_has_the_script_and_style_of_the_library() {
    let page = stated("timeline.html");
    let folder = crate_folder().join("src/export/timeline");
    let mut count = 0;
    for entry in fs::read_dir(folder).expect("they lie there") {
        let path = entry.expect("it can be listed").path();
        if path
            .extension()
            .is_some_and(|end| end == "js" || end == "css")
        {
            let text = fs::read_to_string(&path).expect("it is a text");
            assert!(page.contains(&text), "{}", path.display());
            count += 1;
        }
    }
    assert_eq!(count, 9);
}

#[test]
fn a_difference_names_the_line() {
    let run = Run {
        command: "stances".to_owned(),
        succeeded: true,
        stdout: "a\nb\n".to_owned(),
        stderr: String::new(),
    };
    assert_eq!(difference(&run, "stances.txt", "a\nb\n"), None);
    assert_eq!(
        difference(&run, "stances.txt", "a\nb\nc\n").expect("a line is missing"),
        "`stances` is not stances.txt:3:\n  stated:  c\n  printed: (the end)"
    );
}

#[test]
fn every_example_and_every_stated_output_has_its_case() {
    let run: BTreeSet<&str> = CASES.iter().map(|case| case.0).collect();
    let examples = all();
    assert!(examples.iter().eq(run), "{examples:?}");
    let readers = READERS.iter().map(|reader| reader.0).chain(WRITERS);
    let known: BTreeSet<&str> = readers.collect();
    assert!(examples.iter().eq(known), "{examples:?}");

    let compared: BTreeSet<String> = CASES.iter().map(|case| case.2.to_owned()).collect();
    let folder = crate_folder().join("examples/expected");
    let entries = fs::read_dir(folder).expect("there are expected outputs");
    let names = entries.map(|entry| entry.expect("it can be listed").file_name());
    let stated: BTreeSet<String> = names
        .map(|name| name.to_string_lossy().into_owned())
        .collect();
    assert_eq!(compared, stated);
}

#[test]
fn help_tells_the_use_and_is_no_failure() {
    for example in all() {
        let run = run(&example, "--help");
        assert!(run.succeeded && run.stderr.is_empty(), "{run:?}");
        assert!(run.stdout.contains(&format!("Usage: {example}")), "{run:?}");
    }
}

/// What the help says of the options that every example has that asks a view.
fn filters(help: &str) -> Option<&str> {
    let begin = help.find("What is taken into account, in every example:")?;
    let options = begin + help[begin..].find("  --")?;
    let end = help[options..].find("\n\n");
    Some(&help[begin..end.map_or(help.len(), |end| options + end)])
}

#[test]
fn every_example_that_asks_a_view_takes_the_same_filters_with_the_same_words() {
    let mut words = BTreeSet::new();
    for (example, _) in READERS {
        let help = run(example, "--help").stdout;
        let told = filters(&help).unwrap_or_else(|| panic!("{example} has no filters: {help}"));
        for option in ["--certainly", "--known-on DAY", "--at-least CERTAINTY"] {
            assert!(told.contains(option), "{example}: {told}");
            assert_eq!(help.matches(option).count(), 1, "{example}: {option}");
        }
        words.insert(told.trim_end().to_owned());
        assert!(!help.contains('{'), "{help}");
    }
    assert_eq!(words.len(), 1, "{words:?}");
    for example in WRITERS {
        assert_eq!(filters(&run(example, "--help").stdout), None);
    }
}

#[test]
fn filters_leave_out_what_they_say_in_every_example() {
    let mut alike = Vec::new();
    for (example, _) in READERS {
        let whole = run(example, "");
        // of the record of 2023 nothing was known in 2000, and it has nothing that is confirmed
        for filter in [
            "--known-on 2000-01-01",
            "--at-least confirmed",
            "--certainly",
        ] {
            let narrow = run(example, filter);
            assert!(narrow.succeeded, "{narrow:?}");
            let is_same = narrow.stdout == whole.stdout;
            if is_same && filter != "--certainly" {
                alike.push(narrow.command);
            }
        }
        let refused = run(example, "--known-on 2023-10");
        assert!(
            !refused.succeeded && refused.stdout.is_empty(),
            "{refused:?}"
        );
        assert!(refused.stderr.contains("--known-on"), "{refused:?}");
        let refused = run(example, "--at-least sure");
        assert!(
            !refused.succeeded && refused.stderr.contains("--at-least"),
            "{refused:?}"
        );
    }
    none(&alike);
}

#[test]
fn a_text_says_what_it_leaves_out() {
    let all = "--certainly --known-on 2023-12-31 --at-least claimed";
    let words = "only what is certain, as known on 2023-12-31, at least claimed";
    for (example, _) in READERS {
        if ["chart", "convert", "picture", "timeline"].contains(&example) {
            continue;
        }
        let text = run_in(example, all, Some(250)).stdout;
        assert!(
            text.lines().any(|line| line.contains(words)),
            "{example}: {text}"
        );
    }
}

#[test]
fn a_bad_file_is_reported_whole_on_stderr() {
    let bad = "tests/data/bad/twenty-mistakes.toml";
    let report = Record::load(bad)
        .expect_err("it is full of mistakes")
        .to_string();
    assert!(report.contains("error["), "{report}");
    for (example, arguments) in READERS {
        let run = run(example, &format!("{bad} {arguments}"));
        assert!(!run.succeeded && run.stdout.is_empty(), "{run:?}");
        assert_eq!(run.stderr.trim_end(), report.trim_end(), "{example}");
    }
}

#[test]
fn a_file_that_is_not_there_is_named_on_stderr() {
    for (example, arguments) in READERS {
        let run = run(example, &format!("no-such-file.toml {arguments}"));
        assert!(!run.succeeded && run.stdout.is_empty(), "{run:?}");
        assert!(run.stderr.contains("`no-such-file.toml`"), "{run:?}");
    }
}

#[test]
fn what_is_not_understood_is_refused_on_stderr() {
    for example in all() {
        let run = run(&example, "--no-such-option");
        assert!(!run.succeeded && run.stdout.is_empty(), "{run:?}");
        assert!(run.stderr.contains("`--no-such-option`"), "{run:?}");
    }
}

#[test]
fn no_line_is_wider_than_the_terminal_nor_coloured() {
    let mut wide = Vec::new();
    for (example, arguments, file) in CASES {
        // JSON, DOT and HTML are for programs
        if form(file) != "txt" {
            continue;
        }
        for (columns, told) in [(80, None), (60, Some(60)), (120, Some(120))] {
            let run = run_in(example, arguments, told);
            assert!(!run.stdout.contains('\u{1b}'), "{run:?}");
            let longest = run.stdout.lines().map(|line| line.chars().count()).max();
            if longest > Some(columns) {
                wide.push(format!("`{}` at {columns}: {longest:?}", run.command));
            }
        }
    }
    none(&wide);
}
