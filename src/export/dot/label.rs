//! Labels: plain text or Graphviz's HTML-like markup, told apart by type and never by looking.

use super::escape;

/// The value of an attribute, of a type that says how it is written.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum Value {
    /// A word or number of our own.
    Word(&'static str),
    /// The same, made while drawing.
    Own(String),
    /// Text of a user, plain.
    Text(String),
    /// Text of a user, in a tooltip.
    Tip(String),
    /// An address that was found harmless.
    Address(String),
    /// Markup of our own, the text in it escaped.
    Html(Html),
    /// Text whose escapes are the caller's own.
    Raw(String),
}

impl Value {
    /// The value as it stands behind the equals sign.
    pub(super) fn written(&self) -> String {
        match self {
            Self::Word(word) => format!("\"{word}\""),
            Self::Own(own) => format!("\"{own}\""),
            Self::Text(text) => escape::quoted(text),
            Self::Tip(text) => escape::tooltip(text),
            Self::Address(text) => format!("\"{}\"", text.replace('&', "&amp;")),
            Self::Html(html) => format!("<{}>", html.0),
            Self::Raw(text) => escape::raw(text),
        }
    }
}

/// Graphviz's HTML-like markup; text gets into it only escaped.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub(super) struct Html(String);

/// How a line of a label looks.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Face {
    /// A name.
    Strong,
    /// A name, in a colour.
    Tinted(&'static str),
    /// A remark in normal size.
    Plain,
    /// A remark in small print.
    Small,
    /// How sure it is, in small italics.
    Faint,
    /// The title of a picture.
    Title,
    /// What stands below the title.
    Subtitle,
}

/// Which way the lines of a label are set.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Set {
    /// In the middle.
    Centred,
    /// At the left.
    Left,
}

/// The lines of a label, each in one face.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub(super) struct Lines(Vec<(Face, String)>);

impl Lines {
    /// Adds a line.
    pub(super) fn push(&mut self, face: Face, text: impl Into<String>) {
        self.0.push((face, text.into()));
    }

    /// Adds several lines of one face.
    pub(super) fn extend(&mut self, face: Face, lines: impl IntoIterator<Item = String>) {
        self.0.extend(lines.into_iter().map(|line| (face, line)));
    }

    /// The lines as markup.
    pub(super) fn to_html(&self, set: Set) -> Html {
        let mut html = Html::default();
        for (at, (face, text)) in self.0.iter().enumerate() {
            if set == Set::Centred && at > 0 {
                html.0.push_str("<BR/>");
            }
            html.text(*face, text);
            if set == Set::Left {
                html.0.push_str("<BR ALIGN=\"LEFT\"/>");
            }
        }
        if self.0.is_empty() {
            html.0.push(' ');
        }
        html
    }
}

impl Html {
    /// Adds markup of our own.
    pub(super) fn tag(&mut self, markup: &str) -> &mut Self {
        self.0.push_str(markup);
        self
    }

    /// Adds text in a face.
    pub(super) fn text(&mut self, face: Face, text: &str) -> &mut Self {
        let text = escape::html(text);
        let (before, after) = match face {
            Face::Strong => (String::from("<B>"), "</B>"),
            Face::Tinted(color) => (format!("<FONT COLOR=\"{color}\"><B>"), "</B></FONT>"),
            Face::Plain => (String::new(), ""),
            Face::Small => (String::from("<FONT POINT-SIZE=\"10\">"), "</FONT>"),
            Face::Faint => (
                String::from("<FONT POINT-SIZE=\"10\" COLOR=\"#555555\"><I>"),
                "</I></FONT>",
            ),
            Face::Title => (String::from("<FONT POINT-SIZE=\"20\"><B>"), "</B></FONT>"),
            Face::Subtitle => (
                String::from("<FONT POINT-SIZE=\"11\" COLOR=\"#555555\">"),
                "</FONT>",
            ),
        };
        self.0.push_str(&before);
        self.0.push_str(&text);
        self.0.push_str(after);
        self
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn each_type_is_written_in_its_own_way() {
        let text = String::from("<b> & \"c\"");
        assert_eq!(
            Value::Text(text.clone()).written(),
            "\"<b> &amp; \\\"c\\\"\""
        );
        let mut lines = Lines::default();
        lines.push(Face::Strong, text);
        let html = Value::Html(lines.to_html(Set::Centred));
        assert_eq!(html.written(), "<<B>&lt;b&gt; &amp; &quot;c&quot;</B>>");
    }

    #[test]
    fn a_label_without_text_is_a_space() {
        assert_eq!(
            Value::Html(Lines::default().to_html(Set::Left)).written(),
            "< >"
        );
    }
}
