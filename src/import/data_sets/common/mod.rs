//! What every family of formats knows: the choices, the data sets, and how rows are taken.
//!
//! `options` has the choices of whoever reads, `recognise` the headers by which a file is known, and
//! `family` what the readers of formats have in common.

pub(super) mod family;
pub(super) mod options;
pub(super) mod recognise;
