//! Records: read, checked, written.

use crate::support::strategies::{self, Plan};
use factions::import::LoadError;
use factions::record::Code;
use factions::{Certainty, Record};
use proptest::prelude::*;

/// The record of the format's description.
const MALI: &str = r#"
format = 1
[record]
title  = "Mali, autumn 2023"
as_of  = "2023-10-31"
source = "crisiswatch-2023-10"      # used where a statement names none

[sources.crisiswatch-2023-10]
publisher = "International Crisis Group"
title     = "CrisisWatch: Mali, October 2023"
published = "2023-11"

[actors]
csp = { name = "Permanent Strategic Framework", short = "CSP", kind = "coalition", active = { start = "2021-05", end = ".." } }
msa = { name = "Movement for the Salvation of Azawad", short = "MSA", kind = "armed-group" }
jnim = { name = "Group for the Support of Islam and Muslims", kind = "armed-group" }
mali-army = { name = "Malian Armed Forces", kind = "state-force" }
wagner = { name = "Wagner Group", kind = "private-military" }
dan-na-ambassagou = { name = "Dan Na Ambassagou", kind = "militia" }

[places]
sibo = { name = "Sibo", region = "Bandiagara", country = "ML" }

[[relations]]
id    = "msa-in-csp"
kind  = "membership"
role  = "founding member"
from  = "msa"
to    = "csp"
start = "2021-05"

[[events]]
kind   = "split"
when   = "late 2023-09"
from   = "csp"
to     = "msa"
by     = "msa"
reason = "the CMA's bellicose stance towards the government"

[[events]]
kind   = "clash"
when   = "2023-10-10"
from   = "jnim"
to     = ["mali-army", "dan-na-ambassagou", "wagner"]
place  = "sibo"
killed = { best = 10, certainty = "claimed", by = "jnim" }   # the ambush is reported, the toll claimed
"#;

#[test]
fn the_record_of_the_description_loads_and_comes_back() {
    let record = Record::from_toml(MALI).expect("it has no mistake");
    assert!(record.warnings().is_empty(), "{}", record.warnings());
    let clash = record.statements().last().expect("it has three statements");
    let toll = clash
        .event()
        .and_then(|event| event.killed.as_ref())
        .expect("it has a toll");
    assert_eq!(toll.certainty, Some(Certainty::Claimed));
    assert_eq!(clash.evidence.sources, record.default_sources());
    let text = record.to_toml();
    assert_eq!(
        Record::from_toml(&text).expect("what is written reads back"),
        record
    );
    insta::assert_snapshot!(text);
}

#[test]
fn all_mistakes_come_at_once_in_the_order_of_their_places() {
    let text = MALI
        .replace("from  = \"msa\"", "from  = \"mas\"")
        .replace("\"late 2023-09\"", "2023-W39")
        .replace("best = 10", "best = 10, low = 12")
        .replace(
            "kind   = \"clash\"",
            "kind   = \"clsh\"\nbetween = [\"msa\"]",
        );
    let problems = Record::from_toml(&text)
        .expect_err("it has mistakes")
        .named("mali.toml");
    insta::assert_snapshot!(problems);
}

proptest! {
    #[test]
    fn what_is_written_as_toml_reads_back_as_the_same(record in strategies::record()) {
        let text = record.to_toml();
        let again = Record::from_toml(&text);
        prop_assert_eq!(again.as_ref(), Ok(&record), "{}", text);
    }

    #[test]
    fn the_order_of_statements_never_changes_the_record(
        (plan, order) in strategies::plan().prop_flat_map(|plan: Plan| {
            let order: Vec<usize> = (0..plan.statements.len()).collect();
            (Just(plan), Just(order).prop_shuffle())
        })
    ) {
        prop_assert_eq!(plan.build_in_order(&order), plan.build());
    }

    #[test]
    fn whatever_the_text_is_the_reader_never_panics(text in ".{0,200}") {
        let _ = Record::from_toml(&text);
    }
}

#[test]
fn a_truncated_file_never_panics_the_reader() {
    for end in (0..MALI.len()).filter(|end| MALI.is_char_boundary(*end)) {
        let _ = Record::from_toml(&MALI[..end]);
    }
}

/// The report of a file, whether its record loads or not.
fn report(name: &str) -> String {
    // what only other formats can have wrong stands in a file of one
    let endings = ["toml", "ftm.json", "stix.json"].into_iter();
    let files = endings.map(|ending| format!("{name}.{ending}"));
    let path = |file: &str| format!("tests/data/bad/{file}");
    let mut files = files.filter(|file| std::path::Path::new(&path(file)).exists());
    let file = files.next().expect("it is there");
    let problems = match Record::load(path(&file)) {
        Ok(record) => record.warnings().clone(),
        Err(LoadError::Problems(problems)) => problems,
        Err(other) => panic!("{other}"),
    };
    problems.named(&file).to_string()
}

#[test]
fn every_bad_file_has_the_report_that_it_should() {
    let folder = std::fs::read_dir("tests/data/bad").expect("it is there");
    let names = folder.map(|entry| entry.expect("it is readable").path());
    let mut names: Vec<String> = names
        .filter(|path| {
            let ending = path.extension().unwrap_or_default();
            ending == "toml" || ending == "json"
        })
        .map(|path| {
            let name = path.file_name().expect("it has a name").to_string_lossy();
            let stem = name.split('.').next().expect("a text has a first part");
            stem.to_owned()
        })
        .collect();
    names.sort();
    let mut settings = insta::Settings::clone_current();
    settings.set_snapshot_path("../data/bad");
    settings.set_prepend_module_to_snapshot(false);
    settings.set_omit_expression(true);
    settings.bind(|| {
        for name in names {
            insta::assert_snapshot!(name.clone(), report(&name));
        }
    });
}

#[test]
fn every_code_has_a_bad_file_whose_report_shows_it() {
    for code in Code::ALL {
        let report = report(code.as_str());
        assert!(report.contains(&format!("[{code}]")), "{code}:\n{report}");
        // every problem of the file is a mistake of the rule, so that the file shows it alone
        let others = report.lines().filter(|line| line.contains(".toml:"));
        let others = others
            .filter(|line| !line.contains(&format!("[{code}]")))
            .count();
        assert!(others <= 3, "{code}:\n{report}");
    }
}

/// A record of three actors and these statements.
fn with_statements(statements: &str) -> Result<Record, factions::Problems> {
    Record::from_toml(&format!(
        r#"
        record.as_of = "2024-06-30"
        [actors]
        a = {{ name = "A", kind = "armed-group", active = {{ start = "2020", end = "2022" }} }}
        b = {{ name = "B", kind = "coalition" }}
        c = {{ name = "C", kind = "coalition" }}
        {statements}
        "#
    ))
}

#[test]
fn an_actor_that_stands_twice_hides_no_wrong_number_of_ends() {
    for (kind, ends) in [
        ("clash", "sides = [[\"b\", \"b\"]]"),
        ("clash", "sides = [[\"b\", \"b\"], []]"),
        ("split", "from = [\"a\", \"b\", \"b\"]\nto = \"c\""),
        ("merger", "from = \"a\"\nto = [\"b\", \"c\", \"b\"]"),
        ("rename", "from = [\"b\", \"b\", \"c\"]\nto = \"a\""),
        ("rename", "from = \"a\"\nto = [\"b\", \"b\", \"c\"]"),
    ] {
        let text = format!("[[events]]\nkind = \"{kind}\"\n{ends}");
        let problems = with_statements(&text).expect_err("the number is wrong");
        let codes: Vec<Code> = problems.errors().map(|problem| problem.code).collect();
        assert_eq!(codes, [Code::WrongEnds], "{text}");
    }
    // one actor, though it stands twice
    let text = "[[events]]\nkind = \"rename\"\nfrom = [\"b\", \"b\"]\nto = [\"c\", \"c\"]";
    let record = with_statements(text).expect("it is a renaming of one");
    let again = Record::from_toml(&record.to_toml()).expect("what is written is read");
    assert_eq!(again, record);
}

#[test]
fn what_is_withdrawn_breaks_no_split_and_no_active_period() {
    let wrong = r#"
        [[relations]]
        kind = "membership"
        from = "c"
        to = "b"
        start = "2024-02-01"
        [[events]]
        id = "slip"
        kind = "split"
        from = "b"
        to = "c"
        when = "2023-05-01"
        [[events]]
        id = "late"
        kind = "declaration"
        actor = "a"
        when = "2023-05-01""#;
    let problems = with_statements(wrong).expect_err("both are wrong");
    let codes: Vec<Code> = problems.errors().map(|problem| problem.code).collect();
    assert_eq!(
        codes,
        [Code::SplitWithoutMembership, Code::OutsideActivePeriod]
    );
    let by_itself = wrong.replace("id = ", "withdrawn = \"2024-01-01\"\nid = ");
    with_statements(&by_itself).expect("both are withdrawn");
    let by_another = format!(
        "{wrong}\n[[events]]\nkind = \"other\"\nactor = \"b\"\nwithdraws = [\"slip\", \"late\"]"
    );
    with_statements(&by_another).expect("both are withdrawn");
}

#[test]
fn what_is_denied_may_be_dated_after_the_day_of_the_record() {
    let late = "[[events]]\nkind = \"other\"\nactor = \"b\"\nwhen = \"2024-08\"";
    let problems = with_statements(late).expect_err("it lies after `as_of`");
    assert!(
        problems.to_string().contains("the day `2024-08` lies"),
        "{problems}"
    );
    with_statements(&format!("{late}\ncertainty = \"denied\"")).expect("it is denied");
}

#[test]
fn a_long_chain_of_memberships_and_a_circle_at_its_end_are_found_soon() {
    use std::fmt::Write;
    const LENGTH: usize = 3_000;
    let mut text = String::from("[actors]\n");
    for i in 0..LENGTH {
        writeln!(text, "a{i} = {{ name = \"A{i}\", kind = \"coalition\" }}").expect("a text");
    }
    for i in 0..LENGTH {
        let to = if i + 1 < LENGTH { i + 1 } else { LENGTH - 2 };
        let ends = format!("from = \"a{i}\"\nto = \"a{to}\"");
        writeln!(text, "[[relations]]\nkind = \"membership\"\n{ends}").expect("a text");
    }
    let problems = Record::from_toml(&text).expect_err("the last two are in a circle");
    let codes: Vec<Code> = problems.iter().map(|problem| problem.code).collect();
    assert_eq!(codes, [Code::MembershipCycle]);
}

/// The seconds of work that a thread has done: a busy machine makes no test fail.
fn seconds() -> i64 {
    #[cfg(unix)]
    {
        use rustix::time::{ClockId, clock_gettime};
        clock_gettime(ClockId::ThreadCPUTime).tv_sec
    }
    #[cfg(not(unix))]
    0
}

#[test]
fn a_flood_of_mistakes_on_one_line_is_told_soon() {
    const MANY: usize = 20_000;
    let lines = [
        ("events = [", "= "),
        ("events = [", ", "),
        ("events = [", "2023-10?, "),
        ("events = [", "2023-W1, "),
        ("record = {", "k = late 2023, "),
        ("record = {", "a=1 "),
        ("record = ", "[{"),
        ("record.title = \"", "\\q"),
        ("record.title = \"", "\" "),
        ("", "a."),
    ];
    for (head, unit) in lines {
        is_soon_refused(&format!("{head}{}", unit.repeat(MANY)));
    }
}

/// A text that is read in a moment however many mistakes it has, and how many it has.
fn is_soon_refused(text: &str) -> usize {
    let begin = seconds();
    let problems = Record::from_toml(text).expect_err("it has mistakes");
    let length = problems.to_string().len();
    let taken = seconds() - begin;
    // a square of this many would take minutes
    assert!(taken < 20, "{taken} seconds for {length} characters");
    problems.errors().count()
}

#[test]
fn many_circles_in_one_knot_are_found_soon() {
    use std::fmt::Write;
    const LENGTH: usize = 3_000;
    let mut text = String::from("[actors]\n");
    for i in 0..=LENGTH {
        writeln!(text, "a{i} = {{ name = \"A{i}\", kind = \"coalition\" }}").expect("a text");
    }
    for i in 0..LENGTH {
        for (from, to) in [(i, i + 1), (i + 1, i)] {
            let ends = format!("from = \"a{from}\"\nto = \"a{to}\"");
            writeln!(text, "[[relations]]\nkind = \"membership\"\n{ends}").expect("a text");
        }
    }
    assert_eq!(is_soon_refused(&text), LENGTH);
}

#[test]
fn a_flood_of_mistakes_is_told_soon() {
    use std::fmt::Write;
    const MANY: usize = 10_000;
    let floods: [fn(usize) -> String; 8] = [
        |i| format!("[[events]]\nkind = \"clsh{i}\"\nactor = \"a\"\n"),
        |i| format!("[[events]]\nkind = \"clash\"\nactor = \"nobody{i}\"\n"),
        |i| format!("[[events]]\nid = \"x\"\nkind = \"clash\"\nactor = \"a\"\nnote = \"{i}\"\n"),
        |i| format!("[[events]]\nkind = \"clash\"\nactor = \"a\"\nsame_as = \"y{i}\"\n"),
        |i| format!("[[events]]\nkind = \"clash\"\nactor = \"a\"\nkey{i} = 1\n"),
        |i| format!("[[events]]\nkind = \"clash\"\nactor = \"a\"\nwhen = 2024-W{i}\n"),
        |i| format!("actors.a{i} = {{ name = \"A, kind = militia }}\n"),
        |i| format!("[actors.b{i}]\nname = \"B\"\nkind = \"milita\"\naliases = [\"C\"]\n"),
    ];
    for flood in floods {
        let mut text = String::from("[actors.a]\nname = \"A\"\nkind = \"militia\"\n");
        for i in 0..MANY {
            write!(text, "{}", flood(i)).expect("a text");
        }
        assert!(is_soon_refused(&text) >= MANY - 1, "{}", flood(0));
    }
}
