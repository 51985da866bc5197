//! Rule: a claim names its claimant.

use super::checked::{Checked, own_evidence};
use crate::model::{Certainty, Content, Evidence};
use crate::record::format::Key;
use crate::record::format::Spots;
use crate::record::problems::Code;
use crate::record::problems::Desk;

pub(super) fn unnamed_claimants(checked: &Checked<'_>, desk: &mut Desk) {
    const KEYS: [Key; 2] = [Key::Certainty, Key::By];
    const HELP: &str = "name who claims it: `by = \"…\"`";
    let check = |desk: &mut Desk, evidence: &Evidence, spots: &Spots, [certainty, by]: [Key; 2]| {
        if evidence.certainty == Certainty::Claimed && !spots.may_have(by) {
            let message = "a claim needs its claimant";
            desk.error(
                spots.of(certainty),
                Code::UnnamedClaimant,
                message,
                HELP.to_owned(),
            );
        }
    };
    for row in checked.actor_rows() {
        check(desk, &row.actor.evidence, &row.spots, KEYS);
        for (own, spots) in own_evidence(row) {
            check(desk, own, spots, [Key::ActiveCertainty, Key::ActiveBy]);
        }
    }
    for row in checked.statements() {
        check(desk, &row.statement.evidence, &row.spots, KEYS);
        if let Content::Event(event) = &row.statement.content
            && let Some(toll) = &event.killed
            && toll.certainty == Some(Certainty::Claimed)
            && !row.spots.may_have(Key::KilledBy)
            && !row.spots.may_have(Key::By)
        {
            let at = row.spots.of(Key::KilledCertainty);
            let message = "a claimed toll needs its claimant";
            desk.error(at, Code::UnnamedClaimant, message, HELP.to_owned());
        }
    }
}
