//! Conflicts and dyads of UCDP by year: wars between actors, and help with troops.
//!
//! The UCDP/PRIO Armed Conflict Dataset and the UCDP Dyadic Dataset.
//! Gleditsch et al. 2002; Harbom, Melander and Wallensteen 2008; codebook 25.1. A row is an active year
//! of a conflict or dyad. `-99` marks a missing value.
//!
//! | columns | in the record |
//! |---|---|
//! | `side_a_id`, `side_b_id` of consecutive rows | one `belligerence` for each dyad and episode; from the Armed Conflict Dataset only where each side has one id: several rebels have several dyads, which it does not distinguish; a pair that is alone after such years began in one of these years, or in its own first |
//! | `start_date`, `start_date2` and their precision | the start: in the first episode between the first death and the 25th, in a later one within the year up to the 25th |
//! | `ep_end`, `ep_end_date`, `ep_end_prec` | the end: the day after the last, as exact as the row has it; a row of the newest year is no end, and a missing end is unknown, not ongoing |
//! | `gwno_a_2nd` | `support` with troops from the governments of these states to side A, by consecutive years, if the side is one actor: for several, the row does not say which was helped |
//! | `gwno_b_2nd` | `support` to side B, likewise |
//! | intensity, incompatibility, territory, places | left out |
//!
//! Actors are distinguished by ids and never by names, which contain commas and are in another order.

use super::names::{names, orders, titles};
use super::roster::{BY_STATE, GOVERNMENT, Roster};
use super::yearly::{Columns, KNOWN, Window, YearRow};
use crate::import::LoadError;
use crate::import::data_sets::assembly::{Assembly, HeldRelation, Seat};
use crate::import::data_sets::common::DataSet;
use crate::import::data_sets::common::{Desk, Fate, each_row};
use crate::import::data_sets::kit::spans::{
    DayOrder, Rough, Spell, first_of_year, spells, when_between, when_up_to,
};
use crate::import::data_sets::kit::table::Table;
use crate::import::report::Treatment;
use crate::model::{End, Ends, Period, RelationKind, Sides, SourceId, SupportForm, When};
use crate::record::At;
use jiff::civil::Date;
use std::collections::{BTreeMap, BTreeSet};

/// The key of a row: the conflict, the dyad (empty for a whole conflict), the year.
type Slot = (String, String, i16);

/// Years of conflicts and dyads.
#[derive(Debug, Default)]
pub(super) struct Conflicts {
    rows: BTreeMap<Slot, YearRow>,
}

/// Lookups that need all rows.
struct Known<'r> {
    orders: BTreeMap<SourceId, Option<DayOrder>>,
    names: BTreeMap<&'r str, String>,
    seats: BTreeMap<&'r str, Seat>,
    states: BTreeMap<String, Seat>,
    /// Whether each row is the first of a relation.
    fates: BTreeMap<At, bool>,
    /// The reason why a row makes no belligerence, as a code and a sentence.
    refused: BTreeMap<At, (&'static str, &'static str)>,
}

impl Conflicts {
    /// Reads all rows of a table.
    pub(super) fn read(
        &mut self,
        set: DataSet,
        table: &mut Table<'_>,
        desk: &mut Desk<'_>,
    ) -> Result<(), LoadError> {
        let report = &mut desk.assembly.report;
        report.unknown_columns(&table.columns, &[KNOWN]);
        let columns = Columns::of(table);
        let before = report.counts().read;
        let is_dyadic = set == DataSet::UcdpDyadic;
        each_row(table, desk, |row, desk| {
            let source = desk.assembly.source();
            let row = YearRow::of(&columns, row, is_dyadic, source)?;
            Ok(self.take(row, desk))
        })?;
        let message = "intensity, incompatibility, territory and places of conflicts are no part \
                       of the model, and were left out";
        desk.assembly.report.left_out(before, message);
        Ok(())
    }

    /// Keeps a row; of two versions of a year the later counts.
    fn take(&mut self, row: YearRow, desk: &mut Desk<'_>) -> Fate {
        let slot = (row.conflict.clone(), row.dyad.clone(), row.year);
        let Some(known) = self.rows.get_mut(&slot) else {
            self.rows.insert(slot, row);
            return Fate::Waiting;
        };
        if known.content() == row.content() {
            return Fate::Merged;
        }
        let at = row.at;
        let what = format!("{} in {}", row.conflict, row.year);
        let is_later = match row.version.cmp(&known.version) {
            std::cmp::Ordering::Equal => row.content() > known.content(),
            order => order.is_gt(),
        };
        let unmade = if is_later { known.at } else { at };
        if is_later {
            *known = row;
        }
        let report = &mut desk.assembly.report;
        report.is_unmade(unmade);
        let message = "two rows are of one year of a conflict or dyad: the later version was taken";
        report.note(Treatment::Merged, "another-version", message, at, &what);
        report.counts().merged += 1;
        Fate::Waiting
    }

    /// Makes belligerence and support of the years.
    pub(super) fn finish(&mut self, assembly: &mut Assembly, roster: &mut Roster) {
        let rows = std::mem::take(&mut self.rows);
        if rows.is_empty() {
            return;
        }
        let mut known = Known {
            orders: orders(assembly, rows.values()),
            names: names(rows.values()),
            seats: BTreeMap::new(),
            states: BTreeMap::new(),
            fates: BTreeMap::new(),
            refused: BTreeMap::new(),
        };
        let newest = rows.values().filter_map(YearRow::newest_year).max();
        let newest = newest.or_else(|| rows.values().map(|row| row.year).max());
        if let Some(newest) = newest {
            assembly.speaks_until(first_of_year(newest).last_of_year());
        }
        known.seat_all(assembly, roster, &rows);
        known.episodes(assembly, &rows, newest);
        known.supports(assembly, &rows);
        for row in rows.values() {
            let report = &mut assembly.report;
            match known.fates.get(&row.at) {
                Some(true) => report.counts().made += 1,
                Some(false) => {
                    report.counts().merged += 1;
                    let message = "rows of years in a row are one relation";
                    report.note_many(Treatment::Merged, "years-joined", message, 1);
                    report.is_unmade(row.at);
                }
                None => {
                    let (code, message) = known.refused.remove(&row.at).unwrap_or(SEVERAL);
                    report.set_aside(code, message, row.at, &row.conflict);
                }
            }
            if let Some((code, message)) = known.refused.get(&row.at) {
                report.note(Treatment::Changed, code, message, row.at, &row.conflict);
            }
        }
    }
}

/// The reason why a row with several rebels makes no belligerence.
const SEVERAL: (&str, &str) = (
    "several-dyads",
    "a row of several actors on a side does not say who fought when: that stands in UCDP Dyadic",
);

impl<'r> Known<'r> {
    /// Gives all actors their seats, the governments of helping states last.
    fn seat_all(
        &mut self,
        assembly: &mut Assembly,
        roster: &mut Roster,
        rows: &'r BTreeMap<Slot, YearRow>,
    ) {
        for row in rows.values() {
            for side in &row.sides {
                let [id] = &side.ids[..] else {
                    continue;
                };
                let name = self.names.get(&**id).map_or("", String::as_str);
                let seat = match self.seats.get(&**id) {
                    Some(seat) => *seat,
                    None => assembly.seat(id, name, row.at),
                };
                self.seats.insert(id, seat);
                if let [state] = &side.states[..]
                    && let Ok(number) = state.parse::<i64>()
                {
                    let facts = roster.facts(seat);
                    let state = Some((number, row.year));
                    facts.state = [facts.state, state].into_iter().flatten().min();
                }
            }
        }
        let titles = titles(assembly, roster, rows.values());
        for row in rows.values() {
            // with several actors on a side, the row does not say which of them the state helped
            let helped = row.sides.iter().filter(|side| side.ids.len() == 1);
            for state in helped.flat_map(|side| &side.helpers) {
                if self.states.contains_key(state) {
                    continue;
                }
                let Ok(number) = state.parse::<i64>() else {
                    continue;
                };
                let known = roster.government_of(&assembly.cast, number);
                let seat = known.unwrap_or_else(|| {
                    let name = titles.get(&**state).cloned().unwrap_or_else(|| {
                        format!("{GOVERNMENT}state {state} (Gleditsch and Ward)")
                    });
                    let seat = assembly.seat(&format!("{BY_STATE}{state}"), &name, row.at);
                    let facts = roster.facts(seat);
                    facts.state = Some((number, row.year));
                    facts.organised = Some(4);
                    seat
                });
                self.states.insert(state.clone(), seat);
            }
        }
    }

    /// Makes belligerence of the years of each dyad and episode.
    fn episodes(
        &mut self,
        assembly: &mut Assembly,
        rows: &'r BTreeMap<Slot, YearRow>,
        newest: Option<i16>,
    ) {
        let with_dyads: BTreeSet<&str> = rows
            .values()
            .filter(|row| !row.dyad.is_empty())
            .map(|row| &*row.conflict)
            .collect();
        let mut units: BTreeMap<(&str, &str), Vec<&YearRow>> = BTreeMap::new();
        for row in rows.values() {
            if row.dyad.is_empty() && with_dyads.contains(&*row.conflict) {
                // the rows of the dyads cover it
                self.fates.insert(row.at, false);
                continue;
            }
            units
                .entry((&row.conflict, &row.dyad))
                .or_default()
                .push(row);
        }
        for rows in units.values() {
            let mut is_first = true;
            let mut episode: Vec<&YearRow> = Vec::new();
            for (place, row) in rows.iter().enumerate() {
                episode.push(row);
                let next = rows.get(place + 1);
                let is_last = next.is_none_or(|next| next.threshold.cell != row.threshold.cell);
                if is_last || row.has_ended {
                    self.episode(assembly, &episode, is_first, newest);
                    is_first = false;
                    episode.clear();
                }
            }
        }
    }

    /// Makes belligerence of one episode.
    fn episode(
        &mut self,
        assembly: &mut Assembly,
        rows: &[&'r YearRow],
        is_first: bool,
        newest: Option<i16>,
    ) {
        let pair = |row: &'r YearRow| match (&row.sides[0].ids[..], &row.sides[1].ids[..]) {
            ([a], [b]) => Some((&**a, &**b)),
            _ => None,
        };
        let mut pairs: BTreeMap<(&str, &str), Vec<&YearRow>> = BTreeMap::new();
        for row in rows {
            match pair(row) {
                Some(pair) => pairs.entry(pair).or_default().push(row),
                None => {
                    self.refused.insert(row.at, SEVERAL);
                }
            }
        }
        let is_whole = pairs.values().any(|own| own.len() == rows.len());
        for ((a, b), own) in pairs {
            let (Some(first), Some(last)) = (own.first(), own.last()) else {
                continue;
            };
            let order = self.orders.get(&first.source).copied().flatten();
            let end = match end(assembly, last, order, newest) {
                Ok(end) => end,
                Err(code) => {
                    self.refuse(&own, code);
                    continue;
                }
            };
            let periods: Vec<(Period, i16)> = if is_whole {
                match start(first, is_first, order) {
                    Ok(start) => vec![(Period::new(start, end, Vec::new()), first.year)],
                    Err(code) => {
                        self.refuse(&own, code);
                        continue;
                    }
                }
            } else {
                match among_others(rows, (a, b), is_first, order) {
                    Ok(spells) => {
                        let until = |(spell, period): (Spell, Period)| match &end {
                            End::On(_) if spell.last == last.year => {
                                (period.until(end.clone()), spell.first)
                            }
                            _ => (period, spell.first),
                        };
                        spells.into_iter().map(until).collect()
                    }
                    Err(code) => {
                        self.refuse(&own, code);
                        continue;
                    }
                }
            };
            assembly.again_of(first.source);
            let unit = if first.dyad.is_empty() {
                format!("conflict-{}", first.conflict)
            } else {
                format!("dyad-{}", first.dyad)
            };
            for (period, year) in periods {
                let ends = [a, b].map(|id| self.seats.get(id).map(|seat| assembly.actor(*seat)));
                let [Some(a_id), Some(b_id)] = ends else {
                    continue;
                };
                let ends = Ends::Sided(Sides::pair(a_id, b_id));
                let id = format!("belligerence-{unit}-{a}-{b}-{year}");
                let held = HeldRelation::new(RelationKind::Belligerence, ends, period, id);
                let at = own.iter().find(|row| row.year == year).unwrap_or(first).at;
                assembly.relation(held, at);
                self.fates.insert(at, true);
            }
            for row in own {
                self.fates.entry(row.at).or_insert(false);
            }
        }
    }

    /// Records the reason why rows make no belligerence; they may still make support.
    fn refuse(&mut self, rows: &[&YearRow], code: &'static str) {
        let message = "a date of an episode cannot be read in one way: no belligerence was made";
        for row in rows {
            self.refused.insert(row.at, (code, message));
        }
    }

    /// Makes support of the years in which states helped a side with troops.
    fn supports(&mut self, assembly: &mut Assembly, rows: &'r BTreeMap<Slot, YearRow>) {
        // the years of help by supporter, supported and conflict; and the years whose rows could show it
        let mut helped: BTreeMap<(&str, &str, &str), BTreeMap<i16, &YearRow>> = BTreeMap::new();
        let mut looked: BTreeMap<(&str, &str), BTreeSet<i16>> = BTreeMap::new();
        for row in rows.values() {
            for side in &row.sides {
                let [id] = &side.ids[..] else {
                    if !side.helpers.is_empty() {
                        let message = "which of several on a side a state helped is not said: \
                                       UCDP Dyadic may say it";
                        let report = &mut assembly.report;
                        let what = &row.conflict;
                        report.note(Treatment::Changed, "whom-it-helped", message, row.at, what);
                    }
                    continue;
                };
                let years = looked.entry((&row.conflict, id)).or_default();
                years.insert(row.year);
                for state in &side.helpers {
                    let years = helped.entry((&row.conflict, state, id)).or_default();
                    years.entry(row.year).or_insert(row);
                }
            }
        }
        let mut place = 1;
        for ((conflict, state, id), years) in helped {
            let held: BTreeSet<i16> = years.keys().copied().collect();
            let looked = looked.get(&(conflict, id));
            let looked_at = |year: i16| looked.is_some_and(|years| years.contains(&year));
            for spell in spells(&held, looked_at) {
                let Some(row) = years.get(&spell.first) else {
                    continue;
                };
                let from = self.states.get(state).map(|seat| assembly.actor(*seat));
                let to = self.seats.get(id).map(|seat| assembly.actor(*seat));
                let (Some(from), Some(to)) = (from, to) else {
                    continue;
                };
                if from == to {
                    let message = "a government is said to help itself: that was left out";
                    let report = &mut assembly.report;
                    report.note(
                        Treatment::Changed,
                        "helps-itself",
                        message,
                        row.at,
                        conflict,
                    );
                    continue;
                }
                let ends = Ends::Directed {
                    from: [from].into(),
                    to: [to].into(),
                };
                assembly.again_of(row.source);
                let id = format!("support-conflict-{conflict}-{state}-{id}-{}", spell.first);
                let mut held = HeldRelation::new(RelationKind::Support, ends, spell.period(), id);
                held.forms = vec![SupportForm::Troops];
                assembly.another(held, row.at, place);
                place += 1;
                for year in spell.first..=spell.last {
                    if let Some(row) = years.get(&year) {
                        let is_first = year == spell.first;
                        let fate = self.fates.entry(row.at).or_insert(is_first);
                        *fate |= is_first;
                    }
                }
            }
        }
    }
}

/// Returns the end of an episode, if this row has it.
fn end(
    assembly: &mut Assembly,
    row: &YearRow,
    order: Option<DayOrder>,
    newest: Option<i16>,
) -> Result<End, &'static str> {
    if !row.has_ended {
        return Ok(End::Unknown);
    }
    let report = &mut assembly.report;
    // in a file without versions the newest year may have been cut short
    if row.newest_year().is_some() && newest.is_some_and(|newest| row.year >= newest) {
        let message = "an episode of the newest year is not known to have ended";
        report.note(
            Treatment::Changed,
            "end-in-newest-year",
            message,
            row.at,
            &row.conflict,
        );
        return Ok(End::Unknown);
    }
    if row.end.precision.is_none() && !row.end.cell.is_empty() {
        let message = "the precision of an end is missing: it is some day of the year up to \
                       the date";
        report.note(
            Treatment::Changed,
            "end-without-precision",
            message,
            row.at,
            &row.conflict,
        );
    }
    let Some(mut last) = row.end.last_days(order)? else {
        return Ok(End::Unknown);
    };
    // fighting in an active year lasts at least to the day of its 25th death
    if let Some(threshold) = row.threshold.day(order)?
        && row.threshold.precision == Some(1)
        && threshold <= last.last
    {
        last.first = last.first.max(threshold);
    }
    Ok(End::On(last.end_behind()))
}

/// Returns the beginning of an episode.
fn start(
    row: &YearRow,
    is_first: bool,
    order: Option<DayOrder>,
) -> Result<Option<When>, &'static str> {
    let [_, mut last] = row.threshold.window(order)?;
    let [threshold_first, _] = row.threshold.window(order)?;
    let mut first: Option<Date>;
    if is_first {
        [first, _] = row.start.window(order)?;
        let is_unbounded = first.is_none() && !row.start.cell.is_empty();
        if !is_unbounded && first.is_none() {
            first = threshold_first.map(|day| first_of_year(day.year()));
        }
    } else {
        first = Some(first_of_year(threshold_first.map_or(row.year, Date::year)));
    }
    if row.threshold.cell.is_empty() {
        let year = Rough::year(row.year);
        last = Some(year.last);
        first = if is_first { first } else { Some(year.first) };
    }
    Ok(of_window([first, last]))
}

/// Returns the periods in which two parties fought in an episode with several actors on a side.
///
/// Consecutive years of the pair form one run, including years in which others are on their sides, too. The spell
/// begins with the first year in which the two are alone. In earlier years of its run they may or may not have fought:
/// so it began in one of these years, or in its own first.
fn among_others(
    rows: &[&YearRow],
    (a, b): (&str, &str),
    is_first: bool,
    order: Option<DayOrder>,
) -> Result<Vec<(Spell, Period)>, &'static str> {
    let has = |row: &YearRow, place: usize, id: &str| row.sides[place].ids.iter().any(|i| i == id);
    let named = rows.iter().filter(|row| has(row, 0, a) && has(row, 1, b));
    let years: BTreeMap<i16, &YearRow> = named.map(|row| (row.year, *row)).collect();
    let alone: BTreeSet<i16> = years
        .values()
        .filter(|row| row.sides.iter().all(|side| side.ids.len() == 1))
        .map(|row| row.year)
        .collect();
    let held: BTreeSet<i16> = years.keys().copied().collect();
    let mut found = Vec::new();
    for run in spells(&held, |_| false) {
        let mut own = alone.range(run.first..=run.last).copied();
        let Some(first) = own.next() else { continue };
        let spell = Spell {
            first,
            last: own.next_back().unwrap_or(first),
            is_closed: false,
        };
        let begins = match rows.first() {
            Some(row) if row.year == run.first => start(row, is_first, order)?,
            _ => Some(Rough::year(run.first).when()),
        };
        let begins = if first == run.first {
            begins
        } else {
            let earliest = begins.and_then(|when| when.first_day().date());
            of_window([earliest, Some(Rough::year(first).last)])
        };
        found.push((spell, Period::new(begins, End::Unknown, Vec::new())));
    }
    Ok(found)
}

/// Returns some day of a window.
fn of_window(window: Window) -> Option<When> {
    match window {
        [Some(first), Some(last)] if first <= last => Some(when_between(first, last)),
        [_, Some(last)] => when_up_to(last),
        [Some(first), None] => format!("[{first}..]").parse().ok(),
        [None, None] => None,
    }
}
