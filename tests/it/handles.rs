//! Handles and ids of another graph: refused by every question, answered by none.

use factions::{
    ActorGraph, ActorId, ActorSet, Camps, ConflictRule, Day, EventKind, Family, IntoId,
    NeighborColumns, PlaceId, ReachRule, Record, SearchBudget, SourceId, SourceSet, SpellRule,
    StatementId, Step, TieId, View, Window,
};
use std::cell::RefCell;
use std::fs;
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::path::Path;
use std::sync::Once;

const RECORD: &str = r#"
format = 1
[sources]
s = { title = "S", published = "2023-11" }
[actors]
a = { name = "A", kind = "armed-group" }
b = { name = "B", kind = "armed-group" }
c = { name = "C", kind = "coalition" }
[[relations]]
kind = "membership"
from = "a"
to = "c"
source = "s"
[[relations]]
kind = "rivalry"
between = ["a", "b"]
[[events]]
kind = "clash"
when = 2023-10-01
from = "a"
to = "b"
killed = 3
"#;

/// A number that the graph has of nothing.
const NONE_SUCH: u32 = 70;

fn graph() -> ActorGraph {
    ActorGraph::new(Record::from_toml(RECORD).expect("the record is sound"))
}

thread_local! {
    /// The file that the last panic of this thread is said to be in.
    static BLAMED: RefCell<String> = const { RefCell::new(String::new()) };
}

/// Notes the file of each panic, on top of what is done with it anyway.
fn note_who_is_blamed() {
    static ONCE: Once = Once::new();
    ONCE.call_once(|| {
        let before = std::panic::take_hook();
        std::panic::set_hook(Box::new(move |panic| {
            let file = panic.location().map_or("", |at| at.file());
            BLAMED.with_borrow_mut(|blamed| file.clone_into(blamed));
            before(panic);
        }));
    });
}

/// Asserts that the question panics, in words that name another graph, and blames its caller.
#[track_caller]
fn refused(name: &str, question: impl FnOnce()) {
    note_who_is_blamed();
    panics(name, question);
    let blamed = BLAMED.with_borrow(Clone::clone);
    assert!(blamed.ends_with("handles.rs"), "`{name}` blames {blamed}");
}

#[track_caller]
fn panics(name: &str, question: impl FnOnce()) {
    let Err(message) = catch_unwind(AssertUnwindSafe(question)) else {
        panic!("`{name}` answered");
    };
    let message = message
        .downcast_ref::<String>()
        .unwrap_or_else(|| panic!("`{name}` panics without a message"));
    assert!(
        message.contains("of another graph"),
        "`{name}` panics with: {message}"
    );
}

type Questions<'q> = Vec<(&'static str, Box<dyn Fn() + 'q>)>;

/// Questions by their names.
macro_rules! questions {
    ($($name:ident: $question:expr;)+) => {
        vec![$((stringify!($name), Box::new(move || { let _ = $question; }))),+]
    };
    ($view:ident, $actor:ident: $($name:ident)+) => {
        questions!($($name: $view.$name($actor);)+)
    };
}

/// Every public question that takes an actor.
fn of_actors<'q, A: IntoId<ActorId> + 'q>(view: View<'q, 'q>, actor: A) -> Questions<'q> {
    let own = view.graph().actor("a").expect("the record has it");
    let rule = SpellRule::from(ConflictRule::Ambivalent);
    let signed = view.signed(ConflictRule::Ambivalent);
    let camps = Camps::from(&signed.frustration(SearchBudget::default()));
    let tie = view.neighbors(own).next().expect("it has ties").tie;
    let edge = signed.edges()[0].clone();
    let mut all: Questions<'q> = questions!(view, actor:
        members coalitions parts wholes allies partners adversaries supporters clients patrons
        affiliates victims attackers names lineage toll_of event_count_of losses_of actor_holds
        neighbors to_size_chart events_of
    );
    let others: Questions<'q> = questions!(
        stance: view.stance(own, actor);
        stance: view.stance(actor, own);
        ways_between: view.ways_between(own, actor);
        dyad: view.dyad(own, actor);
        dyad: signed.dyad(actor, own);
        dyad_history: view.dyad_history(actor, own, rule);
        dyad_history: view.dyad_history(own, actor, rule);
        toll_between: view.toll_between(own, actor);
        toll_between: view.toll_between(actor, own);
        ties_between: view.ties_between(own, actor);
        series_of: view.series_of(actor, Step::Month);
        series_between: view.series_between(own, actor, Step::Month);
        series_between: view.series_between(actor, own, Step::Month);
        reach: view.reach(actor, ReachRule::default());
        cluster: view.to_dot().cluster("These", [actor]);
        around: view.to_dot().around([actor], 1);
        of: view.to_genealogy().of([actor]);
        group: view.to_timeline().group("These", [actor]);
        is_together: view.connected().is_together(own, actor);
        coalition_as_one: view.coalition_as_one(actor);
        dyad: view.coalition_as_one(own).dyad(actor);
        stance: view.coalition_as_one(own).stance(actor);
        other: tie.other(actor);
        other_end: edge.other_end(actor);
    );
    all.extend(others);
    // these know their graph, but not how many actors it has
    if is_handle::<A>() {
        let set: ActorSet = [own].into_iter().collect();
        let (camp, events) = (camps.clone(), view.events());
        let killed = events[0].killed.clone().expect("it has a toll");
        let known: Questions<'q> = questions!(
            camp: camp.camp(actor);
            component: camps.component(actor);
            of: killed.of(actor);
            contains: set.contains(actor);
        );
        all.extend(known);
    }
    all
}

fn is_handle<A>() -> bool {
    size_of::<A>() != size_of::<ActorId>()
}

#[test]
fn an_actor_of_another_graph_is_refused_by_every_question() {
    let (one, other) = (graph(), graph());
    let foreign = other.actor("a").expect("the record has it");
    for (name, question) in of_actors(one.ever(), foreign) {
        refused(name, question);
    }
}

#[test]
fn a_number_that_no_actor_has_is_refused_by_every_question() {
    let graph = graph();
    let number = ActorId::new(NONE_SUCH);
    assert!(graph.actor_by_id(number).is_none());
    for (name, question) in of_actors(graph.ever(), number) {
        refused(name, question);
    }
}

#[test]
fn the_same_questions_answer_about_their_own_actors() {
    let graph = graph();
    let a = graph.actor("a").expect("the record has it");
    for (_, question) in of_actors(graph.ever(), a) {
        question();
    }
    for (_, question) in of_actors(graph.ever(), a.id()) {
        question();
    }
}

#[test]
fn every_question_that_takes_an_actor_is_among_these() {
    let graph = graph();
    let a = graph.actor("a").expect("the record has it");
    let mut asked: Vec<&str> = of_actors(graph.ever(), a)
        .into_iter()
        .map(|one| one.0)
        .collect();
    // those of statements and ties are asked below
    asked.extend([
        "denials_of",
        "denials_of_ties",
        "certainty_of",
        "tellings_of",
        "events_at",
    ]);
    let mut texts = Vec::new();
    read(
        &Path::new(env!("CARGO_MANIFEST_DIR")).join("src"),
        &mut texts,
    );
    let mut count = 0;
    for text in &texts {
        for declared in text.split("pub fn ").skip(1) {
            let signature = declared.split('{').next().unwrap_or_default();
            let name = signature.split(['(', '<']).next().unwrap_or_default();
            // `$name` is one of the list in a macro
            if signature.contains("IntoId<") && !name.starts_with('$') {
                count += 1;
                assert!(asked.contains(&name), "`{name}` is not tried");
            }
        }
    }
    assert!(count > 30, "only {count} were found");
}

fn read(folder: &Path, texts: &mut Vec<String>) {
    for entry in fs::read_dir(folder).expect("a folder of the crate can be listed") {
        let path = entry.expect("a folder of the crate can be listed").path();
        if path.is_dir() {
            read(&path, texts);
        } else if path.extension().is_some_and(|end| end == "rs") {
            texts.push(fs::read_to_string(path).expect("a source file can be read"));
        }
    }
}

#[test]
fn a_place_that_the_graph_has_not_is_refused() {
    let graph = graph();
    let number = PlaceId::new(NONE_SUCH);
    refused("events_at", || {
        let _ = graph.ever().events_at(number).count();
    });
}

#[test]
fn collectives_of_another_graph_are_refused() {
    let (one, other) = (graph(), graph());
    let [own, foreign] = [&one, &other].map(|graph| {
        let a = graph.actor("a").expect("the record has it");
        graph.ever().coalition_as_one(a)
    });
    refused("dyad_with", || {
        let _ = own.dyad_with(&foreign);
    });
    refused("stance_with", || {
        let _ = own.stance_with(&foreign);
    });
    let _ = own.dyad_with(&own);
}

#[test]
fn statements_and_ties_of_another_graph_are_refused() {
    let (one, other) = (graph(), graph());
    let view = one.ever();
    let statement = other.statements().next().expect("the record has some");
    let a = other.actor("a").expect("the record has it");
    let tie = other.ever().neighbors(a).next().expect("it has ties").tie;
    refused("denials_of", || {
        let _ = view.denials_of(statement);
    });
    refused("denials_of_ties", || {
        let _ = view.denials_of_ties([tie]);
    });
    refused("certainty_of", || {
        view.certainty_of(tie);
    });
    refused("tellings_of", || {
        let _ = view.tellings_of(tie);
    });

    let (statement, tie) = (StatementId::new(NONE_SUCH), TieId::new(NONE_SUCH));
    assert!(one.tie_by_id(tie).is_none());
    refused("denials_of", || {
        let _ = view.denials_of(statement);
    });
    refused("denials_of_ties", || {
        let _ = view.denials_of_ties([tie]);
    });
    refused("certainty_of", || {
        view.certainty_of(tie);
    });
    refused("tellings_of", || {
        let _ = view.tellings_of(tie);
    });
}

#[test]
fn many_questions_at_once_refuse_a_number_that_no_actor_has() {
    let graph = graph();
    for kinds in [None, Some(EventKind::Clash)] {
        let view = kinds.map_or(graph.ever(), |kind| graph.ever().only(kind));
        let number = ActorId::new(NONE_SUCH);
        let a = graph.actor("a").expect("the record has it").id();
        let day = Day::from(factions::date(2023, 10, 1));
        refused("neighbors", || {
            view.batch()
                .neighbors(&[(a, day), (number, day)], &mut NeighborColumns::default());
        });
        let (foreign, all) = (view.batch(), Window::ALL);
        let questions: Questions<'_> = questions!(
            toll_between: foreign.toll_between([(a, number, all)]);
            toll_between: foreign.toll_between([(a, a, all), (number, a, all)]);
            toll_of: foreign.toll_of([(a, all), (number, all)]);
            losses_of: foreign.losses_of([(number, all)]);
            event_count_of: foreign.event_count_of([(number, all)]);
        );
        for (name, question) in questions {
            refused(name, question);
        }
        for family in [
            Family::Lineage(number),
            Family::Coalition(number),
            Family::Actors(vec![a, number]),
        ] {
            refused("fragmentation", || {
                view.fragmentation(&family, Step::Year);
            });
        }
    }
}

#[test]
fn many_questions_at_once_refuse_an_actor_of_another_graph() {
    let (one, other) = (graph(), graph());
    let (batch, all) = (one.ever().batch(), Window::ALL);
    let [own, foreign] = [&one, &other].map(|graph| graph.actor("a").expect("the record has it"));
    let questions: Questions<'_> = questions!(
        toll_between: batch.toll_between([(own, foreign, all)]);
        toll_of: batch.toll_of([(own, all), (foreign, all)]);
        losses_of: batch.losses_of([(foreign, all)]);
        event_count_of: batch.event_count_of([(foreign, all)]);
    );
    for (name, question) in questions {
        refused(name, question);
    }
    assert_eq!(batch.toll_of([(own, all)]), [one.ever().toll_of(own)]);
}

#[test]
fn a_number_that_a_record_has_not_is_refused_with_a_remedy() {
    note_who_is_blamed();
    let graph = graph();
    let record = graph.record();
    let questions: Questions<'_> = questions!(
        actor: record.actor(ActorId::new(NONE_SUCH));
        source: record.source(SourceId::new(NONE_SUCH));
        place: record.place(PlaceId::new(NONE_SUCH));
        statement: record.statement(StatementId::new(NONE_SUCH));
    );
    for (name, question) in questions {
        let message = catch_unwind(AssertUnwindSafe(question)).expect_err("refused");
        let message = message.downcast_ref::<String>().expect("a message");
        assert!(
            message.contains("of another record (find it by its key)"),
            "{name}: {message}"
        );
        assert!(
            BLAMED.with_borrow(Clone::clone).ends_with("handles.rs"),
            "{name}"
        );
    }
}

/// Whatever takes a plain number, and not what can be told to be of another graph, is known here.
#[test]
fn what_takes_plain_numbers_is_tried_above_or_makes_no_answer_of_them() {
    let api = include_str!("../../docs/api.txt");
    let mut found: Vec<&str> = Vec::new();
    for line in api.lines() {
        let Some((_, path)) = line.split_once("fn factions::") else {
            continue;
        };
        let (name, rest) = path.split_once('(').expect("a function takes something");
        let taken = rest.split(") -> ").next().unwrap_or_default();
        let taken = ["ActorId", "StatementId", "TieId", "PlaceId", "SourceId"].map(|id| {
            let plain = taken.replace(&format!("IntoId<{id}>"), "");
            plain.contains(id)
        });
        if taken.contains(&true) {
            found.push(name.split('<').next().unwrap_or_default());
        }
    }
    found.sort_unstable();
    found.dedup();
    assert_eq!(
        found,
        [
            // they say whether there is one
            "ActorGraph::actor_by_id",
            "ActorGraph::tie_by_id",
            // it is tried above
            "Batch::neighbors",
            // `build` says that there is no such place
            "Bulk::add_place",
            // of the statement's own numbers
            "Ends::map",
            // tried above
            "Record::actor",
            "Record::place",
            "Record::source",
            "Record::statement",
            // of the statement's own numbers
            "Statement::stood_together",
        ]
    );
}

#[test]
fn sets_and_camps_of_another_graph_are_refused() {
    let (one, other) = (graph(), graph());
    let view = one.ever();
    let actors = other.actor_set(["a", "b"]).expect("the record has them");
    let sources = other.source_set(["s"]).expect("the record has it");
    refused("among", || {
        let _ = view.among(&actors);
    });
    refused("from_sources", || {
        let _ = view.from_sources(&sources);
    });

    let handles = [&one, &other].map(|graph| graph.actor("a").expect("the record has it"));
    // its caller is the standard library
    panics("collect", || {
        drop(handles.into_iter().collect::<ActorSet>());
    });

    let signed = other.ever().signed(ConflictRule::Ambivalent);
    let camps = Camps::from(&signed.frustration(SearchBudget::default()));
    refused("camps", || {
        let _ = view.to_dot().camps(camps);
    });
}

#[test]
fn sets_stay_with_a_graph_that_is_moved_or_cloned() {
    let graph = graph();
    let actors = graph.actor_set(["a", "b"]).expect("the record has them");
    let sources = graph.source_set(["s"]).expect("the record has it");
    let moved = Box::new(graph);
    assert_eq!(moved.ever().among(&actors).events().len(), 1);
    let cloned = moved.as_ref().clone();
    drop(moved);
    assert_eq!(cloned.ever().among(&actors).events().len(), 1);
    assert_eq!(cloned.ever().from_sources(&sources).events().len(), 0);
    // plain numbers are of no graph: those that it does not have let nobody in
    let numbers: ActorSet = [0, 1].map(ActorId::new).into_iter().collect();
    assert_eq!(numbers, actors);
    let too_large: ActorSet = [0, 1, NONE_SUCH].map(ActorId::new).into_iter().collect();
    assert_eq!(cloned.ever().among(&too_large).events().len(), 1);
    let too_large: SourceSet = [SourceId::new(NONE_SUCH)].into_iter().collect();
    assert_eq!(cloned.ever().from_sources(&too_large).events().len(), 0);
    assert_eq!(cloned.ever().among(&numbers).events().len(), 1);
    assert_eq!(cloned.ever().among(&ActorSet::default()).events().len(), 0);
}

#[test]
fn answers_about_two_actors_without_a_tie_can_be_printed() {
    let graph = graph();
    let view = graph.ever();
    let [b, c] = ["b", "c"].map(|key| graph.actor(key).expect("the record has it"));
    let rule = SpellRule::from(ConflictRule::Ambivalent);
    for text in [
        view.stance(b, c).to_string(),
        view.dyad(b, c).to_string(),
        view.lineage(b).to_string(),
        view.dyad_history(b, c, rule).to_string(),
    ] {
        assert!(!text.is_empty());
    }
}

#[test]
#[should_panic(
    expected = "actor `a` is of another graph (find it by its key in the graph that is asked)"
)]
fn a_refused_handle_is_named_with_the_way_out() {
    let (one, other) = (graph(), graph());
    let foreign = other.actor("a").expect("the record has it");
    one.ever().members(foreign);
}

#[test]
#[should_panic(
    expected = "no actor of 3 has the number 70: its id is of another graph (find it by its key in the graph that is asked)"
)]
fn a_refused_number_is_named_with_the_way_out() {
    graph().ever().members(ActorId::new(NONE_SUCH));
}
