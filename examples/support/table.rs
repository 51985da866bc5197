//! A table that fits its page: columns where there is room, else a list.

use super::page::{Page, Style};
use super::wrap::{width, wrap};

/// The spaces between two columns.
const GAP: usize = 2;
/// The longest word for which a page counts as too narrow.
const WORD: usize = 18;

/// One cell: its text, and how it stands out.
#[derive(Debug, Clone, Default)]
pub(crate) struct Cell {
    text: String,
    style: Style,
    is_repeated: bool,
}

impl Cell {
    pub(crate) fn new(text: impl Into<String>, style: Style) -> Self {
        Self {
            text: text.into(),
            style,
            is_repeated: false,
        }
    }

    /// The same cell; one that repeats the one above it stands empty in columns.
    pub(crate) fn repeated(mut self, is_repeated: bool) -> Self {
        self.is_repeated = is_repeated;
        self
    }
}

impl<T: Into<String>> From<T> for Cell {
    fn from(text: T) -> Self {
        Self::new(text, Style::Plain)
    }
}

#[derive(Debug)]
enum Row {
    Heading(String),
    Cells(Vec<Cell>),
}

/// A table: every row has a cell for every heading.
#[derive(Debug)]
pub(crate) struct Table {
    headings: &'static [(&'static str, usize)],
    rows: Vec<Row>,
    is_airy: bool,
}

impl Table {
    /// A table of these headings, each with the width that its column had better have.
    pub(crate) fn new(headings: &'static [(&'static str, usize)]) -> Self {
        Self {
            headings,
            rows: Vec::new(),
            is_airy: false,
        }
    }

    /// The same table with an empty line between rows, if one of them has several lines.
    pub(crate) fn airy(mut self) -> Self {
        self.is_airy = true;
        self
    }

    /// How many columns it has.
    pub(crate) fn columns(&self) -> usize {
        self.headings.len()
    }

    /// A line that stands over the rows that follow.
    pub(crate) fn heading(&mut self, text: impl Into<String>) {
        self.rows.push(Row::Heading(text.into()));
    }

    pub(crate) fn row(&mut self, cells: impl IntoIterator<Item = Cell>) {
        self.rows.push(Row::Cells(cells.into_iter().collect()));
    }

    fn cells(&self) -> impl Iterator<Item = &[Cell]> {
        self.rows.iter().filter_map(|row| match row {
            Row::Heading(_) => None,
            Row::Cells(cells) => Some(cells.as_slice()),
        })
    }

    /// Writes the table on a page, whole: what finds no room in a line goes on in the next.
    pub(crate) fn print(&self, page: &mut Page) {
        match self.widths(page.width()) {
            Some(widths) => self.print_columns(page, &widths),
            None => self.print_list(page),
        }
    }

    /// The widths of the columns; none if the page is too narrow for them.
    fn widths(&self, room: usize) -> Option<Vec<usize>> {
        let whole = self.longest(width);
        let words = self.longest(|text| {
            let words = text.split_whitespace().map(width);
            words.max().unwrap_or(0).min(WORD)
        });
        let wished = self.headings.iter().zip(&whole).zip(&words);
        let wished = wished.map(|((heading, whole), word)| (*whole).min(heading.1).max(*word));
        [wished.collect(), words]
            .into_iter()
            .find_map(|least: Vec<usize>| {
                let gaps = GAP * self.headings.len().saturating_sub(1);
                let spare = room.checked_sub(least.iter().sum::<usize>() + gaps)?;
                Some(spread(least, &whole, spare))
            })
    }

    /// The largest measure of a column's heading and texts, column by column.
    fn longest(&self, measure: impl Fn(&str) -> usize) -> Vec<usize> {
        let headings = self.headings.iter().enumerate();
        let of_column = headings.map(|(column, heading)| {
            let texts = self.cells().filter_map(|row| Some(&*row.get(column)?.text));
            texts.map(&measure).max().unwrap_or(0).max(width(heading.0))
        });
        of_column.collect()
    }

    fn print_columns(&self, page: &mut Page, widths: &[usize]) {
        let headings = self.headings.iter();
        let headings: Vec<Cell> = headings.map(|one| Cell::new(one.0, Style::Faint)).collect();
        print_lines(page, &headings, &lines(&headings, widths), widths);
        let is_airy = self.is_airy && self.cells().any(|row| height(&lines(row, widths)) > 1);
        for (place, row) in self.rows.iter().enumerate() {
            match row {
                Row::Heading(text) => {
                    page.blank();
                    page.paragraph(text, Style::Strong, 2);
                }
                Row::Cells(cells) => {
                    if is_airy && place > 0 {
                        page.blank();
                    }
                    print_lines(page, cells, &lines(cells, widths), widths);
                }
            }
        }
    }

    /// Each row as a list of its cells, one below the other.
    fn print_list(&self, page: &mut Page) {
        for (place, row) in self.rows.iter().enumerate() {
            if place > 0 {
                page.blank();
            }
            match row {
                Row::Heading(text) => page.paragraph(text, Style::Strong, 2),
                Row::Cells(cells) => {
                    for ((heading, _), cell) in self.headings.iter().zip(cells) {
                        if !cell.text.is_empty() {
                            let text = format!("{heading}: {}", cell.text);
                            page.paragraph(&text, cell.style, 2);
                        }
                    }
                }
            }
        }
    }
}

/// Gives the spare room to whichever column has the most lines for it.
fn spread(mut widths: Vec<usize>, whole: &[usize], spare: usize) -> Vec<usize> {
    for _ in 0..spare {
        let lines = |column: &usize| whole[*column] * 1000 / widths[*column].max(1);
        let wanting = (0..whole.len()).filter(|&column| widths[column] < whole[column]);
        let Some(column) = wanting.max_by_key(lines) else {
            break;
        };
        widths[column] += 1;
    }
    widths
}

/// The lines of each cell of a row.
fn lines(cells: &[Cell], widths: &[usize]) -> Vec<Vec<String>> {
    let cells = cells.iter().zip(widths);
    let lines = cells.map(|(cell, &width)| {
        let shown = Some(&cell.text).filter(|_| !cell.is_repeated);
        shown.map_or_else(Vec::new, |text| wrap(text, width, 0))
    });
    lines.collect()
}

fn height(lines: &[Vec<String>]) -> usize {
    lines.iter().map(Vec::len).max().unwrap_or(0)
}

fn print_lines(page: &mut Page, cells: &[Cell], lines: &[Vec<String>], widths: &[usize]) {
    for at in 0..height(lines) {
        let mut pieces = Vec::new();
        for ((lines, cell), &room) in lines.iter().zip(cells).zip(widths) {
            let text = lines.get(at).map_or("", String::as_str);
            pieces.push((text.to_owned(), cell.style));
            pieces.push((" ".repeat(room - width(text) + GAP), Style::Plain));
        }
        page.line(&pieces);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const LONG: &str = "the CMA's bellicose stance towards the government";

    fn table() -> Table {
        let mut table = Table::new(&[("WHEN", 13), ("WHY", 20), ("SOURCES", 7)]);
        table.row(["on 2023-10-07".into(), LONG.into(), "[1]".into()]);
        table
    }

    fn page(table: &Table, width: usize) -> String {
        let mut page = Page::new(width, false);
        table.print(&mut page);
        page.text().to_owned()
    }

    #[test]
    fn a_table_with_room_is_as_wide_as_its_words() {
        let text = page(&table(), 200);
        let lines: Vec<&str> = text.lines().collect();
        assert_eq!(lines[1], format!("on 2023-10-07  {LONG}  [1]"));
        assert!(lines[0].ends_with("SOURCES"));
    }

    #[test]
    fn a_table_without_room_wraps_its_longest_column() {
        let text = page(&table(), 50);
        assert!(text.contains("on 2023-10-07  the CMA's"), "{text}");
        assert_eq!(text.lines().count(), 3, "{text}");
    }

    #[test]
    fn no_line_is_wider_than_the_page_and_no_source_is_lost() {
        for room in 1..120 {
            let text = page(&table(), room);
            assert!(
                text.lines().all(|line| width(line) <= room),
                "{room}: {text}"
            );
            assert!(
                text.replace(['\n', ' '], "").contains("[1]"),
                "{room}: {text}"
            );
        }
    }
}
