//! The floor of analyses, by its answers.

mod histories;
mod signed;
