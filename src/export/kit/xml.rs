//! A writer of XML and HTML that escapes text by type.

use super::left_out::LeftOut;
use super::out::Out;
use std::fmt::Write;
use std::io;

/// An XML document that grows element by element and can be passed to a stream in parts.
///
/// A character that XML 1.0 cannot hold, such as most control characters, becomes U+FFFD and is counted.
#[derive(Debug)]
pub(in crate::export) struct Xml {
    text: String,
    open: Vec<&'static str>,
    replaced: usize,
    is_html: bool,
}

impl Xml {
    pub(in crate::export) fn new() -> Self {
        Self {
            text: String::from("<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n"),
            open: Vec::new(),
            replaced: 0,
            is_html: false,
        }
    }

    /// Creates a fragment of a page: without a declaration, and also without characters that XML can hold but HTML
    /// cannot.
    ///
    /// The fragment is well-formed XML, too, as long as no HTML element is written [empty](Self::empty).
    pub(in crate::export) fn fragment() -> Self {
        Self {
            text: String::new(),
            ..Self::for_pages()
        }
    }

    /// Creates a document that may become a part of a page.
    pub(in crate::export) fn for_pages() -> Self {
        Self {
            is_html: true,
            ..Self::new()
        }
    }

    /// Reports how many characters could not be written so far, if any.
    pub(in crate::export) fn note_replaced(&self, left_out: &mut LeftOut) {
        let what = if self.is_html {
            "characters that HTML cannot hold, each written as U+FFFD"
        } else {
            "characters that XML cannot hold, each written as U+FFFD"
        };
        left_out.note_count(what, self.replaced);
    }

    /// Opens an element with child elements.
    pub(in crate::export) fn begin(&mut self, name: &'static str, attributes: &[(&str, &str)]) {
        self.tag(name, attributes);
        self.text.push_str(">\n");
        self.open.push(name);
    }

    /// Closes the innermost open element.
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

    /// Closes all open elements and writes the rest of the document.
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

    /// Writes the text so far to `out` if there is enough for a call.
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

    /// Whether a character must not appear in a document for interchange; XML itself forbids only two noncharacters.
    fn cannot_hold(&self, c: char) -> bool {
        let is_noncharacter =
            u32::from(c) & 0xfffe == 0xfffe || matches!(c, '\u{FDD0}'..='\u{FDEF}');
        matches!(c, '\u{FFFE}' | '\u{FFFF}') || (self.is_html && is_noncharacter)
    }

    fn escaped(&mut self, text: &str) {
        let is_odd = |byte: u8| {
            matches!(
                byte,
                b'&' | b'<' | b'>' | b'"' | b'\'' | 0..0x20 | 0x7f | 0xc2 | 0xef | 0xf0..
            )
        };
        if !text.bytes().any(is_odd) {
            self.text.push_str(text);
            return;
        }
        let mut rest = text.chars();
        while let Some(c) = rest.next() {
            match c {
                // HTML cannot hold a carriage return: HTML parsers read it as a line feed
                '\r' if self.is_html => {
                    if !rest.as_str().starts_with('\n') {
                        self.text.push_str("&#10;");
                    }
                }
                '&' => self.text.push_str("&amp;"),
                '<' => self.text.push_str("&lt;"),
                '>' => self.text.push_str("&gt;"),
                '"' => self.text.push_str("&quot;"),
                '\'' => self.text.push_str("&apos;"),
                // an XML reader would turn the character into a space
                '\t' | '\n' | '\r' => {
                    // writing into a string cannot fail
                    let _ = write!(self.text, "&#{};", u32::from(c));
                }
                c if c.is_control() || self.cannot_hold(c) => {
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
    use super::super::out::whole;
    use super::*;

    #[test]
    fn a_hostile_text_stays_a_text() {
        let mut xml = Xml::new();
        xml.begin("a", &[("b", "\"/><c>&amp;\n\u{1}")]);
        xml.element("d", &[], "]]></a>'\u{FFFF}");
        assert_eq!(xml.replaced, 2);
        let written = whole(|out| xml.finish(out).map(|()| LeftOut::default()));
        let text = written.content;
        let (_, body) = text.split_once("?>\n").expect("a declaration");
        assert_eq!(
            body,
            "<a b=\"&quot;/&gt;&lt;c&gt;&amp;amp;&#10;\u{FFFD}\">\n  \
             <d>]]&gt;&lt;/a&gt;&apos;\u{FFFD}</d>\n</a>\n"
        );
    }

    #[test]
    fn a_fragment_has_no_declaration_and_no_noncharacter() {
        let mut html = Xml::fragment();
        html.element(
            "td",
            &[("title", "\u{FDD0}\r\n\r")],
            "\u{1FFFE}\u{1F600}\u{FDF0}",
        );
        assert_eq!(html.replaced, 2);
        let written = whole(|out| html.finish(out).map(|()| LeftOut::default()));
        assert_eq!(
            written.content,
            "<td title=\"\u{FFFD}&#10;&#10;\">\u{FFFD}\u{1F600}\u{FDF0}</td>\n"
        );
    }
}
