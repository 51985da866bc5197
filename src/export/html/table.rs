//! A table as HTML: head, rows, and the notes and sources below them.

use crate::export::kit::{LeftOut, Written, Xml, citation, whole};
use crate::model::{Holds, Source};
use std::collections::BTreeMap;

/// A cell with its text and its tooltip.
#[derive(Debug, Default)]
pub(super) struct Cell {
    pub(super) text: String,
    pub(super) tip: Option<String>,
}

impl From<String> for Cell {
    fn from(text: String) -> Self {
        Self { text, tip: None }
    }
}

impl From<&str> for Cell {
    fn from(text: &str) -> Self {
        text.to_owned().into()
    }
}

/// A table under construction.
#[derive(Debug)]
pub(super) struct Table<'g> {
    caption: String,
    head: Vec<&'static str>,
    rows: Vec<(Holds, Vec<Cell>)>,
    notes: Vec<String>,
    sources: BTreeMap<&'g str, &'g Source>,
    /// The sentence of a table without rows.
    nothing: String,
}

impl<'g> Table<'g> {
    pub(super) fn new(caption: impl Into<String>, head: &[&'static str]) -> Self {
        Self {
            caption: caption.into(),
            head: head.to_vec(),
            rows: Vec::new(),
            notes: Vec::new(),
            sources: BTreeMap::new(),
            nothing: String::from(
                "Nothing: the record names none, which does not say that there was none.",
            ),
        }
    }

    /// Replaces the sentence of a table without rows.
    pub(super) fn nothing(&mut self, text: impl Into<String>) {
        self.nothing = text.into();
    }

    /// Adds a row, given how it holds, with one cell for each column.
    pub(super) fn row(&mut self, holds: Holds, cells: impl IntoIterator<Item = Cell>) {
        self.rows.push((holds, cells.into_iter().collect()));
    }

    /// Adds a sentence below the table.
    pub(super) fn note(&mut self, text: impl Into<String>) {
        self.notes.push(text.into());
    }

    /// Lists sources below the table, each once.
    pub(super) fn cite(&mut self, sources: &[&'g Source]) {
        let keyed = sources.iter().map(|&source| (&*source.key, source));
        self.sources.extend(keyed);
    }

    pub(super) fn finish(self) -> Written {
        let mut html = Xml::fragment();
        html.begin("table", &[("class", "factions")]);
        html.element("caption", &[], &self.caption);
        html.begin("thead", &[]);
        html.begin("tr", &[]);
        for name in &self.head {
            html.element("th", &[("scope", "col")], name);
        }
        html.end();
        html.end();
        html.begin("tbody", &[]);
        let width = self.head.len().to_string();
        let whole_row = [("colspan", &*width)];
        if self.rows.is_empty() {
            html.begin("tr", &[]);
            html.element("td", &whole_row, &self.nothing);
            html.end();
        }
        for (holds, cells) in &self.rows {
            match holds {
                Holds::Certainly => html.begin("tr", &[]),
                Holds::Possibly => html.begin("tr", &[("class", "possibly")]),
            }
            for (at, cell) in cells.iter().enumerate() {
                let (name, scope) = if at == 0 {
                    ("th", Some(("scope", "row")))
                } else {
                    ("td", None)
                };
                let tip = cell.tip.as_deref().map(|tip| ("title", tip));
                let attributes: Vec<(&str, &str)> = scope.into_iter().chain(tip).collect();
                html.element(name, &attributes, &cell.text);
            }
            html.end();
        }
        html.end();
        let sources = self.sources.values();
        let sources = sources.map(|source| format!("{}: {}", source.key, citation(source)));
        let below: Vec<String> = self.notes.into_iter().chain(sources).collect();
        if !below.is_empty() {
            html.begin("tfoot", &[]);
            for text in &below {
                html.begin("tr", &[]);
                html.element("td", &whole_row, text);
                html.end();
            }
            html.end();
        }
        finish(html)
    }
}

/// Returns the fragment, and counts the characters that HTML cannot hold.
fn finish(html: Xml) -> Written {
    whole(|out| {
        let mut left_out = LeftOut::default();
        html.note_replaced(&mut left_out);
        html.finish(out).map(|()| left_out)
    })
}
