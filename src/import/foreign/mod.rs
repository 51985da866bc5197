//! Files of other programs into records.

// shared parts
mod carried;
mod shared;

// FollowTheMoney
mod follow_the_money;
mod ftm_dates;
mod ftm_entity;
mod ftm_links;
mod ftm_schemata;

// STIX
mod stix;
