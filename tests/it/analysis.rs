//! The floor of analyses, by its answers.

mod balance;
mod camps;
mod frustration;
mod histories;
#[cfg(feature = "linear-algebra")]
mod independent;
mod network;
mod published;
mod several;
mod signed;
#[cfg(feature = "linear-algebra")]
mod spectral;
mod spread;
mod turning;
mod windows;
