//! The format as a JSON Schema, made from the same tables of keys that the reader uses.

use super::format::Key;
use super::format::{Entry, Node, Value};
use super::read::{LINES, TABLES};
use crate::model::{ActorKind, Certainty, EventKind, RelationKind, SupportForm};

/// The form of a key's value.
#[derive(Debug, Clone, Copy)]
enum Shape {
    /// The definition with this name.
    Of(&'static str),
    /// A table of tables with this name, each under its key.
    Keyed(&'static str),
    /// A list of tables with this name.
    List(&'static str),
    /// One value with this name, or a list of them.
    Some(&'static str),
    Word(&'static [&'static str]),
    Words(&'static [&'static str]),
    Count,
    Truth,
    Degrees(i64),
    Sides,
    Toll,
    Native,
    Format,
    Type,
}

/// Returns the form of a key's value, and its description; both depend on the table.
#[expect(clippy::too_many_lines, reason = "it is one table")]
const fn of(key: Key, table: &str) -> (Shape, &'static str) {
    use Shape::{
        Count, Degrees, Format, Keyed, List, Native, Of, Sides, Some, Toll, Truth, Type, Word,
        Words,
    };
    match key {
        Key::Whole => (Of("text"), ""),
        Key::Type => (Type, "What the line holds."),
        Key::EntryKey => (Of("key"), "The key by which others name it."),
        Key::Format => (Format, "The version of this format."),
        Key::Record => (Of("record"), "What speaks for the whole record."),
        Key::Sources => (Keyed("source"), "The sources, each under its key."),
        Key::Actors => (Keyed("actor"), "The actors, each under its key."),
        Key::Places => (Keyed("place"), "The places, each under its key."),
        Key::Relations => (
            List("relation"),
            "The lasting ties, each as one source has it.",
        ),
        Key::Events => (List("event"), "What happened, each as one source has it."),
        Key::Title => (Of("text"), "The title."),
        Key::AsOf => (Of("day"), "The day for which `..` (ongoing) speaks."),
        Key::Source => (
            Some("key"),
            "The sources, by their keys; else those of the record.",
        ),
        Key::Publisher => (Of("text"), "Who published it."),
        Key::Published => (Of("date"), "When it was published."),
        Key::Url => (Of("text"), "Where it can be read."),
        Key::Note => (Of("text"), "A remark."),
        Key::Name => (Of("text"), "The full name."),
        Key::Short => (Of("text"), "The short name, mostly an acronym."),
        Key::Aliases => (Some("alias"), "Other names."),
        Key::AliasName => (Of("text"), "The name."),
        Key::AliasLang => (Of("text"), "Its language, as a BCP 47 tag."),
        Key::AliasStart => (Of("date"), "From when it was called so."),
        Key::AliasEnd => (Of("end"), "From when it was no longer called so."),
        Key::Kind => match table.as_bytes() {
            b"actor" => (Word(ActorKind::WORDS), "What the actor is."),
            b"relation" => (Word(RelationKind::WORDS), "What the relation is."),
            _ => (Word(EventKind::WORDS), "What happened."),
        },
        Key::Covers => (
            Some("covers"),
            "For which days the record speaks; a merged one has one of each part.",
        ),
        Key::CoversStart => (Of("date"), "The first day; all before the end if left out."),
        Key::CoversEnd => (
            Of("end"),
            "The day after the last; the day after `as_of` if left out.",
        ),
        Key::Active => (
            Some("active"),
            "From when to when it existed: one period, or several apart in time.",
        ),
        Key::ActiveStart | Key::Start => (Of("date"), "The first day; unknown if left out."),
        Key::ActiveEnd | Key::End => (
            Of("end"),
            "The day after the last; `..` is ongoing, unknown if left out.",
        ),
        Key::ActiveSeen | Key::Seen => (Some("day"), "Days on which it is known to have held."),
        Key::Ids => (Native, "By data set, the ids by which it knows the actor."),
        Key::Country => (Of("country"), "The country, as ISO 3166 alpha-2."),
        Key::Tags => (Some("text"), "Words of your own."),
        Key::Region => (Of("text"), "The region that it lies in."),
        Key::Latitude => (Degrees(90), "Degrees north, WGS 84."),
        Key::Longitude => (Degrees(180), "Degrees east, WGS 84."),
        Key::Id => (Of("text"), "The id by which others name it."),
        Key::Role => (
            Of("text"),
            "The role of the member, or what tie it is; of `membership` and `other`.",
        ),
        Key::Forms => (Words(SupportForm::WORDS), "What the support consists of."),
        Key::From => (Some("key"), "Who acts, joins, supports; of directed ties."),
        Key::To => (Some("key"), "Whom it hits, what is joined or supported."),
        Key::Between => (Some("key"), "Who is tied with each other; of mutual ties."),
        Key::Sides => (Sides, "Two sides or more: tied across, not within."),
        Key::Actor => (Some("key"), "Who takes part, without a tie."),
        Key::When => (Of("when"), "When it happened."),
        Key::Place => (Some("key"), "Where it happened, by the keys of places."),
        Key::Killed => (Toll, "Who was killed; unknown if left out."),
        Key::KilledLow | Key::KilledOfLow => (Count, "The lowest figure."),
        Key::KilledBest | Key::KilledOfBest => (Count, "The best figure."),
        Key::KilledHigh | Key::KilledOfHigh => (Count, "The highest figure."),
        Key::KilledOf => (Some("loss"), "Whose the dead were, as far as known."),
        Key::KilledOfActor => (
            Of("key"),
            "Whose dead they were; it need not have taken part.",
        ),
        Key::KilledCertainty => (Word(Certainty::WORDS), "How sure the figure is."),
        Key::KilledBy => (Some("key"), "Who gives the figure."),
        Key::Certainty | Key::ActiveCertainty => (
            Word(Certainty::WORDS),
            "How sure it is; `reported` if left out.",
        ),
        Key::ActiveSource => (
            Some("key"),
            "The sources, by their keys; else those of the actor.",
        ),
        Key::Jointly => (
            Truth,
            "Whether those of `to` stood together: a joint convoy.",
        ),
        Key::By | Key::ActiveBy => (Some("key"), "Who claims, alleges, plans or announced it."),
        Key::KilledHedge | Key::Hedge | Key::ActiveHedge => {
            (Of("text"), "The source's own hedge word.")
        }
        Key::Reason => (Of("text"), "Why it came to it."),
        Key::SameAs => (Some("text"), "The ids of statements about the same."),
        Key::Withdrawn => (Of("date"), "The day from which it counts as withdrawn."),
        Key::Native => (
            Native,
            "By format, what it said beyond this model; no view looks at it.",
        ),
        Key::Withdraws => (
            Some("text"),
            "The ids of statements that this one withdraws.",
        ),
    }
}

/// The keys that a table must have.
fn required(table: &str) -> &'static [Key] {
    match table {
        "actor" => &[Key::Name, Key::Kind],
        "alias" => &[Key::AliasName],
        "place" => &[Key::Name],
        "relation" | "event" => &[Key::Kind],
        "loss" => &[Key::KilledOfActor],
        _ => &[],
    }
}

/// A pattern of slugs.
const SLUG: &str = "^[a-z0-9]+(-[a-z0-9]+)*$";

/// The schema of a whole document; its definition `line` is that of a line of JSON Lines.
pub(crate) fn schema() -> Node {
    let mut definitions = words();
    for (name, keys) in &TABLES[1..] {
        definitions.push(Entry::new(*name, Value::Table(table(name, keys))));
    }
    let lines = LINES.iter().map(|(name, keys)| {
        let mut line = table(name, keys);
        for entry in &mut line {
            if let (Value::Table(properties), "properties") = (&mut entry.node.value, &*entry.key) {
                let of_type = properties.iter_mut().find(|entry| entry.key == "type");
                if let Some(of_type) = of_type {
                    of_type.node = object([("const", Node::text(*name))]);
                }
            }
        }
        let mut needed = vec![Key::Type];
        needed.extend(keys.contains(&Key::EntryKey).then_some(Key::EntryKey));
        needed.extend(required(name));
        line.retain(|entry| entry.key != "required");
        line.push(Entry::new("required", names(&needed)));
        Value::Table(line).into()
    });
    let mut lines: Vec<Node> = lines.collect();
    lines.push(last_line());
    let lines = Value::Array(lines);
    definitions.push(Entry::new("line", object([("oneOf", lines.into())])));
    let mut root = vec![
        Entry::new(
            "$schema",
            Node::text("https://json-schema.org/draft/2020-12/schema"),
        ),
        Entry::new("title", Node::text("A record of who stood with whom")),
    ];
    root.extend(table(TABLES[0].0, TABLES[0].1));
    root.push(Entry::new("$defs", Value::Table(definitions)));
    Value::Table(root).into()
}

/// The schema of the last line of JSON Lines.
fn last_line() -> Node {
    let about = "How many lines stand before this one, the last.";
    let count = object([
        ("description", Node::text(about)),
        of_type("integer"),
        ("minimum", Value::Integer(0).into()),
    ]);
    object([
        of_type("object"),
        (
            "properties",
            object([
                ("type", object([("const", Node::text("end"))])),
                ("entries", count),
            ]),
        ),
        ("additionalProperties", Value::Bool(false).into()),
        (
            "required",
            Value::Array(["type", "entries"].map(Node::text).to_vec()).into(),
        ),
    ])
}

/// The schema of one table.
fn table(name: &str, keys: &[Key]) -> Vec<Entry> {
    let property = |key: &Key| {
        let (shape, about) = of(*key, name);
        let mut entries = vec![Entry::new("description", Node::text(about))];
        entries.extend(shape.entries());
        Entry::new(key.name(), Value::Table(entries))
    };
    let properties = keys.iter().map(property).collect();
    let mut list = vec![
        Entry::new("type", Node::text("object")),
        Entry::new("properties", Value::Table(properties)),
        Entry::new("additionalProperties", Value::Bool(false)),
    ];
    if !required(name).is_empty() {
        list.push(Entry::new("required", names(required(name))));
    }
    if matches!(name, "toll" | "loss") {
        // require a best figure, or a range
        let either = [
            names(&[Key::KilledBest]),
            names(&[Key::KilledLow, Key::KilledHigh]),
        ];
        let either = either.map(|needed| object([("required", needed)]));
        list.push(Entry::new("anyOf", Value::Array(either.to_vec())));
    }
    if keys.contains(&Key::Latitude) {
        let both = [
            (
                "latitude",
                Value::Array(vec![Node::text("longitude")]).into(),
            ),
            (
                "longitude",
                Value::Array(vec![Node::text("latitude")]).into(),
            ),
        ];
        list.push(Entry::new("dependentRequired", object(both)));
    }
    list
}

fn names(keys: &[Key]) -> Node {
    let names = keys.iter().map(|key| Node::text(key.name()));
    Value::Array(names.collect()).into()
}

fn object<const N: usize>(entries: [(&str, Node); N]) -> Node {
    let entries = entries.into_iter().map(|(key, node)| Entry::new(key, node));
    Value::Table(entries.collect()).into()
}

fn of_type(name: &str) -> (&'static str, Node) {
    ("type", Node::text(name))
}

fn reference(name: &str) -> Node {
    object([("$ref", Node::text(format!("#/$defs/{name}")))])
}

fn list_of(items: Node) -> Node {
    object([of_type("array"), ("items", items)])
}

/// Returns the schemas of one value, and of a list of them.
fn some_of(one: &Node) -> Node {
    Value::Array(vec![one.clone(), list_of(one.clone())]).into()
}

fn word(words: &[&str]) -> Node {
    let words = words.iter().map(|word| Node::text(*word)).collect();
    object([("enum", Value::Array(words).into())])
}

impl Shape {
    /// Returns the entries of a property with this form.
    fn entries(self) -> Vec<Entry> {
        let number = |number: i64| Node::from(Value::Integer(number));
        let node = match self {
            Self::Of(name) => reference(name),
            Self::Keyed(name) => object([
                of_type("object"),
                ("propertyNames", reference("key")),
                ("additionalProperties", reference(name)),
            ]),
            Self::List(name) => list_of(reference(name)),
            Self::Some("alias") => {
                let one = object([(
                    "anyOf",
                    Value::Array(vec![reference("text"), reference("alias")]).into(),
                )]);
                object([("anyOf", some_of(&one))])
            }
            Self::Some(name) => object([("anyOf", some_of(&reference(name)))]),
            Self::Word(words) => word(words),
            Self::Words(words) => object([("anyOf", some_of(&word(words)))]),
            Self::Count => object([of_type("integer"), ("minimum", number(0))]),
            Self::Truth => object([of_type("boolean")]),
            Self::Degrees(limit) => object([
                of_type("number"),
                ("minimum", number(-limit)),
                ("maximum", number(limit)),
            ]),
            Self::Sides => {
                let side = object([("anyOf", some_of(&reference("key")))]);
                object([of_type("array"), ("items", side), ("minItems", number(2))])
            }
            Self::Toll => {
                let figure = object([of_type("integer"), ("minimum", number(0))]);
                let both = Value::Array(vec![figure, reference("toll")]);
                object([("anyOf", both.into())])
            }
            Self::Native => {
                let texts = object([("anyOf", some_of(&reference("text")))]);
                object([
                    of_type("object"),
                    ("propertyNames", reference("key")),
                    ("additionalProperties", texts),
                ])
            }
            Self::Format => object([("const", number(1))]),
            Self::Type => word(&[]),
        };
        match node.value {
            Value::Table(entries) => entries,
            _ => Vec::new(),
        }
    }
}

/// The definitions of single values.
fn words() -> Vec<Entry> {
    let text = |description: &str, pattern: &str| {
        object([
            ("description", Node::text(description)),
            of_type("string"),
            ("pattern", Node::text(pattern)),
        ])
    };
    let date = "A date as exact as its source: 2023-10-07, 2023-10, late 2023-09, 2023~, \
                [2023-09-21..2023-09-30]";
    vec![
        Entry::new("text", text("A text that is not empty.", "\\S")),
        Entry::new(
            "key",
            text("Lower-case letters, digits and single hyphens.", SLUG),
        ),
        Entry::new("country", text("Two capital letters.", "^[A-Z]{2}$")),
        Entry::new(
            "day",
            text("One day: 2023-10-07", "^[0-9]{4}-[0-9]{2}-[0-9]{2}$"),
        ),
        Entry::new("date", text(&format!("{date}."), "\\S")),
        Entry::new("end", text(&format!("{date}; or `..`, ongoing."), "\\S")),
        Entry::new(
            "when",
            text(
                &format!(
                    "{date}; or several days: {{2023-10-02,2023-10-04}}, 2023-10-02/2023-10-05."
                ),
                "\\S",
            ),
        ),
    ]
}
