//! All that a view answers and writes.

use factions::export::{EdgeKey, TableForm};
use factions::{
    ConflictRule, DyadSign, EventKind, PlaceId, RankBy, ReachRule, SpellRule, Step, View,
};
use jiff::civil::Date;
use serde_json::{Value, json};
use std::collections::BTreeSet;

/// What a view writes, file by file, each with what it leaves out.
pub(crate) fn written(view: View<'_, '_>) -> Vec<(&'static str, String)> {
    let csv = view.to_csv();
    let files = [
        ("FollowTheMoney", view.to_follow_the_money()),
        ("STIX", view.to_stix()),
        ("GEXF", view.to_gexf()),
        ("GraphML", view.to_graphml()),
        ("node-link", view.to_node_link(EdgeKey::default())),
        ("Cytoscape", view.to_cytoscape()),
        ("GeoJSON", view.to_geojson()),
        ("page", view.to_timeline().to_html()),
        ("chart", view.to_series_chart(Step::Year).to_svg()),
    ];
    let files = files.map(|(name, file)| (name, format!("{}\n{}", file.content, file.left_out)));
    let mut written = vec![("CSV", format!("{:?}\n{}", csv.content, csv.left_out))];
    written.extend(files);
    for (name, form) in [
        ("tables as CSV", TableForm::Csv),
        ("tables", TableForm::JsonLines),
    ] {
        let tables = view.to_tables(form);
        let file = format!("{:?}\n{}", tables.content, tables.left_out);
        written.push((name, file));
    }
    let comparison = view.to_comparison(view.certainly());
    let comparison = comparison.expect("both are of one graph").draw();
    written.push(("comparison", comparison.to_string()));
    written.push(("DOT", view.to_dot().draw().to_string()));
    written.push(("genealogy", view.to_genealogy().draw().to_string()));
    written
}

/// What a view answers, question by question.
pub(crate) fn answered(view: View<'_, '_>) -> Vec<(&'static str, Value)> {
    let actors: Vec<_> = view.actors().collect();
    let mut said = vec![
        ("actors", json!(actors)),
        ("events", json!(view.events())),
        ("changes", json!(view.changes())),
        ("moves", json!(view.moves(60))),
        ("components", json!(view.components())),
        ("denied", json!(view.denied())),
        ("contradictions", json!(view.contradictions())),
        ("toll", json!(view.toll())),
        ("relations", json!(view.relation_count())),
        ("covered", json!(view.covered())),
        ("opponents", json!(view.opponents())),
        ("co-belligerents", json!(view.co_belligerents())),
        ("difference", json!(view.diff(view.certainly()))),
        ("motifs", json!(view.motifs(30))),
        ("firsts", json!(view.firsts_on_record(EventKind::Clash))),
        (
            "histories",
            json!(view.dyad_histories(SpellRule::default())),
        ),
        ("switches", json!(view.side_switches(SpellRule::default()))),
        (
            "survival",
            json!(view.survival(DyadSign::Negative, SpellRule::default())),
        ),
    ];
    let histories = view.dyad_histories(SpellRule::default());
    let steps = histories.iter().map(|one| one.by_step(Step::Month));
    said.push(("histories by step", json!(steps.collect::<Vec<_>>())));
    let days = view.events().into_iter().map(|one| one.days);
    let days = days.filter_map(|days| days.first.date());
    let days: BTreeSet<Date> = days.collect();
    if let (Some(&first), Some(&last)) = (days.first(), days.last()) {
        said.push(("learned", json!(view.learned(first, last))));
    }
    for step in Step::ALL {
        said.push(("series", json!(view.series(*step))));
        said.push(("step tolls", json!(view.tolls_by(*step))));
    }
    for &by in RankBy::ALL {
        said.push(("top actors", json!(view.top_actors(by, 3))));
        said.push(("top dyads", json!(view.top_dyads(by, 3))));
        said.push(("top places", json!(view.top_places(by, 3))));
        let months = view.top_dyads_by(Step::Month, by, 2);
        said.push(("top dyads of months", json!(months)));
        let months = view.top_actors_by(Step::Month, by, 2);
        said.push(("top actors of months", json!(months)));
    }
    let signed = view.signed(ConflictRule::Ambivalent);
    said.push(("edges", json!(signed.edges())));
    said.push(("triads", json!(signed.triad_census())));
    let graph = view.graph();
    for place in (0..).take(graph.record().places().len()).map(PlaceId::new) {
        let events = view.events_at(place);
        said.push(("events at", json!(events.collect::<Vec<_>>())));
    }
    for a in graph.actors() {
        let one = view.coalition_as_one(a);
        said.extend([
            ("events as one", json!(one.events())),
            ("toll as one", json!(one.toll())),
            ("losses as one", json!(one.losses())),
            ("adversaries as one", json!(one.adversaries())),
        ]);
        said.extend([
            ("members", json!(view.members(a))),
            ("coalitions", json!(view.coalitions(a))),
            ("parts", json!(view.parts(a))),
            ("wholes", json!(view.wholes(a))),
            ("allies", json!(view.allies(a))),
            ("partners", json!(view.partners(a))),
            ("adversaries", json!(view.adversaries(a))),
            ("supporters", json!(view.supporters(a))),
            ("clients", json!(view.clients(a))),
            ("patrons", json!(view.patrons(a))),
            ("affiliates", json!(view.affiliates(a))),
            ("victims", json!(view.victims(a))),
            ("attackers", json!(view.attackers(a))),
            ("lineage", json!(view.lineage(a))),
            ("names", json!(view.names(a))),
            ("reach", json!(view.reach(a, ReachRule::default()))),
            ("toll of", json!(view.toll_of(a))),
            ("losses of", json!(view.losses_of(a))),
            ("event count of", json!(view.event_count_of(a))),
            ("events of", json!(view.events_of(a).collect::<Vec<_>>())),
            ("series of", json!(view.series_of(a, Step::Month))),
        ]);
        for b in graph.actors() {
            said.push(("stance", json!(view.stance(a, b))));
            if a != b {
                said.push(("dyad", json!(view.dyad(a, b))));
                said.push(("toll between", json!(view.toll_between(a, b))));
            }
        }
    }
    said
}
