//! What every report of an import keeps.

use factions::import::ImportReport;

/// Each row or entry is made, merged, beyond the model or set aside, and each note has examples.
#[track_caller]
pub(crate) fn adds_up(report: &ImportReport) {
    let sum = report.made + report.merged + report.beyond + report.set_aside;
    assert_eq!(report.read, sum, "{report}");
    assert!(report.changed <= report.made, "{report}");
    for note in &report.notes {
        assert!(note.count > 0 && note.first.len() <= 3, "{report}");
    }
}
