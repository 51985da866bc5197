//! The model: what a record can say about the actors of a conflict.
//!
//! Every folder uses only the folders above it: the closed lists of words, days as numbers, dates
//! that are as exact as their source, periods and times made of those dates, the entries that a
//! record declares, and last the whole statement.

// dense numbers for what a record holds
mod id_list;
mod ids;
mod short_text;
mod thin;

// closed lists of words
mod words;

// days as numbers, and windows of them
mod days;

// dates as texts
mod dates;

// how long a thing held, and when it happened
mod time;

// actors, sources, places
mod entries;

// one relation or event
mod statements;

pub use dates::{When, WhenError, WhenMistake};
pub use days::{Bounds, Day, Holds, NoDate, NotADay, Step, Window};
pub use entries::{ActivePeriod, Actor, Alias, DataSetIds, Evidence, Native, Place, Source};
pub use id_list::IdList;
pub use ids::{ActorId, PlaceId, SourceId, StatementId, TieId};
pub use short_text::ShortText;
pub use statements::{
    Content, Deaths, Ends, Event, Loss, Losses, Relation, Sides, Statement, Toll,
};
pub use thin::{ThinText, ThinVec};
pub use time::{Coverage, Covered, End, Period, PeriodProblem};
pub use words::{
    ActorKind, Certainty, EventKind, Kind, Kinds, RelationKind, Sign, SupportForm, UnknownWord,
};

pub(crate) use dates::is_date;
pub(crate) use days::{Levels, Readings, Spans, SureDays};
pub(crate) use entries::{keep_apart, time_order};
pub(crate) use time::{
    EndCause, Happened, HappeningLevel, HappeningTime, SplitMeets, StatedPeriod, TieLevel, TieTime,
};
pub(crate) use words::{shown, synonyms, word};
