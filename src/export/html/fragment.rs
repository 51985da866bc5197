//! What can be shown in a page: one fragment an answer.

use crate::export::kit::Written;

/// An answer as a fragment of HTML, for a notebook or a page of one's own.
///
/// Lists of memberships, changes and differences, series, rankings and charts have it: a `<table>` (of a chart
/// an `<svg>`) of class `factions` without script, style sheet, link or anything that is fetched. Whatever the
/// record says is text, and no markup.
///
/// Nothing of the evidence needs a mouse: how an answer holds, how sure it is, who says so and who denies it,
/// and the keys of its sources stand in its row, the sources themselves below the table. The
/// same with the statements is the tooltip of the row's last cells (`title`). What is unknown, and what the
/// record does not cover, says so in words and is never 0. A row that holds but possibly has the class
/// `possibly`, for a style sheet of one's own.
///
/// Characters that HTML cannot hold, such as most control characters, are written as U+FFFD and counted in
/// [`Written::left_out`].
///
/// A notebook with a Rust kernel (evcxr) shows what is printed between `EVCXR_BEGIN_CONTENT text/html` and
/// `EVCXR_END_CONTENT`, each on a line of its own.
///
/// # Examples
///
/// ```
/// use factions::{ActorGraph, Record, Step, ToHtml, date};
///
/// let graph = ActorGraph::new(Record::mali());
/// let autumn = graph.during(date(2023, 9, 1)..date(2023, 11, 1));
/// let table = autumn.changes().to_html().content;
/// assert!(table.starts_with("<table class=\"factions\">"));
/// assert!(table.contains(">MSA left CSP</th>"));
/// assert!(table.contains("certainly; reported, on MSA&apos;s own word"));
///
/// // what is only possible says so, and what is unknown is no 0
/// let members = graph.at(date(2023, 9, 25)).members(graph.actor("CSP")?);
/// assert!(members.to_html().content.contains("<td>possibly; reported</td>"));
/// let months = autumn.series(Step::Month).to_html().content;
/// assert!(months.contains("5 of them without a figure"));
/// # Ok::<(), factions::UnknownActor>(())
/// ```
pub trait ToHtml {
    /// The fragment, and what of it could not be written.
    ///
    /// The same answer gives the same bytes.
    ///
    /// # Complexity
    ///
    /// O(rows, their statements and sources).
    fn to_html(&self) -> Written;
}
