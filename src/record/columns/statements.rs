//! The tables of statements, and of the actors, places and sources that they name.

use super::schema::ColumnType::{Count, Day, Text, Texts, Truth};
use super::schema::{ColumnSchema, TableSchema};
use super::shared::{
    CERTAINTY_RANK, CLAIMANTS, END_MAX, END_MIN, END_STATE, GOES_ON, HAPPENING, HEDGE, NOTE,
    PUBLISHED_MAX, PUBLISHED_MIN, PUBLISHED_STATE, RELATION_KIND, RELATION_SIGN, START_MAX,
    START_MIN, START_STATE, STATEMENT,
};

const ID: ColumnSchema = ColumnSchema::always("id", Text, "its id");
const ID_GIVEN: ColumnSchema = ColumnSchema::always(
    "id_given",
    Truth,
    "whether the record gives it that id, or it is made of the content",
);
const SIDE_A: ColumnSchema = ColumnSchema::maybe(
    "side_a",
    Texts,
    "who stands on one side: of a directed one who acts; of one alone all of them; `NULL`: it has not two sides",
);
const SIDE_B: ColumnSchema = ColumnSchema::maybe(
    "side_b",
    Texts,
    "who stands on the other; of one alone nobody; `NULL` where `side_a` is",
);
const CERTAINTY: ColumnSchema = ColumnSchema::always(
    "certainty",
    Text,
    "how sure the statement is: `denied`, `planned`, `alleged`, `claimed`, `reported`, `confirmed`",
);
const SOURCES: ColumnSchema = ColumnSchema::always("sources", Texts, "where it comes from");
const KNOWN_MIN: ColumnSchema = ColumnSchema::maybe(
    "known_min",
    Day,
    "first day from which it can be known: the earliest publication of its sources; `NULL`: not bounded",
);
const KNOWN_MAX: ColumnSchema = ColumnSchema::maybe(
    "known_max",
    Day,
    "from this day on it certainly is; `NULL`: see `known_state`",
);
const KNOWN_STATE: ColumnSchema = ColumnSchema::always(
    "known_state",
    Text,
    "`always`: no source has a day; `known`: from these days, and where `known_max` is `NULL` on no day for certain",
);
const WITHDRAWN_MIN: ColumnSchema = ColumnSchema::maybe(
    "withdrawn_min",
    Day,
    "first possible day of its withdrawal; `NULL`: see `withdrawn_state`",
);
const WITHDRAWN_MAX: ColumnSchema = ColumnSchema::maybe(
    "withdrawn_max",
    Day,
    "from this day on it certainly is withdrawn; `NULL`: see `withdrawn_state`",
);
const WITHDRAWN_STATE: ColumnSchema = ColumnSchema::always(
    "withdrawn_state",
    Text,
    "`never`; `always`: on all days, by what has no day; `withdrawn`: on these days, a bound that is `NULL` being none",
);
const REASON: ColumnSchema = ColumnSchema::maybe("reason", Text, "why it came to it");
const CLASS: ColumnSchema = ColumnSchema::always("class", Text, "`relation` or `event`");

pub(super) const RELATIONS: TableSchema = TableSchema {
    name: "relations",
    row: "A relation a row, as one statement has it.",
    columns: &[
        ID,
        ID_GIVEN,
        ColumnSchema::always(
            "relation",
            Text,
            "the id of the first statement that tells of the same: one for each relation that is told several times",
        ),
        ColumnSchema::always(
            "tellings",
            Count,
            "how many statements tell of the same, itself counted",
        )
        .in_unit("statements"),
        RELATION_KIND,
        RELATION_SIGN,
        ColumnSchema::always("form", Text, "`directed`, `mutual` or `sided`"),
        SIDE_A,
        SIDE_B,
        ColumnSchema::maybe("role", Text, "the role of a member, or what tie it is"),
        ColumnSchema::always("support", Texts, "what support consists of"),
        CERTAINTY,
        CERTAINTY_RANK,
        CLAIMANTS,
        HEDGE,
        SOURCES,
        KNOWN_MIN,
        KNOWN_MAX,
        KNOWN_STATE,
        WITHDRAWN_MIN,
        WITHDRAWN_MAX,
        WITHDRAWN_STATE,
        ColumnSchema::maybe("starts", Text, "its first day, as the record has it"),
        ColumnSchema::maybe(
            "ends",
            Text,
            "the first day on which it no longer holds, as the record has it; `..` is ongoing",
        ),
        START_MIN,
        START_MAX,
        END_MIN,
        END_MAX,
        GOES_ON,
        START_STATE,
        END_STATE,
        REASON,
        NOTE,
        ColumnSchema::maybe(
            "holds",
            Text,
            "how it holds in the view that was written, `certainly` or `possibly`; `NULL`: the view does not show it",
        ),
    ],
};

pub(super) const EVENTS: TableSchema = TableSchema { name: "events", row: "An event a row, as one statement has it.", columns: &[
    ID,
    ID_GIVEN,
    ColumnSchema::always("happening", Text, "the id of the first statement that tells of the same: one for each happening"),
    ColumnSchema::always("tellings", Count, "how many statements tell of the same happening, itself counted").in_unit("statements"),
    ColumnSchema::always("kind", Text, "what it was: a word of the list of kinds of events"),
    ColumnSchema::always("sign", Text, "`negative` or `neutral`"),
    ColumnSchema::always("is_violent", Truth, "whether a total of deaths asks for its figure"),
    ColumnSchema::always("form", Text, "`directed`, `mutual`, `sided` or `alone`"),
    ColumnSchema::always("jointly", Truth, "whether those who were hit stood together"),
    ColumnSchema::always("pairs", Count, "how many pairs of actors it ties").in_unit("pairs"),
    ColumnSchema::maybe("pair_a", Text, "of its only pair the actor that acts, or the first by key; `NULL`: it has none, or several"),
    ColumnSchema::maybe("pair_b", Text, "of its only pair the other actor"),
    SIDE_A,
    SIDE_B,
    ColumnSchema::maybe("place", Text, "where it was, if at one place"),
    ColumnSchema::always("places", Texts, "where it was: keys of places"),
    CERTAINTY,
    CERTAINTY_RANK,
    CLAIMANTS,
    HEDGE,
    SOURCES,
    KNOWN_MIN,
    KNOWN_MAX,
    KNOWN_STATE,
    WITHDRAWN_MIN,
    WITHDRAWN_MAX,
    WITHDRAWN_STATE,
    ColumnSchema::maybe("happened", Text, "when it was, as the record has it"),
    ColumnSchema::always("day_state", Text, "`day`: known as a day; `range`: some day from `day_min` to `day_max`; `one-of`: one of several days; `several`: on several days; `unknown`: it may have been on any"),
    ColumnSchema::maybe("day_min", Day, "its first possible day; `NULL`: not bounded"),
    ColumnSchema::maybe("day_max", Day, "its last possible day; `NULL`: not bounded"),
    ColumnSchema::maybe("year", Count, "the year of `day_min`; `NULL` where that is").in_unit("year"),
    ColumnSchema::maybe("killed_low", Count, "people killed, lowest figure of this statement").in_unit("people"),
    ColumnSchema::maybe("killed_best", Count, "best figure; `NULL`: none, or a range alone").in_unit("people"),
    ColumnSchema::maybe("killed_high", Count, "highest figure").in_unit("people"),
    ColumnSchema::always("killed_state", Text, "`known`, `range` (no best figure) or `unknown` (no figure, which is not zero)"),
    ColumnSchema::maybe("killed_certainty", Text, "how sure the figures are: their own certainty, else that of the statement; `NULL`: no figure"),
    ColumnSchema::maybe("killed_certainty_rank", Count, "the same as a number, 0 to 5"),
    ColumnSchema::always("killed_claimants", Texts, "who claims the figures"),
    ColumnSchema::maybe("killed_hedge", Text, "the hedge word of the figures"),
    ColumnSchema::maybe("toll_low", Count, "people killed by all statements of the happening together, lowest figure, as the view that was written has it; on the first of them that it shows alone, so that the column can be summed").in_unit("people"),
    ColumnSchema::maybe("toll_best", Count, "best figure").in_unit("people"),
    ColumnSchema::maybe("toll_high", Count, "highest figure").in_unit("people"),
    REASON,
    NOTE,
    ColumnSchema::maybe("holds", Text, "how it is in the view that was written, `certainly` or `possibly`; `NULL`: the view does not show it"),
]};

pub(super) const PARTICIPANTS: TableSchema = TableSchema {
    name: "participants",
    row: "An actor of a statement a row.",
    columns: &[
        STATEMENT,
        CLASS,
        ColumnSchema::always("actor", Text, "the key of the actor"),
        ColumnSchema::always("role", Text, "`from`, `to`, `between`, `side` or `alone`"),
        ColumnSchema::always(
            "side",
            Count,
            "the number of the side, from 1: 1 acts and 2 is hit where it is directed; of `between` each stands on a side of its own",
        ),
    ],
};

pub(super) const LOSSES: TableSchema = TableSchema {
    name: "losses",
    row: "Whose the dead of an event were, as one statement has it: an actor a row, who need not have taken part.",
    columns: &[
        STATEMENT,
        HAPPENING,
        ColumnSchema::always("actor", Text, "whose dead they were"),
        ColumnSchema::always("low", Count, "people killed, lowest figure").in_unit("people"),
        ColumnSchema::maybe("best", Count, "best figure; `NULL`: a range alone").in_unit("people"),
        ColumnSchema::always("high", Count, "highest figure").in_unit("people"),
    ],
};

pub(super) const EVENT_PLACES: TableSchema = TableSchema {
    name: "event_places",
    row: "A place of an event a row.",
    columns: &[
        STATEMENT,
        ColumnSchema::always("place", Text, "the key of the place"),
    ],
};

pub(super) const STATEMENT_SOURCES: TableSchema = TableSchema {
    name: "statement_sources",
    row: "A source of a statement a row.",
    columns: &[
        STATEMENT,
        CLASS,
        ColumnSchema::always("source", Text, "the key of the source"),
        PUBLISHED_MIN,
        PUBLISHED_MAX,
        PUBLISHED_STATE,
    ],
};
