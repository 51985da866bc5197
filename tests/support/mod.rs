//! What tests share.

pub mod strategies;
