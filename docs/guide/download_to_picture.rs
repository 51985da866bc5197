//! From a download to a picture: the program of [the page of that name](download-to-picture.md).

#![expect(clippy::print_stdout, reason = "a program prints what it finds")]

use factions::import::Crosswalk;
use factions::import::data_sets::DataSetReader;
use factions::{ActorGraph, RankBy, Record, Step};
use std::error::Error;

fn main() -> Result<(), Box<dyn Error>> {
    let record = Record::load("examples/data/northland.toml")?;
    let rows = "examples/data/northland-ged.csv";
    let reader = || DataSetReader::new().beside("northland.toml", &record);
    let first = reader().load(rows)?;

    println!("{}\n", first.report);

    let crosswalk = Crosswalk::from_toml("[ucdp]\n9003 = \"river-front\"\n")?;
    let import = reader().crosswalk(crosswalk).load(rows)?;
    println!(
        "With the crosswalk: {} rows read, {} made, {} set aside.\n",
        import.report.read, import.report.made, import.report.set_aside,
    );

    let graph = ActorGraph::new(import.record);
    let view = graph.ever();
    println!("By year:\n{}", view.series(Step::Year));
    println!(
        "The deadliest pairs:\n{}",
        view.top_dyads(RankBy::Deaths, 2)
    );

    let pact = view.coalition_as_one(graph.actor("river-pact")?);
    println!("The River Pact with its members: {}\n", pact.toll());

    let chart = view.to_series_chart(Step::Year).deaths().by_dyad();
    let svg = chart
        .title("Northland: deaths by year (invented rows)")
        .to_svg();
    match std::env::args().nth(1) {
        Some(path) => std::fs::write(path, &svg.content)?,
        None => println!("Name a file to have the picture written: deaths.svg"),
    }
    // characters that a picture cannot hold would be counted here
    assert!(svg.left_out.is_empty());
    Ok(())
}
