//! XML as it is written: elements and attributes, escaped by type.

use super::out::Out;
use std::fmt::Write;
use std::io;

/// An XML document that grows element by element, its text in parts where it is asked for.
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

    /// Ends every element, and gives the rest of the document.
    pub(in crate::export) fn finish(mut self, out: &mut Out<'_>) -> io::Result<()> {
        while !self.open.is_empty() {
            self.end();
        }
        self.pass_all(out)
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

    /// Gives what is written so far to where it goes, if it is worth it.
    pub(in crate::export) fn pass(&mut self, out: &mut Out<'_>) -> io::Result<()> {
        if self.text.len() < 1 << 16 {
            return Ok(());
        }
        self.pass_all(out)
    }

    fn pass_all(&mut self, out: &mut Out<'_>) -> io::Result<()> {
        out.text.push_str(&self.text);
        self.text.clear();
        out.pass()
    }

    fn escaped(&mut self, text: &str) {
        let is_odd = |byte: u8| {
            matches!(
                byte,
                b'&' | b'<' | b'>' | b'"' | b'\'' | 0..0x20 | 0x7f | 0xc2 | 0xef
            )
        };
        if !text.bytes().any(is_odd) {
            self.text.push_str(text);
            return;
        }
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
    use super::super::left_out::LeftOut;
    use super::super::out::whole;
    use super::*;

    #[test]
    fn a_hostile_text_stays_a_text() {
        let mut xml = Xml::new();
        xml.begin("a", &[("b", "\"/><c>&amp;\n\u{1}")]);
        xml.element("d", &[], "]]></a>'\u{FFFF}");
        assert_eq!(xml.replaced(), 2);
        let written = whole(|out| xml.finish(out).map(|()| LeftOut::default()));
        let text = written.content;
        let (_, body) = text.split_once("?>\n").expect("a declaration");
        assert_eq!(
            body,
            "<a b=\"&quot;/&gt;&lt;c&gt;&amp;amp;&#10;\u{FFFD}\">\n  \
             <d>]]&gt;&lt;/a&gt;&apos;\u{FFFD}</d>\n</a>\n"
        );
    }
}
