//! Tolls: ranges, totals, losses, and counts that are those of a loop over what is listed.

mod claims;
mod steps;
mod whole;

use crate::support::strategies::record;
use factions::{
    ActorGraph, ActorId, ActorRef, ActorSet, Certainty, Count, Covered, Date, Day, Deaths,
    Happening, Holds, Kind, Kinds, Record, SourceId, SourceSet, Step, TollTotal, View, date,
};
use proptest::prelude::*;
use proptest::sample::select;
use proptest::test_runner::TestCaseError;
use std::collections::BTreeSet;
use whole::{all_concern, all_name, all_tie};

/// What a count says, one by one.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
struct Figures {
    happenings: u64,
    violent: u64,
    without_figure: u64,
    without_best: u64,
    with_figure: u64,
    low: u64,
    best: u64,
    high: u64,
}

/// A happening as a total counts it.
type Counted = (Holds, bool, Option<Deaths>);

impl Figures {
    fn add(&mut self, (_, is_violent, killed): Counted) {
        self.happenings += 1;
        self.violent += u64::from(is_violent);
        match killed {
            None => self.without_figure += u64::from(is_violent),
            Some(Deaths { low, best, high }) => {
                self.with_figure += 1;
                self.low += low;
                self.best += best.unwrap_or(low);
                self.high += high;
                self.without_best += u64::from(best.is_none());
            }
        }
    }

    /// What a count says of its deaths, if it counts so.
    fn is(self, count: Count) -> bool {
        let is_unknown = self.without_figure > 0 && self.with_figure == 0;
        let killed = if is_unknown || count.is_silent() {
            None
        } else {
            Some(Deaths::new(self.low, self.best, self.high))
        };
        (count.killed(), count.without_best) == (killed, self.without_best)
            && (count.happenings, count.violent) == (self.happenings, self.violent)
            && count.without_figure == self.without_figure
    }
}

/// Whether a total is that of these happenings.
fn is_total(total: TollTotal, of: impl Iterator<Item = Counted>) -> bool {
    let [mut certainly, mut possibly, mut all] = [Figures::default(); 3];
    for one in of {
        all.add(one);
        match one.0 {
            Holds::Certainly => certainly.add(one),
            Holds::Possibly => possibly.add(one),
        }
    }
    all.low = certainly.low;
    let is_silent = total.covered() == Covered::No && all.happenings == 0;
    total.is_silent() == is_silent
        && certainly.is(total.certainly)
        && possibly.is(total.possibly)
        && all.is(total.all())
}

fn counted(event: &Happening<'_>) -> Counted {
    let killed = event.killed.as_ref().map(|killed| killed.deaths);
    (event.grounds.holds, event.is_violent(), killed)
}

/// What an actor lost in a happening; `None`: it is no matter of its.
fn lost(event: &Happening<'_>, actor: ActorRef<'_>) -> Option<Counted> {
    let killed = event.killed.as_ref();
    let mut of = killed.into_iter().flat_map(|killed| &killed.of);
    let named = of.find(|of| of.actor == actor).map(|of| of.deaths);
    if named.is_none() && !event.actors.contains(&actor) {
        return None;
    }
    let nobody = killed.is_some_and(|killed| killed.deaths.high == 0);
    let deaths = named.or(nobody.then_some(Deaths::exactly(0)));
    Some((event.grounds.holds, event.is_violent(), deaths))
}

/// Every count of a view against loops over its events.
pub(crate) fn counts_are_those_of_a_loop(view: View<'_, '_>) -> Result<(), TestCaseError> {
    let (graph, events) = (view.graph(), view.events());
    let window = view.event_window();
    prop_assert!(is_total(view.toll(), events.iter().map(counted)));
    for one in graph.actors() {
        let own = || events.iter().filter(|event| event.actors.contains(&one));
        let total = view.toll_of(one);
        let of_loop = is_total(total, own().map(counted));
        prop_assert!(of_loop || !all_name(own(), one), "{one}: {total:?}");
        let count = view.event_count_of(one);
        let happenings = [total.certainly.happenings, total.possibly.happenings];
        prop_assert_eq!([count.certainly, count.possibly], happenings);
        prop_assert_eq!(count.is_silent(), total.is_silent());
        prop_assert_eq!(total.covered(), view.covered());
        prop_assert_eq!(view.batch().event_count_of([(one.id(), window)]), [count]);
        let losses = view.losses_of(one);
        let all_lost = || events.iter().filter(|event| lost(event, one).is_some());
        let of_loop = is_total(losses, all_lost().filter_map(|event| lost(event, one)));
        prop_assert!(
            of_loop || !all_concern(all_lost(), one),
            "{one}: {losses:?}"
        );
        let series = view.series_of(one, Step::Week);
        prop_assert_eq!(series.total(), total);
        prop_assert_eq!(series.losses(), Some(losses));
        for other in graph.actors().filter(|other| one.id() < other.id()) {
            let tied: BTreeSet<_> = view
                .neighbors(one)
                .filter(|tie| tie.actor == other)
                .map(|tie| tie.tie.statement().id())
                .collect();
            let is_tied = |event: &&Happening<'_>| {
                event
                    .grounds
                    .statements
                    .iter()
                    .any(|one| tied.contains(&one.id()))
            };
            let between = || events.iter().filter(is_tied);
            let total = view.toll_between(other, one);
            let of_loop = is_total(total, between().map(counted));
            let is_whole = all_tie(between(), [one, other]);
            prop_assert!(of_loop || !is_whole, "{one}, {other}: {total:?}");
            let asked = [(one.id(), other.id(), window)];
            prop_assert_eq!(view.batch().toll_between(asked), [total]);
            let dyad = view.dyad(one, other);
            prop_assert_eq!(dyad.toll, total);
            for losses in dyad.losses {
                let events = dyad.events.iter();
                let lost = events.filter_map(|event| lost(event, losses.actor));
                prop_assert!(is_total(losses.total, lost), "{losses}");
            }
        }
    }
    for &step in Step::ALL {
        let (series, tolls) = (view.series(step), view.tolls_by(step));
        prop_assert_eq!(tolls.not_dated, series.not_dated.total, "by {}", step);
        let steps: Vec<_> = series
            .steps
            .iter()
            .map(|one| (one.window, one.tally.total))
            .collect();
        prop_assert_eq!(&tolls.steps, &steps, "by {}", step);
        // what only a weaker telling excludes stays possible: the days of these are not those of all
        let is_mixed = |event: &Happening<'_>| {
            let mut each = event.grounds.statements.iter().map(|one| one.certainty());
            let first = each.next();
            each.any(|other| Some(other) != first)
        };
        if events.iter().any(is_mixed) {
            continue;
        }
        let step_of = |event: &Happening<'_>| {
            let (first, last) = (event.days.first, event.days.last);
            let is_within =
                window.from <= first && (last < window.to || window.to == Day::AFTER_ALL);
            let is_dated = first.is_finite() && last.is_finite() && last < step.next(first);
            (is_within && is_dated).then(|| step.start(first))
        };
        for (days, total) in steps {
            let own = events
                .iter()
                .filter(|event| step_of(event) == Some(step.start(days.from)));
            prop_assert!(
                is_total(total, own.map(counted)),
                "{days:?} by {step}: {total:?}"
            );
        }
        let others = events.iter().filter(|event| step_of(event).is_none());
        prop_assert!(is_total(tolls.not_dated, others.map(counted)), "by {step}");
    }
    Ok(())
}

/// A view at random.
#[derive(Debug, Clone)]
struct Asked {
    window: Option<(i32, i32)>,
    known_on: Option<i32>,
    at_least: Option<Certainty>,
    without: Option<Vec<Kind>>,
    among: Option<Vec<u32>>,
    sources: Option<Vec<u32>>,
    certainly: bool,
}

fn asked() -> impl Strategy<Value = Asked> {
    let first = Day::from(date(2023, 8, 26)).number();
    let day = move || first..first + 43;
    let window = (day(), prop_oneof![Just(1), 1..20_i32]);
    let window = window.prop_map(|(from, length)| (from, from + length));
    let kinds = proptest::collection::vec(select(Kind::all().collect::<Vec<_>>()), 1..16);
    (
        proptest::option::weighted(0.85, window),
        proptest::option::weighted(0.3, prop_oneof![day(), day().prop_map(|day| day + 40)]),
        proptest::option::weighted(0.3, select(Certainty::ALL.to_vec())),
        proptest::option::weighted(0.2, kinds),
        proptest::option::weighted(0.4, proptest::collection::vec(0..7_u32, 1..6)),
        proptest::option::weighted(0.3, proptest::collection::vec(0..4_u32, 1..3)),
        any::<bool>(),
    )
        .prop_map(|all| Asked {
            window: all.0,
            known_on: all.1,
            at_least: all.2,
            without: all.3,
            among: all.4,
            sources: all.5,
            certainly: all.6,
        })
}

impl Asked {
    fn sets(&self) -> (Option<ActorSet>, Option<SourceSet>) {
        let actors = |all: &Vec<u32>| all.iter().copied().map(ActorId::new).collect();
        let sources = |all: &Vec<u32>| all.iter().copied().map(SourceId::new).collect();
        (
            self.among.as_ref().map(actors),
            self.sources.as_ref().map(sources),
        )
    }

    fn view<'g, 'f>(
        &self,
        graph: &'g ActorGraph,
        sets: &'f (Option<ActorSet>, Option<SourceSet>),
    ) -> View<'g, 'f> {
        let day = |number: i32| Day::new(number).date().expect("it is a date");
        let mut view = match self.window {
            Some((from, to)) => graph.during(day(from)..day(to)),
            None => graph.ever(),
        };
        if let Some(known) = self.known_on {
            view = view.known_on(day(known));
        }
        if let Some(certainty) = self.at_least {
            view = view.at_least(certainty);
        }
        if let Some(kinds) = &self.without {
            view = view.without(kinds.iter().copied().collect::<Kinds>());
        }
        if let Some(among) = &sets.0 {
            view = view.among(among);
        }
        if let Some(sources) = &sets.1 {
            view = view.from_sources(sources);
        }
        if self.certainly {
            view.certainly()
        } else {
            view
        }
    }
}

proptest! {
    #[test]
    fn counts_of_a_record_are_those_of_a_loop(record in record(), asked in asked()) {
        let graph = ActorGraph::new(record);
        let sets = asked.sets();
        counts_are_those_of_a_loop(asked.view(&graph, &sets))?;
    }
}

fn graph(text: &str) -> ActorGraph {
    ActorGraph::new(Record::from_toml(text).expect("the record is in order"))
}

fn killed(total: TollTotal) -> Option<(u64, u64, u64)> {
    let Deaths { low, best, high } = total.all().killed()?;
    Some((low, best?, high))
}

/// Two actors, sources of March, April and June, and events.
fn told(events: &str) -> ActorGraph {
    graph(&format!(
        "[sources.mar]\npublished = 2023-03-10\n[sources.apr]\npublished = \"2023-04\"\n\
         [sources.jun]\npublished = 2023-06-10\n[actors]\n\
         a = {{ name = \"A\", kind = \"armed-group\" }}\nb = {{ name = \"B\", kind = \"armed-group\" }}\n\
         c = {{ name = \"C\", kind = \"civilians\" }}\n{events}"
    ))
}

/// A clash of A and B on 1 January, told with the first.
fn telling(id: &str, source: &str, killed: &str) -> String {
    let same_as = if id == "x" { "" } else { "same_as = \"x\"\n" };
    format!(
        "[[events]]\nid = \"{id}\"\nkind = \"clash\"\nwhen = 2023-01-01\nfrom = \"a\"\nto = \"b\"\n\
         source = {source}\nkilled = {killed}\n{same_as}"
    )
}

#[test]
fn a_total_s_low_is_certain_its_high_possible_and_its_best_at_least() {
    let graph = graph(
        r#"
        [actors]
        ibis = { name = "Ibis", kind = "armed-group" }
        juno = { name = "Juno", kind = "state-force" }
        [[events]]
        kind = "clash"
        when = 2021-03-02
        from = "ibis"
        to = "juno"
        killed = { low = 20, high = 30 }
        [[events]]
        kind = "clash"
        when = "2021-04"
        from = "ibis"
        to = "juno"
        killed = { low = 3, best = 5, high = 8 }
    "#,
    );
    let all = graph.ever().toll();
    assert_eq!(
        (killed(all), all.all().without_best),
        (Some((23, 25, 38)), 1)
    );
    assert_eq!(
        all.to_string(),
        "certainly at least 25 killed (23 to 38) in 2 violent happenings, 1 without a best figure"
    );
    let some = graph.during(date(2021, 3, 1)..date(2021, 4, 15));
    let toll = some.toll();
    assert_eq!(
        (killed(toll), toll.all().without_best),
        (Some((20, 25, 38)), 1)
    );
    assert_eq!(toll.possibly.happenings, 1);
    let sure = some.certainly().toll();
    assert_eq!(
        (killed(sure), sure.possibly.happenings),
        (Some((20, 20, 30)), 0)
    );
    assert_eq!(
        some.toll_between(
            graph.actor("ibis").expect("it is there"),
            graph.actor("juno").expect("it is there")
        ),
        toll
    );
}

#[test]
fn unknown_deaths_are_no_figure_and_nothing_violent_is_none() {
    let graph = told(
        "[[events]]\nkind = \"clash\"\nwhen = 2013-03-01\nfrom = \"a\"\nto = \"b\"\nsource = \"mar\"\n\
         [[events]]\nkind = \"clash\"\nwhen = 2013-05-01\nfrom = \"a\"\nto = \"b\"\nsource = \"mar\"\nkilled = 10\n\
         certainty = \"claimed\"\nby = \"a\"\n\
         [[events]]\nkind = \"arrest\"\nwhen = 2014-03-01\nfrom = \"a\"\nto = \"b\"\nsource = [\"apr\", \"jun\"]\n",
    );
    let year = |year: i16| graph.during(date(year, 1, 1)..date(year + 1, 1, 1));
    assert_eq!(killed(year(2013).toll()), Some((10, 10, 10)));
    let reported = year(2013).at_least(Certainty::Reported).toll();
    assert_eq!((killed(reported), reported.all().without_figure), (None, 1));
    assert_eq!(
        reported.to_string(),
        "certainly deaths unknown in 1 violent happening"
    );
    let json = serde_json::to_value(reported).expect("it serialises");
    assert_eq!(json["all"]["killed"]["best"], serde_json::Value::Null);
    assert_eq!(json["all"]["killed"]["low"], serde_json::Value::Null);
    assert_eq!(json["all"]["without_figure"], 1);
    // an arrest need not have a figure
    assert_eq!(killed(year(2014).toll()), Some((0, 0, 0)));
    assert_eq!(killed(year(2015).toll()), Some((0, 0, 0)));
}

#[test]
fn the_best_is_that_of_the_most_certain_and_latest_of_the_sources_asked() {
    let graph = told(
        &[
            telling("x", "[\"mar\", \"jun\"]", "3"),
            telling("y", "\"apr\"", "19"),
        ]
        .concat(),
    );
    // of all sources the nineteen are known later, in April
    assert_eq!(killed(graph.ever().toll()), Some((3, 19, 19)));
    let late = graph.source_set(["apr", "jun"]).expect("they are there");
    assert_eq!(
        killed(graph.ever().from_sources(&late).toll()),
        Some((3, 3, 19))
    );
}

#[test]
fn a_range_that_is_the_most_certain_and_latest_leaves_no_best() {
    let range = "{ low = 10, high = 15 }";
    let of = |first: &str, second: &str| {
        let graph = told(
            &[
                telling("x", "\"mar\"", first),
                telling("y", "\"apr\"", second),
            ]
            .concat(),
        );
        let events = graph.ever().events();
        events[0].killed.as_ref().expect("it has a toll").deaths
    };
    assert_eq!(of("12", range), Deaths::between(10, 15));
    assert_eq!(of(range, "12"), Deaths::new(10, 12, 15));
    let claimed = "{ low = 10, high = 15, certainty = \"claimed\", by = \"a\" }";
    assert_eq!(of("8", claimed), Deaths::new(8, 8, 15));
}

#[test]
fn as_late_is_by_the_first_day_of_publication_alone() {
    let text = told("").record().to_toml();
    let text = format!(
        "{text}\n[sources.day]\npublished = 2023-04-01\n{}{}",
        telling("x", "\"day\"", "9"),
        telling("y", "\"apr\"", "3"),
    );
    // both can have been published on 1 April: the higher
    assert_eq!(killed(graph(&text).ever().toll()), Some((3, 9, 9)));
}

#[test]
fn losses_are_told_together_actor_by_actor() {
    let graph = told(
        &[
            telling(
                "x",
                "\"mar\"",
                "{ best = 20, of = [{ actor = \"a\", best = 5 }, { actor = \"c\", best = 1 }] }",
            ),
            telling(
                "y",
                "\"apr\"",
                "{ best = 12, of = [{ actor = \"a\", low = 6, high = 8 }] }",
            ),
            telling("z", "\"jun\"", "15"),
        ]
        .concat(),
    );
    let view = graph.ever();
    let actor = |key: &str| graph.actor(key).expect("it is there");
    let events = view.events();
    let toll = events[0].killed.as_ref().expect("it has a toll");
    // the latest row of A is a range alone; the latest toll says nothing of it
    assert_eq!(toll.of(actor("a")), Some(Deaths::between(5, 8)));
    assert_eq!(toll.of(actor("c")), Some(Deaths::exactly(1)));
    assert_eq!(toll.of(actor("b")), None);
    assert_eq!(
        toll.to_string(),
        "15 killed (12 to 20; 5 to 8 of A, 1 of C), reported"
    );
    let of_b = view.losses_of(actor("b")).all();
    assert_eq!((of_b.killed(), of_b.without_figure), (None, 1));
    // the civilians took no part
    assert_eq!(view.toll_of(actor("c")).all().happenings, 0);
    assert_eq!(killed(view.losses_of(actor("c"))), Some((1, 1, 1)));
}

#[test]
fn where_nobody_died_everybody_lost_none() {
    let graph = told(&telling("x", "\"mar\"", "0"));
    let a = graph.actor("a").expect("it is there");
    assert_eq!(killed(graph.ever().losses_of(a)), Some((0, 0, 0)));
    assert_eq!(graph.ever().losses_of(a).all().without_figure, 0);
}

#[test]
fn losses_are_as_sure_as_their_toll() {
    let toll =
        "{ best = 20, certainty = \"claimed\", by = \"b\", of = [{ actor = \"a\", best = 5 }] }";
    let graph = told(&telling("x", "\"mar\"", toll));
    let a = graph.actor("a").expect("it is there");
    assert_eq!(killed(graph.ever().losses_of(a)), Some((5, 5, 5)));
    let reported = graph.ever().at_least(Certainty::Reported);
    assert_eq!(killed(reported.losses_of(a)), None);
}

#[test]
fn what_among_hides_counts_nothing() {
    let graph = graph(
        r#"
        [actors]
        army = { name = "Army", kind = "state-force" }
        rebels = { name = "Rebels", kind = "armed-group" }
        militia = { name = "Militia", kind = "militia" }
        [[events]]
        kind = "clash"
        when = 2023-01-01
        from = "army"
        to = ["rebels", "militia"]
        killed = 7
    "#,
    );
    let [army, rebels, militia] =
        ["army", "rebels", "militia"].map(|key| graph.actor(key).expect("it is there"));
    let shown = graph.actor_set(["army", "rebels"]).expect("they are there");
    let view = graph.ever().among(&shown);
    assert_eq!(killed(view.toll_between(army, rebels)), Some((7, 7, 7)));
    let window = view.event_window();
    let [at_once] = view
        .batch()
        .toll_between([(army.id(), militia.id(), window)])[..]
    else {
        panic!("one question has one answer");
    };
    for hidden in [
        view.toll_between(army, militia),
        view.dyad(army, militia).toll,
        at_once,
    ] {
        assert_eq!(hidden.all().happenings, 0);
    }
}

#[test]
fn a_step_names_the_sources_of_all_its_figures() {
    let graph = told(
        &[
            telling("x", "\"mar\"", "10"),
            telling("y", "\"apr\"", "7"),
            telling("z", "\"jun\"", "{ best = 9, certainty = \"alleged\" }"),
        ]
        .concat(),
    );
    let keys = |view: View<'_, '_>| {
        let series = view.series(Step::Year);
        assert_eq!(series.steps.len(), 1);
        let sources = &series.steps[0].tally.sources;
        sources
            .iter()
            .map(|source| source.key.to_string())
            .collect::<Vec<_>>()
    };
    assert_eq!(keys(graph.ever()), ["apr", "jun", "mar"]);
    // without the allegation its source has no part in the figures
    assert_eq!(
        keys(graph.ever().at_least(Certainty::Reported)),
        ["apr", "mar"]
    );
    assert_eq!(keys(graph.ever().known_on(date(2023, 3, 20))), ["mar"]);
}

#[test]
fn series_and_counts_come_to_an_end_in_every_century() {
    for dates in [
        ["1969-10-01", "1969-10-02"],
        ["0001-01-01", "0001-01-03"],
        ["1870-07-19", "1871-05-10"],
        ["9998-12-30", "9998-12-31"],
        ["9999-12-30", "9999-12-31"],
        ["0001-02-03", "9998-01-01"],
        ["1969-12-31", "1970-01-01"],
    ] {
        let events = dates.map(|day| {
            format!("[[events]]\nkind = \"clash\"\nwhen = \"{day}\"\nfrom = \"a\"\nto = \"b\"\nsource = \"mar\"\n")
        });
        let graph = told(&events.concat());
        for step in [Step::Week, Step::Month, Step::Quarter, Step::Year] {
            let tolls = graph.ever().tolls_by(step);
            let happenings = tolls
                .steps
                .iter()
                .map(|step| step.1.all().without_figure)
                .sum::<u64>();
            assert_eq!(happenings, 2, "{dates:?} by {step}");
            assert_eq!(tolls.not_dated.all().happenings, 0);
        }
        let view = graph.ever();
        let a = graph.actor("a").expect("it is there");
        assert_eq!(view.toll_of(a).all().without_figure, 2);
        let [first, last] = dates.map(|day| day.parse::<Date>().expect("it is a date"));
        assert_eq!(graph.at(first).event_count_of(a).all(), 1);
        assert_eq!(graph.at(last).toll_of(a).all().happenings, 1);
        // in a window that ends on the last day the last is not
        assert_eq!(graph.during(..last).toll().all().happenings, 1);
    }
}
