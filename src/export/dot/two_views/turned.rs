//! The relations of two views, and the change of each.

use crate::export::dot::scenes::{Line, Ties, last_day, look, until};
use crate::export::dot::writing::style::Look;
use crate::export::kit::words;
use crate::model::{ActorId, Certainty, Day, Holds, Kind, RelationKind, When};
use crate::query::{DiffWord, Grounds};
use crate::view::View;
use std::collections::{BTreeMap, BTreeSet};

/// One of the three pictures of a comparison.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Panel {
    Before,
    After,
    Changes,
}

/// All three.
pub(super) const PANELS: [Panel; 3] = [Panel::Before, Panel::After, Panel::Changes];

/// A relation of one kind and pair in two views.
#[derive(Debug)]
pub(super) struct Turned<'g> {
    /// The line, with the grounds of both views and the weaker certainty.
    pub(super) line: Line<'g>,
    /// The grounds in each view, if both hold it.
    own: Option<[Grounds<'g>; 2]>,
    pub(super) kind: RelationKind,
    /// The change; `None` if it is unchanged.
    pub(super) word: Option<DiffWord>,
    /// How each view holds it; `None` if it does not.
    pub(super) holds: [Option<Holds>; 2],
    /// Whether the change itself is uncertain.
    pub(super) is_doubtful: bool,
}

/// The relations of one kind and pair in both views.
#[derive(Debug)]
struct HeldPair<'g> {
    holds: [Option<Holds>; 2],
    grounds: [Option<Grounds<'g>>; 2],
    /// The ties of the first view.
    ties: Ties,
}

/// Returns every relation of either view, by kind and pair.
pub(super) fn turned<'g>(before: View<'g, '_>, after: View<'g, '_>) -> Vec<Turned<'g>> {
    let mut all: BTreeMap<(RelationKind, ActorId, ActorId, bool), HeldPair<'g>> = BTreeMap::new();
    for (side, view) in [before, after].into_iter().enumerate() {
        for (id, holds) in view.relation_ties() {
            let tie = view.graph().tie_ref(id);
            let Some(kind) = tie.kind().relation() else {
                continue;
            };
            let (from, to) = (tie.from().id(), tie.to().id());
            let key = if tie.is_directed() {
                (kind, from, to, true)
            } else {
                (kind, from.min(to), from.max(to), false)
            };
            let held = all.entry(key).or_insert(HeldPair {
                holds: [None; 2],
                grounds: [None, None],
                ties: Ties::new(),
            });
            if side == 0 {
                held.ties.push((id, holds));
            }
            let known = held.grounds[side].take();
            // both come from one tie: the most certain among those that hold best
            let standing = known.as_ref().map(|known| (known.holds, known.certainty));
            let standing = standing.max(Some((holds, view.tie_certainty(id))));
            let (holds, certainty) = standing.unwrap_or((holds, Certainty::Denied));
            held.holds[side] = Some(holds);
            let statements = known.into_iter().flat_map(|known| known.statements);
            let told = view.tie_statements(tie);
            let all = statements.chain(told);
            held.grounds[side] = Some(Grounds::new(view, holds, certainty, all));
        }
    }
    let rows = before.diff(after);
    let doubtful: BTreeSet<(Kind, &str, &str)> = rows
        .iter()
        .filter(|row| row.grounds.holds == Holds::Possibly)
        .map(|row| (row.kind, row.actor.key(), row.other.key()))
        .collect();
    let key_of = |id: ActorId| before.graph().actor_ref(id).key();
    let turned = all
        .into_iter()
        .filter_map(|((kind, from, to, is_directed), held)| {
            let [first, second] = held.grounds;
            let ids = |grounds: &Option<Grounds<'g>>| -> Option<Vec<&'g str>> {
                let statements = &grounds.as_ref()?.statements;
                let mut keys: Vec<&str> = statements.iter().map(|one| one.key()).collect();
                keys.sort_unstable();
                Some(keys)
            };
            let is_same = held.holds[0] == held.holds[1] && ids(&first) == ids(&second);
            let word = match held.holds {
                [Some(_), None] => Some(DiffWord::Gone),
                [None, Some(_)] => Some(DiffWord::Come),
                _ => (!is_same).then_some(DiffWord::Changed),
            };
            // the line of both views holds as the weaker view has it
            let holds = held.holds.into_iter().flatten().min()?;
            let own = first.clone().zip(second.clone()).map(<[_; 2]>::from);
            let grounds = match (first, second) {
                (Some(first), Some(second)) => Grounds::of_both(holds, first, second),
                (Some(first), None) => {
                    let ties = held.ties.iter();
                    after.with_ends(first, ties.map(|&(tie, _)| before.graph().tie_ref(tie)))
                }
                (None, other) => other?,
            };
            let is_doubtful = [(from, to), (to, from)]
                .iter()
                .any(|&(one, other)| doubtful.contains(&(kind.into(), key_of(one), key_of(other))));
            Some(Turned {
                line: Line {
                    look: look(kind),
                    from,
                    to,
                    is_directed,
                    grounds,
                    until: (word == Some(DiffWord::Gone))
                        .then(|| until(before, &held.ties, last_day(after)))
                        .flatten(),
                    events: None,
                },
                own,
                kind,
                word,
                holds: held.holds,
                is_doubtful,
            })
        });
    turned.collect()
}

impl<'g> Turned<'g> {
    /// Returns the sign before its words.
    pub(super) const fn sign(&self) -> &'static str {
        sign(self.word)
    }

    /// Returns the grounds in a panel: those of its view or, for the panel of changes, of both views.
    pub(super) fn grounds(&self, panel: Panel) -> &Grounds<'g> {
        match (&self.own, panel) {
            (Some([before, _]), Panel::Before) => before,
            (Some([_, after]), Panel::After) => after,
            _ => &self.line.grounds,
        }
    }

    /// Returns the certainty with which its line is drawn in a panel.
    pub(super) fn drawn(&self, panel: Panel) -> Certainty {
        words::drawn(self.grounds(panel))
    }

    /// Describes the change in a panel: the date on which the relation came or went, or how it is held
    /// otherwise.
    pub(super) fn turn(&self, panel: Panel) -> Option<String> {
        let relations = self.line.grounds.statements.iter();
        match self.word? {
            DiffWord::Come => relations
                .filter_map(|one| one.record().relation()?.period.start())
                .map(words::since)
                .next(),
            DiffWord::Gone => self.line.until.clone(),
            DiffWord::Changed => Some(match self.holds {
                [Some(before), Some(after)] if before != after => match panel {
                    Panel::Before => before.to_string(),
                    Panel::After => after.to_string(),
                    Panel::Changes => format!("{before}, then {after}"),
                },
                _ => String::from("by other statements"),
            }),
        }
    }

    /// Whether a frame shows it: an unchanged membership that is more than claimed.
    pub(super) fn is_framed(&self) -> bool {
        let is_fact = words::drawn(&self.line.grounds) >= Certainty::Reported;
        self.kind == RelationKind::Membership && self.word.is_none() && is_fact
    }

    /// Describes the doubt about an unchanged relation in a panel.
    ///
    /// The panel of a view has the words of that view; the panel of changes has both, the first view first.
    pub(super) fn doubt(&self, panel: Panel) -> Option<String> {
        let possibly = match (self.holds, panel) {
            ([Some(before), Some(after)], Panel::Changes) if before != after => {
                Some(format!("{before}, then {after}"))
            }
            ([before, after], panel) => {
                let own = match panel {
                    Panel::Before => before,
                    Panel::After | Panel::Changes => after,
                };
                let own = own.or(before).or(after);
                (own == Some(Holds::Possibly)).then(|| "possibly".to_owned())
            }
        };
        let all = [
            possibly,
            self.known(panel),
            words::denial(self.grounds(panel)),
        ];
        let all: Vec<String> = all.into_iter().flatten().collect();
        (!all.is_empty()).then(|| all.join("; "))
    }

    /// Describes the certainty in a panel, if the relation is only claimed.
    fn known(&self, panel: Panel) -> Option<String> {
        let in_words = |grounds: &Grounds<'_>| words::how_known(grounds.certainty, &grounds.by);
        let [before, after] = [Panel::Before, Panel::After].map(|view| self.grounds(view));
        if panel == Panel::Changes && in_words(before) != in_words(after) {
            let is_said = before.certainty.min(after.certainty) < Certainty::Reported;
            return is_said.then(|| format!("{}, then {}", in_words(before), in_words(after)));
        }
        let own = self.grounds(panel);
        (own.certainty < Certainty::Reported).then(|| in_words(own))
    }

    /// Returns the first day on which it can have begun, by its statements.
    pub(super) fn start(&self) -> Option<Day> {
        let relations = self.line.grounds.statements.iter();
        let starts = relations.filter_map(|one| one.record().relation()?.period.start());
        starts.map(When::first_day).min()
    }

    /// Whether it has a direction, or is drawn with arrows.
    pub(super) fn has_arrow(&self) -> bool {
        self.line.is_directed || self.line.look == Look::Rivalry
    }
}

/// Returns the doubt that most unchanged lines share, for each panel, so that the heading says it once.
///
/// `None` if fewer than four lines or at most half of all share it, or if it is no doubt.
pub(super) fn usual_doubt(rows: &[Turned<'_>]) -> Option<[Option<String>; 3]> {
    let lines = rows
        .iter()
        .filter(|row| row.word.is_none() && !row.is_framed());
    let mut counts: BTreeMap<[Option<String>; 3], usize> = BTreeMap::new();
    for row in lines {
        *counts
            .entry(PANELS.map(|panel| row.doubt(panel)))
            .or_default() += 1;
    }
    let all: usize = counts.values().sum();
    let (doubts, count) = counts.into_iter().max_by_key(|(_, count)| *count)?;
    let is_usual = count > 3 && 2 * count > all && doubts.iter().any(Option::is_some);
    is_usual.then_some(doubts)
}

/// Returns the sign of a change.
pub(super) const fn sign(word: Option<DiffWord>) -> &'static str {
    match word {
        Some(DiffWord::Come) => "+ ",
        Some(DiffWord::Gone) => "− ",
        Some(DiffWord::Changed) => "~ ",
        None => "",
    }
}
