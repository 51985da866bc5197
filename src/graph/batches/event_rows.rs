//! Rows of events out of a batch.

use super::cells::{Columns, Counts, Days, Lists, Looked, Mistakes, Texts, unknown};
use crate::graph::Bulk;
use crate::graph::rows::row::{EventRow, RowActor, RowSide};
use crate::model::{Certainty, Day, Deaths, EventKind, PlaceId, SourceId};
use crate::record::Code;
use arrow_array::{Array, BooleanArray, RecordBatch};
use std::collections::HashMap;

/// What a row says beside its fields.
#[derive(Debug)]
pub(super) enum Fact<'b> {
    Beside(RowSide, RowActor),
    Place(PlaceId),
    Id(&'b str),
    Note(&'b str),
}

/// The rows of a batch, and what each says beside its fields by its place in the batch.
#[derive(Debug, Default)]
pub(super) struct EventRows<'b> {
    pub(super) rows: Vec<EventRow>,
    pub(super) facts: Vec<(usize, Fact<'b>)>,
    /// The id of each row, where the batch has ids.
    pub(super) ids: Vec<(usize, &'b str)>,
}

/// A column of keys or words, and what each stands for.
pub(super) type Keys<'b, T> = Option<Looked<'b, Option<T>>>;

/// How sure each row is, who says so, and from whom it is.
#[derive(Debug)]
pub(super) struct EvidenceCells<'b> {
    certainty: Keys<'b, Certainty>,
    claimants: Option<(Lists<'b>, Looked<'b, Option<RowActor>>)>,
    sources: Option<(Lists<'b>, Looked<'b, Option<SourceId>>)>,
}

/// Help for what rows cannot hold.
pub(super) const OF_RECORD: &str =
    "a row cannot hold it: state it in the record that the rows are laid onto";

impl<'b> EvidenceCells<'b> {
    pub(super) fn of(columns: Columns<'b>, bulk: &Bulk, mistakes: &mut Mistakes) -> Self {
        Self {
            certainty: columns
                .texts("certainty", mistakes)
                .map(|texts| Looked::new(texts, |word| word.parse().ok())),
            claimants: columns
                .any_lists("claimants", mistakes)
                .map(|lists| lists.looked(|key| bulk.actor_of_key(key))),
            sources: columns
                .any_lists("sources", mistakes)
                .map(|lists| lists.looked(|key| bulk.source(key))),
        }
    }

    pub(super) fn get(
        &mut self,
        row: usize,
        bulk: &Bulk,
        mistakes: &mut Mistakes,
    ) -> (Certainty, Option<SourceId>, Option<RowActor>) {
        let certainty = word(&mut self.certainty, (row, "certainty"), mistakes);
        let by = one(&mut self.claimants, (row, "claimants"), mistakes, |key| {
            bulk.actor_of_key(key)
        });
        let source = one(&mut self.sources, (row, "sources"), mistakes, |key| {
            bulk.source(key)
        });
        (certainty.unwrap_or_default(), source, by)
    }
}

/// The word of a row, if the batch has such a column.
pub(super) fn word<T: Copy + std::str::FromStr>(
    cells: &mut Keys<'_, T>,
    at: (usize, &str),
    mistakes: &mut Mistakes,
) -> Option<T> {
    let cells = cells.as_mut()?;
    let found = cells.get(at.0, |word| word.parse().ok());
    match found {
        Some(Some(word)) => Some(word),
        Some(None) => {
            let message = unknown(cells.text(at.0), "word of the list");
            mistakes.cell(at, Code::UnknownWord, message, "see docs/FORMAT.md");
            None
        }
        None => {
            mistakes.cell(at, Code::MissingKey, "there is no word", "write it");
            None
        }
    }
}

/// The one element of the list of a row, of which there is none or one.
fn one<T: Copy>(
    cells: &mut Option<(Lists<'_>, Looked<'_, Option<T>>)>,
    at: (usize, &str),
    mistakes: &mut Mistakes,
    look_up: impl Fn(&str) -> Option<T>,
) -> Option<T> {
    let (lists, looked) = cells.as_mut()?;
    let own = lists.get(at.0)?;
    if own.len() > 1 {
        mistakes.cell(at, Code::WrongType, "there are several", OF_RECORD);
        return None;
    }
    let found = looked.get(own.clone().next()?, look_up)?;
    if found.is_none() {
        let code = if at.1 == "sources" {
            Code::UndeclaredSource
        } else {
            Code::UndeclaredActor
        };
        let message = unknown(looked.text(own.start), "key that is declared");
        mistakes.cell(at, code, message, "declare it first, or correct the key");
    }
    found
}

/// Who stands on two sides: lists, or one actor each.
#[derive(Debug)]
pub(super) enum SideCells<'b> {
    Lists([(Lists<'b>, Looked<'b, Option<RowActor>>); 2]),
    Pair([Looked<'b, Option<RowActor>>; 2]),
}

/// How the columns of both sides are named.
const SIDES: [&str; 2] = ["side_a", "side_b"];
const PAIR: [&str; 2] = ["pair_a", "pair_b"];

impl<'b> SideCells<'b> {
    pub(super) fn of(columns: Columns<'b>, bulk: &Bulk, mistakes: &mut Mistakes) -> Option<Self> {
        if PAIR.iter().all(|name| columns.has(name)) && !columns.has(SIDES[0]) {
            let each = PAIR.map(|name| {
                let texts = columns.texts(name, mistakes)?;
                Some(Looked::new(texts, |key| bulk.actor_of_key(key)))
            });
            let [one, other] = each;
            return Some(Self::Pair([one?, other?]));
        }
        for name in SIDES {
            columns.need(name, mistakes);
        }
        let each = SIDES.map(|name| {
            let lists = columns.lists(name, mistakes)?;
            Some(lists.looked(|key| bulk.actor_of_key(key)))
        });
        let [one, other] = each;
        Some(Self::Lists([one?, other?]))
    }

    /// Hands over who stands on each side of a row; false: something is wrong.
    pub(super) fn each(
        &mut self,
        row: usize,
        bulk: &Bulk,
        mistakes: &mut Mistakes,
        mut take: impl FnMut(RowSide, RowActor),
    ) -> bool {
        let mut is_right = true;
        let sides = [RowSide::From, RowSide::To];
        let look_up = |key: &str| bulk.actor_of_key(key);
        match self {
            Self::Lists(both) => {
                for ((lists, looked), (side, name)) in
                    both.iter_mut().zip(sides.into_iter().zip(SIDES))
                {
                    let Some(own) = lists.get(row) else {
                        let message = "it has not two sides";
                        mistakes.cell((row, name), Code::WrongEnds, message, OF_RECORD);
                        return false;
                    };
                    for place in own {
                        if let Some(actor) = looked.get(place, look_up).flatten() {
                            take(side, actor);
                        } else {
                            undeclared((row, name), looked.text(place), mistakes);
                            is_right = false;
                        }
                    }
                }
            }
            Self::Pair(both) => {
                for (looked, (side, name)) in both.iter_mut().zip(sides.into_iter().zip(PAIR)) {
                    match looked.get(row, look_up) {
                        Some(Some(actor)) => take(side, actor),
                        Some(None) => {
                            undeclared((row, name), looked.text(row), mistakes);
                            is_right = false;
                        }
                        None => {
                            let message = "it has none, or several pairs";
                            let help = "read `side_a` and `side_b`, too";
                            mistakes.cell((row, name), Code::WrongEnds, message, help);
                            return false;
                        }
                    }
                }
            }
        }
        is_right
    }
}

fn undeclared(at: (usize, &str), key: &str, mistakes: &mut Mistakes) {
    let message = format!(
        "actor `{}` is not declared",
        crate::model::shown::shown(key)
    );
    let help = "give the batches of `actors` first, or correct the key";
    mistakes.cell(at, Code::UndeclaredActor, message, help);
}

/// The columns of figures.
#[derive(Debug)]
struct FigureCells<'b>([Option<Counts<'b>>; 3]);

const FIGURES: [&str; 3] = ["killed_low", "killed_best", "killed_high"];

impl FigureCells<'_> {
    fn get(&self, row: usize, mistakes: &mut Mistakes) -> Option<Deaths> {
        let mut is_right = true;
        let mut each = self.0.iter().zip(FIGURES).map(|(cells, name)| {
            match cells.as_ref().map_or(Ok(None), |cells| cells.get(row)) {
                Ok(figure) => figure,
                Err(negative) => {
                    let message = format!("`{negative}` is below zero");
                    let help = "leave out what is not known";
                    mistakes.cell((row, name), Code::WrongType, message, help);
                    is_right = false;
                    None
                }
            }
        });
        let (low, best, high) = (each.next()?, each.next()?, each.next()?);
        if !is_right {
            return None;
        }
        match (low, best, high) {
            (None, None, None) => None,
            (low, Some(best), high) => {
                Some(Deaths::new(low.unwrap_or(best), best, high.unwrap_or(best)))
            }
            (Some(low), None, Some(high)) => Some(Deaths::between(low, high)),
            (low, None, _) => {
                let missing = if low.is_some() {
                    FIGURES[2]
                } else {
                    FIGURES[0]
                };
                let message = "there is no best figure, and no range";
                let help = "give low and high, or best";
                mistakes.cell((row, missing), Code::MissingKey, message, help);
                None
            }
        }
    }
}

/// Columns that say what a row cannot hold: those alone in which a row may.
struct Beyond<'b> {
    words: Vec<(&'static str, Texts<'b>, &'static [&'static str])>,
    empty: Vec<(&'static str, Texts<'b>)>,
    jointly: Option<&'b BooleanArray>,
    tellings: Option<Counts<'b>>,
    toll: Option<TollCells<'b>>,
    claimants: Option<(Lists<'b>, Option<Lists<'b>>)>,
}

/// How sure tolls are, beside their events.
struct TollCells<'b> {
    toll: Texts<'b>,
    own: Option<Texts<'b>>,
    /// Which text of the event each text of the toll is, where each stands once.
    same: Vec<Option<usize>>,
}

impl<'b> TollCells<'b> {
    fn of(columns: Columns<'b>, mistakes: &mut Mistakes) -> Option<Self> {
        let toll = columns.any_texts("killed_certainty", mistakes)?;
        let own = columns.texts("certainty", mistakes);
        let packed = (toll.packed(), own.as_ref().and_then(Texts::packed));
        let same = if let (Some(toll), Some(own)) = packed {
            let of_event: HashMap<Option<&str>, usize> = (0..own.len())
                .rev()
                .map(|place| (own.get(place), place))
                .collect();
            (0..toll.len())
                .map(|place| of_event.get(&toll.get(place)).copied())
                .collect()
        } else {
            Vec::new()
        };
        Some(Self { toll, own, same })
    }

    /// Whether a toll is less sure than its event, or surer.
    fn differs(&self, row: usize) -> bool {
        if let Some(own) = &self.own
            && let (Some(toll), Some(event)) = (self.toll.place(row), own.place(row))
            && self.same.get(toll) == Some(&Some(event))
        {
            return false;
        }
        let own = self.own.as_ref().and_then(|own| own.get(row));
        let own = own.unwrap_or(Certainty::default().as_str());
        self.toll.get(row).is_some_and(|word| word != own)
    }
}

impl<'b> Beyond<'b> {
    fn of(columns: Columns<'b>, mistakes: &mut Mistakes) -> Self {
        let words: [(&str, &[&str]); 2] = [
            ("day_state", &["day", "range", "unknown"]),
            ("withdrawn_state", &["never"]),
        ];
        let words = words
            .into_iter()
            .filter_map(|(name, allowed)| Some((name, columns.texts(name, mistakes)?, allowed)));
        let words = words.filter(|(_, texts, allowed)| !texts.all(|word| allowed.contains(&word)));
        let words = words.collect();
        let empty = ["hedge", "killed_hedge", "reason"].into_iter();
        let empty = empty.filter_map(|name| Some((name, columns.any_texts(name, mistakes)?)));
        let empty = empty.collect();
        let claimants = columns.any_lists("killed_claimants", mistakes);
        let jointly = columns.truths("jointly", mistakes);
        let tellings = columns.counts("tellings", mistakes);
        Self {
            words,
            empty,
            jointly: jointly.filter(|truths| truths.true_count() > 0),
            tellings: tellings.filter(|counts| {
                let mut rows = 0..columns.rows();
                rows.any(|row| matches!(counts.get(row), Ok(Some(2..))))
            }),
            toll: TollCells::of(columns, mistakes),
            claimants: claimants.map(|own| (own, columns.lists("claimants", mistakes))),
        }
    }

    fn look(&self, row: usize, mistakes: &mut Mistakes) {
        let mut lay = |name: &str, message: String| {
            mistakes.cell((row, name), Code::WrongType, message, OF_RECORD);
        };
        for (name, texts, allowed) in &self.words {
            if let Some(word) = texts.get(row).filter(|word| !allowed.contains(word)) {
                lay(name, format!("`{}`", crate::model::shown::shown(word)));
            }
        }
        for (name, texts) in &self.empty {
            if texts.get(row).is_some() {
                lay(name, String::from("there is a text"));
            }
        }
        let jointly = self.jointly;
        if jointly.is_some_and(|truths| truths.is_valid(row) && truths.value(row)) {
            lay("jointly", String::from("those who were hit stood together"));
        }
        let tellings = self.tellings.as_ref().map(|tellings| tellings.get(row));
        if let Some(Ok(Some(2..))) = tellings {
            lay("tellings", String::from("it is told several times"));
        }
        if self.toll.as_ref().is_some_and(|toll| toll.differs(row)) {
            let message = String::from("the toll is less sure than its event, or surer");
            lay("killed_certainty", message);
        }
        if let Some((toll, own)) = &self.claimants {
            let same = own
                .as_ref()
                .is_some_and(|own| toll.each(row).eq(own.each(row)));
            if !same && toll.each(row).next().is_some() {
                lay("killed_claimants", String::from("others claim the toll"));
            }
        }
    }
}

/// The columns of what is said beside the fields of a row.
struct MoreCells<'b> {
    places: Option<(Lists<'b>, Looked<'b, Option<PlaceId>>)>,
    ids: Option<Texts<'b>>,
    given: Option<&'b BooleanArray>,
    notes: Option<Texts<'b>>,
}

impl<'b> MoreCells<'b> {
    fn of(columns: Columns<'b>, bulk: &Bulk, mistakes: &mut Mistakes) -> Self {
        Self {
            places: columns
                .any_lists("places", mistakes)
                .map(|lists| lists.looked(|key| bulk.place_by_key(key))),
            ids: columns.any_texts("id", mistakes),
            given: columns.truths("id_given", mistakes),
            notes: columns.any_texts("note", mistakes),
        }
    }

    fn get(&mut self, row: usize, bulk: &Bulk, out: &mut EventRows<'b>, mistakes: &mut Mistakes) {
        // by the place among the rows that are made: after a mistake none is
        let event = out.rows.len();
        if let Some((lists, looked)) = &mut self.places {
            for place in lists.get(row).unwrap_or_default() {
                let found = looked.get(place, |key| bulk.place_by_key(key));
                if let Some(place) = found.flatten() {
                    out.facts.push((event, Fact::Place(place)));
                    continue;
                }
                let message = unknown(looked.text(place), "place of the record");
                let help = "declare it in the record that the rows are laid onto";
                mistakes.cell((row, "places"), Code::UndeclaredPlace, message, help);
            }
        }
        if let Some(id) = self.ids.as_ref().and_then(|ids| ids.get(row)) {
            out.ids.push((event, id));
            let given = self.given;
            if given.is_none_or(|given| given.is_valid(row) && given.value(row)) {
                out.facts.push((event, Fact::Id(id)));
            }
        }
        if let Some(note) = self.notes.as_ref().and_then(|notes| notes.get(row)) {
            out.facts.push((event, Fact::Note(note)));
        }
    }
}

/// The rows of a batch.
pub(super) fn read<'b>(
    batch: &'b RecordBatch,
    bulk: &Bulk,
    mistakes: &mut Mistakes,
) -> EventRows<'b> {
    let columns = Columns::of(batch);
    let mut out = EventRows::default();
    columns.need("kind", mistakes);
    columns.need("day_min", mistakes);
    let kinds = columns.texts("kind", mistakes);
    let mut kinds: Keys<'_, EventKind> =
        kinds.map(|texts| Looked::new(texts, |word| word.parse().ok()));
    let sides = SideCells::of(columns, bulk, mistakes);
    let forms = columns.texts("form", mistakes);
    let mut forms = forms.map(|texts| Looked::new(texts, is_directed));
    let first = columns.days("day_min", mistakes);
    let last = columns.days("day_max", mistakes);
    let figures = FigureCells(FIGURES.map(|name| columns.counts(name, mistakes)));
    let mut evidence = EvidenceCells::of(columns, bulk, mistakes);
    let mut more = MoreCells::of(columns, bulk, mistakes);
    let beyond = Beyond::of(columns, mistakes);
    let (Some(mut sides), Some(first)) = (sides, first) else {
        return out;
    };
    out.rows.reserve(columns.rows());
    for row in 0..columns.rows() {
        let kind = word(&mut kinds, (row, "kind"), mistakes);
        let (mut from, mut to) = (None, None);
        let event = out.rows.len();
        let facts = &mut out.facts;
        let is_right = sides.each(row, bulk, mistakes, |side, actor| {
            let place = match side {
                RowSide::From => &mut from,
                RowSide::To => &mut to,
            };
            if place.is_none() {
                *place = Some(actor);
            } else {
                facts.push((event, Fact::Beside(side, actor)));
            }
        });
        let form = forms.as_mut().and_then(|forms| forms.get(row, is_directed));
        let (first, last) = days((&first, last.as_ref()), row);
        let killed = figures.get(row, mistakes);
        let (certainty, source, by) = evidence.get(row, bulk, mistakes);
        beyond.look(row, mistakes);
        more.get(row, bulk, &mut out, mistakes);
        if from.is_none() && is_right {
            let message = "nobody stands on the first side";
            mistakes.cell((row, SIDES[0]), Code::WrongEnds, message, "name who acts");
        }
        let (Some(kind), Some(from)) = (kind, from) else {
            continue;
        };
        out.rows.push(EventRow {
            kind,
            from,
            to,
            is_directed: form == Some(true),
            first,
            last,
            certainty,
            killed,
            source,
            by,
        });
    }
    out
}

/// Whether a form reads from one end to the other.
pub(super) fn is_directed(form: &str) -> bool {
    form == "directed"
}

/// The first and the last possible day of a row; without a column of last days they are one.
fn days((first, last): (&Days<'_>, Option<&Days<'_>>), row: usize) -> (Day, Day) {
    let first_day = first.get(row);
    match last {
        Some(last) => (
            first_day.unwrap_or(Day::BEFORE_ALL),
            last.get(row).unwrap_or(Day::AFTER_ALL),
        ),
        None => match first_day {
            Some(day) => (day, day),
            None => (Day::BEFORE_ALL, Day::AFTER_ALL),
        },
    }
}
