//! Events as marks.

use super::book::Book;
use super::data::EventItem;
use super::levels::Collected;
use crate::export::kit::words::{dates_of, how_sure, toll, what_happened};
use crate::export::kit::{rank, runs};
use crate::model::{ActorId, Ends, EventKind, When, Window};
use crate::query::Happening;
use crate::view::View;
use std::collections::BTreeMap;

/// The part of an actor in an event; among several statements the strongest part counts.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
enum Involvement {
    Beside,
    Hit,
    Acts,
}

/// Adds the events of a view at one level of certainty.
pub(super) fn add<'g>(
    book: &mut Book<'g, '_>,
    view: View<'g, '_>,
    level: usize,
    all: &mut Collected<EventItem>,
) {
    for happening in view.events() {
        let item = item(book, view, &happening);
        all.add(level, item);
    }
}

fn item<'g>(book: &mut Book<'g, '_>, view: View<'g, '_>, happening: &Happening<'g>) -> EventItem {
    let surest = happening.surest();
    let counted = view.counted_tellings(surest.id());
    let events = happening.grounds.statements.iter();
    let events = events.filter_map(|one| one.record().event());
    let ranges = events.flat_map(|event| event.when.iter().flat_map(When::possible_ranges));
    let cuts: Vec<_> = ranges
        .flat_map(|(first, last)| [first, last.next()])
        .collect();
    let found = runs(view.event_window(), cuts, |day| {
        let window = Window {
            from: day,
            to: day.next(),
        };
        let found = view.happening_in(&counted, window);
        found.map(|(_, holds, _)| rank(holds))
    });
    let parts = parts(happening);
    let mut who_is = |part: Involvement| {
        let ids = parts.iter().filter(|(_, own)| **own == part);
        book.actor_list(ids.map(|(&id, _)| id))
    };
    let (acting, hit, beside) = (
        who_is(Involvement::Acts),
        who_is(Involvement::Hit),
        who_is(Involvement::Beside),
    );
    let kind = happening.kind.event().unwrap_or(EventKind::Other);
    let killed = match toll(happening).0 {
        None if happening.is_violent() => Some(String::from("deaths unknown")),
        toll => toll,
    };
    let places: Vec<String> = happening.places.iter().map(ToString::to_string).collect();
    EventItem {
        kind: kind.as_str(),
        days: [happening.days.first.number(), happening.days.last.number()],
        runs: found,
        acting,
        hit,
        beside,
        certainty: happening.grounds.certainty.as_str(),
        title: match what_happened(happening) {
            title if title.is_empty() => String::from("Event"),
            title => title,
        },
        who: book.who(&surest.record().ends),
        when: dates_of(happening),
        places: places.join("; "),
        located: happening
            .places
            .iter()
            .filter_map(|place| book.place(place))
            .collect(),
        known: how_sure(&happening.grounds),
        killed,
        dead: happening
            .killed
            .as_ref()
            .map(|killed| killed.deaths.best_or_low()),
        statements: book.statement_list(happening.grounds.statements.iter().copied()),
        denied: book.statement_list(happening.grounds.denied.iter().copied()),
    }
}

fn parts(happening: &Happening<'_>) -> BTreeMap<ActorId, Involvement> {
    let mut parts = BTreeMap::new();
    let mut add = |actors: &[ActorId], part: Involvement| {
        for &id in actors {
            let own = parts.entry(id).or_insert(part);
            *own = part.max(*own);
        }
    };
    for statement in &happening.grounds.statements {
        match &statement.record().ends {
            Ends::Directed { from, to } => {
                add(from, Involvement::Acts);
                add(to, Involvement::Hit);
            }
            Ends::Mutual(all) => add(all, Involvement::Beside),
            Ends::Alone(all) => add(all, Involvement::Acts),
            Ends::Sided(sides) => sides.iter().for_each(|side| add(side, Involvement::Beside)),
        }
    }
    parts
}
