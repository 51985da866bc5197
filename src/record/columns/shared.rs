//! Columns that several tables share.

use super::schema::ColumnSchema;
use super::schema::ColumnType::{Count, Day, Text, Texts, Truth};

pub(super) const NOTE: ColumnSchema = ColumnSchema::maybe("note", Text, "a remark");
pub(super) const START_MIN: ColumnSchema = ColumnSchema::maybe(
    "start_min",
    Day,
    "the first day on which it can have begun; `NULL`: not bounded",
);
pub(super) const START_MAX: ColumnSchema = ColumnSchema::maybe(
    "start_max",
    Day,
    "the last day on which it can have begun; `NULL`: not bounded",
);
pub(super) const END_MIN: ColumnSchema = ColumnSchema::maybe(
    "end_min",
    Day,
    "the first day of which it can be that it no longer holds; `NULL`: not bounded, see `goes_on`",
);
pub(super) const END_MAX: ColumnSchema = ColumnSchema::maybe(
    "end_max",
    Day,
    "the last day of which it can be that it no longer holds; `NULL`: not bounded",
);
pub(super) const GOES_ON: ColumnSchema = ColumnSchema::always(
    "goes_on",
    Truth,
    "whether it never ends, so far as is known: an *ongoing* one without a day for which that is said",
);
pub(super) const PUBLISHED_MIN: ColumnSchema = ColumnSchema::maybe(
    "published_min",
    Day,
    "first possible day of its publication; `NULL`: not known, or not bounded",
);
pub(super) const PUBLISHED_MAX: ColumnSchema =
    ColumnSchema::maybe("published_max", Day, "last possible one; the same");
pub(super) const PUBLISHED_STATE: ColumnSchema = ColumnSchema::always(
    "published_state",
    Text,
    "`known`, or `unknown`: what rests on it alone counts as always known",
);
pub(super) const CERTAINTY_RANK: ColumnSchema =
    ColumnSchema::always("certainty_rank", Count, "the same as a number, 0 to 5");
pub(super) const CLAIMANTS: ColumnSchema = ColumnSchema::always(
    "claimants",
    Texts,
    "who claims, alleges, plans or announced it: keys of actors",
);
pub(super) const HEDGE: ColumnSchema =
    ColumnSchema::maybe("hedge", Text, "the source's own hedge word");
pub(super) const START_STATE: ColumnSchema = ColumnSchema::always(
    "start_state",
    Text,
    "`known` or `unknown`: whether anything is said of its start",
);
pub(super) const END_STATE: ColumnSchema = ColumnSchema::always(
    "end_state",
    Text,
    "`known`, `ongoing` or `unknown`; `known` wherever `end_max` is a day",
);
pub(super) const STATEMENT: ColumnSchema =
    ColumnSchema::always("statement", Text, "the id of the statement");
pub(super) const RELATION_KIND: ColumnSchema = ColumnSchema::always(
    "kind",
    Text,
    "what it is: a word of the list of kinds of relations",
);
pub(super) const RELATION_SIGN: ColumnSchema =
    ColumnSchema::always("sign", Text, "`positive`, `negative` or `neutral`");
pub(super) const HAPPENING: ColumnSchema =
    ColumnSchema::always("happening", Text, "the id of what happened, as in `events`");
