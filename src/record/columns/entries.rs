//! The tables for the record itself, sources, actors and places.

use super::schema::ColumnType::{Count, Day, Number, Text, Texts};
use super::schema::{ColumnSchema, TableSchema};
use super::shared::{
    CERTAINTY_RANK, CLAIMANTS, END_MAX, END_MIN, END_STATE, GOES_ON, HEDGE, NOTE, PUBLISHED_MAX,
    PUBLISHED_MIN, PUBLISHED_STATE, START_MAX, START_MIN, START_STATE,
};

const TITLE: ColumnSchema = ColumnSchema::maybe("title", Text, "its title");
const KEY: ColumnSchema = ColumnSchema::always("key", Text, "its key");
const COUNTRY: ColumnSchema = ColumnSchema::maybe("country", Text, "ISO 3166 alpha-2");

pub(super) const RECORD: TableSchema = TableSchema {
    name: "record",
    row: "The record itself, in one row.",
    columns: &[
        ColumnSchema::always("columns_version", Count, "the version of these tables: 1"),
        ColumnSchema::always(
            "written",
            Text,
            "`graph`: every statement, its days and marks those of all time; `view`: what some view shows",
        ),
        TITLE,
        ColumnSchema::maybe("as_of", Day, "the day for which it speaks"),
        ColumnSchema::always("sources", Texts, "the sources of what names none"),
    ],
};

pub(super) const COVERAGE: TableSchema = TableSchema {
    name: "coverage",
    row: "A span of days of which the record speaks of events: one, or one for each record that was merged.",
    columns: &[
        ColumnSchema::maybe(
            "start_min",
            Day,
            "first possible first day; `NULL`: not bounded",
        ),
        ColumnSchema::maybe(
            "start_max",
            Day,
            "last possible first day; `NULL`: not bounded",
        ),
        ColumnSchema::maybe(
            "end_min",
            Day,
            "first possible first day that is not covered; `NULL`: not bounded",
        ),
        ColumnSchema::maybe("end_max", Day, "last possible one; `NULL`: not bounded"),
    ],
};

pub(super) const SOURCES: TableSchema = TableSchema {
    name: "sources",
    row: "A source a row.",
    columns: &[
        KEY,
        ColumnSchema::maybe("publisher", Text, "who published it"),
        TITLE,
        ColumnSchema::maybe(
            "published",
            Text,
            "when it was published, as the record has it",
        ),
        PUBLISHED_MIN,
        PUBLISHED_MAX,
        PUBLISHED_STATE,
        ColumnSchema::maybe("url", Text, "where it can be read"),
        NOTE,
    ],
};

pub(super) const ACTORS: TableSchema = TableSchema {
    name: "actors",
    row: "An actor a row.",
    columns: &[
        KEY,
        ColumnSchema::always("name", Text, "its full name"),
        ColumnSchema::maybe("short", Text, "its short name"),
        ColumnSchema::always(
            "kind",
            Text,
            "what it is: a word of the list of kinds of actors",
        ),
        COUNTRY,
        ColumnSchema::always("tags", Texts, "free words"),
        ColumnSchema::always(
            "ids",
            Texts,
            "by which ids other data sets know it: `DATA-SET=ID`",
        ),
        ColumnSchema::always(
            "certainty",
            Text,
            "how sure its entry is: `denied`, `planned`, `alleged`, `claimed`, `reported`, `confirmed`",
        ),
        CERTAINTY_RANK,
        CLAIMANTS,
        HEDGE,
        ColumnSchema::always("sources", Texts, "where its entry comes from"),
        NOTE,
        START_MIN,
        START_MAX,
        END_MIN,
        END_MAX,
        GOES_ON,
        ColumnSchema::maybe(
            "holds",
            Text,
            "how it exists in the view that was written, `certainly` or `possibly`; `NULL`: the view does not show it",
        ),
    ],
};

pub(super) const ALIASES: TableSchema = TableSchema {
    name: "aliases",
    row: "Another name of an actor a row.",
    columns: &[
        ColumnSchema::always("actor", Text, "whose name it is"),
        ColumnSchema::always("name", Text, "the name"),
        ColumnSchema::maybe("lang", Text, "its language, as a BCP 47 tag"),
        START_MIN,
        START_MAX,
        END_MIN,
        END_MAX,
        GOES_ON,
        START_STATE,
        END_STATE,
    ],
};

pub(super) const PERIODS: TableSchema = TableSchema {
    name: "periods",
    row: "An active period of an actor a row, as the view knows it; at least one of each actor.",
    columns: &[
        ColumnSchema::always("actor", Text, "whose it is"),
        ColumnSchema::always("period", Count, "its number, from 1, by time"),
        START_MIN,
        START_MAX,
        END_MIN,
        END_MAX,
        GOES_ON,
    ],
};

pub(super) const PLACES: TableSchema = TableSchema {
    name: "places",
    row: "A place a row.",
    columns: &[
        KEY,
        ColumnSchema::always("name", Text, "its name"),
        ColumnSchema::maybe("region", Text, "the region it lies in"),
        COUNTRY,
        ColumnSchema::maybe("latitude", Number, "how far north").in_unit("degrees, WGS 84"),
        ColumnSchema::maybe("longitude", Number, "how far east").in_unit("degrees, WGS 84"),
        NOTE,
    ],
};

pub(super) const ENTRIES: TableSchema = TableSchema {
    name: "entries",
    row: "An entry of the record a row, as a line of JSON Lines has it: all of the record, so that it can be read back.",
    columns: &[
        ColumnSchema::always("number", Count, "the place of the line, from 0"),
        ColumnSchema::always(
            "class",
            Text,
            "`record`, `source`, `actor`, `place`, `relation`, `event`, or `end` of the last line",
        ),
        ColumnSchema::maybe(
            "key",
            Text,
            "the key of a source, actor or place, the id of a statement",
        ),
        ColumnSchema::always("entry", Text, "the line"),
    ],
};
