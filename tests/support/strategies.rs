//! Whole records at random, small and full of collisions.
//!
//! A [`Plan`] is random data; [`Plan::build`] makes a record of it through the builders and drops
//! the statements that the checker refuses, so that every plan gives a record that loads. All dates
//! lie in twenty days around two month ends of 2023.

mod build;
pub(crate) mod small;

use factions::{ActorKind, Certainty, EventKind, Record, RelationKind, SupportForm};
use proptest::collection::vec;
use proptest::option;
use proptest::prelude::*;
use proptest::sample::{Index, select, subsequence};

/// A record that loads.
pub(crate) fn record() -> impl Strategy<Value = Record> {
    plan().prop_map(|plan| plan.build())
}

/// Random data for a record.
#[derive(Debug, Clone)]
pub(crate) struct Plan {
    /// What the ids of its statements begin with.
    pub(crate) prefix: String,
    pub(crate) as_of: Option<String>,
    /// For which days it speaks: its start and end.
    pub(crate) covers: Option<[Option<String>; 2]>,
    /// Whether the record has a source of its own.
    pub(crate) has_default_source: bool,
    /// When each source was published.
    pub(crate) sources: Vec<Option<String>>,
    pub(crate) actors: Vec<ActorPlan>,
    pub(crate) statements: Vec<StatementPlan>,
}

/// Random data for an actor.
#[derive(Debug, Clone)]
pub(crate) struct ActorPlan {
    pub(crate) kind: ActorKind,
    pub(crate) active: PeriodPlan,
    /// Periods with evidence of their own, in place of `active`.
    pub(crate) spells: Vec<SpellPlan>,
    pub(crate) sources: Vec<Index>,
    /// Ids in another data set, of a few letters: some are of two actors.
    pub(crate) ids: Vec<String>,
    pub(crate) alias: Option<PeriodPlan>,
}

/// Random data for an active period with evidence of its own.
#[derive(Debug, Clone)]
pub(crate) struct SpellPlan {
    pub(crate) period: PeriodPlan,
    pub(crate) certainty: Option<Certainty>,
    pub(crate) by: Option<Index>,
    pub(crate) hedge: Option<String>,
    pub(crate) source: Option<Index>,
}

/// Random data for a period, as texts.
#[derive(Debug, Clone, Default)]
pub(crate) struct PeriodPlan {
    pub(crate) start: Option<String>,
    pub(crate) end: Option<String>,
    pub(crate) seen: Vec<String>,
}

/// Random data for a statement; indexes pick among the actors, sources and other statements.
#[derive(Debug, Clone)]
pub(crate) struct StatementPlan {
    pub(crate) what: What,
    pub(crate) has_id: bool,
    pub(crate) certainty: Option<Certainty>,
    pub(crate) by: Vec<Index>,
    pub(crate) hedge: Option<String>,
    pub(crate) sources: Vec<Index>,
    pub(crate) withdrawn: Option<String>,
    pub(crate) withdraws: Option<Index>,
    pub(crate) same_as: Option<Index>,
    /// Whether it tells of the same kind and ends as the one that it is said to be.
    pub(crate) is_twin: bool,
    /// A statement whose actors it is about, too; a split of one from the other.
    pub(crate) about: Option<Index>,
    pub(crate) as_of: Option<String>,
    pub(crate) note: Option<String>,
    pub(crate) native: Option<String>,
}

/// The content of a statement, with the groups of its ends.
#[derive(Debug, Clone)]
pub(crate) enum What {
    Relation {
        kind: RelationKind,
        period: PeriodPlan,
        role: Option<String>,
        forms: Vec<SupportForm>,
        form: Form,
        groups: [Vec<Index>; 2],
    },
    Event {
        kind: EventKind,
        when: Option<String>,
        has_place: bool,
        killed: Option<TollPlan>,
        jointly: bool,
        form: Form,
        groups: [Vec<Index>; 2],
    },
}

/// The form of ends that is tried; a kind that does not allow it takes its own.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Form {
    Directed,
    Mutual,
    Sided,
    Alone,
}

/// Random data for a toll.
#[derive(Debug, Clone)]
pub(crate) struct TollPlan {
    pub(crate) low: u64,
    pub(crate) more: [u64; 2],
    pub(crate) has_best: bool,
    /// Whose the dead were: of each a share, what is left open, and whether there is a best figure.
    pub(crate) of: Vec<(Index, u64, u64, bool)>,
    pub(crate) certainty: Option<Certainty>,
    pub(crate) by: Option<Index>,
}

/// Random data for a record of three to seven actors and up to fourteen statements.
pub(crate) fn plan() -> impl Strategy<Value = Plan> {
    (
        option::weighted(0.85, day()),
        any::<bool>(),
        vec(option::weighted(0.8, when()), 1..=3),
        vec(actor(), 3..=7),
        vec(statement(), 1..=14),
        option::weighted(0.3, [option::of(when()), option::of(when())]),
    )
        .prop_map(
            |(as_of, has_default_source, sources, actors, statements, covers)| Plan {
                statements: twins(statements),
                covers,
                prefix: "statement".to_owned(),
                // late enough to leave something in the record
                as_of: as_of.map(|day| {
                    day.replace("2023-08", "2023-10")
                        .replace("2023-09", "2023-10")
                }),
                has_default_source,
                sources,
                actors,
            },
        )
}

/// The statements, those that are twins with the kind and ends of the one that they are said to be.
fn twins(mut statements: Vec<StatementPlan>) -> Vec<StatementPlan> {
    let count = statements.len();
    for place in 0..count {
        if let Some(about) = statements[place].about {
            let other = statements[about.index(count)].what.clone();
            statements[place].what.be_about(&other);
        }
    }
    for place in 0..count {
        let one = &statements[place];
        let other = one.same_as.filter(|_| one.is_twin);
        let Some(other) = other.map(|other| other.index(count)) else {
            continue;
        };
        let other = statements[other].what.clone();
        statements[place].what.tell_of(&other);
    }
    statements
}

impl What {
    /// Takes the actors of another, the other way round where it is a split.
    fn be_about(&mut self, other: &Self) {
        let (Self::Relation { groups: its, .. } | Self::Event { groups: its, .. }) = other;
        let [one, two] = its.clone();
        match self {
            Self::Event {
                kind: EventKind::Split,
                groups,
                ..
            } => *groups = [two, one],
            Self::Relation { groups, .. } | Self::Event { groups, .. } => *groups = [one, two],
        }
    }

    /// Takes the kind and ends of another of its sort, and keeps its own days.
    fn tell_of(&mut self, other: &Self) {
        match (self, other) {
            (
                Self::Relation {
                    kind,
                    form,
                    groups,
                    role,
                    forms,
                    ..
                },
                Self::Relation {
                    kind: its_kind,
                    form: its_form,
                    groups: its_groups,
                    ..
                },
            ) => {
                (*kind, *form, *groups) = (*its_kind, *its_form, its_groups.clone());
                role.take_if(|_| *kind != RelationKind::Membership);
                if *kind != RelationKind::Support {
                    forms.clear();
                }
            }
            (
                Self::Event {
                    kind, form, groups, ..
                },
                Self::Event {
                    kind: its_kind,
                    form: its_form,
                    groups: its_groups,
                    ..
                },
            ) => (*kind, *form, *groups) = (*its_kind, *its_form, its_groups.clone()),
            _ => {}
        }
    }
}

/// An exact day around the end of August or of September 2023.
pub(crate) fn day() -> impl Strategy<Value = String> {
    let august = (27..=31).prop_map(|day| format!("2023-08-{day}"));
    let september = select(vec![1, 2, 3, 4, 5, 26, 27, 28, 29, 30]);
    let september = september.prop_map(|day| format!("2023-09-{day:02}"));
    let october = (1..=5).prop_map(|day| format!("2023-10-0{day}"));
    prop_oneof![august, september, october]
}

/// One date in any form that a start, an end or a publication may have.
pub(crate) fn when() -> impl Strategy<Value = String> {
    let pair = || (day(), day()).prop_map(|(a, b)| if a < b { (a, b) } else { (b, a) });
    let month = select(vec!["2023-08", "2023-09", "2023-10"]);
    prop_oneof![
        6 => day(),
        2 => month.clone().prop_map(str::to_owned),
        2 => (select(vec!["early", "mid", "late"]), month.clone())
            .prop_map(|(part, month)| format!("{part} {month}")),
        2 => pair().prop_map(|(a, b)| format!("[{a}..{b}]")),
        1 => pair().prop_map(|(a, b)| format!("[{a},{b}]")),
        1 => day().prop_map(|day| format!("{day}~")),
        1 => day().prop_map(|day| format!("{day}?")),
        1 => day().prop_map(|day| format!("[..{day}]")),
        1 => day().prop_map(|day| format!("[{day}..]")),
        1 => Just("2023".to_owned()),
        1 => month.prop_map(|month| format!("{month}%")),
    ]
}

/// One date or several days, as an event may have.
pub(crate) fn event_when() -> impl Strategy<Value = String> {
    let pair = || (day(), day()).prop_map(|(a, b)| if a < b { (a, b) } else { (b, a) });
    prop_oneof![
        8 => when(),
        1 => pair().prop_map(|(a, b)| format!("{{{a},{b}}}")),
        1 => pair().prop_map(|(a, b)| format!("{a}/{b}")),
    ]
}

/// A period: open, unknown, ongoing and dated ends, and seen days.
pub(crate) fn period() -> impl Strategy<Value = PeriodPlan> {
    let end = prop_oneof![
        3 => Just(None),
        3 => Just(Some("..".to_owned())),
        4 => when().prop_map(Some),
    ];
    let seen = prop_oneof![4 => Just(Vec::new()), 1 => vec(day(), 1..=2)];
    (option::weighted(0.7, when()), end, seen).prop_map(|(start, end, seen)| PeriodPlan {
        start,
        end,
        seen,
    })
}

fn actor() -> impl Strategy<Value = ActorPlan> {
    let kind = prop_oneof![
        4 => Just(ActorKind::Coalition),
        4 => Just(ActorKind::ArmedGroup),
        3 => select(ActorKind::ALL),
    ];
    let active = prop_oneof![3 => Just(PeriodPlan::default()), 1 => period()];
    let alias = option::weighted(0.2, period());
    let sources = vec(any::<Index>(), 0..=1);
    let ids = prop_oneof![3 => Just(Vec::new()), 1 => vec("[a-f;=]{1,2}", 1..=2)];
    (kind, active, spells(), sources, ids, alias).prop_map(
        |(kind, active, spells, sources, ids, alias)| ActorPlan {
            kind,
            active,
            spells,
            sources,
            ids,
            alias,
        },
    )
}

/// One or two periods with evidence of their own, or none; the first ends before the second begins.
fn spells() -> impl Strategy<Value = Vec<SpellPlan>> {
    let of = |period: BoxedStrategy<PeriodPlan>| {
        let certainty = option::of(select(Certainty::ALL));
        let hedge = option::weighted(0.2, Just("reportedly".to_owned()));
        let (by, source) = (option::of(any::<Index>()), option::of(any::<Index>()));
        (period, certainty, by, hedge, source).prop_map(|(period, certainty, by, hedge, source)| {
            SpellPlan {
                period,
                certainty,
                by,
                hedge,
                source,
            }
        })
    };
    let early = (option::of(27..=28), 29..=31).prop_map(|(start, end)| PeriodPlan {
        start: start.map(|day| format!("2023-08-{day}")),
        end: Some(format!("2023-08-{end}")),
        seen: Vec::new(),
    });
    let late = (1..=3, option::of(4..=5)).prop_map(|(start, end)| PeriodPlan {
        start: Some(format!("2023-10-0{start}")),
        end: end.map(|day| format!("2023-10-0{day}")),
        seen: Vec::new(),
    });
    let (early, late) = (early.boxed(), late.boxed());
    prop_oneof![
        6 => Just(Vec::new()),
        1 => of(period().boxed()).prop_map(|one| vec![one]),
        2 => [of(early), of(late)].prop_map(Vec::from),
    ]
}

fn statement() -> impl Strategy<Value = StatementPlan> {
    let what = prop_oneof![relation(), event()];
    let certainty = prop_oneof![2 => Just(None), 1 => select(Certainty::ALL).prop_map(Some)];
    let text = || prop_oneof![8 => Just(None), 1 => "[a-zé\"\\\\\n ]{1,8}".prop_map(Some)];
    let seldom = 0.12;
    (
        (
            what,
            prop::bool::weighted(0.7),
            certainty,
            vec(any::<Index>(), 0..=1),
        ),
        (
            text(),
            vec(any::<Index>(), 0..=2),
            option::weighted(seldom, when()),
        ),
        (
            option::weighted(seldom, any::<Index>()),
            option::weighted(0.25, any::<Index>()),
            prop::bool::weighted(0.8),
            option::weighted(0.35, any::<Index>()),
        ),
        (option::weighted(seldom, day()), text(), text()),
    )
        .prop_map(|(first, second, third, fourth)| StatementPlan {
            what: first.0,
            has_id: first.1,
            certainty: first.2,
            by: first.3,
            hedge: second.0.filter(|text| !text.trim().is_empty()),
            sources: second.1,
            withdrawn: second.2,
            withdraws: third.0,
            same_as: third.1,
            is_twin: third.2,
            about: third.3,
            as_of: fourth.0,
            note: fourth.1.filter(|text| !text.trim().is_empty()),
            native: fourth.2.filter(|text| !text.trim().is_empty()),
        })
}

fn form() -> impl Strategy<Value = Form> {
    select(vec![Form::Directed, Form::Mutual, Form::Sided, Form::Alone])
}

fn groups() -> impl Strategy<Value = [Vec<Index>; 2]> {
    let group = || prop_oneof![4 => vec(any::<Index>(), 1), 1 => vec(any::<Index>(), 2)];
    [group().boxed(), group().boxed()]
}

fn relation() -> impl Strategy<Value = What> {
    let kind = prop_oneof![
        4 => Just(RelationKind::Membership),
        1 => Just(RelationKind::PartOf),
        4 => select(RelationKind::ALL),
    ];
    let role = option::weighted(0.2, Just("founding member".to_owned()));
    let forms = subsequence(SupportForm::ALL, 0..=2);
    (kind, period(), role, forms, form(), groups()).prop_map(
        |(kind, period, role, forms, form, groups)| What::Relation {
            kind,
            period,
            role: role.filter(|_| kind == RelationKind::Membership),
            forms: forms
                .into_iter()
                .filter(|_| kind == RelationKind::Support)
                .collect(),
            form,
            groups,
        },
    )
}

fn event() -> impl Strategy<Value = What> {
    let kind = prop_oneof![
        3 => Just(EventKind::Split),
        1 => Just(EventKind::Merger),
        1 => Just(EventKind::Rename),
        5 => select(EventKind::ALL),
    ];
    let when = option::weighted(0.9, event_when());
    let certainty = option::weighted(0.3, select(Certainty::ALL));
    let loss = (
        any::<Index>(),
        0..6_u64,
        0..3_u64,
        proptest::bool::weighted(0.8),
    );
    let toll = (
        prop_oneof![1 => Just(0), 8 => 0..9_u64],
        [0..3_u64, 0..3_u64],
        proptest::bool::weighted(0.8),
        prop_oneof![2 => Just(Vec::new()), 1 => vec(loss, 1..3)],
        certainty,
        option::of(any::<Index>()),
    );
    let toll = toll.prop_map(|(low, more, has_best, of, certainty, by)| TollPlan {
        low,
        more,
        has_best,
        of,
        certainty,
        by,
    });
    let killed = option::weighted(0.5, toll);
    (kind, when, any::<[bool; 2]>(), killed, form(), groups()).prop_map(
        |(kind, when, [has_place, jointly], killed, form, groups)| What::Event {
            kind,
            when,
            has_place,
            killed,
            jointly,
            form,
            groups,
        },
    )
}
