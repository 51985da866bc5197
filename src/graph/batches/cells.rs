//! The cells of a batch by the name of their column, of whatever width an engine has made them.

use crate::model::Day;
use crate::model::shown::shown;
use crate::record::{Code, Location, Problem, Severity};
use arrow_array::cast::AsArray;
use arrow_array::types::{
    ArrowPrimitiveType, Date32Type, Int16Type, Int32Type, Int64Type, UInt32Type, UInt64Type,
};
use arrow_array::{
    Array, ArrayRef, BooleanArray, LargeStringArray, PrimitiveArray, RecordBatch, StringArray,
    StringViewArray,
};
use arrow_schema::DataType;
use std::ops::Range;

/// What is wrong with the cells of a table, each with its row and column.
#[derive(Debug)]
pub(super) struct Mistakes {
    table: &'static str,
    /// How many rows were given before.
    first: usize,
    pub(super) all: Vec<Problem>,
}

impl Mistakes {
    pub(super) const fn new(table: &'static str, first: usize) -> Self {
        Self {
            table,
            first,
            all: Vec::new(),
        }
    }

    fn lay(&mut self, path: String, code: Code, message: String, help: &str) {
        self.all.push(Problem {
            location: Location {
                file: None,
                line: 0,
                column: 0,
                path: Some(path.into()),
            },
            severity: Severity::Error,
            code,
            message,
            help: Some(help.to_owned()),
        });
    }

    /// Of the cell of a row and column.
    pub(super) fn cell(
        &mut self,
        (row, column): (usize, &str),
        code: Code,
        message: impl Into<String>,
        help: &str,
    ) {
        let path = format!("{}[{}].{column}", self.table, self.first + row);
        self.lay(path, code, message.into(), help);
    }

    /// Of a whole column.
    pub(super) fn column(&mut self, column: &str, code: Code, message: String, help: &str) {
        self.lay(format!("{}.{column}", self.table), code, message, help);
    }
}

/// The columns of a batch.
#[derive(Debug, Clone, Copy)]
pub(super) struct Columns<'b>(&'b RecordBatch);

impl<'b> Columns<'b> {
    pub(super) const fn of(batch: &'b RecordBatch) -> Self {
        Self(batch)
    }

    pub(super) fn rows(self) -> usize {
        self.0.num_rows()
    }

    pub(super) fn has(self, name: &str) -> bool {
        self.0.column_by_name(name).is_some()
    }

    /// The cells of a column that may be missing, as one type has them.
    fn cells<T>(
        self,
        name: &str,
        mistakes: &mut Mistakes,
        wanted: &str,
        of: impl FnOnce(&'b ArrayRef) -> Option<T>,
    ) -> Option<T> {
        let column = self.0.column_by_name(name)?;
        let cells = of(column);
        if cells.is_none() {
            let message = format!("the column holds {}", column.data_type());
            let help = format!("cast it to {wanted}");
            mistakes.column(name, Code::WrongType, message, &help);
        }
        cells
    }

    pub(super) fn texts(self, name: &str, mistakes: &mut Mistakes) -> Option<Texts<'b>> {
        self.cells(name, mistakes, "Utf8", Texts::of)
    }

    pub(super) fn lists(self, name: &str, mistakes: &mut Mistakes) -> Option<Lists<'b>> {
        self.cells(name, mistakes, "List<Utf8>", Lists::of)
    }

    /// A column of texts; `None` also where no row has one: then no row need be asked.
    pub(super) fn any_texts(self, name: &str, mistakes: &mut Mistakes) -> Option<Texts<'b>> {
        self.texts(name, mistakes).filter(Texts::is_any)
    }

    /// A column of lists; `None` also where all are empty.
    pub(super) fn any_lists(self, name: &str, mistakes: &mut Mistakes) -> Option<Lists<'b>> {
        self.lists(name, mistakes)
            .filter(|lists| lists.texts.len() > 0)
    }

    pub(super) fn counts(self, name: &str, mistakes: &mut Mistakes) -> Option<Counts<'b>> {
        self.cells(name, mistakes, "Int64", Counts::of)
    }

    pub(super) fn days(self, name: &str, mistakes: &mut Mistakes) -> Option<Days<'b>> {
        self.cells(name, mistakes, "Date32", |column| {
            column.as_primitive_opt().map(Days)
        })
    }

    pub(super) fn truths(self, name: &str, mistakes: &mut Mistakes) -> Option<&'b BooleanArray> {
        self.cells(name, mistakes, "Boolean", |column| column.as_boolean_opt())
    }

    /// Says that a column is missing, if it is.
    pub(super) fn need(self, name: &str, mistakes: &mut Mistakes) {
        if !self.has(name) {
            let message = String::from("there is no such column");
            mistakes.column(
                name,
                Code::MissingKey,
                message,
                "add it, as docs/COLUMNS.md tells",
            );
        }
    }
}

/// A column of texts.
#[derive(Debug, Clone)]
pub(super) enum Texts<'b> {
    Narrow(&'b StringArray),
    Large(&'b LargeStringArray),
    View(&'b StringViewArray),
    /// Each text once, and which one a row has, or [`NO_TEXT`].
    Packed(Vec<usize>, Box<Texts<'b>>),
}

/// The place of a row that has no text.
const NO_TEXT: usize = usize::MAX;

impl<'b> Texts<'b> {
    fn of(column: &'b ArrayRef) -> Option<Self> {
        match column.data_type() {
            DataType::Utf8 => column.as_string_opt().map(Self::Narrow),
            DataType::LargeUtf8 => column.as_string_opt().map(Self::Large),
            DataType::Utf8View => column.as_string_view_opt().map(Self::View),
            DataType::Dictionary(..) => {
                let packed = column.as_any_dictionary_opt()?;
                let texts = Self::of(packed.values())?;
                let keys = packed.keys();
                let mut places = if packed.values().is_empty() {
                    vec![0; keys.len()]
                } else {
                    packed.normalized_keys()
                };
                if keys.null_count() > 0 {
                    for (row, place) in places.iter_mut().enumerate() {
                        if keys.is_null(row) {
                            *place = NO_TEXT;
                        }
                    }
                }
                Some(Self::Packed(places, Box::new(texts)))
            }
            _ => None,
        }
    }

    pub(super) fn get(&self, row: usize) -> Option<&'b str> {
        match self {
            Self::Narrow(texts) => texts.is_valid(row).then(|| texts.value(row)),
            Self::Large(texts) => texts.is_valid(row).then(|| texts.value(row)),
            Self::View(texts) => texts.is_valid(row).then(|| texts.value(row)),
            Self::Packed(_, texts) => texts.get(self.place(row)?),
        }
    }

    /// Whether any row has a text.
    fn is_any(&self) -> bool {
        let rows: &dyn Array = match self {
            Self::Narrow(texts) => texts,
            Self::Large(texts) => texts,
            Self::View(texts) => texts,
            Self::Packed(places, _) => return places.iter().any(|&place| place != NO_TEXT),
        };
        rows.null_count() < rows.len()
    }

    /// Whether each text that a row may have fits, where each stands once; false: each row has to be asked.
    pub(super) fn all(&self, mut fits: impl FnMut(&str) -> bool) -> bool {
        self.packed().is_some_and(|texts| {
            let mut all = (0..texts.len()).filter_map(|place| texts.get(place));
            all.all(&mut fits)
        })
    }

    /// The texts, where each stands once.
    pub(super) fn packed(&self) -> Option<&Self> {
        match self {
            Self::Packed(_, texts) => Some(texts),
            _ => None,
        }
    }

    /// Which of them a row has, where each stands once.
    #[inline]
    pub(super) fn place(&self, row: usize) -> Option<usize> {
        match self {
            Self::Packed(places, _) => places.get(row).copied().filter(|&place| place != NO_TEXT),
            _ => None,
        }
    }

    pub(super) fn len(&self) -> usize {
        match self {
            Self::Narrow(texts) => texts.len(),
            Self::Large(texts) => texts.len(),
            Self::View(texts) => texts.len(),
            Self::Packed(places, ..) => places.len(),
        }
    }
}

/// What the texts of a column stand for, looked up once for each text that is packed.
#[derive(Debug)]
pub(super) struct Looked<'b, T> {
    texts: Texts<'b>,
    packed: Vec<T>,
    last: Option<(&'b str, T)>,
}

impl<'b, T: Copy> Looked<'b, T> {
    pub(super) fn new(texts: Texts<'b>, look_up: impl Fn(&str) -> T) -> Self {
        let packed = texts.packed().map_or_else(Vec::new, |texts| {
            let all = (0..texts.len()).map(|place| texts.get(place).unwrap_or_default());
            all.map(&look_up).collect()
        });
        Self {
            texts,
            packed,
            last: None,
        }
    }

    /// What the text of a row stands for; `None`: it is missing.
    pub(super) fn get(&mut self, row: usize, look_up: impl Fn(&str) -> T) -> Option<T> {
        if let Texts::Packed(places, _) = &self.texts {
            // nothing stands at the place of no text
            return self.packed.get(*places.get(row)?).copied();
        }
        let text = self.texts.get(row)?;
        match self.last {
            Some((last, found)) if last == text => Some(found),
            _ => {
                let found = look_up(text);
                self.last = Some((text, found));
                Some(found)
            }
        }
    }

    pub(super) fn text(&self, row: usize) -> &'b str {
        self.texts.get(row).unwrap_or_default()
    }
}

/// A column of lists of texts.
#[derive(Debug)]
pub(super) struct Lists<'b> {
    ends: Ends<'b>,
    /// Where a list may be missing.
    rows: Option<&'b dyn Array>,
    texts: Texts<'b>,
}

#[derive(Debug)]
enum Ends<'b> {
    Narrow(&'b [i32]),
    Large(&'b [i64]),
}

/// The rows, if any of them is missing.
fn any_missing(rows: &dyn Array) -> Option<&dyn Array> {
    (rows.null_count() > 0).then_some(rows)
}

impl<'b> Lists<'b> {
    fn of(column: &'b ArrayRef) -> Option<Self> {
        if let Some(lists) = column.as_list_opt::<i32>() {
            return Some(Self {
                ends: Ends::Narrow(lists.value_offsets()),
                rows: any_missing(lists),
                texts: Texts::of(lists.values())?,
            });
        }
        let lists = column.as_list_opt::<i64>()?;
        Some(Self {
            ends: Ends::Large(lists.value_offsets()),
            rows: any_missing(lists),
            texts: Texts::of(lists.values())?,
        })
    }

    /// Where the list of a row stands among all texts; `None`: it is missing.
    pub(super) fn get(&self, row: usize) -> Option<Range<usize>> {
        if self.rows.is_some_and(|rows| rows.is_null(row)) {
            return None;
        }
        Some(match self.ends {
            Ends::Narrow(ends) => {
                usize::try_from(*ends.get(row)?).ok()?..usize::try_from(*ends.get(row + 1)?).ok()?
            }
            Ends::Large(ends) => {
                usize::try_from(*ends.get(row)?).ok()?..usize::try_from(*ends.get(row + 1)?).ok()?
            }
        })
    }

    /// The lists, and what their texts stand for.
    pub(super) fn looked<T: Copy>(self, look_up: impl Fn(&str) -> T) -> (Self, Looked<'b, T>) {
        let texts = self.texts.clone();
        (self, Looked::new(texts, look_up))
    }

    /// The texts of the list of a row.
    pub(super) fn each(&self, row: usize) -> impl Iterator<Item = &'b str> {
        let own = self.get(row).unwrap_or_default();
        own.map(|place| self.texts.get(place).unwrap_or_default())
    }
}

/// A column of whole numbers.
#[derive(Debug)]
pub(super) enum Counts<'b> {
    I16(&'b PrimitiveArray<Int16Type>),
    I32(&'b PrimitiveArray<Int32Type>),
    I64(&'b PrimitiveArray<Int64Type>),
    U32(&'b PrimitiveArray<UInt32Type>),
    U64(&'b PrimitiveArray<UInt64Type>),
}

impl<'b> Counts<'b> {
    fn of(column: &'b ArrayRef) -> Option<Self> {
        match column.data_type() {
            DataType::Int16 => column.as_primitive_opt().map(Self::I16),
            DataType::Int32 => column.as_primitive_opt().map(Self::I32),
            DataType::Int64 => column.as_primitive_opt().map(Self::I64),
            DataType::UInt32 => column.as_primitive_opt().map(Self::U32),
            DataType::UInt64 => column.as_primitive_opt().map(Self::U64),
            _ => None,
        }
    }

    /// The number of a row: `None` where it is missing, an error where it is below zero.
    pub(super) fn get(&self, row: usize) -> Result<Option<u64>, i64> {
        fn at<T: ArrowPrimitiveType>(cells: &PrimitiveArray<T>, row: usize) -> Option<T::Native> {
            cells.is_valid(row).then(|| cells.value(row))
        }
        let signed = match self {
            Self::U32(cells) => return Ok(at(cells, row).map(u64::from)),
            Self::U64(cells) => return Ok(at(cells, row)),
            Self::I16(cells) => at(cells, row).map(i64::from),
            Self::I32(cells) => at(cells, row).map(i64::from),
            Self::I64(cells) => at(cells, row),
        };
        signed
            .map(|number| u64::try_from(number).map_err(|_| number))
            .transpose()
    }
}

/// A column of days.
#[derive(Debug)]
pub(super) struct Days<'b>(&'b PrimitiveArray<Date32Type>);

impl Days<'_> {
    pub(super) fn get(&self, row: usize) -> Option<Day> {
        self.0.is_valid(row).then(|| Day::new(self.0.value(row)))
    }
}

/// What is wrong with a word.
pub(super) fn unknown(word: &str, what: &str) -> String {
    format!("`{}` is no {what}", shown(word))
}
