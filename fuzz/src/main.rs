//! Laws of the crate, tried on bytes that a machine makes up: by plain mutation, or under libFuzzer.
//!
//! `fuzz/README.md` says how it is run and what it found.

#![cfg_attr(fuzzing, no_main)]

mod campaign;
mod dice;
mod mutate;
mod shrink;
mod targets;

#[path = "../../tests/support/mod.rs"]
#[allow(
    dead_code,
    unused_imports,
    unreachable_pub,
    reason = "the tests ask for more of it"
)]
mod support;

#[cfg(fuzzing)]
libfuzzer_sys::fuzz_target!(|bytes: &[u8]| {
    static TARGET: std::sync::LazyLock<targets::Target> = std::sync::LazyLock::new(|| {
        let name = std::env::var("FACTIONS_TARGET").expect("FACTIONS_TARGET names a target");
        targets::named(&name).expect("there is such a target")
    });
    (TARGET.run)(bytes);
});

#[cfg(not(fuzzing))]
fn main() -> std::process::ExitCode {
    campaign::main()
}
