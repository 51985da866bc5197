//! What the examples share is tested as the library is.

#[path = "../../examples/support/mod.rs"]
pub(crate) mod support;
