//! Where one actor stands: everything that a view says of it, and its lines in a table.

use super::table::Cell;
use super::words::{how_sure, statement_in_words};
use factions::{
    ActorRef, Associate, Certainty, Covered, EventKind, Happening, Holds, Kind, Membership,
    Neighbor, RelationKind, Role, Sign, Stance, StanceWord, StatementRef, TieRef, View, WayBetween,
};
use serde::Serialize;

/// Everything that a view says of where an actor stands.
#[derive(Serialize)]
pub(crate) struct Standing<'g> {
    pub(crate) actor: ActorRef<'g>,
    name: &'g str,
    /// Whether the record speaks of the events of the days.
    covered: Covered,
    coalitions: Vec<Membership<'g>>,
    members: Vec<Membership<'g>>,
    wholes: Vec<Membership<'g>>,
    parts: Vec<Membership<'g>>,
    allies: Vec<Associate<'g>>,
    partners: Vec<Associate<'g>>,
    supporters: Vec<Associate<'g>>,
    clients: Vec<Associate<'g>>,
    patrons: Vec<Associate<'g>>,
    affiliates: Vec<Associate<'g>>,
    adversaries: Vec<Associate<'g>>,
    victims: Vec<Associate<'g>>,
    attackers: Vec<Associate<'g>>,
    stances: Vec<Stance<'g>>,
}

impl<'g> Standing<'g> {
    /// Asks a view everything about an actor.
    pub(crate) fn of(view: View<'g, '_>, actor: ActorRef<'g>) -> Self {
        let others = view.graph().actors();
        let stances = others.map(|other| view.stance(actor, other));
        Self {
            actor,
            name: actor.name(),
            covered: view.covered(),
            coalitions: view.coalitions(actor),
            members: view.members(actor),
            wholes: view.wholes(actor),
            parts: view.parts(actor),
            allies: view.allies(actor),
            partners: view.partners(actor),
            supporters: view.supporters(actor),
            clients: view.clients(actor),
            patrons: view.patrons(actor),
            affiliates: view.affiliates(actor),
            adversaries: view.adversaries(actor),
            victims: view.victims(actor),
            attackers: view.attackers(actor),
            stances: stances
                .filter(|stance| stance.word != StanceWord::None)
                .collect(),
        }
    }

    /// Its lines: its own ties, then the ways through others.
    ///
    /// An overview has the ways to those alone whom no tie of its own reaches, and one for each.
    pub(crate) fn lines(&self, view: View<'g, '_>, has_every_way: bool) -> Vec<Line<'g>> {
        let mut lines = Vec::new();
        for (role, one) in self.memberships() {
            let is_up = one.member == self.actor;
            let who = if is_up { one.whole } else { one.member };
            let chains = one.chains.iter();
            lines.extend(chains.map(|chain| {
                let denied = view.denials_of_ties(chain.ties.iter().copied());
                let sureness = (chain.holds, chain.certainty, &*denied);
                way(view, (role, who), &chain.ties, sureness)
            }));
        }
        for associate in self.associates() {
            lines.extend(ties(view, associate));
        }
        let direct: Vec<ActorRef<'g>> = lines.iter().map(|line| line.who).collect();
        for stance in &self.stances {
            let is_shown = |way: &&WayBetween<'g>| way.sign.is_none() || way.length > 0;
            if has_every_way {
                let ways = stance.ways.iter().filter(is_shown);
                lines.extend(ways.map(|way| through(view, stance, way)));
            } else if !direct.contains(&stance.other) {
                lines.extend(surest(view, stance));
            }
        }
        lines
    }

    fn associates(&self) -> impl Iterator<Item = &Associate<'g>> {
        let with = [
            &self.allies,
            &self.partners,
            &self.supporters,
            &self.clients,
        ];
        let bound = [&self.patrons, &self.affiliates];
        let against = [&self.adversaries, &self.victims, &self.attackers];
        with.into_iter().chain(bound).chain(against).flatten()
    }

    fn memberships(&self) -> impl Iterator<Item = (&'static str, &Membership<'g>)> {
        let all = [
            ("coalition", &self.coalitions),
            ("member", &self.members),
            ("part of", &self.wholes),
            ("part", &self.parts),
        ];
        all.into_iter()
            .flat_map(|(word, all)| all.iter().map(move |one| (word, one)))
    }
}

/// One line of the table: one statement, or one way.
pub(crate) struct Line<'g> {
    pub(crate) role: &'static str,
    pub(crate) who: ActorRef<'g>,
    pub(crate) by: String,
    pub(crate) how_sure: Cell,
    pub(crate) statements: Vec<StatementRef<'g>>,
}

/// What puts another in a role to an actor: its ties, each once by whoever tells of it, and events in
/// which both were on one side.
fn ties<'g>(view: View<'g, '_>, associate: &Associate<'g>) -> Vec<Line<'g>> {
    let mut lines = Vec::new();
    let mut left = associate.grounds.statements.clone();
    for neighbor in view.ties_between(associate.actor, associate.other) {
        let tellings: Vec<StatementRef<'g>> = view.tellings_of(neighbor.tie).collect();
        if tellings.iter().any(|one| left.contains(one)) {
            left.retain(|one| !tellings.contains(one));
            lines.push(tie(view, associate, neighbor, tellings));
        }
    }
    if !left.is_empty() {
        let beside = view.dyad(associate.actor, associate.other).on_one_side;
        let named =
            |one: &&Happening<'g>| one.grounds.statements.iter().any(|id| left.contains(id));
        lines.extend(
            beside
                .iter()
                .filter(named)
                .map(|one| together(associate, one, &left)),
        );
    }
    lines
}

/// A tie that puts another in a role to an actor.
fn tie<'g>(
    view: View<'g, '_>,
    associate: &Associate<'g>,
    neighbor: Neighbor<'g>,
    tellings: Vec<StatementRef<'g>>,
) -> Line<'g> {
    let certainty = view.certainty_of(neighbor.tie);
    // the words of a telling that is as sure, if one is
    let as_sure = tellings.iter().find(|one| one.certainty() == certainty);
    let mut by = statement_in_words(*as_sure.unwrap_or(&neighbor.tie.statement()));
    if associate.role == Role::Adversary && neighbor.tie.is_directed() {
        by = format!("{by}, by {}", neighbor.tie.from());
    }
    let own = tellings.iter().filter(|one| one.certainty() == certainty);
    let mut claimants: Vec<ActorRef<'g>> = own.flat_map(|one| one.by()).collect();
    claimants.sort_unstable();
    claimants.dedup();
    let denied = view.denials_of_ties([neighbor.tie]);
    Line {
        role: associate.role.as_str(),
        who: associate.other,
        by,
        how_sure: how_sure(neighbor.holds, certainty, &claimants, &denied),
        statements: tellings,
    }
}

/// A happening in which another was on the side of an actor.
fn together<'g>(
    associate: &Associate<'g>,
    happening: &Happening<'g>,
    of_both: &[StatementRef<'g>],
) -> Line<'g> {
    let grounds = &happening.grounds;
    let told = grounds.statements.iter().copied();
    let statements: Vec<_> = told.filter(|one| of_both.contains(one)).collect();
    let is_as_sure = |one: &&StatementRef<'g>| one.certainty() == grounds.certainty;
    let told = statements.iter().find(is_as_sure).or(statements.first());
    let words = told.map_or_else(String::new, |one| statement_in_words(*one));
    Line {
        role: associate.role.as_str(),
        who: associate.other,
        by: format!("together in {words}"),
        how_sure: how_sure(
            grounds.holds,
            grounds.certainty,
            &grounds.by,
            &grounds.denied,
        ),
        statements,
    }
}

/// How an actor stands to one whom none of its own ties reaches: by the surest of the ways that decide.
fn surest<'g>(view: View<'g, '_>, stance: &Stance<'g>) -> Option<Line<'g>> {
    let deciding = stance.deciding();
    let sureness = |way: &&WayBetween<'g>| (way.holds, way.certainty);
    let mut line = through(view, stance, deciding.iter().rev().max_by_key(sureness)?);
    if stance.word == StanceWord::Ambivalent {
        line.role = "both";
    }
    if deciding.len() > 1 {
        line.by = format!("{} (and {} more)", line.by, deciding.len() - 1);
    }
    Some(line)
}

/// One way of a stance.
fn through<'g>(view: View<'g, '_>, stance: &Stance<'g>, one: &WayBetween<'g>) -> Line<'g> {
    let sureness = (one.holds, one.certainty, &*one.denied);
    way(view, (word(one), stance.other), &one.ties, sureness)
}

/// A way through ties: as sure as its weakest.
fn way<'g>(
    view: View<'g, '_>,
    (role, who): (&'static str, ActorRef<'g>),
    ties: &[TieRef<'g>],
    (holds, certainty, denied): (Holds, Certainty, &[StatementRef<'g>]),
) -> Line<'g> {
    let texts: Vec<String> = match ties {
        [one] => vec![statement_in_words(as_told(view, *one, certainty))],
        ties => ties.iter().map(|tie| link(view, *tie)).collect(),
    };
    let tellings = ties.iter().flat_map(|tie| view.tellings_of(*tie));
    let statements: Vec<StatementRef<'g>> = tellings.collect();
    let weakest = statements.iter().filter(|one| one.certainty() == certainty);
    let mut claimants: Vec<ActorRef<'g>> = weakest.flat_map(|one| one.by()).collect();
    claimants.sort_unstable();
    claimants.dedup();
    Line {
        role,
        who,
        by: texts.join("; "),
        how_sure: how_sure(holds, certainty, &claimants, denied),
        statements,
    }
}

/// The telling of a tie that is as sure, if one is.
fn as_told<'g>(view: View<'g, '_>, tie: TieRef<'g>, certainty: Certainty) -> StatementRef<'g> {
    let as_sure = |one: &StatementRef<'g>| one.certainty() == certainty;
    view.tellings_of(tie)
        .find(as_sure)
        .unwrap_or(tie.statement())
}

/// One tie of a way, with its ends.
fn link<'g>(view: View<'g, '_>, tie: TieRef<'g>) -> String {
    let (from, to) = (tie.from(), tie.to());
    let told = || statement_in_words(as_told(view, tie, view.certainty_of(tie)));
    match tie.kind() {
        Kind::Relation(RelationKind::Membership) => format!("{from} is a member of {to}"),
        Kind::Relation(RelationKind::PartOf) => format!("{from} is part of {to}"),
        _ if tie.is_directed() => format!("{from} → {to}: {}", told()),
        _ => format!("{from} – {to}: {}", told()),
    }
}

/// How the other stands by a way through others.
fn word(way: &WayBetween<'_>) -> &'static str {
    let one_sided = Kind::Event(EventKind::ViolenceAgainstCivilians);
    let violence = way
        .ties
        .iter()
        .zip(&way.actors)
        .find(|(tie, _)| tie.kind() == one_sided);
    match (violence, way.sign) {
        (Some((tie, nearer)), _) if tie.from() == *nearer => "victim",
        (Some(_), _) => "attacker",
        (None, Some(Sign::Positive)) => "with",
        (None, Some(Sign::Negative)) => "against",
        (None, _) => "neutral",
    }
}
