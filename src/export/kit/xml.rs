//! XML as it is written: elements and attributes, escaped by type.

use std::fmt::Write;

/// An XML document that grows element by element.
///
/// What XML 1.0 cannot hold, which are most control characters, becomes U+FFFD and is counted.
#[derive(Debug)]
pub(in crate::export) struct Xml {
    text: String,
    open: Vec<&'static str>,
    replaced: usize,
}

impl Xml {
    pub(in crate::export) fn new() -> Self {
        Self {
            text: String::from("<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n"),
            open: Vec::new(),
            replaced: 0,
        }
    }

    /// How many characters so far could not be written.
    pub(in crate::export) const fn replaced(&self) -> usize {
        self.replaced
    }

    /// Begins an element that holds others.
    pub(in crate::export) fn begin(&mut self, name: &'static str, attributes: &[(&str, &str)]) {
        self.tag(name, attributes);
        self.text.push_str(">\n");
        self.open.push(name);
    }

    /// Ends the element that was begun last.
    pub(in crate::export) fn end(&mut self) {
        if let Some(name) = self.open.pop() {
            self.indent();
            self.put(&["</", name, ">\n"]);
        }
    }

    /// Writes an element without content.
    pub(in crate::export) fn empty(&mut self, name: &'static str, attributes: &[(&str, &str)]) {
        self.tag(name, attributes);
        self.text.push_str("/>\n");
    }

    /// Writes an element with a text.
    pub(in crate::export) fn element(
        &mut self,
        name: &'static str,
        attributes: &[(&str, &str)],
        text: &str,
    ) {
        self.tag(name, attributes);
        self.text.push('>');
        self.escaped(text);
        self.put(&["</", name, ">\n"]);
    }

    /// The document, with every element ended.
    pub(in crate::export) fn finish(mut self) -> String {
        while !self.open.is_empty() {
            self.end();
        }
        self.text
    }

    fn tag(&mut self, name: &str, attributes: &[(&str, &str)]) {
        self.indent();
        self.put(&["<", name]);
        for (name, value) in attributes {
            self.put(&[" ", name, "=\""]);
            self.escaped(value);
            self.text.push('"');
        }
    }

    fn indent(&mut self) {
        for _ in &self.open {
            self.text.push_str("  ");
        }
    }

    fn put(&mut self, parts: &[&str]) {
        self.text.extend(parts.iter().copied());
    }

    fn escaped(&mut self, text: &str) {
        for c in text.chars() {
            match c {
                '&' => self.text.push_str("&amp;"),
                '<' => self.text.push_str("&lt;"),
                '>' => self.text.push_str("&gt;"),
                '"' => self.text.push_str("&quot;"),
                '\'' => self.text.push_str("&apos;"),
                // a reader would make a space of it
                '\t' | '\n' | '\r' => {
                    // a string takes whatever is written to it
                    let _ = write!(self.text, "&#{};", u32::from(c));
                }
                c if c.is_control() || matches!(c, '\u{FFFE}' | '\u{FFFF}') => {
                    self.replaced += 1;
                    self.text.push('\u{FFFD}');
                }
                c => self.text.push(c),
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_hostile_text_stays_a_text() {
        let mut xml = Xml::new();
        xml.begin("a", &[("b", "\"/><c>&amp;\n\u{1}")]);
        xml.element("d", &[], "]]></a>'\u{FFFF}");
        assert_eq!(xml.replaced(), 2);
        let text = xml.finish();
        let (_, body) = text.split_once("?>\n").expect("a declaration");
        assert_eq!(
            body,
            "<a b=\"&quot;/&gt;&lt;c&gt;&amp;amp;&#10;\u{FFFD}\">\n  \
             <d>]]&gt;&lt;/a&gt;&apos;\u{FFFD}</d>\n</a>\n"
        );
    }
}
