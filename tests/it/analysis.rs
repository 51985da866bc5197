//! The floor of analyses, by its answers.

mod balance;
mod histories;
mod network;
mod signed;
<<<<<<< HEAD
#[cfg(feature = "linear-algebra")]
mod spectral;
=======
mod turning;
>>>>>>> f368aea (Find first clashes, sides of events, common enemies, and what escalates)
