//! The formats of graph tools: GEXF, GraphML, node-link JSON, Cytoscape JSON.

use super::well_formed::{Element, elements};
use super::{MALI, hostile, is_the_same_in_any_order, shuffled};
use crate::support::{strategies, tiny};
use factions::export::EdgeKey;
use factions::{ActorGraph, Certainty, Record, View};
use proptest::prelude::*;
use serde_json::Value;
use std::collections::BTreeSet;

const WRITERS: [fn(View<'_, '_>) -> String; 4] = [
    |view| view.to_gexf().content,
    |view| view.to_graphml().content,
    |view| view.to_node_link(EdgeKey::Edges).content,
    |view| view.to_cytoscape().content,
];

fn json(text: &str) -> Value {
    serde_json::from_str(text).expect("it is JSON")
}

fn named<'e>(all: &'e [Element], name: &'e str) -> impl Iterator<Item = &'e Element> {
    all.iter().filter(move |element| element.name == name)
}

#[test]
fn mali_as_gexf() {
    let written = MALI.ever().at_least(Certainty::Planned).to_gexf();
    elements(&written.content);
    insta::assert_snapshot!(written.content);
    insta::assert_snapshot!("mali_as_gexf_left_out", written.left_out);
}

#[test]
fn mali_as_graphml() {
    let written = MALI.ever().at_least(Certainty::Planned).to_graphml();
    elements(&written.content);
    insta::assert_snapshot!(written.content);
    insta::assert_snapshot!("mali_as_graphml_left_out", written.left_out);
}

#[test]
fn mali_as_node_link_json() {
    let view = MALI.ever().at_least(Certainty::Planned);
    insta::assert_snapshot!(view.to_node_link(EdgeKey::Edges).content);
}

#[test]
fn mali_as_cytoscape_json() {
    let view = MALI.ever().at_least(Certainty::Planned);
    insta::assert_snapshot!(view.to_cytoscape().content);
}

#[test]
fn an_event_of_very_many_on_each_side_has_no_edges_and_is_named() {
    let text = |count: usize| {
        let keys: Vec<String> = (0..2 * count)
            .map(|number| format!("a{number:03}"))
            .collect();
        let kind = "{ name = \"A\", kind = \"armed-group\" }";
        let actors = keys.iter().map(|key| format!("{key} = {kind}\n"));
        let actors: String = actors.collect();
        let (one, other) = keys.split_at(count);
        format!(
            "format = 1\n[actors]\n{actors}\
             [[relations]]\nid = \"rivals\"\nkind = \"rivalry\"\nbetween = [\"a000\", \"a001\"]\n\
             [[events]]\nid = \"crowd\"\nkind = \"clash\"\nwhen = 2023-10-07\nkilled = 3\n\
             sides = [{one:?}, {other:?}]\n"
        )
    };
    for (count, edges) in [(100, 10_001), (101, 1)] {
        let record = Record::from_toml(&text(count)).expect("it is a record");
        let graph = ActorGraph::new(record);
        let written = graph.ever().to_node_link(EdgeKey::Edges);
        let all = json(&written.content);
        assert_eq!(all["edges"].as_array().map(Vec::len), Some(edges));
        assert_eq!(all["nodes"].as_array().map(Vec::len), Some(2 * count));
        let said = written.left_out.to_string();
        let named = "events of more than 10,000 ties, which have no edges: 1 (crowd)\n\
                     deaths in happenings without a tie: 1 (crowd)";
        assert_eq!(said.contains(named), count > 100, "{said}");
    }
}

#[test]
fn hostile_names_stay_names() {
    let graph = hostile::graph();
    let view = graph.ever();
    // what XML cannot hold is replaced, and said to be
    let in_xml = hostile::NAME.replace(['\u{1}', '\u{7f}', '\u{FFFF}'], "\u{FFFD}");
    for written in [view.to_gexf(), view.to_graphml()] {
        let all = elements(&written.content);
        let is_name = |text: &str| text == in_xml;
        let in_texts = all.iter().filter(|element| is_name(&element.text)).count();
        let values = all.iter().flat_map(|element| &element.attributes);
        let in_values = values.filter(|attribute| is_name(&attribute.1)).count();
        assert!(in_texts + in_values > 8, "{in_texts} and {in_values}");
        let said = written.left_out.to_string();
        assert!(said.contains("characters that XML cannot hold"), "{said}");
    }
    let read = json(&view.to_node_link(EdgeKey::Edges).content);
    assert_eq!(read["nodes"][0]["label"], hostile::NAME);
    assert_eq!(read["edges"][0]["statement"], hostile::NAME);
    let read = json(&view.to_cytoscape().content);
    assert_eq!(read["elements"]["nodes"][0]["data"]["short"], hostile::NAME);
}

#[test]
fn the_edge_list_is_called_as_asked() {
    for key in [EdgeKey::Edges, EdgeKey::Links] {
        let read = json(&MALI.ever().to_node_link(key).content);
        assert!(
            read[key.as_str()]
                .as_array()
                .is_some_and(|all| !all.is_empty())
        );
    }
}

#[test]
fn a_spell_ends_on_the_last_day_and_an_undated_tie_has_none() {
    let record = tiny::record(
        "",
        &["a", "b:coalition"],
        "[[relations]]\nid = \"dated\"\nkind = \"membership\"\nfrom = \"a\"\nto = \"b\"\n\
         start = \"2021-05\"\nend = \"late 2023-09\"\n\
         [[relations]]\nid = \"since\"\nkind = \"support\"\nfrom = \"a\"\nto = \"b\"\nstart = \"2021\"\n\
         [[events]]\nid = \"undated\"\nkind = \"clash\"\nfrom = \"a\"\nto = \"b\"\n\
         [[events]]\nid = \"either\"\nkind = \"clash\"\nwhen = \"[2023-10-02,2023-10-04]\"\n\
         from = \"a\"\nto = \"b\"\n",
    );
    let graph = ActorGraph::new(record);
    let written = graph.ever().to_gexf();
    assert_eq!(
        written.left_out.to_string(),
        "statements that may hold on any day, shown on every day: 1 (undated)\n\
         statements with a spell without a last day, as it goes on or is not known (end_state): 1 (since)"
    );
    let (_, edges) = written.content.split_once("<edges>").expect("edges");
    let spells: Vec<&str> = edges
        .lines()
        .map(str::trim)
        .filter(|line| line.starts_with("<spell "))
        .collect();
    let expected = [
        "<spell start=\"2021-01-01\"/>",
        // the end is the first day on which it no longer holds: at the latest the 30th
        "<spell start=\"2021-05-01\" end=\"2023-09-29\"/>",
        "<spell start=\"2023-10-02\" end=\"2023-10-02\"/>",
        "<spell start=\"2023-10-04\" end=\"2023-10-04\"/>",
    ];
    assert_eq!(spells, expected);
}

#[test]
fn the_deaths_of_a_happening_stand_on_one_edge() {
    let record = tiny::record(
        "",
        &["a", "b", "c"],
        "[[events]]\nid = \"one\"\nkind = \"clash\"\nfrom = \"a\"\nto = [\"b\", \"c\"]\nkilled = 5\n\
         [[events]]\nid = \"again\"\nkind = \"clash\"\nfrom = \"a\"\nto = \"b\"\nkilled = 5\n\
         same_as = \"one\"\n",
    );
    let read = json(
        &ActorGraph::new(record)
            .ever()
            .to_node_link(EdgeKey::Edges)
            .content,
    );
    let edges = read["edges"].as_array().expect("a list");
    // to `b` once, though two tell of it
    assert_eq!(edges.len(), 2);
    let sum: u64 = edges
        .iter()
        .filter_map(|edge| edge["killed_best"].as_u64())
        .sum();
    assert_eq!(sum, 5);
}

#[test]
fn an_actor_outside_the_view_has_no_node() {
    let csp = MALI.actor("csp").expect("it is in the record");
    let msa = MALI.actor("msa").expect("it is in the record");
    let among = factions::ActorSet::from_iter([csp, msa]);
    let read = json(
        &MALI
            .ever()
            .among(&among)
            .to_node_link(EdgeKey::Edges)
            .content,
    );
    assert_eq!(read["nodes"].as_array().map(Vec::len), Some(2));
}

proptest! {
    // each writes and reads whole files
    #![proptest_config(ProptestConfig::with_cases(64))]

    #[test]
    fn the_order_of_the_record_says_nothing(records in shuffled()) {
        for write in WRITERS {
            is_the_same_in_any_order(records.clone(), write)?;
        }
    }

    #[test]
    fn every_tie_is_an_edge_with_an_id_of_its_own_between_nodes(record in strategies::record()) {
        let graph = ActorGraph::new(record);
        let view = graph.ever();
        let all = elements(&view.to_graphml().content);
        let nodes: BTreeSet<&str> = named(&all, "node").filter_map(|node| node.get("id")).collect();
        prop_assert_eq!(nodes.len(), view.actors().count());
        let edges: Vec<&Element> = named(&all, "edge").collect();
        let ids: BTreeSet<_> = edges.iter().map(|edge| edge.get("id")).collect();
        prop_assert_eq!(ids.len(), edges.len());
        // each tie is seen from both of its ends
        let ties = view.actors().flat_map(|one| view.neighbors(one.actor)).count();
        prop_assert_eq!(edges.len() * 2, ties);
        for edge in edges {
            prop_assert!(nodes.contains(edge.get("source").expect("a source")));
            prop_assert!(nodes.contains(edge.get("target").expect("a target")));
        }
    }

    #[test]
    fn declared_attributes_are_those_that_are_used(record in strategies::record()) {
        let graph = ActorGraph::new(record);
        let all = elements(&graph.ever().to_graphml().content);
        let declared: BTreeSet<_> = named(&all, "key").filter_map(|key| key.get("id")).collect();
        for data in named(&all, "data") {
            prop_assert!(declared.contains(data.get("key").expect("a key")));
        }
        let all = elements(&graph.ever().to_gexf().content);
        let declared: BTreeSet<_> = named(&all, "attribute").filter_map(|one| one.get("id")).collect();
        for value in named(&all, "attvalue") {
            prop_assert!(declared.contains(value.get("for").expect("an attribute")));
        }
    }

    #[test]
    fn the_sum_of_the_deaths_is_the_toll(record in strategies::record()) {
        let graph = ActorGraph::new(record);
        let view = graph.ever();
        let written = view.to_node_link(EdgeKey::Edges);
        let read = json(&written.content);
        let edges = read["edges"].as_array().expect("a list");
        let best = |edge: &serde_json::Value| {
            let [best, low] = ["killed_best", "killed_low"].map(|name| edge[name].as_u64());
            best.or(low)
        };
        let on_edges: u64 = edges.iter().filter_map(best).sum();
        let lost = written.left_out.iter().find(|one| one.what.starts_with("deaths"));
        let lost = lost.map_or(&[][..], |one| &one.keys);
        let happenings = view.events();
        let is_lost = |one: &factions::Happening<'_>| {
            one.grounds.statements.iter().any(|statement| lost.iter().any(|key| key == statement.key()))
        };
        let without_edge = happenings.iter().filter(|one| is_lost(one));
        let without_edge = without_edge.filter_map(|one| Some(one.killed.as_ref()?.deaths.best_or_low()));
        let without_edge: u64 = without_edge.sum();
        prop_assert_eq!(on_edges + without_edge, view.toll().all().best().unwrap_or(0));
    }
}
