//! Files of the shapes that public data sets have, invented: each opens, with a report of what became of it.

use super::made::adds_up;
use factions::ActorGraph;
use factions::import::Import;

fn exported(name: &str) -> Import {
    let path = format!("tests/data/exports/{name}");
    adds_up(Import::load(&path).unwrap_or_else(|error| panic!("{path}: {error}")))
}

#[test]
fn each_has_its_report_and_comes_back() {
    for name in [
        "donations.ftm.jsonl",
        "sanctions.ftm.json",
        "sectors.stix.json",
        "techniques.stix.json",
    ] {
        let import = exported(name);
        insta::assert_snapshot!(name, import.report);
        let graph = ActorGraph::new(import.record.clone());
        let is_stix = name.ends_with(".stix.json");
        let again = if is_stix {
            Import::from_stix(&graph.ever().to_stix().content)
        } else {
            Import::from_follow_the_money(&graph.ever().to_follow_the_money().content)
        };
        let again = again.expect("what is written is read");
        let told = import.record.statements().iter();
        // what is withdrawn is in a record's own forms alone
        let told = told.filter(|one| one.evidence.withdrawn.is_none());
        assert_eq!(again.record.statements().len(), told.count(), "{name}");
        assert_eq!(again.record.actors(), import.record.actors(), "{name}");
    }
}

#[test]
fn a_sanctions_list_has_its_ties() {
    let import = exported("sanctions.ftm.json");
    insta::assert_snapshot!("sanctions_as_a_record", import.record.to_toml());
}
