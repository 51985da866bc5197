//! The title of a picture, with its days, filters and sources.

use super::camps::Camps;
use super::lines;
use super::plan::Plan;
use crate::export::dot::scenes::actor;
use crate::export::dot::writing::{Face, Html, Lines, Set};
use crate::export::dot::writing::{brief, wrap};
use crate::export::kit::{coverage, filters};
use crate::export::kit::{day_in_words, window_in_words};
use crate::model::Source;
use crate::query::Grounds;
use crate::view::View;

/// The number of sources that the title names.
const SOURCES: usize = 4;

/// Returns the requested title, otherwise that of the record.
pub(in crate::export::dot) fn title(view: View<'_, '_>, asked: Option<&str>) -> String {
    let own = view.graph().record().title();
    let title = asked.or(own).unwrap_or_default().trim();
    if title.is_empty() {
        String::from("Actors and events")
    } else {
        title.to_owned()
    }
}

/// Returns the title with the days, the filters and the sources below it.
pub(super) fn label(plan: &Plan<'_, '_, '_>, asked: Option<&str>) -> Html {
    let mut lines = Lines::default();
    lines.extend(Face::Title, wrap(&title(plan.view, asked), 70, 3));
    lines.extend(Face::Subtitle, wrap(&days(plan), 120, 3));
    lines.extend(Face::Subtitle, wrap(&sources(plan.scene.grounds()), 120, 5));
    lines.to_html(Set::Left)
}

/// Describes the days and filters of a view.
pub(in crate::export::dot) fn asked_for(view: View<'_, '_>) -> String {
    let days = window_in_words(view.window()).unwrap_or_else(|| String::from("all of time"));
    let all = std::iter::once(days).chain(filters(view));
    all.collect::<Vec<_>>().join(", ")
}

fn days(plan: &Plan<'_, '_, '_>) -> String {
    let view = plan.view;
    let words = |window| window_in_words(window).unwrap_or_else(|| String::from("all of time"));
    let (relations, events) = (words(view.window()), words(view.event_window()));
    let is_day = view.window().from.next() == view.window().to;
    let mut all = vec![match (is_day, relations == events) {
        (true, true) => format!("As of {relations}"),
        (true, false) => format!("Relations as of {relations}, events of {events}"),
        (false, true) => format!("Relations and events of {relations}"),
        (false, false) => format!("Relations of {relations}, events of {events}"),
    }];
    let last = plan.scene.last.and_then(day_in_words);
    if let (false, Some(last)) = (is_day, last) {
        all.push(format!("membership as of {last}"));
    }
    let deeds = plan.scene.deeds.iter().enumerate();
    let mut folded = deeds.filter(|(number, _)| !plan.boxes.contains(number));
    if folded.any(|(_, deed)| lines::pairs(deed).count() > 1) {
        all.push(String::from(
            "an event of several actors is part of several lines",
        ));
    }
    all.extend(filters(view));
    all.extend(coverage(view));
    if !plan.egos.is_empty() {
        let names = plan.egos.iter().map(|&id| actor(view, id).label());
        let names: Vec<&str> = names.collect();
        all.push(format!("around {}", brief(&names.join(", "), 60)));
    }
    all.extend(plan.camps.into_iter().flat_map(Camps::in_words));
    format!("{}.", all.join("; "))
}

/// Names the sources of a picture, those with most statements first.
pub(in crate::export::dot) fn sources<'a, 'g: 'a>(
    grounds: impl Iterator<Item = &'a Grounds<'g>>,
) -> String {
    let mut counts: Vec<(&Source, usize)> = Vec::new();
    for source in grounds.flat_map(|grounds| grounds.sources.iter().copied()) {
        match counts.iter_mut().find(|(known, _)| known.key == source.key) {
            Some((_, count)) => *count += 1,
            None => counts.push((source, 1)),
        }
    }
    // sources with most statements first
    counts.sort_by(|a, b| b.1.cmp(&a.1).then_with(|| a.0.key.cmp(&b.0.key)));
    let named = counts.iter().take(SOURCES);
    let named: Vec<String> = named
        .map(|(source, _)| brief(&source.to_string(), 110))
        .collect();
    let word = if counts.len() == 1 {
        "Source"
    } else {
        "Sources"
    };
    match counts.len().saturating_sub(SOURCES) {
        _ if counts.is_empty() => String::from("No source is named."),
        0 => stop(format!("{word}: {}", named.join("; "))),
        more => format!("{word}: {}; and {more} more.", named.join("; ")),
    }
}

/// Adds a full stop, unless the sentence ends in an ellipsis.
fn stop(sentence: String) -> String {
    if sentence.ends_with('…') {
        sentence
    } else {
        sentence + "."
    }
}
