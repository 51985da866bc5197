//! Makes the row of a statement from values that its kind allows.

use super::kept::Kept;
use super::values::{Killed, List, Values};
use crate::model::{
    ActorId, Content, Ends, Event, Evidence, IdList, Kind, Loss, Native, Period, PlaceId, Relation,
    RelationKind, ShortText, SourceId, Statement, SupportForm, ThinVec, Toll,
};
use crate::record::format::Key;
use crate::record::format::{At, Section, Spots};
use crate::record::read::{EVENT_LINE, RELATION_LINE, ROLE_KINDS, TOLL_KEYS, fits};
use crate::record::unchecked::Interner;
use crate::record::unchecked::{Keys, StatementRow};
use std::borrow::Cow;
use std::sync::Arc;

/// Returns the row of these values, or `None` if anything is wrong or unusual.
///
/// A statement in a list of one section has no type; a line of JSON Lines has one.
///
/// Keys are numbered only once all values are known to be in order, and in the same order as by the reader of
/// trees.
pub(super) fn of(
    keys: &mut Keys,
    kept: &mut Kept,
    values: &mut Values<'_>,
    section: Option<Section>,
    (whole, places): (At, &[(Key, u16, At)]),
) -> Option<StatementRow> {
    let word = values.kind.as_deref()?;
    let section = match (section, values.kind_of_line.as_deref()) {
        (Some(section), None) => section,
        (None, Some("relation")) => Section::Relations,
        (None, Some("event")) => Section::Events,
        _ => return None,
    };
    let (kind, known) = match section {
        Section::Relations => (Kind::Relation(word.parse().ok()?), RELATION_LINE),
        _ => (Kind::Event(word.parse().ok()?), EVENT_LINE),
    };
    let mut ends = ends(values)?;
    if !values.has_only(&[known, TOLL_KEYS]) || !fits(kind, &ends) {
        return None;
    }
    let content = match kind {
        Kind::Relation(kind) => Content::Relation(Box::new(relation(kind, values)?)),
        Kind::Event(kind) => {
            let places = numbers(values, &values.place, &mut keys.places, PlaceId::new);
            let killed = values.killed.take();
            let killed = killed.map(|killed| toll(values, &mut keys.actors, killed));
            let killed = killed.map(|toll| kept.tolls.of(toll));
            Content::Event(Event {
                kind,
                when: values.when.take(),
                places,
                killed,
                jointly: values.jointly,
            })
        }
    };
    number(&mut ends, values, &mut keys.actors);
    let evidence = Evidence {
        certainty: values.certainty.unwrap_or_default(),
        by: numbers(values, &values.by, &mut keys.actors, ActorId::new),
        hedge: own(values.hedge.take()),
        sources: numbers(values, &values.source, &mut keys.sources, SourceId::new),
        withdrawn: values.withdrawn.take(),
        withdraws: sorted(values, &values.withdraws),
        as_of: values.as_of,
    };
    // few statements with claimants share all their evidence; it is shared later, when the record is built
    let evidence = if evidence.by.is_empty() {
        kept.evidence.of(evidence)
    } else {
        Arc::new(evidence)
    };
    let statement = Statement {
        content,
        ends,
        evidence,
        note: own(values.note.take()),
        reason: own(values.reason.take()).into(),
        has_own_id: values.id.is_some(),
        id: values.id.take().map(ShortText::from).unwrap_or_default(),
        same_as: sorted(values, &values.same_as),
        native: Native::new(std::mem::take(&mut values.native)),
    };
    Some(StatementRow {
        statement,
        has_kind: true,
        is_whole: true,
        is_partial: false,
        is_sure: true,
        has_ends: true,
        spots: Spots::of_slice(whole, places),
    })
}

fn own(text: Option<Cow<'_, str>>) -> Option<Box<str>> {
    text.map(Into::into)
}

/// Returns the numbers of the keys in a list.
fn numbers<T: Copy + Default>(
    values: &Values<'_>,
    list: &List,
    keys: &mut Interner,
    number: impl Fn(u32) -> T,
) -> IdList<T> {
    let texts = values.texts(list).iter();
    texts.map(|key| number(keys.number(key))).collect()
}

/// Returns the texts of a list, sorted.
fn sorted(values: &Values<'_>, list: &List) -> ThinVec<Box<str>> {
    let mut texts: Vec<Box<str>> = values
        .texts(list)
        .iter()
        .map(|text| (&**text).into())
        .collect();
    texts.sort_unstable();
    texts.into()
}

/// Returns the ends, if they are written in one form; each actor id is the position of its key among all
/// texts.
fn ends(values: &Values<'_>) -> Option<Ends> {
    let list = |list: &List| -> IdList<ActorId> {
        let places = list.clone().map(u32::try_from);
        places.flatten().map(ActorId::new).collect()
    };
    let is_directed = values.has(Key::From) || values.has(Key::To);
    let forms = [
        is_directed,
        values.has(Key::Between),
        values.has(Key::Sides),
        values.has(Key::Actor),
    ];
    Some(match forms {
        [true, false, false, false] => Ends::Directed {
            from: list(&values.from),
            to: list(&values.to),
        },
        [false, true, false, false] => Ends::Mutual(list(&values.between)),
        [false, false, true, false] => Ends::Sided(values.sides.iter().map(list).collect()),
        [false, false, false, true] => Ends::Alone(list(&values.actor)),
        _ => return None,
    })
}

/// Replaces the position of each key by the number of its actor.
fn number(ends: &mut Ends, values: &Values<'_>, actors: &mut Interner) {
    let mut actor = |id: ActorId| ActorId::new(actors.number(values.text(id.index())));
    let mut list = |list: &mut IdList<ActorId>| {
        for id in list.as_mut() {
            *id = actor(*id);
        }
    };
    match ends {
        Ends::Directed { from, to } => {
            list(from);
            list(to);
        }
        Ends::Mutual(all) | Ends::Alone(all) => list(all),
        Ends::Sided(sides) => sides.replace_each(actor),
    }
}

fn relation(kind: RelationKind, values: &mut Values<'_>) -> Option<Relation> {
    let is_misplaced = values.has(Key::Role) && !ROLE_KINDS.contains(&kind)
        || values.has(Key::Forms) && kind != RelationKind::Support;
    if is_misplaced {
        return None;
    }
    let forms = values.texts(&values.forms).iter();
    let forms: Option<Vec<SupportForm>> = forms.map(|word| word.parse().ok()).collect();
    let mut forms = forms?;
    forms.sort_unstable();
    let seen = std::mem::take(&mut values.seen);
    Some(Relation {
        kind,
        period: Period::new(values.start.take(), std::mem::take(&mut values.end), seen),
        role: own(values.role.take()).into(),
        forms: forms.into(),
    })
}

fn toll(values: &Values<'_>, actors: &mut Interner, killed: Killed<'_>) -> Toll {
    let loss = |(actor, deaths): &(Cow<'_, str>, _)| Loss {
        actor: ActorId::new(actors.number(actor)),
        deaths: *deaths,
    };
    let of = killed.of.iter().map(loss).collect();
    Toll {
        of,
        certainty: killed.certainty,
        by: numbers(values, &killed.by, actors, ActorId::new),
        hedge: own(killed.hedge),
        ..Toll::new(killed.deaths)
    }
}
