//! Rules: an id belongs to one statement, and every reference to an id finds a statement.

use super::checked::Checked;
use crate::model::{ActorId, Content, Ends, Evidence, IdList, Kind, Loss, Statement};
use crate::record::format::At;
use crate::record::format::Key;
use crate::record::problems::Code;
use crate::record::problems::{Desk, Names, did_you_mean, shown};
use crate::record::unchecked::StatementRow;
use petgraph::unionfind::UnionFind;
use std::collections::{BTreeSet, HashMap};
use std::sync::Arc;

/// A statement with one order of its lists, for comparison.
fn in_one_order(statement: &Statement) -> Statement {
    fn sorted<T: Ord + Copy + Default>(list: &[T]) -> IdList<T> {
        let mut list = list.to_vec();
        list.sort_unstable();
        list.dedup();
        list.into()
    }
    let mut copy = statement.clone();
    let Statement {
        ends,
        evidence,
        content,
        ..
    } = &mut copy;
    match ends {
        Ends::Directed { from, to } => {
            *from = sorted(from);
            *to = sorted(to);
        }
        Ends::Mutual(all) | Ends::Alone(all) => *all = sorted(all),
        Ends::Sided(sides) => sides.sort_each_once(),
    }
    let Evidence { by, sources, .. } = Arc::make_mut(evidence);
    *by = sorted::<ActorId>(by);
    *sources = sorted(sources);
    if let Content::Event(event) = content {
        event.places = sorted(&event.places);
        if let Some(toll) = event.killed.as_mut().map(Arc::make_mut) {
            toll.by = sorted(&toll.by);
            let mut of: Vec<Loss> = toll.of.iter().collect();
            of.sort_unstable();
            of.dedup();
            toll.of = of.into();
        }
    }
    copy
}

/// The place of a statement in words.
fn place(checked: &Checked<'_>, at: At) -> String {
    if let Some((line, _)) = at.text() {
        return format!("in line {line}");
    }
    let file = at
        .code()
        .and_then(|code| checked.rows.origin(code.section, code.index).0);
    file.map_or_else(
        || "before".to_owned(),
        |file| format!("in `{}`", shown(&file)),
    )
}

pub(super) fn conflicting_ids(checked: &Checked<'_>, desk: &mut Desk) {
    for (first, row) in checked.repeated_ids() {
        // nobody knows whether a partly lost statement is the same
        if first.is_partial || row.is_partial {
            continue;
        }
        let (id, place) = (shown(&row.statement.id), place(checked, first.spots.whole));
        let at = row.spots.of(Key::Id);
        if in_one_order(&first.statement) == in_one_order(&row.statement) {
            if !checked.rows.origins.is_empty() {
                continue; // files that are merged may well share a statement
            }
            let message = format!("the statement `{id}` stands twice, and counts once");
            let help = format!("it stands first {place}: keep one of the two");
            desk.warning(at, Code::DuplicateId, message, help);
        } else {
            let message = format!("the id `{id}` has another statement already");
            let help = format!("it stands first {place}: give one of the two another id");
            desk.error(at, Code::ConflictingId, message, help);
        }
    }
}

/// Reports equal statements without ids, in files by hand: programs may repeat a statement, people
/// slip.
pub(super) fn repeated_statements(checked: &Checked<'_>, desk: &mut Desk) {
    if !checked.rows.is_by_hand {
        return;
    }
    let mut firsts: HashMap<Statement, At> = HashMap::new();
    for row in checked
        .sound()
        .filter(|row| row.is_whole)
        .filter(|row| !row.statement.has_own_id)
    {
        let at = row.spots.whole;
        let first = *firsts.entry(in_one_order(&row.statement)).or_insert(at);
        if first != at {
            let message = "the same statement stands twice, and counts twice".to_owned();
            let help = format!(
                "it stands first {}: keep one, or give each an id, and `same_as` if they tell of \
                 the same",
                place(checked, first)
            );
            desk.warning(at, Code::RepeatedStatement, message, help);
        }
    }
}

/// Reports joins of relations of different kinds, or of a relation and an event.
fn joined_kinds(desk: &mut Desk, at: At, row: &StatementRow, named: &StatementRow) {
    if !row.has_kind || !named.has_kind {
        return;
    }
    let other = shown(&named.statement.id);
    let (message, help) = match (row.statement.kind(), named.statement.kind()) {
        (Kind::Event(_), Kind::Event(_)) => return,
        (Kind::Relation(one), Kind::Relation(other)) if one == other => return,
        (Kind::Event(_), Kind::Relation(_)) => (
            format!("an event cannot be the same as a relation, `{other}`"),
            "name an event",
        ),
        (Kind::Relation(_), Kind::Event(_)) => (
            format!("a relation cannot be the same as an event, `{other}`"),
            "name a relation of the same kind",
        ),
        (Kind::Relation(one), Kind::Relation(kind)) => (
            format!("`{one}` cannot be the same as `{kind}`, the kind of `{other}`"),
            "name a relation of the same kind, or correct one of the two kinds",
        ),
    };
    desk.error(at, Code::JoinedKinds, message, help.to_owned());
}

/// The number of ids that are compared with misspelt ones, so that very many mistakes stay fast.
const COMPARED: usize = 20_000;

pub(super) fn unknown_references(checked: &Checked<'_>, desk: &mut Desk) {
    if !checked.met.has_references {
        return;
    }
    let rows = &checked.rows.statements;
    let has_any = |row: &StatementRow| {
        !row.statement.same_as.is_empty() || !row.statement.evidence.withdraws.is_empty()
    };
    let with_id = || rows.iter().filter(|row| row.statement.has_own_id);
    let mut compared = 0;
    let mut unknown = |desk: &mut Desk, at: At, code: Code, id: &str| {
        if checked.rows.lost.may_name(id) {
            return; // it may be the id of what is lost
        }
        let message = format!("there is no statement with the id `{}`", shown(id));
        let otherwise = || "give the statement that is meant this `id`".to_owned();
        let known = with_id().map(|row| &*row.statement.id);
        let help = if compared < COMPARED {
            compared += checked.ids_count();
            did_you_mean(id, known, otherwise)
        } else {
            otherwise()
        };
        desk.error(at, code, message, help);
    };
    for row in rows.iter().filter(|row| has_any(row)) {
        let Statement {
            id,
            has_own_id,
            same_as,
            evidence,
            ..
        } = &row.statement;
        let is_own = |other: &str| *has_own_id && other == &**id;
        let at = row.spots.of(Key::SameAs);
        for other in same_as {
            match checked.last_with_id(other) {
                _ if is_own(other) => {
                    let message = "a statement names itself as the same";
                    let help = "name the other statement of the same".to_owned();
                    desk.error(at, Code::UnknownSameAs, message, help);
                }
                None if checked.rows.is_part => {}
                None => unknown(desk, at, Code::UnknownSameAs, other),
                // which of them is meant decides the conflict of their id
                Some(_) if checked.has_several_kinds(other) => {}
                Some(named) => joined_kinds(desk, at, row, named),
            }
        }
        let at = row.spots.of(Key::Withdraws);
        for other in &evidence.withdraws {
            if is_own(other) {
                let message = "a statement withdraws itself".to_owned();
                let help = "write `withdrawn = DAY` for the day of its withdrawal".to_owned();
                desk.error(at, Code::UnknownWithdraws, message, help);
            } else if checked.last_with_id(other).is_none() && !checked.rows.is_part {
                unknown(desk, at, Code::UnknownWithdraws, other);
            }
        }
    }
}

/// Reports events that are joined to an earlier version of one, and not to the later one that withdraws it.
pub(super) fn joined_to_withdrawn(checked: &Checked<'_>, desk: &mut Desk) {
    if !checked.met.has_references {
        return;
    }
    let rows = || checked.sound().filter(|row| row.is_whole);
    let with_links = || rows().filter(|row| !row.statement.same_as.is_empty());
    let standing = |row: &&StatementRow| !checked.is_withdrawn(&row.statement);
    if rows().all(|row| row.statement.evidence.withdraws.is_empty()) {
        return;
    }
    let pairs = with_links().flat_map(|row| {
        let own: &str = &row.statement.id;
        let others = row.statement.same_as.iter();
        others.map(move |other| (own, &**other))
    });
    let joined = Joined::of(&pairs.collect::<Vec<_>>());
    let mut withdrawn: HashMap<&str, Withdrawn<'_>> = HashMap::new();
    for row in rows().filter(standing) {
        let one = &row.statement;
        for id in &one.evidence.withdraws {
            let Some(earlier) = checked.last_with_id(id).map(|row| &row.statement) else {
                continue;
            };
            let entry = withdrawn.entry(id);
            entry
                .or_insert_with(|| Withdrawn::of(earlier))
                .by(one, &joined);
        }
    }
    for row in with_links().filter(standing) {
        let own = &row.statement;
        for named in &own.same_as {
            let mut later = withdrawn
                .get(&**named)
                .into_iter()
                .flat_map(|one| &one.later);
            if let Some(one) = later.find(|one| !joined.are(&own.id, &one.id)) {
                let (named, one) = (shown(named), shown(&one.id));
                let message =
                    format!("`{named}` is withdrawn by `{one}`, which counts as another event");
                let help = format!("name `{one}` in `same_as`, too, if it is about the same event");
                let at = row.spots.of(Key::SameAs);
                desk.warning(at, Code::JoinedToWithdrawn, message, help);
            }
        }
    }
}

/// A statement that others withdraw.
struct Withdrawn<'r> {
    kind: Kind,
    actors: BTreeSet<ActorId>,
    /// The statements that withdraw an event and tell it anew, with the same kind and one of its actors. At
    /// most two are kept: if two are not joined, any statement joined to one of them is apart from the other.
    later: Vec<&'r Statement>,
}

impl<'r> Withdrawn<'r> {
    fn of(earlier: &Statement) -> Self {
        Self {
            kind: earlier.kind(),
            actors: earlier.ends.actors().collect(),
            later: Vec::new(),
        }
    }

    fn by(&mut self, one: &'r Statement, joined: &Joined<'_>) {
        let mut actors = one.ends.actors();
        let tells_anew = one.event().is_some()
            && one.kind() == self.kind
            && actors.any(|actor| self.actors.contains(&actor));
        let is_apart = |own: &&Statement| !joined.are(&own.id, &one.id);
        if tells_anew && self.later.len() < 2 && self.later.iter().all(is_apart) {
            self.later.push(one);
        }
    }
}

/// The ids that are joined, by one statement or through several.
struct Joined<'r> {
    places: HashMap<&'r str, usize>,
    sets: UnionFind<usize>,
}

impl<'r> Joined<'r> {
    fn of(pairs: &[(&'r str, &'r str)]) -> Self {
        let mut places = HashMap::new();
        for id in pairs.iter().flat_map(|pair| [pair.0, pair.1]) {
            let next = places.len();
            places.entry(id).or_insert(next);
        }
        let mut sets = UnionFind::new(places.len());
        for (one, other) in pairs {
            sets.union(places[one], places[other]);
        }
        Self { places, sets }
    }

    fn are(&self, one: &str, other: &str) -> bool {
        let places = self.places.get(one).zip(self.places.get(other));
        places.is_some_and(|(one, other)| self.sets.equiv(*one, *other))
    }
}
