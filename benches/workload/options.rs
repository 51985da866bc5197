//! What the caller of a bench asks for: numbers, each under a name.

use std::process::ExitCode;

/// Runs a bench, and says what went wrong.
pub(crate) fn run(bench: impl FnOnce() -> Result<(), String>) -> ExitCode {
    match bench() {
        Ok(()) => ExitCode::SUCCESS,
        Err(message) => {
            eprintln!("{message}");
            ExitCode::FAILURE
        }
    }
}

/// The numbers under some names, such as `--events`, each with what it is if nothing is said.
pub(crate) fn numbers<const N: usize>(known: [(&str, u32); N]) -> Result<[u32; N], String> {
    let mut numbers = known.map(|(_, usual)| usual);
    let mut words = std::env::args().skip(1);
    while let Some(word) = words.next() {
        // cargo's own
        if word == "--bench" {
            continue;
        }
        let place = known.iter().position(|(name, _)| *name == word);
        let place = place.ok_or_else(|| format!("there is no option `{word}`"))?;
        let number = words.next().and_then(|word| word.parse::<u32>().ok());
        let number = number.filter(|&number| number > 0);
        numbers[place] = number.ok_or_else(|| format!("`{word}` needs a number above 0"))?;
    }
    Ok(numbers)
}
