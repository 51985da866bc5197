//! The trait of receivers for the entries of a table, in writing order.

use crate::record::format::Node;
use std::fmt;

/// Receives the entries of a table in their written order, and makes a tree or only a hash of them.
pub(in crate::record) trait Sink {
    /// Receives any value.
    fn node(&mut self, key: &str, node: Node);

    /// Receives a text.
    fn text(&mut self, key: &str, text: &str);

    /// Receives a value that prints as a text.
    fn display(&mut self, key: &str, value: &dyn fmt::Display);

    /// Receives one text, or a list of several; nothing if there are none.
    fn texts<'t>(&mut self, key: &str, texts: impl ExactSizeIterator<Item = &'t str>);

    /// Receives a table whose entries the function writes.
    fn table(&mut self, key: &str, write: impl FnOnce(&mut Self));

    /// Receives a text, if there is one.
    fn some_text(&mut self, key: &str, text: Option<&str>) {
        if let Some(text) = text {
            self.text(key, text);
        }
    }

    /// Receives a value that prints as a text, if there is one.
    fn some(&mut self, key: &str, value: Option<impl fmt::Display>) {
        if let Some(value) = value {
            self.display(key, &value);
        }
    }
}
