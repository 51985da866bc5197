//! Which statements count: what is known, how sure, from whom, of which kind, among whom.

use factions::{ActorId, Certainty, Ends, Evidence, Holds, SourceId, Statement};

use super::Oracle;
use super::said::published;
use super::time::{INF, first_and_last};

impl Oracle<'_> {
    /// The sources that carry a statement in this view.
    ///
    /// "`.from_sources(&sources)` (only those sources date and carry a statement)".
    fn carriers(&self, evidence: &Evidence) -> Vec<SourceId> {
        let all = evidence.sources.iter().copied();
        match &self.lens.sources {
            None => all.collect(),
            Some(only) => all.filter(|id| only.contains(id)).collect(),
        }
    }

    /// The first and the last possible day of the earliest publication.
    ///
    /// "A statement is known from the day its earliest source was published (a source published
    /// "2023-11" is certainly known from 30 November, possibly from 1 November) …; one without a
    /// dated source always".
    pub(crate) fn published(&self, sources: &[SourceId]) -> (i64, i64) {
        let mut earliest: Option<(i64, i64)> = None;
        for &id in sources {
            if let Some(when) = &self.record.source(id).published {
                let (first, last) = first_and_last(when);
                earliest = Some(match earliest {
                    None => (first, last),
                    Some((a, b)) => (a.min(first), b.min(last)),
                });
            }
        }
        earliest.unwrap_or((-INF, -INF))
    }

    /// When the sources of the view published a statement: "then the latest known".
    pub(crate) fn known_from(&self, statement: &Statement) -> (i64, i64) {
        self.published(&self.carriers(&statement.evidence))
    }

    /// The first and last possible days of all withdrawals of a statement.
    ///
    /// "A statement can be withdrawn: `withdrawn = DAY` on it, or `withdraws = "id"` on a later
    /// one"; "A withdrawal by `withdraws` counts from the withdrawing statement's publication,
    /// whatever the filters."
    ///
    /// CHOICE: a withdrawing statement that is itself withdrawn. (1) Its withdrawal stands. (2) It
    /// falls with it. Taken: (1), as "whatever the filters" reads.
    fn withdrawals(&self, statement: &Statement) -> Vec<(i64, i64)> {
        let mut days = Vec::new();
        if let Some(when) = &statement.evidence.withdrawn {
            days.push(first_and_last(when));
        }
        for later in self.record.statements() {
            let mut withdraws = later.evidence.withdraws.iter();
            if withdraws.any(|id| **id == *statement.id) {
                days.push(self.published(&later.evidence.sources));
            }
        }
        days
    }

    /// How a statement is known in this view; none: it is not.
    ///
    /// CHOICE: a statement that is only possibly known on the day of `known_on`. (1) Whatever it
    /// says holds at most possibly in that view. (2) "`holds` speaks of time alone": it holds as
    /// its dates say. Taken: (1): the day of publication is time, too ("a happening … is as known
    /// as its best known statement"; a split "that is only possibly known limits *certainly*
    /// alone").
    pub(crate) fn known(&self, statement: &Statement) -> Option<Holds> {
        let sources = self.carriers(&statement.evidence);
        if self.lens.sources.is_some() && sources.is_empty() {
            return None;
        }
        let withdrawals = self.withdrawals(statement);
        let Some(day) = self.lens.known_on else {
            // "Without `known_on` a view holds all that is published and not withdrawn."
            return withdrawals.is_empty().then_some(Holds::Certainly);
        };
        known_between(self.published(&sources), &withdrawals, day)
    }

    /// When the sources of an active period were published, as far as the view has them; none where
    /// the filters of evidence hide it ("filtered like a statement").
    pub(crate) fn admitted_publications(&self, evidence: &Evidence) -> Option<Vec<(i64, i64)>> {
        let mut carried = evidence.clone();
        carried.sources = self.carriers(evidence).into();
        if self.lens.sources.is_some() && carried.sources.is_empty()
            || evidence.certainty == Certainty::Denied
            || evidence.certainty < self.lens.at_least
        {
            return None;
        }
        Some(published(self.record, &carried))
    }

    /// How an active period is known as a statement with this evidence would be.
    pub(crate) fn admitted_evidence(&self, evidence: &Evidence) -> Option<Holds> {
        self.admitted_publications(evidence)?;
        let Some(day) = self.lens.known_on else {
            return evidence.withdrawn.is_none().then_some(Holds::Certainly);
        };
        // from one of these days until it is withdrawn
        let from = self.published(&self.carriers(evidence));
        let withdrawn: Vec<_> = evidence.withdrawn.iter().map(first_and_last).collect();
        known_between(from, &withdrawn, day)
    }

    /// How a statement is known that the evidence filters admit.
    ///
    /// "evidence filters (`known_on`, `at_least`, `from_sources`)"; "`denied` statements make no
    /// tie, no member, no toll, no change, whatever the filter".
    pub(crate) fn admitted(&self, statement: &Statement) -> Option<Holds> {
        let certainty = statement.evidence.certainty;
        if certainty == Certainty::Denied || certainty < self.lens.at_least {
            return None;
        }
        self.known(statement)
    }

    /// "`.only(kinds)`, `.without(kinds)`".
    pub(crate) fn is_of_kinds(&self, statement: &Statement) -> bool {
        self.lens
            .only
            .is_none_or(|kinds| kinds.contains(statement.kind()))
            && !self
                .lens
                .without
                .is_some_and(|kinds| kinds.contains(statement.kind()))
    }

    /// "`.among(&actors)`".
    pub(crate) fn is_among(&self, actor: ActorId) -> bool {
        self.lens
            .among
            .as_ref()
            .is_none_or(|among| among.contains(&actor))
    }

    /// "An event counts among actors if one of its ties does, or all its actors are among them".
    ///
    /// A tie counts if both its actors are among them. A relation counts if one of its ties does.
    pub(crate) fn is_among_actors(&self, statement: &Statement) -> bool {
        pairs(&statement.ends)
            .iter()
            .any(|&(a, b)| self.is_among(a) && self.is_among(b))
            || actors(&statement.ends)
                .iter()
                .all(|&actor| self.is_among(actor))
    }

    /// How a statement is known that counts.
    ///
    /// "*counted* are the statements that every filter but the window admits".
    ///
    /// CHOICE: `.certainly()`. (1) It is about the window: it picks among the answers those that
    /// hold certainly, and changes nothing in what is counted. (2) It is one of the filters that
    /// decide what is counted. Taken: (1).
    pub(crate) fn counted(&self, statement: &Statement) -> Option<Holds> {
        if self.is_of_kinds(statement) && self.is_among_actors(statement) {
            self.admitted(statement)
        } else {
            None
        }
    }

    /// "`.certainly()` / `.possibly()` (default: possibly, every answer saying which it is)".
    pub(crate) fn shows(&self, holds: Holds) -> bool {
        !self.lens.certainly || holds == Holds::Certainly
    }
}

/// "known from the day its earliest source was published … until it is withdrawn".
fn known_between((first, last): (i64, i64), withdrawals: &[(i64, i64)], day: i64) -> Option<Holds> {
    if last <= day && withdrawals.iter().all(|withdrawn| day < withdrawn.0) {
        Some(Holds::Certainly)
    } else if first <= day && withdrawals.iter().all(|withdrawn| day < withdrawn.1) {
        Some(Holds::Possibly)
    } else {
        None
    }
}

/// Whether a statement ties the two, whichever way round.
pub(crate) fn are_tied(one: &Statement, a: ActorId, b: ActorId) -> bool {
    let mut pairs = pairs(&one.ends).into_iter();
    pairs.any(|pair| pair == (a, b) || pair == (b, a))
}

/// "directed: `from` → `to` (… every pair is a tie) · mutual: `between` (every unordered pair is a
/// tie) · sided: … (every pair across sides is a tie; no ties within a side) · alone …: no tie".
pub(crate) fn pairs(ends: &Ends) -> Vec<(ActorId, ActorId)> {
    let mut pairs = Vec::new();
    match ends {
        Ends::Directed { from, to } => {
            for &a in from {
                for &b in to {
                    pairs.push((a, b));
                }
            }
        }
        Ends::Mutual(all) => {
            for i in 0..all.len() {
                for j in i + 1..all.len() {
                    pairs.push((all[i], all[j]));
                }
            }
        }
        Ends::Sided(sides) => {
            for i in 0..sides.len() {
                for j in i + 1..sides.len() {
                    for &a in &sides[i] {
                        for &b in &sides[j] {
                            pairs.push((a, b));
                        }
                    }
                }
            }
        }
        Ends::Alone(_) => {}
    }
    pairs
}

/// Everyone whom a statement names at an end.
pub(crate) fn actors(ends: &Ends) -> Vec<ActorId> {
    match ends {
        Ends::Directed { from, to } => from.iter().chain(to).copied().collect(),
        Ends::Mutual(all) | Ends::Alone(all) => all.to_vec(),
        Ends::Sided(sides) => sides.iter().flatten().copied().collect(),
    }
}
