//! Closed lists of words: what an actor is, how a tie is called, how sure a statement is.
//!
//! `word` has the macro that declares such a list, so it is read first; a list is then a table. `kind`
//! puts relations and events together and gives sets of kinds; `synonyms` and `shown` serve messages.

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
