//! Closed lists of words: kinds of actors, relations and events, certainties, signs.
//!
//! Read `word` first: its macro declares such a list, and each list is then a table. `kind` joins
//! the kinds of relations and of events, and has sets of kinds. `synonyms` and `shown` serve error
//! messages.

// how a list is declared, and what is shown of a text
pub(crate) mod shown;
pub(crate) mod synonyms;
pub(crate) mod word;

// the lists
mod actor_kind;
mod certainty;
mod event_kind;
mod relation_kind;
mod sign;
mod support_form;

// relations and events together
mod kind;

pub use actor_kind::ActorKind;
pub use certainty::Certainty;
pub use event_kind::EventKind;
pub use kind::{Kind, Kinds};
pub use relation_kind::RelationKind;
pub(super) use shown::shown;
pub use sign::Sign;
pub use support_form::SupportForm;
pub use word::UnknownWord;
