//! From a newsroom's notes to a dated page: the program of [the page of that name](notes-to-page.md).

#![expect(clippy::print_stdout, reason = "a program prints what it finds")]

use factions::{ActorGraph, Record, date};
use std::error::Error;

const NOTES: &str = r#"
[record]
title  = "The CSP in the autumn of 2023"
as_of  = "2023-10-31"
source = "crisiswatch"

[sources.crisiswatch]
publisher = "International Crisis Group"
title     = "CrisisWatch: Mali, October 2023"
published = "early 2023-11"

[sources.rome]
publisher = "Coordination of Azawad Movements and the Platform"
title     = "Rome declaration on the Permanent Strategic Framework"
published = "2021-05"

[actors]
csp  = { name = "Permanent Strategic Framework", short = "CSP", kind = "coalition" }
cma  = { name = "Coordination of Azawad Movements", short = "CMA", kind = "coalition" }
msa  = { name = "Movement for the Salvation of Azawad", short = "MSA", kind = "armed-group" }
army = { name = "Malian Armed Forces", short = "FAMa", kind = "state-force" }
jnim = { name = "Group for the Support of Islam and Muslims", short = "JNIM", kind = "armed-group" }

[places]
sibo = { name = "Sibo", region = "Bandiagara", country = "ML" }

[[relations]]
id     = "cma-in-csp"
kind   = "membership"
from   = "cma"
to     = "csp"
start  = "2021-05"
end    = ".."
source = ["crisiswatch", "rome"]

[[relations]]
id     = "msa-in-csp"
kind   = "membership"
from   = "msa"
to     = "csp"
start  = "2021-05"
source = ["crisiswatch", "rome"]

[[events]]
id     = "msa-leaves-csp"
kind   = "split"
when   = "late 2023-09"
from   = "csp"
to     = "msa"
by     = "msa"
reason = "the CMA's bellicose stance towards the government"

[[events]]
id     = "ambush-near-sibo"
kind   = "clash"
when   = "2023-10-10"
from   = "jnim"
to     = "army"
place  = "sibo"
killed = { best = 10, certainty = "claimed", by = "jnim" }
"#;

fn main() -> Result<(), Box<dyn Error>> {
    let hasty = NOTES.replace("to     = \"army\"", "to     = \"armi\"");
    if let Err(problems) = Record::from_toml(&hasty) {
        println!("A hasty draft:\n{problems}\n");
    }

    let graph = ActorGraph::new(Record::from_toml(NOTES)?);

    let csp = graph.actor("CSP")?;
    for day in [date(2023, 9, 1), date(2023, 9, 25), date(2023, 10, 15)] {
        println!("On {day}:");
        for member in graph.at(day).members(csp) {
            println!("- {member}");
        }
    }

    let autumn = graph.during(date(2023, 9, 1)..date(2023, 11, 1));
    for day in [date(2023, 10, 15), date(2023, 11, 10)] {
        let changes = autumn.known_on(day).changes();
        println!(
            "\nChanges in September and October, as known on {day}: {}",
            changes.len()
        );
        for change in changes {
            println!("- {change}");
        }
    }
    println!("\nKilled: {}", autumn.toll());
    let reported = autumn.at_least(factions::Certainty::Reported);
    println!("Killed, without claims: {}", reported.toll());

    let page = autumn.known_on(date(2023, 11, 10)).to_timeline();
    let page = page
        .title("The CSP in the autumn of 2023, as known on 10 November")
        .to_html();
    if page.left_out.is_empty() {
        println!("\nThe page holds all of it.");
    } else {
        println!("\nLeft out of the page:\n{}", page.left_out);
    }
    match std::env::args().nth(1) {
        Some(path) => std::fs::write(path, &page.content)?,
        None => println!("Name a file to have the page written: page.html"),
    }
    Ok(())
}
