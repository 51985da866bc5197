//! Data sets as they are downloaded: invented rows in the layouts of each.

mod acled;
mod acled_actors;
mod bare_years;
mod beside;
mod choices;
mod contests;
mod crosswalk;
mod forms;
mod ged;
mod kept;
mod left_out;
mod lost;
mod machine_coded;
mod once;
mod out_of_range;
mod promises;
mod releases;
mod rivalries;
mod states;
mod ucdp;
mod ucdp_years;
mod versions;

use factions::import::data_sets::DataSetReader;
use factions::import::{Import, ImportReport, Treatment};
use factions::{ActorGraph, Record};

/// Reads a text as a file of this name, by default choices.
fn read(name: &str, text: &str) -> Import {
    let read = DataSetReader::new().read(name, text.as_bytes());
    read.unwrap_or_else(|error| panic!("{name}: {error}"))
}

/// How often something was done for a reason.
fn count(report: &ImportReport, treatment: Treatment, code: &str) -> u64 {
    report.note(treatment, code).map_or(0, |note| note.count)
}

/// That every row is accounted for, and the record is one that is written and read.
fn is_sound(import: &Import) {
    crate::support::reports::adds_up(&import.report);
    let text = import.record.to_json_lines();
    let again = Record::from_json_lines(text.as_bytes()).expect("what is written is read");
    assert_eq!(again, import.record);
    let toml = Record::from_toml(&import.record.to_toml()).expect("what is written is read");
    assert_eq!(toml, import.record);
}

/// The statement of an id, printed with its ends, as a graph has it.
fn told(import: &Import, id: &str) -> String {
    let graph = ActorGraph::new(import.record.clone());
    let events = graph.ever().events();
    let event = events.iter().find(|event| event.surest().key() == id);
    let event = event.unwrap_or_else(|| panic!("no event `{id}` among {} events", events.len()));
    event.to_string()
}
