//! What receives the entries of a table, in the order in which they are written.

use crate::record::format::Node;
use std::fmt;

/// Takes the entries of a table, in their written order: as a tree, or as a number alone.
pub(in crate::record) trait Sink {
    /// Takes any value.
    fn node(&mut self, key: &str, node: Node);

    /// Takes a text.
    fn text(&mut self, key: &str, text: &str);

    /// Takes a text that something is shown as.
    fn display(&mut self, key: &str, value: &dyn fmt::Display);

    /// Takes one text, or a list of several; of none nothing.
    fn texts<'t>(&mut self, key: &str, texts: impl ExactSizeIterator<Item = &'t str>);

    /// Takes a table, whose entries are written by a function.
    fn table(&mut self, key: &str, write: impl FnOnce(&mut Self));

    /// Takes a text, if there is one.
    fn some_text(&mut self, key: &str, text: Option<&str>) {
        if let Some(text) = text {
            self.text(key, text);
        }
    }

    /// Takes a text that something is shown as, if it is there.
    fn some(&mut self, key: &str, value: Option<impl fmt::Display>) {
        if let Some(value) = value {
            self.display(key, &value);
        }
    }
}
