//! The builder of a timeline page, and the collection of its data.

use super::book::Book;
use super::data::{Data, DeniedItem, EventItem, KindWords, RelationItem};
use super::levels::{Collected, Leveled, levels};
use super::{belonging, changes, events, lanes, page, relations};
use crate::export::kit::words::{event_kind, relation_kind};
use crate::export::kit::{Gathered, Rows};
use crate::export::kit::{LeftOut, Written};
use crate::export::kit::{coverage, filters};
use crate::export::kit::{day_in_words, window_in_words};
use crate::graph::IntoId;
use crate::model::{ActorId, Certainty, Day, EventKind, RelationKind, Sign, Window};
use crate::query::ChangeKind;
use crate::view::View;
use std::collections::BTreeSet;
use std::fmt;

/// A page with a timeline of a view, ready to be written.
///
/// [`View::to_timeline`] makes it. The page is one HTML file that needs no network. Actors are
/// lanes. Relations are bars, with soft ends where the date is uncertain. Events are marks. Splits
/// and mergers are links between lanes. A slider steps through the changes and shows who belonged
/// to whom, and who was tied to whom, on that day. Everything leads to its statements and sources.
///
/// If places of events have coordinates, a small map shows them: points on a grid of degrees, sized
/// by the events or deaths from one change to the next. The map has no outlines of countries,
/// because this crate includes no such data.
///
/// On each day the page shows the answers of the view [on that day](crate::ActorGraph::at), at each
/// certainty.
///
/// It prints as its HTML.
///
/// # Examples
///
/// ```
/// use factions::{ActorGraph, Record, date};
///
/// # let record = Record::from_toml(r#"
/// # format = 1
/// # [record]
/// # title = "Mali, autumn 2023"
/// # [actors]
/// # jnim = { name = "Group for the Support of Islam and Muslims", short = "JNIM", kind = "armed-group" }
/// # army = { name = "Malian Armed Forces", kind = "state-force" }
/// # [[events]]
/// # kind = "clash"
/// # when = 2023-10-10
/// # from = "jnim"
/// # to = "army"
/// # certainty = "claimed"
/// # by = "jnim"
/// # "#)?;
/// let graph = ActorGraph::new(record);
/// let october = graph.during(date(2023, 10, 1)..date(2023, 11, 1));
/// let page = october.to_timeline().title("Mali, October 2023").to_html();
/// assert!(page.content.starts_with("<!DOCTYPE html>"));
/// assert!(page.content.contains("claimed by JNIM"));
/// assert!(page.left_out.is_empty());
/// # Ok::<(), factions::Problems>(())
/// ```
#[derive(Debug, Clone)]
#[must_use = "nothing is drawn until it is written"]
pub struct Timeline<'g, 'f> {
    view: View<'g, 'f>,
    title: Option<String>,
    groups: Vec<(String, BTreeSet<ActorId>)>,
    is_with_isolated: bool,
}

/// # Timelines
impl<'g, 'f> View<'g, 'f> {
    /// A page with a timeline of the view, to be titled and written.
    ///
    /// # Examples
    ///
    /// ```
    /// use factions::{ActorGraph, Record};
    ///
    /// # let record = Record::from_toml("format = 1")?;
    /// let graph = ActorGraph::new(record);
    /// let page = graph.ever().to_timeline().to_string();
    /// assert!(page.contains("default-src 'none'"));
    /// # Ok::<(), factions::Problems>(())
    /// ```
    pub const fn to_timeline(self) -> Timeline<'g, 'f> {
        Timeline {
            view: self,
            title: None,
            groups: Vec::new(),
            is_with_isolated: false,
        }
    }
}

/// # Asking for more
impl Timeline<'_, '_> {
    /// Sets the title; by default it is that of the record.
    pub fn title(mut self, title: impl Into<String>) -> Self {
        self.title = Some(title.into());
        self
    }

    /// Adds a frame around the lanes of these actors.
    ///
    /// A coalition brings its members along. An actor that is already below a coalition, or in a frame added
    /// before, stays there.
    ///
    /// # Examples
    ///
    /// ```
    /// # use factions::{ActorGraph, Record};
    /// # let record = Record::from_toml(r#"
    /// # format = 1
    /// # [actors]
    /// # army = { name = "Malian Armed Forces", kind = "state-force" }
    /// # wagner = { name = "Wagner Group", kind = "private-military" }
    /// # [[relations]]
    /// # kind = "alliance"
    /// # between = ["wagner", "army"]
    /// # "#)?;
    /// let graph = ActorGraph::new(record);
    /// let partners = [graph.actor("army")?, graph.actor("wagner")?];
    /// let page = graph.ever().to_timeline().group("Army and partners", partners).to_html();
    /// assert!(page.content.contains("Army and partners"));
    /// # Ok::<(), Box<dyn std::error::Error>>(())
    /// ```
    #[track_caller]
    pub fn group<A: IntoId<ActorId>>(
        mut self,
        title: impl Into<String>,
        actors: impl IntoIterator<Item = A>,
    ) -> Self {
        let actors = self.view.graph.ids_of(actors);
        self.groups.push((title.into(), actors));
        self
    }

    /// Shows or hides actors of the view without a tie or event in it; by default they are hidden.
    pub const fn isolated_actors(mut self, shown: bool) -> Self {
        self.is_with_isolated = shown;
        self
    }

    /// The page as HTML, with a report of the parts of the view that its picture cannot show.
    ///
    /// Something without a known day cannot be drawn in time, and appears only in the page's tables and
    /// lists. The same view gives the same bytes.
    ///
    /// # Complexity
    ///
    /// O(events + relations) for each certainty in the record, and a question for the members on
    /// each day on which the answer can change.
    pub fn to_html(&self) -> Written {
        let (data, left_out) = self.data();
        Written::new(page::html(&data), left_out)
    }

    fn data(&self) -> (Data, LeftOut) {
        let view = self.view;
        let levels = levels(view);
        let mut book = Book::new(view, levels.clone());
        let (mut lives, mut bars) = (Collected::new(), Collected::new());
        let (mut marks, mut links) = (Collected::new(), Collected::new());
        let mut members = Collected::new();
        let whole = Rows::of(view).gathered();
        for (level, &certainty) in levels.iter().enumerate() {
            let view = view.at_least(certainty);
            let own;
            let rows = if level == 0 {
                &whole
            } else {
                own = Rows::of(view).gathered();
                &own
            };
            relations::add_lives(&mut book, view, rows, level, &mut lives);
            relations::add(&mut book, view, rows, level, &mut bars);
            events::add(&mut book, view, level, &mut marks);
            changes::add(&mut book, view, level, &mut links);
            belonging::add(&mut book, view, rows, level, &mut members);
        }
        let (shown, isolated) = shown(&whole, self.is_with_isolated);
        let groups = lanes::lanes(&mut book, view, &whole, &shown, &self.groups);
        let count = levels.len();
        let (bars, marks) = (bars.all(count), marks.all(count));
        let (lives, links) = (lives.all(count), links.all(count));
        let denied: Vec<DeniedItem> = view
            .denied()
            .iter()
            .map(|denial| DeniedItem {
                statement: book.statement(denial.statement),
                title: book.what(denial.statement),
            })
            .collect();
        let left_out = left_out(&book, isolated, &bars, &marks);
        let as_of = view.graph().record().as_of().filter(|day| day.is_finite());
        let axis = axis(view, &bars, &marks, &links, as_of);
        let data = Data {
            title: self.heading(),
            about: self.about(as_of),
            axis,
            gaps: gaps(view, axis),
            windows: [view.window(), view.event_window()]
                .map(|window| [window.from.number(), window.to.number()]),
            as_of: as_of.map(Day::number),
            levels: levels.iter().map(|level| level.as_str()).collect(),
            pens: pens(),
            kinds: kinds(),
            groups,
            lives,
            relations: bars,
            events: marks,
            changes: links,
            members: members.all(count),
            denied,
            actors: book.actors,
            places: book.places,
            statements: book.statements,
            sources: book.sources,
        };
        (data, left_out)
    }

    fn heading(&self) -> String {
        let own = self.view.graph().record().title();
        let title = self.title.as_deref().or(own).unwrap_or_default().trim();
        if title.is_empty() {
            String::from("Actors and events in time")
        } else {
            title.to_owned()
        }
    }

    fn about(&self, as_of: Option<Day>) -> Vec<String> {
        let view = self.view;
        let words = |window| window_in_words(window).unwrap_or_else(|| String::from("all of time"));
        let (relations, events) = (words(view.window()), words(view.event_window()));
        let mut all = vec![if relations == events {
            format!("Relations and events of {relations}")
        } else {
            format!("Relations of {relations}, events of {events}")
        }];
        let as_of = as_of.and_then(day_in_words);
        all.extend(as_of.map(|day| format!("the record speaks for {day}")));
        all.extend(filters(view));
        all.extend(coverage(view));
        all
    }
}

impl fmt::Display for Timeline<'_, '_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.to_html().content)
    }
}

/// Reports everything in the view that the page's pictures cannot show.
fn left_out(
    book: &Book<'_, '_>,
    isolated: Vec<String>,
    bars: &[Leveled<RelationItem>],
    marks: &[Leveled<EventItem>],
) -> LeftOut {
    let key = |number: usize| book.statements[number].id.clone();
    let of_event = |mark: &Leveled<EventItem>| Some(key(*mark.item.statements.first()?));
    let mut left_out = LeftOut::default();
    left_out.note(
        "actors without a tie or event, which have no lane",
        isolated,
    );
    let undated = bars.iter().filter(|bar| is_undated(&bar.item));
    let keys: BTreeSet<String> = undated.map(|bar| key(bar.item.statement)).collect();
    left_out.note("relations without a known day, listed and not drawn", keys);
    let undated = marks.iter().filter(|mark| has_no_day(&mark.item));
    let keys: BTreeSet<String> = undated.filter_map(of_event).collect();
    left_out.note("events without a known day, listed and not drawn", keys);
    if !book.places.is_empty() {
        // only marks of the view's own certainty: at a higher one a place may not be named any more
        let own = marks
            .iter()
            .filter(|mark| mark.levels.is_none_or(|all| all & 1 == 1));
        let unlocated = own.filter(|mark| mark.item.located.is_empty());
        let keys: BTreeSet<String> = unlocated.filter_map(of_event).collect();
        let what = "events at no place with coordinates, listed and not on the map";
        left_out.note(what, keys);
    }
    left_out
}

/// Returns the days of the axis that the record does not cover, each range without its last day.
fn gaps(view: View<'_, '_>, axis: [i32; 2]) -> Vec<[i32; 2]> {
    let [from, to] = axis.map(Day::new);
    let gaps = view.gaps(Window { from, to }).into_iter();
    gaps.map(|gap| [gap.from.number(), gap.to.number()])
        .collect()
}

/// Returns the actors that have a lane, and the keys of the others.
fn shown(rows: &Gathered<'_>, is_with_isolated: bool) -> (BTreeSet<ActorId>, Vec<String>) {
    let named: BTreeSet<ActorId> = rows
        .statements
        .iter()
        .flat_map(|row| row.statement.record().ends.actors())
        .collect();
    let present = rows.actors.iter().filter(|row| row.holds.is_some());
    let (shown, isolated): (Vec<_>, Vec<_>) =
        present.partition(|row| is_with_isolated || named.contains(&row.actor.id()));
    let keys = isolated.iter().map(|row| row.actor.key().to_owned());
    let shown = shown.iter().map(|row| row.actor.id());
    (shown.collect(), keys.collect())
}

fn is_undated(bar: &RelationItem) -> bool {
    bar.bounds.iter().all(|&day| !Day::new(day).is_finite())
}

fn has_no_day(mark: &EventItem) -> bool {
    mark.days.iter().all(|&day| !Day::new(day).is_finite())
}

/// Returns the days that the picture spans: those of the view where they are finite, otherwise those of the
/// items.
fn axis(
    view: View<'_, '_>,
    bars: &[Leveled<RelationItem>],
    marks: &[Leveled<EventItem>],
    links: &[Leveled<super::data::ChangeItem>],
    as_of: Option<Day>,
) -> [i32; 2] {
    let (one, other) = (view.window(), view.event_window());
    let asked = Window {
        from: one.from.min(other.from),
        to: one.to.max(other.to),
    };
    let days = bars.iter().flat_map(|bar| bar.item.bounds);
    let days = days.chain(marks.iter().flat_map(|mark| mark.item.days));
    let days = days.chain(links.iter().flat_map(|link| link.item.days));
    let days = days.chain(as_of.map(Day::number));
    let days: Vec<i32> = days.filter(|&day| Day::new(day).is_finite()).collect();
    let first = days.iter().min().copied().unwrap_or(0);
    let last = days.iter().max().copied().unwrap_or(first);
    let room = (last - first) / 40 + 2;
    let from = asked.from;
    let to = asked.to;
    let from = if from.is_finite() {
        from.number()
    } else {
        first - room
    };
    let to = if to.is_finite() {
        to.number()
    } else {
        last + room
    };
    [from, to.max(from + 1)]
}

/// Returns the pen that draws each certainty.
fn pens() -> Vec<(&'static str, &'static str)> {
    let all = Certainty::ALL.iter();
    all.map(|&one| (one.as_str(), crate::export::dot::pen(one)))
        .collect()
}

/// Returns the words for every kind.
fn kinds() -> Vec<KindWords> {
    let relations = RelationKind::ALL.iter().map(|&kind| {
        let (look, out, into, once) = bar(kind);
        KindWords {
            k: kind.as_str(),
            of: "relation",
            word: relation_kind(kind),
            look,
            out,
            into,
            once,
        }
    });
    let events = EventKind::ALL.iter().map(|&kind| KindWords {
        k: kind.as_str(),
        of: "event",
        word: event_kind(kind),
        look: match kind.sign() {
            _ if kind.is_lineage() => "lineage",
            Sign::Negative => "attack",
            _ => "happened",
        },
        out: "",
        into: "",
        once: false,
    });
    let changes = ChangeKind::ALL.iter().map(|&kind| KindWords {
        k: kind.as_str(),
        of: "change",
        word: kind.as_str(),
        look: match kind {
            ChangeKind::Joined => "membership",
            ChangeKind::AllianceMade | ChangeKind::AllianceEnded => "alliance",
            ChangeKind::Formed | ChangeKind::Dissolved => "happened",
            _ => "lineage",
        },
        out: "",
        into: "",
        once: false,
    });
    relations.chain(events).chain(changes).collect()
}

/// Returns how a relation is drawn as a bar: its style, the words before the other actor's name, and whether
/// it is drawn once.
const fn bar(kind: RelationKind) -> (&'static str, &'static str, &'static str, bool) {
    match kind {
        RelationKind::Membership => ("membership", "in", "has", true),
        RelationKind::PartOf => ("part-of", "part of", "has", true),
        RelationKind::Alliance => ("alliance", "allied with", "allied with", false),
        RelationKind::Cooperation => ("cooperation", "operates with", "operates with", false),
        RelationKind::Affiliation => ("affiliation", "affiliate of", "patron of", false),
        RelationKind::Support => ("support", "supports", "supported by", false),
        RelationKind::Hosting => ("hosting", "hosts", "hosted by", false),
        RelationKind::Rivalry => ("rivalry", "rival of", "rival of", false),
        RelationKind::Belligerence => ("rivalry", "at war with", "at war with", false),
        RelationKind::Agreement => ("neutral", "agreement with", "agreement with", false),
        RelationKind::Ceasefire => ("neutral", "ceasefire with", "ceasefire with", false),
        RelationKind::Neutrality => ("neutral", "neutral to", "neutral to", false),
        RelationKind::Other => ("neutral", "tied to", "tied to", false),
    }
}
