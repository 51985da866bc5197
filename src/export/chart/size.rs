//! The number of members of a coalition over time.

use super::frame::Frame;
use super::key::{Fill, KeyLine};
use crate::export::kit::cuts;
use crate::export::kit::filters;
use crate::export::kit::runs;
use crate::export::kit::{Written, Xml};
use crate::graph::IntoId;
use crate::model::{ActorId, Certainty, Day, Holds, Step, Window};
use crate::view::View;
use std::fmt;

/// A chart of the size of a coalition over time, ready to be written as SVG.
///
/// [`View::to_size_chart`] makes it. The full part shows the direct members that the view certainly
/// has on a day, by statements that are at least reported. The hatched part above shows members
/// that it possibly has, or has only by a claim or allegation.
///
/// It prints as its SVG.
///
/// # Examples
///
/// ```
/// use factions::{ActorGraph, Record};
///
/// # let record = Record::from_toml(r#"
/// # format = 1
/// # [actors]
/// # csp = { name = "Permanent Strategic Framework", short = "CSP", kind = "coalition" }
/// # msa = { name = "MSA", kind = "armed-group" }
/// # [[relations]]
/// # kind = "membership"
/// # from = "msa"
/// # to = "csp"
/// # start = "2021-05"
/// # end = "late 2023-09"
/// # "#)?;
/// let graph = ActorGraph::new(record);
/// let chart = graph.ever().to_size_chart(graph.actor("CSP")?).to_svg();
/// assert!(chart.content.contains("2021-05-31 to 2023-09-20: 1 certainly"));
/// assert!(chart.content.contains("2023-09-21 to 2023-09-29: 0 certainly, 1 possibly"));
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
#[derive(Debug, Clone)]
#[must_use = "nothing is drawn until it is written"]
pub struct SizeChart<'g, 'f> {
    view: View<'g, 'f>,
    coalition: ActorId,
    title: Option<String>,
}

/// # Charts
impl<'g, 'f> View<'g, 'f> {
    /// A chart of the number of direct members that a coalition had over time.
    ///
    /// # Examples
    ///
    /// ```
    /// use factions::{ActorGraph, Record};
    ///
    /// # let record = Record::from_toml(r#"
    /// # format = 1
    /// # [actors]
    /// # csp = { name = "CSP", kind = "coalition" }
    /// # "#)?;
    /// let graph = ActorGraph::new(record);
    /// let chart = graph.ever().to_size_chart(graph.actor("csp")?).to_string();
    /// assert!(chart.contains("No member is known."));
    /// # Ok::<(), Box<dyn std::error::Error>>(())
    /// ```
    #[track_caller]
    pub fn to_size_chart(self, coalition: impl IntoId<ActorId>) -> SizeChart<'g, 'f> {
        SizeChart {
            view: self,
            coalition: coalition.id_in(self.graph),
            title: None,
        }
    }
}

impl SizeChart<'_, '_> {
    /// Sets the title; by default it names the coalition.
    pub fn title(mut self, title: impl Into<String>) -> Self {
        self.title = Some(title.into());
        self
    }

    /// The chart as SVG, with a report of anything that could not be written.
    ///
    /// # Complexity
    ///
    /// It asks for the members on each day on which the answer can change.
    pub fn to_svg(&self) -> Written {
        self.drawn(Xml::for_pages())
    }

    /// As [`to_svg`](Self::to_svg), for a part of a page.
    pub(in crate::export) fn in_a_page(&self) -> Written {
        self.drawn(Xml::fragment())
    }

    fn drawn(&self, xml: Xml) -> Written {
        let view = self.view;
        let name = view.graph().actor_by_id(self.coalition);
        let name = name.map_or_else(String::new, |actor| actor.to_string());
        let title = self.title.clone();
        let title = title.unwrap_or_else(|| format!("Direct members of {name}"));
        let steps = self.steps();
        let highest = steps.iter().map(|&(_, _, (sure, unsure))| sure + unsure);
        let highest = highest.max().unwrap_or(0);
        let words: Vec<String> = steps.iter().map(words).collect();
        let words = match &*words {
            [] => String::from("No member is known."),
            words => words.join("; ") + ".",
        };
        let (from, to) = days(view.window(), &steps, view.graph().record().as_of());
        let shown = Window {
            from: Day::new(from),
            to: Day::new(to),
        };
        let gaps = view.gaps(shown);
        let mut key: Vec<KeyLine> = vec![
            (String::from("certainly"), Fill::Color(2)),
            (
                String::from("possibly, or claimed or alleged"),
                Fill::Hatched(2),
            ),
        ];
        if !gaps.is_empty() {
            key.push((String::from("band: events not covered"), Fill::Gap));
        }
        let subtitle = String::from("Relations as the view has them on each day");
        let all = std::iter::once(subtitle).chain(filters(view));
        let subtitle = all.collect::<Vec<_>>().join("; ");
        let mut frame = Frame::new(xml, [&title, &subtitle, &words], highest, &key);
        let place = |day: i32| {
            let share = f64::from(day.clamp(from, to) - from) / f64::from(to - from);
            Frame::x(share)
        };
        for gap in &gaps {
            let across = (place(gap.from.number()), place(gap.to.number()));
            let words = format!("{} to {}: events not covered", gap.from, gap.to.previous());
            frame.band(across, Fill::Gap, &words);
        }
        for step in &steps {
            let &(first, last, (sure, unsure)) = step;
            let across = (place(first), place(last));
            let words = self::words(step);
            if sure > 0 {
                frame.area(across, (0, sure), Fill::Color(2), &words);
            }
            if unsure > 0 {
                frame.area(across, (sure, sure + unsure), Fill::Hatched(2), &words);
            }
        }
        if let Some(as_of) = view.graph().record().as_of().filter(|day| day.is_finite()) {
            let day = as_of.number();
            if (from..to).contains(&day) {
                frame.upright(place(day));
            }
        }
        ticks(&mut frame, from, to, place);
        frame.finish()
    }

    /// Returns the runs of days of equal size: the certain members, and the possible ones beyond them.
    fn steps(&self) -> Vec<(i32, i32, (u64, u64))> {
        let view = self.view;
        let ever = view.members(self.coalition);
        let ties = ever.iter().flat_map(|one| &one.chains);
        let ties = ties.flat_map(|chain| chain.ties.iter());
        let cuts = ties.flat_map(|tie| {
            let time = view.tie_time(tie.id());
            let readings = time.iter().flat_map(|level| level.readings.as_slice());
            readings
                .flat_map(|bounds| cuts(*bounds))
                .collect::<Vec<Day>>()
        });
        runs(view.window(), cuts, |day| {
            let window = Window {
                from: day,
                to: day.next(),
            };
            let of_day = View {
                window,
                event_window: window,
                ..view
            };
            let members = of_day.members(self.coalition);
            let direct = members.iter().filter(|one| one.is_direct());
            let (mut sure, mut unsure) = (0, 0);
            for member in direct {
                let grounds = &member.grounds;
                if grounds.holds == Holds::Certainly && grounds.certainty >= Certainty::Reported {
                    sure += 1;
                } else {
                    unsure += 1;
                }
            }
            (sure + unsure > 0).then_some((sure, unsure))
        })
    }
}

impl fmt::Display for SizeChart<'_, '_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.to_svg().content)
    }
}

fn words(&(from, to, (sure, unsure)): &(i32, i32, (u64, u64))) -> String {
    let (first, last) = (Day::new(from), Day::new(to).previous());
    let days = match (first.is_finite(), last.is_finite()) {
        (true, true) => format!("{first} to {last}"),
        (true, false) => format!("{first} and later"),
        (false, true) => format!("{last} and earlier"),
        (false, false) => String::from("on any day"),
    };
    if unsure == 0 {
        format!("{days}: {sure} certainly")
    } else {
        format!("{days}: {sure} certainly, {unsure} possibly")
    }
}

/// Returns the first day of the chart and the day after the last.
fn days(window: Window, steps: &[(i32, i32, (u64, u64))], as_of: Option<Day>) -> (i32, i32) {
    let all = steps.iter().flat_map(|&(from, to, _)| [from, to]);
    let all = all.chain(as_of.map(Day::number));
    let all: Vec<i32> = all.filter(|&day| Day::new(day).is_finite()).collect();
    let first = all.iter().min().copied().unwrap_or(0);
    let last = all.iter().max().copied().unwrap_or(first);
    let room = (last - first) / 30 + 1;
    let pick = |day: Day, else_: i32| if day.is_finite() { day.number() } else { else_ };
    let from = pick(window.from, first.saturating_sub(room));
    let to = pick(window.to, last.saturating_add(room));
    (from, to.max(from.saturating_add(1)))
}

/// Writes dates below the plot, at the finest step that needs at most nine of them.
fn ticks(frame: &mut Frame, from: i32, to: i32, place: impl Fn(i32) -> f64) {
    let steps = [
        Step::Day,
        Step::Week,
        Step::Month,
        Step::Quarter,
        Step::Year,
    ];
    let starts = |step: Step| {
        let mut starts = Vec::new();
        let mut day = step.start(Day::new(from));
        while day.number() < to && starts.len() < 400 {
            if day.number() >= from {
                starts.push(day);
            }
            let next = step.next(day);
            if next <= day {
                break;
            }
            day = next;
        }
        starts
    };
    let step = steps.into_iter().find(|&step| starts(step).len() <= 9);
    let step = step.unwrap_or(Step::Year);
    let starts = starts(step);
    let every = starts.len().div_ceil(9).max(1);
    for &day in starts.iter().step_by(every) {
        frame.below(place(day.number()), &step.label(day));
    }
}
