//! What was learnt between two days is the difference of what both know, row by row.

use crate::support::answers::thing;
use crate::support::asked::{Asked, asked, day, day_of};
use crate::support::cases::cases;
use crate::support::oracle::Oracle;
use crate::support::strategies::record;
use factions::{
    ActorGraph, ActorId, Certainty, Change, Day, DiffWord, EventKind, Grounds, Happening, Holds,
    Learned, LearnedRow, LearnedStatement, Membership, Record, Stance, StanceWord, Statement,
    StatementRef, View, When, date,
};
use proptest::prelude::*;
use std::fmt::Debug;

/// The rows that the one list has and the other has not.
fn missing<'a, T: PartialEq>(all: &'a [T], from: &[T]) -> Vec<&'a T> {
    all.iter().filter(|one| !from.contains(one)).collect()
}

/// Rows came, went and are otherwise exactly as the two answers differ.
fn is_difference<T: PartialEq + Debug>(
    rows: &[LearnedRow<'_, T>],
    before: &[T],
    after: &[T],
) -> Result<(), TestCaseError> {
    let gone: Vec<&T> = rows.iter().filter_map(|row| row.before.as_ref()).collect();
    let come: Vec<&T> = rows.iter().filter_map(|row| row.after.as_ref()).collect();
    for (told, wanted) in [
        (&gone, missing(before, after)),
        (&come, missing(after, before)),
    ] {
        let is_as_many = told.len() == wanted.len();
        prop_assert!(is_as_many, "told {:#?}\nwanted {:#?}", told, wanted);
        for one in wanted {
            prop_assert!(told.contains(&one), "{:#?} is not in {:#?}", one, told);
        }
    }
    for row in rows {
        let word = match (&row.before, &row.after) {
            (Some(_), Some(_)) => DiffWord::Changed,
            (Some(_), None) => DiffWord::Gone,
            (None, Some(_)) => DiffWord::Come,
            (None, None) => return Err(TestCaseError::fail("a row of nothing")),
        };
        prop_assert_eq!(row.word, word);
        prop_assert!(row.says_other || word == DiffWord::Changed);
        let is_done = !row.by.is_empty() || !row.by_lives_of.is_empty();
        prop_assert!(is_done, "nobody did it: {:#?}", row);
    }
    Ok(())
}

/// Every membership and part, whoever it is of.
fn members<'g>(record: &Record, view: View<'g, '_>) -> Vec<Membership<'g>> {
    let actors = 0..u32::try_from(record.actors().len()).expect("few actors");
    let all = actors.map(ActorId::new);
    all.flat_map(|whole| [view.members(whole), view.parts(whole)].concat())
        .collect()
}

/// The happenings that a total of deaths counts or asks for.
fn tolls<'g>(view: View<'g, '_>) -> Vec<Happening<'g>> {
    let mut all = view.events();
    all.retain(|one| one.is_violent() || one.killed.is_some());
    all
}

/// What a stance says, the ways apart; by the keys of the two.
type Said = (String, String, StanceWord, Holds, Certainty);

fn stances(record: &Record, view: View<'_, '_>) -> Vec<Said> {
    let actors: Vec<ActorId> = (0..u32::try_from(record.actors().len()).expect("few actors"))
        .map(ActorId::new)
        .collect();
    let pairs = actors
        .iter()
        .flat_map(|a| actors.iter().map(move |b| (*a, *b)));
    let said = |stance: Stance<'_>| {
        let grounds = stance.grounds?;
        let keys = [stance.actor, stance.other].map(|one| one.key().to_owned());
        let [one, other] = keys;
        Some((one, other, stance.word, grounds.holds, grounds.certainty))
    };
    pairs
        .filter(|(a, b)| a < b)
        .filter_map(|(a, b)| said(view.stance(a, b)))
        .collect()
}

/// The days on which a statement can have been published and withdrawn, by the record alone.
///
/// `None`: without a dated source it was always known, without a withdrawal it never is withdrawn.
fn told_days(record: &Record, one: &Statement, asked: &Asked) -> [Option<(Day, Day)>; 2] {
    let published = |one: &Statement, is_asked: &dyn Fn(u32) -> bool| {
        let sources = one.evidence.sources.iter();
        let sources = sources.filter(|id| is_asked(id.number()));
        let dates = sources.filter_map(|id| record.source(*id).published.as_ref());
        let days = dates.map(|when| (when.first_day(), when.last_day()));
        days.reduce(|a, b| (a.0.min(b.0), a.1.min(b.1)))
    };
    let known = published(one, &|id| asked.asks_source(id));
    let own = one.evidence.withdrawn.as_ref();
    let own = own.map(|when| (when.first_day(), when.last_day()));
    let by = record.statements().iter().filter(|by| {
        let mut ids = by.evidence.withdraws.iter();
        ids.any(|id| **id == *one.id)
    });
    let always = (Day::BEFORE_ALL, Day::BEFORE_ALL);
    let by = by.map(|by| published(by, &|_| true).unwrap_or(always));
    let withdrawn = own.into_iter().chain(by);
    [known, withdrawn.reduce(|a, b| (a.0.min(b.0), a.1.min(b.1)))]
}

/// How a statement is known on a day: published, and not withdrawn; `None`: it is not.
fn known_on(record: &Record, one: &Statement, asked: &Asked, day: Day) -> Option<Holds> {
    let [published, withdrawn] = told_days(record, one, asked);
    // whether it certainly and whether it possibly was by then
    let is_past = |(first, last): (Day, Day)| (last <= day, first <= day);
    let (is_out, can_be_out) = published.map_or((true, true), is_past);
    let (is_withdrawn, can_be_withdrawn) = withdrawn.map_or((false, false), is_past);
    match (is_out && !can_be_withdrawn, can_be_out && !is_withdrawn) {
        (true, _) => Some(Holds::Certainly),
        (false, true) => Some(Holds::Possibly),
        (false, false) => None,
    }
}

/// What a law of rows looks at.
struct Between<'a> {
    record: &'a Record,
    asked: &'a Asked,
    since: (Day, Day),
}

impl Between<'_> {
    fn is_known_otherwise(&self, one: &Statement) -> bool {
        let on = |day| known_on(self.record, one, self.asked, day);
        on(self.since.0) != on(self.since.1)
    }

    /// Whether a source of it that is asked can be out on the later day alone.
    fn has_further_source(&self, one: &Statement) -> bool {
        let sources = one.evidence.sources.iter();
        let mut asked = sources.filter(|id| self.asked.asks_source(id.number()));
        asked.any(|id| {
            let published = self.record.source(*id).published.as_ref();
            published.is_some_and(|when| {
                let day = when.first_day();
                self.since.0 < day && day <= self.since.1
            })
        })
    }

    /// A row names those of its statements that are known otherwise, and nobody who is not; and what is
    /// the same on both days is one row.
    fn are_right<'g, T>(
        &self,
        rows: &[LearnedRow<'g, T>],
        grounds: impl Fn(&T) -> &Grounds<'g>,
        is_same: impl Fn(&T, &T) -> bool,
    ) -> Result<(), TestCaseError> {
        for row in rows {
            prop_assert!(row.by.is_sorted_by(|one, next| one < next));
            for one in &row.by {
                let one = one.record();
                let is_heard = self.is_known_otherwise(one) || self.has_further_source(one);
                prop_assert!(is_heard, "{} did nothing", one.id);
            }
            for side in row.before.iter().chain(&row.after) {
                for one in &grounds(side).statements {
                    let is_other = self.is_known_otherwise(one.record());
                    prop_assert!(!is_other || row.by.contains(one), "{} did it", one.key());
                }
            }
            if let (Some(before), Some(after)) = (&row.before, &row.after) {
                prop_assert!(is_same(before, after), "two things in one row");
            }
        }
        let of = |word| rows.iter().filter(move |row| row.word == word);
        for gone in of(DiffWord::Gone).filter_map(|row| row.before.as_ref()) {
            for come in of(DiffWord::Come).filter_map(|row| row.after.as_ref()) {
                prop_assert!(!is_same(gone, come), "one thing in two rows");
            }
        }
        Ok(())
    }
}

/// How a statement is published and withdrawn in between: on every pair of its days, or on one.
fn in_between(
    days: [Option<(Day, Day)>; 2],
    (from, to): (Day, Day),
    is_so: fn(bool, bool) -> bool,
) -> Option<Holds> {
    let each = |days: Option<(Day, Day)>| -> Vec<Option<Day>> {
        days.map_or(vec![None], |(first, last)| {
            // far days are like those just outside
            let first = first.max(Day::new(from.number() - 2));
            let last = last.min(Day::new(to.number() + 2));
            let ends = [days.map(|days| days.0), days.map(|days| days.1)];
            let inner = (first.number()..=last.number()).map(|day| Some(Day::new(day)));
            inner.chain(ends).collect()
        })
    };
    let is_in = |day: Option<Day>| day.is_some_and(|day| from < day && day <= to);
    let mut worlds = Vec::new();
    for known in each(days[0]) {
        for withdrawn in each(days[1]) {
            let was_known = withdrawn.is_none_or(|day| known.is_none_or(|known| known < day));
            worlds.push(was_known && is_so(is_in(known), is_in(withdrawn)));
        }
    }
    if worlds.iter().all(|is| *is) {
        return Some(Holds::Certainly);
    }
    worlds.contains(&true).then_some(Holds::Possibly)
}

/// The ids of the statements that are told of, each with how it is.
fn ids(all: &[LearnedStatement<'_>]) -> Vec<(String, Holds)> {
    let mut ids: Vec<_> = all
        .iter()
        .map(|one| (one.statement.key().to_owned(), one.grounds.holds))
        .collect();
    ids.sort();
    ids
}

/// The same by a loop over the record, in a view of all days.
fn slow_ids(
    record: &Record,
    asked: &Asked,
    since: (Day, Day),
    is_so: fn(bool, bool) -> bool,
) -> Vec<(String, Holds)> {
    let counted = record.statements().iter().filter(|one| asked.asks_for(one));
    let told = counted.filter_map(|one| {
        let holds = in_between(told_days(record, one, asked), since, is_so)?;
        Some((one.id.to_string(), holds))
    });
    let mut ids: Vec<_> = told.filter(|one| asked.shows(one.1)).collect();
    ids.sort();
    ids
}

/// Who withdraws a statement, of those that can be out on a day; in the order of the record.
fn withdrawers(record: &Record, id: &str, until: Day) -> Vec<String> {
    let is_out = |one: &&Statement| {
        let sources = one.evidence.sources.iter();
        let dates = sources.filter_map(|id| record.source(*id).published.as_ref());
        // one without a dated source is always known
        dates
            .map(When::first_day)
            .min()
            .is_none_or(|day| day <= until)
    };
    let by = record.statements().iter().filter(|one| {
        let mut ids = one.evidence.withdraws.iter();
        ids.any(|withdrawn| **withdrawn == *id)
    });
    by.filter(is_out).map(|one| one.id.to_string()).collect()
}

fn check(record: &Record, asked: &Asked, from: i32, to: i32) -> Result<(), TestCaseError> {
    let graph = ActorGraph::new(record.clone());
    let sets = asked.sets();
    let view = asked.view(&graph, &sets);
    let [from, to] = [from, to].map(day_of);
    let learned: Learned<'_> = view.learned(from, to);
    if to <= from {
        prop_assert!(learned.is_empty());
        return Ok(());
    }
    let (before, after) = (view.known_on(from), view.known_on(to));
    is_difference(
        &learned.members,
        &members(record, before),
        &members(record, after),
    )?;
    let changes: [Vec<Change<'_>>; 2] = [before.changes(), after.changes()];
    is_difference(&learned.changes, &changes[0], &changes[1])?;
    is_difference(&learned.tolls, &tolls(before), &tolls(after))?;
    let between = Between {
        record,
        asked,
        since: (Day::from(from), Day::from(to)),
    };
    let oracle = Oracle::new(record, asked.lens());
    between.are_right(
        &learned.members,
        |one| &one.grounds,
        |one, other| (one.kind, one.member, one.whole) == (other.kind, other.member, other.whole),
    )?;
    between.are_right(
        &learned.changes,
        |one| &one.grounds,
        |one, other| {
            let [own, others] = [one, other].map(|one| &one.grounds.statements);
            let is_shared = own.iter().any(|id| others.contains(id));
            (one.kind, one.actor, one.other) == (other.kind, other.actor, other.other)
                && (is_shared || own.is_empty() && others.is_empty())
        },
    )?;
    between.are_right(
        &learned.tolls,
        |one| &one.grounds,
        |one, other| thing(&oracle, one.surest().id()) == thing(&oracle, other.surest().id()),
    )?;
    between.are_right(
        &learned.stances,
        |one| &one.grounds,
        |one, other| (one.actor, one.other) == (other.actor, other.other),
    )?;
    prop_assert_eq!(learned.toll_before, before.toll());
    prop_assert_eq!(learned.toll_after, after.toll());
    let (one, two) = (stances(record, before), stances(record, after));
    let rows = learned.stances.iter();
    let said = rows.map(|row| {
        let said = |one: &factions::StanceSummary<'_>| {
            let (a, b) = (one.actor.key().to_owned(), one.other.key().to_owned());
            (a, b, one.word, one.grounds.holds, one.grounds.certainty)
        };
        prop_assert!(
            !row.by.is_empty() || !row.by_lives_of.is_empty(),
            "{row:#?}"
        );
        Ok((row.before.as_ref().map(said), row.after.as_ref().map(said)))
    });
    let said = said.collect::<Result<Vec<_>, TestCaseError>>()?;
    let sides = said.iter().cloned();
    let (gone, come): (Vec<_>, Vec<_>) = sides.unzip();
    let sorted = |side: Vec<Option<Said>>| {
        let mut side: Vec<Said> = side.into_iter().flatten().collect();
        side.sort();
        side
    };
    let wanted = |all: &[Said], from: &[Said]| {
        let mut all: Vec<Said> = missing(all, from).into_iter().cloned().collect();
        all.sort();
        all
    };
    prop_assert_eq!(sorted(gone), wanted(&one, &two));
    prop_assert_eq!(sorted(come), wanted(&two, &one));
    if asked.is_of_all_days() {
        let since = (Day::from(from), Day::from(to));
        let known = slow_ids(record, asked, since, |known, _| known);
        prop_assert_eq!(ids(&learned.known), known);
        let withdrawn = slow_ids(record, asked, since, |_, withdrawn| withdrawn);
        prop_assert_eq!(ids(&learned.withdrawn), withdrawn);
    }
    for one in &learned.withdrawn {
        let by: Vec<String> = { one.withdrawn_by.iter() }
            .map(|by| by.key().to_owned())
            .collect();
        prop_assert_eq!(by, withdrawers(record, one.statement.key(), Day::from(to)));
    }
    Ok(())
}

proptest! {
    #![proptest_config(cases(192))]

    #[test]
    fn what_was_learnt_is_what_two_days_know_otherwise(
        record in record(),
        asked in asked(),
        from in day(),
        length in prop_oneof![0..4_i32, 0..40_i32, -2..1_i32],
    ) {
        check(&record, &asked, from, from + length).map_err(|error| match error {
            TestCaseError::Fail(reason) => {
                TestCaseError::fail(format!("{reason}\n{asked:?}\n{}", record.to_toml()))
            }
            reject @ TestCaseError::Reject(_) => reject,
        })?;
    }

    #[test]
    fn the_order_of_a_record_is_no_news(
        (record, order) in record().prop_flat_map(|record| {
            let count = record.to_json_lines().lines().count();
            (Just(record), Just((0..count).collect::<Vec<_>>()).prop_shuffle())
        }),
        from in day(),
        length in 1..40_i32,
    ) {
        let lines = record.to_json_lines();
        let lines: Vec<&str> = lines.lines().collect();
        let shuffled: Vec<&str> = order.iter().map(|at| lines[*at]).collect();
        let other = Record::from_json_lines(shuffled.join("\n").as_bytes());
        let other = other.expect("the lines are as good in any order");
        let told = |record: Record| {
            let graph = ActorGraph::new(record);
            let learned = graph.ever().learned(day_of(from), day_of(from + length));
            let json = serde_json::to_string(&learned).expect("an answer serialises");
            (learned.to_string(), json)
        };
        prop_assert_eq!(told(record), told(other));
    }
}

/// A clash told twice on one day, and withdrawn twice, the second time after what is asked.
const TOLD_TWICE: &str = r#"
    format = 1
    [sources.wire]
    published = 2023-10-08
    [sources.correction]
    published = 2023-10-20
    [sources.later]
    published = 2023-11-20
    [actors]
    a = { name = "A", kind = "armed-group" }
    b = { name = "B", kind = "armed-group" }
    [[events]]
    id = "clash"
    kind = "clash"
    when = 2023-10-07
    from = "a"
    to = "b"
    source = "wire"
    [[events]]
    id = "clash-again"
    kind = "clash"
    when = 2023-10-07
    from = "a"
    to = "b"
    same_as = "clash"
    source = "wire"
    [[events]]
    id = "no-clash"
    kind = "declaration"
    when = 2023-10-19
    actor = "a"
    withdraws = "clash"
    source = "correction"
    [[events]]
    id = "no-clash-again"
    kind = "declaration"
    when = 2023-11-19
    actor = "b"
    withdraws = "clash"
    source = "later"
"#;

#[test]
fn all_that_did_it_are_named_and_nobody_who_came_later() {
    let record = Record::from_toml(TOLD_TWICE).expect("a good record");
    let graph = ActorGraph::new(record);
    let keys = |all: &[StatementRef<'_>]| all.iter().map(|one| one.key().to_owned()).collect();
    let all: Vec<String> = keys(
        &graph
            .ever()
            .learned(date(2023, 10, 1), date(2023, 10, 10))
            .tolls[0]
            .by,
    );
    assert_eq!(all, ["clash", "clash-again"]);
    let by = |until| -> Vec<String> {
        let learned = graph.ever().learned(date(2023, 10, 10), until);
        keys(&learned.withdrawn[0].withdrawn_by)
    };
    assert_eq!(by(date(2023, 10, 30)), ["no-clash"]);
    assert_eq!(by(date(2023, 11, 30)), ["no-clash", "no-clash-again"]);
}

#[test]
fn what_is_learnt_is_of_the_kinds_asked_for_and_comes_with_its_stance() {
    let record = Record::from_toml(
        r#"
        [sources.wire]
        published = 2023-10-08
        [actors]
        a = { name = "A", kind = "armed-group" }
        b = { name = "B", kind = "armed-group" }
        [[events]]
        id = "clash"
        kind = "clash"
        when = 2023-10-07
        from = "a"
        to = "b"
        certainty = "claimed"
        by = "a"
        source = "wire"
        "#,
    );
    let graph = ActorGraph::new(record.expect("a good record"));
    let days = [date(2023, 10, 1), date(2023, 10, 31)];
    let [from, to] = days;
    let all = graph.ever().learned(from, to);
    let known: Vec<&str> = all.known.iter().map(|one| one.statement.key()).collect();
    assert_eq!(known, ["clash"]);
    let words: Vec<_> = { all.stances.iter() }
        .map(|row| [&row.before, &row.after].map(|one| one.as_ref().map(|one| one.word)))
        .collect();
    assert_eq!(words, [[None, Some(StanceWord::Negative)]]);
    for view in [
        graph.ever().without(EventKind::Clash),
        graph.ever().at_least(Certainty::Reported),
    ] {
        assert!(view.learned(from, to).known.is_empty());
    }
}
