//! Files for platforms of investigators, which carry the entries that these have no fields for.

// the formats
mod follow_the_money;
mod ftm_entity;
mod stix;
mod stix_bundle;
mod stix_words;

// the carried entries
mod carried;
mod name_id;
mod native;
mod strangers;
