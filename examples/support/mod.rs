//! What the examples share: options, the record, words, and a page of text.

#![allow(dead_code, reason = "no example uses all of it")]

pub(crate) mod citations;
pub(crate) mod cost;
pub(crate) mod coverage;
pub(crate) mod data_set;
pub(crate) mod ends;
pub(crate) mod filters;
pub(crate) mod network;
pub(crate) mod options;
pub(crate) mod page;
pub(crate) mod record;
pub(crate) mod render;
pub(crate) mod replace;
pub(crate) mod span;
pub(crate) mod spectra;
pub(crate) mod standing;
pub(crate) mod standing_as_one;
pub(crate) mod stop;
pub(crate) mod table;
pub(crate) mod tolls;
pub(crate) mod unsigned;
pub(crate) mod whose;
pub(crate) mod words;
pub(crate) mod wrap;

use options::{Options, Spec};
use std::fmt::Write;
use std::process::ExitCode;
use stop::Stop;

/// Reads the command line, does the work and says how it went.
pub(crate) fn run(spec: &Spec, work: impl FnOnce(&Options) -> Result<(), Stop>) -> ExitCode {
    let answer = |options: Options| {
        citations::choose(&options)?;
        work(&options)
    };
    match Options::read(spec, std::env::args_os().skip(1)).and_then(answer) {
        Ok(()) => ExitCode::SUCCESS,
        Err(stop) => stop.exit(spec),
    }
}

/// Answers as JSON; what could steer or turn the line of a terminal is escaped.
pub(crate) fn json(answers: &impl serde::Serialize) -> String {
    let json = serde_json::to_string_pretty(answers).expect("answers are made of plain values");
    let mut shown = String::with_capacity(json.len() + 1);
    for c in json.chars() {
        if (c.is_control() && c != '\n') || wrap::is_turning(c) {
            // a string takes whatever is written to it
            let _ = write!(shown, "\\u{:04x}", u32::from(c));
        } else {
            shown.push(c);
        }
    }
    shown + "\n"
}
