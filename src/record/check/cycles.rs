//! Memberships never go in a circle at one time.

use super::checked::{Checked, is_asserted, steps};
use super::splits::{open_bounds, split_of};
use crate::model::{ActorId, Bounds, Certainty, Day, Ends, EventKind, Matter, RelationKind, When};
use crate::record::at::At;
use crate::record::code::Code;
use crate::record::desk::Desk;
use crate::record::problem::Severity;
use std::collections::HashMap;

/// One membership or part of one pair, and the days on which it may hold.
#[derive(Debug, Clone, Copy)]
struct Link {
    member: ActorId,
    whole: ActorId,
    first: Day,
    end: Day,
    is_part: bool,
    at: At,
}

/// Memberships in a circle are a mistake; a circle that a part closes is a warning.
pub(super) fn membership_cycles(checked: &Checked<'_>, desk: &mut Desk) {
    let mut links = links(checked);
    let memberships = links.iter().copied().filter(|link| !link.is_part).collect();
    let (cycles, cut) = cycles(memberships);
    report(checked, desk, &cycles, Severity::Error);
    links.retain(|link| !cut.contains(&link.at));
    let (cycles, _) = self::cycles(links);
    report(checked, desk, &cycles, Severity::Warning);
}

fn report(checked: &Checked<'_>, desk: &mut Desk, cycles: &[Vec<Link>], severity: Severity) {
    for cycle in cycles {
        let Some(last) = cycle.iter().map(|link| link.at).max() else {
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
        let message = format!("memberships go in a circle: {}{more}", steps.join(", "));
        let help = "end one of them before the next begins, or correct its ends".to_owned();
        desk.lay(last, severity, Code::MembershipCycle, message, Some(help));
    }
}

fn links(checked: &Checked<'_>) -> Vec<Link> {
    let departures = Departures::of(checked);
    let mut links = Vec::new();
    for row in checked.sound() {
        let Matter::Relation(relation) = &row.statement.matter else {
            continue;
        };
        if row.statement.evidence.certainty == Certainty::Denied {
            continue;
        }
        for (member, whole, at) in steps(row) {
            let bounds = open_bounds(&relation.period);
            if member != whole && bounds.is_possible() {
                links.push(Link {
                    member,
                    whole,
                    first: bounds.first_start(),
                    end: departures.end(member, whole, bounds),
                    is_part: relation.kind == RelationKind::PartOf,
                    at,
                });
            }
        }
    }
    links
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
        for row in checked.sound().filter(|row| is_asserted(row)) {
            if let Some((whole, leaving, when)) = split_of(row) {
                for &member in leaving {
                    all.of_pairs.entry((member, whole)).or_default().push(when);
                }
            }
            if let (Matter::Event(event), Ends::Directed { from, .. }) =
                (&row.statement.matter, &row.statement.ends)
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

    /// The first day on which a membership certainly no longer holds.
    fn end(&self, member: ActorId, whole: ActorId, bounds: Bounds) -> Day {
        let of_pair = self.of_pairs.get(&(member, whole)).into_iter().flatten();
        let all = of_pair.chain(self.of_members.get(&member).into_iter().flatten());
        let mut end = bounds.last_end();
        for when in all {
            let (first, last) = (when.first_day(), when.last_day());
            let held_before = bounds.first_start() < last;
            if held_before && bounds.first_end() <= last && first <= bounds.last_end() {
                end = end.min(last);
            }
        }
        end
    }
}

/// The circles whose links all hold on one day, and where each was cut to look for the next.
///
/// Halves the time again and again and drops what cannot be in a circle, so that it takes
/// O(links × log links) where there is none.
fn cycles(links: Vec<Link>) -> (Vec<Vec<Link>>, Vec<At>) {
    let mut firsts: Vec<Day> = links.iter().map(|link| link.first).collect();
    firsts.sort_unstable();
    firsts.dedup();
    let (mut cycles, mut cut) = (Vec::new(), Vec::new());
    let mut todo = vec![(firsts.as_slice(), links)];
    while let Some((days, links)) = todo.pop() {
        let (Some(&from), Some(&to)) = (days.first(), days.last()) else {
            continue;
        };
        let holds = |link: &Link| link.first <= to && from < link.end && !cut.contains(&link.at);
        let links = trimmed(links.into_iter().filter(holds).collect());
        if links.is_empty() {
            continue;
        }
        if let [_] = days {
            let cycle = walk(&links);
            cut.extend(cycle.iter().map(|link| link.at).max());
            cycles.push(cycle);
            todo.push((days, links));
        } else {
            let (early, late) = days.split_at(days.len() / 2);
            todo.push((late, links.clone()));
            todo.push((early, links));
        }
    }
    (cycles, cut)
}

/// The links that are left when those are dropped, again and again, that no link goes on from or
/// leads to. None are left if and only if there is no circle.
fn trimmed(mut links: Vec<Link>) -> Vec<Link> {
    loop {
        let mut degrees: HashMap<ActorId, (u32, u32)> = HashMap::new();
        for link in &links {
            degrees.entry(link.member).or_default().0 += 1;
            degrees.entry(link.whole).or_default().1 += 1;
        }
        let before = links.len();
        links.retain(|link| degrees[&link.member].1 > 0 && degrees[&link.whole].0 > 0);
        if links.len() == before {
            return links;
        }
    }
}

/// A circle among links each of which is gone on from.
fn walk(links: &[Link]) -> Vec<Link> {
    let mut next: HashMap<ActorId, Link> = HashMap::new();
    for link in links {
        next.entry(link.member).or_insert(*link);
    }
    let mut met: HashMap<ActorId, usize> = HashMap::new();
    let mut path: Vec<Link> = Vec::new();
    let mut at = links.first().map(|link| link.member);
    while let Some(link) = at.and_then(|actor| next.get(&actor)) {
        if let Some(&first) = met.get(&link.member) {
            return path.split_off(first);
        }
        met.insert(link.member, path.len());
        path.push(*link);
        at = Some(link.whole);
    }
    path
}
