//! Pictures of what changed, of who is near an actor, and of camps.

use super::render::{render, seen};
use super::{graph, mali, member, sound};
use factions::{
    ActorGraph, Camps, Comparison, ConflictRule, Drawing, DrawingWarning, PartitionRule, Record,
    SearchBudget, Theme, date,
};
use std::fmt::Write;

fn autumn(graph: &ActorGraph) -> Comparison<'_, '_> {
    let (before, after) = (graph.at(date(2023, 9, 1)), graph.at(date(2023, 10, 31)));
    before.to_comparison(after).expect("one graph")
}

/// Where each box lies.
fn places(text: &str) -> Option<Vec<String>> {
    let plain = render(text, "plain")?;
    let nodes = plain.lines().filter(|line| line.starts_with("node "));
    let place = |line: &str| line.split(' ').take(6).collect::<Vec<_>>().join(" ");
    Some(nodes.map(place).collect())
}

#[test]
fn all_panels_have_their_boxes_in_the_same_places() {
    let graph = mali();
    let picture = autumn(&graph);
    let panels = [picture.draw_before(), picture.draw_after(), picture.draw()];
    for panel in &panels {
        sound(panel);
    }
    let Some(first) = places(&panels[0].text) else {
        return;
    };
    assert!(first.len() > 5);
    for panel in &panels[1..] {
        assert_eq!(places(&panel.text).expect("as before"), first);
    }
}

#[test]
fn a_change_is_told_by_sign_and_line_and_what_is_absent_is_unseen() {
    let graph = mali();
    let picture = autumn(&graph);
    // the box of the one change, and the two halves of its line: to MSA, and to the frame of the coalition
    let change = |text: &str| {
        let lines = text.lines().map(str::trim_start);
        let own: Vec<String> = lines
            .filter(|line| line.contains("\"c_1\"") && !line.starts_with("{ rank"))
            .filter(|line| !line.contains("weight=\"0\""))
            .map(str::to_owned)
            .collect();
        assert_eq!(own.len(), 3, "{text}");
        own
    };
    let changes = change(&picture.draw().text);
    assert!(changes[0].contains("− member") && changes[0].contains("ended late Sep 2023"));
    assert!(
        changes.iter().all(|line| line.contains("dashed")),
        "{changes:?}"
    );
    let halves = changes[1..].concat();
    assert!(
        halves.contains("\"a_msa\"") && halves.contains("\"cluster_csp\""),
        "{halves}"
    );
    let is_unseen = |line: &String| line.contains("style=\"invis\"");
    assert!(change(&picture.draw_after().text).iter().all(is_unseen));
    assert!(!change(&picture.draw_before().text).iter().any(is_unseen));
    let dark = picture.clone().theme(Theme::DARK).draw().text;
    assert!(dark.contains("bgcolor=\"#1B1E23\""));
}

#[test]
fn what_is_held_otherwise_is_marked_if_asked_for_and_counted_always() {
    let graph = mali();
    let quiet = autumn(&graph).draw().text;
    assert!(quiet.contains("− 1 gone, ~ 9 held otherwise (drawn as unchanged), 6 unchanged"));
    assert!(!quiet.contains("\"><B>~ "), "{quiet}");
    // who is a member on both days stands in the frame
    let frame = quiet
        .split("subgraph \"cluster_csp\"")
        .nth(1)
        .expect("CSP has a frame");
    let frame = frame.split('}').next().expect("it ends");
    assert!(
        frame.contains("\"a_cma\"") && !frame.contains("\"a_msa\""),
        "{frame}"
    );
    let marked = autumn(&graph).otherwise(true).draw();
    sound(&marked);
    assert_eq!(marked.text.matches("\"><B>~ ").count(), 9, "{marked}");
    assert!(marked.text.contains("~ 9 held otherwise, 6 unchanged"));
}

#[test]
fn what_is_unchanged_is_drawn_as_sure_as_it_is() {
    let pact = |kind: &str, one: &str, other: &str, more: &str| {
        format!(
            "[[relations]]\nkind = \"{kind}\"\nbetween = [\"{one}\", \"{other}\"]\n\
             start = 2020-01-01\nseen = [2023-01-01]\n{more}\n"
        )
    };
    let body = [
        pact("alliance", "a", "b", "certainty = \"alleged\""),
        pact("cooperation", "a", "d", "id = \"denied\""),
        pact(
            "cooperation",
            "a",
            "d",
            "certainty = \"denied\"\nby = \"d\"",
        ),
        pact("cooperation", "a", "e", ""),
        member(
            "b",
            "c",
            "start = 2020-01-01\nseen = [2023-01-01]\ncertainty = \"claimed\"\nby = \"b\"",
        ),
        member(
            "d",
            "c",
            "start = 2020-01-01\nend = \"[2021-03-01..2023-01-01]\"",
        ),
        member("e", "c", "start = 2020-01-01\nseen = [2023-01-01]"),
    ];
    let graph = graph(&["a", "b", "c:coalition", "d", "e"], &body.concat());
    let (before, after) = (graph.at(date(2021, 4, 1)), graph.at(date(2022, 6, 1)));
    let picture = before.to_comparison(after).expect("one graph");
    for panel in [picture.draw_before(), picture.draw_after(), picture.draw()] {
        sound(&panel);
        let line = |one: &str, other: &str| {
            let both = [one, other].map(|key| format!("\"a_{key}\""));
            let mut lines = panel.text.lines();
            let found = lines.find(|line| {
                let ends = line.split(" [").next().unwrap_or_default();
                let is_seen = ends.contains("->") && !line.contains("invis");
                is_seen && both.iter().all(|end| ends.contains(end))
            });
            found.unwrap_or_default().to_owned()
        };
        let words = |line: &str| {
            let label = line
                .split(" label=\"")
                .nth(1)
                .or_else(|| line.split("xlabel=\"").nth(1));
            let label = label.and_then(|label| label.split('"').next());
            label.unwrap_or_default().trim().to_owned()
        };
        let alleged = line("a", "b");
        assert!(
            alleged.contains("dotted") && words(&alleged) == "alleged",
            "{alleged}"
        );
        let denied = line("a", "d");
        assert!(
            denied.contains("dashed") && words(&denied).contains("denied by"),
            "{denied}"
        );
        let plain = line("a", "e");
        assert!(
            !plain.is_empty() && !plain.contains("style=") && words(&plain).is_empty(),
            "{plain}"
        );
        // a claim makes no member: who is one by its own word stands outside the frame
        let frame = panel
            .text
            .split("subgraph \"cluster_c\"")
            .nth(1)
            .expect("a frame");
        let frame = frame.split("\n  }").next().expect("it ends");
        let has = |key: &str| frame.contains(&format!("\"a_{key}\""));
        assert!(has("d") && has("e") && !has("b"), "{frame}");
        assert!(frame.contains("member possibly"), "{frame}");
        assert!(panel.text.contains("claimed by"), "{panel}");
    }
}

/// Three ties that both days hold, each otherwise on the second.
fn held_otherwise() -> ActorGraph {
    let body = [
        // known to have held on the second day alone
        "[[relations]]\nkind = \"alliance\"\nbetween = [\"a\", \"b\"]\nseen = [2022-06-01]\n"
            .to_owned(),
        member("d", "c", "seen = [2022-06-01]"),
        member("e", "c", "start = 2020-01-01\nseen = [2022-06-01]"),
        // a claim first, a report later
        "[[relations]]\nkind = \"cooperation\"\nbetween = [\"a\", \"e\"]\nstart = 2020-01-01\n\
         end = 2022-01-01\ncertainty = \"claimed\"\nby = \"a\"\n"
            .to_owned(),
        "[[relations]]\nkind = \"cooperation\"\nbetween = [\"a\", \"e\"]\nstart = 2022-01-01\n\
         seen = [2022-06-01]\n"
            .to_owned(),
    ];
    graph(&["a", "b", "c:coalition", "d", "e"], &body.concat())
}

/// What a panel says beside the line of two, what its tooltip says first, and whether it is dashed.
fn beside(panel: &Drawing<'_>, one: &str, other: &str) -> (String, String, bool) {
    let both = [one, other].map(|key| format!("\"a_{key}\""));
    let mut lines = panel.text.lines().map(str::trim_start);
    let found = lines.find(|line| {
        let (ends, rest) = line.split_once(" [").unwrap_or_default();
        ends.contains("->")
            && !rest.starts_with("style=\"invis\"")
            && both.iter().all(|end| ends.contains(end))
    });
    let line = found.unwrap_or_else(|| panic!("{one} and {other}: {}", panel.text));
    let (drawn, tip) = line.split_once("tooltip=").expect("a tooltip");
    // without its markup
    let label = drawn.split_once("abel=").map_or("", |(_, label)| label);
    let text = label.split(['<', '>', '"']).collect::<Vec<_>>().join(" ");
    let tip = tip.split_once("\\n").expect("statements").0;
    (text, tip.to_owned(), drawn.contains("dashed"))
}

/// All panels have their boxes in the same places, where Graphviz is there to tell.
fn stay_in_place(panels: &[Drawing<'_>]) {
    let all: Vec<_> = panels.iter().map(|panel| places(&panel.text)).collect();
    assert!(all.windows(2).all(|two| two[0] == two[1]), "{all:?}");
}

#[test]
fn each_panel_has_the_words_of_its_view_and_that_of_the_changes_both() {
    let graph = held_otherwise();
    let (before, after) = (graph.at(date(2021, 4, 1)), graph.at(date(2022, 6, 1)));
    let picture = before.to_comparison(after).expect("one graph");
    let panels = [picture.draw_before(), picture.draw_after(), picture.draw()];
    let expected = [
        // the alliance, then the cooperation
        ("possibly", "claimed by The a", true),
        ("", "", false),
        (
            "possibly, then certainly",
            "claimed by The a, then reported",
            true,
        ),
    ];
    for (panel, (pact, joint, is_dashed)) in panels.iter().zip(expected) {
        sound(panel);
        for (one, other, kind, said) in [
            ("a", "b", "allied", pact),
            ("a", "e", "joint operations", joint),
        ] {
            let (text, tip, dashed) = beside(panel, one, other);
            let plain = text.split_whitespace().collect::<Vec<_>>().join(" ");
            if said.is_empty() {
                assert!(
                    !["possibly", "claimed", "then"]
                        .iter()
                        .any(|word| text.contains(word)),
                    "{text}"
                );
            } else {
                assert!(plain.contains(said), "{said}: {plain}");
                assert_eq!(said.contains("then"), plain.contains("then"), "{plain}");
            }
            // the tooltip says the same
            let said = if said.is_empty() {
                String::new()
            } else {
                format!("; {said}")
            };
            assert_eq!(tip, format!("\"{kind}{said}: The {one} – The {other}"));
            assert_eq!(dashed, is_dashed && kind == "joint operations", "{kind}");
        }
        // and so says the box of the member in the frame, and its tooltip
        let frame = panel
            .text
            .split("subgraph \"cluster_c\"")
            .nth(1)
            .expect("a frame");
        let member = frame
            .lines()
            .find(|line| line.contains("\"a_d\" ["))
            .expect("a box");
        let (label, tip) = member.split_once("tooltip=").expect("a tooltip");
        let label = label
            .split(['<', '>'])
            .skip(1)
            .step_by(2)
            .collect::<Vec<_>>();
        let label = label
            .join(" ")
            .split_whitespace()
            .collect::<Vec<_>>()
            .join(" ");
        let said = |text: &str| {
            [
                text.contains("member possibly"),
                text.contains("then certainly"),
            ]
        };
        assert_eq!(
            said(&label),
            [!pact.is_empty(), pact.contains("then")],
            "{label}"
        );
        assert_eq!(tip.contains("possibly"), !pact.is_empty(), "{tip}");
    }
    stay_in_place(&panels);
}

#[test]
fn what_is_unsure_of_most_unchanged_lines_is_said_once_in_the_heading() {
    let pact = |other: &str, days: &str| {
        format!("[[relations]]\nkind = \"alliance\"\nbetween = [\"a\", \"{other}\"]\n{days}\n")
    };
    // known to have held on the second day alone, but the last, which always did
    let days = "seen = [2022-06-01]";
    let mut body: String = ["b", "c", "d", "e"].map(|other| pact(other, days)).concat();
    body += &pact("f", "start = 2020-01-01\nend = 2023-01-01");
    let of = |body: &str| {
        let graph = graph(&["a", "b", "c", "d", "e", "f", "g", "h", "i"], body);
        let (before, after) = (graph.at(date(2021, 4, 1)), graph.at(date(2022, 6, 1)));
        let picture = before.to_comparison(after).expect("one graph");
        let panels = [picture.draw_before(), picture.draw_after(), picture.draw()];
        stay_in_place(&panels);
        panels.map(|panel| {
            sound(&panel);
            let words = |other: &str| {
                let (text, tip, _) = beside(&panel, "a", other);
                let is_said = ["possibly", "certainly"].map(|word| text.contains(word));
                (is_said, tip)
            };
            let heading = panel.text.lines().find(|line| line.contains("unchanged"));
            let heading = heading.expect("a heading").split(['<', '>']);
            let heading = heading.collect::<Vec<_>>().join(" ");
            let usual = heading.split_once("Unchanged lines without words: ");
            let usual = usual.and_then(|(_, rest)| rest.split_once('.'));
            (
                usual.map(|(usual, _)| usual.to_owned()),
                words("b"),
                words("f"),
            )
        })
    };
    let said = ["possibly", "certainly", "possibly, then certainly"];
    for (panel, said) in of(&body).into_iter().zip(said) {
        let (usual, (own, tip), (other, _)) = panel;
        assert_eq!(usual.as_deref(), Some(said));
        // most lines say nothing, but their tooltips do; the other one says how it differs
        assert_eq!(own, [false, false]);
        assert_eq!(tip.contains("possibly"), said.contains("possibly"), "{tip}");
        assert_eq!(other, [false, said != "certainly"]);
    }
    // of as many others, each line has its own words again
    for other in ["g", "h", "i"] {
        body += &pact(other, "start = 2020-01-01\nend = 2023-01-01");
    }
    for (panel, said) in of(&body).into_iter().zip(said) {
        let (usual, (own, _), (other, _)) = panel;
        assert_eq!(usual, None);
        assert_eq!(own, [said.contains("possibly"), said.contains("then")]);
        assert_eq!(other, [false, false]);
    }
}

#[test]
fn what_is_marked_as_held_otherwise_says_in_each_panel_how_its_view_holds_it() {
    let graph = held_otherwise();
    let (before, after) = (graph.at(date(2021, 4, 1)), graph.at(date(2022, 6, 1)));
    let picture = before.to_comparison(after).expect("one graph");
    let marked = picture.otherwise(true);
    let held = |panel: &Drawing<'_>| {
        let own = panel
            .text
            .lines()
            .filter(|line| line.contains("<B>~ allied"));
        let own = own.map(|line| line.split("tooltip=").next().unwrap_or_default().to_owned());
        let own = own.collect::<String>();
        ["possibly", "then", "certainly"].map(|word| own.contains(word))
    };
    let panels = [marked.draw_before(), marked.draw_after(), marked.draw()];
    assert_eq!(
        panels.each_ref().map(held),
        [
            [true, false, false],
            [false, false, true],
            [true, true, true],
        ]
    );
    stay_in_place(&panels);
}

#[test]
fn of_many_only_what_changed_is_drawn_and_the_caller_is_told() {
    let mut actors: Vec<String> = Vec::new();
    let mut body = String::new();
    for number in 0..80 {
        actors.push(format!("a{number}"));
        let end = if number % 8 == 0 {
            "end = 2022-01-01"
        } else {
            ""
        };
        if number > 0 {
            let _ = writeln!(
                body,
                "[[relations]]\nkind = \"alliance\"\nbetween = [\"a0\", \"a{number}\"]\nstart = 2020-01-01\nseen = [2023-01-01]",
            );
        }
        if !end.is_empty() && number > 0 {
            let _ = writeln!(
                body,
                "[[relations]]\nkind = \"rivalry\"\nbetween = [\"a1\", \"a{number}\"]\nstart = 2020-01-01\n{end}",
            );
        }
    }
    let actors: Vec<&str> = actors.iter().map(String::as_str).collect();
    let graph = graph(&actors, &body);
    let (before, after) = (graph.at(date(2021, 1, 1)), graph.at(date(2022, 6, 1)));
    let picture = before.to_comparison(after).expect("one graph");
    let drawing = picture.draw();
    sound(&drawing);
    let left_out = DrawingWarning::UnchangedLeftOut { relations: 79 };
    assert_eq!(drawing.warnings, [left_out]);
    assert!(!drawing.text.contains("\"a_a2\""));
    let whole = picture.unchanged(true).draw();
    assert!(whole.text.contains("\"a_a2\""));
    assert!(matches!(*whole.warnings, [DrawingWarning::Crowded { .. }]));
}

#[test]
fn views_of_different_graphs_are_refused() {
    let (one, other) = (mali(), mali());
    let refused = one.ever().to_comparison(other.ever());
    let error = refused.expect_err("two graphs");
    assert!(error.to_string().contains("different graphs"));
}

#[test]
fn names_that_break_markup_break_no_panel() {
    let names = [
        "a\\\"b\\\\",
        "<B>&amp;</B>",
        "\\u0001\\u001f",
        "جماعة نصرة الإسلام",
        "\\\\N {x|y} -> [z]",
    ];
    let mut text = String::from("format = 1\n[record]\ntitle = \"<x> & \\\"y\\\"\"\n[actors]\n");
    for (number, name) in names.iter().enumerate() {
        let _ = writeln!(
            text,
            "a{number} = {{ name = \"{name}\", kind = \"armed-group\" }}"
        );
    }
    for (number, note) in names.iter().enumerate().skip(1) {
        let _ = writeln!(
            text,
            "[[relations]]\nkind = \"rivalry\"\nbetween = [\"a0\", \"a{number}\"]\nstart = 2020-01-01\nend = 2022-01-01\nnote = \"{note}\"",
        );
    }
    let graph = ActorGraph::new(Record::from_toml(&text).expect("a right record"));
    let (before, after) = (graph.at(date(2021, 1, 1)), graph.at(date(2022, 6, 1)));
    let picture = before.to_comparison(after).expect("one graph");
    for panel in [picture.draw_before(), picture.draw_after(), picture.draw()] {
        sound(&panel);
    }
    let a0 = graph.actor("a0").expect("declared");
    sound(&graph.ever().to_dot().around([a0], 1).draw());
}

#[test]
fn around_an_actor_stand_those_near_it_and_no_others() {
    let body = [
        member("a", "b", ""),
        member("b", "c", ""),
        member("c", "d", ""),
    ];
    let graph = graph(
        &["a", "b:coalition", "c:coalition", "d:coalition", "e"],
        &body.concat(),
    );
    let a = graph.actor("a").expect("declared");
    for (steps, expected) in [(0, "a"), (1, "ab"), (2, "abc"), (9, "abcd")] {
        let drawing = graph.ever().to_dot().around([a], steps).draw();
        sound(&drawing);
        for key in ["a", "b", "c", "d", "e"] {
            let is_drawn = drawing.text.contains(&format!("\"a_{key}\" ["))
                || drawing.text.contains(&format!("\"cluster_{key}\""));
            assert_eq!(is_drawn, expected.contains(key), "{key}, {steps} steps");
        }
    }
}

#[test]
fn camps_are_told_in_words_and_ties_in_their_way_are_marked() {
    let body = "[[relations]]\nkind = \"rivalry\"\nbetween = [\"a\", \"b\", \"c\"]\n";
    let graph = graph(&["a", "b", "c"], body);
    let signed = graph.ever().signed(ConflictRule::Ambivalent);
    let frustration = signed.frustration(SearchBudget::default());
    let drawing = graph.ever().to_dot().camps(&frustration).draw();
    sound(&drawing);
    assert_eq!(
        drawing.text.matches("penwidth=\"4.5\"").count(),
        2,
        "{drawing}"
    );
    let Some(seen) = seen(&drawing.text) else {
        return;
    };
    let camps = ["a_a", "a_b", "a_c"].map(|id| seen[id].lines.join(" "));
    assert!(camps.iter().all(|camp| camp.contains("camp ")), "{camps:?}");
}

#[test]
fn camps_of_several_components_have_names_and_colours_of_their_own() {
    let body = "[[relations]]\nkind = \"alliance\"\nbetween = [\"a\", \"b\"]\n\
                [[relations]]\nkind = \"rivalry\"\nbetween = [\"c\", \"d\"]\n\
                [[events]]\nkind = \"violence-against-civilians\"\nwhen = 2023-10-07\nfrom = \"a\"\nto = \"v\"\n";
    let graph = graph(&["a", "b", "c", "d", "v:civilians"], body);
    let signed = graph.ever().signed(ConflictRule::Ambivalent);
    let camps = Camps::from(&signed.frustration(SearchBudget::default()));
    assert_eq!((camps.components(), camps.count()), (2, 3));
    let of = |key| {
        let actor = graph.actor(key).expect("declared");
        (camps.component(actor), camps.camp(actor))
    };
    let expected = [0, 0, 1, 2].map(|camp| (Some(usize::from(camp > 0)), Some(camp)));
    assert_eq!(["a", "b", "c", "d"].map(of), expected);
    assert_eq!(of("v"), (None, None));
    let drawing = graph.ever().to_dot().camps(camps).draw();
    sound(&drawing);
    let line = |key: &str| {
        let mut lines = drawing.text.lines();
        let line = lines.find(|line| line.contains(&format!("\"a_{key}\" [")));
        line.expect("it is drawn").to_owned()
    };
    let color = |key: &str| {
        let line = line(key);
        line.split("fillcolor=")
            .nth(1)
            .and_then(|rest| rest.get(..9))
            .map(str::to_owned)
    };
    for (key, camp) in [("a", "1.1"), ("b", "1.1"), ("c", "2.1"), ("d", "2.2")] {
        assert!(
            line(key).contains(&format!("camp {camp}<")),
            "{}",
            line(key)
        );
    }
    assert!(!line("v").contains("camp"), "{}", line("v"));
    assert_eq!(color("a"), color("b"));
    assert!(color("a") != color("c") && color("c") != color("d") && color("a") != color("d"));
    let label = label(&drawing);
    assert!(label.contains("3 camps of 2 components"), "{label}");
    assert!(label.contains("no other camps do as well"), "{label}");
}

/// The label of a picture, its lines joined.
fn label(drawing: &Drawing<'_>) -> String {
    let line = drawing
        .text
        .lines()
        .nth(1)
        .expect("the picture has a label");
    let words = line.split(['<', '>']).skip(1).step_by(2);
    words
        .collect::<Vec<_>>()
        .join(" ")
        .split_whitespace()
        .collect::<Vec<_>>()
        .join(" ")
}

#[test]
fn a_picture_says_where_other_camps_do_as_well() {
    let foes = "[[relations]]\nkind = \"rivalry\"\nbetween = [\"a\", \"b\", \"c\"]\n";
    let graph = graph(&["a", "b", "c"], foes);
    let signed = graph.ever().signed(ConflictRule::Ambivalent);
    let budget = SearchBudget::default();
    let two = Camps::from(&signed.frustration(budget));
    let three = signed.partition(PartitionRule::default(), budget);
    let three = Camps::from(&three.expect("there are actors"));
    for (camps, words) in [
        (two, "2 camps; 1 pair against them; other camps do as well."),
        (
            three,
            "3 camps; 0 pairs against them; no other camps do as well.",
        ),
    ] {
        let label = label(&graph.ever().to_dot().camps(camps).draw());
        assert!(label.contains(words), "{label}");
    }
}
