//! Who stands at which end of a statement, in words.

use factions::{ActorGraph, ActorId, ActorRef, Ends, Sign, StatementRef};

/// `JNIM → FAMa, Wagner`, `CMA – Mali`, `FAMa, Wagner against CSP`, `CSP`.
pub(crate) fn ends_in_words(statement: StatementRef<'_>) -> String {
    let graph = statement.graph();
    match &statement.record().ends {
        Ends::Directed { from, to } => format!("{} → {}", names(graph, from), names(graph, to)),
        Ends::Mutual(all) => labels(graph, all).join(" – "),
        Ends::Sided(sides) => {
            let sides: Vec<String> = sides.iter().map(|side| names(graph, side)).collect();
            let is_negative = statement.kind().sign() == Sign::Negative;
            sides.join(if is_negative { " against " } else { " – " })
        }
        Ends::Alone(all) => names(graph, all),
    }
}

fn names(graph: &ActorGraph, ids: &[ActorId]) -> String {
    labels(graph, ids).join(", ")
}

fn labels<'g>(graph: &'g ActorGraph, ids: &[ActorId]) -> Vec<&'g str> {
    let actors = ids.iter().filter_map(|&id| graph.actor_by_id(id));
    actors.map(ActorRef::label).collect()
}
