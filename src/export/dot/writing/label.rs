//! Labels: plain text or Graphviz's HTML-like markup, distinguished by type and never by inspection.

use super::escape;
use super::measure;
use super::theme::{Ink, Theme, Tone};

/// The value of an attribute; its variant decides how it is escaped.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(in crate::export::dot) enum Value {
    /// A constant word or number.
    Word(&'static str),
    /// A computed word or number.
    Own(String),
    /// A colour of the theme.
    Ink(Ink),
    /// Plain text of a user.
    Text(String),
    /// Text of a user in a tooltip.
    Tip(String),
    /// An address that was checked.
    Address(String),
    /// Markup of this crate, with its text escaped.
    Html(Html),
    /// Text whose escapes the caller has chosen.
    Raw(String),
}

impl Value {
    /// Returns the value as it comes after the equals sign.
    pub(super) fn written(&self, theme: &Theme) -> String {
        match self {
            Self::Ink(ink) => format!("\"{}\"", theme.written(*ink)),
            Self::Word(word) => format!("\"{word}\""),
            Self::Own(own) => format!("\"{own}\""),
            Self::Text(text) => escape::quoted(text),
            Self::Tip(text) => escape::tooltip(text),
            Self::Address(text) => format!("\"{}\"", text.replace('&', "&amp;")),
            Self::Html(html) => html.written(theme),
            Self::Raw(text) => escape::raw(text),
        }
    }
}

/// Graphviz's HTML-like markup; text is always escaped.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub(in crate::export::dot) struct Html(Vec<Piece>);

/// A piece of markup.
#[derive(Debug, Clone, PartialEq, Eq)]
enum Piece {
    Markup(String),
    Ink(Ink),
}

/// The style of a line in a label.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(in crate::export::dot) enum Face {
    /// A name.
    Strong,
    /// A name, in a colour.
    Tinted(Tone),
    /// A remark in normal size.
    Plain,
    /// A remark in small print.
    Small,
    /// A certainty, in small italics.
    Faint,
    /// A certainty, in smaller italics.
    Tiny,
    /// The title of a picture.
    Title,
    /// A line below the title.
    Subtitle,
}

/// The alignment of a label's lines.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(in crate::export::dot) enum Set {
    /// Centred.
    Centred,
    /// Left-aligned.
    Left,
}

/// The lines of a label, each with a style.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub(in crate::export::dot) struct Lines(Vec<(Face, String)>);

impl Lines {
    /// Adds a line.
    pub(in crate::export::dot) fn push(&mut self, face: Face, text: impl Into<String>) {
        self.0.push((face, text.into()));
    }

    /// Adds several lines of one style.
    pub(in crate::export::dot) fn extend(
        &mut self,
        face: Face,
        lines: impl IntoIterator<Item = String>,
    ) {
        self.0.extend(lines.into_iter().map(|line| (face, line)));
    }

    /// Adds blank lines until there are `count` lines.
    pub(in crate::export::dot) fn fill(&mut self, count: usize) {
        while self.0.len() < count {
            self.push(Face::Small, "\u{a0}");
        }
    }

    /// Returns the number of lines.
    pub(in crate::export::dot) const fn len(&self) -> usize {
        self.0.len()
    }

    /// Returns the most room that the lines take if the label has this font size.
    ///
    /// # Units
    ///
    /// Points: width and height.
    pub(in crate::export::dot) fn size(&self, font: f64) -> (f64, f64) {
        let (mut wide, mut high) = (0.0_f64, 0.0);
        for (face, text) in &self.0 {
            let (size, is_bold) = match face {
                Face::Strong | Face::Tinted(_) => (font, true),
                Face::Plain => (font, false),
                Face::Small | Face::Faint => (10.0, false),
                Face::Tiny => (8.0, false),
                Face::Title => (20.0, true),
                Face::Subtitle => (11.0, false),
            };
            wide = wide.max(measure::width(text, size, is_bold));
            high += size * 1.25;
        }
        (wide, high)
    }

    /// Returns the lines as markup.
    pub(in crate::export::dot) fn to_html(&self, set: Set) -> Html {
        let mut html = Html::default();
        for (at, (face, text)) in self.0.iter().enumerate() {
            if set == Set::Centred && at > 0 {
                html.tag("<BR/>");
            }
            html.text(*face, text);
            if set == Set::Left {
                html.tag("<BR ALIGN=\"LEFT\"/>");
            }
        }
        if self.0.is_empty() {
            html.tag(" ");
        }
        html
    }
}

impl Html {
    /// Adds markup of this crate.
    pub(in crate::export::dot) fn tag(&mut self, markup: &str) -> &mut Self {
        if let Some(Piece::Markup(last)) = self.0.last_mut() {
            last.push_str(markup);
        } else {
            self.0.push(Piece::Markup(markup.to_owned()));
        }
        self
    }

    /// Adds a colour.
    pub(super) fn ink(&mut self, ink: Ink) -> &mut Self {
        self.0.push(Piece::Ink(ink));
        self
    }

    /// Adds text in a style.
    pub(in crate::export::dot) fn text(&mut self, face: Face, text: &str) -> &mut Self {
        match face {
            Face::Strong => self.tag("<B>"),
            Face::Tinted(tone) => self.font("").ink(Ink::Words(tone)).tag("\"><B>"),
            Face::Plain => self,
            Face::Small => self.tag("<FONT POINT-SIZE=\"10\">"),
            Face::Faint => self
                .font(" POINT-SIZE=\"10\"")
                .ink(Ink::Faint)
                .tag("\"><I>"),
            Face::Tiny => self.font(" POINT-SIZE=\"8\"").ink(Ink::Faint).tag("\"><I>"),
            Face::Title => self.tag("<FONT POINT-SIZE=\"20\"><B>"),
            Face::Subtitle => self.font(" POINT-SIZE=\"11\"").ink(Ink::Faint).tag("\">"),
        };
        self.tag(&escape::html(text)).tag(match face {
            Face::Strong => "</B>",
            Face::Tinted(_) | Face::Title => "</B></FONT>",
            Face::Plain => "",
            Face::Small | Face::Subtitle => "</FONT>",
            Face::Faint | Face::Tiny => "</I></FONT>",
        })
    }

    /// Begins text in a colour, which must follow.
    fn font(&mut self, more: &str) -> &mut Self {
        self.tag("<FONT").tag(more).tag(" COLOR=\"")
    }

    /// Wraps the markup in a cell of at least this width.
    ///
    /// # Units
    ///
    /// Points.
    pub(in crate::export::dot) fn at_least(self, width: usize, set: Set) -> Self {
        let mut html = Self::default();
        let side = match set {
            Set::Centred => "CENTER",
            Set::Left => "LEFT",
        };
        html.tag("<TABLE BORDER=\"0\" CELLSPACING=\"0\" CELLPADDING=\"0\"><TR><TD ");
        html.tag(&format!(
            "ALIGN=\"{side}\" BALIGN=\"{side}\" WIDTH=\"{width}\">"
        ));
        html.0.extend(self.0);
        html.0
            .push(Piece::Markup(String::from("</TD></TR></TABLE>")));
        html
    }

    fn written(&self, theme: &Theme) -> String {
        let pieces = self.0.iter().map(|piece| match piece {
            Piece::Markup(markup) => markup.clone(),
            Piece::Ink(ink) => theme.written(*ink),
        });
        format!("<{}>", pieces.collect::<String>())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn each_type_is_written_in_its_own_way() {
        let text = String::from("<b> & \"c\"");
        assert_eq!(
            Value::Text(text.clone()).written(&Theme::LIGHT),
            "\"<b> &amp; \\\"c\\\"\""
        );
        let mut lines = Lines::default();
        lines.push(Face::Strong, text);
        let html = Value::Html(lines.to_html(Set::Centred));
        assert_eq!(
            html.written(&Theme::LIGHT),
            "<<B>&lt;b&gt; &amp; &quot;c&quot;</B>>"
        );
    }

    #[test]
    fn a_label_without_text_is_a_space() {
        assert_eq!(
            Value::Html(Lines::default().to_html(Set::Left)).written(&Theme::LIGHT),
            "< >"
        );
    }
}
