//! Who counts the dead: of several tellings, of ranges, of windows and of pairs.

use super::*;
use factions::{Certainty, Step};

fn keys(sources: &[&factions::Source]) -> Vec<String> {
    sources.iter().map(|one| one.key.to_string()).collect()
}

/// Two sources date one clash to two days and count differently: the figures of the year are those of
/// both, and so are its sources.
#[test]
fn a_step_names_every_source_whose_figures_enter() {
    let graph = case("clash-on-two-dates");
    let series = graph.ever().series(Step::Year);
    let year = &series.steps[0];
    assert_eq!(
        (&*year.label, happenings(year.tally.total)),
        ("2024", (1, 0))
    );
    assert_eq!(killed(year.tally.total.all()), Some((7, 7, 10)));
    assert_eq!(keys(&year.tally.sources), ["s1", "s2"]);
    // it is in neither month for certain
    let series = graph.ever().series(Step::Month);
    let rest = &series.not_dated;
    assert_eq!(
        (happenings(rest.total), killed(rest.total.all())),
        ((1, 0), Some((7, 7, 10)))
    );
    assert_eq!(keys(&rest.sources), ["s1", "s2"]);
    assert_eq!(
        contradictions(graph.ever()),
        ["days-cannot-meet e1 e2 certainly"]
    );
    let toll = on(&graph, "2024-05-31").toll();
    assert_eq!(
        (happenings(toll), killed(toll.all())),
        ((0, 1), Some((0, 7, 10)))
    );
}

/// Before the second was published, and to whoever asks the first alone, there is one figure.
#[test]
fn a_source_that_is_not_asked_or_not_yet_out_counts_nothing() {
    let graph = case("clash-on-two-dates");
    let first = graph.source_set(["s1"]).expect("it is a source");
    for view in [
        graph.ever().from_sources(&first),
        graph.ever().known_on(day("2024-06-19")),
    ] {
        let series = view.series(Step::Month);
        assert_eq!(series.steps[0].label, "2024-05");
        let tally = &series.steps[0].tally;
        assert_eq!(killed(tally.total.all()), Some((10, 10, 10)));
        assert_eq!(keys(&tally.sources), ["s1"]);
    }
}

/// A range without a best figure counts with its lowest: so many at least; and the low of a window
/// counts only what is certainly in it.
#[test]
fn a_range_counts_at_least() {
    let graph = case("range-in-a-total");
    let toll = graph.ever().toll();
    assert_eq!(killed(toll.all()), Some((23, 25, 38)));
    assert_eq!((happenings(toll), toll.all().without_best), ((2, 0), 1));
    assert!(
        toll.to_string().contains("at least 25 killed (23 to 38)"),
        "{toll}"
    );
    let view = during(&graph, "2021-03-01", "2021-04-15");
    let toll = view.toll();
    assert_eq!(killed(toll.all()), Some((20, 25, 38)));
    assert_eq!((happenings(toll), toll.all().without_best), ((1, 1), 1));
    let toll = view.certainly().toll();
    assert_eq!(
        (happenings(toll), killed(toll.all())),
        ((1, 0), Some((20, 20, 30)))
    );
}

/// The view shows nothing between the army and the militia, so nobody died there in it; the clash
/// with the rebels it shows whole.
#[test]
fn deaths_between_two_are_of_the_ties_that_the_view_shows() {
    let graph = case("clash-with-two-others");
    let two = graph
        .actor_set(["army", "rebels"])
        .expect("they are declared");
    let [army, rebels, militia] = ["army", "rebels", "militia"].map(|key| actor(&graph, key));
    let view = graph.ever().among(&two);
    let hidden = view.toll_between(army, militia);
    assert_eq!(
        (happenings(hidden), killed(hidden.all())),
        ((0, 0), Some((0, 0, 0)))
    );
    assert_eq!(
        killed(view.toll_between(army, rebels).all()),
        Some((7, 7, 7))
    );
    assert_eq!(killed(view.toll().all()), Some((7, 7, 7)));
    assert_eq!(
        killed(graph.ever().toll_between(army, militia).all()),
        Some((7, 7, 7))
    );
    assert_eq!(view.dyad(army, militia).toll, hidden);
}

/// The same with sides: each pair across them is a tie of its own, and two on one side have none.
#[test]
fn deaths_between_two_are_of_the_sides_that_the_view_shows() {
    let graph = told(
        r#"
        events = [{ id = "e", kind = "clash", when = "2023-01", sides = [["army", "guard"], ["rebels", "militia"]], killed = 7 }]
        [actors]
        army    = { name = "Army", kind = "state-force" }
        guard   = { name = "Guard", kind = "state-force" }
        rebels  = { name = "Rebels", kind = "armed-group" }
        militia = { name = "Militia", kind = "militia" }
        "#,
    );
    let three = graph
        .actor_set(["army", "guard", "militia"])
        .expect("they are declared");
    let view = graph.ever().among(&three);
    let between = |one: &str, other: &str| {
        happenings(view.toll_between(actor(&graph, one), actor(&graph, other)))
    };
    assert_eq!(between("army", "militia"), (1, 0));
    assert_eq!(between("militia", "guard"), (1, 0));
    assert_eq!(between("army", "rebels"), (0, 0));
    assert_eq!(between("army", "guard"), (0, 0));
    let both = graph
        .actor_set(["army", "guard"])
        .expect("they are declared");
    assert_eq!(happenings(graph.ever().among(&both).toll()), (0, 0));
}

/// Of two reports that are as sure, the one that was known later has the best figure, by the sources
/// that are asked.
#[test]
fn the_latest_figure_is_the_latest_of_the_sources_that_are_asked() {
    let graph = case("toll-of-three-sources");
    let best = |sources: &[&str]| {
        let asked = graph
            .source_set(sources.iter().copied())
            .expect("they are sources");
        killed(graph.ever().from_sources(&asked).toll().all())
    };
    assert_eq!(best(&["mid", "new"]), Some((3, 3, 19)));
    assert_eq!(best(&["old", "mid"]), Some((3, 19, 19)));
    assert_eq!(best(&["old", "mid", "new"]), Some((3, 19, 19)));
    assert_eq!(best(&["mid"]), Some((19, 19, 19)));
    assert_eq!(best(&["new"]), Some((3, 3, 3)));
    assert_eq!(killed(graph.ever().toll().all()), Some((3, 19, 19)));
}

/// A clash told by each of these: keys of the telling.
fn clash(tellings: &[&str]) -> ActorGraph {
    let tellings = tellings.iter().enumerate().map(|(number, keys)| {
        let same_as = if number == 0 { "" } else { ", same_as = \"t0\"" };
        format!("{{ id = \"t{number}\", kind = \"clash\", when = 2023-01-01, from = \"a\", to = \"b\", {keys}{same_as} }},\n")
    });
    told(&format!(
        r#"
        events = [{}]
        [sources.old]
        published = 2023-01-10
        [sources.june]
        published = "2023-06"
        [sources.new]
        published = 2023-06-10
        [sources.other]
        published = 2023-06-10
        [actors]
        a = {{ name = "A", kind = "armed-group" }}
        b = {{ name = "B", kind = "armed-group" }}
        v = {{ name = "V", kind = "civilians" }}
        "#,
        tellings.collect::<String>()
    ))
}

/// The surest figure is the best, then the latest by the first day on which it can have been known,
/// then the higher.
#[test]
fn the_best_figure_is_the_surest_then_the_latest_then_the_higher() {
    let toll = |tellings: &[&str]| killed(clash(tellings).ever().toll().all());
    let (old, june, new, other) = (
        "source = \"old\", killed = 3",
        "source = \"june\", killed = 19",
        "source = \"new\", killed = 5",
        "source = \"other\", killed = 8",
    );
    assert_eq!(toll(&[old, june, new]), Some((3, 5, 19)));
    assert_eq!(toll(&[new, old, june]), Some((3, 5, 19)));
    assert_eq!(toll(&[june, old]), Some((3, 19, 19)));
    assert_eq!(toll(&[new, other]), Some((5, 8, 8)));
    assert_eq!(
        toll(&[
            new,
            "source = \"old\", killed = 3, certainty = \"confirmed\""
        ]),
        Some((3, 3, 5))
    );
    let claimed = "source = \"new\", killed = { best = 40, certainty = \"claimed\", by = \"a\" }";
    assert_eq!(toll(&[old, claimed]), Some((3, 3, 40)));
}

/// If the surest telling has a range alone, there is no best figure: so many at least.
#[test]
fn a_surer_range_leaves_no_best_figure() {
    let graph = clash(&[
        "killed = { low = 10, high = 15 }, certainty = \"confirmed\"",
        "killed = 12",
    ]);
    let toll = graph.ever().toll();
    assert_eq!(
        (killed(toll.all()), toll.all().without_best),
        (Some((10, 10, 15)), 1)
    );
    assert!(
        toll.to_string().contains("at least 10 killed (10 to 15)"),
        "{toll}"
    );
    let events = graph.ever().events();
    let deaths = events[0].killed.as_ref().map(|killed| killed.deaths.best);
    assert_eq!(deaths, Some(None));
    let graph = clash(&[
        "killed = { low = 10, high = 15 }",
        "killed = 12, certainty = \"confirmed\"",
    ]);
    let toll = graph.ever().toll();
    assert_eq!(
        (killed(toll.all()), toll.all().without_best),
        (Some((10, 12, 15)), 0)
    );
}

/// A toll that is merely claimed is unknown to whoever asks for what is reported; the clash stays.
#[test]
fn a_claimed_toll_is_unknown_where_claims_do_not_count() {
    let claimed = "killed = { best = 10, certainty = \"claimed\", by = \"a\" }";
    let graph = clash(&[claimed]);
    let sure = graph.ever().at_least(Certainty::Reported).toll();
    assert_eq!((happenings(sure), killed(sure.all())), ((1, 0), None));
    assert_eq!(sure.all().without_figure, 1);
    assert!(sure.to_string().contains("deaths unknown"), "{sure}");
    let graph = clash(&[claimed, "killed = 4"]);
    assert_eq!(killed(graph.ever().toll().all()), Some((4, 4, 10)));
    let sure = graph.ever().at_least(Certainty::Reported).toll();
    assert_eq!(killed(sure.all()), Some((4, 4, 4)));
}

/// Unknown is not zero where somebody may have died; a protest and an arrest without a figure kill
/// nobody.
#[test]
fn a_total_is_unknown_where_one_should_have_a_figure_and_none_has() {
    let total = |events: &str| {
        let graph = told(&format!(
            r#"
            {events}
            [actors]
            a = {{ name = "A", kind = "armed-group" }}
            b = {{ name = "B", kind = "armed-group" }}
            "#
        ));
        let all = graph.ever().toll().all();
        (killed(all), all.violent, all.without_figure)
    };
    let clash = "[[events]]\nkind = \"clash\"\nwhen = 2023-01-01\nfrom = \"a\"\nto = \"b\"\n";
    let strike = "[[events]]\nkind = \"strike\"\nwhen = 2023-01-02\nfrom = \"a\"\nto = \"b\"\n";
    let arrest = "[[events]]\nkind = \"arrest\"\nwhen = 2023-01-03\nfrom = \"a\"\nto = \"b\"\n";
    let protest = "[[events]]\nkind = \"protest\"\nwhen = 2023-01-04\nactor = \"b\"\n";
    let all = |parts: &[&str]| parts.concat();
    assert_eq!(total(&all(&[clash, strike])), (None, 2, 2));
    assert_eq!(total(&all(&[clash, protest])), (None, 1, 1));
    assert_eq!(total(&all(&[arrest, protest])), (Some((0, 0, 0)), 0, 0));
    assert_eq!(
        total(&all(&[clash, strike, "killed = 3\n"])),
        (Some((3, 3, 3)), 2, 1)
    );
    assert_eq!(
        total(&all(&[clash, protest, "killed = 2\n"])),
        (Some((2, 2, 2)), 1, 1)
    );
    assert_eq!(
        total(&all(&[clash, "killed = 0\n"])),
        (Some((0, 0, 0)), 1, 0)
    );
}

/// The low counts what is certainly in the window, the high what possibly is, and among what is
/// certain there is nothing else.
#[test]
fn a_window_counts_low_what_is_certain_and_high_what_is_possible() {
    let graph = told(
        r#"
        events = [
          { kind = "clash", when = "2021-03", from = "a", to = "b", killed = 4 },
          { kind = "clash", when = "2021-03-20", from = "a", to = "b", killed = { low = 1, high = 2 } },
          { kind = "clash", when = "2021", from = "a", to = "b", killed = { best = 7, high = 9 } },
          { kind = "clash", when = "[..2021-02-28]", from = "a", to = "b", killed = 50 },
          { kind = "clash", from = "a", to = "b" },
        ]
        [actors]
        a = { name = "A", kind = "armed-group" }
        b = { name = "B", kind = "armed-group" }
        "#,
    );
    let view = during(&graph, "2021-03-10", "2021-04-01");
    let toll = view.toll();
    assert_eq!(
        (happenings(toll), killed(toll.all())),
        ((1, 3), Some((1, 12, 15)))
    );
    assert_eq!((toll.all().without_best, toll.all().without_figure), (1, 1));
    let toll = view.certainly().toll();
    assert_eq!(
        (happenings(toll), killed(toll.all())),
        ((1, 0), Some((1, 1, 2)))
    );
    assert_eq!(toll.all().without_figure, 0);
}

/// Whose the dead were is part of the toll, told together as it is, unknown where no row says it, and
/// nobody's where nobody died.
#[test]
fn losses_are_part_of_the_toll_and_unknown_where_nobody_tells() {
    let first =
        "killed = { best = 12, of = [{ actor = \"a\", best = 5 }, { actor = \"v\", best = 4 }] }";
    let graph = clash(&[first]);
    let losses = |graph: &ActorGraph, key: &str| {
        let all = graph.ever().losses_of(actor(graph, key)).all();
        (killed(all), all.without_best, all.without_figure)
    };
    assert_eq!(killed(graph.ever().toll().all()), Some((12, 12, 12)));
    assert_eq!(losses(&graph, "a"), (Some((5, 5, 5)), 0, 0));
    assert_eq!(losses(&graph, "b"), (None, 0, 1));
    assert_eq!(losses(&graph, "v"), (Some((4, 4, 4)), 0, 0));
    assert_eq!(happenings(graph.ever().toll_of(actor(&graph, "v"))), (0, 0));
    let surer = "killed = { low = 9, high = 14, of = [{ actor = \"a\", low = 3, high = 6 }] }, certainty = \"confirmed\"";
    let graph = clash(&[first, surer]);
    assert_eq!(killed(graph.ever().toll().all()), Some((9, 9, 14)));
    assert_eq!(losses(&graph, "a"), (Some((3, 3, 6)), 1, 0));
    assert_eq!(losses(&graph, "v"), (Some((4, 4, 4)), 0, 0));
    let graph = clash(&["killed = 0"]);
    assert_eq!(losses(&graph, "a"), (Some((0, 0, 0)), 0, 0));
}
