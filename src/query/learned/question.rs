//! The question: what became known between two days.

use super::answer::Learned;
use super::touched::Touched;
use crate::model::Day;
use crate::view::{Since, View};

/// # What became known
impl<'g> View<'g, '_> {
    /// What became known after one day, up to and on another: publications, withdrawals, and what differs.
    ///
    /// The answer lists the statements that were published and those that were withdrawn. It also
    /// lists each row of the view that differs as [known on](Self::known_on) the two days: who
    /// belongs to what, what changed, which deaths are known, and who stands how to whom. `before`
    /// and `after` are the rows that the two views answer; *came*, *went* and *changed* compare the
    /// two. The view's own `known_on` does not matter; all its other filters do.
    ///
    /// A statement is listed if what it says can be in the view's window and is among its actors
    /// and kinds; so is a denial. A statement that was published and withdrawn between the two days
    /// is listed as both. If the later day is not after the earlier one, the answer is empty.
    ///
    /// # Complexity
    ///
    /// O(n): the evidence of each statement, and each start and end in the window, are looked at once, at
    /// some nanoseconds each. The view then answers only what can rest on the statements that came or went:
    /// members above their ends, the changes of their pairs, their happenings, and the stances of those that
    /// climb to their ends. Each stance costs what [`stance`](Self::stance) costs, so a clash of two large
    /// coalitions costs that for each pair of their members. Where few actors have very many events each,
    /// stances are nearly all of the cost; in a view of few days they cost little. If a statement that came
    /// or went names an actor with stated active periods, all statements of that actor are looked at.
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
