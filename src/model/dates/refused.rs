//! Every kind of text that is refused as a date, with advice for each.

use WhenMistake::*;

use super::error::WhenMistake;
use super::mend::parse;
use proptest::prelude::*;

/// What is refused, why, and what is named instead.
const REFUSED: &[(&str, WhenMistake, &str)] = &[
    ("", Empty, "`2023-10-07`"),
    ("   ", Empty, "`2023-10-07`"),
    ("[]", Empty, "`[2023-10-02,2023-10-04]`"),
    ("{2023-10-02,}", Empty, "`[2023-10-02,2023-10-04]`"),
    ("soon", NotADate, "`2023-10`"),
    ("..", NotATime, "`end`"),
    ("[..]", NotATime, "`end`"),
    ("../..", NotATime, "leave the key out"),
    ("ongoing", NotATime, "`end`"),
    ("unknown", NotATime, "leave the key out"),
    (" 2023-10-07 ", Spaces, "`2023-10-07`"),
    ("2023 - 10 - 07", Spaces, "`2023-10-07`"),
    ("late  2023-09", Spaces, "`late 2023-09`"),
    (
        "[2023-09-01 .. 2023-09-30]",
        Spaces,
        "`[2023-09-01..2023-09-30]`",
    ),
    ("2023-10-02 / 2023-10-05", Spaces, "`2023-10-02/2023-10-05`"),
    ("2023–10–07", NotIso, "`2023-10-07`"),
    ("Late 2023-09", NotIso, "`late 2023-09`"),
    (
        "[2023-09-01...2023-09-30]",
        NotIso,
        "`[2023-09-01..2023-09-30]`",
    ),
    ("07/10/2023", NotIso, "`2023-10-07` or `2023-07-10`"),
    ("13/10/2023", NotIso, "write `2023-10-13`"),
    ("10/10/2023", NotIso, "write `2023-10-10`"),
    ("2023/10/07", NotIso, "`2023-10-07`"),
    ("07.10.2023", NotIso, "`2023-10-07`"),
    ("07/10/23", NotIso, "four digits"),
    ("2023/10", NotIso, "`2023-10`"),
    ("10/2023", NotIso, "`2023-10`"),
    ("2023-9-7", NotIso, "`2023-09-07`"),
    ("2023-9", NotIso, "`2023-09`"),
    ("20231007", NotIso, "`2023-10-07`"),
    ("202310", NotIso, "`2023-10`"),
    ("2023-280", NotIso, "`2023-10-07`"),
    ("October 2023", NotIso, "`2023-10`"),
    ("7 October 2023", NotIso, "`2023-10-07`"),
    ("Oct 7th, 2023", NotIso, "`2023-10-07`"),
    ("7 Sept 2023", NotIso, "`2023-09-07`"),
    ("2023-02-30", NoSuchDay, "`2023-02-28`"),
    ("2023-02-29", NoSuchDay, "`2023-02-28`"),
    ("2023-13", NoSuchDay, "01 to 12"),
    ("2023-13-07", NoSuchDay, "`2023-07-13`"),
    ("2023-00", NoSuchDay, "write `2023`"),
    ("2023-10-00", NoSuchDay, "write `2023-10`"),
    ("30/02/2023", NoSuchDay, "`2023-10-07`"),
    ("31 September 2023", NoSuchDay, "`2023-09-30`"),
    ("[2023-02-30,2023-03]", NoSuchDay, "`[2023-02-28,2023-03]`"),
    (
        "2023-02-30/2023-03-02",
        NoSuchDay,
        "`2023-02-28/2023-03-02`",
    ),
    ("[2023-10..2023-09]", Inverted, "`[2023-09..2023-10]`"),
    (
        "[2022,2023-10~..2023-09]",
        Inverted,
        "`[2022,2023-09..2023-10~]`",
    ),
    ("2023-10-05/2023-10-02", Inverted, "`2023-10-02/2023-10-05`"),
    (
        "{2023-10-05..2023-10-02}",
        Inverted,
        "`{2023-10-02..2023-10-05}`",
    ),
    ("1990-11-00", NoSuchDay, "write `1990-11`"),
    ("1990-00-00", NoSuchDay, "write `1990`"),
    ("1990-00", NoSuchDay, "write `1990`"),
    ("19901100", NotIso, "write `1990-11`"),
    ("00/11/1990", NotIso, "write `1990-11`"),
    ("1990/11/00", NotIso, "write `1990-11`"),
    ("+1990-11-00T00:00:00Z", TimeOfDay, "write `1990-11`"),
    ("1999-00", NoSuchDay, "write `1999` or `[1999..2000]`"),
    ("2012-13", NoSuchDay, "write `[2012..2013]`"),
    ("2023/24", NotIso, "write `[2023..2024]`"),
    (
        "winter 2023",
        Season,
        "`[2022-12..2023-02]` or `[2023-12..2024-02]`",
    ),
    (
        "Winter of 2023/24",
        Season,
        "write its months, `[2023-12..2024-02]`",
    ),
    ("winter", Season, "with their year"),
    (
        "summer 2023",
        Season,
        "north of the equator `[2023-06..2023-08]`",
    ),
    ("summer 2023/24", Season, "`[2023-12..2024-02]`"),
    ("autumn 2023", Season, "`[2023-09..2023-11]`"),
    (
        "2023-24",
        Season,
        "`[2022-12..2023-02]`, or `[2023-12..2024-02]`, or `[2023..2024]` for the two years",
    ),
    ("2023-24", Season, "`[2023..2024]`"),
    ("2023-32", Season, "`[2023-06..2023-08]`"),
    ("2023-34", Season, "`[2023-04..2023-06]`"),
    ("2023-38", Season, "`[2023-05..2023-08]`"),
    ("third quarter of 2023", Quarter, "`[2023-07..2023-09]`"),
    ("H1 2023", PartOfNoMonth, "`[2023-01..2023-06]`"),
    (
        "second half of October 2023",
        PartOfNoMonth,
        "`[2023-10-16..2023-10-31]`",
    ),
    (
        "first week of October 2023",
        PartOfNoMonth,
        "`[2023-10-01..2023-10-07]`",
    ),
    (
        "last week of 2023-02",
        PartOfNoMonth,
        "`[2023-02-22..2023-02-28]`",
    ),
    ("week 40 of 2023", Week, "`[2023-10-02..2023-10-08]`"),
    ("the 1990s", PartOfNoMonth, "`[1990..1999]`"),
    ("late 1990s", PartOfNoMonth, "`[1997..1999]`"),
    ("20th century", PartOfNoMonth, "`[1901..2000]`"),
    ("end of October 2023", PartOfNoMonth, "`late 2023-10`"),
    (
        "[early 2023-09..late 2023-10]",
        WithinBrackets,
        "write `[2023-09-01..2023-10-31]`",
    ),
    (
        "[early 2023-09,late 2023-10]",
        WithinBrackets,
        "write `[2023-09-01..2023-09-10,2023-10-21..2023-10-31]`",
    ),
    (
        "early 2023-09/late 2023-10",
        InexactDays,
        "`[2023-09-01..2023-10-31]` for some day of these, or `2023-09-01/2023-10-31` for every day",
    ),
    (
        "{early 2023-09}",
        InexactDays,
        "write `{2023-09-01..2023-09-10}` for every day, or `[2023-09-01..2023-09-10]`",
    ),
    (
        "[2023-10..2023-09,2024-02..12]",
        Inverted,
        "write `[2023-09..2023-10,2024-02..2024-12]`",
    ),
    ("2023-10-02/05", NotIso, "write `2023-10-02/2023-10-05`"),
    (
        "[2023-10-02..05]",
        NotIso,
        "write `[2023-10-02..2023-10-05]`",
    ),
    ("[2023..24]", NotIso, "write `[2023..2024]`"),
    (
        "[summer 2023..October 2023]",
        Season,
        "write `[2023-06..2023-10]`",
    ),
    (
        "[[2023-10-02..2023-10-04],2024]",
        NotIso,
        "write `[2023-10-02..2023-10-04,2024]`",
    ),
    (
        "7-9 October 2023",
        NotIso,
        "`[2023-10-07..2023-10-09]` for some day of these, or `2023-10-07/2023-10-09`",
    ),
    ("October–November 2023", NotIso, "`[2023-10..2023-11]`"),
    (
        "28 October - 2 November 2023",
        NotIso,
        "`2023-10-28/2023-11-02`",
    ),
    (
        "between 7 October 2023 and 9 October 2023",
        NoBrackets,
        "`[2023-10-07..2023-10-09]`",
    ),
    (
        "2023-10-02 and 2023-10-04",
        NoBrackets,
        "`{2023-10-02,2023-10-04}`",
    ),
    (
        "2023-10-02 or 2023-10-04",
        NoBrackets,
        "write `[2023-10-02,2023-10-04]`",
    ),
    ("since October 2023", NotIso, "`[2023-10..]`"),
    ("2023-21", Season, "`[2023-03..2023-05]`"),
    ("2023-24", Season, "`[2023-12..2024-02]`"),
    ("9999-24", Season, "`[9998-12..9999-02]`"),
    ("2023-41", Season, "`[2023-07..2023-12]`"),
    ("spring 2023", Season, "`[2023-03..2023-05]`"),
    ("[2023-21,2024]", Season, "`[2023-03..2023-05,2024]`"),
    ("2023-Q4", Quarter, "`[2023-10..2023-12]`"),
    ("Q4 2023", Quarter, "`[2023-10..2023-12]`"),
    ("2023Q1", Quarter, "`[2023-01..2023-03]`"),
    ("2023-W40", Week, "`[2023-10-02..2023-10-08]`"),
    ("Y12023", LongYear, "`0000` to `9999`"),
    ("Y2023", LongYear, "`0000` to `9999`"),
    ("Y17E7", LongYear, "`0000` to `9999`"),
    ("Y-17E7", LongYear, "`0000` to `9999`"),
    ("12023", LongYear, "`0000` to `9999`"),
    ("23", LongYear, "`0000` to `9999`"),
    ("-0044", SignedYear, "`0000` to `9999`"),
    ("-0044-03-15", SignedYear, "`0000` to `9999`"),
    ("+2023-10", SignedYear, "write `2023-10`"),
    ("2023-XX", UnspecifiedDigit, "write `2023`"),
    ("2023-10-XX", UnspecifiedDigit, "write `2023-10`"),
    ("2023-10-??", UnspecifiedDigit, "write `2023-10`"),
    ("2023-09-2X", UnspecifiedDigit, "`[2023-09-20..2023-09-29]`"),
    ("2023-09-xx", UnspecifiedDigit, "write `2023-09`"),
    ("2023-1X", UnspecifiedDigit, "`[2023-10..2023-12]`"),
    ("20XX", UnspecifiedDigit, "`[2000..2099]`"),
    ("1950S2", SignificantDigits, "`[1900..1999]`"),
    ("2023-10-07T10:20:30", TimeOfDay, "`2023-10-07`"),
    ("2023-10-07T10:20:30Z", TimeOfDay, "`2023-10-07`"),
    ("2023-10-07 10:20", TimeOfDay, "`2023-10-07`"),
    ("2023?-10-07", Qualifier, "`2023-10-07?`"),
    ("~2023", Qualifier, "`2023~`"),
    ("2023-10-~07", Qualifier, "`2023-10-07~`"),
    ("2023?~", Qualifier, "`2023%`"),
    ("early 2023", PartOfNoMonth, "`[2023-01..2023-04]`"),
    ("late 2023-09-07", PartOfNoMonth, "`2023-09-07`"),
    ("late 2023-09~", PartOfNoMonth, "`late 2023-09`"),
    ("mid-September 2023", PartOfNoMonth, "`mid 2023-09`"),
    ("2023/..", OpenInterval, "`[2023..]`"),
    ("../2023", OpenInterval, "`[..2023]`"),
    ("2023-10-07/", OpenInterval, "`[2023-10-07..]`"),
    ("/2023-10-07", OpenInterval, "`[..2023-10-07]`"),
    ("2023-09/2023-10", InexactDays, "`2023-09-01/2023-10-31`"),
    (
        "2023-09-01~/2023-10-02",
        InexactDays,
        "`[2023-09-01~..2023-10-02]`",
    ),
    ("{2023-09,2023-10}", InexactDays, "`[2023-09,2023-10]`"),
    ("{2023-09-01?}", InexactDays, "`{2023-09-01}`"),
    ("{2023-09-01..}", InexactDays, "the last day"),
    (
        "2023-09-01..2023-09-30",
        NoBrackets,
        "`[2023-09-01..2023-09-30]`",
    ),
    ("2023..", NoBrackets, "`[2023..]`"),
    (
        "2023-10-02,2023-10-04",
        NoBrackets,
        "`[2023-10-02,2023-10-04]`",
    ),
    (
        "2023-10-02 to 2023-10-04",
        NoBrackets,
        "`[2023-10-02..2023-10-04]`",
    ),
    (
        "2023-10-02 – 2023-10-04",
        NoBrackets,
        "`[2023-10-02..2023-10-04]`",
    ),
    (
        "[2023-10-02,2023-10-04",
        NoBrackets,
        "`[2023-10-02,2023-10-04]`",
    ),
    (
        "2023-10-02,2023-10-04",
        NoBrackets,
        "`{2023-10-02,2023-10-04}`",
    ),
    ("[2022,..2023]", OpenInterval, "first"),
    ("[2022..,2023]", OpenInterval, "last"),
    ("circa 2023", NotIso, "`2023~`"),
    ("c. 2023-10", NotIso, "`2023-10~`"),
    ("since 2023-10", NotIso, "`[2023-10..]`"),
    ("by 2023-10", NotIso, "`[..2023-10]`"),
    ("before 2023", NotIso, "`[..2022-12-31]`"),
    ("after 2023-10", NotIso, "`[2023-11-01..]`"),
    ("[[2023]]", NotIso, "write `[2023]`"),
    ("2023-10-02/2023-10-03/2023-10-04", NotADate, "`2023`"),
    ("2023-9-7/2023-10-02", NotIso, "`2023-09-07/2023-10-02`"),
];

#[test]
fn every_other_form_is_refused_with_a_remedy() {
    let mut wrong = Vec::new();
    for (text, mistake, named) in REFUSED {
        match parse(text) {
            Err(error) if error.mistake() == *mistake && error.remedy().contains(named) => {}
            other => wrong.push(format!("{text}: {other:?}")),
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

/// What a remedy names that cannot be read: neither a date nor a key.
fn unreadable(remedy: &str) -> Option<&str> {
    const KEYS: [&str; 5] = ["..", "end", "start", "when", "Y"];
    let mut named = remedy.split('`').skip(1).step_by(2);
    named.find(|named| !KEYS.contains(named) && parse(named).is_err())
}

#[test]
fn every_date_that_a_remedy_names_can_be_read() {
    for (text, ..) in REFUSED {
        let error = parse(text).expect_err(text);
        assert_eq!(unreadable(error.remedy()), None, "{text}: {error}");
    }
}

/// Texts that are nearly dates: pieces of dates in any order.
fn nearly() -> impl Strategy<Value = String> {
    let pieces = [
        "2023-10-07",
        "2023-10-05",
        "2023-10",
        "2023-09",
        "2023",
        "1990-11-00",
        "1990-00",
        "2024-02-30",
        "2023-13",
        "0000",
        "9999",
        "9999-12-31",
        "0000-01-01",
        "2023-24",
        "9999-24",
        "0000-24",
        "2023-W40",
        "2023-Q4",
        "0000-W01",
        "9999-W53",
        "20231007",
        "07/10/2023",
        "12",
        "05",
        "00",
        "24",
        "..",
        "/",
        ",",
        "-",
        " ",
        "[",
        "]",
        "{",
        "}",
        "?",
        "~",
        "%",
        "X",
        "early ",
        "mid ",
        "late ",
        "end of ",
        "winter ",
        "summer ",
        "fall ",
        "October ",
        "Sept ",
        "7 ",
        "31 ",
        " to ",
        " and ",
        " or ",
        "since ",
        "before ",
        "after ",
        "c. ",
        "H1 ",
        "Q3 ",
        "first half of ",
        "last week of ",
        "2nd week of ",
        "1990s",
        "0000s",
        "9990s",
        "20th century",
        "T00:00:00Z",
        "+",
        "Y",
        "é",
        "\u{7}",
        "`",
        "\u{2013}",
    ];
    let piece = prop::sample::select(pieces.to_vec());
    prop::collection::vec(piece, 0..9).prop_map(|pieces| pieces.concat())
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(4000))]

    #[test]
    fn every_date_that_any_remedy_names_can_be_read(text in nearly()) {
        if let Err(error) = parse(&text) {
            prop_assert_eq!(unreadable(error.remedy()), None, "{}: {}", text, error);
            prop_assert!(!error.remedy().is_empty());
        }
    }
}

#[test]
fn every_kind_of_mistake_has_an_example_and_a_code_of_its_own() {
    let mut kinds: Vec<_> = REFUSED.iter().map(|(_, mistake, _)| *mistake).collect();
    kinds.sort_unstable();
    kinds.dedup();
    let mut codes: Vec<_> = kinds.iter().map(|mistake| mistake.code()).collect();
    codes.sort_unstable();
    codes.dedup();
    assert_eq!((kinds.len(), codes.len()), (21, 21));
}
