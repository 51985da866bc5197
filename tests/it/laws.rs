//! Every view and question of the library equals the naive oracle's answer.

use crate::support::oracle::{EVER, Lens, Oracle, diff};
use crate::support::strategies::record_for_the_oracle as record;
use factions::{
    ActorGraph, ActorId, ActorSet, Associate, Certainty, Date, Day, Deaths, Holds, Kind, Kinds,
    Membership, Record, SourceId, SourceSet, StatementId, StatementRef, Step, View, date,
};
use proptest::prelude::*;
use proptest::sample::select;
use std::collections::{BTreeMap, BTreeSet};
use std::ops::Bound;

/// A lens at random, on the days that random records are about.
#[derive(Debug, Clone)]
struct Asked {
    window: Option<(i32, i32)>,
    events: Option<(i32, i32)>,
    known_on: Option<i32>,
    at_least: Option<Certainty>,
    only: Option<Vec<Kind>>,
    without: Option<Vec<Kind>>,
    among: Option<Vec<u32>>,
    sources: Option<Vec<u32>>,
    certainly: bool,
}

fn day() -> impl Strategy<Value = i32> {
    let first = Day::from(date(2023, 8, 26)).number();
    first..first + 43
}

fn window() -> impl Strategy<Value = (i32, i32)> {
    (day(), prop_oneof![Just(1), 0..3, 1..20]).prop_map(|(from, length)| (from, from + length))
}

fn kinds() -> impl Strategy<Value = Vec<Kind>> {
    proptest::collection::vec(select(Kind::all().collect::<Vec<_>>()), 1..16)
}

fn asked() -> impl Strategy<Value = Asked> {
    let maybe = |weight| proptest::option::weighted(weight, Just(()));
    let time = (
        proptest::option::weighted(0.85, window()),
        proptest::option::weighted(0.2, window()),
        proptest::option::weighted(0.3, prop_oneof![day(), day().prop_map(|day| day + 40)]),
        maybe(0.3),
    );
    let filters = (
        proptest::option::weighted(0.3, select(Certainty::ALL.to_vec())),
        proptest::option::weighted(0.2, kinds()),
        proptest::option::weighted(0.15, kinds()),
        proptest::option::weighted(0.2, proptest::collection::vec(0..7_u32, 1..6)),
        proptest::option::weighted(0.2, proptest::collection::vec(0..4_u32, 1..3)),
    );
    (time, filters).prop_map(|(time, filters)| Asked {
        window: time.0,
        events: time.1,
        known_on: time.2,
        certainly: time.3.is_some(),
        at_least: filters.0,
        only: filters.1,
        without: filters.2,
        among: filters.3,
        sources: filters.4,
    })
}

/// The filter sets that a view borrows.
struct Sets {
    among: Option<ActorSet>,
    sources: Option<SourceSet>,
}

impl Asked {
    fn sets(&self) -> Sets {
        let actors = |all: &Vec<u32>| all.iter().copied().map(ActorId::new).collect();
        let sources = |all: &Vec<u32>| all.iter().copied().map(SourceId::new).collect();
        Sets {
            among: self.among.as_ref().map(actors),
            sources: self.sources.as_ref().map(sources),
        }
    }

    fn view<'g, 'f>(&self, graph: &'g ActorGraph, sets: &'f Sets) -> View<'g, 'f> {
        let mut view = match self.window {
            Some(window) => graph.during(range(window)),
            None => graph.ever(),
        };
        if let Some(events) = self.events {
            view = view.events_during(range(events));
        }
        if let Some(day) = self.known_on {
            view = view.known_on(day_of(day));
        }
        if let Some(certainty) = self.at_least {
            view = view.at_least(certainty);
        }
        if let Some(kinds) = &self.only {
            view = view.only(kinds.iter().copied().collect::<Kinds>());
        }
        if let Some(kinds) = &self.without {
            view = view.without(kinds.iter().copied().collect::<Kinds>());
        }
        if let Some(among) = &sets.among {
            view = view.among(among);
        }
        if let Some(sources) = &sets.sources {
            view = view.from_sources(sources);
        }
        if self.certainly {
            view = view.certainly();
        }
        view
    }

    fn lens(&self) -> Lens {
        let wide = |(from, to): (i32, i32)| (i64::from(from), i64::from(to));
        Lens {
            window: self.window.map_or(EVER, wide),
            events: self.events.map(wide),
            known_on: self.known_on.map(i64::from),
            at_least: self.at_least.unwrap_or(Certainty::Alleged),
            only: self
                .only
                .as_ref()
                .map(|kinds| kinds.iter().copied().collect()),
            without: self
                .without
                .as_ref()
                .map(|kinds| kinds.iter().copied().collect()),
            among: self
                .among
                .as_ref()
                .map(|all| all.iter().copied().map(ActorId::new).collect()),
            sources: self
                .sources
                .as_ref()
                .map(|all| all.iter().copied().map(SourceId::new).collect()),
            certainly: self.certainly,
        }
    }
}

fn day_of(number: i32) -> Date {
    Day::new(number).date().expect("a day of a test")
}

fn range((from, to): (i32, i32)) -> (Bound<Date>, Bound<Date>) {
    (Bound::Included(day_of(from)), Bound::Excluded(day_of(to)))
}

fn number(day: Day) -> i64 {
    crate::support::oracle::time::number(day)
}

fn ids(statements: &[StatementRef<'_>]) -> BTreeSet<StatementId> {
    statements.iter().map(|one| one.id()).collect()
}

type Others = BTreeMap<ActorId, (Holds, BTreeSet<StatementId>)>;

fn others(answers: Vec<Associate<'_>>) -> Others {
    let row = |one: Associate<'_>| {
        (
            one.other.id(),
            (one.grounds.holds, ids(&one.grounds.statements)),
        )
    };
    answers.into_iter().map(row).collect()
}

fn slow_others(answers: BTreeMap<ActorId, crate::support::oracle::Other>) -> Others {
    let row =
        |(id, one): (ActorId, crate::support::oracle::Other)| (id, (one.holds, one.statements));
    answers.into_iter().map(row).collect()
}

/// For each actor at the other end: how it holds, directly alone and in all.
fn belonging(
    answers: &[Membership<'_>],
    direct: bool,
    other: impl Fn(&Membership<'_>) -> ActorId,
) -> BTreeMap<ActorId, Holds> {
    let mut found = BTreeMap::new();
    for answer in answers {
        let chains = answer
            .chains
            .iter()
            .filter(|chain| !direct || chain.ties.len() == 1);
        if let Some(holds) = chains.map(|chain| chain.holds).max() {
            found.insert(other(answer), holds);
        }
        assert_eq!(
            answer.chains.iter().map(|chain| chain.holds).max(),
            Some(answer.grounds.holds)
        );
    }
    found
}

fn actors(record: &Record) -> impl Iterator<Item = ActorId> {
    (0..u32::try_from(record.actors().len()).expect("a few")).map(ActorId::new)
}

/// A record, its graph, what is asked, and the oracle's lens.
fn check(
    record: &Record,
    asked: &Asked,
    test: impl Fn(View<'_, '_>, &Oracle<'_>) -> Result<(), TestCaseError>,
) -> Result<(), TestCaseError> {
    let graph = ActorGraph::new(record.clone());
    let sets = asked.sets();
    let oracle = Oracle::new(record, asked.lens());
    test(asked.view(&graph, &sets), &oracle)
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(128))]

    #[test]
    fn ties_and_actors_are_the_oracles(record in record(), asked in asked()) {
        check(&record, &asked, |view, oracle| {
            let mut fast = BTreeSet::new();
            for actor in actors(&record) {
                for neighbor in view.neighbors(actor) {
                    let (a, b) = (neighbor.tie.from().id(), neighbor.tie.to().id());
                    let is_directed = neighbor.tie.is_directed();
                    fast.insert((neighbor.tie.statement().id(), a, b, is_directed, neighbor.holds));
                }
            }
            let slow: BTreeSet<_> = oracle
                .ties()
                .into_iter()
                .map(|tie| (tie.statement, tie.a, tie.b, tie.is_directed, tie.holds))
                .collect();
            prop_assert_eq!(fast, slow);
            let fast: BTreeMap<ActorId, Holds> =
                view.actors().map(|one| (one.actor.id(), one.holds)).collect();
            prop_assert_eq!(fast, oracle.actors(), "{:?} {}", asked, record.to_toml());
            Ok(())
        })?;
    }

    #[test]
    fn associates_are_the_oracles(record in record(), asked in asked()) {
        check(&record, &asked, |view, oracle| {
            for a in actors(&record) {
                prop_assert_eq!(others(view.allies(a)), slow_others(oracle.allies(a)));
                prop_assert_eq!(others(view.partners(a)), slow_others(oracle.partners(a)));
                prop_assert_eq!(others(view.adversaries(a)), slow_others(oracle.adversaries(a)));
                prop_assert_eq!(others(view.supporters(a)), slow_others(oracle.supporters(a)));
                prop_assert_eq!(others(view.clients(a)), slow_others(oracle.clients(a)));
                prop_assert_eq!(others(view.patrons(a)), slow_others(oracle.patrons(a)));
                prop_assert_eq!(others(view.affiliates(a)), slow_others(oracle.affiliates(a)));
                prop_assert_eq!(others(view.victims(a)), slow_others(oracle.victims(a)));
                prop_assert_eq!(others(view.attackers(a)), slow_others(oracle.attackers(a)));
            }
            Ok(())
        })?;
    }

    #[test]
    fn belonging_is_the_oracles(record in record(), asked in asked()) {
        check(&record, &asked, |view, oracle| {
            for a in actors(&record) {
                for nested in [false, true] {
                    let down = |answers: Vec<Membership<'_>>| {
                        belonging(&answers, !nested, |one| one.member.id())
                    };
                    let up = |answers: Vec<Membership<'_>>| {
                        belonging(&answers, !nested, |one| one.whole.id())
                    };
                    prop_assert_eq!(down(view.members(a)), oracle.members(a, nested));
                    prop_assert_eq!(up(view.coalitions(a)), oracle.coalitions(a, nested));
                    prop_assert_eq!(down(view.parts(a)), oracle.parts(a, nested));
                    prop_assert_eq!(up(view.wholes(a)), oracle.wholes(a, nested));
                }
            }
            Ok(())
        })?;
    }

    #[test]
    fn stances_are_the_oracles(record in record(), asked in asked()) {
        check(&record, &asked, |view, oracle| {
            for a in actors(&record) {
                for b in actors(&record) {
                    let fast = view.stance(a, b);
                    let slow = oracle.stance(a, b);
                    let ways: BTreeSet<_> = fast
                        .ways
                        .iter()
                        .map(|way| {
                            let actors: Vec<_> = way.actors.iter().map(|one| one.id()).collect();
                            let ties = way.ties.iter().map(|tie| tie.statement().id());
                            let ties: Vec<_> = ties.collect();
                            let sign = way.sign.unwrap_or(factions::Sign::Neutral);
                            (way.length, sign, way.holds, way.certainty, actors, ties)
                        })
                        .collect();
                    let slow_ways: BTreeSet<_> = slow
                        .ways
                        .iter()
                        .cloned()
                        .map(|way| {
                            let (actors, ties) = (way.actors, way.statements);
                            (way.length, way.sign, way.holds, way.certainty, actors, ties)
                        })
                        .collect();
                    prop_assert_eq!(ways, slow_ways);
                    prop_assert_eq!(fast.word.as_str(), slow.word);
                    let grounds = fast.grounds.as_ref();
                    prop_assert_eq!(grounds.map(|grounds| grounds.holds), slow.holds);
                    prop_assert_eq!(grounds.map(|grounds| grounds.certainty), slow.certainty);
                }
            }
            Ok(())
        })?;
    }

    #[test]
    fn changes_are_the_oracles(record in record(), asked in asked()) {
        check(&record, &asked, |view, oracle| {
            let mut fast: Vec<_> = view
                .changes()
                .iter()
                .map(|change| {
                    (
                        number(change.days.first),
                        number(change.days.last),
                        change.kind.as_str(),
                        change.actor.id(),
                        change.other.map(factions::ActorRef::id),
                        change.grounds.holds,
                        change.grounds.certainty,
                        ids(&change.despite),
                    )
                })
                .collect();
            let mut slow: Vec<_> = oracle
                .changes()
                .into_iter()
                .map(|change| {
                    (
                        change.earliest,
                        change.latest,
                        change.kind,
                        change.actor,
                        change.other,
                        change.holds,
                        change.certainty,
                        change.despite,
                    )
                })
                .collect();
            fast.sort();
            slow.sort();
            prop_assert_eq!(fast, slow);
            Ok(())
        })?;
    }

    #[test]
    fn events_and_tolls_are_the_oracles(record in record(), asked in asked()) {
        check(&record, &asked, |view, oracle| {
            let fast: BTreeSet<_> = view
                .events()
                .iter()
                .map(|one| {
                    let grounds = &one.grounds;
                    let toll = one.killed.as_ref().map(|killed| killed.deaths);
                    let statements = ids(&grounds.statements);
                    (statements, grounds.holds, grounds.certainty, toll, one.is_violent())
                })
                .collect();
            let slow: BTreeSet<_> = oracle
                .events()
                .into_iter()
                .map(|one| (one.statements, one.holds, one.certainty, one.toll, one.is_violent))
                .collect();
            prop_assert_eq!(fast, slow);
            let toll = view.toll();
            let (all, certain) = oracle.toll();
            let counts = |count: factions::Count| -> (Deaths, u64, u64, u64) {
                let killed = count.killed().unwrap_or_default();
                (killed, count.happenings, count.violent, count.without_figure)
            };
            let slow = |total: &crate::support::oracle::happenings::Total| {
                (
                    total.deaths,
                    total.happenings as u64,
                    total.violent as u64,
                    total.violent_without_figure as u64,
                )
            };
            // the low of a total counts what is certain alone
            let all_but_low = (Deaths { low: certain.deaths.low, ..all.deaths }, slow(&all).1);
            prop_assert_eq!((counts(toll.all()).0, counts(toll.all()).1), all_but_low);
            prop_assert_eq!(counts(toll.all()).2, slow(&all).2);
            prop_assert_eq!(counts(toll.all()).3, slow(&all).3);
            prop_assert_eq!(counts(toll.certainly), slow(&certain));
            prop_assert_eq!(toll.possibly.violent, all.violent_possibly as u64);
            Ok(())
        })?;
    }

    #[test]
    fn denials_and_components_are_the_oracles(record in record(), asked in asked()) {
        check(&record, &asked, |view, oracle| {
            let fast: BTreeMap<StatementId, Holds> = view
                .denied()
                .iter()
                .filter(|one| one.toll.is_none())
                .map(|one| (one.statement.id(), one.grounds.holds))
                .collect();
            prop_assert_eq!(fast, oracle.denied());
            let fast: BTreeSet<BTreeSet<ActorId>> = view
                .components()
                .iter()
                .map(|one| one.actors.iter().map(|actor| actor.id()).collect())
                .collect();
            prop_assert_eq!(fast, oracle.components());
            Ok(())
        })?;
    }

    #[test]
    fn lineages_and_names_are_the_oracles(record in record(), asked in asked()) {
        check(&record, &asked, |view, oracle| {
            for a in actors(&record) {
                let lineage = view.lineage(a);
                let relatives = |all: &[factions::Relative<'_>]| -> BTreeMap<ActorId, Holds> {
                    all.iter().map(|one| (one.actor.id(), one.holds)).collect()
                };
                prop_assert_eq!(relatives(&lineage.ancestors), oracle.ancestors(a), "{:?} {:?} {}", a, asked, record.to_toml());
                prop_assert_eq!(relatives(&lineage.descendants), oracle.descendants(a));
            }
            Ok(())
        })?;
    }

    #[test]
    fn contradictions_are_the_oracles(record in record(), asked in asked()) {
        check(&record, &asked, |view, oracle| {
            let fast: BTreeSet<_> = view
                .contradictions()
                .iter()
                .map(|one| {
                    let statements = ids(&one.grounds.statements);
                    let pair = one.actor.zip(one.other).map(|(a, b)| (a.id(), b.id()));
                    (one.kind.as_str(), statements, pair, one.grounds.holds)
                })
                .collect();
            let slow: BTreeSet<_> = oracle
                .contradictions()
                .into_iter()
                .map(|one| {
                    let statements = BTreeSet::from([one.statements.0, one.statements.1]);
                    (one.kind, statements, one.pair, one.holds)
                })
                .collect();
            prop_assert_eq!(fast, slow);
            Ok(())
        })?;
    }

    #[test]
    fn dyads_are_the_oracles(record in record(), asked in asked()) {
        check(&record, &asked, |view, oracle| {
            for a in actors(&record) {
                for b in actors(&record).filter(|&b| b != a) {
                    let dyad = view.dyad(a, b);
                    let (ties, happenings) = oracle.dyad(a, b);
                    let fast: BTreeSet<StatementId> =
                        dyad.relations.iter().map(|one| one.tie().statement().id()).collect();
                    let slow: BTreeSet<StatementId> = ties
                        .into_iter()
                        .filter(|tie| record.statement(tie.statement).relation().is_some())
                        .map(|tie| tie.statement)
                        .collect();
                    prop_assert_eq!(fast, slow);
                    let fast: BTreeSet<_> = dyad
                        .events
                        .iter()
                        .map(|one| (ids(&one.grounds.statements), one.grounds.holds))
                        .collect();
                    let slow: BTreeSet<_> =
                        happenings.into_iter().map(|one| (one.statements, one.holds)).collect();
                    prop_assert_eq!(fast, slow);
                }
            }
            Ok(())
        })?;
    }

    #[test]
    fn differences_are_the_oracles(record in record(), one in asked(), two in asked()) {
        let graph = ActorGraph::new(record.clone());
        let (sets, more) = (one.sets(), two.sets());
        let (first, second) = (one.view(&graph, &sets), two.view(&graph, &more));
        let fast: BTreeSet<_> = first
            .diff(second)
            .iter()
            .map(|row| {
                let grounds = &row.grounds;
                (row.word.as_str(), row.kind, row.actor.id(), row.other.id(), grounds.holds)
            })
            .collect();
        let (first, second) = (Oracle::new(&record, one.lens()), Oracle::new(&record, two.lens()));
        let slow: BTreeSet<_> = diff(&first, &second)
            .into_iter()
            .filter(|((kind, ..), _)| kind.relation().is_some())
            .map(|((kind, a, b, _), row)| (row.word, kind, a, b, row.holds))
            .collect();
        prop_assert_eq!(fast, slow);
    }

    #[test]
    fn a_series_sums_to_the_toll_and_dates_as_the_oracle(record in record(), asked in asked()) {
        check(&record, &asked, |view, oracle| {
            for step in Step::ALL {
                let series = view.series(*step);
                prop_assert_eq!(series.total(), view.toll());
                let steps: Vec<(i64, i64)> = series
                    .steps
                    .iter()
                    .map(|one| (number(one.days.from), number(one.days.to)))
                    .collect();
                let (slow, not_dated) = oracle.series(&steps);
                let figures = |count: factions::Count| {
                    let killed = count.killed().unwrap_or_default();
                    (killed.best, killed.high, count.happenings)
                };
                let fast: Vec<_> =
                    series.steps.iter().map(|one| figures(one.tally.total.all())).collect();
                let slow: Vec<_> = slow
                    .iter()
                    .map(|total| (total.deaths.best, total.deaths.high, total.happenings as u64))
                    .collect();
                prop_assert_eq!(fast, slow);
                prop_assert_eq!(
                    figures(series.not_dated.total.all()),
                    (not_dated.deaths.best, not_dated.deaths.high, not_dated.happenings as u64)
                );
            }
            Ok(())
        })?;
    }
}
