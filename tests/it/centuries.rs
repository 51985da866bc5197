//! Years long before and after ours: the calendar repeats every 400 years, and so does every answer.

use crate::support::everything::{answered, written};
use factions::{ActorGraph, Date, Day, Record, View};

/// A little of everything, all in one year.
const RECORD: &str = r#"
format = 1
[record]
as_of = "YEAR-12-20"
[sources]
s = { title = "S", published = "YEAR-06-01" }
t = { title = "T", published = "YEAR-11" }
[places]
p = { name = "P", latitude = 1.5, longitude = 2.5 }
[actors]
army = { name = "Army", kind = "state-force", active = { start = "YEAR-01-02", end = ".." } }
civilians = { name = "Civilians", kind = "civilians" }
front = { name = "Front", kind = "coalition", active = { start = "YEAR-01", end = "YEAR-12" } }
heir = { name = "Heir", kind = "armed-group" }
one = { name = "One", kind = "armed-group" }
two = { name = "Two", kind = "armed-group", aliases = [{ name = "Old Two", end = "YEAR-03-01" }] }
[[relations]]
id = "m1"
kind = "membership"
from = "one"
to = "front"
start = "YEAR-02"
end = ".."
source = "s"
[[relations]]
id = "m2"
kind = "membership"
from = "two"
to = "front"
start = "early YEAR-02"
end = "[YEAR-08-01..YEAR-09-15]"
[[relations]]
id = "pact"
kind = "alliance"
between = ["one", "two"]
start = "YEAR-03-10"
certainty = "confirmed"
source = "t"
[[relations]]
id = "no-pact"
kind = "alliance"
between = ["one", "two"]
start = "YEAR-04"
certainty = "denied"
[[relations]]
id = "feud"
kind = "rivalry"
from = "one"
to = "two"
start = "YEAR-05-05"
end = "YEAR-07-07"
certainty = "alleged"
[[relations]]
id = "aid"
kind = "support"
from = "army"
to = "two"
start = "YEAR-05"
withdrawn = "YEAR-10-10"
[[events]]
id = "clash"
kind = "clash"
when = "YEAR-05-07"
sides = [["one", "two"], ["army"]]
place = "p"
killed = { best = 7, high = 9, of = [{ actor = "army", best = 3 }] }
source = "s"
[[events]]
id = "clash-again"
kind = "clash"
when = "YEAR-05"
sides = [["one", "two"], ["army"]]
same_as = "clash"
killed = { low = 5, high = 20 }
certainty = "alleged"
[[events]]
id = "second"
kind = "clash"
when = "YEAR-05-29"
from = "army"
to = "one"
[[events]]
id = "siege"
kind = "strike"
when = "YEAR-06-01/YEAR-06-20"
from = "army"
to = "two"
killed = 4
[[events]]
id = "raid"
kind = "violence-against-civilians"
when = "YEAR-06~"
from = "army"
to = "civilians"
killed = { low = 10, high = 15 }
[[events]]
id = "speech"
kind = "declaration"
when = "YEAR-07-01"
actor = "one"
[[events]]
id = "leaves"
kind = "split"
when = "YEAR-09-09"
from = "front"
to = "one"
[[events]]
id = "joins"
kind = "merger"
when = "YEAR-10-01"
from = "two"
to = "heir"
"#;

fn graph(year: &str) -> ActorGraph {
    let text = RECORD.replace("YEAR", year);
    let record = Record::from_toml(&text).unwrap_or_else(|problems| panic!("{year}: {problems}"));
    ActorGraph::new(record)
}

/// Views of a year: unbounded, of the year, open on one side, of a day, and filtered.
fn views<'g>(graph: &'g ActorGraph, year: &str) -> Vec<View<'g, 'static>> {
    let day = |text: &str| format!("{year}-{text}").parse().expect("a date");
    vec![
        graph.ever(),
        graph.ever().certainly(),
        graph.during(day("01-01")..=day("12-31")),
        graph.during(..day("06-15")),
        graph.during(day("06-15")..),
        graph.at(day("05-07")),
        graph.ever().known_on(day("06-30")),
    ]
}

/// Years far from ours, each with one near them of the same calendar; of years before 1000 also one as far.
const YEARS: [(&str, &str); 5] = [
    ("1870", "2270"),
    ("0001", "2001"),
    ("9998", "1998"),
    ("0400", "2000"),
    ("0587", "0987"),
];

/// The files that are those of another year only if both have as many digits.
const OF_AS_MANY_DIGITS: [&str; 6] = [
    "FollowTheMoney",
    "chart",
    "comparison",
    "DOT",
    "genealogy",
    "page",
];

/// Whether a number of a picture is where something stands, not when it was: all of a quoted text, or a part of
/// a longer number.
fn is_coordinate(before: &str, after: &str) -> bool {
    let is_digit = |c: char| c.is_ascii_digit();
    before.ends_with('"') && after.starts_with('"')
        || before.ends_with(|c| is_digit(c) || c == '.')
        || after.starts_with(is_digit)
        || after
            .strip_prefix('.')
            .is_some_and(|after| after.starts_with(is_digit))
}

/// A text about a year and those beside it, of other years; pictures say 587 where files say 0587.
fn moved(text: &str, far: &str, near: &str) -> String {
    let [far, near] = [far, near].map(|year| year.parse::<i32>().expect("a year"));
    let is_as_long = far.to_string().len() == near.to_string().len();
    let widths = [4, 0].into_iter().take(if is_as_long { 2 } else { 1 });
    let each = widths.flat_map(|width| (-1..=1).map(move |beside| (width, beside)));
    each.fold(text.to_owned(), |text, (width, beside)| {
        let [from, to] = [far, near].map(|year| format!("{:0width$}", year + beside));
        if width == 4 {
            return text.replace(&from, &to);
        }
        let mut moved = String::new();
        let mut rest = &*text;
        while let Some((before, after)) = rest.split_once(&from) {
            let is_place = is_coordinate(before, after);
            moved.extend([before, if is_place { &from } else { &to }]);
            rest = after;
        }
        moved + rest
    })
}

#[test]
fn every_question_of_a_far_year_has_the_answer_of_a_near_one() {
    for (far, near) in YEARS {
        let (one, other) = (graph(far), graph(near));
        let pairs = views(&one, far).into_iter().zip(views(&other, near));
        for (number, (one, other)) in pairs.enumerate() {
            for ((name, one), (_, other)) in answered(one).into_iter().zip(answered(other)) {
                let one = moved(&one.to_string(), far, near);
                assert_eq!(one, other.to_string(), "{name} of {far}, view {number}");
            }
        }
    }
}

/// The numbers of days of a year and those beside it, as many days later.
fn days_moved(text: &str, year: &str, by: i32) -> String {
    let first = Day::from(format!("{year}-01-01").parse::<Date>().expect("a date")).number();
    let days = first - 400..first + 800;
    let mut moved = String::new();
    let mut rest = text;
    while let Some(start) = rest.find(|c: char| c == '-' || c.is_ascii_digit()) {
        let (before, number) = rest.split_at(start);
        let is_part = |(at, c): &(usize, char)| !(c.is_ascii_digit() || *at == 0 && *c == '-');
        let end = number.char_indices().find(is_part);
        let (number, behind) = number.split_at(end.map_or(number.len(), |end| end.0));
        let day = number.parse().ok().filter(|day| days.contains(day));
        moved += before;
        moved += &day.map_or_else(|| number.to_owned(), |day| (day + by).to_string());
        rest = behind;
    }
    moved + rest
}

/// A text whose hashes are numbered as they are met: which of them are the same is still compared.
fn with_numbered_hashes(text: &str) -> String {
    // of a chart it is as long as a date, and stands in the first of its ids
    let chart = text.split_once("id=\"chart-");
    let chart = chart.and_then(|(_, rest)| rest.split_once('"'));
    let text = chart.map_or_else(|| text.to_owned(), |(hash, _)| text.replace(hash, "#"));
    let mut met: Vec<&str> = Vec::new();
    let mut numbered = String::new();
    for word in text.split_inclusive(|c: char| !c.is_ascii_hexdigit()) {
        let digits = word.trim_end_matches(|c: char| !c.is_ascii_hexdigit());
        if digits.len() != 16 {
            numbered += word;
            continue;
        }
        let number = met.iter().position(|hash| *hash == digits);
        let number = number.unwrap_or_else(|| {
            met.push(digits);
            met.len() - 1
        });
        numbered += &["#", &number.to_string(), &word[digits.len()..]].concat();
    }
    numbered
}

#[test]
fn every_file_of_a_far_year_is_that_of_a_near_one() {
    for (far, near) in YEARS {
        let (one, other) = (graph(far), graph(near));
        let years = [far, near].map(|year| year.parse::<i32>().expect("a year"));
        let by = (years[1] - years[0]) / 400 * 146_097;
        let pairs = views(&one, far).into_iter().zip(views(&other, near));
        for (number, (one, other)) in pairs.enumerate() {
            for ((name, one), (_, other)) in written(one).into_iter().zip(written(other)) {
                // pictures say such a year as `1`, and to FollowTheMoney its dates are none
                let digits = years.map(|year| year.to_string().len());
                if digits[0] != digits[1] && OF_AS_MANY_DIGITS.contains(&name) {
                    continue;
                }
                let [one, other] = [one, other].map(|text| with_numbered_hashes(&text));
                let one = days_moved(&moved(&one, far, near), far, by);
                assert!(
                    one == other,
                    "{name} of {far}, view {number}:\n{one}\n{other}"
                );
            }
        }
    }
}
