//! One row of ACLED, as an event.

use super::Acled;
use super::actors::{is_civilians, is_protesters};
use super::columns::Columns;
use super::ends;
use super::events::{Second, Story, story};
use super::hints::Change;
use super::noted_span::noted_span;
use crate::import::data_sets::assembly::{Assembly, Occurred, PlaceCells, Seat};
use crate::import::data_sets::common::{AcledOptions, Civilians, ZeroFatalities};
use crate::import::data_sets::common::{Desk, Fate, Refused};
use crate::import::data_sets::kit::cells::{DateCell, date, degrees};
use crate::import::data_sets::kit::names::single_spaced;
use crate::import::data_sets::kit::states::alpha2_of_iso;
use crate::import::data_sets::kit::table::{Column, Row};
use crate::import::report::Treatment;
use crate::model::{Certainty, Deaths, EventKind, Kind, Losses, ShortText, Sign};
use crate::record::At;
use jiff::Span;
use jiff::civil::Date;
use std::borrow::Cow;
use std::collections::BTreeMap;

impl Acled {
    pub(super) fn row(
        &mut self,
        columns: &Columns,
        beyond: &[(Column, String)],
        row: Row<'_>,
        desk: &mut Desk<'_>,
    ) -> Result<Fate, Refused> {
        let at = row.at;
        let (id, story) = told(columns, row)?;
        if !self.is_asked_for(columns, row, desk) {
            return Ok(not_asked_for(columns, row, desk, &id));
        }
        let (first_day, last_day, guess) = days(columns, row, &desk.options.acled)?;
        if let Some((code, message)) = guess {
            let report = &mut desk.assembly.report;
            report.note(Treatment::Guessed, code, message, at, &id);
        }
        let [one, other] = self.main_actors(columns, row, desk);
        let Some(one) = one else {
            let message = "the row names no `actor1`";
            return Err(Refused::new("no-actor", message, &*id));
        };
        self.with_second += u64::from(other.is_some());
        let [_, [name, _, code]] = columns
            .sides
            .map(|side| side.map(|column| row.text(column)));
        let second = match other {
            None => Second::Nobody,
            Some(_) if is_civilians(&name, &code) => Second::Civilians,
            Some(_) => Second::Somebody,
        };
        let kind = story.kind(second, &row.text(columns.notes));
        if other == Some(one) {
            let message = "both actors are the same: the event has that one alone";
            let report = &mut desk.assembly.report;
            report.note(Treatment::Changed, "one-on-both-sides", message, at, &id);
        }
        if story == Story::ChangeToGroup && kind == EventKind::Other {
            let change = Change {
                day: first_day,
                actors: [Some(one), other].into_iter().flatten().collect(),
                text: row.text(columns.notes).into_owned(),
            };
            let version = row.text(columns.timestamp).parse().unwrap_or(0);
            self.hints.changed(&id, version, change);
        }
        let first = desk.assembly.actor(one);
        let second = other.map(|seat| desk.assembly.actor(seat));
        let direction = desk.options.acled.direction;
        let (ends, places) = ends::of(
            kind,
            story,
            direction,
            first,
            (second, is_protesters(&name, &code)),
        );
        let killed = fatalities(columns, row, desk, kind);
        let when = desk.assembly.when(first_day, last_day);
        let (name, region) = (row.text(columns.place), row.text(columns.region));
        let place = PlaceCells {
            name: &name,
            region: &region,
            country: row.integer(columns.iso).and_then(alpha2_of_iso),
            // 3 is the point of a region
            point: matches!(row.integer(columns.place_precision), Some(1 | 2))
                .then(|| point(columns, row))
                .flatten(),
        };
        let mut sides = [vec![one], other.into_iter().collect::<Vec<Seat>>()];
        let associated = self.associated(columns, row, desk, (&mut sides, places));
        let event = Occurred {
            kind,
            when: Some(when),
            ends,
            place: desk.assembly.place(place, at),
            killed,
            losses: Losses::default(),
            certainty: Certainty::Reported,
            hedge: None,
            note: None,
            associated,
            id: ShortText::of_parts(["acled-", &id]),
            version: row.said(columns.timestamp).map(Cow::into_owned),
            native: native(beyond, row, desk),
        };
        self.repeated += u64::from(desk.assembly.has(&event.id));
        if !desk.assembly.event(event, at) {
            return Ok(Fate::Merged);
        }
        self.forces.met(&sides[0], &sides[1]);
        Ok(Fate::Made)
    }

    /// Returns the associates of each end, and adds them to `sides` as the row lists them.
    fn associated(
        &mut self,
        columns: &Columns,
        row: Row<'_>,
        desk: &mut Desk<'_>,
        (sides, places): (&mut [Vec<Seat>; 2], [u8; 2]),
    ) -> Vec<(u8, Seat)> {
        let mut associated = Vec::new();
        for ((columns, end), side) in columns.sides.iter().zip(places).zip(sides) {
            let names = row.text(columns[1]);
            for name in names.split(';').map(str::trim) {
                if !name.is_empty() {
                    let seat = self.seat(name, row, desk);
                    side.push(seat);
                    associated.push((end, seat));
                }
            }
        }
        associated
    }

    /// Returns the seats of the two main actors, and counts their codes.
    fn main_actors(
        &mut self,
        columns: &Columns,
        row: Row<'_>,
        desk: &mut Desk<'_>,
    ) -> [Option<Seat>; 2] {
        columns.sides.map(|[name, _, code]| {
            let name = row.said(name)?;
            let seat = self.seat(&name, row, desk);
            self.codes.count(seat, &row.text(code));
            Some(seat)
        })
    }

    /// Whether the caller asked for the row's type of event.
    fn is_asked_for(&mut self, columns: &Columns, row: Row<'_>, desk: &Desk<'_>) -> bool {
        let wanted = &desk.options.acled.event_types;
        let mut is_one = wanted.is_empty();
        for column in [columns.kind, columns.sub_kind] {
            let kind = row.text(column);
            for one in wanted.iter().filter(|one| one.eq_ignore_ascii_case(&kind)) {
                is_one = true;
                if !self.met_types.contains(one) {
                    self.met_types.insert(one.clone());
                }
            }
        }
        is_one
    }

    fn seat(&mut self, name: &str, row: Row<'_>, desk: &mut Desk<'_>) -> Seat {
        let written = name;
        let name = &*single_spaced(written);
        if name != written {
            let message = "names that differ in spaces alone are one";
            let report = &mut desk.assembly.report;
            report.note(Treatment::Changed, "spaces-in-names", message, row.at, name);
        }
        let is_one = desk.options.acled.civilians == Civilians::One;
        let name = match name.strip_prefix("Civilians") {
            Some(_) if is_one => "Civilians",
            _ => name,
        };
        self.seat_at(name, row.at, desk.assembly)
    }

    /// Returns the seat of a name in a row at this place.
    pub(super) fn seat_at(&mut self, name: &str, at: At, assembly: &mut Assembly) -> Seat {
        let before = assembly.cast.len();
        let seat = assembly.seat(name, name, at);
        if seat.index() >= before {
            self.forces.add(seat, name);
        }
        seat
    }
}

/// Returns the id of a row and its meaning.
fn told<'r>(columns: &Columns, row: Row<'r>) -> Result<(Cow<'r, str>, Story), Refused> {
    let id = row.said(columns.id).filter(|id| !id.ends_with("undefined"));
    let Some(id) = id else {
        let message = "the row has no `event_id_cnty`: nothing tells it from a copy of it";
        return Err(Refused::new("no-id", message, ""));
    };
    let kinds = [columns.kind, columns.sub_kind].map(|column| row.text(column));
    let [kind, sub_kind] = kinds.each_ref().map(|cell| &**cell);
    let Some(story) = story(kind, sub_kind) else {
        let message = "the type of event is in no codebook";
        return Err(Refused::new("event-type", message, kind));
    };
    Ok((id, story))
}

/// Reports a row whose type the caller did not ask for.
fn not_asked_for(columns: &Columns, row: Row<'_>, desk: &mut Desk<'_>, id: &str) -> Fate {
    let message = "rows of this type of event were not asked for: the record covers their days partly, \
                   and has no such events of them";
    let report = &mut desk.assembly.report;
    report.note(Treatment::Beyond, "not-asked-for", message, row.at, id);
    if let Ok((first, last, _)) = days(columns, row, &desk.options.acled) {
        desk.assembly.speaks_of(first, last);
    }
    Fate::Beyond
}

/// The code and the sentence of a report about a guess.
type Guess = (&'static str, &'static str);

/// Returns the first and last possible day of a row's event, and the guess behind them if there was one.
fn days(
    columns: &Columns,
    row: Row<'_>,
    options: &AcledOptions,
) -> Result<(Date, Date, Option<Guess>), Refused> {
    let cell = row.text(columns.date);
    let day = match date(&cell) {
        DateCell::Day(day) => day,
        DateCell::TooEarly(_) => {
            let message = "the year is not of this age: ACLED's interface wrote 0025 for 2025 in \
                           autumn 2025 (download the row again)";
            return Err(Refused::new("impossible-year", message, cell));
        }
        DateCell::Ambiguous => {
            let message = "a date may be read in two ways: take the original file";
            return Err(Refused::new("ambiguous-date", message, cell));
        }
        DateCell::SpreadsheetTime | DateCell::Other => {
            let message = "the row has no date that can be read";
            return Err(Refused::new("no-date", message, cell));
        }
    };
    let precision = row.integer(columns.precision);
    if precision == Some(2)
        && options.spans_in_notes
        && let Some((first, last)) = noted_span(&row.text(columns.notes), day)
    {
        let message = "a week is known, not the day: some day of the span that the notes name";
        return Ok((first, last, Some(("span-in-notes", message))));
    }
    Ok(match precision {
        Some(2) => {
            let message = "a week is known, not the day: some day of three before to three after";
            let span = Span::new().days(i64::from(options.days_about));
            let first = day.checked_sub(span).unwrap_or(day);
            let last = day.checked_add(span).unwrap_or(day);
            (first, last, Some(("day-of-a-week", message)))
        }
        Some(3) => {
            let message = "a month is known, not the day: some day of the month";
            let (first, last) = (day.first_of_month(), day.last_of_month());
            (first, last, Some(("day-of-a-month", message)))
        }
        Some(1) => (day, day, None),
        _ => {
            let message = "how exact the date is is not said: it was taken for the day";
            (day, day, Some(("no-precision", message)))
        }
    })
}

fn fatalities(
    columns: &Columns,
    row: Row<'_>,
    desk: &mut Desk<'_>,
    kind: EventKind,
) -> Option<Deaths> {
    let is_violent = Kind::Event(kind).sign() == Sign::Negative && kind != EventKind::Arrest;
    let report = &mut desk.assembly.report;
    match row.count(columns.fatalities) {
        Some(0) if is_violent && desk.options.acled.zero_fatalities == ZeroFatalities::Unknown => {
            let message = "0 stands for none and for unknown: it was taken for unknown";
            report.note(Treatment::Changed, "zero-fatalities", message, row.at, "");
            None
        }
        Some(0) if !is_violent => None,
        Some(count) => Some(Deaths::exactly(count)),
        None => {
            let message = "the row has no count of fatalities: its deaths are unknown";
            let cell = row.text(columns.fatalities);
            report.note(Treatment::Changed, "no-fatalities", message, row.at, &cell);
            None
        }
    }
}

fn point(columns: &Columns, row: Row<'_>) -> Option<(f64, f64)> {
    let latitude = degrees(&row.text(columns.latitude), 90.0)?;
    let longitude = degrees(&row.text(columns.longitude), 180.0)?;
    Some((latitude, longitude))
}

/// Returns the cells of a row outside the model, if the caller asks for them.
fn native(beyond: &[(Column, String)], row: Row<'_>, desk: &Desk<'_>) -> Vec<(Box<str>, Box<str>)> {
    if !desk.options.native {
        return Vec::new();
    }
    let texts = beyond
        .iter()
        .filter_map(|(column, name)| Some((name.as_str(), row.said(*column)?.into_owned())));
    let texts: BTreeMap<&str, String> = texts.collect();
    let text = serde_json::to_string(&texts).unwrap_or_default();
    vec![("acled".into(), text.into())]
}
