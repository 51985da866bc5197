//! Rows of relations out of a batch.

use super::cells::{Columns, Counts, Days, Lists, Looked, Mistakes, Texts};
use super::event_rows::{EvidenceCells, Keys, OF_RECORD, SideCells, is_directed, word};
use crate::graph::Bulk;
use crate::graph::rows::row::{RelationRow, RowActor, RowEnd, RowSide};
use crate::model::{Day, RelationKind, When};
use crate::record::Code;
use arrow_array::RecordBatch;

/// The rows of a batch.
pub(super) fn read(batch: &RecordBatch, bulk: &Bulk, mistakes: &mut Mistakes) -> Vec<RelationRow> {
    let columns = Columns::of(batch);
    let mut out = Vec::new();
    columns.need("kind", mistakes);
    let kinds = columns.texts("kind", mistakes);
    let mut kinds: Keys<'_, RelationKind> =
        kinds.map(|texts| Looked::new(texts, |word| word.parse().ok()));
    let sides = SideCells::of(columns, bulk, mistakes);
    let forms = columns.texts("form", mistakes);
    let mut forms = forms.map(|texts| Looked::new(texts, is_directed));
    let periods = PeriodCells::of(columns, mistakes);
    let mut evidence = EvidenceCells::of(columns, bulk, mistakes);
    let beyond = Beyond::of(columns, mistakes);
    let Some(mut sides) = sides else {
        return out;
    };
    for row in 0..columns.rows() {
        let kind = word(&mut kinds, (row, "kind"), mistakes);
        let mut ends: [Vec<RowActor>; 2] = [Vec::new(), Vec::new()];
        let is_right = sides.each(row, bulk, mistakes, |side, actor| match side {
            RowSide::From => ends[0].push(actor),
            RowSide::To => ends[1].push(actor),
        });
        let (certainty, source, by) = evidence.get(row, bulk, mistakes);
        beyond.look(row, mistakes);
        let (start, end) = periods.get(row, mistakes);
        let ([from], [to]) = (&*ends[0], &*ends[1]) else {
            if is_right {
                let message = "a relation row ties one pair";
                mistakes.cell((row, "side_a"), Code::WrongEnds, message, OF_RECORD);
            }
            continue;
        };
        let Some(kind) = kind else {
            continue;
        };
        let form = forms.as_mut();
        let form = form.and_then(|forms| forms.get(row, is_directed));
        out.push(RelationRow {
            kind,
            from: *from,
            to: *to,
            is_directed: form.unwrap_or(kind.is_directed()),
            start,
            end,
            certainty,
            source,
            by,
        });
    }
    out
}

/// The columns of what a row cannot hold.
struct Beyond<'b> {
    texts: [Option<Texts<'b>>; 3],
    support: Option<Lists<'b>>,
    tellings: Option<Counts<'b>>,
    withdrawn: Option<Texts<'b>>,
}

const TEXTS: [&str; 3] = ["hedge", "role", "reason"];

impl<'b> Beyond<'b> {
    fn of(columns: Columns<'b>, mistakes: &mut Mistakes) -> Self {
        Self {
            texts: TEXTS.map(|name| columns.texts(name, mistakes)),
            support: columns.lists("support", mistakes),
            tellings: columns.counts("tellings", mistakes),
            withdrawn: columns.texts("withdrawn_state", mistakes),
        }
    }

    fn look(&self, row: usize, mistakes: &mut Mistakes) {
        let mut lay = |name: &str, message: &str| {
            mistakes.cell((row, name), Code::WrongType, message, OF_RECORD);
        };
        for (name, texts) in TEXTS.iter().zip(&self.texts) {
            if texts.as_ref().is_some_and(|texts| texts.get(row).is_some()) {
                lay(name, "there is a text");
            }
        }
        let support = self.support.as_ref().and_then(|support| support.get(row));
        if support.is_some_and(|own| !own.is_empty()) {
            lay("support", "the list is not empty");
        }
        let tellings = self.tellings.as_ref().map(|tellings| tellings.get(row));
        if let Some(Ok(Some(2..))) = tellings {
            lay("tellings", "it is told several times");
        }
        let word = self.withdrawn.as_ref().and_then(|words| words.get(row));
        if word.is_some_and(|word| word != "never") {
            lay("withdrawn_state", "it is withdrawn");
        }
    }
}

/// The columns of when it held.
struct PeriodCells<'b> {
    bounds: [Option<Days<'b>>; 4],
    states: [Option<Texts<'b>>; 2],
    /// What is stated, before other days have narrowed it.
    written: [Option<Texts<'b>>; 2],
}

/// The columns of dates as the record has them.
const DATES: [&str; 2] = ["starts", "ends"];

impl<'b> PeriodCells<'b> {
    fn of(columns: Columns<'b>, mistakes: &mut Mistakes) -> Self {
        let bounds = ["start_min", "start_max", "end_min", "end_max"];
        Self {
            bounds: bounds.map(|name| columns.days(name, mistakes)),
            states: ["start_state", "end_state"].map(|name| columns.texts(name, mistakes)),
            written: DATES.map(|name| columns.texts(name, mistakes)),
        }
    }

    fn get(&self, row: usize, mistakes: &mut Mistakes) -> (Option<(Day, Day)>, RowEnd) {
        let day = |at: usize, open: Day| {
            let cells = self.bounds[at].as_ref();
            cells.and_then(|cells| cells.get(row)).unwrap_or(open)
        };
        let state = |at: usize, is_known: bool| {
            let text = self.states[at].as_ref().and_then(|texts| texts.get(row));
            text.unwrap_or(if is_known { "known" } else { "unknown" })
        };
        let text = |at: usize| {
            let texts = self.written[at].as_ref();
            texts.and_then(|texts| texts.get(row))
        };
        let (start_min, start_max) = (day(0, Day::BEFORE_ALL), day(1, Day::AFTER_ALL));
        let (end_min, end_max) = (day(2, Day::BEFORE_ALL), day(3, Day::AFTER_ALL));
        let is_started = start_min.is_finite() || start_max.is_finite();
        let start = match text(0) {
            Some(text) => days_of(text, (row, DATES[0]), mistakes),
            None => (state(0, is_started) == "known").then_some((start_min, start_max)),
        };
        let end = match (text(1), state(1, end_max.is_finite())) {
            (Some(".."), _) | (None, "ongoing") => RowEnd::Ongoing,
            (Some(text), _) => days_of(text, (row, DATES[1]), mistakes)
                .map_or(RowEnd::Unknown, |(first, last)| RowEnd::On(first, last)),
            (None, "known") => RowEnd::On(end_min, end_max),
            (None, _) => RowEnd::Unknown,
        };
        (start, end)
    }
}

/// The first and the last possible day of a date as it is written.
fn days_of(text: &str, at: (usize, &str), mistakes: &mut Mistakes) -> Option<(Day, Day)> {
    match text.parse::<When>() {
        Ok(when) => Some((when.first_day(), when.last_day())),
        Err(error) => {
            let help = "write a date as docs/FORMAT.md tells, or leave the column out";
            mistakes.cell(at, Code::MalformedDate, error.to_string(), help);
            None
        }
    }
}
