//! What is kept so that it can be found again: `ids` the statement of each id, `tolls` equal tolls.

mod ids;
mod tolls;

pub(super) use ids::Ids;
pub(super) use tolls::Tolls;
