//! Many actors over time: who reaches whom, who fought beside whom, and which events follow each other.

// events
mod event_networks;
mod motifs;
mod rolling;

// families of actors
mod fragmentation;

// ways along ties, in time
mod reach;
mod ways_in_time;

pub use event_networks::EventPair;
pub use fragmentation::{Family, FragmentationStep, Spread};
pub use motifs::{Motif, MotifCensus, MotifCount, MotifStep};
pub use reach::{ReachRule, Reached};
pub use rolling::{Escalation, MeanChange, Measure, RollingWindow};
