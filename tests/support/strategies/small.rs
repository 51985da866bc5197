//! Small records with uncertain days, of which every possible world can be made.
//!
//! All that they name lies in seven days of January 2023. A record is made of its statements one by
//! one; what the checker refuses is left out.

use factions::Record;
use proptest::collection::vec;
use proptest::option;
use proptest::prelude::*;
use proptest::sample::select;

/// The first and the last day that small records name.
pub(crate) const DAYS: (i64, i64) = (10, 16);

/// The texts of a record.
#[derive(Debug, Clone)]
pub(crate) struct Small {
    as_of: i64,
    sources: Vec<String>,
    actors: Vec<String>,
    statements: Vec<(&'static str, String)>,
}

/// A record that loads.
pub(crate) fn small() -> impl Strategy<Value = Record> {
    texts().prop_map(|small| small.build())
}

/// A record of events alone.
pub(crate) fn small_of_events() -> impl Strategy<Value = Record> {
    let events = vec(clash(), 1..=4);
    (texts(), events).prop_map(|(mut small, events)| {
        small.statements = numbered(events);
        small.build()
    })
}

/// A record of at most four clashes and strikes that need not be of the same two.
pub(crate) fn small_of_pairs() -> impl Strategy<Value = Record> {
    let ends = select(vec![
        "from = \"a\"\nto = \"b\"",
        "from = \"a\"\nto = [\"b\", \"c\"]",
        "from = \"a\"\nto = \"c\"",
        "from = \"b\"\nto = \"a\"",
        "sides = [[\"a\"], [\"b\"]]",
    ]);
    let kind = select(vec!["kind = \"clash\"", "kind = \"strike\""]);
    let event = (clash(), kind, ends).prop_map(|((section, keys), kind, ends)| {
        let keys = keys.replace("kind = \"clash\"", kind);
        (section, keys.replace("from = \"a\"\nto = \"b\"", ends))
    });
    (texts(), vec(event, 1..=4)).prop_map(|(mut small, events)| {
        small.statements = numbered(events);
        small.build()
    })
}

fn texts() -> impl Strategy<Value = Small> {
    let sources = vec(publication(), 2);
    let actors = (
        actor("a", "armed-group"),
        actor("b", "coalition"),
        actor("c", "coalition"),
    );
    let statements = vec(
        prop_oneof![5 => relation(), 2 => turn(), 1 => clash()],
        1..=5,
    );
    (13..=17_i64, sources, actors, statements).prop_map(|(as_of, sources, actors, statements)| {
        let (a, b, c) = actors;
        Small {
            as_of,
            sources,
            actors: vec![a, b, c],
            statements: numbered(statements),
        }
    })
}

impl Small {
    /// The record of all that the checker does not refuse.
    pub(crate) fn build(&self) -> Record {
        let mut actors: Vec<&str> = Vec::new();
        let plain = ["a = { name = \"A\", kind = \"armed-group\" }", B, C];
        for (place, actor) in self.actors.iter().enumerate() {
            actors.push(actor);
            if Record::from_toml(&self.text(&actors, &[])).is_err() {
                actors.pop();
                actors.push(plain[place]);
            }
        }
        let mut kept: Vec<&(&str, String)> = Vec::new();
        for statement in &self.statements {
            kept.push(statement);
            if Record::from_toml(&self.text(&actors, &kept)).is_err() {
                kept.pop();
            }
        }
        Record::from_toml(&self.text(&actors, &kept)).expect("it was tried")
    }

    fn text(&self, actors: &[&str], statements: &[&(&str, String)]) -> String {
        let mut lines = vec![
            "format = 1".to_owned(),
            "[record]".to_owned(),
            format!("as_of = \"2023-01-{}\"", self.as_of),
        ];
        for (number, published) in self.sources.iter().enumerate() {
            lines.push(format!("[sources.s{number}]\npublished = \"{published}\""));
        }
        lines.push("[actors]".to_owned());
        let declared = |key: &str| actors.iter().any(|line| line.starts_with(key));
        lines.extend(actors.iter().map(|line| (*line).to_owned()));
        for (key, line) in [("a ", A), ("b ", B), ("c ", C)] {
            if !declared(key) {
                lines.push(line.to_owned());
            }
        }
        for (section, keys) in statements {
            lines.push(format!("[[{section}]]\n{keys}"));
        }
        lines.join("\n")
    }
}

const A: &str = "a = { name = \"A\", kind = \"armed-group\" }";
const B: &str = "b = { name = \"B\", kind = \"coalition\" }";
const C: &str = "c = { name = \"C\", kind = \"coalition\" }";

fn numbered(statements: Vec<(&'static str, String)>) -> Vec<(&'static str, String)> {
    let all = statements.into_iter().enumerate();
    all.map(|(number, (section, keys))| (section, format!("id = \"n{number}\"\n{keys}")))
        .collect()
}

fn day() -> impl Strategy<Value = i64> {
    DAYS.0..=DAYS.1
}

/// One day, or one of several days in a row.
fn when() -> impl Strategy<Value = String> {
    prop_oneof![
        5 => day().prop_map(|day| format!("2023-01-{day}")),
        4 => (day(), 1..4_i64).prop_map(|(day, more)| {
            format!("[2023-01-{day}..2023-01-{}]", (day + more).min(DAYS.1 + 1))
        }),
        1 => day().prop_map(|day| format!("[..2023-01-{day}]")),
        1 => day().prop_map(|day| format!("[2023-01-{day}..]")),
    ]
}

fn publication() -> impl Strategy<Value = String> {
    prop_oneof![
        2 => (10..20_i64).prop_map(|day| format!("2023-01-{day}")),
        1 => (10..17_i64, 1..4_i64)
            .prop_map(|(day, more)| format!("[2023-01-{day}..2023-01-{}]", day + more)),
    ]
}

/// An actor with no, one or two active periods.
fn actor(key: &'static str, kind: &'static str) -> impl Strategy<Value = String> {
    let ends = (option::of(when()), option::weighted(0.7, when()));
    let evidence = option::weighted(0.4, 0..2_usize);
    let one = (ends, evidence).prop_map(|((start, end), source)| {
        let mut keys = Vec::new();
        keys.extend(start.map(|start| format!("start = \"{start}\"")));
        keys.extend(end.map(|end| format!("end = \"{end}\"")));
        keys.extend(source.map(|source| format!("source = \"s{source}\"")));
        keys
    });
    let two = (10..13_i64, option::weighted(0.5, 13..16_i64)).prop_map(|(end, start)| {
        let second = start.map_or(String::new(), |start| {
            format!(", {{ start = \"2023-01-{start}\" }}")
        });
        format!("active = [{{ end = \"2023-01-{end}\" }}{second}]")
    });
    let active = prop_oneof![
        4 => Just(None),
        4 => one.prop_map(|keys| (!keys.is_empty()).then(|| format!("active = {{ {} }}", keys.join(", ")))),
        2 => two.prop_map(Some),
    ];
    active.prop_map(move |active| {
        let active = active.map_or(String::new(), |active| format!(", {active}"));
        format!("{key} = {{ name = \"{key}\", kind = \"{kind}\"{active} }}")
    })
}

/// What every statement may have: a source, a certainty, and another that tells the same.
fn common() -> impl Strategy<Value = String> {
    let source = option::weighted(0.6, 0..2_usize);
    let certainty = option::weighted(0.4, select(vec!["confirmed", "alleged"]));
    let same = option::weighted(0.35, 0..4_usize);
    (source, certainty, same).prop_map(|(source, certainty, same)| {
        let mut keys = String::new();
        keys += &source.map_or(String::new(), |source| format!("source = \"s{source}\"\n"));
        keys += &certainty.map_or(String::new(), |word| format!("certainty = \"{word}\"\n"));
        keys += &same.map_or(String::new(), |other| format!("same_as = \"n{other}\"\n"));
        keys
    })
}

fn relation() -> impl Strategy<Value = (&'static str, String)> {
    let kind = prop_oneof![
        5 => Just("kind = \"membership\"\nfrom = \"a\"\nto = \"b\""),
        1 => Just("kind = \"part-of\"\nfrom = \"a\"\nto = \"b\""),
        2 => Just("kind = \"alliance\"\nbetween = [\"a\", \"b\"]"),
        1 => Just("kind = \"rivalry\"\nbetween = [\"a\", \"b\"]"),
    ];
    let end = prop_oneof![
        3 => Just(None),
        3 => Just(Some("..".to_owned())),
        3 => when().prop_map(Some),
    ];
    let seen = option::weighted(0.25, day());
    (kind, option::weighted(0.75, when()), end, seen, common()).prop_map(
        |(kind, start, end, seen, common)| {
            let mut keys = format!("{kind}\n{common}");
            keys += &start.map_or(String::new(), |start| format!("start = \"{start}\"\n"));
            keys += &end.map_or(String::new(), |end| format!("end = \"{end}\"\n"));
            keys += &seen.map_or(String::new(), |day| format!("seen = [\"2023-01-{day}\"]\n"));
            ("relations", keys)
        },
    )
}

/// A split of a from b, a merger or a renaming.
fn turn() -> impl Strategy<Value = (&'static str, String)> {
    let kind = prop_oneof![
        4 => Just("kind = \"split\"\nfrom = \"b\"\nto = \"a\""),
        1 => Just("kind = \"merger\"\nfrom = \"a\"\nto = \"c\""),
        1 => Just("kind = \"rename\"\nfrom = \"b\"\nto = \"c\""),
    ];
    event(kind)
}

/// A clash, maybe on several days.
pub(crate) fn clash() -> impl Strategy<Value = (&'static str, String)> {
    let several = prop_oneof![
        3 => Just(None),
        1 => (day(), 1..3_i64).prop_map(|(day, more)| {
            Some(format!("2023-01-{day}/2023-01-{}", day + more))
        }),
        1 => (day(), 1..3_i64).prop_map(|(day, more)| {
            Some(format!("{{2023-01-{day},2023-01-{}}}", day + more))
        }),
    ];
    let killed = option::weighted(0.7, (0..5_u64, 0..3_u64, 0..3_u64, any::<bool>()));
    let kind = Just("kind = \"clash\"\nfrom = \"a\"\nto = \"b\"");
    (event(kind), several, killed).prop_map(|((section, mut keys), several, killed)| {
        if let Some(several) = several {
            let dated = keys.lines().filter(|line| !line.starts_with("when"));
            keys = dated.fold(String::new(), |all, line| all + line + "\n");
            keys = keys + "when = \"" + &several + "\"\n";
        }
        if let Some((low, more, most, has_best)) = killed {
            let (best, high) = (low + more, low + more + most);
            let best = if has_best {
                format!(", best = {best}")
            } else {
                String::new()
            };
            let killed = format!("killed = {{ low = {low}{best}, high = {high} }}\n");
            keys.push_str(&killed);
        }
        (section, keys)
    })
}

fn event(
    kind: impl Strategy<Value = &'static str>,
) -> impl Strategy<Value = (&'static str, String)> {
    (kind, option::weighted(0.9, when()), common()).prop_map(|(kind, when, common)| {
        let when = when.map_or(String::new(), |when| format!("when = \"{when}\"\n"));
        ("events", format!("{kind}\n{common}{when}"))
    })
}
