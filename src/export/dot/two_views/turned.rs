//! What a comparison shows: the relations of two views, and what became of each.

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

/// A relation of one kind and pair, in two views.
#[derive(Debug)]
pub(super) struct Turned<'g> {
    /// Its line: what it rests on in both views, as sure as the weaker.
    pub(super) line: Line<'g>,
    /// What it rests on in each view, where both hold it.
    own: Option<[Grounds<'g>; 2]>,
    pub(super) kind: RelationKind,
    /// What became of it; `None`: nothing.
    pub(super) word: Option<DiffWord>,
    /// How each view holds it.
    pub(super) holds: [Option<Holds>; 2],
    /// Whether it is not certain that it came or went.
    pub(super) is_doubtful: bool,
}

/// What both views hold of a kind and pair.
#[derive(Debug)]
struct HeldPair<'g> {
    holds: [Option<Holds>; 2],
    grounds: [Option<Grounds<'g>>; 2],
    /// Those of the first view.
    ties: Ties,
}

/// Every relation of either view, by kind and pair.
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
            // both words are of one tie: the surest of those that hold best
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
            // what is said of both holds as the weaker does
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
    /// The sign before its words.
    pub(super) const fn sign(&self) -> &'static str {
        sign(self.word)
    }

    /// What it rests on in a panel: of what changed, in both views.
    pub(super) fn grounds(&self, panel: Panel) -> &Grounds<'g> {
        match (&self.own, panel) {
            (Some([before, _]), Panel::Before) => before,
            (Some([_, after]), Panel::After) => after,
            _ => &self.line.grounds,
        }
    }

    /// How sure its line is drawn in a panel.
    pub(super) fn drawn(&self, panel: Panel) -> Certainty {
        words::drawn(self.grounds(panel))
    }

    /// When it came or went, by its statements, or how it is held otherwise, as a panel has it.
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

    /// Whether it is a membership that nothing became of, and no mere claim: of a frame.
    pub(super) fn is_framed(&self) -> bool {
        let is_fact = words::drawn(&self.line.grounds) >= Certainty::Reported;
        self.kind == RelationKind::Membership && self.word.is_none() && is_fact
    }

    /// What is unsure of it in a panel, where nothing became of it.
    ///
    /// The panel of a view has the words of that view; that of what changed has both, the first first.
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

    /// How well it is known in a panel, if it is only claimed.
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

    /// The first day on which it can have begun, by its statements.
    pub(super) fn start(&self) -> Option<Day> {
        let relations = self.line.grounds.statements.iter();
        let starts = relations.filter_map(|one| one.record().relation()?.period.start());
        starts.map(When::first_day).min()
    }

    /// Whether it leads from one to the other or is drawn so.
    pub(super) fn has_arrow(&self) -> bool {
        self.line.is_directed || self.line.look == Look::Rivalry
    }
}

/// What is unsure of most unchanged lines, by panel: the heading says it once, and these lines say nothing.
///
/// `None` if fewer than four lines, or no more than half of all, share it, or if nothing is unsure of them.
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

/// The sign of what became of a thing.
pub(super) const fn sign(word: Option<DiffWord>) -> &'static str {
    match word {
        Some(DiffWord::Come) => "+ ",
        Some(DiffWord::Gone) => "− ",
        Some(DiffWord::Changed) => "~ ",
        None => "",
    }
}
