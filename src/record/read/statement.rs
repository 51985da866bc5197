//! Reads relations and events.

use super::entries::own;
use super::fields::{Fields, word_of};
use super::{ends, evidence, toll};
use crate::model::synonyms::meant;
use crate::model::{
    Content, Event, EventKind, Evidence, Kind, PlaceId, Relation, RelationKind, Statement,
    SupportForm, UnknownWord,
};
use crate::record::format::Key;
use crate::record::format::Node;
use crate::record::problems::Code;
use crate::record::problems::{Desk, shown};
use crate::record::unchecked::{Keys, StatementRow};
use std::str::FromStr;
use std::sync::Arc;

/// The keys of each statement; a line of JSON Lines has one more, at the end.
pub(in crate::record) const RELATION_LINE: &[Key] = &[
    Key::Id,
    Key::Kind,
    Key::Role,
    Key::Forms,
    Key::From,
    Key::To,
    Key::Between,
    Key::Sides,
    Key::Start,
    Key::End,
    Key::Seen,
    Key::Certainty,
    Key::By,
    Key::Hedge,
    Key::Source,
    Key::AsOf,
    Key::Reason,
    Key::Note,
    Key::SameAs,
    Key::Withdrawn,
    Key::Withdraws,
    Key::Native,
    Key::Type,
];
pub(super) const RELATION_KEYS: &[Key] = RELATION_LINE.split_at(RELATION_LINE.len() - 1).0;

pub(in crate::record) const EVENT_LINE: &[Key] = &[
    Key::Id,
    Key::Kind,
    Key::When,
    Key::From,
    Key::To,
    Key::Between,
    Key::Sides,
    Key::Actor,
    Key::Jointly,
    Key::Place,
    Key::Killed,
    Key::Certainty,
    Key::By,
    Key::Hedge,
    Key::Source,
    Key::AsOf,
    Key::Reason,
    Key::Note,
    Key::SameAs,
    Key::Withdrawn,
    Key::Withdraws,
    Key::Native,
    Key::Type,
];
pub(super) const EVENT_KEYS: &[Key] = EVENT_LINE.split_at(EVENT_LINE.len() - 1).0;

/// The kinds of relations that have a role: that of a member, or a description of a tie of kind `other`.
pub(in crate::record) const ROLE_KINDS: &[RelationKind] =
    &[RelationKind::Membership, RelationKind::Other];

/// Reads one entry of `[[relations]]`.
pub(super) fn relation(
    desk: &mut Desk,
    keys: &mut Keys,
    node: &Node,
    known: &[Key],
) -> Option<StatementRow> {
    let (before, passed) = (desk.mistakes(), desk.passed());
    let mut fields = Fields::open(desk, node, "a relation", known)?;
    let is_event = |word: &str| word.parse::<EventKind>().map(|_| ());
    let kind = kind::<RelationKind>(
        desk,
        &mut fields,
        RelationKind::WORDS,
        ("an event", "events", is_event),
    );
    let role = fields.own_text(desk, Key::Role).into();
    let mut forms = Vec::new();
    for (index, word) in fields.set(desk, Key::Forms).into_iter().enumerate() {
        let at = fields.element(Key::Forms, index);
        forms.extend(word_of::<SupportForm>(desk, at, word));
    }
    forms.sort_unstable();
    forms.dedup();
    for (key, owners) in [
        (Key::Role, ROLE_KINDS),
        (Key::Forms, &[RelationKind::Support]),
    ] {
        if let (Some(at), Some(kind)) = (fields.place_of(key), kind)
            && !owners.contains(&kind)
        {
            let owners: Vec<String> = owners.iter().map(|owner| format!("`{owner}`")).collect();
            let message = format!(
                "`{}` is a key of {}, and this is `{kind}`",
                key.name(),
                owners.join(" and ")
            );
            let help = "say it in `note`, or correct the kind".to_owned();
            desk.error(at, Code::UnknownKey, message, help);
        }
    }
    let before_dates = desk.mistakes();
    let period = fields.period(desk, Key::Start, Key::End, Some(Key::Seen));
    let is_dated = desk.mistakes() == before_dates;
    let relation = Relation {
        kind: kind.unwrap_or(RelationKind::Other),
        period,
        role,
        forms: forms.into(),
    };
    let kind = kind.map(Kind::Relation);
    let mut row = statement(
        desk,
        keys,
        fields,
        kind,
        Content::Relation(Box::new(relation)),
    );
    row.is_whole = desk.mistakes() == before;
    row.is_partial = desk.passed() != passed;
    row.is_sure &= is_dated;
    Some(row)
}

/// Reads one entry of `[[events]]`.
pub(super) fn event(
    desk: &mut Desk,
    keys: &mut Keys,
    node: &Node,
    known: &[Key],
) -> Option<StatementRow> {
    let (before, passed) = (desk.mistakes(), desk.passed());
    let mut fields = Fields::open(desk, node, "an event", known)?;
    let is_relation = |word: &str| word.parse::<RelationKind>().map(|_| ());
    let kind = kind::<EventKind>(
        desk,
        &mut fields,
        EventKind::WORDS,
        ("a relation", "relations", is_relation),
    );
    let before_dates = desk.mistakes();
    let when = fields.when(desk, Key::When);
    let is_dated = desk.mistakes() == before_dates;
    let places = fields.set(desk, Key::Place);
    let number = |key| PlaceId::new(keys.places.number(key));
    let places = places.into_iter().map(number).collect();
    let killed = fields.get(Key::Killed);
    let killed = killed.and_then(|node| toll::read(desk, keys, &mut fields, node));
    let event = Event {
        kind: kind.unwrap_or(EventKind::Other),
        when,
        places,
        killed: killed.map(Arc::new),
        jointly: fields.truth(
            desk,
            Key::Jointly,
            "write `jointly = true`, or leave it out",
        ),
    };
    let kind = kind.map(Kind::Event);
    let mut row = statement(desk, keys, fields, kind, Content::Event(event));
    row.is_whole = desk.mistakes() == before;
    row.is_partial = desk.passed() != passed;
    row.is_sure &= is_dated;
    Some(row)
}

/// The other sort of statement: its name, its section, and the parser of its kinds.
type Other = (
    &'static str,
    &'static str,
    fn(&str) -> Result<(), UnknownWord>,
);

/// Reads the kind, with a hint if the word is a kind of the other sort.
fn kind<T: FromStr<Err = UnknownWord>>(
    desk: &mut Desk,
    fields: &mut Fields<'_>,
    words: &[&str],
    (other, section, is_other): Other,
) -> Option<T> {
    if fields.place_of(Key::Kind).is_none() {
        let help = format!("write one of {}", words.join(", "));
        fields.missing(desk, Key::Kind, help);
        return None;
    }
    let word = fields.text(desk, Key::Kind)?;
    let error = match word.parse::<T>() {
        Ok(kind) => return Some(kind),
        Err(error) => error,
    };
    let at = fields.value_at(Key::Kind);
    let what = fields.bare_what();
    let help = match (meant(error.list, word), is_other(word)) {
        (_, Ok(())) => {
            let message = format!("`{word}` is no kind of {what}");
            let help = format!("it is {other}: write it among the `{section}`");
            desk.error(at, Code::UnknownWord, message, help);
            return None;
        }
        (Some(meant), _) => meant,
        (None, Err(there)) => match meant(there.list, word) {
            Some(meant) => format!("it is {other}: among the `{section}`, {meant}"),
            None => error.remedy(),
        },
    };
    let message = format!("unknown kind of {what} `{}`", shown(word));
    desk.error(at, Code::UnknownWord, message, help);
    None
}

/// Reads the keys that relations and events share.
fn statement(
    desk: &mut Desk,
    keys: &mut Keys,
    mut fields: Fields<'_>,
    kind: Option<Kind>,
    content: Content,
) -> StatementRow {
    let (ends, named) = ends::read(desk, keys, &mut fields, kind);
    let has_ends = ends.is_some();
    let id = fields.own_text(desk, Key::Id);
    let is_doubtful = fields.is_doubtful;
    let before = desk.mistakes();
    let evidence = Evidence {
        withdrawn: fields.once(desk, Key::Withdrawn, "withdrawal"),
        withdraws: sorted(own(fields.set(desk, Key::Withdraws))).into(),
        ..evidence::read(desk, keys, &mut fields)
    };
    let is_sure = !is_doubtful && desk.mistakes() == before;
    let statement = Statement {
        content,
        ends: ends.unwrap_or(named),
        evidence: Arc::new(evidence),
        note: fields.own_text(desk, Key::Note),
        reason: fields.own_text(desk, Key::Reason).into(),
        has_own_id: id.is_some(),
        id: id.unwrap_or_default().into(),
        same_as: sorted(own(fields.set(desk, Key::SameAs))).into(),
        native: fields.native(desk),
    };
    StatementRow {
        statement,
        has_kind: kind.is_some(),
        has_ends,
        is_whole: true,
        is_partial: false,
        is_sure,
        spots: fields.into_spots(),
    }
}

fn sorted(mut texts: Vec<Box<str>>) -> Vec<Box<str>> {
    texts.sort_unstable();
    texts.dedup();
    texts
}
