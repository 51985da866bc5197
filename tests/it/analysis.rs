//! The floor of analyses, by its answers.

mod signed;
