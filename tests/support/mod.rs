//! What tests share.

pub(crate) mod oracle;
pub mod strategies;
pub(crate) mod tiny;
