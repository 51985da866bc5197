//! Words for pictures and pages: certainty, events, deaths and tooltips.

use super::dates::{day_in_words, when_in_words};
use crate::graph::{ActorRef, StatementRef};
use crate::model::{
    ActorKind, Certainty, End, Event, EventKind, Holds, Relation, RelationKind, Source, When,
};
use crate::query::{Cause, Change, ChangeKind, Grounds, Happening, how_many_killed, who_denies};

/// Describes the certainty of a claim and names who makes it: `claimed by CMA`.
pub(in crate::export) fn how_known(certainty: Certainty, by: &[ActorRef<'_>]) -> String {
    let names: Vec<&str> = by.iter().map(|actor| actor.label()).collect();
    match (certainty, &*names) {
        (_, []) => certainty.to_string(),
        (Certainty::Reported | Certainty::Confirmed, names) => {
            format!("{certainty}, on {}'s own word", list(names))
        }
        (_, names) => format!("{certainty} by {}", list(names)),
    }
}

/// Names who denies an answer: `denied by CMA`; `None` if nobody does.
pub(in crate::export) fn denial(grounds: &Grounds<'_>) -> Option<String> {
    who_denies(&grounds.denied).map(|who| format!("denied by {who}"))
}

/// Returns the certainty with which a line is drawn: a denied tie never looks like an undisputed fact.
pub(in crate::export) fn drawn(grounds: &Grounds<'_>) -> Certainty {
    if grounds.denied.is_empty() {
        grounds.certainty
    } else {
        grounds.certainty.min(Certainty::Claimed)
    }
}

/// Describes the certainty of an answer by its statements and names who denies them, ignoring whether it holds
/// possibly.
pub(in crate::export) fn known(grounds: &Grounds<'_>) -> String {
    let known = how_known(grounds.certainty, &grounds.by);
    with_denial(known, grounds)
}

/// Describes the certainty of an answer, with `possibly` where its dates leave it open, and names who denies it.
pub(in crate::export) fn how_sure(grounds: &Grounds<'_>) -> String {
    with_denial(how_sure_undenied(grounds), grounds)
}

/// Describes the certainty of an answer without its denials, for a layout that has a separate line for these.
pub(in crate::export) fn how_sure_undenied(grounds: &Grounds<'_>) -> String {
    let known = how_known(grounds.certainty, &grounds.by);
    match grounds.holds {
        Holds::Certainly => known,
        Holds::Possibly => format!("{known}; possibly in these days"),
    }
}

fn with_denial(known: String, grounds: &Grounds<'_>) -> String {
    match denial(grounds) {
        Some(denial) => format!("{known}; {denial}"),
        None => known,
    }
}

/// Describes the certainty of an answer for a label beside a line; `None` if it is reported and certain in time.
pub(in crate::export) fn doubt(grounds: &Grounds<'_>) -> Option<String> {
    let possibly = (grounds.holds == Holds::Possibly).then(|| String::from("possibly"));
    let known = (grounds.certainty != Certainty::Reported)
        .then(|| how_known(grounds.certainty, &grounds.by));
    let all = [possibly, known, denial(grounds)];
    let all: Vec<String> = all.into_iter().flatten().collect();
    (!all.is_empty()).then(|| all.join("; "))
}

fn list(names: &[&str]) -> String {
    match names {
        [] => String::new(),
        [one] => (*one).to_owned(),
        [first @ .., last] => format!("{} and {last}", first.join(", ")),
    }
}

/// Returns a kind of actor in words.
pub(in crate::export) const fn actor_kind(kind: ActorKind) -> &'static str {
    match kind {
        ActorKind::State => "state",
        ActorKind::Government => "government",
        ActorKind::StateForce => "state force",
        ActorKind::ArmedGroup => "armed group",
        ActorKind::Militia => "militia",
        ActorKind::Coalition => "coalition",
        ActorKind::PrivateMilitary => "private military company",
        ActorKind::InternationalForce => "international force",
        ActorKind::InternationalOrganization => "international organisation",
        ActorKind::PoliticalOrganization => "political organisation",
        ActorKind::CriminalGroup => "criminal group",
        ActorKind::Crowd => "crowd",
        ActorKind::Civilians => "civilians",
        ActorKind::Person => "person",
        ActorKind::Unidentified => "unidentified",
        ActorKind::Other => "actor",
    }
}

/// Returns a kind of event in words.
pub(in crate::export) const fn event_kind(kind: EventKind) -> &'static str {
    match kind {
        EventKind::Clash => "clash",
        EventKind::Strike => "strike",
        EventKind::Seizure => "seizure",
        EventKind::Abduction => "abduction",
        EventKind::Arrest => "arrest",
        EventKind::CeasefireBreach => "breach of a ceasefire",
        EventKind::ViolenceAgainstCivilians => "violence against civilians",
        EventKind::Split => "split",
        EventKind::Merger => "merger",
        EventKind::Rename => "renaming",
        EventKind::Signing => "signing",
        EventKind::Deployment => "deployment",
        EventKind::Withdrawal => "withdrawal",
        EventKind::Declaration => "declaration",
        EventKind::Protest => "protest",
        EventKind::Designation => "designation",
        EventKind::Other => "event",
    }
}

/// Returns a kind of relation in words, for a label beside a line.
pub(in crate::export) const fn relation_kind(kind: RelationKind) -> &'static str {
    match kind {
        RelationKind::Membership => "member",
        RelationKind::PartOf => "part of",
        RelationKind::Alliance => "allied",
        RelationKind::Cooperation => "joint operations",
        RelationKind::Affiliation => "affiliate of",
        RelationKind::Support => "support",
        RelationKind::Hosting => "hosts",
        RelationKind::Rivalry => "rivals",
        RelationKind::Belligerence => "at war",
        RelationKind::Agreement => "agreement",
        RelationKind::Ceasefire => "ceasefire",
        RelationKind::Neutrality => "neutral",
        RelationKind::Other => "other tie",
    }
}

/// Lists the dates of a happening by all its statements, the most certain first.
pub(in crate::export) fn dates_of(happening: &Happening<'_>) -> String {
    let first = std::iter::once(happening.surest());
    let all = first.chain(happening.grounds.statements.iter().copied());
    let mut dates: Vec<String> = Vec::new();
    for statement in all {
        let when = statement
            .record()
            .event()
            .and_then(|event| event.when.as_ref());
        let words = when.map_or_else(|| String::from("day unknown"), when_in_words);
        if !dates.contains(&words) {
            dates.push(words);
        }
    }
    match &*dates {
        [first, others @ ..] if !others.is_empty() => {
            format!("{first}; another statement: {}", others.join("; "))
        }
        _ => dates.concat(),
    }
}

/// Lists the kinds of a happening's statements, without `other` where a further kind or a remark says more.
pub(in crate::export) fn kinds_of(happening: &Happening<'_>) -> String {
    let mut kinds: Vec<&str> = Vec::new();
    for statement in &happening.grounds.statements {
        if let Some(kind) = statement.kind().event() {
            let word = event_kind(kind);
            if !kinds.contains(&word) {
                kinds.push(word);
            }
        }
    }
    if kinds.len() > 1 || remark(happening).is_some() {
        kinds.retain(|kind| *kind != event_kind(EventKind::Other));
    }
    list(&kinds)
}

/// Describes the kind and place of a happening without its actors: `Strike and seizure, Anefis (Kidal)`.
pub(in crate::export) fn what_happened(happening: &Happening<'_>) -> String {
    let mut text = kinds_of(happening);
    let places: Vec<String> = happening.places.iter().map(ToString::to_string).collect();
    if !places.is_empty() {
        let places: Vec<&str> = places.iter().map(String::as_str).collect();
        if !text.is_empty() {
            text.push_str(", ");
        }
        text.push_str(&list(&places));
    }
    capital(&text)
}

/// Returns the number of deaths in words, and whether these words state a certainty of their own.
pub(in crate::export) fn toll(happening: &Happening<'_>) -> (Option<String>, bool) {
    let Some(killed) = &happening.killed else {
        return (None, false);
    };
    let text = how_many_killed(killed.deaths, &killed.of);
    let own = (killed.certainty, &killed.by);
    if own == (happening.grounds.certainty, &happening.grounds.by) {
        return (Some(text), false);
    }
    let known = how_known(killed.certainty, &killed.by);
    (Some(format!("{text}, {known}")), true)
}

/// Returns the first remark among the happening's statements, the most certain first; otherwise the first stated
/// reason.
pub(in crate::export) fn remark(happening: &Happening<'_>) -> Option<String> {
    let first = std::iter::once(happening.surest());
    let all = || {
        first
            .clone()
            .chain(happening.grounds.statements.iter().copied())
    };
    let note = all().find_map(|one| one.record().note.as_deref());
    let reason = || all().find_map(|one| one.record().reason.as_deref());
    note.map(str::to_owned)
        .or_else(|| reason().map(|reason| format!("because {reason}")))
}

/// Shortens a remark to the longest run of whole clauses with at most `room` characters; a remark whose first clause is
/// longer stays whole.
///
/// It never cuts inside a clause, because the rest may reverse the meaning.
pub(in crate::export) fn clause(remark: &str, room: usize) -> String {
    let ends = |at: usize| remark[at..].chars().nth(1).is_none_or(char::is_whitespace);
    let marks = remark.match_indices(['.', ';', '!', '?', '。', '؟', '؛']);
    let mut clauses = marks
        .filter(|&(at, _)| ends(at))
        .map(|(at, mark)| remark[..at + mark.len()].trim_end_matches(';'));
    let is_short = |text: &&str| text.chars().count() <= room;
    if is_short(&remark) {
        return remark.to_owned();
    }
    let first = clauses.next().filter(is_short);
    let longest = clauses.take_while(is_short).last();
    longest.or(first).unwrap_or(remark).to_owned()
}

/// Capitalizes the first letter of a text.
pub(in crate::export) fn capital(text: &str) -> String {
    let mut rest = text.chars();
    match rest.next() {
        Some(first) => first.to_uppercase().chain(rest).collect(),
        None => String::new(),
    }
}

/// Builds a tooltip: a sentence, then the statements behind it with their sources.
pub(in crate::export) fn tip(sentence: &str, grounds: &Grounds<'_>) -> String {
    let mut lines = vec![sentence.to_owned()];
    for statement in &grounds.statements {
        lines.push(format!("• {}", statement_words(*statement)));
        let record = statement.record();
        lines.extend(
            record
                .evidence
                .hedge
                .iter()
                .map(|hedge| format!("“{hedge}”")),
        );
        lines.extend(
            record
                .reason
                .as_deref()
                .into_iter()
                .map(|reason| format!("because: {reason}")),
        );
        lines.extend(record.note.iter().map(ToString::to_string));
    }
    for statement in &grounds.denied {
        lines.push(format!("• denied in {}", statement_words(*statement)));
    }
    lines.extend(
        grounds
            .sources
            .iter()
            .flat_map(|source| source_words(source)),
    );
    if grounds.sources.is_empty() {
        lines.push(String::from("No source."));
    }
    lines.join("\n")
}

/// Describes a source, with its address on a line of its own.
pub(in crate::export) fn source_words(source: &Source) -> Vec<String> {
    let published = source.published.as_ref().map(when_in_words);
    let published = published.map_or_else(String::new, |when| format!(", published {when}"));
    let mut lines = vec![format!("Source: {source}{published}")];
    lines.extend(source.url.iter().map(ToString::to_string));
    lines
}

/// Describes a statement: its id, its content and its certainty.
pub(in crate::export) fn statement_words(statement: StatementRef<'_>) -> String {
    let by: Vec<ActorRef<'_>> = statement.by().collect();
    let content = match (statement.record().event(), statement.record().relation()) {
        (Some(event), _) => event_words(event),
        (None, Some(relation)) => relation_words(statement, relation),
        (None, None) => statement.kind().to_string(),
    };
    let known = how_known(statement.certainty(), &by);
    format!("{}: {content}; {known}", statement.key())
}

/// Describes the deaths that a statement itself reports, with their certainty and claimants: `10 killed, claimed by
/// JNIM`.
pub(in crate::export) fn toll_words(statement: StatementRef<'_>) -> Option<String> {
    let graph = statement.graph();
    let toll = statement.record().event()?.killed.as_deref()?;
    let (own, of_toll) = (statement.by(), toll.by.iter());
    let by: Vec<ActorRef<'_>> = of_toll.map(|&id| graph.actor_ref(id)).collect();
    let by = match toll.certainty {
        None if by.is_empty() => own.collect(),
        _ => by,
    };
    let certainty = toll.certainty.unwrap_or_else(|| statement.certainty());
    let killed = how_many_killed(toll.deaths, &[]);
    Some(format!("{killed}, {}", how_known(certainty, &by)))
}

fn event_words(event: &Event) -> String {
    let when = event.when.as_ref().map(when_in_words);
    let when = when.unwrap_or_else(|| String::from("day unknown"));
    format!("{}, {when}", event_kind(event.kind))
}

fn relation_words(statement: StatementRef<'_>, relation: &Relation) -> String {
    let mut all = vec![relation.kind.to_string()];
    all.extend(relation.role.as_deref().map(ToOwned::to_owned));
    all.extend(relation.forms.iter().map(ToString::to_string));
    all.extend(relation.period.start().map(since));
    let record = statement.graph().record();
    match relation.period.end() {
        End::On(end) => all.push(format!("until {}", when_in_words(end))),
        End::Ongoing => {
            let day = record.as_of_day(&statement.record().evidence);
            let day = day.and_then(day_in_words);
            all.push(day.map_or_else(|| "ongoing".to_owned(), |day| format!("ongoing on {day}")));
        }
        End::Unknown => {}
    }
    let seen = relation.period.seen().iter();
    let seen: Vec<String> = seen.filter_map(|&day| day_in_words(day.into())).collect();
    if !seen.is_empty() {
        all.push(format!("seen on {}", seen.join(", ")));
    }
    all.join(", ")
}

/// Describes a start: `since May 2021`.
pub(in crate::export) fn since(start: &When) -> String {
    format!("since {}", when_in_words(start))
}

/// Names the fact from which a change follows; `None` if a statement reports the change itself.
pub(in crate::export) fn derived(change: &Change<'_>) -> Option<String> {
    let from = match (change.kind, change.cause) {
        (ChangeKind::Split | ChangeKind::Merged | ChangeKind::Renamed, _) => return None,
        (_, Some(Cause::Event(event))) => format!("the {} `{}`", event.kind(), event.key()),
        (_, Some(cause)) => cause.to_string(),
        (ChangeKind::Joined, None) => String::from("the start of the membership"),
        (ChangeKind::Left, None) => String::from("the end of the membership"),
        (ChangeKind::Integrated, None) => String::from("the start of the part-of"),
        (ChangeKind::Separated, None) => String::from("the end of the part-of"),
        (ChangeKind::AllianceMade, None) => String::from("the start of the alliance"),
        (ChangeKind::AllianceEnded, None) => String::from("the end of the alliance"),
        (ChangeKind::Formed, None) => String::from("the start of the actor's active period"),
        (ChangeKind::Dissolved, None) => String::from("the end of the actor's active period"),
    };
    Some(format!("Derived from {from}."))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_remark_is_cut_behind_a_clause() {
        let remark = "They have considered talks; nothing says that any were held. So far.";
        assert_eq!(clause(remark, 100), remark);
        assert_eq!(
            clause(remark, 62),
            "They have considered talks; nothing says that any were held."
        );
        assert_eq!(clause(remark, 30), "They have considered talks");
        assert_eq!(clause(remark, 5), remark);
        assert_eq!(clause("No.1 of 2.5 all", 5), "No.1 of 2.5 all");
    }
}
