//! Whole records at random, small and full of collisions.
//!
//! A [`Plan`] is random data; [`Plan::build`] makes a record of it through the builders and drops
//! the statements that the checker refuses, so that every plan gives a record that loads. All dates
//! lie in twenty days around two month ends of 2023.

use factions::record::{
    ActorDraft, Draft, EventDraft, PlaceDraft, RelationDraft, SourceDraft, TollDraft,
};
use factions::{ActorKind, Certainty, EventKind, Problems, Record, RelationKind, SupportForm};
use proptest::collection::vec;
use proptest::option;
use proptest::prelude::*;
use proptest::sample::{Index, select, subsequence};
use std::collections::BTreeSet;

/// A record that loads.
pub fn record() -> impl Strategy<Value = Record> {
    plan().prop_map(|plan| plan.build())
}

/// Random data for a record.
#[derive(Debug, Clone)]
pub struct Plan {
    /// What the ids of its statements begin with.
    pub prefix: String,
    pub as_of: Option<String>,
    /// Whether the record has a source of its own.
    pub has_default_source: bool,
    /// When each source was published.
    pub sources: Vec<Option<String>>,
    pub actors: Vec<ActorPlan>,
    pub statements: Vec<StatementPlan>,
}

/// Random data for an actor.
#[derive(Debug, Clone)]
pub struct ActorPlan {
    pub kind: ActorKind,
    pub active: PeriodPlan,
    pub alias: Option<PeriodPlan>,
}

/// Random data for a period, as texts.
#[derive(Debug, Clone, Default)]
pub struct PeriodPlan {
    pub start: Option<String>,
    pub end: Option<String>,
    pub seen: Vec<String>,
}

/// Random data for a statement; indexes pick among the actors, sources and other statements.
#[derive(Debug, Clone)]
pub struct StatementPlan {
    pub what: What,
    pub has_id: bool,
    pub certainty: Option<Certainty>,
    pub by: Vec<Index>,
    pub hedge: Option<String>,
    pub sources: Vec<Index>,
    pub withdrawn: Option<String>,
    pub withdraws: Option<Index>,
    pub same_as: Option<Index>,
    pub as_of: Option<String>,
    pub note: Option<String>,
}

/// The matter of a statement, with the groups of its ends.
#[derive(Debug, Clone)]
pub enum What {
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
        form: Form,
        groups: [Vec<Index>; 2],
    },
}

/// The form of ends that is tried; a kind that does not allow it takes its own.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Form {
    Directed,
    Mutual,
    Sided,
    Alone,
}

/// Random data for a toll.
#[derive(Debug, Clone)]
pub struct TollPlan {
    pub low: u64,
    pub more: [u64; 2],
    pub certainty: Option<Certainty>,
    pub by: Option<Index>,
}

/// Random data for a record of three to seven actors and up to fourteen statements.
pub fn plan() -> impl Strategy<Value = Plan> {
    (
        option::weighted(0.85, day()),
        any::<bool>(),
        vec(option::weighted(0.8, when()), 1..=3),
        vec(actor(), 3..=7),
        vec(statement(), 1..=14),
    )
        .prop_map(
            |(as_of, has_default_source, sources, actors, statements)| Plan {
                prefix: "statement".to_owned(),
                // late enough to leave something in the record
                as_of: as_of.map(|day| {
                    day.replace("2023-08", "2023-10")
                        .replace("2023-09", "2023-10")
                }),
                has_default_source,
                sources,
                actors,
                statements,
            },
        )
}

/// An exact day around the end of August or of September 2023.
pub fn day() -> impl Strategy<Value = String> {
    let august = (27..=31).prop_map(|day| format!("2023-08-{day}"));
    let september = select(vec![1, 2, 3, 4, 5, 26, 27, 28, 29, 30]);
    let september = september.prop_map(|day| format!("2023-09-{day:02}"));
    let october = (1..=5).prop_map(|day| format!("2023-10-0{day}"));
    prop_oneof![august, september, october]
}

/// One date in any form that a start, an end or a publication may have.
pub fn when() -> impl Strategy<Value = String> {
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
pub fn event_when() -> impl Strategy<Value = String> {
    let pair = || (day(), day()).prop_map(|(a, b)| if a < b { (a, b) } else { (b, a) });
    prop_oneof![
        8 => when(),
        1 => pair().prop_map(|(a, b)| format!("{{{a},{b}}}")),
        1 => pair().prop_map(|(a, b)| format!("{a}/{b}")),
    ]
}

/// A period: open, unknown, ongoing and dated ends, and seen days.
pub fn period() -> impl Strategy<Value = PeriodPlan> {
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
    (kind, active, alias).prop_map(|(kind, active, alias)| ActorPlan {
        kind,
        active,
        alias,
    })
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
            option::weighted(0.2, any::<Index>()),
        ),
        (option::weighted(seldom, day()), text()),
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
            as_of: fourth.0,
            note: fourth.1.filter(|text| !text.trim().is_empty()),
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
    let toll = (
        0..9_u64,
        [0..3_u64, 0..3_u64],
        certainty,
        option::of(any::<Index>()),
    );
    let toll = toll.prop_map(|(low, more, certainty, by)| TollPlan {
        low,
        more,
        certainty,
        by,
    });
    let killed = option::weighted(0.5, toll);
    (kind, when, any::<bool>(), killed, form(), groups()).prop_map(
        |(kind, when, has_place, killed, form, groups)| What::Event {
            kind,
            when,
            has_place,
            killed,
            form,
            groups,
        },
    )
}

/// What of a plan is left out, because the checker refuses it.
#[derive(Debug, Clone, Default)]
struct Refused {
    statements: BTreeSet<usize>,
    active: BTreeSet<usize>,
    aliases: BTreeSet<usize>,
}

impl Plan {
    /// The statements dealt out to several records of the same actors and sources.
    ///
    /// Each has its own `as_of`; active periods are left out, for what contradicts them would be
    /// refused in one record and not in another.
    pub fn deal(&self, into: usize) -> Vec<Self> {
        let part = |part: usize| {
            let mut plan = self.clone();
            plan.prefix = format!("part-{part}");
            plan.statements = Vec::new();
            for (i, statement) in self.statements.iter().enumerate() {
                if i % into == part {
                    plan.statements.push(statement.clone());
                }
            }
            for actor in &mut plan.actors {
                actor.active = PeriodPlan::default();
                actor.alias = None;
            }
            plan.as_of = self.as_of.as_ref().map(|_| format!("2023-10-1{part}"));
            plan.has_default_source ^= part == 1;
            plan
        };
        (0..into)
            .map(part)
            .filter(|plan| !plan.statements.is_empty())
            .collect()
    }

    /// The record of this plan, without what the checker refuses.
    pub fn build(&self) -> Record {
        let order: Vec<usize> = (0..self.statements.len()).collect();
        self.build_in_order(&order)
    }

    /// The same record, its statements given in another order.
    pub fn build_in_order(&self, order: &[usize]) -> Record {
        let mut refused = Refused::default();
        // each round drops something, or it is done
        for _ in 0..=self.statements.len() + 2 * self.actors.len() {
            // what is refused must not depend on the order
            let given: Vec<usize> = (0..self.statements.len()).collect();
            match self.draft(&given, &refused).build() {
                Ok(record) if given == order => return record,
                Ok(_) => {
                    let draft = self.draft(order, &refused);
                    return draft.build().expect("another order makes no mistake");
                }
                Err(problems) => self.refuse(&problems, &mut refused),
            }
        }
        panic!("nothing is left to refuse in {self:#?}");
    }

    /// Notes the entries that errors name.
    fn refuse(&self, problems: &Problems, refused: &mut Refused) {
        for problem in problems.errors() {
            let path = problem.spot.path.as_deref().expect("it was made in code");
            let number = |text: &str| {
                text.chars()
                    .take_while(char::is_ascii_digit)
                    .collect::<String>()
            };
            if let Some(rest) = path.strip_prefix("actors.a") {
                let actor = number(rest).parse().expect("actors have numbers");
                if path.contains("aliases") {
                    refused.aliases.insert(actor);
                } else {
                    refused.active.insert(actor);
                }
                continue;
            }
            let (section, rest) = path.split_once('[').expect("it is a statement");
            let wanted: usize = number(rest).parse().expect("statements have numbers");
            let is_event = section == "events";
            let of_section = |index: &usize| {
                let statement = &self.statements[*index];
                matches!(statement.what, What::Event { .. }) == is_event
                    && !refused.statements.contains(index)
            };
            let all: Vec<usize> = (0..self.statements.len()).filter(of_section).collect();
            if let Some(index) = all.get(wanted) {
                refused.statements.insert(*index);
                // the numbers of the others are of this round
                return;
            }
            panic!("{problem} names no statement of the plan");
        }
    }

    fn draft(&self, order: &[usize], refused: &Refused) -> Draft {
        let mut draft = Record::draft().title("Twenty days");
        if let Some(as_of) = &self.as_of {
            draft = draft.as_of(as_of);
        }
        if self.has_default_source {
            draft = draft.default_source("s0");
        }
        for (i, published) in self.sources.iter().enumerate() {
            let source = SourceDraft::new(format!("s{i}"));
            draft = draft.source(match published {
                Some(published) => source.published(published),
                None => source,
            });
        }
        draft = draft.place(
            PlaceDraft::new("p0", "Place")
                .latitude(16.25)
                .longitude(-0.5),
        );
        for (i, actor) in self.actors.iter().enumerate() {
            draft = draft.actor(actor.draft(i, refused));
        }
        for &index in order
            .iter()
            .filter(|index| !refused.statements.contains(index))
        {
            let statement = &self.statements[index];
            draft = statement.add_to(draft, index, self, refused);
        }
        draft
    }

    /// The id of a statement, if it has one and is still in the record.
    fn id(&self, index: usize, refused: &Refused) -> Option<String> {
        let has_id = self.statements[index].has_id && !refused.statements.contains(&index);
        has_id.then(|| format!("{}-{index}", self.prefix))
    }

    fn keys(&self, indexes: &[Index]) -> Vec<String> {
        let mut keys: Vec<usize> = indexes.iter().map(|i| i.index(self.actors.len())).collect();
        keys.sort_unstable();
        keys.dedup();
        keys.into_iter().map(|key| format!("a{key}")).collect()
    }

    /// Two groups of actors that share none.
    fn sides(&self, groups: &[Vec<Index>; 2]) -> [Vec<String>; 2] {
        let [first, mut second] = [self.keys(&groups[0]), self.keys(&groups[1])];
        second.retain(|key| !first.contains(key));
        if second.is_empty() {
            let other = (0..self.actors.len()).map(|i| format!("a{i}"));
            second.extend(other.into_iter().find(|key| !first.contains(key)));
        }
        [first, second]
    }
}

impl ActorPlan {
    fn draft(&self, number: usize, refused: &Refused) -> ActorDraft {
        let mut draft = ActorDraft::new(format!("a{number}"), format!("Actor {number}"), self.kind);
        if !refused.active.contains(&number) {
            if let Some(start) = &self.active.start {
                draft = draft.active_start(start);
            }
            if let Some(end) = &self.active.end {
                draft = draft.active_end(end);
            }
            if !self.active.seen.is_empty() {
                draft = draft.active_seen(&self.active.seen);
            }
        }
        if let Some(alias) = &self.alias
            && !refused.aliases.contains(&number)
        {
            let name = format!("Name {number}");
            draft = match (&alias.start, &alias.end) {
                (Some(start), Some(end)) => draft.alias_during(name, start, end),
                _ => draft.alias_in("fr", name),
            };
        }
        draft
    }
}

/// Adds what relations and events have in common.
macro_rules! common {
    ($draft:ident, $self:ident, $index:ident, $plan:ident, $refused:ident) => {{
        let last = $plan.statements.len();
        if let Some(id) = $plan.id($index, $refused) {
            $draft = $draft.id(id);
        }
        if let Some(certainty) = $self.certainty {
            $draft = $draft.certainty(certainty);
        }
        let by = $plan.keys(&$self.by);
        if !by.is_empty() {
            $draft = $draft.by(by);
        } else if $self.certainty == Some(Certainty::Claimed) {
            $draft = $draft.by("a0");
        }
        if let Some(hedge) = &$self.hedge {
            $draft = $draft.hedge(hedge);
        }
        if let Some(note) = &$self.note {
            $draft = $draft.note(note);
        }
        let sources: BTreeSet<usize> = $self
            .sources
            .iter()
            .map(|i| i.index($plan.sources.len()))
            .collect();
        if !sources.is_empty() {
            let keys: Vec<String> = sources.iter().map(|i| format!("s{i}")).collect();
            $draft = $draft.source(keys);
        }
        if let Some(withdrawn) = &$self.withdrawn {
            $draft = $draft.withdrawn(withdrawn);
        }
        let other = |i: &Option<Index>| {
            let i = i.as_ref()?.index(last);
            if i == $index {
                None
            } else {
                $plan.id(i, $refused)
            }
        };
        if let Some(id) = other(&$self.withdraws) {
            $draft = $draft.withdraws(id);
        }
        let is_event = matches!($self.what, What::Event { .. });
        let same = $self.same_as.filter(|i| {
            let other = &$plan.statements[i.index(last)].what;
            matches!(other, What::Event { .. }) == is_event
        });
        if let Some(id) = other(&same) {
            $draft = $draft.same_as(id);
        }
        if let Some(as_of) = &$self.as_of {
            $draft = $draft.as_of(as_of);
        }
        $draft
    }};
}

impl StatementPlan {
    fn add_to(&self, to: Draft, index: usize, plan: &Plan, refused: &Refused) -> Draft {
        match &self.what {
            What::Relation {
                kind,
                period,
                role,
                forms,
                form,
                groups,
            } => {
                let [first, second] = plan.sides(groups);
                let mut draft = RelationDraft::new(kind);
                draft = match form {
                    Form::Directed if kind.may_be_directed() => draft.from(first).to(second),
                    _ if kind.is_directed() => draft.from(first).to(second),
                    Form::Sided => draft.side(first).side(second),
                    _ => draft.between([first, second].concat()),
                };
                if let Some(start) = &period.start {
                    draft = draft.start(start);
                }
                if let Some(end) = &period.end {
                    draft = draft.end(end);
                }
                let seen: BTreeSet<&String> = period.seen.iter().collect();
                if !seen.is_empty() {
                    draft = draft.seen(seen.into_iter().collect::<Vec<_>>());
                }
                if let Some(role) = role {
                    draft = draft.role(role);
                }
                if !forms.is_empty() {
                    draft = draft.forms(forms.clone());
                }
                to.relation(common!(draft, self, index, plan, refused))
            }
            What::Event {
                kind,
                when,
                has_place,
                killed,
                form,
                groups,
            } => {
                let mut draft = event_ends(EventDraft::new(kind), *kind, *form, plan.sides(groups));
                if let Some(when) = when {
                    draft = draft.when(when);
                }
                if *has_place {
                    draft = draft.place("p0");
                }
                if let Some(toll) = killed {
                    draft = draft.killed(toll.draft(plan));
                }
                to.event(common!(draft, self, index, plan, refused))
            }
        }
    }
}

fn event_ends(
    draft: EventDraft,
    kind: EventKind,
    form: Form,
    [first, second]: [Vec<String>; 2],
) -> EventDraft {
    let one = |list: &[String]| list[..1].to_vec();
    let is_negative = kind.sign() == factions::Sign::Negative;
    match (kind, form) {
        (EventKind::Split, _) => draft.from(one(&first)).to(second),
        (EventKind::Merger, _) => draft.from(first).to(one(&second)),
        (EventKind::Rename, _) => draft.from(one(&first)).to(one(&second)),
        (_, Form::Alone) => draft.actor(first),
        (EventKind::ViolenceAgainstCivilians, _) | (_, Form::Directed) => {
            draft.from(first).to(second)
        }
        (_, Form::Mutual) if !is_negative => draft.between([first, second].concat()),
        _ => draft.side(first).side(second),
    }
}

impl TollPlan {
    fn draft(&self, plan: &Plan) -> TollDraft {
        let best = self.low + self.more[0];
        let mut draft = TollDraft::new(best).low(self.low).high(best + self.more[1]);
        if let Some(certainty) = self.certainty {
            draft = draft.certainty(certainty);
        }
        match (&self.by, self.certainty) {
            (Some(by), _) => draft.by(plan.keys(std::slice::from_ref(by))),
            (None, Some(Certainty::Claimed)) => draft.by("a0"),
            _ => draft,
        }
    }
}
