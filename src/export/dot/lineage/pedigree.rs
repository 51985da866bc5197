//! A genealogy put together: axis, lanes, and the lines between them.

use super::descent::{Birth, Death, Descents, Lane};
use super::genealogy::Genealogy;
use super::sheet::Sheet;
use super::strands::{Piece, line, stroke, tip};
use crate::export::dot::drawing::title;
use crate::export::dot::drawing::{Drawing, DrawingWarning, MANY};
use crate::export::dot::writing::Ink;
use crate::export::dot::writing::key;
use crate::export::dot::writing::style;
use crate::export::dot::writing::wrap;
use crate::export::dot::writing::{Attributes, Writer};
use crate::export::dot::writing::{Face, Html, Lines, Set, Value};
use crate::export::kit::window_in_words;
use crate::export::kit::words;
use crate::model::{ActorKind, Certainty};
use crate::query::{ChangeKind, Grounds};
use std::collections::BTreeSet;

/// # Drawing
impl<'g> Genealogy<'g, '_> {
    /// Draws it.
    ///
    /// # Complexity
    ///
    /// O(lanes × columns + changes in the window), and the cube of the lanes to order them.
    pub fn draw(&self) -> Drawing<'g> {
        draw(self, &Descents::new(self.view, &self.of))
    }
}

fn draw<'g>(asked: &Genealogy<'g, '_>, descents: &Descents<'g>) -> Drawing<'g> {
    let sheet = Sheet { asked, descents };
    let mut text = Writer::new(asked.theme);
    text.open_graph();
    let heading = title::title(asked.view, asked.title.as_deref());
    let graph = style::graph()
        .word("nodesep", "0.3")
        .word("ranksep", "0.5")
        .with("label", Value::Html(sheet.title(&heading)))
        .with("tooltip", Value::Tip(heading));
    text.defaults("graph", &graph);
    text.defaults("node", &style::node());
    text.defaults("edge", &style::edge().word("arrowsize", "0.75"));
    if !descents.lanes.is_empty() {
        if asked.has_key {
            text.gap();
            sheet.write_key(&mut text);
        }
        text.gap();
        sheet.write_axis(&mut text);
        for (number, lane) in descents.lanes.iter().enumerate() {
            text.gap();
            sheet.write_lane(&mut text, number, lane);
        }
        text.gap();
        let pieces = sheet.lines();
        sheet.write_columns(&mut text, &pieces);
        text.gap();
        for piece in &pieces {
            text.edge(&piece.from, &piece.to, &piece.attributes);
        }
    }
    text.close();
    let (actors, events) = (descents.lanes.len(), descents.turns.len());
    let warnings = if actors + descents.columns.len() > MANY {
        vec![DrawingWarning::Crowded { actors, events }]
    } else {
        Vec::new()
    };
    Drawing {
        text: text.finish(),
        displaced: Vec::new(),
        warnings,
    }
}

impl<'g> Sheet<'_, 'g, '_> {
    fn title(&self, heading: &str) -> Html {
        let view = self.asked.view;
        let days = window_in_words(view.window()).unwrap_or_else(|| String::from("all of time"));
        let mut about = format!("Splits, mergers, renamings, joins and departures of {days}. ");
        if self.descents.lanes.is_empty() {
            about =
                format!("No split, merger, renaming, join or departure is on record in {days}.");
        } else {
            about.push_str("Columns are in the order of dates, not to scale");
            if self
                .descents
                .columns
                .iter()
                .any(|column| column.is_order_open)
            {
                about.push_str("; a dotted axis: the dates leave open which came first");
            }
            about.push('.');
        }
        if view.at_least != Certainty::Alleged {
            about = format!("{about} At least {}.", view.at_least);
        }
        if let Some(day) = view.known_on.and_then(crate::export::kit::day_in_words) {
            about = format!("{about} As known on {day}.");
        }
        if view.certainly {
            about.push_str(" Only what is certain in time.");
        }
        let grounds: Vec<&Grounds<'g>> = self
            .descents
            .turns
            .iter()
            .map(|turn| &turn.change.grounds)
            .collect();
        let mut lines = Lines::default();
        lines.extend(Face::Title, wrap(heading, 70, 3));
        lines.extend(Face::Subtitle, wrap(&about, 130, 4));
        lines.extend(
            Face::Subtitle,
            wrap(&title::sources(grounds.into_iter()), 130, 5),
        );
        lines.to_html(Set::Left)
    }

    fn write_key(&self, text: &mut Writer) {
        let used: BTreeSet<ChangeKind> = self
            .descents
            .turns
            .iter()
            .map(|turn| turn.change.kind)
            .collect();
        let rows: Vec<key::Row> = used
            .into_iter()
            .filter_map(stroke)
            .map(|stroke| (stroke.ends, line(stroke, false, Certainty::Reported)))
            .collect();
        let mut samples = Html::default();
        samples.tag("<TABLE BORDER=\"0\" CELLBORDER=\"0\" CELLSPACING=\"2\" CELLPADDING=\"1\">");
        let mut say = |words: &str| {
            samples
                .tag("<TR><TD ALIGN=\"LEFT\">")
                .text(Face::Plain, words)
                .tag("</TD></TR>");
        };
        let mut turns = self.descents.turns.iter();
        let dashed = if turns.any(|turn| !turn.change.grounds.denied.is_empty()) {
            "dashed: claimed by a party, or denied; dotted: alleged or planned"
        } else {
            "dashed: claimed by a party; dotted: alleged or planned"
        };
        for sentence in [
            "● dated as its column says",
            "○ the date is uncertain",
            "■ it ends",
            "open arrow: derived from the start or end of a membership or part-of",
            dashed,
            "lane dotted: not on record whether it still exists",
        ] {
            for line in wrap(sentence, 34, 3) {
                say(&line);
            }
        }
        samples.tag("</TABLE>");
        key::write_rows(text, &rows, Some(samples));
    }

    fn write_axis(&self, text: &mut Writer) {
        let axis = |column: usize| format!("t_{column}");
        for (number, column) in self.descents.columns.iter().enumerate() {
            let is_date = column.heading != "before";
            let face = if is_date { Face::Strong } else { Face::Faint };
            let mut lines = Lines::default();
            lines.extend(face, wrap(&column.heading, 16, 3));
            let node = Attributes::default()
                .with("label", Value::Html(lines.to_html(Set::Centred)))
                .word("shape", "plaintext")
                .word("style", "")
                .ink("fontcolor", Ink::Faint)
                .word("group", "t")
                .with("tooltip", Value::Tip(column.heading.clone()));
            text.node(&axis(number), &node);
            if number > 0 {
                let line = Attributes::default()
                    .ink("color", Ink::Rule)
                    .word("dir", "none")
                    .word("weight", "50");
                let line = if column.is_order_open {
                    line.word("style", "dotted").word("penwidth", "2")
                } else {
                    line
                };
                text.edge(&axis(number - 1), &axis(number), &line);
            }
        }
    }

    fn write_lane(&self, text: &mut Writer, number: usize, lane: &Lane) {
        let group = Value::Own(format!("l{number}"));
        let stations = self.stations(lane);
        for &column in &stations {
            let node = self.node(lane, column).with("group", group.clone());
            text.node(&self.id(lane, column), &node);
        }
        let last = lane
            .points
            .keys()
            .next_back()
            .copied()
            .unwrap_or(lane.start);
        for pair in stations.windows(2) {
            let stretch = Attributes::default()
                .ink("color", Ink::Pale(Self::tone(lane)))
                .word("penwidth", "5")
                .word("dir", "none")
                .word("weight", "20")
                .word("tailclip", "false");
            let is_named = pair[1] == lane.end && lane.death != Death::Told;
            let stretch = if is_named {
                stretch
            } else {
                stretch.word("headclip", "false")
            };
            let is_open = lane.death == Death::Unknown && pair[0] >= last;
            let is_gap = lane.is_gone(pair[0], pair[1]);
            let stretch = match (is_gap, is_open) {
                (true, _) => stretch.word("style", "invis"),
                (false, true) => stretch.word("style", "dotted"),
                (false, false) => stretch,
            };
            text.edge(&self.id(lane, pair[0]), &self.id(lane, pair[1]), &stretch);
        }
    }

    fn node(&self, lane: &Lane, column: usize) -> Attributes {
        let (actor, tone) = (self.actor(lane), Self::tone(lane));
        if column == lane.start {
            return self.start(lane);
        }
        if column == lane.end && lane.death != Death::Told {
            let mut lines = Lines::default();
            lines.extend(Face::Tinted(tone), wrap(actor.label(), 24, 3));
            if lane.death == Death::Unknown {
                lines.push(Face::Faint, "no end on record");
            }
            return Attributes::default()
                .with("label", Value::Html(lines.to_html(Set::Centred)))
                .word("shape", "plaintext")
                .word("style", "")
                .word("margin", "0.05,0.02")
                .with("tooltip", Value::Tip(actor.name().to_owned()));
        }
        let Some(&is_uncertain) = lane.points.get(&column) else {
            // holds the lane where it is
            let last = lane.points.keys().next_back().copied();
            let pip = Attributes::default()
                .word("label", "")
                .word("shape", "box")
                .word("width", "0.03")
                .word("height", "0.069")
                .word("margin", "0")
                .word("penwidth", "0")
                .ink("color", Ink::Pale(tone))
                .ink("fillcolor", Ink::Pale(tone));
            let is_open = lane.death == Death::Unknown && Some(column) > last;
            let is_unseen = is_open || lane.is_gone(column, column);
            return pip.word("style", if is_unseen { "invis" } else { "filled" });
        };
        let shape = if lane.ends.contains(&column) {
            "square"
        } else {
            "circle"
        };
        let fill = if is_uncertain {
            Ink::Background
        } else {
            Ink::Line(tone)
        };
        let told = self
            .descents
            .turns
            .iter()
            .filter(|turn| turn.column == column && turn.is_of(lane));
        let told: Vec<String> = told.map(tip).collect();
        Attributes::default()
            .word("label", "")
            .word("shape", shape)
            .word("style", "filled")
            .word("width", "0.13")
            .word("height", "0.13")
            .word("fixedsize", "true")
            .ink("color", Ink::Line(tone))
            .ink("fillcolor", fill)
            .with("tooltip", Value::Tip(told.join("\n\n")))
    }

    /// The named box at which a lane starts.
    fn start(&self, lane: &Lane) -> Attributes {
        let (actor, tone) = (self.actor(lane), Self::tone(lane));
        let mut lines = Lines::default();
        lines.extend(Face::Strong, wrap(actor.label(), 22, 4));
        match lane.birth {
            Birth::Told => {}
            Birth::Formed => lines.push(Face::Faint, self.formed(lane)),
            Birth::Unknown => lines.push(Face::Faint, "no start on record"),
        }
        if lane.end == lane.start {
            lines.push(Face::Faint, "ends in the same column");
        }
        let is_coalition = actor.record().kind == ActorKind::Coalition;
        let is_sure = lane.birth != Birth::Unknown && lane.points.get(&lane.start) != Some(&true);
        let told = self
            .descents
            .turns
            .iter()
            .filter(|turn| turn.column == lane.start && turn.is_of(lane));
        let mut told: Vec<String> = told.map(tip).collect();
        told.insert(
            0,
            format!(
                "{}, {}",
                actor.name(),
                words::actor_kind(actor.record().kind)
            ),
        );
        Attributes::default()
            .with("label", Value::Html(lines.to_html(Set::Centred)))
            .ink("color", Ink::Line(tone))
            .ink(
                "fillcolor",
                if is_sure {
                    Ink::Fill(tone)
                } else {
                    Ink::Background
                },
            )
            .word("penwidth", if is_coalition { "2.6" } else { "1.2" })
            .with("tooltip", Value::Tip(told.join("\n\n")))
    }

    /// How sure a stated start is.
    fn formed(&self, lane: &Lane) -> String {
        let mut turns = self.descents.turns.iter();
        let formed = turns.find(|turn| turn.change.kind == ChangeKind::Formed && turn.is_of(lane));
        match formed.and_then(|turn| words::doubt(&turn.change.grounds)) {
            Some(doubt) => format!("formed; {doubt}"),
            None => String::from("formed"),
        }
    }

    /// Every column with its lanes, from top to bottom, the axis below them.
    fn write_columns(&self, text: &mut Writer, pieces: &[Piece]) {
        for number in 0..self.descents.columns.len() {
            let mut ids: Vec<String> = self
                .descents
                .lanes
                .iter()
                .filter(|lane| self.stations(lane).contains(&number))
                .map(|lane| self.id(lane, number))
                .collect();
            ids.push(format!("t_{number}"));
            text.same_rank(&ids);
            for pair in ids.windows(2) {
                // a second line of a pair would bend the first
                let is_tied = |piece: &&Piece| (&piece.from, &piece.to) == (&pair[0], &pair[1]);
                if !pieces.iter().any(|piece| is_tied(&piece)) {
                    let order = Attributes::default().word("style", "invis");
                    text.edge(&pair[0], &pair[1], &order);
                }
            }
        }
    }
}
