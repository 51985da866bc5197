//! The UCDP External Support Dataset: supporters, supported actors and forms of support, by years.
//!
//! Meier, Pettersson, Karlén and Croicu 2023. A row of its triad table is a year of a supporter, a
//! supported actor and a dyad. This reader follows the documentation: no file was at hand to try it on.
//!
//! | columns | in the record |
//! |---|---|
//! | `ext_id`, `actor_id`, `year` | `support` from the supporter to the actor; consecutive years with equal forms are joined |
//! | `ext_x`, `ext_p` | troops |
//! | `ext_y`, `ext_l` | territory |
//! | `ext_w`, `ext_m`, `ext_t`, `ext_f`, `ext_i` | weapons; materiel and logistics; training; funding; intelligence |
//! | `ext_o`, `ext_u` | support without a form |
//! | `ext_elements` | a note: by elements of the state |
//! | `ext_sup` = 0 | nothing: the absence of support is neither a relation nor a denial |
//! | `ext_bothsides`, `civil`, `ext_coalition_name` | left out |
//!
//! Letters that are not in the codebook of 2011 are doubtful; the report counts rows without a form.

use super::roster::{Roster, ids_in, whole};
use crate::import::LoadError;
use crate::import::data_sets::assembly::{Assembly, HeldRelation};
use crate::import::data_sets::common::{Desk, Fate, Refused, each_row, tell_left_out};
use crate::import::data_sets::kit::spans::{spells, year_of};
use crate::import::data_sets::kit::table::{Column, Row, Table};
use crate::import::report::Treatment;
use crate::model::{Ends, RelationKind, SourceId, SupportForm};
use crate::record::At;
use std::borrow::Cow;
use std::collections::{BTreeMap, BTreeSet};

/// The columns of forms.
const FORMS: [(&str, &[SupportForm]); 11] = [
    ("ext_x", &[SupportForm::Troops]),
    ("ext_p", &[SupportForm::Troops]),
    ("ext_y", &[SupportForm::Territory]),
    ("ext_l", &[SupportForm::Territory]),
    ("ext_w", &[SupportForm::Weapons]),
    ("ext_m", &[SupportForm::Materiel, SupportForm::Logistics]),
    ("ext_t", &[SupportForm::Training]),
    ("ext_f", &[SupportForm::Funding]),
    ("ext_i", &[SupportForm::Intelligence]),
    ("ext_o", &[]),
    ("ext_u", &[]),
];

/// Known columns.
const KNOWN: &[&str] = &[
    "year",
    "dyad_id",
    "dyad_name",
    "conflict_id",
    "civil",
    "actor_id",
    "actor_name",
    "actor_nonstate",
    "ext_id",
    "ext_name",
    "ext_nonstate",
    "ext_coalition",
    "ext_coalition_name",
    "ext_elements",
    "ext_bothsides",
    "ext_sup",
    "ext_x",
    "ext_p",
    "ext_y",
    "ext_l",
    "ext_w",
    "ext_m",
    "ext_t",
    "ext_f",
    "ext_i",
    "ext_o",
    "ext_u",
];

/// Columns that no record takes.
const LEFT_OUT: [&str; 4] = [
    "civil",
    "ext_bothsides",
    "ext_coalition",
    "ext_coalition_name",
];

/// The supporters, the supported actor and the conflict.
type Pair = (Vec<String>, String, String);

/// The support in a year.
#[derive(Debug, Default)]
struct Year {
    forms: BTreeSet<SupportForm>,
    by_elements: bool,
    rows: Vec<(At, SourceId)>,
}

/// Support by years.
#[derive(Debug, Default)]
pub(super) struct ExternalSupport {
    years: BTreeMap<Pair, BTreeMap<i16, Year>>,
    /// The years that rows cover, by supported actor and conflict.
    looked: BTreeMap<(String, String), BTreeSet<i16>>,
    names: BTreeMap<String, BTreeSet<String>>,
    states: BTreeSet<String>,
}

struct Columns {
    year: Column,
    conflict: Column,
    actor: [Column; 3],
    supporter: [Column; 3],
    elements: Column,
    support: Column,
    forms: [Column; 11],
}

impl ExternalSupport {
    /// Reads all rows of a table.
    pub(super) fn read(
        &mut self,
        table: &mut Table<'_>,
        desk: &mut Desk<'_>,
    ) -> Result<(), LoadError> {
        let report = &mut desk.assembly.report;
        report.unknown_columns(&table.columns, &[KNOWN]);
        let column = |name: &str| table.column(name);
        let columns = Columns {
            year: column("year"),
            conflict: column("conflict_id"),
            actor: ["actor_id", "actor_name", "actor_nonstate"].map(column),
            supporter: ["ext_id", "ext_name", "ext_nonstate"].map(column),
            elements: column("ext_elements"),
            support: column("ext_sup"),
            forms: FORMS.map(|(name, _)| column(name)),
        };
        let message = "UCDP ESD is read as it is documented: no file of it was seen";
        let at = At::in_text(0, 0);
        report.note(
            Treatment::Guessed,
            "untried-format",
            message,
            at,
            "UCDP ESD",
        );
        let before = report.counts().read;
        each_row(table, desk, |row, desk| self.row(&columns, row, desk))?;
        let message = "that a war is civil, that a supporter helps both sides, and names of coalitions are no part \
                       of the model, and were left out";
        let report = (&mut desk.assembly.report, before);
        tell_left_out((table, LEFT_OUT), report, message);
        Ok(())
    }

    fn row(
        &mut self,
        columns: &Columns,
        row: Row<'_>,
        desk: &mut Desk<'_>,
    ) -> Result<Fate, Refused> {
        let [actor, actor_name, actor_nonstate] = columns.actor;
        let Some(year) = row.integer(columns.year).and_then(year_of) else {
            let cell = row.text(columns.year);
            return Err(Refused::new("no-date", "the row has no year", cell));
        };
        let Some(actor) = row.said(actor) else {
            let message = "the row does not say who was supported";
            let name = row.text(actor_name);
            return Err(Refused::new("no-side", message, name));
        };
        let (actor, conflict) = (whole(&actor).to_owned(), row.text(columns.conflict));
        let conflict = whole(&conflict).to_owned();
        let looked = self.looked.entry((actor.clone(), conflict.clone()));
        looked.or_default().insert(year);
        let report = &mut desk.assembly.report;
        if row.integer(columns.support) == Some(0) {
            let message = "years without support are no relation and no denial";
            report.note_many(Treatment::Beyond, "no-support", message, 1);
            return Ok(Fate::Beyond);
        }
        let [supporter, supporter_name, supporter_nonstate] = columns.supporter;
        let supporters = ids_in(&row.text(supporter));
        if supporters.is_empty() {
            let message = "the row does not say by its id who supported";
            let name = row.text(supporter_name);
            return Err(Refused::new("no-supporter", message, name));
        }
        let mut name = |id: &str, name: Column, nonstate: Column| {
            let names = self.names.entry(id.to_owned()).or_default();
            names.extend(row.said(name).map(Cow::into_owned));
            if row.integer(nonstate) == Some(0) {
                self.states.insert(id.to_owned());
            }
        };
        name(&actor, actor_name, actor_nonstate);
        if let [one] = &supporters[..] {
            name(one, supporter_name, supporter_nonstate);
        }
        let pair = (supporters, actor, conflict);
        let years = self.years.entry(pair).or_default();
        let known = years.entry(year).or_default();
        let mut has_form = false;
        for ((_, forms), column) in FORMS.iter().zip(columns.forms) {
            if row.is_true(column) {
                known.forms.extend(forms.iter().copied());
                has_form |= !forms.is_empty();
            }
        }
        if !has_form {
            let message = "support without a form that is known";
            report.note(Treatment::Guessed, "no-form", message, row.at, "");
        }
        known.by_elements |= row.is_true(columns.elements);
        known.rows.push((row.at, desk.assembly.source()));
        Ok(Fate::Waiting)
    }

    /// Makes support of the years.
    pub(super) fn finish(&mut self, assembly: &mut Assembly, roster: &mut Roster) {
        let all = std::mem::take(&mut self.years);
        for ((supporters, actor, conflict), mut years) in all {
            for year in years.values_mut() {
                year.rows.sort_unstable();
            }
            let looked = self.looked.get(&(actor.clone(), conflict.clone()));
            // a spell consists of years with equal forms
            let mut kinds: BTreeMap<(Vec<SupportForm>, bool), BTreeSet<i16>> = BTreeMap::new();
            for (year, one) in &years {
                let forms: Vec<SupportForm> = one.forms.iter().copied().collect();
                let kind = kinds.entry((forms, one.by_elements)).or_default();
                kind.insert(*year);
            }
            for ((forms, by_elements), held) in kinds {
                let looked_at = |year| looked.is_some_and(|looked| looked.contains(&year));
                for spell in spells(&held, looked_at) {
                    let Some((at, source)) = years.get(&spell.first).and_then(|y| y.rows.first())
                    else {
                        continue;
                    };
                    assembly.again_of(*source);
                    let mut number = |id: &String| {
                        let name = self.names.get(id).and_then(BTreeSet::first);
                        let name = name.map_or_else(|| format!("UCDP actor {id}"), String::clone);
                        let seat = assembly.seat(id, &name, *at);
                        if self.states.contains(id) {
                            let facts = roster.facts(seat);
                            facts.organised = facts.organised.or(Some(4));
                        }
                        assembly.actor(seat)
                    };
                    let from: Vec<_> = supporters.iter().map(&mut number).collect();
                    let to = number(&actor);
                    let ends = Ends::Directed {
                        from: from.into(),
                        to: [to].into(),
                    };
                    let who = supporters.join("-");
                    let what: Vec<&str> = forms.iter().map(|form| form.as_str()).collect();
                    let elements = if by_elements { "-elements" } else { "" };
                    let id = format!(
                        "esd-{conflict}-{who}-{actor}-{}-{}{elements}",
                        spell.first,
                        what.join("-")
                    );
                    let mut held =
                        HeldRelation::new(RelationKind::Support, ends, spell.period(), id);
                    held.forms.clone_from(&forms);
                    held.note = by_elements.then(|| "by elements of the state".to_owned());
                    assembly.relation(held, *at);
                    let own = (spell.first..=spell.last).filter_map(|year| years.get(&year));
                    let all = own.flat_map(|year| year.rows.iter().map(|row| row.0));
                    let all: Vec<At> = all.collect();
                    let rows = all.len() as u64;
                    let report = &mut assembly.report;
                    report.are_one(*at, all);
                    report.counts().made += 1;
                    report.counts().merged += rows - 1;
                    if rows > 1 {
                        let message =
                            "rows of years in a row, and of several dyads, are one relation";
                        report.note_many(Treatment::Merged, "years-joined", message, rows - 1);
                    }
                }
            }
        }
    }
}
