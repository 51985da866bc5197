//! Files for platforms of investigators, with what they have no field for beside it.

// the forms
mod follow_the_money;
mod ftm_entity;
mod stix;
mod stix_bundle;
mod stix_words;

// what goes beside
mod carried;
mod name_id;
mod native;
mod strangers;
