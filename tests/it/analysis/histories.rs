//! Spells, side switches and survival, against a loop over days.

use crate::support::strategies::{event_when, record, when};
use crate::support::tiny;
use factions::{
    ActorGraph, ActorRef, ConflictRule, Date, Day, DyadHistory, DyadSign, Holds, Lifetime,
    SignRule, Spell, SpellRule, StanceWord, Step, StepStanding, SurvivalCurve, TieId, View, date,
};
use proptest::prelude::*;
use std::collections::BTreeMap;

/// The days that random records are about, and some around them.
fn days() -> impl Iterator<Item = Date> {
    let first = date(2023, 8, 20);
    (0..60).map(move |n| first.saturating_add(jiff::ToSpan::days(n)))
}

fn window(graph: &ActorGraph) -> View<'_, 'static> {
    let last = days().last().expect("there are days");
    graph.during(date(2023, 8, 20)..=last)
}

fn dyads(graph: &ActorGraph) -> impl Iterator<Item = (factions::ActorId, factions::ActorId)> {
    let all: Vec<_> = graph.actors().map(ActorRef::id).collect();
    let pairs = all.iter().flat_map(|&a| all.iter().map(move |&b| (a, b)));
    let pairs: Vec<_> = pairs.filter(|(a, b)| a < b).collect();
    pairs.into_iter()
}

/// The ties of a sign on each day, and which hold certainly, by asking every day.
type Presence = BTreeMap<(DyadSign, i32), BTreeMap<TieId, Holds>>;

fn presence(graph: &ActorGraph, a: factions::ActorId, b: factions::ActorId) -> Presence {
    let mut presence = Presence::new();
    for day in days() {
        for neighbor in graph.at(day).ties_between(a, b) {
            if let Some(sign) = SignRule::default().sign_of(neighbor.tie.kind()) {
                let held = presence.entry((sign, Day::from(day).number())).or_default();
                held.insert(neighbor.tie.id(), neighbor.holds);
            }
        }
    }
    presence
}

/// Whether a sign holds on a day, possibly or certainly, with events bridged, by trying all pairs.
fn is_there(
    graph: &ActorGraph,
    all: &Presence,
    sign: DyadSign,
    day: i32,
    gap: i32,
    sure: bool,
) -> bool {
    let counts = |holds: &Holds| !sure || *holds == Holds::Certainly;
    if all
        .get(&(sign, day))
        .is_some_and(|held| held.values().any(counts))
    {
        return true;
    }
    let events = |from: i32, to: i32| {
        let found = all
            .iter()
            .filter(move |((of, on), _)| *of == sign && (from..=to).contains(on));
        let ties =
            found.flat_map(|((_, on), held)| held.iter().map(|(tie, holds)| (*on, *tie, *holds)));
        let ties = ties.filter(|(_, tie, holds)| {
            let tie = graph.tie_by_id(*tie).expect("it is of this graph");
            tie.kind().event().is_some() && counts(holds)
        });
        ties.collect::<Vec<_>>()
    };
    let (before, after) = (events(day - gap, day - 1), events(day + 1, day + gap));
    before.iter().any(|(d1, one, _)| {
        after.iter().any(|(d2, two, _)| {
            let tie = graph.tie_by_id(*one).expect("it is of this graph");
            let when = tie
                .statement()
                .record()
                .event()
                .and_then(|event| event.when.clone());
            let is_several = when.is_some_and(|when| when.is_several());
            d2 - d1 <= gap && (one != two || is_several)
        })
    })
}

/// A record of two actors with many ties of both signs between them.
fn two_actors() -> impl Strategy<Value = ActorGraph> {
    let clash = event_when().prop_map(|when| {
        format!("[[events]]\nkind = \"clash\"\nwhen = \"{when}\"\nsides = [[\"a\"], [\"b\"]]\n")
    });
    let kind = proptest::sample::select(vec!["alliance", "rivalry"]);
    let relation = (kind, when()).prop_map(|(kind, start)| {
        let start = format!("start = \"{start}\"\nend = \"[2023-10-02..2023-10-04]\"");
        format!("[[relations]]\nkind = \"{kind}\"\nbetween = [\"a\", \"b\"]\n{start}\n")
    });
    let ties = proptest::collection::vec(prop_oneof![4 => clash, 1 => relation], 1..8);
    ties.prop_filter_map("a period must not be empty", |ties| {
        let actors = "[actors]\na = { name = \"A\", kind = \"armed-group\" }\n\
                      b = { name = \"B\", kind = \"armed-group\" }\n";
        let text = format!("format = 1\n{actors}{}", ties.concat());
        Some(ActorGraph::new(factions::Record::from_toml(&text).ok()?))
    })
}

fn sign_of(with: bool, against: bool) -> Option<DyadSign> {
    match (with, against) {
        (true, true) => Some(DyadSign::Ambivalent),
        (true, false) => Some(DyadSign::Positive),
        (false, true) => Some(DyadSign::Negative),
        (false, false) => None,
    }
}

/// Whether a step is certain by what each of some days says: how two stand on it, and how that holds.
fn is_sure(one: &StepStanding<'_>, said: &[(Date, DyadSign, Holds)]) -> bool {
    let own = said
        .iter()
        .filter(|said| one.window.contains(Day::from(said.0)));
    let is_on_a_day = |sign| {
        own.clone()
            .any(|said| (said.1, said.2) == (sign, Holds::Certainly))
    };
    match one.sign {
        Some(DyadSign::Ambivalent) => {
            is_on_a_day(DyadSign::Ambivalent)
                || is_on_a_day(DyadSign::Positive) && is_on_a_day(DyadSign::Negative)
        }
        Some(sign) => is_on_a_day(sign),
        None => true,
    }
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(96))]

    #[test]
    fn a_history_says_of_each_day_what_the_signed_graph_of_that_day_says(
        record in record(),
        rule in proptest::sample::select(ConflictRule::ALL),
    ) {
        let graph = ActorGraph::new(record);
        let view = window(&graph);
        let histories: Vec<(_, DyadHistory<'_>)> = dyads(&graph)
            .map(|(a, b)| ((a, b), view.dyad_history(b, a, SpellRule::from(rule).with_gap(0))))
            .collect();
        for day in days() {
            let signed = graph.at(day).signed(rule);
            for ((a, b), history) in &histories {
                let spell = history.on(day).expect("spells cover the window");
                let edge = signed.dyad(*a, *b);
                prop_assert_eq!(spell.sign, edge.map(|edge| edge.sign));
                let Some(edge) = edge else { continue };
                let certain = spell.certain.filter(|days| days.contains(Day::from(day)));
                if edge.grounds.holds == Holds::Certainly {
                    prop_assert!(certain.is_some());
                    prop_assert_eq!(spell.holds(), Holds::Certainly);
                }
                let at_edge = spell.certain.is_some_and(|days| {
                    days.from == Day::from(day) || days.to == Day::from(day).next()
                });
                prop_assert!(!at_edge || edge.grounds.holds == Holds::Certainly);
                for statement in &edge.grounds.statements {
                    let grounds = spell.grounds.as_ref().expect("it has ties");
                    prop_assert!(grounds.statements.contains(statement));
                }
            }
        }
    }

    #[test]
    fn through_coalitions_a_history_says_of_each_day_what_the_stance_of_that_day_says(record in record()) {
        // a tie of tellings that cannot meet is looked for on the days of its own telling alone
        prop_assume!(record.statements().iter().all(|one| one.same_as.is_empty()));
        let graph = ActorGraph::new(record);
        let view = window(&graph);
        let rule = SpellRule::from(SignRule::default().with_one_sided());
        let rule = rule.with_gap(0).through_coalitions();
        let all = view.dyad_histories(rule);
        for (a, b) in dyads(&graph) {
            let history = view.dyad_history(b, a, rule);
            let listed = all.iter().find(|one| (one.one.id(), one.other.id()) == (a, b));
            prop_assert!(listed.is_none_or(|listed| *listed == history));
            prop_assert_eq!(listed.is_some(), history.spells.iter().any(|spell| spell.sign.is_some()));
            for day in days() {
                let stance = graph.at(day).stance(a, b);
                let spell = history.on(day).expect("spells cover the window");
                let sign = match stance.word {
                    StanceWord::Positive => Some(DyadSign::Positive),
                    StanceWord::Negative => Some(DyadSign::Negative),
                    StanceWord::Ambivalent => Some(DyadSign::Ambivalent),
                    _ => None,
                };
                prop_assert_eq!(spell.sign, sign, "{} {} {}", day, stance, history);
                let (Some(_), Some(grounds)) = (sign, stance.grounds.as_ref()) else { continue };
                let certain = spell.certain.filter(|days| days.contains(Day::from(day)));
                if grounds.holds == Holds::Certainly {
                    prop_assert!(certain.is_some(), "{} {} {}", day, stance, history);
                }
                let at_edge = spell.certain.is_some_and(|days| {
                    days.from == Day::from(day) || days.to == Day::from(day).next()
                });
                prop_assert!(!at_edge || grounds.holds == Holds::Certainly, "{} {} {}", day, stance, history);
                let is_through = stance.ways[0].length > 0;
                prop_assert!(!is_through || spell.is_through_others);
            }
        }
    }

    #[test]
    fn a_step_says_all_that_its_days_say(
        record in record(), is_through in any::<bool>(), step in proptest::sample::select(Step::ALL)
    ) {
        let graph = ActorGraph::new(record);
        let rule = SpellRule::default().with_gap(3);
        let rule = if is_through { rule.through_coalitions() } else { rule };
        for history in window(&graph).dyad_histories(rule) {
            let steps = history.by_step(step);
            for days in steps.windows(2) {
                prop_assert_eq!(days[0].window.to, days[1].window.from);
            }
            for day in days().filter(|&day| history.on(day).is_some_and(|spell| spell.sign.is_some())) {
                prop_assert!(steps.iter().any(|one| one.window.contains(Day::from(day))), "{}", day);
            }
            for one in steps {
                let own: Vec<&Spell<'_>> = days()
                    .filter(|&day| one.window.contains(Day::from(day)))
                    .filter_map(|day| history.on(day))
                    .filter(|spell| spell.sign.is_some())
                    .collect();
                let has = |sign| own.iter().any(|spell| spell.sign == Some(sign));
                let is_both = has(DyadSign::Positive) && has(DyadSign::Negative);
                let sign = if is_both || has(DyadSign::Ambivalent) {
                    Some(DyadSign::Ambivalent)
                } else {
                    own.first().and_then(|spell| spell.sign)
                };
                prop_assert_eq!(one.sign, sign, "{} {}", one, history);
                prop_assert_eq!(&one.label, &step.label(one.window.from));
                for spell in own {
                    let grounds = spell.grounds.as_ref().expect("it has ties");
                    prop_assert!(grounds.statements.iter().all(|own| one.statements.contains(own)));
                }
            }
        }
    }

    #[test]
    fn a_step_is_as_certain_as_the_graphs_of_its_days(
        record in record(), is_through in any::<bool>(), step in proptest::sample::select(Step::ALL)
    ) {
        // a tie of tellings that cannot meet is looked for on the days of its own telling alone
        prop_assume!(!is_through || record.statements().iter().all(|one| one.same_as.is_empty()));
        let graph = ActorGraph::new(record);
        let signs = SignRule::default();
        let rule = if is_through {
            SpellRule::from(signs.with_one_sided()).with_gap(0).through_coalitions()
        } else {
            SpellRule::from(signs).with_gap(0)
        };
        let signed: Vec<_> = days().map(|day| (day, graph.at(day).signed(signs))).collect();
        for history in window(&graph).dyad_histories(rule) {
            let (a, b) = (history.one.id(), history.other.id());
            let said: Vec<(Date, DyadSign, Holds)> = { signed.iter() }
                .filter_map(|(day, signed)| {
                    if !is_through {
                        let edge = signed.dyad(a, b)?;
                        return Some((*day, edge.sign, edge.grounds.holds));
                    }
                    let stance = graph.at(*day).stance(a, b);
                    let sign = match stance.word {
                        StanceWord::Positive => DyadSign::Positive,
                        StanceWord::Negative => DyadSign::Negative,
                        StanceWord::Ambivalent => DyadSign::Ambivalent,
                        _ => return None,
                    };
                    Some((*day, sign, stance.grounds?.holds))
                })
                .collect();
            for one in history.by_step(step) {
                let wanted = is_sure(&one, &said);
                prop_assert_eq!(one.holds == Holds::Certainly, wanted, "{}\n{}", one, history);
            }
        }
    }

    #[test]
    fn a_step_of_two_with_many_ties_is_as_certain_as_its_days(
        graph in two_actors(), step in proptest::sample::select(Step::ALL)
    ) {
        let signs = SignRule::default();
        for (a, b) in dyads(&graph) {
            let said = days().filter_map(|day| {
                let signed = graph.at(day).signed(signs);
                let edge = signed.dyad(a, b)?;
                Some((day, edge.sign, edge.grounds.holds))
            });
            let said: Vec<_> = said.collect();
            let history = window(&graph).dyad_history(a, b, SpellRule::from(signs).with_gap(0));
            for one in history.by_step(step) {
                prop_assert_eq!(one.holds == Holds::Certainly, is_sure(&one, &said), "{}\n{}", one, history);
            }
        }
    }

    #[test]
    fn a_window_without_end_loses_no_step_of_one_with_ends(
        record in record(), is_through in any::<bool>(), step in proptest::sample::select(Step::ALL)
    ) {
        let graph = ActorGraph::new(record);
        let rule = SpellRule::default();
        let rule = if is_through { rule.through_coalitions() } else { rule };
        for history in graph.ever().dyad_histories(rule) {
            let steps = history.by_step(step);
            for spell in history.spells.iter().filter(|spell| spell.sign.is_some()) {
                // the day before and after each day on which something is known to turn
                let certain = spell.certain.into_iter().flat_map(|days| [days.from, days.to]);
                let turns = [spell.window.from, spell.window.to].into_iter().chain(certain);
                for turn in turns.filter(|day| day.is_finite()) {
                    for day in [turn.previous(), turn].into_iter().filter(|day| spell.window.contains(*day)) {
                        let own = steps.iter().find(|one| one.window.contains(day));
                        prop_assert!(own.is_some_and(|one| one.sign.is_some()), "{}\n{}", turn, history);
                    }
                }
            }
        }
    }

    #[test]
    fn events_at_most_a_gap_apart_are_one_spell(graph in two_actors(), gap in 1..25_i32) {
        let rule = SpellRule::default().with_gap(gap.unsigned_abs());
        for (a, b) in dyads(&graph) {
            let history = window(&graph).dyad_history(a, b, rule);
            let all = presence(&graph, a, b);
            for day in days() {
                let number = Day::from(day).number();
                let is = |sign, sure| is_there(&graph, &all, sign, number, gap, sure);
                let with = is(DyadSign::Positive, false);
                let against = is(DyadSign::Negative, false);
                let spell = history.on(day).expect("spells cover the window");
                prop_assert_eq!(spell.sign, sign_of(with, against), "{} {}", day, history);
                let sure_with = is(DyadSign::Positive, true);
                let sure_against = is(DyadSign::Negative, true);
                if spell.sign.is_some() && spell.sign == sign_of(sure_with, sure_against) {
                    let certain = spell.certain.filter(|days| days.contains(Day::from(day)));
                    prop_assert!(certain.is_some(), "{} {}", day, history);
                }
            }
        }
    }

    #[test]
    fn spells_cover_the_window_and_differ_from_their_neighbours(record in record()) {
        let graph = ActorGraph::new(record);
        let view = window(&graph);
        for history in view.dyad_histories(SpellRule::default().with_gap(3)) {
            let spells = &history.spells;
            prop_assert_eq!(spells[0].window.from, view.window().from);
            prop_assert_eq!(spells[spells.len() - 1].window.to, view.window().to);
            for pair in spells.windows(2) {
                prop_assert_eq!(pair[0].window.to, pair[1].window.from);
                prop_assert_ne!(pair[0].sign, pair[1].sign);
            }
            for spell in spells {
                prop_assert!(spell.starts.first <= spell.starts.last);
                prop_assert!(spell.ends.first <= spell.ends.last);
            }
            let of_pair = view.dyad_history(history.one, history.other, SpellRule::default().with_gap(3));
            prop_assert_eq!(of_pair, history);
        }
    }

    #[test]
    fn a_side_switch_is_a_flip_between_two_spells_of_one_sign(graph in two_actors()) {
        let rule = SpellRule::default().with_gap(2);
        let switches = window(&graph).side_switches(rule);
        let mut naive = 0;
        for history in window(&graph).dyad_histories(rule) {
            let mut last = None;
            for sign in history.spells.iter().filter_map(|spell| spell.sign) {
                if sign != DyadSign::Ambivalent {
                    naive += usize::from(last.is_some_and(|last| last != sign));
                    last = Some(sign);
                }
            }
        }
        prop_assert_eq!(switches.len(), naive);
        prop_assert!(switches.is_sorted_by_key(|switch| switch.days));
    }

    #[test]
    fn kaplan_and_meier_is_the_share_computed_day_by_day(
        lives in proptest::collection::vec((0..12_u32, any::<bool>()), 0..30),
    ) {
        let lifetimes = lives.iter().map(|&(days, is_ended)| Lifetime { length_in_days: days, is_ended });
        let curve = SurvivalCurve::new(lifetimes);
        let mut share = 1.0;
        for day in 0..14_u32 {
            let lasting = lives.iter().filter(|life| life.0 >= day).count();
            let ending = lives.iter().filter(|life| **life == (day, true)).count();
            if lasting > 0 {
                let (ending, lasting) = (u32::try_from(ending), u32::try_from(lasting));
                share *= 1.0 - f64::from(ending.expect("few")) / f64::from(lasting.expect("few"));
            }
            prop_assert!((curve.at(day) - share).abs() < 1e-12);
            let is_past = curve.median().is_some_and(|median| median <= day);
            prop_assert_eq!(is_past, share <= 0.5 + 1e-9);
        }
    }
}

#[test]
fn the_curve_of_the_remission_trial_is_as_published() {
    // Freireich and others (1963), the group treated with 6-mercaptopurine, in weeks, as every
    // textbook on survival has it: S(6) = 0.857, S(10) = 0.753, S(13) = 0.690, S(23) = 0.448
    let ended = [6, 6, 6, 7, 10, 13, 16, 22, 23];
    let censored = [6, 9, 10, 11, 17, 19, 20, 25, 32, 32, 34, 35];
    let life = |is_ended| {
        move |&days: &u32| Lifetime {
            length_in_days: days,
            is_ended,
        }
    };
    let curve = SurvivalCurve::new(
        ended
            .iter()
            .map(life(true))
            .chain(censored.iter().map(life(false))),
    );
    let rounded = [6, 7, 10, 13, 16, 22, 23].map(|week| format!("{:.3}", curve.at(week)));
    let published = [
        "0.857", "0.807", "0.753", "0.690", "0.627", "0.538", "0.448",
    ];
    assert_eq!(rounded, published);
    assert_eq!(curve.median(), Some(23));
}

fn graph(body: &str) -> ActorGraph {
    ActorGraph::new(tiny::record("as_of = 2023-12-31", &["a", "b", "c"], body))
}

#[test]
fn an_ongoing_spell_is_censored_and_not_ended_by_the_day_of_its_source() {
    let graph = graph(
        "[[relations]]\nkind = \"alliance\"\nbetween = [\"a\", \"b\"]\nstart = 2023-10-01\nend = \"..\"",
    );
    let view = graph.during(date(2023, 1, 1)..date(2025, 1, 1));
    let survival = view.survival(DyadSign::Positive, ConflictRule::Ambivalent);
    assert_eq!(survival.certainly.ended, 0);
    assert_eq!(survival.possibly.ended, 0);
    let spell = &survival.spells[0];
    assert!(spell.goes_on && !spell.begins_before);
    assert_eq!(spell.ends.earliest(), Some(date(2024, 1, 1)));
}

#[test]
fn a_spell_of_events_near_the_edge_of_the_window_is_censored() {
    let event = |day: &str| {
        format!("[[events]]\nkind = \"clash\"\nwhen = {day}\nsides = [[\"a\"], [\"b\"]]\n")
    };
    let graph = graph(&(event("2023-03-01") + &event("2023-03-20") + &event("2023-11-25")));
    let view = graph.during(date(2023, 2, 20)..date(2023, 12, 1));
    let survival = view.survival(DyadSign::Negative, SpellRule::default().with_gap(30));
    // the first can have begun before the window, the last can go on after it
    assert_eq!(survival.left_out, 1);
    assert_eq!((survival.certainly.count, survival.certainly.ended), (1, 0));
    let survival = view.survival(DyadSign::Negative, SpellRule::default().with_gap(5));
    assert_eq!((survival.left_out, survival.certainly.count), (0, 3));
    assert_eq!(survival.certainly.ended, 3);
}

#[test]
fn an_event_of_an_uncertain_day_is_a_certain_spell_on_no_certain_day() {
    let graph = graph(
        "[[events]]\nkind = \"clash\"\nwhen = \"late 2023-09\"\nsides = [[\"a\"], [\"b\"]]\n\
         [[events]]\nkind = \"clash\"\nwhen = \"[2023-10-02,2023-10-04]\"\nsides = [[\"a\"], [\"c\"]]",
    );
    let view = graph.during(date(2023, 8, 1)..date(2023, 12, 1));
    let histories = view.dyad_histories(SpellRule::default().with_gap(0));
    let spell = &histories[0].spells[1];
    assert_eq!((spell.holds(), spell.certain), (Holds::Certainly, None));
    assert_eq!(
        spell.starts.to_string(),
        "between 2023-09-21 and 2023-09-30"
    );
    // one or the other of two days: two spells, neither of them certain
    let holds: Vec<Holds> = histories[1].spells.iter().map(Spell::holds).collect();
    let (yes, perhaps) = (Holds::Certainly, Holds::Possibly);
    assert_eq!(holds, [yes, perhaps, yes, perhaps, yes]);
    // an event does not bridge to itself
    assert_eq!(
        view.dyad_histories(SpellRule::default().with_gap(9))[1]
            .spells
            .len(),
        5
    );
    let certain = view
        .certainly()
        .dyad_histories(SpellRule::default().with_gap(0));
    assert_eq!(certain.len(), 1);
}

/// A front at war with an army, and who joins it when.
const FRONT: &str = "[[relations]]\nkind = \"belligerence\"\nbetween = [\"front\", \"army\"]\nstart = 2021-01-01\nend = 2023-01-01\n";

fn membership(of: &str, start: &str, end: &str) -> String {
    format!(
        "[[relations]]\nkind = \"membership\"\nfrom = \"{of}\"\nto = \"front\"\nstart = \"{start}\"\nend = \"{end}\"\n"
    )
}

fn switches_through_coalitions(body: &str) -> Vec<String> {
    let actors = ["a", "b", "army:state-force", "front:coalition"];
    let graph = ActorGraph::new(tiny::record("", &actors, &(FRONT.to_owned() + body)));
    let view = graph.during(date(2021, 1, 1)..date(2023, 1, 1));
    let rule = SpellRule::default().with_gap(30);
    let own: Vec<String> = view
        .side_switches(rule)
        .iter()
        .map(ToString::to_string)
        .collect();
    assert_eq!(own, Vec::<String>::new());
    let switches = view.side_switches(rule.through_coalitions());
    assert!(switches.iter().all(|one| one.is_through_others));
    switches.iter().map(ToString::to_string).collect()
}

#[test]
fn who_joins_the_enemies_of_an_ally_has_switched_through_the_coalition() {
    let pact = "[[relations]]\nkind = \"alliance\"\nbetween = [\"a\", \"army\"]\nstart = 2021-01-01\nend = 2021-06-01\n";
    let joined = membership("a", "2021-07", "2023-01-01");
    let said = switches_through_coalitions(&(pact.to_owned() + &joined));
    assert_eq!(
        said,
        [
            "The a and The army, together before, turned against each other, through others, \
          between 2021-07-01 and 2021-07-31 (certainly; reported; no source)"
        ]
    );
    // their own ties decide as long as there are any
    let pact = pact.replace("2021-06-01", "2023-01-01");
    assert_eq!(
        switches_through_coalitions(&(pact + &joined)),
        Vec::<String>::new()
    );
    // a member alone takes no member with it
    let both =
        membership("a", "2021-01-01", "2022-01-01") + &membership("b", "2021-01-01", "2022-01-01");
    let clash = "[[events]]\nkind = \"clash\"\nwhen = 2022-06-01\nsides = [[\"a\"], [\"b\"]]\n";
    assert_eq!(
        switches_through_coalitions(&(both + clash)),
        Vec::<String>::new()
    );
}

#[test]
fn who_was_an_enemy_and_is_an_ally_has_defected() {
    let graph = graph(
        "[[relations]]\nkind = \"rivalry\"\nbetween = [\"a\", \"b\"]\nstart = 2022-01-01\nend = 2023-01-01\n\
         [[relations]]\nkind = \"alliance\"\nbetween = [\"a\", \"b\"]\nstart = \"2023-02\"\nend = 2023-06-01\n\
         [[events]]\nkind = \"clash\"\nwhen = 2023-07-01\nsides = [[\"a\"], [\"b\"]]",
    );
    let view = graph.during(date(2022, 1, 1)..date(2024, 1, 1));
    let switches = view.side_switches(SpellRule::default().with_gap(0));
    let said: Vec<String> = switches.iter().map(ToString::to_string).collect();
    assert_eq!(
        said,
        [
            "The a and The b, enemies before, came together between 2023-02-01 and 2023-02-28 \
             (certainly; reported; no source)",
            "The a and The b, together before, turned against each other on 2023-07-01 \
             (certainly; reported; no source)",
        ],
    );
    let on = |day| graph.at(day).signed(ConflictRule::Ambivalent);
    let (before, after) = (on(date(2022, 6, 1)), on(date(2023, 4, 1)));
    let changes = before.side_switches(&after);
    assert!(changes[0].is_defection && changes.len() == 1);
    assert_eq!(before.side_switches(&before).len(), 0);
}
