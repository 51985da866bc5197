//! The question: what was learnt between two days.

use super::answer::Learned;
use super::touched::Touched;
use crate::model::Day;
use crate::view::{Since, View};

/// # What was learnt
impl<'g> View<'g, '_> {
    /// What was learnt after one day, up to another and on it: the second clock as a question.
    ///
    /// The statements that became known then, those that were withdrawn, and what of the view is other
    /// as [known on](Self::known_on) the later day than as known on the earlier one: who belongs to
    /// what, what changed, which deaths are known, who stands how to whom. What the view itself is known
    /// on does not matter; all its other filters do. Of a row that is other `before` and `after` are the
    /// rows that the two views answer; *came*, *went* and *changed* mean that their answers differ so.
    ///
    /// A statement is listed as known or withdrawn if what it tells can be in the view's window, among
    /// its actors and kinds; a denial is listed, too. One that was published and withdrawn in between
    /// is both. Where the later day is not after the earlier one nothing was learnt.
    ///
    /// # Complexity
    ///
    /// One look at the evidence of each statement and at each bound that a change can have in the
    /// window: O(n), some nanoseconds each. Questions are asked of what can rest on the statements that
    /// came or went alone: members of what is above a step of theirs, the changes of their pairs, their
    /// happenings, the stances between those who climb to their ends. A stance costs what
    /// [`stance`](Self::stance) does, so that a clash of two large coalitions asks about each pair of
    /// their members; where few actors have very many events each, that is nearly all of the cost, and a
    /// view of few days has little of it. Of actors whose active periods are stated, all statements are looked at if one
    /// that names them came or went.
    ///
    /// # Examples
    ///
    /// ```
    /// use factions::{ActorGraph, DiffWord, Record, date};
    ///
    /// let record = Record::from_toml(r#"
    ///     [sources.report]
    ///     published = 2023-06-01
    ///     [sources.later-report]
    ///     published = 2023-10-05
    ///     [actors]
    ///     csp = { name = "Permanent Strategic Framework", short = "CSP", kind = "coalition" }
    ///     msa = { name = "Movement for the Salvation of Azawad", short = "MSA", kind = "armed-group" }
    ///     [[relations]]
    ///     id = "msa-in-csp"
    ///     kind = "membership"
    ///     from = "msa"
    ///     to = "csp"
    ///     start = "2021-05"
    ///     source = "report"
    ///     [[events]]
    ///     id = "msa-leaves"
    ///     kind = "split"
    ///     when = 2023-09-25
    ///     from = "csp"
    ///     to = "msa"
    ///     source = "later-report"
    /// "#)?;
    /// let graph = ActorGraph::new(record);
    /// let october = graph.at(date(2023, 10, 15));
    /// let learned = october.learned(date(2023, 9, 30), date(2023, 10, 7));
    /// assert!(learned.known.is_empty()); // the split was not on that day
    /// let member = &learned.members[0];
    /// assert_eq!(member.word, DiffWord::Gone);
    /// assert_eq!(member.by[0].key(), "msa-leaves");
    ///
    /// let learned = graph.ever().learned(date(2023, 9, 30), date(2023, 10, 7));
    /// assert_eq!(learned.known[0].statement.key(), "msa-leaves");
    /// assert_eq!(
    ///     learned.changes[0].to_string(),
    ///     "+ MSA left CSP on 2023-09-25 by split `msa-leaves` \
    ///      (certainly; reported; sources: later-report, report), by `msa-leaves`",
    /// );
    /// # Ok::<(), Box<dyn std::error::Error>>(())
    /// ```
    pub fn learned(self, from: impl Into<Day>, to: impl Into<Day>) -> Learned<'g> {
        let (from, to) = (from.into(), to.into());
        let (before, after) = (self.known_on(from), self.known_on(to));
        let since = Since { from, to };
        let is_any = from < to;
        let before = if is_any { before } else { after };
        let mut touched = Touched::new([before, after]);
        let [known, withdrawn] = if is_any {
            after.learnt_statements(since)
        } else {
            [Vec::new(), Vec::new()]
        };
        let is_other = !touched.is_empty();
        Learned {
            from: since.from,
            to: since.to,
            known,
            withdrawn,
            members: if is_other {
                touched.members()
            } else {
                Vec::new()
            },
            changes: if is_other {
                touched.changes()
            } else {
                Vec::new()
            },
            tolls: if is_other {
                touched.tolls()
            } else {
                Vec::new()
            },
            stances: if is_other {
                touched.stances()
            } else {
                Vec::new()
            },
            toll_before: before.toll(),
            toll_after: after.toll(),
        }
    }
}
