//! Reads actors, sources and places.

use super::evidence;
use super::fields::{Fields, one_or_several, text_of};
use crate::model::{ActivePeriod, Actor, ActorKind, Alias, Period, Place, Source};
use crate::record::format::Key;
use crate::record::format::{At, Spots};
use crate::record::format::{Node, Value};
use crate::record::format::{is_slug, slug};
use crate::record::problems::Code;
use crate::record::problems::{Desk, shown};
use crate::record::unchecked::{ActorRow, Keys, PlaceRow, SourceRow};

/// The keys of each entry; a line of JSON Lines has two more, at the end.
pub(super) const SOURCE_LINE: &[Key] = &[
    Key::Publisher,
    Key::Title,
    Key::Published,
    Key::Url,
    Key::Note,
    Key::Native,
    Key::Type,
    Key::EntryKey,
];
pub(super) const SOURCE_KEYS: &[Key] = SOURCE_LINE.split_at(SOURCE_LINE.len() - 2).0;

pub(super) const ACTOR_LINE: &[Key] = &[
    Key::Name,
    Key::Short,
    Key::Kind,
    Key::Aliases,
    Key::Active,
    Key::Ids,
    Key::Country,
    Key::Tags,
    Key::Note,
    Key::Certainty,
    Key::By,
    Key::Hedge,
    Key::Source,
    Key::AsOf,
    Key::Native,
    Key::Type,
    Key::EntryKey,
];
pub(super) const ACTOR_KEYS: &[Key] = ACTOR_LINE.split_at(ACTOR_LINE.len() - 2).0;

pub(super) const PLACE_LINE: &[Key] = &[
    Key::Name,
    Key::Region,
    Key::Country,
    Key::Latitude,
    Key::Longitude,
    Key::Note,
    Key::Native,
    Key::Type,
    Key::EntryKey,
];
pub(super) const PLACE_KEYS: &[Key] = PLACE_LINE.split_at(PLACE_LINE.len() - 2).0;

/// The keys of the tables within an actor.
pub(super) const ACTIVE_KEYS: &[Key] = &[
    Key::ActiveStart,
    Key::ActiveEnd,
    Key::ActiveSeen,
    Key::ActiveCertainty,
    Key::ActiveBy,
    Key::ActiveHedge,
    Key::ActiveSource,
];
pub(super) const ALIAS_KEYS: &[Key] = &[
    Key::AliasName,
    Key::AliasLang,
    Key::AliasStart,
    Key::AliasEnd,
];

/// A key with its place, and the table that it names.
pub(super) struct Keyed<'n> {
    pub(super) key: &'n str,
    pub(super) at: At,
    pub(super) node: &'n Node,
}

pub(super) fn source(
    desk: &mut Desk,
    keys: &mut Keys,
    keyed: &Keyed<'_>,
    known: &[Key],
) -> Option<SourceRow> {
    let before = desk.mistakes();
    check_slug(desk, keyed, "source");
    let mut fields = Fields::open(desk, keyed.node, "a source", known)?;
    let source = Source {
        key: keyed.key.into(),
        publisher: fields.own_text(desk, Key::Publisher),
        title: fields.own_text(desk, Key::Title),
        published: fields.once(desk, Key::Published, "publication"),
        url: fields.own_text(desk, Key::Url),
        note: fields.own_text(desk, Key::Note),
        native: fields.native(desk),
    };
    fields.at = keyed.at;
    Some(SourceRow {
        number: keys.sources.number(keyed.key),
        source,
        is_whole: desk.mistakes() == before,
        spots: fields.into_spots(),
    })
}

pub(super) fn actor(
    desk: &mut Desk,
    keys: &mut Keys,
    keyed: &Keyed<'_>,
    known: &[Key],
) -> Option<ActorRow> {
    check_slug(desk, keyed, "actor");
    let passed = desk.passed();
    let mut fields = Fields::open(desk, keyed.node, "an actor", known)?;
    fields.at = keyed.at;
    let name = fields.own_text(desk, Key::Name);
    if name.is_none() && fields.place_of(Key::Name).is_none() {
        let help = format!("write its name: `name = \"{}\"`", shown(keyed.key));
        fields.missing(desk, Key::Name, help);
    }
    let kind = fields.word::<ActorKind>(desk, Key::Kind);
    if kind.is_none() && fields.place_of(Key::Kind).is_none() {
        let words = ActorKind::WORDS.join(", ");
        fields.missing(desk, Key::Kind, format!("write one of {words}"));
    }
    // only the parts that can excuse a statement count
    let mut is_sure = !fields.is_doubtful;
    let before = desk.mistakes();
    let (active, active_spots) = active(desk, keys, &mut fields).into_iter().unzip();
    let aliases = aliases(desk, &mut fields);
    let evidence = evidence::read(desk, keys, &mut fields);
    is_sure &= desk.mistakes() == before;
    let mut tags: Vec<Box<str>> = own(fields.set(desk, Key::Tags));
    tags.sort_unstable();
    tags.dedup();
    let actor = Actor {
        key: keyed.key.into(),
        name: name.unwrap_or_default(),
        short: fields.own_text(desk, Key::Short),
        aliases,
        kind: kind.unwrap_or(ActorKind::Other),
        active,
        ids: fields.data_set_ids(desk),
        country: fields.country(desk, Key::Country),
        tags,
        note: fields.own_text(desk, Key::Note),
        evidence,
        native: fields.native(desk),
    };
    Some(ActorRow {
        number: keys.actors.number(keyed.key),
        actor,
        has_kind: kind.is_some(),
        is_partial: desk.passed() != passed,
        is_sure,
        spots: fields.into_spots(),
        active_spots,
    })
}

/// Reads the active periods, with the places of their keys.
fn active(desk: &mut Desk, keys: &mut Keys, fields: &mut Fields<'_>) -> Vec<(ActivePeriod, Spots)> {
    let elements = fields.get(Key::Active).map_or(&[][..], one_or_several);
    let mut all = Vec::new();
    for element in elements {
        let inner = Fields::open(desk, element, "an active period", ACTIVE_KEYS);
        let Some(mut inner) = inner else { continue };
        let seen = Some(Key::ActiveSeen);
        let period = inner.period(desk, Key::ActiveStart, Key::ActiveEnd, seen);
        let evidence = evidence::of_period(desk, keys, &mut inner);
        all.push((ActivePeriod::new(period, evidence), inner.into_spots()));
    }
    // a period that says nothing counts as none
    if let [(only, _)] = &all[..]
        && only.evidence.is_none()
        && only.period.is_unknown()
    {
        all.clear();
    }
    all
}

/// Reads aliases: names, or tables of a name with its language and period.
fn aliases(desk: &mut Desk, fields: &mut Fields<'_>) -> Vec<Alias> {
    let Some(node) = fields.get(Key::Aliases) else {
        return Vec::new();
    };
    let mut aliases = Vec::new();
    for element in one_or_several(node) {
        let alias = if let Value::Table(_) = &element.value {
            let inner = Fields::open(desk, element, "another name", ALIAS_KEYS);
            let Some(mut inner) = inner else { continue };
            let name = inner.own_text(desk, Key::AliasName);
            if name.is_none() && inner.place_of(Key::AliasName).is_none() {
                inner.missing(desk, Key::AliasName, "write the name as `name = \"…\"`");
            }
            let alias = Alias {
                name: name.unwrap_or_default(),
                lang: inner.own_text(desk, Key::AliasLang),
                period: inner.period(desk, Key::AliasStart, Key::AliasEnd, None),
            };
            alias_period(desk, &alias, element.at);
            alias
        } else {
            let Some(name) = text_of(desk, element, "aliases") else {
                continue;
            };
            Alias {
                name: name.into(),
                lang: None,
                period: Period::UNKNOWN,
            }
        };
        if aliases.contains(&alias) {
            let message = format!("`{}` stands twice in `aliases`", shown(&alias.name));
            let help = "write it once".to_owned();
            desk.warning(element.at, Code::RepeatedEntry, message, help);
        } else {
            aliases.push(alias);
        }
    }
    aliases.sort_unstable();
    aliases
}

/// Reports an alias whose period contains no day.
fn alias_period(desk: &mut Desk, alias: &Alias, at: At) {
    if !alias.period.bounds(None).is_possible() {
        let name = shown(&alias.name);
        let message = format!("the name `{name}` ends before it starts");
        let help = "a period holds up to, and not on, its end: put `end` after `start`";
        desk.error(at, Code::EmptyPeriod, message, help.to_owned());
    }
}

pub(super) fn place(
    desk: &mut Desk,
    keys: &mut Keys,
    keyed: &Keyed<'_>,
    known: &[Key],
) -> Option<PlaceRow> {
    check_slug(desk, keyed, "place");
    let mut fields = Fields::open(desk, keyed.node, "a place", known)?;
    fields.at = keyed.at;
    let name = fields.own_text(desk, Key::Name);
    if name.is_none() && fields.place_of(Key::Name).is_none() {
        let help = format!("write its name: `name = \"{}\"`", shown(keyed.key));
        fields.missing(desk, Key::Name, help);
    }
    let pair = [Key::Latitude, Key::Longitude];
    let has = pair.map(|key| fields.place_of(key).is_some());
    if has[0] != has[1] && !fields.is_doubtful {
        let missing = pair[usize::from(has[0])];
        fields.missing(desk, missing, "give both coordinates or none");
    }
    let place = Place {
        key: keyed.key.into(),
        name: name.unwrap_or_default(),
        region: fields.own_text(desk, Key::Region),
        country: fields.country(desk, Key::Country),
        latitude: fields.degrees(desk, Key::Latitude, 90.0),
        longitude: fields.degrees(desk, Key::Longitude, 180.0),
        note: fields.own_text(desk, Key::Note),
        native: fields.native(desk),
    };
    Some(PlaceRow {
        number: keys.places.number(keyed.key),
        place,
        whole: keyed.at,
    })
}

/// Reports a key that is not a slug.
fn check_slug(desk: &mut Desk, keyed: &Keyed<'_>, what: &str) {
    let key = keyed.key;
    if is_slug(key) {
        return;
    }
    let message = format!("the key `{}` of the {what} is no slug", shown(key));
    let rules = "a key has lower-case letters, digits and single hyphens";
    let help = match slug(key) {
        better if better.is_empty() => format!("{rules}, such as `mali-army`"),
        better => format!("{rules}: write `{better}`"),
    };
    desk.error(keyed.at, Code::MalformedKey, message, help);
}

pub(super) fn own(texts: Vec<&str>) -> Vec<Box<str>> {
    texts.into_iter().map(Into::into).collect()
}
