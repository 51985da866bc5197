//! Events of the UCDP Georeferenced Event Dataset and of its Candidate.
//!
//! Sundberg and Melander 2013, and the codebooks of the releases: one row is an event of one dyad, with
//! a best, a low and a high figure of deaths, and the deaths of each side.

use super::ged_columns::{BEYOND, Columns, FOLLOW, READ, REQUIRED};
use super::roster::{Roster, unknown_actor, whole};
use crate::import::LoadError;
use crate::import::data_sets::assembly::{Occurred, PlaceCells, Seat};
use crate::import::data_sets::common::{Civilians, Clock, GedOptions, ProvisionalRows};
use crate::import::data_sets::common::{Desk, Fate, Refused, each_row};
use crate::import::data_sets::kit::cells::{DateCell, date, degrees, integer};
use crate::import::data_sets::kit::states::{Scheme, alpha2};
use crate::import::data_sets::kit::table::{Column, Row, Table};
use crate::import::report::{ReportWriter, Treatment};
use crate::model::{
    ActorId, Certainty, Day, Deaths, Ends, EventKind, Loss, Losses, PlaceId, ShortText, Sides,
};
use crate::record::At;
use jiff::civil::Date;
use std::borrow::Cow;
use std::collections::BTreeMap;
use std::fmt::Write as _;

/// The last year that an event can have.
const LAST_YEAR: i16 = 2200;

/// The state of the reader of the data set.
#[derive(Debug, Default)]
pub(super) struct Ged {
    damaged: u64,
    /// The types of violence that some row has.
    met: [bool; 3],
    /// Reused buffers for the id and the name of civilians, and for the cells of a place.
    texts: [String; 3],
}

/// The three types of violence.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Violence {
    StateBased,
    NonState,
    OneSided,
}

impl Ged {
    /// Reads all rows of a table.
    pub(super) fn read(
        &mut self,
        table: &mut Table<'_>,
        desk: &mut Desk<'_>,
        roster: &mut Roster,
    ) -> Result<(), LoadError> {
        table.require(REQUIRED)?;
        if table.column("latitude").is_there() {
            // without it the point of a region would pass for that of the event
            table.require(&["where_prec"])?;
        }
        let columns = Columns::of(table);
        desk.assembly
            .report
            .unknown_columns(&table.columns, &[READ, BEYOND]);
        for name in READ.iter().filter(|name| !FOLLOW.contains(name)) {
            if !table.column(name).is_there() {
                let message = "the file lacks a column that is read: what it would say is unknown";
                let (report, at) = (&mut desk.assembly.report, At::in_text(0, 0));
                report.note(Treatment::Guessed, "column-missing", message, at, name);
            }
        }
        let beyond = table
            .columns
            .iter()
            .filter(|name| BEYOND.contains(&&***name));
        let beyond: Vec<(Column, String)> = beyond
            .map(|name| (table.column(name), name.clone()))
            .collect();
        if desk.options.ged.types.contains(&false) {
            desk.assembly.speaks_in_part();
        }
        let before = desk.assembly.report.counts().read;
        each_row(table, desk, |row, desk| {
            self.row((&columns, &beyond), row, desk, roster)
        })?;
        let report = &mut desk.assembly.report;
        let read = report.counts().read - before;
        if self.damaged > 0 && self.damaged == read {
            return Err(LoadError::Unfit {
                what: "a spreadsheet saved it, and with that lost the days of all events"
                    .to_owned(),
                help: "take the file as it was downloaded".to_owned(),
            });
        }
        if !desk.options.native && !beyond.is_empty() {
            let message = "conflict, dyad, articles and their like are no part of the model, and \
                           were left out (the option `native` carries them along)";
            report.left_out(before, message);
        }
        Ok(())
    }

    /// Reports types of violence that the caller asked for and no row has.
    pub(super) fn tell_unused(&self, report: &mut ReportWriter, wanted: [bool; 3]) {
        if !wanted.contains(&false) || self.met == [false; 3] {
            return;
        }
        let names = ["state-based", "non-state", "one-sided"];
        for (name, (wanted, met)) in names.iter().zip(wanted.iter().zip(self.met)) {
            if *wanted && !met {
                let message = "no row is of a type of violence that was asked for";
                let at = At::in_text(0, 0);
                report.note(Treatment::Guessed, "event-type-unused", message, at, name);
            }
        }
    }

    fn row(
        &mut self,
        (columns, beyond): (&Columns, &[(Column, String)]),
        row: Row<'_>,
        desk: &mut Desk<'_>,
        roster: &mut Roster,
    ) -> Result<Fate, Refused> {
        let at = row.at;
        let options = &desk.options.ged;
        let Some(id) = row.said(columns.id) else {
            let message = "the row has no `id`: nothing tells it from a copy of it";
            return Err(Refused::new("no-id", message, ""));
        };
        let id = whole(&id);
        let violence = violence(&row.text(columns.kind))?;
        self.met[violence as usize] = true;
        let (first, last) = self.days(columns, row)?;
        if !options.types[violence as usize] {
            let message = "rows of this type of violence were not asked for: the record covers \
                           their days partly, and has no such events of them";
            let report = &mut desk.assembly.report;
            report.note(Treatment::Beyond, "not-asked-for", message, at, id);
            desk.assembly.speaks_of(first, last);
            return Ok(Fate::Beyond);
        }
        let days = (Day::from(first), Day::from(last));
        let (certainty, status) = status(columns, row, options, id)?;
        let report = &mut desk.assembly.report;
        if let Some(status) = &status {
            let message = "rows that UCDP is still checking have their status as the hedge word";
            report.note(Treatment::Guessed, "provisional", message, at, status);
        }
        if row.integer(columns.clarity) == Some(2) {
            let message = "a row that sums up several events is taken for one, on some day of its \
                           span";
            report.note(Treatment::Guessed, "summary-of-events", message, at, id);
        }
        let mut texts = std::mem::take(&mut self.texts);
        let seats = sides(
            columns,
            row,
            desk,
            (roster, &mut texts),
            (violence, first.year()),
        );
        self.texts = texts;
        let [a, b] = seats?;
        let [a, b] = [a, b].map(|seat| (seat, desk.assembly.actor(seat)));
        let ends = ends(violence, a.1, b.1);
        if let Ends::Alone(_) = ends {
            let message = "both sides are the same actor: the event has that one alone";
            desk.assembly
                .report
                .note(Treatment::Changed, "one-on-both-sides", message, at, id);
        }
        let killed = figures(columns, row, desk, id);
        let losses = match killed {
            Some(killed) if options.losses && a.1 != b.1 => losses(
                columns,
                row,
                desk,
                (roster, &mut self.texts),
                (violence, killed, [a.1, b.1], days),
            ),
            _ => Losses::default(),
        };
        if options.clock == Clock::Article {
            let article = latest_article(&row.text(columns.articles));
            if article.is_none() {
                let message = "the row names no day of an article: it is known from the release on";
                let report = &mut desk.assembly.report;
                report.note(Treatment::Guessed, "no-article-date", message, at, id);
            }
            desk.assembly.of_articles(article);
        }
        let when = desk.assembly.when(first, last);
        let place = place(columns, row, desk, &mut self.texts[2], first.year());
        let event = Occurred {
            kind: match violence {
                Violence::OneSided => EventKind::ViolenceAgainstCivilians,
                _ => EventKind::Clash,
            },
            when: Some(when),
            ends,
            place,
            killed,
            losses,
            certainty,
            hedge: status.as_deref(),
            note: None,
            associated: Vec::new(),
            id: ShortText::of_parts(["ged-", id]),
            version: None,
            native: native(beyond, row, desk),
        };
        Ok(if desk.assembly.event(event, at) {
            Fate::Made
        } else {
            Fate::Merged
        })
    }

    /// Returns the first and last possible day of a row's event.
    fn days(&mut self, columns: &Columns, row: Row<'_>) -> Result<(Date, Date), Refused> {
        let cells = [columns.start, columns.end].map(|column| row.text(column));
        let mut days = [Date::ZERO; 2];
        for (day, cell) in days.iter_mut().zip(&cells) {
            *day = match date(cell) {
                DateCell::Day(day) => day,
                DateCell::SpreadsheetTime => {
                    self.damaged += 1;
                    let message = "a spreadsheet saved a time of day in place of the date: take \
                                   the original file";
                    return Err(Refused::new("spreadsheet-date", message, &**cell));
                }
                DateCell::Ambiguous => {
                    let message = "a date may be read in two ways: take the original file";
                    return Err(Refused::new("ambiguous-date", message, &**cell));
                }
                DateCell::TooEarly(_) | DateCell::Other => {
                    let message = "the row has no date that can be read";
                    return Err(Refused::new("no-date", message, &**cell));
                }
            };
        }
        let [first, last] = days;
        if last < first {
            let message = "the event ends before it begins";
            return Err(Refused::new("inverted-dates", message, cells.join(" to ")));
        }
        if last.year() > LAST_YEAR {
            let message = "a day of the year 9999 stands for none";
            return Err(Refused::new("no-date", message, cells.join(" to ")));
        }
        let year = row.integer(columns.year);
        if let Some(year) = year.filter(|year| *year != i64::from(first.year())) {
            let message = "the year of the row is not that of its date: its cells do not belong \
                           together";
            let what = year.to_string();
            return Err(Refused::new("year-and-date-differ", message, what));
        }
        Ok((first, last))
    }
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
    vec![("ucdp-ged".into(), text.into())]
}

/// Returns the seats of both sides.
fn sides(
    columns: &Columns,
    row: Row<'_>,
    desk: &mut Desk<'_>,
    (roster, texts): (&mut Roster, &mut [String; 3]),
    (violence, year): (Violence, i16),
) -> Result<[Seat; 2], Refused> {
    let choice = desk.options.ged.civilians;
    let mut seats = [Seat(0); 2];
    for (place, seat) in seats.iter_mut().enumerate() {
        let (id, name, state) = if place == 0 {
            (columns.side_a_id, columns.side_a, columns.state_a)
        } else {
            (columns.side_b_id, columns.side_b, columns.state_b)
        };
        let (id, name) = (row.said(id), row.text(name));
        if place == 1 && violence == Violence::OneSided {
            *seat = civilians(columns, row, desk, (roster, texts), (choice, year));
            continue;
        }
        if let Some(number) = unknown_actor(&name) {
            let id = format!("xxx-{number}");
            *seat = desk.assembly.seat(&id, &name, row.at);
            continue;
        }
        let Some(id) = id.filter(|_| !name.is_empty()) else {
            let message = "the row does not name both sides";
            return Err(Refused::new("no-side", message, &*name));
        };
        *seat = desk.assembly.seat(whole(&id), &name, row.at);
        let facts = roster.facts(*seat);
        // the lowest number counts, so that the order of rows makes no difference
        let number = row.integer(state).filter(|number| *number > 0);
        let state = number.map(|number| (number, year));
        facts.state = [facts.state, state].into_iter().flatten().min();
    }
    Ok(seats)
}

fn civilians(
    columns: &Columns,
    row: Row<'_>,
    desk: &mut Desk<'_>,
    (roster, [id, name, _]): (&mut Roster, &mut [String; 3]),
    (choice, year): (Civilians, i16),
) -> Seat {
    let country = row.integer(columns.country_id);
    match (choice, country) {
        (Civilians::OfCountry | Civilians::OfGroup, Some(number)) => {
            id.clear();
            name.clear();
            // writing to a text cannot fail
            let _ = write!(id, "civilians-{number}");
            name.extend(["Civilians (", &row.text(columns.country), ")"]);
            let seat = desk.assembly.seat(id, name, row.at);
            let facts = roster.facts(seat);
            let country = Some((number, year));
            facts.country = [facts.country, country].into_iter().flatten().max();
            seat
        }
        _ => desk.assembly.seat("civilians", "Civilians", row.at),
    }
}

/// Returns the losses of each side, as far as the row gives them.
fn losses(
    columns: &Columns,
    row: Row<'_>,
    desk: &mut Desk<'_>,
    (roster, texts): (&mut Roster, &mut [String; 3]),
    (violence, killed, [a, b], days): (Violence, Deaths, [ActorId; 2], (Day, Day)),
) -> Losses {
    let [of_a, of_b, of_civilians, unknown] = columns.deaths.map(|column| row.count(column));
    let (Some(of_a), Some(of_b), Some(of_civilians)) = (of_a, of_b, of_civilians) else {
        if columns.deaths[..3].iter().all(|column| column.is_there()) {
            let message =
                "the deaths of a side are missing, or no count: whose the dead were was left out";
            let report = &mut desk.assembly.report;
            report.note(Treatment::Changed, "sides-missing", message, row.at, "");
        }
        return Losses::default();
    };
    // deaths of unknown side may belong to any side, so a side with 0 deaths may have some
    let unknown = unknown.unwrap_or(0);
    let mut others = [of_b, of_civilians, unknown].into_iter();
    if others.try_fold(of_a, u64::checked_add) != Some(killed.best_or_low()) {
        let message = "the deaths of the sides do not sum to the best figure: whose the dead \
                       were was left out";
        let report = &mut desk.assembly.report;
        report.note(Treatment::Changed, "sides-do-not-sum", message, row.at, "");
        return Losses::default();
    }
    // the doubt in the total may belong to any side
    let best = killed.best_or_low();
    let (fewer, more) = (
        best.saturating_sub(killed.low),
        killed.high.saturating_sub(best),
    );
    let lost = |actor: ActorId, count: u64| {
        let high = (count + unknown + more).min(killed.high);
        let deaths = Deaths::new(count.saturating_sub(fewer), count, high);
        (count > 0 || unknown == 0).then_some(Loss { actor, deaths })
    };
    if violence == Violence::OneSided {
        let both = [lost(a, of_a), lost(b, of_civilians + of_b)];
        return both.into_iter().flatten().collect();
    }
    let mut all = [lost(a, of_a), lost(b, of_b), None];
    if of_civilians > 0 {
        let year = days.0.date().map_or(0, Date::year);
        let choice = desk.options.ged.civilians;
        let seat = civilians(columns, row, desk, (roster, texts), (choice, year));
        let civilians = desk.assembly.actor(seat);
        all[2] = lost(civilians, of_civilians);
    }
    all.into_iter().flatten().collect()
}

fn ends(violence: Violence, a: ActorId, b: ActorId) -> Ends {
    if a == b {
        return Ends::Alone([a].into());
    }
    match violence {
        Violence::OneSided => Ends::Directed {
            from: [a].into(),
            to: [b].into(),
        },
        _ => Ends::Sided(Sides::pair(a, b)),
    }
}

/// Returns the number of the place, if it has a name.
fn place(
    columns: &Columns,
    row: Row<'_>,
    desk: &mut Desk<'_>,
    cells: &mut String,
    year: i16,
) -> Option<PlaceId> {
    const BETWEEN: &str = "\u{1F}";
    let (name, region) = (row.text(columns.place), row.text(columns.region));
    let country = row.integer(columns.country_id);
    let country = country.and_then(|number| alpha2(Scheme::GleditschWard, number, year));
    // 4 and above: the point of a region or country
    let has_point = matches!(row.integer(columns.place_precision), Some(1..=3));
    cells.clear();
    cells.extend([
        &*name,
        BETWEEN,
        &*region,
        BETWEEN,
        country.unwrap_or_default(),
    ]);
    if has_point {
        let (latitude, longitude) = (row.text(columns.latitude), row.text(columns.longitude));
        cells.extend([BETWEEN, &*latitude, BETWEEN, &*longitude]);
    }
    let mut is_lost = false;
    let mut read = || {
        let point = has_point.then(|| point(columns, row)).flatten();
        is_lost = has_point && point.is_none();
        PlaceCells {
            name: &name,
            region: &region,
            country,
            point,
        }
    };
    let place = if name.contains(BETWEEN) || region.contains(BETWEEN) {
        desk.assembly.place(read(), row.at) // a separator in a cell makes the key ambiguous
    } else {
        desk.assembly.place_in(cells, read, row.at)
    };
    if is_lost && columns.latitude.is_there() && columns.longitude.is_there() {
        let message =
            "the point of a place is none of this globe, or no number: the place has none";
        let report = &mut desk.assembly.report;
        report.note(Treatment::Changed, "no-point", message, row.at, &name);
    }
    place
}

fn point(columns: &Columns, row: Row<'_>) -> Option<(f64, f64)> {
    let latitude = degrees(&row.text(columns.latitude), 90.0)?;
    let longitude = degrees(&row.text(columns.longitude), 180.0)?;
    Some((latitude, longitude))
}

/// Returns the certainty of the row, and its status unless that is `Clear`.
fn status<'r>(
    columns: &Columns,
    row: Row<'r>,
    options: &GedOptions,
    id: &str,
) -> Result<(Certainty, Option<Cow<'r, str>>), Refused> {
    let status = row.said(columns.status).filter(|status| status != "Clear");
    match (options.provisional, &status) {
        (ProvisionalRows::SetAside, Some(_)) => {
            let message = "rows that UCDP is still checking were not asked for";
            Err(Refused::new("provisional", message, id))
        }
        (ProvisionalRows::Alleged, Some(_)) => Ok((Certainty::Alleged, status)),
        _ => Ok((Certainty::Reported, status)),
    }
}

fn violence(cell: &str) -> Result<Violence, Refused> {
    match integer(cell) {
        Some(1) => Ok(Violence::StateBased),
        Some(2) => Ok(Violence::NonState),
        Some(3) => Ok(Violence::OneSided),
        _ => {
            let message = "the type of violence is not 1, 2 or 3 (violent political protest is not \
                           read)";
            Err(Refused::new("type-of-violence", message, cell))
        }
    }
}

/// Returns the latest of the days of articles in a cell.
fn latest_article(cell: &str) -> Option<Date> {
    let days = cell.split(';').map(|day| date(day.trim()));
    let days = days.filter_map(|day| match day {
        DateCell::Day(day) => Some(day),
        _ => None,
    });
    days.max()
}

/// Returns the figures of deaths, sorted if they are out of order.
fn figures(columns: &Columns, row: Row<'_>, desk: &mut Desk<'_>, id: &str) -> Option<Deaths> {
    let [low, best, high] =
        [columns.low, columns.best, columns.high].map(|column| row.count(column));
    let report = &mut desk.assembly.report;
    let Some(best) = best else {
        let message = "the row has no best figure: its deaths are unknown";
        report.note(Treatment::Changed, "no-best-figure", message, row.at, id);
        return None;
    };
    if low.is_none() || high.is_none() {
        let message = "low or high is missing, or no count: best was taken for it";
        report.note(Treatment::Changed, "figure-missing", message, row.at, id);
    }
    let (low, high) = (low.unwrap_or(best), high.unwrap_or(best));
    if low > best || high < best {
        let message = "low is above best, or high below it: best was taken for that figure, too";
        report.note(
            Treatment::Changed,
            "figures-out-of-order",
            message,
            row.at,
            id,
        );
    }
    Some(Deaths::new(low.min(best), best, high.max(best)))
}
