//! What tests share.

pub(crate) mod agree;
pub(crate) mod answers;
pub(crate) mod asked;
pub(crate) mod cases;
pub(crate) mod disagree;
pub(crate) mod everything;
pub(crate) mod example;
pub(crate) mod oracle;
pub(crate) mod reports;
pub(crate) mod strategies;
pub(crate) mod tiny;
pub(crate) mod worlds;
