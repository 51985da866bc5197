//! Reads the ends of a statement: its actors in one of four forms, as its kind allows.

use super::evidence;
use super::fields::Fields;
use crate::model::{ActorId, Ends, EventKind, IdList, Kind, RelationKind, Sides, Sign};
use crate::record::format::At;
use crate::record::format::Key;
use crate::record::format::Value;
use crate::record::problems::Code;
use crate::record::problems::{Desk, shown};
use crate::record::unchecked::Keys;

/// The forms of ends.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Form {
    Directed,
    Mutual,
    Sided,
    Alone,
}

const EACH: [(Key, Form); 5] = [
    (Key::From, Form::Directed),
    (Key::To, Form::Directed),
    (Key::Between, Form::Mutual),
    (Key::Sides, Form::Sided),
    (Key::Actor, Form::Alone),
];

impl Form {
    /// Writes groups of actors in this form; without groups, an example.
    fn remedy(self, groups: &[Vec<String>]) -> String {
        let flat: Vec<String> = groups.concat();
        match (self, groups) {
            (Self::Directed, [from, to]) => {
                format!("`from = {}` and `to = {}`", list(from), list(to))
            }
            (Self::Directed, _) => "`from` and `to`".to_owned(),
            (Self::Mutual, []) => "`between = [\"a\", \"b\"]`".to_owned(),
            (Self::Mutual, _) => format!("`between = {}`", list(&flat)),
            (Self::Sided, []) => "`sides = [[\"a\"], [\"b\"]]`".to_owned(),
            (Self::Sided, _) => format!("`sides = {}`", sides_of(groups)),
            (Self::Alone, []) => "`actor`".to_owned(),
            (Self::Alone, _) => format!("`actor = {}`", list(&flat)),
        }
    }
}

/// Writes one key, or a list of keys.
fn list(keys: &[String]) -> String {
    match keys {
        [one] => format!("\"{one}\""),
        keys => format!("[\"{}\"]", keys.join("\", \"")),
    }
}

/// Writes sides.
fn sides_of(groups: &[Vec<String>]) -> String {
    let sides = groups
        .iter()
        .map(|side| format!("[\"{}\"]", side.join("\", \"")));
    format!("[{}]", sides.collect::<Vec<_>>().join(", "))
}

/// Returns the forms that a kind allows.
fn allowed(kind: Kind) -> &'static [Form] {
    use Form::{Alone, Directed, Mutual, Sided};
    match kind {
        Kind::Relation(kind) if kind.is_directed() => &[Directed],
        Kind::Relation(RelationKind::Rivalry | RelationKind::Belligerence) => {
            &[Directed, Mutual, Sided]
        }
        Kind::Relation(_) => &[Mutual, Sided],
        Kind::Event(EventKind::Split | EventKind::Merger | EventKind::Rename) => &[Directed],
        Kind::Event(EventKind::ViolenceAgainstCivilians) => &[Directed, Alone],
        Kind::Event(kind) if kind.sign() == Sign::Negative => &[Directed, Sided, Alone],
        Kind::Event(_) => &[Directed, Mutual, Sided, Alone],
    }
}

/// Whether a kind allows ends with this form and number.
pub(in crate::record) fn fits(kind: Kind, ends: &Ends) -> bool {
    let form = match ends {
        Ends::Directed { .. } => Form::Directed,
        Ends::Mutual(_) => Form::Mutual,
        Ends::Sided(_) => Form::Sided,
        Ends::Alone(_) => Form::Alone,
    };
    allowed(kind).contains(&form) && wrong_number(kind, ends).is_none()
}

/// Returns a kind with its article.
fn a(kind: Kind) -> String {
    let word = kind.as_str();
    let article = match (kind, word.chars().next()) {
        (Kind::Event(EventKind::ViolenceAgainstCivilians), _) => "",
        (_, Some('a' | 'e' | 'i' | 'o' | 'u')) => "an ",
        _ => "a ",
    };
    format!("{article}`{word}`")
}

/// Reads the ends; `None` if their form or number does not fit the kind.
///
/// The second part is all actors that were named, whatever the form.
pub(super) fn read(
    desk: &mut Desk,
    keys: &mut Keys,
    fields: &mut Fields<'_>,
    kind: Option<Kind>,
) -> (Option<Ends>, Ends) {
    let forms: Vec<Form> = {
        let written = EACH.iter().filter(|each| fields.place_of(each.0).is_some());
        let mut forms: Vec<Form> = written.map(|each| each.1).collect();
        forms.dedup();
        forms
    };
    let before = desk.mistakes();
    let [from, to, actor] =
        [Key::From, Key::To, Key::Actor].map(|key| evidence::actors(desk, keys, fields, key));
    let is_sided = kind.is_none_or(|kind| allowed(kind).contains(&Form::Sided));
    let between = between(desk, keys, fields, is_sided);
    let sides = sides(desk, keys, fields);
    let is_whole = !fields.is_doubtful && desk.mistakes() == before;
    let ends = match forms.first() {
        Some(Form::Mutual) => Ends::Mutual(between.clone()),
        Some(Form::Sided) => Ends::Sided(sides.clone()),
        Some(Form::Alone) => Ends::Alone(actor.clone()),
        Some(Form::Directed) | None => Ends::Directed {
            from: from.clone(),
            to: to.clone(),
        },
    };
    let named = match forms.len() {
        0 | 1 => ends.clone(),
        _ => {
            let all = [from, to, between, actor];
            let all = all.iter().map(|list| &**list).chain(sides.iter());
            Ends::Alone(all.flatten().copied().collect())
        }
    };
    let Some(kind) = kind else {
        return (None, named);
    };
    if matches!(kind, Kind::Relation(_)) && forms.contains(&Form::Alone) {
        return (None, named); // a relation has no key `actor`, which was said
    }
    let groups = || groups(keys, &ends);
    let form = match forms[..] {
        [form] => form,
        [] if fields.is_doubtful => return (None, named),
        [] => {
            let help = format!("write {}", remedies(kind, &[]));
            let message = format!("{} says nothing of who is tied", a(kind));
            desk.error(fields.at, Code::WrongEnds, message, help);
            return (None, named);
        }
        _ => {
            let (message, at) = two_forms(kind, fields);
            let help = format!("{} has {}", a(kind), remedies(kind, &[]));
            desk.error(at, Code::WrongEnds, message, help);
            return (None, named);
        }
    };
    let first = EACH
        .iter()
        .find(|each| each.1 == form && fields.place_of(each.0).is_some());
    let key = first.map_or(Key::From, |each| each.0);
    let at = fields.place_of(key).unwrap_or(fields.at);
    if !allowed(kind).contains(&form) {
        let message = format!("{} cannot be written with `{}`", a(kind), key.name());
        let help = format!("write {}", remedies(kind, &groups()));
        desk.error(at, Code::WrongEnds, message, help);
        return (None, named);
    }
    if let Some((message, help)) = wrong_number(kind, &ends) {
        if !is_whole {
            return (None, named); // what could not be read has its own mistake
        }
        desk.error(at, Code::WrongEnds, message, help);
        return (None, named);
    }
    (Some(ends), named)
}

/// Suggests the forms of a kind, with these groups of actors if there are any.
fn remedies(kind: Kind, groups: &[Vec<String>]) -> String {
    let forms = allowed(kind).iter().map(|form| form.remedy(groups));
    forms.collect::<Vec<_>>().join(" or ")
}

/// Returns the keys of the actors in groups; empty if these are too many or too few for a remedy.
fn groups(keys: &Keys, ends: &Ends) -> Vec<Vec<String>> {
    const MOST: usize = 6;
    let key = |id: &ActorId| shown(keys.actors.key(id.number()));
    let groups = ends.groups().take(MOST + 1);
    let groups: Vec<Vec<String>> = groups
        .map(|group| group.iter().map(key).take(MOST + 1).collect())
        .collect();
    let is_usable = groups.len() > 1
        && groups.iter().all(|group| !group.is_empty())
        && groups.iter().map(Vec::len).sum::<usize>() <= MOST;
    if is_usable { groups } else { Vec::new() }
}

/// Describes ends in two forms at once, and returns the place of the key that does not belong.
fn two_forms(kind: Kind, fields: &Fields<'_>) -> (String, At) {
    let written = EACH
        .iter()
        .filter_map(|each| Some((each.0, each.1, fields.place_of(each.0)?)));
    let mut written: Vec<(Key, Form, At)> = written.collect();
    written.sort_by_key(|one| one.2);
    let is_half = written.iter().filter(|one| one.1 == Form::Directed).count() == 1;
    // first a form that the kind does not allow, then half of a form, then the later one
    let rank = |one: &(Key, Form, At)| {
        let is_strange = !allowed(kind).contains(&one.1);
        let is_half = is_half && one.1 == Form::Directed;
        let is_first = written.first().is_some_and(|first| first.1 == one.1);
        (!is_strange, !is_half, is_first, one.2)
    };
    let Some(odd) = written.iter().min_by_key(|one| rank(one)) else {
        return (String::new(), fields.at);
    };
    let other = written.iter().find(|one| one.1 != odd.1);
    let other = other.map_or("", |other| other.0.name());
    let message = format!(
        "the ends are written in two forms at once, `{}` and `{other}`",
        odd.0.name()
    );
    (message, odd.2)
}

/// Reads the actors of `between`; the rule against ties with oneself reports repetitions.
fn between(
    desk: &mut Desk,
    keys: &mut Keys,
    fields: &mut Fields<'_>,
    is_sided: bool,
) -> IdList<ActorId> {
    let nested = match fields.peek(Key::Between).map(|node| &node.value) {
        Some(Value::Array(elements)) if is_sided => elements
            .iter()
            .find(|element| matches!(element.value, Value::Array(_)))
            .map(|nested| (elements, nested.at)),
        _ => None,
    };
    let Some((elements, at)) = nested else {
        let all = fields.list(desk, Key::Between).into_iter();
        return all
            .map(|key| ActorId::new(keys.actors.number(key)))
            .collect();
    };
    // report that the lists are sides
    fields.get(Key::Between);
    let mut texts = Vec::new();
    let mut groups = Vec::new();
    for element in elements {
        let first = texts.len();
        fields.list_of(desk, Key::Between, element, &mut texts);
        groups.push(texts[first..].iter().map(|key| shown(key)).collect());
    }
    let few: &[Vec<String>] = if texts.len() <= 12 { &groups } else { &[] };
    let help = format!(
        "write {}: who stood on one side are in one list",
        Form::Sided.remedy(few)
    );
    let message = "`between` is a list of actors, and this is a list of sides".to_owned();
    desk.error(at, Code::WrongType, message, help);
    texts
        .into_iter()
        .map(|key| ActorId::new(keys.actors.number(key)))
        .collect()
}

/// Reads the lists of `sides`; a side may be one key.
fn sides(desk: &mut Desk, keys: &mut Keys, fields: &mut Fields<'_>) -> Sides {
    let Some(node) = fields.get(Key::Sides) else {
        return Vec::new().into();
    };
    let Value::Array(elements) = &node.value else {
        let help = "write a list of sides: `sides = [[\"a\", \"b\"], [\"c\"]]`";
        super::fields::wrong_type(desk, node, "sides", "a list of lists", help);
        return Vec::new().into();
    };
    let mut texts = Vec::new();
    let mut sides = Vec::new();
    for element in elements {
        let first = texts.len();
        fields.set_of(desk, Key::Sides, element, &mut texts);
        let number = |key: &&str| ActorId::new(keys.actors.number(key));
        sides.push(texts[first..].iter().map(number).collect());
    }
    sides.into()
}

/// Whether a list names at least two different actors.
fn is_several(list: &[ActorId]) -> bool {
    list.iter().any(|id| *id != list[0])
}

/// Describes a wrong number of ends, with a remedy.
fn wrong_number(kind: Kind, ends: &Ends) -> Option<(String, String)> {
    let fault = |message: String, help: &str| Some((message, help.to_owned()));
    match ends {
        Ends::Directed { from, to } => {
            for (list, key) in [(from, "from"), (to, "to")] {
                if list.is_empty() {
                    let help = format!("name one actor or several: `{key} = \"…\"`");
                    return Some((format!("{} needs `{key}`", a(kind)), help));
                }
            }
            match kind {
                Kind::Event(EventKind::Split) if is_several(from) => fault(
                    "a split has one whole".to_owned(),
                    "write one split for each actor in `from`",
                ),
                Kind::Event(EventKind::Merger) if is_several(to) => fault(
                    "a merger has one successor".to_owned(),
                    "name one actor in `to`: the successor, or who absorbs the others",
                ),
                Kind::Event(EventKind::Rename) if is_several(from) || is_several(to) => fault(
                    "a renaming is of one actor".to_owned(),
                    "name the old actor in `from` and the new one in `to`",
                ),
                _ => None,
            }
        }
        Ends::Mutual(all) if all.len() < 2 => fault(
            "`between` needs two actors or more".to_owned(),
            "write `between = [\"a\", \"b\"]`",
        ),
        Ends::Sided(sides) if sides.len() < 2 || sides.iter().any(<[_]>::is_empty) => fault(
            "`sides` needs two sides or more, none of them empty".to_owned(),
            "write `sides = [[\"a\", \"b\"], [\"c\"]]`",
        ),
        Ends::Alone(list) if list.is_empty() => fault(
            "`actor` names nobody".to_owned(),
            "name one actor or several: `actor = \"…\"`",
        ),
        _ => None,
    }
}
