//! Where a coalition stands with its members as one: everything that a view says of it.

use super::citations::Citations;
use super::page::{Page, Style};
use super::table::Table;
use super::whose::print_members;
use super::words::{HOW_SURE, how_sure_of};
use factions::{
    ActorRef, Collective, CollectiveAssociate, CollectiveMember, CollectiveStance, Grounds,
    StanceWord, StatementRef,
};
use serde::Serialize;

/// The columns, each with the width that it had better have.
const COLUMNS: [(&str, usize); 5] = [
    ("ROLE", 11),
    ("WHO", 14),
    ("BY WHAT", 24),
    ("HOW SURE", 14),
    ("SOURCES", 7),
];

/// Where a coalition with its members stands.
#[derive(Serialize)]
pub(crate) struct StandingAsOne<'g> {
    coalition: Option<ActorRef<'g>>,
    members: Vec<CollectiveMember<'g>>,
    associates: Vec<CollectiveAssociate<'g>>,
    stances: Vec<Towards<'g>>,
}

/// How it stands to one other, by the ways that decide.
#[derive(Serialize)]
struct Towards<'g> {
    other: ActorRef<'g>,
    #[serde(flatten)]
    stance: CollectiveStance<'g>,
}

impl<'g> StandingAsOne<'g> {
    /// Asks a collective everything.
    pub(crate) fn of(all: &Collective<'g, '_>) -> Self {
        let mut associates = all.allies();
        associates.extend(all.partners());
        associates.extend(all.supporters());
        associates.extend(all.clients());
        associates.extend(all.patrons());
        associates.extend(all.affiliates());
        associates.extend(all.adversaries());
        associates.extend(all.victims());
        associates.extend(all.attackers());
        let others = all.view().graph().actors();
        let stances = others.map(|other| Towards {
            other,
            stance: all.stance(other),
        });
        Self {
            coalition: all.coalition(),
            members: all.members(),
            associates,
            stances: stances
                .filter(|one| one.stance.word != StanceWord::None)
                .collect(),
        }
    }

    /// Its roles, then how it stands to each other.
    pub(crate) fn print(&self, page: &mut Page) {
        let mut citations = Citations::default();
        let mut table = Table::new(&COLUMNS);
        let name = self.coalition.map_or("", |one| one.name());
        table.heading(format!("{name} and its members"));
        for one in &self.associates {
            let kinds: Vec<&str> = one.kinds.iter().map(|kind| kind.as_str()).collect();
            let through = through(&one.members);
            let by = format!("{}{through}", kinds.join(", "));
            let row = (one.role.as_str(), one.other, by);
            line(&mut table, &mut citations, row, &one.grounds);
        }
        for one in &self.stances {
            let Some(grounds) = &one.stance.grounds else {
                continue;
            };
            let ways: Vec<String> = one.stance.ways.iter().map(ToString::to_string).collect();
            let by = match &*ways {
                [] => String::new(),
                [way] => way.clone(),
                [way, more @ ..] => format!("{way} (and {} more)", more.len()),
            };
            let row = (one.stance.word.as_str(), one.other, by);
            line(&mut table, &mut citations, row, grounds);
        }
        table.print(page);
        page.blank();
        page.paragraph(HOW_SURE, Style::Faint, 0);
        print_members(page, &mut citations, &self.members);
        citations.print(page);
    }
}

fn line<'g>(
    table: &mut Table,
    citations: &mut Citations<'g>,
    (role, who, by): (&str, ActorRef<'g>, String),
    grounds: &Grounds<'g>,
) {
    let sources = grounds.statements.iter().copied();
    let sources = citations.cite(sources.flat_map(StatementRef::sources));
    table.row([
        role.into(),
        who.label().into(),
        by.into(),
        how_sure_of(grounds),
        sources.into(),
    ]);
}

/// By whose ties, of those that are not the coalition itself.
fn through(members: &[CollectiveMember<'_>]) -> String {
    let through = members.iter().filter(|one| one.grounds.is_some());
    let through: Vec<&str> = through.map(|one| one.actor.label()).collect();
    if through.is_empty() {
        String::new()
    } else {
        format!(", of {}", through.join(", "))
    }
}
