//! The words: what can be said about the actors of a conflict.

// when
mod bounds;
mod covered;
mod day;
mod happened;
mod happening_time;
mod levels;
mod period;
mod readings;
mod tie_time;
mod told;
mod when;
mod when_advice;
mod when_error;
mod when_group;
mod when_mend;
mod when_parse;
#[cfg(test)]
mod when_refused;
mod when_remedy;
mod when_spelling;
mod when_unit;
mod window;

pub use bounds::Bounds;
pub use covered::{Coverage, Covered};
pub use day::Day;
pub(crate) use happened::Happened;
pub(crate) use happening_time::{HappeningLevel, HappeningTime};
pub(crate) use levels::Levels;
pub use period::{End, Period, PeriodProblem};
pub(crate) use readings::{Readings, Spans};
pub(crate) use tie_time::{EndCause, TieLevel, TieTime};
pub(crate) use told::{SplitMeets, Told};
pub use when::When;
pub use when_error::{WhenError, WhenMistake};
pub(crate) use when_parse::is_date;
pub use window::{Holds, Window};

pub(crate) mod shown;
pub(crate) mod synonyms;
pub(crate) mod word;

// what is said: kinds and signs
mod actor_kind;
mod certainty;
mod event_kind;
mod kind;
mod relation_kind;
mod sign;
mod support_form;

// who and where
mod active_period;
mod actor;
mod data_set_ids;
mod ends;
mod ids;
mod place;
mod source;

// the whole statement
mod company;
mod evidence;
mod native;
mod statement;
mod toll;

pub use active_period::ActivePeriod;
pub(crate) use active_period::{keep_apart, time_order};
pub use actor::{Actor, Alias};
pub use actor_kind::ActorKind;
pub use certainty::Certainty;
pub use data_set_ids::DataSetIds;
pub use ends::Ends;
pub use event_kind::EventKind;
pub use evidence::Evidence;
pub use ids::{ActorId, PlaceId, SourceId, StatementId, TieId};
pub use kind::{Kind, Kinds};
pub use native::Native;
pub use place::Place;
pub use relation_kind::RelationKind;
pub use sign::Sign;
pub use source::Source;
pub use statement::{Event, Matter, Relation, Statement};
pub use support_form::SupportForm;
pub use toll::{Deaths, Loss, Toll};
pub use word::UnknownWord;
