//! Writes DOT statement by statement: names always quoted, attributes in a fixed order.

use super::label::Value;
use super::theme::{Ink, Theme};

/// Attributes in writing order.
#[derive(Debug, Clone, Default)]
pub(in crate::export::dot) struct Attributes(Vec<(String, Value)>);

impl Attributes {
    /// Adds an attribute, or replaces the value of one with this name.
    pub(in crate::export::dot) fn with(mut self, name: impl Into<String>, value: Value) -> Self {
        let name = name.into();
        match self.0.iter_mut().find(|(known, _)| *known == name) {
            Some((_, known)) => *known = value,
            None => self.0.push((name, value)),
        }
        self
    }

    /// Adds an attribute with a constant word.
    pub(in crate::export::dot) fn word(self, name: &'static str, word: &'static str) -> Self {
        self.with(name, Value::Word(word))
    }

    /// Adds an attribute with a colour of the theme.
    pub(in crate::export::dot) fn ink(self, name: &'static str, ink: Ink) -> Self {
        self.with(name, Value::Ink(ink))
    }

    /// Adds an attribute if it has a value.
    pub(in crate::export::dot) fn maybe(self, name: &'static str, value: Option<Value>) -> Self {
        match value {
            Some(value) => self.with(name, value),
            None => self,
        }
    }

    /// Adds a line of words to the label.
    pub(in crate::export::dot) fn saying(mut self, words: &str) -> Self {
        let is_label = |name: &str| name == "label" || name == "xlabel";
        for (name, value) in &mut self.0 {
            if let (true, Value::Text(text)) = (is_label(name), value) {
                text.push('\n');
                text.push_str(words);
                return self;
            }
        }
        self.with("xlabel", Value::Text(words.to_owned()))
    }

    /// Appends all attributes of `others`.
    pub(in crate::export::dot) fn and(self, others: Self) -> Self {
        let all = others.0.into_iter();
        all.fold(self, |own, (name, value)| own.with(name, value))
    }

    fn written(&self, theme: &Theme) -> String {
        let all = self.0.iter();
        let all = all.map(|(name, value)| format!("{name}={}", value.written(theme)));
        all.collect::<Vec<_>>().join(" ")
    }
}

/// DOT text under construction.
#[derive(Debug, Default)]
pub(in crate::export::dot) struct Writer {
    text: String,
    depth: usize,
    theme: Theme,
}

impl Writer {
    /// Creates an empty text with the colours of a theme.
    pub(in crate::export::dot) fn new(theme: Theme) -> Self {
        Self {
            theme,
            ..Self::default()
        }
    }

    fn line(&mut self, line: &str) {
        for _ in 0..self.depth {
            self.text.push_str("  ");
        }
        self.text.push_str(line);
        self.text.push('\n');
    }

    /// Begins a digraph.
    pub(in crate::export::dot) fn open_graph(&mut self) {
        self.line("digraph \"factions\" {");
        self.depth += 1;
    }

    /// Begins a cluster.
    pub(in crate::export::dot) fn open_cluster(&mut self, id: &str) {
        self.line(&format!("subgraph \"{id}\" {{"));
        self.depth += 1;
    }

    /// Ends the innermost graph or cluster.
    pub(in crate::export::dot) fn close(&mut self) {
        self.depth = self.depth.saturating_sub(1);
        self.line("}");
    }

    /// Writes an empty line.
    pub(in crate::export::dot) fn gap(&mut self) {
        self.text.push('\n');
    }

    /// Writes default attributes of the graph, its nodes or its edges.
    pub(in crate::export::dot) fn defaults(&mut self, what: &'static str, attributes: &Attributes) {
        self.line(&format!("{what} [{}]", attributes.written(&self.theme)));
    }

    /// Writes a node.
    pub(in crate::export::dot) fn node(&mut self, id: &str, attributes: &Attributes) {
        self.line(&format!("\"{id}\" [{}]", attributes.written(&self.theme)));
    }

    /// Writes an edge between nodes.
    pub(in crate::export::dot) fn edge(&mut self, from: &str, to: &str, attributes: &Attributes) {
        self.ported((from, None), (to, None), attributes);
    }

    /// Writes an edge between nodes or their ports.
    pub(super) fn ported(
        &mut self,
        from: (&str, Option<&str>),
        to: (&str, Option<&str>),
        attributes: &Attributes,
    ) {
        let end = |(id, port): (&str, Option<&str>)| match port {
            Some(port) => format!("\"{id}\":{port}"),
            None => format!("\"{id}\""),
        };
        self.line(&format!(
            "{} -> {} [{}]",
            end(from),
            end(to),
            attributes.written(&self.theme)
        ));
    }

    /// Puts nodes into the same column.
    pub(in crate::export::dot) fn same_rank(&mut self, ids: &[String]) {
        let quoted: Vec<String> = ids.iter().map(|id| format!("\"{id}\"")).collect();
        self.line(&format!("{{ rank=same; {} }}", quoted.join("; ")));
    }

    /// Returns the text.
    pub(in crate::export::dot) fn finish(self) -> String {
        self.text
    }
}
