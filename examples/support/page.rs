//! A page of text as wide as the terminal, in colour where it can show any.

use super::stop::{Stop, print};
use super::wrap::wrap;
use std::io::IsTerminal;

/// How a piece of text stands out.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub(crate) enum Style {
    #[default]
    Plain,
    Strong,
    Faint,
    /// What is certain.
    Sure,
    /// What is only possible.
    Unsure,
}

/// A page: lines no wider than the terminal.
#[derive(Debug)]
pub(crate) struct Page {
    width: usize,
    has_color: bool,
    text: String,
}

impl Page {
    /// A page for stdout: as wide as `COLUMNS` says, else 80.
    ///
    /// Colour only on a terminal, and never where `NO_COLOR` is set.
    pub(crate) fn for_stdout() -> Self {
        let columns = std::env::var("COLUMNS").ok();
        let width = columns.and_then(|columns| columns.trim().parse().ok());
        let wants_none = std::env::var_os("NO_COLOR").is_some();
        Self::new(
            width.filter(|&width| width > 0).unwrap_or(80),
            std::io::stdout().is_terminal() && !wants_none,
        )
    }

    pub(crate) fn new(width: usize, has_color: bool) -> Self {
        Self {
            width,
            has_color,
            text: String::new(),
        }
    }

    /// How many characters a line has room for.
    pub(crate) fn width(&self) -> usize {
        self.width
    }

    /// A paragraph: its lines are broken where they have to be.
    pub(crate) fn paragraph(&mut self, text: &str, style: Style, indent: usize) {
        for line in wrap(text, self.width, indent) {
            self.line(&[(line, style)]);
        }
    }

    /// One line of pieces that fit into it; without spaces at its end.
    pub(crate) fn line(&mut self, pieces: &[(String, Style)]) {
        let last = pieces
            .iter()
            .rposition(|(text, _)| !text.trim_end().is_empty());
        let last = last.map_or(0, |last| last + 1);
        for (text, style) in &pieces[..last.saturating_sub(1)] {
            self.paint(text, *style);
        }
        if let Some((text, style)) = pieces[..last].last() {
            self.paint(text.trim_end(), *style);
        }
        self.text.push('\n');
    }

    /// An empty line.
    pub(crate) fn blank(&mut self) {
        self.text.push('\n');
    }

    fn paint(&mut self, text: &str, style: Style) {
        let code = match style {
            Style::Plain => None,
            Style::Strong => Some("1"),
            Style::Faint => Some("2"),
            Style::Sure => Some("32"),
            Style::Unsure => Some("33"),
        };
        match code.filter(|_| self.has_color && !text.trim().is_empty()) {
            Some(code) => self.text.extend(["\u{1b}[", code, "m", text, "\u{1b}[0m"]),
            None => self.text.push_str(text),
        }
    }

    /// Writes the page to stdout.
    pub(crate) fn print(&self) -> Result<(), Stop> {
        print(&self.text)
    }

    #[cfg(test)]
    pub(crate) fn text(&self) -> &str {
        &self.text
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_page_without_colour_is_plain_text() {
        let mut page = Page::new(20, false);
        page.paragraph("a title that is too long", Style::Strong, 2);
        page.line(&[
            ("a  ".to_owned(), Style::Sure),
            ("   ".to_owned(), Style::Plain),
        ]);
        assert_eq!(page.text(), "a title that is too\n  long\na\n");
    }

    #[test]
    fn a_page_with_colour_ends_what_it_began() {
        let mut page = Page::new(20, true);
        page.paragraph("title", Style::Strong, 0);
        assert_eq!(page.text(), "\u{1b}[1mtitle\u{1b}[0m\n");
    }
}
