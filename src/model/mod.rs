//! The words: what can be said about the actors of a conflict.
