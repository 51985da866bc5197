//! What the crate offers, as `docs/api.txt` lists it: questions are found, words read back, nothing is dropped.

use factions::import::data_sets::{
    Affiliates, AndOr, Associated, Civilians, Clock, DataSet, DescentDays, Direction, JointSides,
    Kept, ProvisionalRows, StateForces, ZeroFatalities,
};
use factions::model::{NotADay, UnknownWord};
use factions::record::{Code, EntryType, EntryWord};
use factions::{
    ActorGraph, ActorKind, Certainty, ChangeKind, ConflictRule, ContradictionKind, Covered, Date,
    Day, DiffWord, DyadSign, End, EventKind, FirstKind, Holds, RankBy, Record, RelationKind, Role,
    Sign, StanceWord, Step, SupportForm, When, Window, date,
};
use proptest::prelude::*;
use std::collections::BTreeSet;
use std::fmt::{Debug, Display};
use std::str::FromStr;

/// Every public item; the gate compares it with what rustdoc says.
const API: &str = include_str!("../../docs/api.txt");
const QUESTIONS: &str = include_str!("../../docs/QUESTIONS.md");
const LIBRARY: &str = include_str!("../../src/lib.rs");
const README: &str = include_str!("../../README.md");

/// The methods that are listed of a type, as `View::members`.
fn methods(of: &str) -> BTreeSet<String> {
    let mut found = BTreeSet::new();
    for line in API.lines() {
        let Some((_, path)) = line.split_once("fn factions::") else {
            continue;
        };
        let path = path.split('(').next().unwrap_or_default();
        let parts: Vec<&str> = path.split("::").collect();
        if let [.., owner, name] = parts[..]
            && owner == of
        {
            let name = name.split('<').next().unwrap_or_default();
            found.insert(format!("{owner}::{name}"));
        }
    }
    found
}

/// What stands in backticks and is a path.
fn named() -> BTreeSet<String> {
    let words = QUESTIONS.split('`').skip(1).step_by(2);
    let paths = words.filter(|word| word.contains("::"));
    paths.map(str::to_owned).collect()
}

#[test]
fn every_name_on_the_page_of_questions_exists() {
    let named = named();
    assert!(named.len() > 100, "{}", named.len());
    for name in &named {
        let (owner, _) = name.split_once("::").expect("a path");
        assert!(methods(owner).contains(name), "`{name}` is no method");
    }
}

#[test]
fn every_question_is_on_the_page() {
    let named = named();
    for owner in ["View", "Batch", "Collective"] {
        let all = methods(owner);
        assert!(!all.is_empty());
        for name in all {
            assert!(
                named.contains(&name),
                "`{name}` is not in docs/QUESTIONS.md"
            );
        }
    }
    // what only looks into a signed network is no question
    let looks = [
        "actors",
        "ambivalent",
        "count",
        "covered",
        "dyad",
        "edges",
        "graph",
        "is_silent",
        "rule",
    ];
    for name in methods("SignedGraph") {
        let (_, method) = name.split_once("::").expect("a path");
        let is_form = method.starts_with("to_") || method.starts_with("write_");
        if !is_form && !looks.contains(&method) {
            assert!(
                named.contains(&name),
                "`{name}` is not in docs/QUESTIONS.md"
            );
        }
    }
}

#[test]
fn the_page_of_questions_is_linked() {
    assert!(README.contains("(docs/QUESTIONS.md)"));
    assert!(LIBRARY.contains("`docs/QUESTIONS.md`"));
}

/// Builders and lenses: what they are dropped without, nothing has come of.
#[test]
fn what_does_nothing_by_itself_must_be_used() {
    for name in [
        "View",
        "Batch",
        "Collective",
        "Bulk",
        "Dot",
        "Genealogy",
        "Comparison",
        "SeriesChart",
        "SizeChart",
        "Timeline",
        "Draft",
        "ActorDraft",
        "EventDraft",
        "RelationDraft",
        "SourceDraft",
        "PlaceDraft",
        "TollDraft",
        "PeriodDraft",
        "DataSetReader",
        "Written",
        "RecordComparison",
    ] {
        let is_it = |line: &&str| {
            let Some((marks, path)) = line.split_once("pub struct ") else {
                return false;
            };
            let path = path.split(['<', '(', ' ']).next().unwrap_or_default();
            path.rsplit("::").next() == Some(name) && marks.contains("#[must_use]")
        };
        assert!(API.lines().any(|line| is_it(&line)), "{name}");
    }
    // a method that takes a value and gives it back changed
    for line in API.lines() {
        let gives_back = line.contains("(self") || line.contains("(mut self");
        if gives_back && line.ends_with("-> Self") {
            let owner = line.rsplit_once("::").map_or("", |(owner, _)| owner);
            let owner = owner.rsplit("::").next().unwrap_or_default();
            let is_marked = line.starts_with("#[must_use]")
                || API.lines().any(|one| {
                    one.starts_with("#[")
                        && one.contains("must_use")
                        && one.contains(&format!("::{owner}<"))
                        || one.contains("must_use") && one.ends_with(&format!("::{owner}"))
                });
            assert!(is_marked, "{line}");
        }
    }
}

/// Reads back what each of some prints, and notes their type.
#[track_caller]
fn reads_back<T: FromStr + Display + PartialEq + Debug>(tried: &mut BTreeSet<String>, all: &[T])
where
    T::Err: Debug,
{
    assert!(!all.is_empty());
    for one in all {
        let read: T = one.to_string().parse().expect("what is printed is read");
        assert_eq!(&read, one);
    }
    let name = std::any::type_name::<T>();
    tried.extend(name.rsplit("::").next().map(str::to_owned));
}

/// Every type that reads a text prints one, and the two are tried here.
#[test]
fn what_is_read_from_a_text_reads_back_as_it_prints() {
    let mut tried = BTreeSet::new();
    macro_rules! words {
        ($($word:ty),+ $(,)?) => {
            $(reads_back(&mut tried, <$word>::ALL);)+
        };
    }
    words!(
        ActorKind,
        Certainty,
        ChangeKind,
        ConflictRule,
        ContradictionKind,
        DiffWord,
        DyadSign,
        EventKind,
        FirstKind,
        factions::Measure,
        RankBy,
        RelationKind,
        Role,
        Sign,
        StanceWord,
        Step,
        SupportForm,
        factions::import::Treatment,
        Affiliates,
        AndOr,
        Associated,
        Civilians,
        Clock,
        DataSet,
        DescentDays,
        Direction,
        JointSides,
        Kept,
        ProvisionalRows,
        StateForces,
        ZeroFatalities,
        Code,
        EntryType,
        EntryWord,
    );
    #[cfg(feature = "linear-algebra")]
    words!(factions::TieDirection);
    reads_back(&mut tried, &[Holds::Possibly, Holds::Certainly]);
    reads_back(&mut tried, &[Covered::No, Covered::Partly, Covered::Yes]);
    let day = date(2023, 10, 7);
    reads_back(&mut tried, &[Day::from(day)]);
    reads_back(&mut tried, &[When::from(day)]);
    reads_back(&mut tried, &[End::from(When::from(day)), End::Ongoing]);
    let named = |found: &str| -> BTreeSet<String> {
        let impls = API.lines().filter_map(|line| line.strip_prefix("impl"));
        let names = impls.filter_map(|line| line.split_once(&format!(" {found} for ")));
        let names = names.filter_map(|(_, name)| name.split([' ', '<']).next());
        names.map(str::to_owned).collect()
    };
    let mut read = named("FromStr");
    if cfg!(not(feature = "linear-algebra")) {
        assert!(read.remove("TieDirection"));
    }
    assert_eq!(tried, read);
    let printed = named("Display");
    assert!(read.is_subset(&printed), "{:?}", read.difference(&printed));
}

#[test]
fn what_is_no_word_is_answered_by_the_word_that_is_meant() {
    let unknown: Result<Holds, UnknownWord> = "certain".parse();
    let unknown = unknown.expect_err("not a word of ours");
    assert_eq!(
        unknown.to_string(),
        "unknown way to hold `certain` (did you mean `certainly`?)"
    );
    assert!("maybe".parse::<Covered>().is_err());
}

proptest! {
    #[test]
    fn days_go_into_each_other_and_back(number in -1_000_000..2_000_000_i32) {
        let day = Day::new(number);
        prop_assert_eq!(day.to_string().parse::<Day>(), Ok(day));
        let date = Date::try_from(day).expect("within the calendar");
        prop_assert_eq!(Day::from(date), day);
        prop_assert_eq!(Window::from(date), Window::from(day));
        prop_assert_eq!(Window::from(date..=date), Window::from(day..day.next()));
        if date.year() >= 0 {
            let when = When::from(date);
            prop_assert_eq!(Day::try_from(&when), Ok(day));
            prop_assert_eq!(when.to_string().parse::<When>(), Ok(when.clone()));
            prop_assert_eq!(when.to_string().parse::<End>(), Ok(End::from(when)));
        }
    }
}

#[test]
fn what_is_no_exact_day_is_none() {
    for day in [Day::BEFORE_ALL, Day::AFTER_ALL] {
        assert!(Date::try_from(day).is_err());
        let read: Result<Day, NotADay> = day.to_string().parse();
        assert!(read.is_err());
    }
    for text in [
        "2023-10",
        "2023-10-07?",
        "[2023-10-02,2023-10-04]",
        "{2023-10-02,2023-10-04}",
    ] {
        let when: When = text.parse().expect("a date of ours");
        let error = Day::try_from(&when).expect_err("not one exact day");
        assert!(error.to_string().contains(text), "{error}");
    }
}

#[test]
fn a_view_is_made_of_whatever_says_its_days() {
    let graph = ActorGraph::new(Record::mali());
    let (from, to) = (date(2023, 10, 1), date(2023, 11, 1));
    let october = graph.during(from..to).window();
    for view in [
        graph.during(from..=date(2023, 10, 31)),
        graph.during(Window::from_range(from..to)),
        graph.during(Day::from(from)..Day::from(to)),
        graph.at(from).events_during(from..to),
    ] {
        assert_eq!(view.event_window(), october);
    }
    assert_eq!(graph.at(from).window(), graph.at(Day::from(from)).window());
    assert_eq!(graph.at(from).window(), graph.during(from).window());
    assert_eq!(graph.during(..).window(), graph.ever().window());
    let known = |view: factions::View<'_, '_>| view.changes().len();
    let ever = graph.ever();
    assert_eq!(
        known(ever.known_on(to)),
        known(ever.known_on(Day::from(to)))
    );
}
