//! Whose events: `--of KEY`, and `--through members` for a coalition with its members of the day.

use super::citations::Citations;
use super::options::Options;
use super::page::{Page, Style};
use super::record::actor_called;
use super::stop::Stop;
use factions::{ActorGraph, ActorRef, Collective, CollectiveMember, View};

/// An actor, or a coalition with whoever was its member or part on the day of each event.
#[derive(Debug, Clone, Copy)]
pub(crate) enum Whose<'g> {
    Own(ActorRef<'g>),
    WithMembers(ActorRef<'g>),
}

impl<'g> Whose<'g> {
    /// Whose the options ask for; `None`: nobody's.
    pub(crate) fn read(graph: &'g ActorGraph, options: &Options) -> Result<Option<Self>, Stop> {
        let (of, actor) = (options.value("--of"), options.value("--actor"));
        if let (Some(_), Some(_)) = (of, actor) {
            return Err(Stop::usage(
                "`--of` and `--actor` are the same",
                "give one of them",
            ));
        }
        let is_through = is_through_members(options)?;
        let Some(word) = of.or(actor) else {
            if is_through {
                return Err(Stop::usage(
                    "`--through members` is of nobody",
                    "say whose members: `--of KEY --through members`",
                ));
            }
            return Ok(None);
        };
        let name = if of.is_some() { "--of" } else { "--actor" };
        let actor = actor_called(graph, name, word)?;
        Ok(Some(if is_through {
            Self::WithMembers(actor)
        } else {
            Self::Own(actor)
        }))
    }

    pub(crate) const fn actor(self) -> ActorRef<'g> {
        let (Self::Own(actor) | Self::WithMembers(actor)) = self;
        actor
    }

    /// The coalition with its members; `None`: the actor alone is asked about.
    pub(crate) fn as_one<'f>(self, view: View<'g, 'f>) -> Option<Collective<'g, 'f>> {
        match self {
            Self::Own(_) => None,
            Self::WithMembers(actor) => Some(view.coalition_as_one(actor)),
        }
    }

    /// `Permanent Strategic Framework`, or the same `and its members`.
    pub(crate) fn in_words(self) -> String {
        match self {
            Self::Own(actor) => actor.name().to_owned(),
            Self::WithMembers(actor) => format!("{} and its members", actor.name()),
        }
    }
}

/// Whether `--through members` is given: the one thing that can be looked through.
pub(crate) fn is_through_members(options: &Options) -> Result<bool, Stop> {
    match options.value("--through") {
        None => Ok(false),
        Some("members") => Ok(true),
        Some(other) => Err(Stop::usage(
            format!("--through: `{other}` is nobody to look through"),
            "write `--through members`",
        )),
    }
}

/// Says who belongs to a collective in the days of a view, and by which memberships.
pub(crate) fn print_members<'g>(
    page: &mut Page,
    citations: &mut Citations<'g>,
    members: &[CollectiveMember<'g>],
) {
    let mut lines = Vec::new();
    for member in members {
        let Some(grounds) = &member.grounds else {
            continue;
        };
        let statements: Vec<&str> = grounds.statements.iter().map(|one| one.key()).collect();
        let sources = citations.cite(grounds.sources.iter().copied());
        let (holds, certainty) = (grounds.holds, grounds.certainty);
        let by = statements.join("`, `");
        lines.push(format!(
            "{}: {holds}, {certainty}, by `{by}` {sources}",
            member.actor
        ));
    }
    if lines.is_empty() {
        page.paragraph(
            "Nobody was its member or part in these days.",
            Style::Plain,
            0,
        );
        return;
    }
    page.paragraph(
        "Members and parts in these days; an event counts if one of them took part while it was that:",
        Style::Plain,
        0,
    );
    for line in lines {
        page.paragraph(&line, Style::Plain, 2);
    }
}
