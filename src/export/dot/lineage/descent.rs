//! The contents of a genealogy: columns of dates, lanes of actors, and changes that join lanes.

use super::aside;
use crate::export::dot::scenes::last_day;
use crate::export::kit::{day_in_words, days_in_words, span_in_words, when_in_words};
use crate::graph::ActorRef;
use crate::model::{ActorId, Day, End, EventKind, Holds, When};
use crate::query::{Cause, Change, ChangeKind, DaySpan};
use crate::view::View;
use petgraph::unionfind::UnionFind;
use std::collections::{BTreeMap, BTreeSet};

/// The contents of a genealogy.
#[derive(Debug)]
pub(super) struct Descents<'g> {
    /// Columns from left to right; the last is the end of the picture's days.
    pub(super) columns: Vec<Column>,
    /// One lane for each actor.
    pub(super) lanes: Vec<Lane>,
    pub(super) turns: Vec<Turn<'g>>,
    /// The changes of side families, which are described in words.
    pub(super) aside: Vec<Vec<Change<'g>>>,
    /// The position of each actor's lane, and of its changes.
    of: BTreeMap<ActorId, (usize, Vec<usize>)>,
}

/// A date, or the time before a date.
#[derive(Debug)]
pub(super) struct Column {
    /// Whether the column is a date, and not the time before one.
    pub(super) is_date: bool,
    pub(super) heading: String,
    /// Whether the sources leave open which came first, this column or an earlier one.
    pub(super) is_order_open: bool,
}

/// The lane of an actor.
#[derive(Debug)]
pub(super) struct Lane {
    pub(super) actor: ActorId,
    /// The number of its family: the actors joined by descent. `None` if it is joined to nobody.
    pub(super) family: Option<usize>,
    pub(super) start: usize,
    pub(super) birth: Birth,
    pub(super) end: usize,
    pub(super) death: Death,
    /// The columns with changes, and whether all their dates are uncertain.
    pub(super) points: BTreeMap<usize, bool>,
    /// The columns in which the actor ends, even if it comes back later.
    pub(super) ends: BTreeSet<usize>,
    /// The ranges of columns in which the actor is absent, because it ended and came back later.
    pub(super) gaps: Vec<(usize, usize)>,
}

/// The beginning of a lane.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Birth {
    /// A split, merger or renaming, which is drawn as a line.
    Told,
    /// A stated start.
    Formed,
    /// An unknown start.
    Unknown,
}

/// The end of a lane.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Death {
    /// A merger or renaming, or a stated end.
    Told,
    /// The actor exists at the end of the picture.
    Lives,
    /// The record says nothing about an end.
    Unknown,
}

/// A change with its column.
#[derive(Debug)]
pub(super) struct Turn<'g> {
    pub(super) change: Change<'g>,
    pub(super) column: usize,
    pub(super) is_uncertain: bool,
    /// The date in words.
    pub(super) when: String,
}

impl Lane {
    /// Whether the actor is absent all the way from one column to another.
    pub(super) fn is_gone(&self, from: usize, to: usize) -> bool {
        let mut gaps = self.gaps.iter();
        gaps.any(|&(end, back)| end <= from && to <= back)
    }
}

impl<'g> Descents<'g> {
    /// Collects the contents from a view: all changes or, if `of` is not empty, those of these actors and
    /// their kin. `sides` says whether side families have lanes.
    pub(super) fn new(view: View<'g, '_>, of: &[ActorId], sides: Option<bool>) -> Self {
        let sides = sides.or((!of.is_empty()).then_some(true));
        let (changes, aside) = aside::parted(told_once(chosen(view, of)), sides);
        let told: Vec<(Change<'g>, String, bool)> = changes
            .into_iter()
            .map(|change| {
                let (when, is_uncertain) = when_of(&change);
                (change, when, is_uncertain)
            })
            .collect();
        let dates: BTreeSet<(DaySpan, String)> = told
            .iter()
            .map(|(change, when, _)| (change.days, when.clone()))
            .collect();
        let dates: Vec<(DaySpan, String)> = dates.into_iter().collect();
        let place = |days: DaySpan, when: &String| {
            // the dates are sorted
            let own = |(span, words): &(DaySpan, String)| (*span, words).cmp(&(days, when));
            dates.binary_search_by(own).ok()
        };
        let mut turns: Vec<Turn<'g>> = told
            .into_iter()
            .filter_map(|(change, when, is_uncertain)| {
                let column = place(change.days, &when)?;
                Some(Turn {
                    change,
                    column,
                    is_uncertain,
                    when,
                })
            })
            .collect();
        let is_known_before = known_before(&turns);
        let has_before: BTreeSet<usize> = is_known_before.values().copied().collect();
        // actors that already exist begin in a column of their own before the date
        let mut columns = Vec::new();
        let mut moved = Vec::new();
        let mut so_far = Day::BEFORE_ALL;
        for (number, (days, when)) in dates.iter().enumerate() {
            if has_before.contains(&number) {
                columns.push(Column {
                    is_date: false,
                    heading: String::from("before"),
                    is_order_open: false,
                });
            }
            moved.push(columns.len());
            let is_order_open = number > 0 && days.first <= so_far;
            columns.push(Column {
                is_date: true,
                heading: when.clone(),
                is_order_open,
            });
            so_far = so_far.max(days.last);
        }
        for turn in &mut turns {
            turn.column = moved[turn.column];
        }
        let heading = last_day(view).and_then(day_in_words);
        columns.push(Column {
            is_date: true,
            heading: heading.unwrap_or_else(|| String::from("later")),
            is_order_open: false,
        });
        let lanes = lanes_of(view, &turns, &is_known_before, columns.len() - 1);
        let places = lanes.iter().enumerate();
        let mut of: BTreeMap<ActorId, (usize, Vec<usize>)> = places
            .map(|(place, lane)| (lane.actor, (place, Vec::new())))
            .collect();
        for (place, turn) in turns.iter().enumerate() {
            let ends = [Some(turn.change.actor), turn.change.other];
            for actor in ends.into_iter().flatten() {
                if let Some((_, own)) = of.get_mut(&actor.id())
                    && own.last() != Some(&place)
                {
                    own.push(place);
                }
            }
        }
        Self {
            columns,
            lanes,
            turns,
            aside,
            of,
        }
    }

    /// Returns the position of an actor's lane.
    pub(super) fn lane(&self, actor: ActorId) -> Option<usize> {
        self.of.get(&actor).map(|own| own.0)
    }

    /// Iterates over the changes of an actor.
    pub(super) fn turns_of(&self, actor: ActorId) -> impl Iterator<Item = &Turn<'g>> {
        let places = self.of.get(&actor).into_iter().flat_map(|own| &own.1);
        places.map(move |&place| &self.turns[place])
    }
}

/// Returns the changes of the requested actors, their kin and their coalitions.
fn chosen<'g>(view: View<'g, '_>, of: &[ActorId]) -> Vec<Change<'g>> {
    let ends = |change: &Change<'g>| [Some(change.actor.id()), change.other.map(ActorRef::id)];
    let mut changes = view.changes();
    changes.retain(|change| {
        !matches!(
            change.kind,
            ChangeKind::AllianceMade | ChangeKind::AllianceEnded
        ) && change.other != Some(change.actor)
    });
    if !of.is_empty() {
        let mut kin: BTreeSet<ActorId> = BTreeSet::new();
        for &actor in of
            .iter()
            .filter(|&&id| view.graph().actor_by_id(id).is_some())
        {
            let lineage = view.lineage(actor);
            kin.insert(actor);
            let relatives = lineage.ancestors.iter().chain(&lineage.descendants);
            kin.extend(relatives.map(|relative| relative.actor.id()));
        }
        let coalitions: BTreeSet<ActorId> = changes
            .iter()
            .filter(|change| is_belonging(change.kind))
            .filter(|change| kin.contains(&change.actor.id()))
            .filter_map(|change| Some(change.other?.id()))
            .collect();
        let mut kept: BTreeSet<ActorId> = kin.into_iter().chain(coalitions).collect();
        // a renamed coalition is the same coalition
        let mut names: BTreeMap<ActorId, Vec<ActorId>> = BTreeMap::new();
        for change in &changes {
            if let (ChangeKind::Renamed, Some(other)) = (change.kind, change.other) {
                let (one, other) = (change.actor.id(), other.id());
                names.entry(one).or_default().push(other);
                names.entry(other).or_default().push(one);
            }
        }
        let mut open: Vec<ActorId> = kept.iter().copied().collect();
        while let Some(actor) = open.pop() {
            for &other in names.get(&actor).into_iter().flatten() {
                if kept.insert(other) {
                    open.push(other);
                }
            }
        }
        changes.retain(|change| ends(change).iter().flatten().all(|id| kept.contains(id)));
    }
    let tied: BTreeSet<ActorId> = changes
        .iter()
        .filter(|change| change.other.is_some())
        .flat_map(ends)
        .flatten()
        .chain(of.iter().copied())
        .collect();
    changes.retain(|change| tied.contains(&change.actor.id()));
    changes
}

/// Whether a change begins or ends a membership or part-of.
const fn is_belonging(kind: ChangeKind) -> bool {
    matches!(
        kind,
        ChangeKind::Joined | ChangeKind::Left | ChangeKind::Integrated | ChangeKind::Separated
    )
}

/// Returns the actors that certainly exist from a change on: a new actor, or both ends of a tie that begins.
fn begun(change: &Change<'_>) -> Vec<ActorId> {
    match change.kind {
        ChangeKind::Formed => vec![change.actor.id()],
        ChangeKind::Joined | ChangeKind::Integrated => {
            let ends = [Some(change.actor), change.other];
            ends.into_iter().flatten().map(ActorRef::id).collect()
        }
        _ => comes_of(change).into_iter().collect(),
    }
}

/// Returns the actor that comes into being by a change, if another one precedes it.
fn comes_of(change: &Change<'_>) -> Option<ActorId> {
    match change.kind {
        ChangeKind::Split => Some(change.actor.id()),
        ChangeKind::Merged | ChangeKind::Renamed => Some(change.other?.id()),
        _ => None,
    }
}

/// Removes formations and dissolutions that repeat a split, merger or renaming, and departures that only
/// follow from an actor's end.
fn told_once(mut changes: Vec<Change<'_>>) -> Vec<Change<'_>> {
    let mut told: BTreeMap<(ChangeKind, ActorId), Vec<DaySpan>> = BTreeMap::new();
    for change in &changes {
        if let Some(id) = comes_of(change) {
            let formed = told.entry((ChangeKind::Formed, id));
            formed.or_default().push(change.days);
        }
        if matches!(change.kind, ChangeKind::Merged | ChangeKind::Renamed) {
            let dissolved = told.entry((ChangeKind::Dissolved, change.actor.id()));
            dissolved.or_default().push(change.days);
        }
    }
    let ended: BTreeSet<ActorId> = changes
        .iter()
        .filter(|change| is_end(change.kind))
        .map(|change| change.actor.id())
        .collect();
    changes.retain(|change| !is_told_by_an_end(change, &ended));
    changes.retain(|change| {
        let told = told.get(&(change.kind, change.actor.id()));
        !told
            .into_iter()
            .flatten()
            .any(|days| days.first <= change.days.last && change.days.first <= days.last.next())
    });
    changes
}

/// Whether a change ends its actor.
const fn is_end(kind: ChangeKind) -> bool {
    matches!(
        kind,
        ChangeKind::Merged | ChangeKind::Renamed | ChangeKind::Dissolved
    )
}

/// Whether a departure only follows from the end of an actor, which is drawn anyway.
fn is_told_by_an_end(change: &Change<'_>, ended: &BTreeSet<ActorId>) -> bool {
    let is_departure = matches!(change.kind, ChangeKind::Left | ChangeKind::Separated);
    let mut ends = [Some(change.actor), change.other].into_iter().flatten();
    let is_drawn = ends.any(|actor| ended.contains(&actor.id()));
    let by_an_end = match change.cause {
        Some(Cause::Event(event)) => event.kind() != EventKind::Split.into(),
        Some(_) => true,
        None => false,
    };
    is_departure && by_an_end && is_drawn
}

/// Describes the date of a change, and returns whether it is uncertain.
pub(super) fn when_of(change: &Change<'_>) -> (String, bool) {
    let periods = || change.actor.record().active.iter().map(|one| &one.period);
    let is_whole = |when: &When| DaySpan::new(when.first_day(), when.last_day()) == change.days;
    let relations = || {
        change
            .grounds
            .statements
            .iter()
            .filter_map(|one| one.record().relation())
    };
    let ending = |end: &End| match end {
        End::On(when) => Some(when.clone()),
        _ => None,
    };
    let cause = change
        .cause
        .and_then(|cause| cause.event()?.record().event()?.when.clone());
    let when: Option<When> = cause.or_else(|| match change.kind {
        ChangeKind::Joined | ChangeKind::Integrated => {
            relations().find_map(|one| one.period.start().cloned())
        }
        ChangeKind::Left | ChangeKind::Separated => {
            relations().find_map(|one| ending(one.period.end()))
        }
        ChangeKind::Formed => periods()
            .filter_map(|one| one.start().cloned())
            .find(is_whole),
        ChangeKind::Dissolved => periods().filter_map(|one| ending(one.end())).find(is_whole),
        _ => None,
    });
    let is_possible = change.grounds.holds == Holds::Possibly;
    // use the date as written, unless other statements narrow or widen it
    let whole = when.filter(is_whole);
    match whole {
        Some(when) => {
            let text = when.to_string();
            let is_open = text.contains(['~', '?', '%', '[']);
            (when_in_words(&when), is_open || is_possible)
        }
        None => match span_in_words(change.days.first, change.days.last) {
            Some(words) => (words, change.days.first != change.days.last || is_possible),
            None => (days_in_words(change.days.first, change.days.last), true),
        },
    }
}

/// Returns the first change of each actor that has no stated start but must have existed before that change,
/// as a column.
fn known_before(turns: &[Turn<'_>]) -> BTreeMap<ActorId, usize> {
    let mut first: BTreeMap<ActorId, (usize, bool, bool)> = BTreeMap::new();
    for turn in turns {
        let change = &turn.change;
        let born = match change.kind {
            ChangeKind::Formed => Some(change.actor.id()),
            _ => comes_of(change),
        };
        let ends = [Some(change.actor), change.other];
        for actor in ends.into_iter().flatten().map(ActorRef::id) {
            let is_born = born == Some(actor);
            // a coalition may have come into being when its first member joined
            let is_joined = matches!(change.kind, ChangeKind::Joined | ChangeKind::Integrated)
                && Some(actor) == change.other.map(ActorRef::id);
            let own = (turn.column, is_born, !is_joined);
            let known = first.entry(actor).or_insert(own);
            if own.0 < known.0 {
                *known = own;
            } else if own.0 == known.0 {
                (known.1, known.2) = (known.1 || own.1, known.2 || own.2);
            }
        }
    }
    let before = first
        .into_iter()
        .filter(|(_, (_, is_born, is_older))| !is_born && *is_older);
    before
        .map(|(actor, (column, _, _))| (actor, column))
        .collect()
}

fn lanes_of(
    view: View<'_, '_>,
    turns: &[Turn<'_>],
    is_known_before: &BTreeMap<ActorId, usize>,
    last: usize,
) -> Vec<Lane> {
    let mut points: BTreeMap<ActorId, BTreeMap<usize, bool>> = BTreeMap::new();
    let mut births: BTreeMap<ActorId, (usize, Birth)> = BTreeMap::new();
    let mut deaths: BTreeMap<ActorId, BTreeMap<usize, DaySpan>> = BTreeMap::new();
    let mut beginnings: BTreeMap<ActorId, Vec<(usize, DaySpan)>> = BTreeMap::new();
    for turn in turns {
        let change = &turn.change;
        for actor in [Some(change.actor), change.other].into_iter().flatten() {
            let point = points.entry(actor.id()).or_default().entry(turn.column);
            *point.or_insert(true) &= turn.is_uncertain;
        }
        let birth = match change.kind {
            ChangeKind::Formed => Some((change.actor.id(), Birth::Formed)),
            _ => comes_of(change).map(|id| (id, Birth::Told)),
        };
        if let Some((id, birth)) = birth {
            let known = births.entry(id).or_insert((turn.column, birth));
            if turn.column < known.0 {
                *known = (turn.column, birth);
            }
        }
        if is_end(change.kind) {
            let known = deaths.entry(change.actor.id()).or_default();
            let days = known.entry(turn.column).or_insert(change.days);
            *days = days.or(change.days);
        }
        for actor in begun(change) {
            let known = beginnings.entry(actor).or_default();
            known.push((turn.column, change.days));
        }
    }
    let actors: Vec<ActorId> = points.keys().copied().collect();
    let families = families(&actors, turns);
    let lane = |(actor, points): (ActorId, BTreeMap<usize, bool>)| {
        let (&first, _) = points.first_key_value()?;
        let (&final_point, _) = points.last_key_value()?;
        let (start, birth) = match births.get(&actor) {
            Some(&(column, birth)) if column == first => (first, birth),
            _ if is_known_before.contains_key(&actor) => (first.saturating_sub(1), Birth::Unknown),
            _ => (first, Birth::Unknown),
        };
        let begun = beginnings.get(&actor).map_or(&[][..], Vec::as_slice);
        let (mut ends, mut gaps, mut is_over) = (BTreeSet::new(), Vec::new(), false);
        for (&column, days) in deaths.get(&actor).into_iter().flatten() {
            // the actor came back if a tie begins after its end
            let back = begun
                .iter()
                .filter(|(place, later)| *place > column && later.first > days.last);
            let back = back.map(|&(place, _)| place).min();
            is_over = back.is_none();
            gaps.extend(back.map(|place| (column, place)));
            ends.insert(column);
        }
        let (end, death) = if is_over {
            ends.insert(final_point);
            (final_point, Death::Told)
        } else {
            let bounds = view.active_bounds(actor);
            let lives = match last_day(view) {
                Some(day) => bounds.on(day) == Some(Holds::Certainly),
                None => bounds.first_end() == Day::AFTER_ALL,
            };
            (last, if lives { Death::Lives } else { Death::Unknown })
        };
        let family = families.get(&actor).copied();
        Some(Lane {
            actor,
            family,
            start,
            birth,
            end,
            death,
            points,
            ends,
            gaps,
        })
    };
    points.into_iter().filter_map(lane).collect()
}

/// Numbers the families: actors joined by splits, mergers and renamings.
fn families(actors: &[ActorId], turns: &[Turn<'_>]) -> BTreeMap<ActorId, usize> {
    let number = |id: ActorId| actors.binary_search(&id).ok();
    let mut joined = UnionFind::<usize>::new(actors.len());
    let mut kin: BTreeSet<ActorId> = BTreeSet::new();
    for turn in turns.iter().filter(|turn| comes_of(&turn.change).is_some()) {
        let (one, other) = (turn.change.actor.id(), turn.change.other.map(ActorRef::id));
        kin.extend(other.into_iter().chain([one]));
        if let (Some(one), Some(other)) = (number(one), other.and_then(number)) {
            joined.union(one, other);
        }
    }
    let mut names: BTreeMap<usize, usize> = BTreeMap::new();
    kin.into_iter()
        .filter_map(|id| {
            let next = names.len();
            let family = *names.entry(joined.find(number(id)?)).or_insert(next);
            Some((id, family))
        })
        .collect()
}
