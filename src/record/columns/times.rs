//! The tables of time: days of events, periods of ties and memberships.

use super::schema::ColumnType::{Count, Day, Text, Truth};
use super::schema::{ColumnSchema, TableSchema};
use super::shared::{
    CERTAINTY_RANK, END_MAX, END_MIN, END_STATE, GOES_ON, HAPPENING, RELATION_KIND, RELATION_SIGN,
    START_MAX, START_MIN, START_STATE, STATEMENT,
};

const IS_DIRECTED: ColumnSchema = ColumnSchema::always(
    "is_directed",
    Truth,
    "whether it reads from one to the other",
);
const KNOWN: ColumnSchema = ColumnSchema::always(
    "known",
    Text,
    "whether one that tells of it so is known: `certainly` or `possibly`",
);
const WAY: ColumnSchema = ColumnSchema::always(
    "way",
    Count,
    "the number of the way in which it may have been, from 1",
);

pub(super) const PAIRS: TableSchema = TableSchema {
    name: "pairs",
    row: "A pair of actors that an event ties a row, as one statement has it.",
    columns: &[
        STATEMENT,
        HAPPENING,
        ColumnSchema::always(
            "actor_a",
            Text,
            "who acts; where it has no direction the first by key",
        ),
        ColumnSchema::always("actor_b", Text, "whom it hits; else the other"),
        IS_DIRECTED,
    ],
};

pub(super) const EVENT_DAYS: TableSchema = TableSchema {
    name: "event_days",
    row: "Days of an event that two days in `events` cannot say, a range of days a row: of one told several times, and of one with several days.",
    columns: &[
        HAPPENING,
        STATEMENT,
        ColumnSchema::always(
            "certainty",
            Text,
            "by what is at least so sure; the weakest of a happening is by all that tells of it",
        ),
        CERTAINTY_RANK,
        KNOWN,
        ColumnSchema::always(
            "in_every_way",
            Truth,
            "whether it is so, as this statement says it, in every way in which it may have been",
        ),
        WAY,
        ColumnSchema::always(
            "is_several",
            Truth,
            "whether in this way it was on all of these days, and not on one of them",
        ),
        ColumnSchema::maybe(
            "day_min",
            Day,
            "the first day of the range; `NULL`: not bounded",
        ),
        ColumnSchema::maybe(
            "day_max",
            Day,
            "the last day of the range; `NULL`: not bounded",
        ),
    ],
};

pub(super) const TIES: TableSchema = TableSchema {
    name: "ties",
    row: "When a pair of actors was tied by a relation, after the ends of actors, mergers and splits: a way in which it may have been a row.",
    columns: &[
        ColumnSchema::always(
            "tie",
            Count,
            "the number of the tie in this view; what is told several times is one tie",
        ),
        ColumnSchema::always("statement", Text, "the first statement that tells of it"),
        ColumnSchema::always(
            "relation",
            Text,
            "the id of the relation, as in `relations`",
        ),
        ColumnSchema::always(
            "actor_a",
            Text,
            "who joins, supports, hosts; where it has no direction the first by key",
        ),
        ColumnSchema::always("actor_b", Text, "the other"),
        IS_DIRECTED,
        RELATION_KIND,
        RELATION_SIGN,
        ColumnSchema::always(
            "certainty",
            Text,
            "by what is at least so sure; the weakest of a tie is by all that tells of it",
        ),
        CERTAINTY_RANK,
        KNOWN,
        WAY,
        START_MIN,
        START_MAX,
        END_MIN,
        END_MAX,
        GOES_ON,
        START_STATE,
        END_STATE,
        ColumnSchema::maybe(
            "ended_by",
            Text,
            "what ended it apart from its own end: the id of an event, or `end of` a key",
        ),
        ColumnSchema::always(
            "rests_alone",
            Truth,
            "whether its days are those of its one statement in `relations`, whichever other statements and sources are asked",
        ),
    ],
};

pub(super) const MEMBERS: TableSchema = TableSchema {
    name: "members",
    row: "On which days one actor was in another, through nested ones too: a span of days a row.",
    columns: &[
        ColumnSchema::always("member", Text, "the member or part"),
        ColumnSchema::always("whole", Text, "the coalition or whole"),
        ColumnSchema::always(
            "links",
            Text,
            "`membership`: through memberships alone; `part-of`: through parts alone; `any`: through both",
        ),
        ColumnSchema::always("steps", Count, "how many links the shortest chain has")
            .in_unit("links"),
        ColumnSchema::always("certainty", Text, "by chains that are at least so sure"),
        CERTAINTY_RANK,
        ColumnSchema::always(
            "holds",
            Text,
            "`certainly`: it was one on all of these days; `possibly`: it can have been on each of them, those that are certain among them",
        ),
        ColumnSchema::maybe(
            "day_min",
            Day,
            "the first day of the span; `NULL`: not bounded",
        ),
        ColumnSchema::maybe(
            "day_max",
            Day,
            "the last day of the span; `NULL`: not bounded",
        ),
    ],
};
