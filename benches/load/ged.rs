//! Rows in the layout of UCDP GED, made up: 49 columns, about 700 bytes a row.
//!
//! 1,500 dyads, the first ones far more often, 30,000 places, a fifth of the days spans, three figures and
//! the deaths of each side, texts of articles with commas and quotes in them.

use super::dice::Dice;
use std::fmt::Write as _;
use std::io::{self, Write};

/// Text takes whatever is written to it.
const TAKES: &str = "text takes it";

const HEADER: &str = "id,relid,year,active_year,code_status,type_of_violence,conflict_dset_id,conflict_new_id,\
conflict_name,dyad_dset_id,dyad_new_id,dyad_name,side_a_dset_id,side_a_new_id,side_a,side_b_dset_id,\
side_b_new_id,side_b,number_of_sources,source_article,source_office,source_date,source_headline,\
source_original,where_prec,where_coordinates,where_description,adm_1,adm_2,latitude,longitude,geom_wkt,\
priogrid_gid,country,country_id,region,event_clarity,date_prec,date_start,date_end,deaths_a,deaths_b,\
deaths_civilians,deaths_unknown,best,high,low,gwnoa,gwnob";

const GOVERNMENTS: u32 = 60;
const ACTORS: u32 = 1_200;
const DYADS: u32 = 1_500;
const PLACES: u32 = 30_000;
const WORDS: [&str; 20] = [
    "the",
    "of",
    "near",
    "military",
    "forces",
    "clashed",
    "with",
    "insurgents",
    "village",
    "killing",
    "several",
    "people",
    "according",
    "to",
    "local",
    "sources",
    "yesterday",
    "morning",
    "in",
    "on",
];
/// Numbers of states in the list of Gleditsch and Ward.
const STATES: [u32; 8] = [432, 436, 439, 475, 775, 700, 369, 652];

/// Who fights whom, as the rows of one pair have it.
struct Dyad {
    /// 1 state-based, 2 non-state, 3 one-sided.
    violence: u32,
    sides: [u32; 2],
}

/// A day, as the year, month and day of it.
#[derive(Clone, Copy, PartialEq, Eq)]
struct Date(u32, u32, u32);

impl std::fmt::Display for Date {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "{}-{:02}-{:02}", self.0, self.1, self.2)
    }
}

/// Writes a header and this many rows.
pub(crate) fn write(rows: u32, seed: u64, out: &mut impl Write) -> io::Result<()> {
    let mut dice = Dice(seed);
    let dyads: Vec<Dyad> = (0..DYADS).map(|_| dyad(&mut dice)).collect();
    // of a place everything follows from its number
    let points: Vec<[u32; 2]> = (0..PLACES)
        .map(|_| [dice.roll(70_000_000), dice.roll(67_000_000)])
        .collect();
    writeln!(out, "{HEADER}")?;
    let mut line = String::new();
    for number in 1..=rows {
        line.clear();
        row(&mut dice, (number, &dyads, &points), &mut line);
        writeln!(out, "{line}")?;
    }
    Ok(())
}

fn dyad(dice: &mut Dice) -> Dyad {
    let violence = [1, 1, 1, 1, 2, 2, 2, 3, 3, 3][dice.roll(10) as usize];
    let group = |dice: &mut Dice| GOVERNMENTS + dice.roll(ACTORS - GOVERNMENTS);
    let first = match violence {
        1 => dice.roll(GOVERNMENTS),
        2 => group(dice),
        _ => dice.roll(ACTORS),
    };
    let second = group(dice);
    let second = if second == first { GOVERNMENTS } else { second };
    let sides = [first, second.max(GOVERNMENTS)];
    Dyad { violence, sides }
}

fn name(actor: u32) -> String {
    if actor < GOVERNMENTS {
        format!("Government of Country {actor}")
    } else {
        format!("Armed Group Number {actor} of the Region")
    }
}

fn words(dice: &mut Dice, count: usize) -> String {
    let words = (0..count).map(|_| WORDS[dice.roll(20) as usize]);
    words.collect::<Vec<_>>().join(" ")
}

/// A number that is more often small than not.
fn few(dice: &mut Dice, most: u32) -> u32 {
    let limit = dice.roll(most) + 1;
    dice.roll(limit)
}

fn row(dice: &mut Dice, (number, dyads, points): (u32, &[Dyad], &[[u32; 2]]), line: &mut String) {
    let Dyad { violence, sides } = &dyads[dice.skewed(DYADS) as usize];
    let is_one_sided = *violence == 3;
    let first = Date(1989 + dice.roll(36), 1 + dice.roll(12), 1 + dice.roll(28));
    let last = match dice.roll(5) {
        0 => Date(first.0, first.1, 28),
        _ => first,
    };
    let ids = sides.map(|side| side + 1_000);
    let second = if is_one_sided { 1 } else { ids[1] };
    let [name_a, name_b] = sides.map(name);
    let name_b = if is_one_sided {
        "Civilians".to_owned()
    } else {
        name_b
    };
    let deaths = [
        if is_one_sided { 0 } else { few(dice, 8) },
        if is_one_sided { 0 } else { few(dice, 12) },
        few(dice, 5),
        few(dice, 4),
    ];
    let best: u32 = deaths.iter().sum();
    let (low, high) = (best.saturating_sub(few(dice, 4)), best + few(dice, 8));
    let place = dice.skewed(PLACES);
    let point = points[place as usize];
    let degrees = |value: u32, least: i64| {
        let value = i64::from(value) + least * 1_000_000;
        let sign = if value < 0 { "-" } else { "" };
        let value = value.abs();
        format!("{sign}{}.{:06}", value / 1_000_000, value % 1_000_000)
    };
    let (latitude, longitude) = (degrees(point[0], -35), degrees(point[1], -17));
    let state = STATES[(place % 8) as usize];
    let [article, headline] = [25, 9].map(|count| words(dice, count));
    // an article has commas and quotes in it, as they have
    let article = match dice.roll(3) {
        0 => article,
        1 => format!("\"{}, {article}\"", words(dice, 3)),
        _ => format!("\"Agency,{first},\"\"{article}\"\"\""),
    };
    write!(
        line,
        "{number},REL-{year}-{violence}-{number},{year},1,Clear,{violence},{},{},Country: Government,\
         {a}{b},{a}{b},{name_a} - {name_b},{a},{a},{name_a},{b},{b},{name_b},2,{article},Agency;Paper,\
         {last};{last},{headline},Agency,{precision},Place {place},Place {place} town and its surroundings,\
         Region {},District {},{latitude},{longitude},POINT ({longitude} {latitude}),{},Country {state},\
         {state},Africa,{clarity},{day_precision},{first},{last},{},{},{},{},{best},{high},{low},{gwnoa},",
        sides[0] + 300,
        sides[0] + 400,
        place % 400,
        place % 2_000,
        150_000 + place % 1_000,
        deaths[0],
        deaths[1],
        deaths[2],
        deaths[3],
        year = first.0,
        a = ids[0],
        b = second,
        precision = [1, 1, 1, 2, 3, 4][dice.roll(6) as usize],
        clarity = if dice.roll(14) == 0 { 2 } else { 1 },
        day_precision = if first == last { 1 } else { 3 },
        gwnoa = if *violence == 1 { STATES[(sides[0] % 8) as usize].to_string() } else { String::new() },
    )
    .expect(TAKES);
}
