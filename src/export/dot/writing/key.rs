//! The key: real edges and cells in the styles of the picture, so that the two always agree.

use super::label::{Face, Html, Value};
use super::style::{self, Arrows, Look};
use super::theme::Ink;
use super::writer::{Attributes, Writer};
use crate::model::Certainty;
use std::collections::BTreeSet;

/// The styles that a picture uses and its key explains.
#[derive(Debug)]
#[expect(clippy::struct_excessive_bools, reason = "each is asked for by itself")]
pub(in crate::export::dot) struct Used {
    pub(in crate::export::dot) looks: BTreeSet<Look>,
    pub(in crate::export::dot) certainties: BTreeSet<Certainty>,
    pub(in crate::export::dot) has_frames: bool,
    pub(in crate::export::dot) has_boxes: bool,
    pub(in crate::export::dot) has_frustrated: bool,
    /// Whether anybody denies something that is drawn.
    pub(in crate::export::dot) has_denied: bool,
}

/// A row of the key: the names of both ends, and the line between them.
pub(in crate::export::dot) type Row = ([&'static str; 2], Attributes);

/// Writes the key; it must come first to be drawn at the bottom.
pub(in crate::export::dot) fn write(text: &mut Writer, used: &Used) {
    let rows = used.looks.iter().map(|look| {
        let line = style::line(*look, Arrows::Along, Certainty::Reported);
        (look.stroke().ends, line)
    });
    let mut rows: Vec<Row> = rows.collect();
    if used.has_frustrated {
        let wide = Attributes::default()
            .word("penwidth", style::FRUSTRATED)
            .word("dir", "none");
        rows.push((["wide line", "against the camps"], wide));
    }
    write_rows(text, &rows, used.samples());
}

/// Writes a key with these rows and a node of samples.
pub(in crate::export::dot) fn write_rows(text: &mut Writer, rows: &[Row], samples: Option<Html>) {
    let mut heading = Html::default();
    heading.text(Face::Strong, "Key");
    text.open_cluster("cluster_key");
    text.defaults(
        "graph",
        &Attributes::default()
            .with("label", Value::Html(heading))
            .word("labeljust", "l")
            .word("fontsize", "11")
            .word("style", "rounded")
            .ink("color", Ink::Rule)
            .word("margin", "8")
            .word("tooltip", "Key"),
    );
    let plain = Attributes::default()
        .word("shape", "plain")
        .word("style", "")
        .word("fontsize", "10");
    text.defaults("node", &plain);
    // rows go side by side if there are many, to keep the key low
    let height = rows.len().div_ceil(rows.len().div_ceil(ROWS).max(1)).max(1);
    let mut last: Option<String> = None;
    for (number, rows) in rows.chunks(height).enumerate() {
        let ids = [0, 1].map(|side| format!("k_{}", 2 * number + side + 1));
        for (place, id) in ids.iter().enumerate() {
            let mut table = Html::default();
            table.tag(TABLE);
            for (row, (ends, _)) in rows.iter().enumerate() {
                let align = if place == 0 { "RIGHT" } else { "LEFT" };
                table.tag(&format!("<TR><TD PORT=\"p{row}\" ALIGN=\"{align}\">"));
                table.text(Face::Plain, ends[place]).tag("</TD></TR>");
            }
            table.tag("</TABLE>");
            write_node(text, id, table);
        }
        let [left, right] = ids;
        follow(text, last.as_deref(), &left);
        for (row, (_, line)) in rows.iter().enumerate() {
            let (from, to) = (format!("p{row}:e"), format!("p{row}:w"));
            let line = line.clone().word("tooltip", "Key");
            text.ported((&left, Some(&from)), (&right, Some(&to)), &line);
        }
        last = Some(right);
    }
    if let Some(samples) = samples {
        write_node(text, "k_0", samples);
        follow(text, last.as_deref(), "k_0");
    }
    text.close();
}

/// The most rows below each other.
const ROWS: usize = 6;

/// Puts a node of the key to the right of the previous one.
fn follow(text: &mut Writer, last: Option<&str>, next: &str) {
    if let Some(last) = last {
        text.edge(last, next, &Attributes::default().word("style", "invis"));
    }
}

const TABLE: &str = "<TABLE BORDER=\"0\" CELLBORDER=\"0\" CELLSPACING=\"0\" CELLPADDING=\"3\">";

fn write_node(text: &mut Writer, id: &str, table: Html) {
    let node = Attributes::default()
        .with("label", Value::Html(table))
        .word("tooltip", "Key");
    text.node(id, &node);
}

impl Used {
    /// Returns samples of borders and frames.
    fn samples(&self) -> Option<Html> {
        let mut cells: Vec<(&str, Ink, &str)> = Vec::new();
        let dashed = if self.has_denied {
            "claimed by a party, or denied"
        } else {
            "claimed by a party"
        };
        let is_used = |pen: &str| self.certainties.iter().any(|&one| style::pen(one) == pen);
        let color = Look::Attack.stroke().color;
        if self.has_boxes || !self.certainties.is_empty() {
            for (pen, cell, words) in [
                ("solid", "SOLID", "reported or confirmed"),
                ("dashed", "DASHED", dashed),
                ("dotted", "DOTTED", "alleged or planned"),
            ] {
                if is_used(pen) {
                    cells.push((cell, color, words));
                }
            }
        }
        if self.has_frames {
            cells.push((
                "ROUNDED",
                Ink::Line(style::COALITIONS[0]),
                "coalition: frame around its members",
            ));
        }
        if cells.is_empty() {
            return None;
        }
        // the words in boxes already explain these
        let is_told = |look: &Look| {
            matches!(
                look,
                Look::Attack | Look::Happened | Look::Lineage | Look::Departure
            )
        };
        let has_relations = self.looks.iter().any(|look| !is_told(look));
        let mut table = Html::default();
        table.tag("<TABLE BORDER=\"0\" CELLBORDER=\"0\" CELLSPACING=\"4\" CELLPADDING=\"3\">");
        for (cell, color, words) in cells {
            table.tag(&format!("<TR><TD BORDER=\"1\" STYLE=\"{cell}\" COLOR=\""));
            table.ink(color).tag("\">");
            table.text(Face::Plain, words).tag("</TD></TR>");
        }
        if has_relations {
            table.tag("<TR><TD>");
            table.text(Face::Plain, "a relation without words is reported");
            table.tag("</TD></TR>");
        }
        table.tag("</TABLE>");
        Some(table)
    }
}
