//! Draws a genealogy: axis, lanes, and the lines between them.

use super::chart::{FONTS, POINT, end_centre, heading, start_centre};
use super::descent::{Birth, Death, Descents, Turn};
use super::genealogy::Genealogy;
use super::legend;
use super::rows::Rows;
use super::sheet::{Name, Sheet, inches, spot, straight};
use super::slots::Slots;
use super::strands::{Strand, tip};
use super::stroke::arrow_length;
use crate::export::dot::drawing::title;
use crate::export::dot::drawing::{Drawing, DrawingWarning, MANY};
use crate::export::dot::writing::Ink;
use crate::export::dot::writing::style;
use crate::export::dot::writing::{Attributes, Writer};
use crate::export::dot::writing::{Set, Value};
use crate::export::kit::words;
use crate::model::ActorKind;
use std::collections::BTreeMap;

/// # Drawing
impl<'g> Genealogy<'g, '_> {
    /// Draws the picture.
    ///
    /// Graphviz gets every place and only draws (`layout="nop2"`).
    ///
    /// # Complexity
    ///
    /// O(changes in the window × log, and the rows that each line passes). The rows of up to 400 actors are
    /// put into the best order found, in O(rows² × changes of an actor). The rows of more actors are ordered
    /// family by family, from the smallest on, up to a limit; a [`DrawingWarning`] counts the actors beyond
    /// it.
    pub fn draw(&self) -> Drawing<'g> {
        draw(
            self,
            &Descents::new(self.view, &self.of, self.side_families),
        )
    }
}

fn draw<'g>(asked: &Genealogy<'g, '_>, descents: &Descents<'g>) -> Drawing<'g> {
    let rows = Rows::new(descents);
    let strands = Strand::all(descents, &rows);
    let slots = Slots::new(&descents.lanes, &rows, &strands, descents.columns.len());
    let lanes = || {
        descents.lanes.iter().map(|lane| Name {
            asked,
            descents,
            rows: &rows,
            lane,
        })
    };
    let starts: Vec<(f64, f64)> = lanes()
        .map(|name| {
            let (wide, high) = name.start().size(FONTS.0);
            (wide + 9.0, high + 5.0)
        })
        .collect();
    let ends: Vec<(f64, f64)> = lanes()
        .map(|name| {
            let (wide, high) = name.end().size(FONTS.0);
            (wide + 4.0, high + 2.0)
        })
        .collect();
    let parts = super::chart::Parts {
        descents,
        rows: &rows,
        strands: &strands,
        slots: &slots,
        starts: &starts,
        ends: &ends,
    };
    let chart = parts.chart();
    let sheet = Sheet {
        asked,
        descents,
        rows: &rows,
        strands: &strands,
        slots: &slots,
        chart: &chart,
        starts: &starts,
        ends: &ends,
    };
    let mut warnings = Vec::new();
    let (actors, events) = (descents.lanes.len(), descents.turns.len());
    if actors + descents.columns.len() > MANY {
        warnings.push(DrawingWarning::Crowded { actors, events });
    }
    let aside = super::aside::actors(&descents.aside);
    if aside > 0 {
        warnings.push(DrawingWarning::FamiliesAside {
            families: descents.aside.len(),
            actors: aside,
        });
    }
    if rows.tangled > 0 {
        let actors = rows.tangled;
        warnings.push(DrawingWarning::Tangled { actors });
    }
    Drawing {
        text: written(&sheet),
        displaced: Vec::new(),
        warnings,
    }
}

fn written(sheet: &Sheet<'_, '_, '_>) -> String {
    let mut text = Writer::new(sheet.asked.theme);
    text.open_graph();
    let heading = title::title(sheet.asked.view, sheet.asked.title.as_deref());
    let graph = style::graph()
        .word("layout", "nop2")
        .with("label", Value::Html(legend::title(sheet, &heading)))
        .with("tooltip", Value::Tip(heading));
    text.defaults("graph", &graph);
    text.defaults("node", &style::node());
    text.defaults("edge", &style::edge().word("arrowsize", "0.75"));
    if !sheet.descents.lanes.is_empty() {
        legend::write(sheet, &mut text);
        text.gap();
        sheet.write_axis(&mut text);
        // from top to bottom
        let mut lanes: Vec<usize> = (0..sheet.descents.lanes.len()).collect();
        lanes.sort_by_key(|&lane| (sheet.rows.of[lane], sheet.slots.first(lane)));
        for lane in lanes {
            text.gap();
            sheet.write_lane(&mut text, lane);
        }
        text.gap();
        for number in 0..sheet.strands.len() {
            sheet.write_strand(&mut text, number);
        }
    }
    text.close();
    text.finish()
}

impl<'g> Sheet<'_, 'g, '_> {
    fn write_axis(&self, text: &mut Writer) {
        let chart = self.chart;
        let lowest = self.lowest();
        let mut last: Option<usize> = None;
        for (number, column) in self.descents.columns.iter().enumerate() {
            if !column.is_date {
                continue;
            }
            let tick = format!("t_{number}");
            let at = (chart.x[chart.firsts[number]], chart.axis);
            let node = Attributes::default()
                .word("label", "")
                .word("shape", "circle")
                .word("style", "filled")
                .word("width", "0.04")
                .word("height", "0.04")
                .word("fixedsize", "true")
                .ink("color", Ink::Rule)
                .ink("fillcolor", Ink::Rule)
                .with("pos", spot(at))
                .with("tooltip", Value::Tip(column.heading.clone()));
            text.node(&tick, &node);
            let lines = heading(column);
            let (wide, high) = lines.size(FONTS.2);
            let place = chart.headings[number];
            let date = Attributes::default()
                .with("label", Value::Html(lines.to_html(Set::Centred)))
                .word("shape", "plaintext")
                .word("style", "")
                .word("fontsize", "9")
                .word("margin", "0")
                .ink("fontcolor", Ink::Faint)
                .with("width", inches(wide))
                .with("height", inches(high))
                .with("pos", spot(place))
                .with("tooltip", Value::Tip(column.heading.clone()));
            text.node(&format!("d_{number}"), &date);
            let rule = || {
                Attributes::default()
                    .ink("color", Ink::Rule)
                    .word("dir", "none")
            };
            let top = (place.0, place.1 - high / 2.0);
            text.edge(
                &tick,
                &format!("d_{number}"),
                &rule()
                    .word("penwidth", "0.7")
                    .with("pos", straight(at, top, [0.0; 2])),
            );
            let slot = chart.firsts[number];
            if let Some(&lane) = lowest.get(&slot) {
                let foot = (at.0, self.y(lane));
                let guide = rule()
                    .word("penwidth", "0.7")
                    .word("style", "dotted")
                    .with("pos", straight(at, foot, [0.0; 2]));
                text.edge(&tick, &self.id(lane, slot), &guide);
            }
            if let Some(last) = last {
                let from = (chart.x[chart.firsts[last]], chart.axis);
                let line = rule().with("pos", straight(from, at, [0.0; 2]));
                let line = if column.is_order_open {
                    line.word("style", "dotted").word("penwidth", "2")
                } else {
                    line
                };
                text.edge(&format!("t_{last}"), &tick, &line);
            }
            last = Some(number);
        }
    }

    /// Returns the lowest lane that has something in each slot.
    fn lowest(&self) -> BTreeMap<usize, usize> {
        let mut lowest: BTreeMap<usize, usize> = BTreeMap::new();
        for (lane, stations) in self.slots.stations.iter().enumerate() {
            for &slot in stations {
                let known = lowest.entry(slot).or_insert(lane);
                if self.rows.of[lane] >= self.rows.of[*known] {
                    *known = lane;
                }
            }
        }
        lowest
    }

    fn write_lane(&self, text: &mut Writer, number: usize) {
        let lane = &self.descents.lanes[number];
        let stations: Vec<usize> = self.slots.stations[number]
            .iter()
            .copied()
            .filter(|&slot| slot == self.slots.first(number) || !self.is_at_the_start(number, slot))
            .collect();
        for &slot in &stations {
            text.node(&self.id(number, slot), &self.node(number, slot));
        }
        let last = lane
            .points
            .keys()
            .next_back()
            .copied()
            .unwrap_or(lane.start);
        let tone = self.name(number).tone();
        for pair in stations.windows(2) {
            let y = self.y(number);
            let columns = [pair[0], pair[1]].map(|slot| self.slots.columns[slot]);
            let [from, to] = [pair[0], pair[1]].map(|slot| (self.chart.x[slot], y));
            let stretch = Attributes::default()
                .ink("color", Ink::Pale(tone))
                .word("penwidth", "5")
                .word("dir", "none")
                .with("pos", straight(from, to, [0.0; 2]));
            let is_open = lane.death == Death::Unknown && columns[0] >= last;
            let is_gap = lane.is_gone(columns[0], columns[1]);
            let stretch = match (is_gap, is_open) {
                (true, _) => stretch.word("style", "invis"),
                (false, true) => stretch.word("style", "dotted"),
                (false, false) => stretch,
            };
            text.edge(
                &self.id(number, pair[0]),
                &self.id(number, pair[1]),
                &stretch,
            );
        }
    }

    fn node(&self, number: usize, slot: usize) -> Attributes {
        let lane = &self.descents.lanes[number];
        let name = self.name(number);
        let (x, y, tone) = (self.chart.x[slot], self.y(number), name.tone());
        if slot == self.slots.first(number) {
            let (wide, high) = self.starts[number];
            return self
                .start(number)
                .with("width", inches(wide))
                .with("height", inches(high))
                .with("pos", spot((start_centre(x, wide), y)));
        }
        let column = self.slots.columns[slot];
        if slot == self.slots.last(number) && lane.is_named_at_its_end() {
            let (wide, high) = self.ends[number];
            return Attributes::default()
                .with("label", Value::Html(name.end().to_html(Set::Centred)))
                .word("shape", "plaintext")
                .word("style", "")
                .word("margin", "0")
                .word("fontsize", "11")
                .with("width", inches(wide))
                .with("height", inches(high))
                .with("pos", spot((end_centre(x, wide), y)))
                .with("tooltip", Value::Tip(name.actor().name().to_owned()));
        }
        let is_uncertain = lane.points.get(&column) == Some(&true);
        let is_last_here = self.slots.stations[number]
            .range(slot + 1..)
            .next()
            .is_none_or(|&next| self.slots.columns[next] != column);
        let shape = if lane.ends.contains(&column) && is_last_here {
            "square"
        } else {
            "circle"
        };
        let fill = if is_uncertain {
            Ink::Background
        } else {
            Ink::Line(tone)
        };
        Attributes::default()
            .word("label", "")
            .word("shape", shape)
            .word("style", "filled")
            .with("width", inches(2.0 * POINT))
            .with("height", inches(2.0 * POINT))
            .word("fixedsize", "true")
            .ink("color", Ink::Line(tone))
            .ink("fillcolor", fill)
            .with("pos", spot((x, y)))
            .with(
                "tooltip",
                Value::Tip(self.told(number, column).join("\n\n")),
            )
    }

    /// Describes a lane's changes in a column.
    fn told(&self, number: usize, column: usize) -> Vec<String> {
        let lane = &self.descents.lanes[number];
        let all = self.descents.turns_of(lane.actor);
        let here = all.filter(|turn: &&Turn<'g>| turn.column == column);
        here.map(tip).collect()
    }

    /// Returns the named box at which a lane starts.
    fn start(&self, number: usize) -> Attributes {
        let lane = &self.descents.lanes[number];
        let name = self.name(number);
        let (actor, tone) = (name.actor(), name.tone());
        let is_coalition = actor.record().kind == ActorKind::Coalition;
        let is_sure = lane.birth != Birth::Unknown && lane.points.get(&lane.start) != Some(&true);
        let mut told = self.told(number, lane.start);
        told.insert(
            0,
            format!(
                "{}, {}",
                actor.name(),
                words::actor_kind(actor.record().kind)
            ),
        );
        Attributes::default()
            .with("label", Value::Html(name.start().to_html(Set::Centred)))
            .word("fontsize", "11")
            .word("margin", "0.03,0.02")
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

    /// Writes a line between lanes with its words, or the arrow to the next name in a row.
    fn write_strand(&self, text: &mut Writer, number: usize) {
        let strand = &self.strands[number];
        let Some(stroke) = strand.stroke() else {
            return;
        };
        let arrows = if strand.is_whole(number) {
            stroke.arrows
        } else {
            [stroke.arrows[0], "none"]
        };
        let lengths = arrows.map(arrow_length);
        let slot = self.slots.of[number];
        if strand.is_level(self.rows) {
            let new = self.slots.first(strand.to);
            let (wide, _) = self.starts[strand.to];
            let y = self.y(strand.to);
            let from = (self.chart.x[slot] + POINT, y);
            let to = (start_centre(self.chart.x[new], wide) - wide / 2.0, y);
            let line = strand
                .attributes(arrows)
                .with("pos", straight(from, to, lengths));
            text.edge(&self.id(strand.from, slot), &self.id(strand.to, new), &line);
            return;
        }
        let x = self.chart.x[slot];
        let [one, other] = [strand.from, strand.to].map(|lane| {
            let (node, away) = self.landing(lane, slot);
            (lane, node, away, self.y(lane))
        });
        let down = if one.3 < other.3 { 1.0 } else { -1.0 };
        let (from, to) = ((x, one.3 + down * one.2), (x, other.3 - down * other.2));
        let line = strand
            .attributes(arrows)
            .with("pos", straight(from, to, lengths))
            .with("label", Value::Text(strand.words.join("\n")))
            .with("lp", spot(self.chart.words[number]))
            .word("fontsize", "9")
            .ink("fontcolor", strand.ink());
        text.edge(&self.id(one.0, one.1), &self.id(other.0, other.1), &line);
    }
}
