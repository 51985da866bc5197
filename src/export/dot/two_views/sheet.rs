//! Writes a panel: quiet lines first, then changes, each with a box on its line.

use super::comparison::Comparison;
use super::turned::{PANELS, Panel, Turned, sign};
use crate::export::dot::drawing::title;
use crate::export::dot::drawing::{Ends, Plan, Portrait};
use crate::export::dot::drawing::{WORDS, address, beside, ease, frame_id, id_of, label};
use crate::export::dot::scenes::{Frame, actor};
use crate::export::dot::writing::key::{self, Row};
use crate::export::dot::writing::style::{self, Arrows, Look};
use crate::export::dot::writing::wrap;
use crate::export::dot::writing::{Attributes, Writer};
use crate::export::dot::writing::{Face, Html, Lines, Set, Value};
use crate::export::dot::writing::{Ink, Tone};
use crate::export::kit::words;
use crate::model::{ActorId, Certainty, RelationKind};
use crate::query::DiffWord;
use std::collections::{BTreeMap, BTreeSet};

/// Font sizes of boxes and frames, and of words beside lines, in points.
const BOX: f64 = 12.0;
const BESIDE: f64 = 10.0;

/// Data shared by all parts of a panel.
pub(super) struct Sheet<'a, 'g, 'f> {
    pub(super) asked: &'a Comparison<'g, 'f>,
    pub(super) plan: &'a Plan<'a, 'g, 'f>,
    pub(super) rows: &'a [Turned<'g>],
    /// The number of unchanged relations, and of those that both views hold otherwise, drawn or not.
    pub(super) kept: usize,
    pub(super) otherwise: usize,
    /// The doubt that most unchanged lines share, for each panel; these lines have no words.
    pub(super) usual: Option<[Option<String>; 3]>,
    pub(super) panel: Panel,
}

impl<'g> Sheet<'_, 'g, '_> {
    pub(super) fn written(&self, is_crowded: bool) -> String {
        let mut text = Writer::new(self.asked.theme);
        text.open_graph();
        let name = title::title(self.plan.view, self.asked.title.as_deref());
        let graph = Attributes::default()
            .with("label", Value::Html(self.heading()))
            .and(style::graph())
            .word("ranksep", "0.6")
            .word("nodesep", "0.35")
            .with("tooltip", Value::Tip(name));
        let graph = if is_crowded { ease(graph) } else { graph };
        text.defaults("graph", &graph);
        text.defaults("node", &style::node());
        text.defaults("edge", &style::edge());
        if self.asked.has_key && !self.rows.is_empty() {
            text.gap();
            key::write_rows(&mut text, &self.key(), None);
        }
        text.gap();
        let node = |id: ActorId, tint: Option<style::Tint>| self.node(id, tint.is_some());
        let frame = |frame: Frame, _: style::Tint| self.frame(frame);
        self.plan.write_framed(&mut text, &node, &frame);
        text.gap();
        let told: Vec<&Turned<'g>> = self.rows.iter().filter(|row| row.word.is_some()).collect();
        for (number, row) in told.iter().enumerate() {
            text.node(&change_id(number), &self.change(row));
        }
        text.gap();
        let gaps = self.gaps(&told);
        self.write_columns(&mut text, &gaps);
        text.gap();
        // for one pair, relations without an arrow and with equal doubts become one line
        let mut quiet: BTreeMap<_, Vec<&Turned<'g>>> = BTreeMap::new();
        for row in self.rows.iter().filter(|row| row.word.is_none()) {
            let look = if row.has_arrow() {
                row.line.look
            } else {
                Look::Neutral
            };
            let doubts = PANELS.map(|panel| row.doubt(panel));
            let pair = (look, row.line.from, row.line.to, doubts);
            quiet.entry(pair).or_default().push(row);
        }
        for rows in quiet.values() {
            self.write_quietly(&mut text, rows);
        }
        for (number, row) in told.iter().enumerate() {
            let gap = gaps.get(&number).copied().unwrap_or_default();
            self.write_boldly(&mut text, row, number, gap);
        }
        text.close();
        text.finish()
    }

    /// Returns the gap between columns for the box of each change.
    fn gaps(&self, told: &[&Turned<'g>]) -> BTreeMap<usize, usize> {
        let ends = told.iter().map(|row| {
            let ends = [row.line.from, row.line.to];
            ends.map(|id| self.plan.stand_in(id)).to_vec()
        });
        self.plan.layout.between(ends.collect())
    }

    /// Writes columns of actors and, between them, of changes; unseen lines keep the columns apart.
    fn write_columns(&self, text: &mut Writer, gaps: &BTreeMap<usize, usize>) {
        let mut ranks: Vec<Vec<String>> = Vec::new();
        for (place, column) in self.plan.layout.columns.iter().enumerate() {
            let ids = column.iter().map(|&id| id_of(self.plan.view, id));
            ranks.push(ids.collect());
            let here = gaps.iter().filter(|gap| *gap.1 == place);
            ranks.push(here.map(|(&number, _)| change_id(number)).collect());
        }
        ranks.retain(|rank| !rank.is_empty());
        for rank in ranks.iter().filter(|rank| rank.len() > 1) {
            text.same_rank(rank);
        }
        for pair in ranks.windows(2) {
            let unseen = Attributes::default()
                .word("style", "invis")
                .word("weight", "0");
            text.edge(&pair[0][0], &pair[1][0], &unseen);
        }
    }

    /// Whether this panel shows something that the first and second view hold or not.
    fn shows(&self, is_held: [bool; 2]) -> bool {
        match self.panel {
            Panel::Before => is_held[0],
            Panel::After => is_held[1],
            Panel::Changes => true,
        }
    }

    /// Returns the change of an actor, and whether each view has it.
    fn fate(&self, id: ActorId) -> (Option<DiffWord>, [bool; 2]) {
        let views = [self.asked.before, self.asked.after];
        let mut is_here = views.map(|view| view.actor_holds(id).is_some());
        for row in self.rows {
            if [row.line.from, row.line.to].contains(&id) {
                for (is_here, holds) in is_here.iter_mut().zip(row.holds) {
                    *is_here |= holds.is_some();
                }
            }
        }
        let word = match is_here {
            [true, false] => Some(DiffWord::Gone),
            [false, true] => Some(DiffWord::Come),
            _ => None,
        };
        (word, is_here)
    }

    fn portrait(&self, id: ActorId) -> Portrait<'_, 'g, '_> {
        Portrait {
            view: self.plan.view,
            scene: self.plan.scene,
            frames: self.plan.frames,
            actor: actor(self.plan.view, id),
        }
    }

    fn node(&self, id: ActorId, is_framed: bool) -> Attributes {
        let actor = actor(self.plan.view, id);
        let (word, is_here) = self.fate(id);
        let label = self.sized(BOX, Set::Centred, |panel| {
            let mut lines = Lines::default();
            let name = format!("{}{}", sign(word), actor.label());
            lines.extend(Face::Strong, wrap(&name, 26, 3));
            let entry = actor.record();
            if self.plan.frames.has_frame(id) {
                lines.push(Face::Small, "as a whole");
            } else if entry.short.is_some() {
                lines.extend(Face::Small, wrap(&entry.name, 30, 3));
            } else {
                lines.push(Face::Small, words::actor_kind(entry.kind));
            }
            if !self.plan.frames.has_frame(id) {
                self.push_doubts(&mut lines, id, panel);
            }
            lines
        });
        // actors with a changed relation are emphasised
        let mut changes = self.rows.iter().filter(|row| row.word.is_some());
        let is_touched = changes.any(|row| [row.line.from, row.line.to].contains(&id));
        let tone = match (self.panel, word) {
            (Panel::Changes, Some(word)) => tone(word),
            _ => Tone::Plain,
        };
        let color = if is_touched || word.is_some() {
            Ink::Line(tone)
        } else {
            Ink::Rule
        };
        let node = Attributes::default()
            .with("label", Value::Html(label))
            .ink("color", color)
            .word("penwidth", if is_touched { "2" } else { "1.2" })
            .ink(
                "fillcolor",
                if is_framed {
                    Ink::Background
                } else {
                    Ink::Ground(tone)
                },
            );
        let node = match (self.shows(is_here), self.panel, word) {
            (false, ..) => return node.word("style", "invis"),
            (_, Panel::Changes, Some(DiffWord::Gone)) => {
                node.word("style", "rounded,filled,dashed")
            }
            _ => node,
        };
        node.and(self.portrait(id).tip())
    }

    /// Adds the doubts about memberships that an actor's place in a frame shows.
    fn push_doubts(&self, lines: &mut Lines, id: ActorId, panel: Panel) {
        let inside = self.rows.iter().filter(|row| {
            let is_its = row.line.from == id && row.is_framed();
            is_its && self.plan.frames.is_inside(id, row.line.to)
        });
        let doubts: BTreeSet<String> = inside.filter_map(|row| row.doubt(panel)).collect();
        for doubt in doubts {
            lines.extend(Face::Faint, wrap(&format!("member {doubt}"), 30, 3));
        }
    }

    /// Returns the frame of a coalition around those that are its members in both views.
    fn frame(&self, frame: Frame) -> Attributes {
        let Frame::Coalition(id) = frame else {
            return Attributes::default();
        };
        let actor = actor(self.plan.view, id);
        let name = format!("{}{}", sign(self.fate(id).0), actor.label());
        let label = self.sized(BOX, Set::Left, |panel| {
            let mut lines = Lines::default();
            lines.extend(Face::Strong, wrap(&name, 40, 2));
            if actor.record().short.is_some() {
                lines.extend(Face::Plain, wrap(&actor.record().name, 40, 3));
            }
            self.push_doubts(&mut lines, id, panel);
            lines
        });
        Attributes::default()
            .with("label", Value::Html(label))
            .and(style::frame(Tone::Plain))
            .word("penwidth", "1.2")
            .and(self.portrait(id).tip())
    }

    /// Returns a label with the same size in every panel, so that the boxes do not move.
    fn sized(&self, font: f64, set: Set, of: impl Fn(Panel) -> Lines) -> Html {
        let mut own = of(self.panel);
        let all = PANELS.map(of);
        if all.iter().all(|one| *one == own) {
            return own.to_html(set);
        }
        let most = all.iter().map(Lines::len).max().unwrap_or_default();
        own.fill(most);
        let widest = all.iter().map(|one| one.size(font).0);
        let widest = widest.fold(0.0, f64::max);
        own.to_html(set).at_least(points(widest), set)
    }

    /// Describes a relation in a panel: its kind, the date of its change, and the doubt about it.
    fn said(row: &Turned<'_>, panel: Panel) -> [Vec<String>; 3] {
        let what = format!("{}{}", row.sign(), words::relation_kind(row.kind));
        if row.word.is_none() {
            return [
                vec![what],
                Vec::new(),
                row.doubt(panel).into_iter().collect(),
            ];
        }
        let known = words::how_known(row.line.grounds.certainty, &row.line.grounds.by);
        let known = (row.line.grounds.certainty != Certainty::Reported).then_some(known);
        let doubt = (row.is_doubtful && row.word != Some(DiffWord::Changed)).then_some("possibly");
        let doubt = doubt.map(str::to_owned).into_iter().chain(known);
        let doubt: Vec<String> = doubt.chain(words::denial(&row.line.grounds)).collect();
        let when = row.turn(panel).into_iter().collect();
        [vec![what], when, doubt]
    }

    /// Returns the box of a change.
    fn change(&self, row: &Turned<'_>) -> Attributes {
        let tone = match (self.panel, row.word) {
            (Panel::Changes, Some(word)) => tone(word),
            _ => Tone::Plain,
        };
        let label = self.sized(BOX, Set::Centred, |panel| {
            let [what, when, doubt] = Self::said(row, panel);
            let mut lines = Lines::default();
            lines.extend(Face::Tinted(tone), what);
            for (face, said) in [(Face::Small, when), (Face::Faint, doubt)] {
                let said = said.join("; ");
                lines.extend(face, wrap(&said, 26, 3));
            }
            lines
        });
        let style = match row.word {
            _ if !self.shows(row.holds.map(|holds| holds.is_some())) => "invis",
            Some(DiffWord::Gone) => "filled,dashed",
            Some(DiffWord::Changed) => "filled,dotted",
            _ => "filled",
        };
        Attributes::default()
            .with("label", Value::Html(label))
            .word("style", style)
            .ink("color", Ink::Line(tone))
            .ink("fillcolor", Ink::Background)
            .word("penwidth", "2")
            .word("margin", "0.09,0.05")
            .and(self.tipped(row))
    }

    /// Describes a relation in full.
    fn tip(&self, row: &Turned<'_>) -> String {
        let [from, to] = [row.line.from, row.line.to].map(|id| actor(self.plan.view, id));
        let word = if row.line.is_directed { "→" } else { "–" };
        let said = Self::said(row, self.panel).concat().join("; ");
        // a relation that came or went also has the statements about its end
        let grounds = match row.word {
            None => row.grounds(self.panel),
            Some(_) => &row.line.grounds,
        };
        words::tip(&format!("{said}: {from} {word} {to}"), grounds)
    }

    /// Returns the tooltip of a relation, with the address of a source.
    fn tipped(&self, row: &Turned<'_>) -> Attributes {
        Attributes::default()
            .with("tooltip", Value::Tip(self.tip(row)))
            .and(address(&row.line.grounds))
    }

    /// Writes an unchanged relation as a thin line, unless a frame shows it.
    fn write_quietly(&self, text: &mut Writer, rows: &[&Turned<'_>]) {
        let Some(row) = rows.first() else {
            return;
        };
        let (from, to) = (row.line.from, row.line.to);
        if row.is_framed() && self.plan.frames.is_inside(from, to) {
            return;
        }
        let ends = Ends::new(self.plan, self.plan.stand_in(from), self.plan.stand_in(to));
        if ends.from == ends.to {
            return;
        }
        let frame = |end: ActorId| {
            let id = if end == self.plan.stand_in(to) {
                to
            } else {
                from
            };
            self.frame_of(id, end)
        };
        let arrows = match row.line.look {
            Look::Rivalry if !row.line.is_directed => Arrows::Both,
            _ if row.has_arrow() => ends.arrows(),
            _ => Arrows::None,
        };
        let line = style::line(row.line.look, arrows, row.drawn(self.panel))
            .maybe("ltail", frame(ends.from))
            .maybe("lhead", frame(ends.to))
            .and(self.beside(row, &ends))
            .and(match self.panel {
                Panel::Changes => paint(None),
                _ => plain(),
            })
            .word("weight", "1");
        let mut shown = rows
            .iter()
            .filter(|row| self.shows(row.holds.map(|holds| holds.is_some())))
            .peekable();
        let line = match shown.peek() {
            Some(first) => {
                let address = address(&first.line.grounds);
                let tips: Vec<String> = shown.map(|row| self.tip(row)).collect();
                line.with("tooltip", Value::Tip(tips.join("\n\n")))
                    .and(address)
            }
            None => line.word("style", "invis"),
        };
        let [from, to] = [ends.from, ends.to].map(|id| id_of(self.plan.view, id));
        text.edge(&from, &to, &line);
    }

    /// Returns the doubt that most unchanged lines share in a panel; `None` if every line has its own words.
    pub(super) fn usual(&self, panel: Panel) -> Option<&str> {
        let of = |one: &Panel| *one == panel;
        let place = PANELS.iter().position(of).unwrap_or_default();
        let doubts = self.usual.as_ref()?;
        Some(doubts[place].as_deref().unwrap_or("certainly"))
    }

    /// Returns the words beside a quiet line: its doubt, unless it is the one in the heading.
    fn beside(&self, row: &Turned<'_>, ends: &Ends) -> Attributes {
        let said = |panel: Panel| {
            let own = row.doubt(panel);
            let Some(usual) = self.usual(panel) else {
                return own;
            };
            let own = own.unwrap_or_else(|| String::from("certainly"));
            (own != usual).then_some(own)
        };
        let [own, others @ ..] =
            [self.panel, Panel::Before, Panel::After, Panel::Changes].map(said);
        if others.iter().all(|other| *other == own) {
            let said: Vec<String> = own.into_iter().collect();
            return label(self.plan, ends, Look::Neutral, &said);
        }
        let sized = self.sized(BESIDE, Set::Centred, |panel| {
            let mut lines = Lines::default();
            let said = said(panel).unwrap_or_default();
            lines.extend(Face::Small, wrap(&said, WORDS, 3));
            lines
        });
        beside(self.plan, ends, Look::Neutral, Value::Html(sized))
    }

    /// Returns the frame at which a line to an actor ends, if the actor has only a frame, and the line is
    /// drawn to a box inside.
    fn frame_of(&self, id: ActorId, end: ActorId) -> Option<Value> {
        let is_frame = id != end && self.plan.hidden.contains(&id);
        is_frame.then(|| Value::Own(frame_id(self.plan.view, Frame::Coalition(id))))
    }

    /// Writes the two halves of a changed line, from each end to the box between them.
    fn write_boldly(&self, text: &mut Writer, row: &Turned<'_>, number: usize, gap: usize) {
        let stroke = row.line.look.stroke();
        let arrows = match row.line.look {
            Look::Rivalry if !row.line.is_directed => [stroke.head, stroke.head],
            _ if row.has_arrow() => [stroke.tail, stroke.head],
            _ => ["none", "none"],
        };
        let is_seen = self.shows(row.holds.map(|holds| holds.is_some()));
        for (id, arrow) in [row.line.from, row.line.to].into_iter().zip(arrows) {
            let end = self.plan.stand_in(id);
            let frame = self.frame_of(id, end);
            let is_left = self.plan.layout.column(end) <= gap;
            let (node, event) = (id_of(self.plan.view, end), change_id(number));
            let (from, to, arrows, side) = if is_left {
                (node, event, [arrow, "none"], "ltail")
            } else {
                (event, node, ["none", arrow], "lhead")
            };
            let [first, last] = arrows;
            let line = style::ends(row.line.look, first, last, Certainty::Reported)
                .maybe(side, frame)
                .and(match self.panel {
                    Panel::Changes => paint(row.word),
                    _ => plain(),
                })
                .word("weight", "4");
            let line = if is_seen {
                line.and(self.tipped(row))
            } else {
                line.word("style", "invis")
            };
            text.edge(&from, &to, &line);
        }
    }

    fn words(&self) -> BTreeSet<Option<DiffWord>> {
        let lines = self.rows.iter().map(|row| row.word);
        let ends = self.plan.scene.actors.iter();
        lines
            .chain(ends.filter_map(|&id| self.fate(id).0).map(Some))
            .collect()
    }

    fn key(&self) -> Vec<Row> {
        let row = |word: Option<DiffWord>| {
            let (sign, what) = match word {
                Some(DiffWord::Come) => ("+", "only in the second view: it came"),
                Some(DiffWord::Gone) => ("−", "only in the first view: it went"),
                Some(DiffWord::Changed) => ("~", "in both, but held otherwise"),
                None => ("no sign", "unchanged; a frame: members in both views"),
            };
            let line = match self.panel {
                Panel::Changes => paint(word),
                _ => plain(),
            };
            ([sign, what], line.word("dir", "none"))
        };
        let looks: BTreeSet<Look> = self
            .rows
            .iter()
            .filter(|row| row.kind != RelationKind::Membership || !row.is_framed())
            .map(|row| row.line.look)
            .collect();
        let ends = looks.into_iter().filter_map(|look| {
            let stroke = look.stroke();
            let is_told = (stroke.head, stroke.tail) != ("none", "none");
            let line = style::line(look, Arrows::Along, Certainty::Reported).and(plain());
            is_told.then_some((stroke.ends, line))
        });
        // the key, too, is equal in all panels
        let quiet = self.rows.iter().filter(|row| row.word.is_none());
        let pens: BTreeMap<&str, Certainty> = quiet
            .flat_map(|row| PANELS.map(|panel| row.drawn(panel)))
            .map(|certainty| (style::pen(certainty), certainty))
            .collect();
        let unsure = pens.into_iter().filter_map(|(pen, certainty)| {
            let what = match pen {
                "dashed" => "unchanged: claimed by a party, or denied",
                "dotted" => "unchanged: alleged or planned",
                _ => return None,
            };
            let line = style::ends(Look::Neutral, "none", "none", certainty).and(plain());
            Some((["no sign", what], line))
        });
        let words = self.words().into_iter().map(row);
        words.chain(unsure).chain(ends).collect()
    }
}

/// Rounds a width up to whole points.
#[expect(
    clippy::cast_possible_truncation,
    clippy::cast_sign_loss,
    reason = "the width of a few words"
)]
fn points(width: f64) -> usize {
    width.ceil() as usize
}

/// Returns the node id of a change.
fn change_id(number: usize) -> String {
    format!("c_{}", number + 1)
}

const fn tone(word: DiffWord) -> Tone {
    match word {
        DiffWord::Come => Tone::Belonging,
        DiffWord::Gone => Tone::Hostile,
        DiffWord::Changed => Tone::Amber,
    }
}

/// Returns the style of a line whose panel does not show changes.
fn plain() -> Attributes {
    Attributes::default()
        .ink("color", Ink::Edge)
        .word("penwidth", "1.4")
}

/// Returns the style that shows the change of a line.
fn paint(word: Option<DiffWord>) -> Attributes {
    let Some(word) = word else {
        return Attributes::default()
            .ink("color", Ink::Rule)
            .word("penwidth", "1.1");
    };
    let line = Attributes::default().ink("color", Ink::Line(tone(word)));
    match word {
        DiffWord::Come => line.word("penwidth", "3"),
        DiffWord::Gone => line.word("penwidth", "3").word("style", "dashed"),
        DiffWord::Changed => line.word("penwidth", "1.6").word("style", "dotted"),
    }
}
