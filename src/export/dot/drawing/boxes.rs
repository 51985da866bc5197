//! The boxes of actors and events.

use crate::export::dot::scenes::tips;
use crate::export::dot::scenes::{Deed, Line, Scene, actor};
use crate::export::dot::scenes::{Frame, Frames};
use crate::export::dot::writing::Attributes;
use crate::export::dot::writing::escape;
use crate::export::dot::writing::style::{self, Look, Tint};
use crate::export::dot::writing::wrap;
use crate::export::dot::writing::{Face, Lines, Set, Value};
use crate::export::kit::words;
use crate::graph::ActorRef;
use crate::model::{ActorId, ActorKind, Certainty, Holds};
use crate::query::Grounds;
use crate::view::View;

/// The width of an actor's name in characters, and the most lines that it may have.
const NAME: (usize, usize) = (26, 4);
/// The same for the small print below the name.
const REMARK: (usize, usize) = (30, 4);
/// The same for the lines of an event's box.
const EVENT: (usize, usize) = (28, 3);

/// Returns the id of an actor's node.
pub(super) fn actor_id(actor: ActorRef<'_>) -> String {
    escape::id("a", actor.key(), actor.id().number())
}

/// Returns the id of an event's node.
pub(super) fn event_id(number: usize) -> String {
    format!("e_{}", number + 1)
}

/// Returns the id of a frame.
pub(in crate::export::dot) fn frame_id(view: View<'_, '_>, frame: Frame) -> String {
    match frame {
        Frame::Caller(place) => format!("cluster_{}", place + 1),
        Frame::Coalition(id) => {
            let actor = actor(view, id);
            escape::id("cluster", actor.key(), id.number())
        }
    }
}

/// Returns the first source address that is safe to link.
pub(in crate::export::dot) fn address(grounds: &Grounds<'_>) -> Attributes {
    let urls = grounds
        .sources
        .iter()
        .filter_map(|source| source.url.as_deref());
    link(urls)
}

fn link<'a>(mut urls: impl Iterator<Item = &'a str>) -> Attributes {
    match urls.find_map(escape::address) {
        Some(url) => Attributes::default()
            .with("URL", Value::Address(url.to_owned()))
            .word("target", "_blank"),
        None => Attributes::default(),
    }
}

/// The words and tooltip of an actor in a picture.
#[derive(Debug, Clone, Copy)]
pub(in crate::export::dot) struct Portrait<'a, 'g, 'f> {
    pub(in crate::export::dot) view: View<'g, 'f>,
    pub(in crate::export::dot) scene: &'a Scene<'g>,
    pub(in crate::export::dot) frames: &'a Frames,
    pub(in crate::export::dot) actor: ActorRef<'g>,
}

impl Portrait<'_, '_, '_> {
    /// Returns the actor's box, with further lines of small print.
    pub(super) fn node(&self, tint: Tint, more: &[String]) -> Attributes {
        let (id, entry) = (self.actor.id(), self.actor.record());
        let mut lines = Lines::default();
        lines.extend(Face::Strong, wrap(self.actor.label(), NAME.0, NAME.1));
        if self.frames.has_frame(id) {
            lines.push(Face::Small, "as a whole");
        } else {
            if entry.short.is_some() {
                lines.extend(Face::Small, wrap(&entry.name, REMARK.0, REMARK.1));
            } else if !matches!(entry.kind, ActorKind::Other | ActorKind::Civilians) {
                lines.push(Face::Small, words::actor_kind(entry.kind));
            }
            for remark in self.remarks() {
                lines.extend(Face::Faint, wrap(&remark, REMARK.0, REMARK.1));
            }
        }
        for remark in more {
            lines.extend(Face::Faint, wrap(remark, REMARK.0, REMARK.1));
        }
        let node = Attributes::default().with("label", Value::Html(lines.to_html(Set::Centred)));
        let node = match entry.kind {
            ActorKind::Civilians | ActorKind::Crowd => {
                node.word("shape", "ellipse").word("style", "filled")
            }
            _ => node,
        };
        node.and(style::actor(tint)).and(self.tip())
    }

    /// Describes the actor's memberships: those that its frame shows, those drawn as a line, and those that
    /// ended.
    pub(super) fn remarks(&self) -> Vec<String> {
        let id = self.actor.id();
        let mut all = Vec::new();
        for one in self.scene.belongings_of(id) {
            let is_home = self.frames.home(id) == Some(Frame::Coalition(one.coalition));
            let is_inside = self.frames.is_inside(id, one.coalition);
            let name = actor(self.view, one.coalition).label();
            let what = match (is_home, is_inside) {
                (true, _) => String::new(),
                (_, true) => format!(" of {name} itself"),
                _ => format!("also in {name}: "),
            };
            let is_plain = one.grounds.holds == Holds::Certainly
                && one.grounds.certainty == Certainty::Reported;
            let role = role(&one.grounds);
            let mut text = if is_inside {
                format!("{}{what}", role.unwrap_or("member"))
            } else {
                format!("{what}{}", role.unwrap_or("member"))
            };
            let since = since(&one.grounds);
            if let Some(since) = &since {
                text = format!("{text} {since}");
            }
            if let Some(doubt) = words::doubt(&one.grounds) {
                text = format!("{text}, {doubt}");
            }
            if !is_home || !is_plain || since.is_some() || role.is_some() {
                all.push(text);
            }
        }
        for left in self.scene.departures_of(id) {
            let coalition = actor(self.view, left.coalition).label();
            let what = match role(&left.change.grounds) {
                Some(role) => format!("{role} of {coalition}, left {}", left.when),
                None => format!("left {coalition} {}", left.when),
            };
            let known = words::how_sure(&left.change.grounds);
            all.push(format!("{what}; {known}"));
        }
        all
    }

    /// Describes the actor in full, with its sources, as a tooltip.
    pub(in crate::export::dot) fn tip(&self) -> Attributes {
        let entry = self.actor.record();
        let kind = words::actor_kind(entry.kind);
        let mut text = match &entry.short {
            Some(short) => format!("{} ({short}), {kind}", entry.name),
            None => format!("{}, {kind}", entry.name),
        };
        let names: Vec<&str> = entry.aliases.iter().map(|alias| &*alias.name).collect();
        if !names.is_empty() {
            text = format!("{text}\nalso: {}", names.join("; "));
        }
        if let Some(note) = &entry.note {
            text = format!("{text}\n{note}");
        }
        for remark in self.remarks() {
            text = format!("{text}\n{remark}");
        }
        let record = self.view.graph().record();
        let sources = || entry.evidence.sources.iter().map(|&id| record.source(id));
        for source in sources() {
            text = format!("{text}\nSource: {source}");
        }
        let urls = sources().filter_map(|source| source.url.as_deref());
        Attributes::default()
            .with("tooltip", Value::Tip(text))
            .and(link(urls))
    }

    /// Returns the frame of a coalition, with further lines below its name.
    pub(in crate::export::dot) fn frame(&self, tint: Tint, more: &[String]) -> Attributes {
        let entry = self.actor.record();
        let mut lines = Lines::default();
        lines.extend(Face::Strong, wrap(self.actor.label(), 40, 2));
        if entry.short.is_some() {
            lines.extend(Face::Plain, wrap(&entry.name, 40, 3));
        }
        for remark in self.remarks().iter().chain(more) {
            lines.extend(Face::Faint, wrap(remark, 46, 4));
        }
        Attributes::default()
            .with("label", Value::Html(lines.to_html(Set::Left)))
            .and(style::frame(tint))
            .and(self.tip())
    }
}

fn role<'g>(grounds: &Grounds<'g>) -> Option<&'g str> {
    let mut all = grounds.statements.iter();
    all.find_map(|one| one.record().relation()?.role.as_deref())
}

fn since(grounds: &Grounds<'_>) -> Option<String> {
    let mut all = grounds.statements.iter();
    all.find_map(|one| Some(words::since(one.record().relation()?.period.start()?)))
}

/// Returns a frame that the caller named.
pub(super) fn named_frame(title: &str, tint: Tint) -> Attributes {
    let mut lines = Lines::default();
    lines.extend(Face::Strong, wrap(title, 40, 3));
    Attributes::default()
        .with("label", Value::Html(lines.to_html(Set::Left)))
        .and(style::frame(tint))
        .with("tooltip", Value::Tip(title.to_owned()))
}

/// Returns the box of an event.
pub(super) fn event(deed: &Deed<'_>) -> Attributes {
    let happening = &deed.happening;
    let (width, most) = EVENT;
    let mut lines = Lines::default();
    let date = wrap(&words::dates_of(happening), width, most);
    lines.extend(Face::Tinted(deed.look.stroke().text), date);
    lines.extend(
        Face::Small,
        wrap(&words::what_happened(happening), width, 4),
    );
    if let Some(remark) = words::remark(happening) {
        let remark = words::clause(&words::capital(&remark), width * most - width / 3);
        lines.extend(Face::Small, wrap(&remark, width, most));
    }
    // if the toll is less certain than the event, it comes after the event's certainty
    let (toll, is_own) = words::toll(happening);
    let toll = |lines: &mut Lines| {
        if let Some(toll) = &toll {
            lines.extend(Face::Small, wrap(toll, width, most));
        }
    };
    if !is_own {
        toll(&mut lines);
    }
    let sure = words::how_sure_undenied(&happening.grounds);
    lines.extend(Face::Faint, wrap(&sure, width, most));
    if is_own {
        toll(&mut lines);
    }
    if let Some(denial) = words::denial(&happening.grounds) {
        lines.extend(Face::Faint, wrap(&denial, width, most));
    }
    if deed.hidden > 0 {
        let others = if deed.hidden == 1 { "other" } else { "others" };
        lines.push(
            Face::Faint,
            format!("with {} {others} not shown", deed.hidden),
        );
    }
    Attributes::default()
        .with("label", Value::Html(lines.to_html(Set::Left)))
        .and(style::event(deed.look, words::drawn(&happening.grounds)))
        .with("tooltip", Value::Tip(tips::deed_tip(deed)))
        .and(address(&happening.grounds))
}

/// Returns the words beside a line: its kind where the style does not show it, its days, and its certainty.
pub(super) fn line_words(line: &Line<'_>) -> Vec<String> {
    let mut all: Vec<String> = Vec::new();
    for statement in &line.grounds.statements {
        let Some(relation) = statement.record().relation() else {
            continue;
        };
        let word = match line.look {
            Look::Neutral | Look::Rivalry => match statement.record().note.as_deref() {
                Some(note) if relation.kind == crate::model::RelationKind::Other => {
                    wrap(&words::clause(note, 60), 60, 1).concat()
                }
                _ => words::relation_kind(relation.kind).to_owned(),
            },
            _ => continue,
        };
        if !all.contains(&word) {
            all.push(word);
        }
    }
    all.extend([&line.until, &line.events].into_iter().flatten().cloned());
    all.extend(words::doubt(&line.grounds));
    all
}

/// Returns the node id of an actor.
pub(in crate::export::dot) fn id_of(view: View<'_, '_>, id: ActorId) -> String {
    actor_id(actor(view, id))
}
