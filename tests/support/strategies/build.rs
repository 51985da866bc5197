//! From random data to a record that loads.

use super::{ActorPlan, Form, PeriodPlan, Plan, SpellPlan, StatementPlan, TollPlan, What};
use factions::record::{
    ActorDraft, Draft, EventDraft, PeriodDraft, PlaceDraft, RelationDraft, SourceDraft, TollDraft,
};
use factions::{Certainty, Deaths, EventKind, Problems, Record};
use proptest::sample::Index;
use std::collections::BTreeSet;

/// What of a plan is left out, because the checker refuses it.
#[derive(Debug, Clone, Default)]
struct Refused {
    statements: BTreeSet<usize>,
    active: BTreeSet<usize>,
    aliases: BTreeSet<usize>,
    ids: BTreeSet<usize>,
    covers: bool,
}

impl Plan {
    /// The statements dealt out to several records of the same actors and sources.
    ///
    /// Each has its own `as_of`; active periods are left out, for what contradicts them would be
    /// refused in one record and not in another.
    pub(crate) fn deal(&self, into: usize) -> Vec<Self> {
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
                // the others are of exact days, which no part can refuse and another take
                if actor.spells.len() < 2 {
                    actor.spells = Vec::new();
                }
                actor.sources = Vec::new();
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
    pub(crate) fn build(&self) -> Record {
        let order: Vec<usize> = (0..self.statements.len()).collect();
        self.build_in_order(&order)
    }

    /// The same record, its statements given in another order.
    pub(crate) fn build_in_order(&self, order: &[usize]) -> Record {
        let mut refused = Refused::default();
        // each round drops something, or it is done
        for _ in 0..=self.statements.len() + 3 * self.actors.len() + 1 {
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
            let path = problem
                .location
                .path
                .as_deref()
                .expect("it was made in code");
            if path.starts_with("record.covers") {
                refused.covers = true;
                continue;
            }
            let number = |text: &str| {
                text.chars()
                    .take_while(char::is_ascii_digit)
                    .collect::<String>()
            };
            if let Some(rest) = path.strip_prefix("actors.a") {
                let actor = number(rest).parse().expect("actors have numbers");
                if path.contains("aliases") {
                    refused.aliases.insert(actor);
                } else if path.contains("ids") {
                    refused.ids.insert(actor);
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
        if let Some([start, end]) = self.covers.as_ref().filter(|_| !refused.covers) {
            if let Some(start) = start {
                draft = draft.covers_start(start);
            }
            if let Some(end) = end {
                draft = draft.covers_end(end);
            }
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
                .country("ML")
                .latitude(16.25)
                .longitude(-0.5),
        );
        for (i, actor) in self.actors.iter().enumerate() {
            draft = draft.actor(actor.draft(i, self, refused));
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
    fn draft(&self, number: usize, plan: &Plan, refused: &Refused) -> ActorDraft {
        let mut draft = ActorDraft::new(format!("a{number}"), format!("Actor {number}"), self.kind);
        let sources = self.sources.iter().map(|i| i.index(plan.sources.len()));
        let sources: Vec<String> = sources.map(|i| format!("s{i}")).collect();
        if !sources.is_empty() {
            draft = draft.source(sources);
        }
        for id in self.ids.iter().filter(|_| !refused.ids.contains(&number)) {
            draft = draft.id_in("other-data", id);
        }
        if !refused.active.contains(&number) && !self.spells.is_empty() {
            for spell in &self.spells {
                draft = draft.active(spell.draft(plan));
            }
        } else if !refused.active.contains(&number) {
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

impl SpellPlan {
    fn draft(&self, plan: &Plan) -> PeriodDraft {
        let mut draft = PeriodDraft::new();
        if let Some(start) = &self.period.start {
            draft = draft.start(start);
        }
        if let Some(end) = &self.period.end {
            draft = draft.end(end);
        }
        let seen: BTreeSet<&String> = self.period.seen.iter().collect();
        if !seen.is_empty() {
            draft = draft.seen(seen.into_iter().collect::<Vec<_>>());
        }
        if let Some(certainty) = self.certainty {
            draft = draft.certainty(certainty);
        }
        match (&self.by, self.certainty) {
            (Some(by), _) => draft = draft.by(plan.keys(std::slice::from_ref(by))),
            (None, Some(Certainty::Claimed)) => draft = draft.by("a0"),
            _ => {}
        }
        if let Some(hedge) = &self.hedge {
            draft = draft.hedge(hedge);
        }
        if let Some(source) = &self.source {
            draft = draft.source(format!("s{}", source.index(plan.sources.len())));
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
        if let Some(native) = &$self.native {
            $draft = $draft.native("other-tool", native);
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
            match (other, &$self.what) {
                (What::Relation { kind: one, .. }, What::Relation { kind: other, .. }) => {
                    one == other
                }
                (other, _) => is_event && matches!(other, What::Event { .. }),
            }
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
                jointly,
                form,
                groups,
            } => {
                let mut draft = event_ends(EventDraft::new(kind), *kind, *form, plan.sides(groups));
                if let Some(when) = when {
                    draft = draft.when(when);
                }
                let is_hit = kind.sign() == factions::Sign::Negative && !kind.is_one_sided();
                let is_several = plan.sides(groups)[1].len() > 1;
                if *jointly && is_hit && is_several && *form == Form::Directed {
                    draft = draft.jointly();
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
        let high = best + self.more[1];
        let mut draft = if self.has_best {
            Deaths::new(self.low, best, high).into()
        } else {
            TollDraft::between(self.low, high)
        };
        let (mut left, mut named) = (best, BTreeSet::new());
        for (actor, share, open, has_best) in &self.of {
            let Some(actor) = plan.keys(std::slice::from_ref(actor)).pop() else {
                continue;
            };
            if named.insert(actor.clone()) {
                let own = (*share).min(left);
                left -= own;
                let range = [own.saturating_sub(*open), (own + open).min(high)];
                let deaths = if *has_best {
                    Deaths::new(range[0], own, range[1])
                } else {
                    Deaths::between(range[0], range[1])
                };
                draft = draft.of(actor, deaths);
            }
        }
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
