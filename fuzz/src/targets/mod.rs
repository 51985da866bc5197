//! The targets: each takes any bytes, and panics where a law does not hold.

mod asked;
mod laws;
mod pictures;
mod readers;
mod seeds;
mod tables;

/// What is tried, and on what.
#[derive(Debug, Clone)]
pub(crate) struct Target {
    pub(crate) name: &'static str,
    /// Tries an input; says what sort of outcome it had, so that a new sort can be gone on from.
    pub(crate) run: fn(&[u8]) -> u64,
    /// What is mutated at first, beside the corpus on disk.
    pub(crate) seeds: fn() -> Vec<Vec<u8>>,
    /// Words that mean something there.
    pub(crate) words: &'static [&'static str],
}

/// All of them, in the order in which they are listed.
pub(crate) fn all() -> Vec<Target> {
    let target = |name, run, seeds, words| Target {
        name,
        run,
        seeds,
        words,
    };
    vec![
        target("toml", readers::toml, seeds::toml, seeds::RECORD_WORDS),
        target("json", readers::json, seeds::json, seeds::RECORD_WORDS),
        target(
            "json-lines",
            readers::json_lines,
            seeds::json_lines,
            seeds::RECORD_WORDS,
        ),
        target("csv", tables::csv, seeds::csv, seeds::RECORD_WORDS),
        target(
            "follow-the-money",
            readers::follow_the_money,
            seeds::follow_the_money,
            seeds::ENTITY_WORDS,
        ),
        target("stix", readers::stix, seeds::stix, seeds::OBJECT_WORDS),
        target(
            "data-sets",
            tables::data_sets,
            seeds::data_sets,
            seeds::CELL_WORDS,
        ),
        target(
            "crosswalk",
            readers::crosswalk,
            seeds::crosswalk,
            seeds::CELL_WORDS,
        ),
        target("when", readers::when, seeds::when, seeds::DATE_WORDS),
        target("merge", readers::merge, seeds::merge, seeds::RECORD_WORDS),
        target("bulk", asked::bulk, seeds::noise, &[]),
        target("structured", asked::structured, seeds::noise, &[]),
        target("pictures", pictures::pictures, seeds::texts, &[]),
    ]
}

pub(crate) fn named(name: &str) -> Option<Target> {
    all().into_iter().find(|target| target.name == name)
}
