//! A record whose texts try to break out of every format.

use factions::record::{ActorDraft, EventDraft, PlaceDraft, RelationDraft, SourceDraft};
use factions::{ActorGraph, Record};

/// Quotes, tags, separators, formulas, control characters, right-to-left script.
pub(super) const NAME: &str =
    "\"<b>&amp;'; ]]> =1+1, \\ \u{1}\u{7f}\n\r\t\u{2028}\u{202e}جماعة نصرة\u{FFFF}";

/// A record in which every text is [`NAME`], ids among them.
pub(super) fn graph() -> ActorGraph {
    let record = Record::draft()
        .title(NAME)
        .native("any", NAME)
        .as_of("2023-10-31")
        .source(
            SourceDraft::new("report")
                .publisher(NAME)
                .title(NAME)
                .published("2023-11")
                .url(NAME)
                .note(NAME),
        )
        .default_source("report")
        .place(
            PlaceDraft::new("here", NAME)
                .region(NAME)
                .latitude(1.5)
                .longitude(-2.5)
                .note(NAME),
        )
        .actor(
            ActorDraft::new("a", NAME, "armed-group")
                .short(NAME)
                .alias(NAME)
                .alias_in("ar", format!("{NAME}2"))
                .tags([NAME, "a;b", "\\"])
                .note(NAME)
                .hedge(NAME),
        )
        .actor(ActorDraft::new("b", NAME, "coalition"))
        .relation(
            RelationDraft::new("membership")
                .id(NAME)
                .from("a")
                .to("b")
                .role(NAME)
                .start("2021-05")
                .ongoing()
                .hedge(NAME)
                .note(NAME)
                .native("any", NAME)
                .native("any", "{}")
                .reason(NAME),
        )
        .event(
            EventDraft::new("clash")
                .id(format!("{NAME}2"))
                .when("2023-10-07")
                .from("a")
                .to("b")
                .place("here")
                .note(NAME),
        )
        .build();
    ActorGraph::new(record.expect("hostile is not wrong"))
}
