//! Rule: memberships do not form a circle at one time.

use super::checked::{Checked, is_asserted, steps};
use super::splits::{open_bounds, split_of};
use crate::model::{
    ActorId, Bounds, Certainty, Content, Day, End, Ends, EventKind, Period, RelationKind, When,
};
use crate::record::format::At;
use crate::record::problems::Code;
use crate::record::problems::Desk;
use crate::record::problems::Severity;
use crate::record::unchecked::StatementRow;
use petgraph::algo::kosaraju_scc;
use petgraph::graph::{DiGraph, NodeIndex};
use std::collections::{BTreeMap, BTreeSet, HashMap, HashSet};

/// One membership or part of one pair, and the days on which it holds.
#[derive(Debug, Clone, Copy)]
struct Link {
    member: ActorId,
    whole: ActorId,
    first: Day,
    end: Day,
    is_part: bool,
    at: At,
}

/// Reports circles of memberships: a mistake, or a warning if the circle contains a `part-of`.
///
/// A circle that is only possible is a warning, too: because of inexact dates, or because a
/// statement is only alleged or claimed.
pub(super) fn membership_cycles(checked: &Checked<'_>, desk: &mut Desk) {
    if !checked.met.has_steps {
        return;
    }
    let Links { certain, possible } = links(checked);
    let mut cut = BTreeSet::new();
    let memberships = certain.iter().copied().filter(|link| !link.is_part);
    let passes = [
        (
            Severity::Error,
            Code::MembershipCycle,
            memberships.collect(),
        ),
        (Severity::Warning, Code::MembershipCycle, certain),
        (Severity::Warning, Code::PossibleMembershipCycle, possible),
    ];
    for (severity, code, links) in passes {
        let cycles = cycles(links, &mut cut);
        report(checked, desk, &cycles, (severity, code));
    }
}

fn report(
    checked: &Checked<'_>,
    desk: &mut Desk,
    cycles: &[Vec<Link>],
    (severity, code): (Severity, Code),
) {
    let (go, help) = match code {
        Code::PossibleMembershipCycle => (
            "may go",
            "make their dates more exact if the source allows it, or turn the wrong one round",
        ),
        _ => (
            "go",
            "end one of them before the next begins, or correct its ends",
        ),
    };
    for cycle in cycles {
        // in an export the order of entries means nothing, so the last link is reported
        let last = match cycle.last() {
            Some(closing) if checked.rows.sets_aside => Some(closing.at),
            _ => cycle.iter().map(|link| link.at).max(),
        };
        let Some(last) = last else {
            continue;
        };
        let step = |link: &Link| {
            format!(
                "`{}` is in `{}`",
                checked.key(link.member),
                checked.key(link.whole)
            )
        };
        let steps: Vec<String> = cycle.iter().take(6).map(step).collect();
        let more = if cycle.len() > 6 { ", …" } else { "" };
        let message = format!("memberships {go} in a circle: {}{more}", steps.join(", "));
        desk.lay(last, severity, code, message, Some(help.to_owned()));
    }
}

/// The links of a record with their certain days, and with all their possible days.
#[derive(Debug, Default)]
struct Links {
    certain: Vec<Link>,
    possible: Vec<Link>,
}

fn links(checked: &Checked<'_>) -> Links {
    let departures = Departures::of(checked);
    let mut links = Links::default();
    for row in checked.sound() {
        let Content::Relation(relation) = &row.statement.content else {
            continue;
        };
        let is_step = relation.kind.is_step();
        if !is_step || !is_asserted(row) || checked.is_withdrawn(&row.statement) {
            continue;
        }
        let bounds = open_bounds(&relation.period);
        if !bounds.is_possible() {
            continue; // the period has its own mistake
        }
        let (first, end) = certain_days(&relation.period, bounds);
        let is_sure = row.statement.evidence.certainty >= Certainty::Reported;
        for (member, whole, at) in steps(row) {
            if member == whole {
                continue; // a tie with itself has its own mistake
            }
            if checked.may_be_lost(member) {
                continue; // what ends it may be lost
            }
            let (certain_end, possible_end) = departures.ends(member, whole, bounds);
            let link = Link {
                member,
                whole,
                first: bounds.first_start(),
                end: possible_end,
                is_part: relation.kind == RelationKind::PartOf,
                at,
            };
            links.possible.push(link);
            let end = end.min(certain_end);
            if is_sure && first < end {
                links.certain.push(Link { first, end, ..link });
            }
        }
    }
    links
}

/// The days on which a relation certainly holds; a side that is not stated is unbounded.
fn certain_days(period: &Period, bounds: Bounds) -> (Day, Day) {
    let first = match period.start() {
        Some(_) => bounds.last_start(),
        None => Day::BEFORE_ALL,
    };
    let end = match period.end() {
        End::On(_) => bounds.first_end(),
        End::Unknown | End::Ongoing => Day::AFTER_ALL,
    };
    (first, end)
}

/// The splits, mergers and renamings that end memberships.
#[derive(Debug, Default)]
struct Departures<'r> {
    of_pairs: HashMap<(ActorId, ActorId), Vec<&'r When>>,
    of_members: HashMap<ActorId, Vec<&'r When>>,
}

impl<'r> Departures<'r> {
    fn of(checked: &Checked<'r>) -> Self {
        let mut all = Self::default();
        let is_departure = |row: &StatementRow| match &row.statement.content {
            Content::Event(event) => event.kind.is_lineage(),
            Content::Relation(_) => false,
        };
        let counts = |row: &&StatementRow| {
            is_departure(row) && is_asserted(row) && !checked.is_withdrawn(&row.statement)
        };
        for row in checked.sound().filter(counts) {
            if let Some((whole, leaving, when)) = split_of(row) {
                for &member in leaving {
                    all.of_pairs.entry((member, whole)).or_default().push(when);
                }
            }
            if let (Content::Event(event), Ends::Directed { from, .. }) =
                (&row.statement.content, &row.statement.ends)
                && matches!(event.kind, EventKind::Merger | EventKind::Rename)
                && let Some(when) = &event.when
            {
                for &member in from {
                    all.of_members.entry(member).or_default().push(when);
                }
            }
        }
        all
    }

    /// The first day on which a membership possibly no longer holds, and the first on which it
    /// certainly does not.
    fn ends(&self, member: ActorId, whole: ActorId, bounds: Bounds) -> (Day, Day) {
        let of_pair = self.of_pairs.get(&(member, whole)).into_iter().flatten();
        let all = of_pair.chain(self.of_members.get(&member).into_iter().flatten());
        let (mut possibly, mut certainly) = (Day::AFTER_ALL, bounds.last_end());
        for when in all {
            let (first, last) = (when.first_day(), when.last_day());
            let held_before = bounds.first_start() < last;
            if held_before && bounds.first_end() <= last && first <= bounds.last_end() {
                possibly = possibly.min(first);
                certainly = certainly.min(last);
            }
        }
        (possibly, certainly)
    }
}

/// The circles whose links all hold on one day; `cut` has the link at which each was cut to find
/// the next.
///
/// It halves the time repeatedly, and looks only where links lead back to their beginning. So
/// without a circle it takes O(links × log links).
fn cycles(links: Vec<Link>, cut: &mut BTreeSet<At>) -> Vec<Vec<Link>> {
    let mut firsts: Vec<Day> = links.iter().map(|link| link.first).collect();
    firsts.sort_unstable();
    firsts.dedup();
    let mut cycles = Vec::new();
    let mut todo = vec![(firsts.as_slice(), links)];
    while let Some((days, links)) = todo.pop() {
        let (Some(&from), Some(&to)) = (days.first(), days.last()) else {
            continue;
        };
        let holds = |link: &Link| link.first <= to && from < link.end && !cut.contains(&link.at);
        for knot in knots(links.into_iter().filter(holds).collect()) {
            if let [_] = days {
                for cycle in circles(&knot) {
                    cut.extend(cycle.last().map(|link| link.at));
                    cycles.push(cycle);
                }
            } else {
                let (early, late) = days.split_at(days.len() / 2);
                todo.push((late, knot.clone()));
                todo.push((early, knot));
            }
        }
    }
    cycles
}

/// The links that can be in a circle, in groups that cannot share one.
fn knots(links: Vec<Link>) -> Vec<Vec<Link>> {
    let mut graph = DiGraph::<(), ()>::new();
    let mut nodes: HashMap<ActorId, NodeIndex> = HashMap::new();
    for link in &links {
        let [member, whole] = [link.member, link.whole]
            .map(|actor| *nodes.entry(actor).or_insert_with(|| graph.add_node(())));
        graph.add_edge(member, whole, ());
    }
    // no recursion, unlike Tarjan's: a long chain must not exhaust the stack
    let mut number_of: HashMap<NodeIndex, usize> = HashMap::new();
    for (number, knot) in kosaraju_scc(&graph).into_iter().enumerate() {
        number_of.extend(knot.into_iter().map(|node| (node, number)));
    }
    let mut knots: BTreeMap<usize, Vec<Link>> = BTreeMap::new();
    for link in links {
        let [member, whole] = [link.member, link.whole]
            .map(|actor| nodes.get(&actor).and_then(|node| number_of.get(node)));
        if let Some(number) = member.filter(|_| member == whole) {
            knots.entry(*number).or_default().push(link);
        }
    }
    knots.into_values().collect()
}

/// The number of links of a circle that are kept, which is more than a message shows.
const KEPT: usize = 64;

/// One circle for each link that closes one on a walk along all links; the closing link comes last.
///
/// Without the closing links there is no circle. In a long circle only the first links are kept, so
/// it takes O(links).
fn circles(links: &[Link]) -> Vec<Vec<Link>> {
    let mut onward: BTreeMap<ActorId, Vec<Link>> = BTreeMap::new();
    for link in links {
        onward.entry(link.member).or_default().push(*link);
    }
    let mut circles = Vec::new();
    let mut met: HashSet<ActorId> = HashSet::new();
    for start in links.iter().map(|link| link.member) {
        if !met.insert(start) {
            continue;
        }
        // the actors on the path, each with the number of its links that were followed
        let mut way = vec![(start, 0)];
        let mut path: Vec<Link> = Vec::new();
        let mut place_on_way = HashMap::from([(start, 0)]);
        while let Some((here, gone)) = way.last_mut() {
            let Some(&link) = onward.get(here).and_then(|links| links.get(*gone)) else {
                place_on_way.remove(here);
                way.pop();
                path.pop();
                continue;
            };
            *gone += 1;
            if let Some(&first) = place_on_way.get(&link.whole) {
                let mut circle: Vec<Link> = path[first..].iter().take(KEPT).copied().collect();
                circle.push(link);
                circles.push(circle);
            } else if met.insert(link.whole) {
                place_on_way.insert(link.whole, way.len());
                way.push((link.whole, 0));
                path.push(link);
            }
        }
    }
    circles
}
