//! Events or deaths by month or another step of the calendar, as stacked columns.

use super::frame::{Frame, PLOT, UNKNOWN, number};
use super::groups::{Group, Stack, colors, group, name};
use super::key::{Fill, KeyLine};
use crate::export::kit::filters;
use crate::export::kit::{Written, Xml};
use crate::model::{Certainty, Covered, Deaths, Holds, StatementId, Step};
use crate::query::{Collective, Happening, Tally};
use crate::view::View;
use std::collections::{BTreeMap, BTreeSet};
use std::fmt;

/// A chart of events or deaths by step of the calendar, ready to be written as SVG.
///
/// [`View::to_series_chart`] makes it. Each happening is in one column and one group, so the
/// columns add up to the view's [toll](View::toll). A happening in which several actors act or
/// fight is in a group of its own. A happening that no single step holds is in a separate column.
///
/// Hatched parts are only claimed or alleged, or only possibly in the view. Events with unknown
/// deaths are counted beside the column and never drawn as none; a column whose deaths are all
/// unknown is an empty box. If a toll has only a range, its lowest figure is drawn, and the words
/// say *at least*. Steps that the record does not [cover](View::covered) are a band, with a gap
/// where nothing is reported. Steps that it covers partly have a frame.
///
/// It prints as its SVG.
///
/// # Examples
///
/// ```
/// use factions::{ActorGraph, Record, Step};
///
/// # let record = Record::from_toml(r#"
/// # format = 1
/// # [actors]
/// # jnim = { name = "JNIM", kind = "armed-group" }
/// # army = { name = "Malian Armed Forces", kind = "state-force" }
/// # [[events]]
/// # kind = "clash"
/// # when = 2023-10-07
/// # from = "jnim"
/// # to = "army"
/// # killed = 16
/// # "#)?;
/// let graph = ActorGraph::new(record);
/// let chart = graph.ever().to_series_chart(Step::Month).deaths().by_dyad().to_svg();
/// assert!(chart.content.contains("2023-10, Malian Armed Forces – JNIM: 16"));
/// assert!(chart.left_out.is_empty());
/// # Ok::<(), factions::Problems>(())
/// ```
#[derive(Debug, Clone)]
#[must_use = "nothing is drawn until it is written"]
pub struct SeriesChart<'g, 'f> {
    view: View<'g, 'f>,
    step: Step,
    is_of_deaths: bool,
    stack: Stack,
    title: Option<String>,
    /// The collective whose events are counted; `None` if all events count.
    of: Option<Collective<'g, 'f>>,
}

/// # Charts
impl<'g, 'f> View<'g, 'f> {
    /// A chart of the events of the view, in columns by step of the calendar.
    ///
    /// # Examples
    ///
    /// ```
    /// use factions::{ActorGraph, Record, Step};
    ///
    /// # let record = Record::from_toml("format = 1")?;
    /// let graph = ActorGraph::new(record);
    /// let chart = graph.ever().to_series_chart(Step::Month).by_actor().to_string();
    /// assert!(chart.contains("Events by month"));
    /// # Ok::<(), factions::Problems>(())
    /// ```
    pub const fn to_series_chart(self, step: Step) -> SeriesChart<'g, 'f> {
        SeriesChart {
            view: self,
            step,
            is_of_deaths: false,
            stack: Stack::Whole,
            title: None,
            of: None,
        }
    }
}

/// # Drawing over time
impl<'g, 'f> Collective<'g, 'f> {
    /// A chart of the events in which the collective took part, in columns by step of the calendar.
    ///
    /// Each event counts once, certainly or possibly as in [`events`](Self::events). The
    /// description of the picture names the memberships that the chart rests on.
    ///
    /// # Examples
    ///
    /// ```
    /// use factions::{ActorGraph, Record, Step, date};
    ///
    /// let graph = ActorGraph::new(Record::mali());
    /// let autumn = graph.during(date(2023, 7, 1)..date(2023, 11, 1));
    /// let csp = autumn.coalition_as_one(graph.actor("CSP")?);
    /// let svg = csp.to_series_chart(Step::Month).by_dyad().to_svg().content;
    /// assert!(svg.contains("Events of CSP and its members by month"));
    /// # Ok::<(), Box<dyn std::error::Error>>(())
    /// ```
    pub fn to_series_chart(&self, step: Step) -> SeriesChart<'g, 'f> {
        SeriesChart {
            of: Some(self.clone()),
            ..self.view().to_series_chart(step)
        }
    }
}

/// # Asking for more
impl<'g> SeriesChart<'g, '_> {
    /// Draws deaths by the best figure instead of events; a line spans the lowest and the highest figure.
    pub const fn deaths(mut self) -> Self {
        self.is_of_deaths = true;
        self
    }

    /// Stacks events by the actor that acts; events in which several act are one group.
    pub const fn by_actor(mut self) -> Self {
        self.stack = Stack::Actor;
        self
    }

    /// Stacks events by the pair that they tie; events with several pairs are one group.
    pub const fn by_dyad(mut self) -> Self {
        self.stack = Stack::Dyad;
        self
    }

    /// Sets the title; by default it names the counted events.
    pub fn title(mut self, title: impl Into<String>) -> Self {
        self.title = Some(title.into());
        self
    }

    /// The chart as SVG, with a report of anything that could not be written.
    ///
    /// The same view gives the same bytes.
    ///
    /// # Complexity
    ///
    /// O(events of the window + steps).
    pub fn to_svg(&self) -> Written {
        self.drawn(Xml::for_pages())
    }

    /// As [`to_svg`](Self::to_svg), for a part of a page.
    pub(in crate::export) fn in_a_page(&self) -> Written {
        self.drawn(Xml::fragment())
    }

    fn drawn(&self, xml: Xml) -> Written {
        let series = match &self.of {
            Some(of) => of.series(self.step),
            None => self.view.series(self.step),
        };
        let own = self.own_events();
        let mut columns: Vec<Column> = series
            .steps
            .iter()
            .map(|step| self.column(&step.label, &step.tally, own.as_ref()))
            .collect();
        if !series.not_dated.statements.is_empty() {
            let mut column = self.column("not dated", &series.not_dated, own.as_ref());
            // coverage does not apply to happenings that no single step holds
            column.covered = Covered::Yes;
            columns.push(column);
        }
        let mut sums: BTreeMap<Group, u64> = BTreeMap::new();
        for (&(group, _), part) in columns.iter().flat_map(|column| &column.parts) {
            *sums.entry(group).or_default() += part.value;
        }
        // a group that sums to nothing needs no colour
        sums.retain(|_, sum| *sum > 0);
        let colors = colors(&sums);
        let what = if self.is_of_deaths {
            "Deaths"
        } else {
            "Events"
        };
        let title = self.title.clone();
        let of = self.of.as_ref();
        let of = of.map_or_else(String::new, |of| format!(" of {of}"));
        let title = title.unwrap_or_else(|| format!("{what}{of} by {}", self.step));
        let total = series.total();
        let subtitle = if self.is_of_deaths {
            "Best figures, each happening once; a line from the lowest to the highest; \
             +n?: so many without a figure; an empty box: deaths unknown"
        } else {
            "Each happening once"
        };
        let all = std::iter::once(subtitle.to_owned()).chain(filters(self.view));
        let subtitle = all.collect::<Vec<_>>().join("; ");
        let mut words = format!("In all: {total}.");
        let tallies = series.steps.iter().map(|step| &step.tally);
        let tallies = tallies.chain([&series.not_dated]);
        let by = tallies.flat_map(|tally| tally.memberships.iter().map(|one| one.key()));
        let by: BTreeSet<&str> = by.collect();
        if !by.is_empty() {
            let by: Vec<&str> = by.into_iter().collect();
            words = format!("{words} By the memberships {}.", by.join(", "));
        }
        for (covered, what) in [
            (Covered::No, "Not covered"),
            (Covered::Partly, "Partly covered"),
        ] {
            let of = columns.iter().filter(|column| column.covered == covered);
            let labels: Vec<&str> = of.map(|column| &*column.label).collect();
            if !labels.is_empty() {
                words = format!("{words} {what}: {}.", labels.join(", "));
            }
        }
        let highest = columns.iter().map(|column| column.top(self.is_of_deaths));
        let key = self.key(&columns, &colors);
        let highest = highest.max().unwrap_or(0);
        let mut frame = Frame::new(xml, [&title, &subtitle, &words], highest, &key);
        self.draw(&mut frame, &columns, &colors);
        frame.finish()
    }

    fn name(&self, group: Group) -> String {
        let graph = self.view.graph();
        name(group, self.stack, |id| graph.actor_ref(id))
    }

    /// Returns the events in which the collective took part, by their most certain statements; `None` if all
    /// events count.
    fn own_events(&self) -> Option<Own<'g>> {
        let events = self.of.as_ref()?.events().into_iter();
        let happenings = events.map(|event| event.happening);
        Some(happenings.map(|one| (one.surest().id(), one)).collect())
    }

    fn column(&self, label: &str, tally: &Tally<'_>, own: Option<&Own<'g>>) -> Column {
        let mut column = Column {
            label: label.to_owned(),
            covered: tally.total.covered(),
            deaths: tally.total.all().killed(),
            unknown: tally.total.all().without_figure,
            parts: BTreeMap::new(),
        };
        let told = tally.statements.iter().map(|one| one.id());
        let happenings = match own {
            Some(own) => told.filter_map(|id| own.get(&id).cloned()).collect(),
            None => self.view.each_once(told.collect()),
        };
        for happening in happenings {
            let (value, certainty) = self.value(&happening);
            let deaths = happening.killed.as_ref().map(|killed| killed.deaths);
            let is_range = deaths.is_some_and(|deaths| deaths.best.is_none());
            let is_sure =
                certainty >= Certainty::Reported && happening.grounds.holds == Holds::Certainly;
            let part = (group(&happening, self.stack), !is_sure);
            let part = column.parts.entry(part).or_default();
            part.value += value;
            part.is_least |= self.is_of_deaths && is_range;
        }
        column
    }

    /// Returns the value of a happening, and the certainty of this value.
    fn value(&self, happening: &Happening<'_>) -> (u64, Certainty) {
        match &happening.killed {
            Some(killed) if self.is_of_deaths => (killed.deaths.best_or_low(), killed.certainty),
            _ => (u64::from(!self.is_of_deaths), happening.grounds.certainty),
        }
    }

    fn key(&self, columns: &[Column], colors: &BTreeMap<Group, (Group, usize)>) -> Vec<KeyLine> {
        let mut shown: Vec<(usize, Group)> =
            colors.values().map(|&(group, at)| (at, group)).collect();
        shown.sort_unstable();
        shown.dedup();
        let mut key: Vec<KeyLine> = shown
            .into_iter()
            .map(|(at, group)| (self.name(group), Fill::Color(at)))
            .collect();
        let mut parts = columns.iter().flat_map(|column| &column.parts);
        if parts.any(|(&(_, is_hatched), part)| is_hatched && part.value > 0) {
            key.push((
                String::from("hatched: claimed, alleged or possibly"),
                Fill::Hatched(6),
            ));
        }
        for (covered, fill, words) in [
            (Covered::No, Fill::Gap, "band: not covered"),
            (Covered::Partly, Fill::Part, "frame: partly covered"),
        ] {
            if columns.iter().any(|column| column.covered == covered) {
                key.push((String::from(words), fill));
            }
        }
        key
    }

    fn draw(
        &self,
        frame: &mut Frame,
        columns: &[Column],
        colors: &BTreeMap<Group, (Group, usize)>,
    ) {
        let count = number(columns.len().max(1) as u64);
        let width = PLOT.0 / count;
        // labels stay far enough apart to be readable
        let every = (70.0 / width).ceil().max(1.0);
        let mut until_label = 0.0;
        for (at, column) in columns.iter().enumerate() {
            let left = Frame::x(number(at as u64) / count);
            let is_apart = column.label == "not dated";
            let (from, to) = (left + width * 0.12, left + width * 0.88);
            if is_apart {
                frame.upright(left);
            }
            let band = match column.covered {
                Covered::Yes => None,
                Covered::Partly => Some((Fill::Part, "partly covered")),
                Covered::No => Some((Fill::Gap, "not covered")),
            };
            if let Some((fill, words)) = band {
                let words = format!("{}: {words}", column.label);
                frame.band((left, left + width), fill, &words);
            }
            let mut parts: Vec<(usize, bool, Group, GroupShare)> = column
                .parts
                .iter()
                .filter(|(_, part)| part.value > 0)
                .filter_map(|(&(group, is_hatched), &part)| {
                    let &(shown, color) = colors.get(&group)?;
                    Some((color, is_hatched, shown, part))
                })
                .collect();
            parts.sort_unstable();
            let mut low = 0;
            for (color, is_hatched, group, GroupShare { value, is_least }) in parts {
                let sure = if is_hatched {
                    " (claimed, alleged or possibly)"
                } else {
                    ""
                };
                let least = if is_least { "at least " } else { "" };
                let name = self.name(group);
                let words = format!("{}, {name}: {least}{value}{sure}", column.label);
                let fill = Fill::of(color, is_hatched);
                frame.area((from, to), (low, low + value), fill, &words);
                low += value;
            }
            let middle = left + width / 2.0;
            if self.is_of_deaths {
                let Deaths { low, high, .. } = column.deaths.unwrap_or_default();
                if low != high {
                    frame.range(middle, low, high);
                }
                let mut top = frame.y(number(high)) - 6.0;
                // a column where nothing is reported has only the band
                if column.deaths.is_none() && column.unknown > 0 {
                    frame.unknown((from, to), &format!("{}: deaths unknown", column.label));
                    top -= UNKNOWN;
                }
                if column.unknown > 0 {
                    frame.words(middle, top, &format!("+{}?", column.unknown));
                }
            }
            if until_label <= 0.0 || is_apart {
                frame.below(middle, &column.label);
                until_label = every;
            }
            until_label -= 1.0;
        }
    }
}

impl fmt::Display for SeriesChart<'_, '_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.to_svg().content)
    }
}

/// Happenings by their most certain statements.
type Own<'g> = BTreeMap<StatementId, Happening<'g>>;

/// A column of the chart.
#[derive(Debug)]
struct Column {
    label: String,
    covered: Covered,
    /// The deaths; `None` if unknown.
    deaths: Option<Deaths>,
    /// The number of happenings without a figure.
    unknown: u64,
    /// The value of each group, without and with hatching.
    parts: BTreeMap<(Group, bool), GroupShare>,
}

/// The share of a group in a column.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Default)]
struct GroupShare {
    value: u64,
    /// Whether it includes a range without a best figure, so that it reads *at least*.
    is_least: bool,
}

impl Column {
    fn top(&self, is_of_deaths: bool) -> u64 {
        let sum = self.parts.values().map(|part| part.value).sum();
        if is_of_deaths {
            self.deaths.unwrap_or_default().high.max(sum)
        } else {
            sum
        }
    }
}
