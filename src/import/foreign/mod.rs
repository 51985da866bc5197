//! Files of other programs into records.

// what they share
mod shared;

// the formats
mod follow_the_money;
mod stix;
