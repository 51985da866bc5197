//! Rules: every entry that is named is declared; a source should be cited and dated.

use super::checked::{Checked, end_actors, own_evidence};
use crate::model::{ActorId, Content, Evidence, SourceId};
use crate::record::format::Key;
use crate::record::format::{At, Section, Spots};
use crate::record::problems::Code;
use crate::record::problems::{Desk, did_you_mean, shown};
use crate::record::unchecked::Interner;
use crate::record::unchecked::Rows;
use crate::record::{is_slug, slug};
use std::collections::HashMap;

/// The number of keys that are compared with misspelt ones, so that very many mistakes stay fast.
const COMPARED: usize = 100_000;

/// The keys of one kind of entry, both named and declared.
struct Table<'c> {
    code: Code,
    /// The kind of entry, as a noun.
    what: &'static str,
    keys: &'c Interner,
    declared: &'c [Option<u32>],
    section: Section,
    rows: &'c Rows,
    /// The remedy for each undeclared key, found once.
    remedies: HashMap<u32, String>,
    /// The number of keys compared with undeclared ones so far.
    compared: usize,
}

impl Table<'_> {
    fn is_declared(&self, number: u32) -> bool {
        let row = self.declared.get(number as usize).copied().flatten();
        row.is_some()
    }

    fn check(&mut self, desk: &mut Desk, number: u32, at: impl FnOnce() -> At) {
        if self.is_declared(number) {
            return;
        }
        let key = self.keys.key(number);
        let is_lost = self.rows.cut.contains(&self.section) || self.rows.lost.may_name(key);
        if is_lost || self.rows.unread.contains(&(self.section, number)) {
            return; // it stands there, if not so that it can be read
        }
        let (what, section) = (self.what, self.section.as_str());
        let known = || {
            let each = (0..).zip(self.declared).filter(|(_, row)| row.is_some());
            each.map(|(number, _)| self.keys.key(number))
        };
        let remedy = self.remedies.entry(number).or_insert_with(|| {
            let declare = match slug(key) {
                better if is_slug(key) || better.is_empty() => {
                    format!("declare it among the `{section}`, or correct the key")
                }
                better => format!(
                    "declare it among the `{section}` by a key such as `{better}`, and name that"
                ),
            };
            if self.compared > COMPARED {
                return format!("{declare}; too many are undeclared to look for one like it");
            }
            self.compared += self.declared.len();
            did_you_mean(key, known(), || declare)
        });
        let message = format!("{what} `{}` is not declared", shown(key));
        desk.error(at(), self.code, message, remedy.clone());
    }
}

pub(super) fn undeclared_actors(checked: &Checked<'_>, desk: &mut Desk) {
    let mut table = Table {
        code: Code::UndeclaredActor,
        what: "actor",
        section: Section::Actors,
        rows: checked.rows,
        keys: &checked.rows.keys.actors,
        declared: &checked.actors,
        remedies: HashMap::new(),
        compared: 0,
    };
    let mut listed = |desk: &mut Desk, list: &[ActorId], spots: &Spots, key: Key| {
        for (i, id) in list.iter().enumerate() {
            table.check(desk, id.number(), || spots.element(key, i));
        }
    };
    for row in &checked.rows.actors {
        listed(desk, &row.actor.evidence.by, &row.spots, Key::By);
        for (own, spots) in own_evidence(row) {
            listed(desk, &own.by, spots, Key::ActiveBy);
        }
    }
    if !checked.met.has_undeclared {
        return;
    }
    for row in &checked.rows.statements {
        listed(desk, &row.statement.evidence.by, &row.spots, Key::By);
        if let Content::Event(event) = &row.statement.content
            && let Some(toll) = &event.killed
        {
            listed(desk, &toll.by, &row.spots, Key::KilledBy);
            if !toll.of.is_empty() {
                let of: Vec<ActorId> = toll.of.iter().map(|loss| loss.actor).collect();
                listed(desk, &of, &row.spots, Key::KilledOfActor);
            }
        }
    }
    for row in &checked.rows.statements {
        let mut actors = row.statement.ends.actors();
        if actors.all(|id| table.is_declared(id.number())) {
            continue; // and no place is looked up
        }
        for (id, at) in end_actors(row) {
            table.check(desk, id.number(), || at);
        }
    }
}

pub(super) fn undeclared_places(checked: &Checked<'_>, desk: &mut Desk) {
    if !checked.met.has_undeclared {
        return;
    }
    let mut table = Table {
        code: Code::UndeclaredPlace,
        what: "place",
        section: Section::Places,
        rows: checked.rows,
        keys: &checked.rows.keys.places,
        declared: &checked.places,
        remedies: HashMap::new(),
        compared: 0,
    };
    for row in &checked.rows.statements {
        if let Content::Event(event) = &row.statement.content {
            for (i, place) in event.places.iter().enumerate() {
                table.check(desk, place.number(), || row.spots.element(Key::Place, i));
            }
        }
    }
}

pub(super) fn undeclared_sources(checked: &Checked<'_>, desk: &mut Desk) {
    let mut table = Table {
        code: Code::UndeclaredSource,
        what: "source",
        section: Section::Sources,
        rows: checked.rows,
        keys: &checked.rows.keys.sources,
        declared: &checked.sources,
        remedies: HashMap::new(),
        compared: 0,
    };
    each_citation(checked, |sources, spots, key| {
        for (i, id) in sources.iter().enumerate() {
            table.check(desk, id.number(), || spots.element(key, i));
        }
    });
}

/// Calls a function for every list of sources that was written, with its places.
fn each_citation(checked: &Checked<'_>, mut cite: impl FnMut(&[SourceId], &Spots, Key)) {
    let header = &checked.rows.header;
    cite(&header.sources, &header.spots, Key::Source);
    let mut evidence = |evidence: &Evidence, spots: &Spots, key: Key| {
        // the record's default sources were filled in where none was written
        if spots.has(key) {
            cite(&evidence.sources, spots, key);
        }
    };
    for row in &checked.rows.actors {
        evidence(&row.actor.evidence, &row.spots, Key::Source);
        for (own, spots) in own_evidence(row) {
            evidence(own, spots, Key::ActiveSource);
        }
    }
    for row in &checked.rows.statements {
        evidence(&row.statement.evidence, &row.spots, Key::Source);
    }
}

pub(super) fn uncited_sources(checked: &Checked<'_>, desk: &mut Desk) {
    let mut is_cited = vec![false; checked.sources.len()];
    let mut is_misspelt = false;
    each_citation(checked, |sources, _, _| {
        for id in sources {
            is_cited[id.index()] = true;
            is_misspelt |= checked.source(id.number()).is_none();
        }
    });
    let rows = checked.rows;
    let is_lost =
        rows.actors.iter().any(|row| row.is_partial && !row.is_sure) || { rows.statements.iter() }
            .any(|row| row.is_partial && !row.is_sure);
    if is_misspelt || is_lost {
        return; // the one that is not declared, or is lost, may well be meant
    }
    for row in &checked.rows.sources {
        if !is_cited[row.number as usize] && !checked.rows.lost.may_name(&row.source.key) {
            let message = format!("nothing rests on the source `{}`", shown(&row.source.key));
            let help = "name it as `source` of a statement, or remove it".to_owned();
            desk.warning(row.spots.whole, Code::UncitedSource, message, help);
        }
    }
}

pub(super) fn undated_sources(checked: &Checked<'_>, desk: &mut Desk) {
    for row in &checked.rows.sources {
        if row.source.published.is_none() && row.is_whole {
            let key = shown(&row.source.key);
            let message = format!("the source `{key}` has no day of publication");
            let help = "write `published`, as exact as it is known; what rests on it alone counts \
                as always known";
            desk.warning(
                row.spots.whole,
                Code::UndatedSource,
                message,
                help.to_owned(),
            );
        }
    }
}
