//! Answers that a page can show: one HTML fragment for each.

use crate::export::kit::Written;

/// An answer as a fragment of HTML, for a notebook or a page of your own.
///
/// Lists of memberships, changes and differences, series, rankings and charts have it. The fragment
/// is a `<table>` (an `<svg>` for a chart) of the class `factions`. It has no script, style sheet
/// or link, and fetches nothing. Texts of the record appear as text, never as markup.
///
/// You can read the evidence without a mouse. Each row says how the answer holds, how sure it is,
/// who says so, who denies it, and the keys of its sources; the table lists these
/// sources below its rows. The last cell of a row has a tooltip (`title`) with the statements too. A row of counts says
/// how much of them is only planned, alleged or claimed, and by whom. Words say what is unknown and
/// what the record does not cover; neither is ever 0. A row that only possibly holds, or a row of counts
/// in which nothing is certain, has the class `possibly`, for a style sheet of your own.
///
/// Characters that HTML cannot hold, such as most control characters, become U+FFFD;
/// [`Written::left_out`] counts them.
///
/// A notebook with a Rust kernel (evcxr) shows what you print between `EVCXR_BEGIN_CONTENT
/// text/html` and `EVCXR_END_CONTENT`, each on a line of its own.
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
/// // what is only possible says so, and what is unknown is not 0
/// let members = graph.at(date(2023, 9, 25)).members(graph.actor("CSP")?);
/// assert!(members.to_html().content.contains("<td>possibly; reported</td>"));
/// let months = autumn.series(Step::Month).to_html().content;
/// assert!(months.contains("5 of them without a figure"));
/// // nor is a claim a fact
/// assert!(months.contains("of the deaths 10 claimed by JNIM, 7 alleged"));
/// # Ok::<(), factions::UnknownActor>(())
/// ```
pub trait ToHtml {
    /// The fragment, with a report of anything that could not be written.
    ///
    /// The same answer gives the same bytes.
    ///
    /// # Complexity
    ///
    /// O(rows, their statements and sources).
    fn to_html(&self) -> Written;
}
