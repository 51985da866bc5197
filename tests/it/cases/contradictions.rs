//! What cannot all be right, and how certain that is.

use super::*;

/// Seen weeks after the split, it may have begun after it, too.
#[test]
fn a_member_seen_after_a_split_may_have_come_back() {
    let graph = case("member-seen-after-a-split");
    assert_eq!(
        contradictions(graph.ever()),
        ["member-after-split m s possibly"]
    );
    assert_eq!(contradictions(graph.ever().certainly()), [""; 0]);
    assert_eq!(
        members(on(&graph, "2023-02-23"), "whole"),
        ["part certainly reported"]
    );
    assert_eq!(
        members(on(&graph, "2023-01-28"), "whole"),
        ["part possibly reported"]
    );
}

/// A membership with these keys and a split on some day.
fn split(keys: &str, when: &str) -> ActorGraph {
    told(&format!(
        r#"
        relations = [{{ id = "m", kind = "membership", from = "part", to = "whole", {keys} }}]
        events = [{{ id = "s", kind = "split", when = "{when}", from = "whole", to = "part" }}]
        [actors]
        part  = {{ name = "Part", kind = "armed-group" }}
        whole = {{ name = "Whole", kind = "coalition" }}
        "#
    ))
}

/// Only what certainly began before the split and certainly goes on after it certainly contradicts it,
/// and only where both can be looked at.
#[test]
fn what_may_have_begun_after_the_split_contradicts_it_possibly() {
    let may_begin_later = "start = \"[2023-01-10..2023-02-10]\", seen = 2023-03-01";
    let graph = split(may_begin_later, "2023-01-27");
    assert_eq!(
        contradictions(graph.ever()),
        ["member-after-split m s possibly"]
    );
    let began_before = "start = \"2022\", seen = 2023-03-01";
    let graph = split(began_before, "2023-01-27");
    assert_eq!(
        contradictions(graph.ever()),
        ["member-after-split m s certainly"]
    );
    // the split is not of these days
    assert_eq!(
        contradictions(during(&graph, "2023-02-01", "2023-04-01")),
        [""; 0]
    );
    let graph = split(began_before, "[2023-01-20..2023-02-10]");
    let february = during(&graph, "2023-02-01", "2023-03-01");
    assert_eq!(
        contradictions(february),
        ["member-after-split m s possibly"]
    );
    // seen on one of its days, it can have ended on a later one
    let graph = split(
        "start = \"2022\", seen = 2023-02-09",
        "[2023-01-20..2023-02-10]",
    );
    assert_eq!(contradictions(graph.ever()), [""; 0]);
    assert_eq!(
        changes_of(graph.ever(), "left"),
        ["part whole 2023-02-10 certainly reported by s"]
    );
}

/// A clash has no way round where it is told by sides: who denies it of one to the other denies it.
#[test]
fn a_clash_of_sides_is_denied_either_way_round() {
    let text = text_of("said-and-denied");
    let other_way = text
        .replace("from = \"b\"", "from = \"a\"")
        .replace("to = \"a\"", "to = \"b\"");
    for text in [text, other_way] {
        let graph = told(&text);
        assert_eq!(
            contradictions(graph.ever()),
            ["said-and-denied denied said certainly"]
        );
        assert_eq!(contradictions(on(&graph, "2023-01-07")).len(), 1);
        assert_eq!(contradictions(on(&graph, "2023-01-08")), [""; 0]);
    }
}

/// That a is hostile to b is not denied by whoever denies that b is hostile to a.
#[test]
fn a_directed_tie_is_denied_the_same_way_round_alone() {
    let graph = case("denied-the-other-way");
    assert_eq!(contradictions(graph.ever()), [""; 0]);
    let said = graph.statement("said").expect("it is there");
    assert_eq!(graph.ever().denials_of(said), []);
}

/// Two statements of one kind, the second denied.
fn denied(table: &str, kind: &str, said: &str, denied: &str) -> Vec<String> {
    let graph = told(&format!(
        r#"
        {table} = [
          {{ id = "said", kind = "{kind}", {said} }},
          {{ id = "no", kind = "{kind}", {denied}, certainty = "denied" }},
        ]
        [actors]
        a = {{ name = "A", kind = "armed-group" }}
        b = {{ name = "B", kind = "armed-group" }}
        d = {{ name = "D", kind = "armed-group" }}
        "#
    ));
    contradictions(graph.ever())
}

/// Whatever form the two have: what has no way round is denied by what has one, on days on which both
/// can be, and certainly if there is but one such day or both are certain on one.
#[test]
fn what_is_denied_is_found_in_every_form() {
    let certainly = ["said-and-denied no said certainly"];
    let possibly = ["said-and-denied no said possibly"];
    let dated = "start = 2023-01-01, end = 2023-06-01";
    let (ab, ba) = ("from = \"a\", to = \"b\"", "from = \"b\", to = \"a\"");
    let both = "between = [\"b\", \"a\"]";
    let relation = |said: &str, no: &str| denied("relations", "rivalry", said, no);
    let with = |ends: &str, keys: &str| format!("{ends}, {keys}");
    assert_eq!(relation(&with(ab, dated), &with(ab, dated)), certainly);
    assert_eq!(relation(&with(ab, dated), &with(both, dated)), certainly);
    assert_eq!(relation(&with(both, dated), &with(ba, dated)), certainly);
    assert_eq!(relation(&with(ba, dated), &with(ab, dated)), [""; 0]);
    assert_eq!(
        relation(&with(ab, dated), &with(ab, "start = 2023-06-01")),
        [""; 0]
    );
    assert_eq!(
        relation(&with(ab, dated), &with(ab, "start = \"2023-05\"")),
        possibly
    );
    assert_eq!(relation(&with(ab, dated), ab), possibly);
    let event = |said: &str, no: &str| denied("events", "clash", said, no);
    let sides = "sides = [[\"a\", \"d\"], [\"b\"]]";
    let on = "when = 2023-01-07";
    let b_to_d = "from = \"b\", to = \"d\"";
    assert_eq!(event(&with(sides, on), &with(b_to_d, on)), certainly);
    assert_eq!(event(&with(b_to_d, on), &with(sides, on)), certainly);
    assert_eq!(
        event(&with(sides, on), &with("from = \"a\", to = \"d\"", on)),
        [""; 0]
    );
    assert_eq!(event(&with(ab, on), &with(ba, on)), [""; 0]);
    assert_eq!(
        event(&with(sides, on), &with(ba, "when = \"2023-01\"")),
        possibly
    );
    assert_eq!(
        event(&with(sides, on), &with(ba, "when = 2023-01-08")),
        [""; 0]
    );
}

/// The word of a row is the word of the filter: what is certain stays among what is certain, and
/// nothing else.
#[test]
fn a_row_that_says_certainly_stays_under_certainly() {
    let graph = case("one-clash-on-two-days");
    let certain = ["days-cannot-meet x y certainly"];
    assert_eq!(contradictions(graph.ever()), certain);
    assert_eq!(contradictions(graph.ever().certainly()), certain);
    let spring = during(&graph, "2023-03-01", "2023-06-01");
    assert_eq!(contradictions(spring), certain);
    assert_eq!(contradictions(spring.certainly()), certain);
    // the one is only possibly in a window that begins within its month
    let later = during(&graph, "2023-03-15", "2023-06-01");
    assert_eq!(contradictions(later), ["days-cannot-meet x y possibly"]);
    assert_eq!(contradictions(later.certainly()), [""; 0]);
    // and on one of its days the other cannot have been
    let one_day = on(&graph, "2023-03-15");
    assert_eq!(contradictions(one_day), [""; 0]);
    assert_eq!(contradictions(one_day.certainly()), [""; 0]);
}

/// The same of every record of the folder, in windows of all lengths.
#[test]
fn the_word_of_a_row_is_the_word_of_the_filter() {
    let folder = std::fs::read_dir("tests/data/cases").expect("the folder is there");
    for file in folder {
        let path = file.expect("it is a file").path();
        let text = std::fs::read_to_string(&path).expect("it is a text");
        let Ok(record) = Record::from_toml(&text) else {
            continue;
        };
        let graph = ActorGraph::new(record);
        let mut windows = vec![graph.ever()];
        let days = [
            "1990-01-01",
            "2014-03-12",
            "2019-03-10",
            "2023-01-10",
            "2023-02-01",
            "2023-03-15",
            "2023-09-10",
            "2023-09-30",
            "2024-06-01",
        ];
        for (place, from) in days.iter().enumerate() {
            windows.push(on(&graph, from));
            windows.extend(days[place + 1..].iter().map(|to| during(&graph, from, to)));
        }
        for view in windows {
            let mut rows = contradictions(view);
            rows.retain(|row| row.ends_with(" certainly"));
            assert_eq!(contradictions(view.certainly()), rows, "{}", path.display());
        }
    }
}

/// Allies that are rivals at one time contradict each other as certainly as they certainly hold on one
/// day; member and at war is another word for it.
#[test]
fn friends_and_foes_at_one_time_cannot_both_be() {
    let text = |friends: &str, foes: &str| {
        told(&format!(
            r#"
            relations = [
              {{ id = "friends", {friends} }},
              {{ id = "foes", {foes} }},
            ]
            [actors]
            a = {{ name = "A", kind = "armed-group", active = {{ end = "2015-06-01" }} }}
            c = {{ name = "C", kind = "coalition" }}
            "#
        ))
    };
    let found = |friends: &str, foes: &str| contradictions(text(friends, foes).ever());
    let ally =
        "kind = \"alliance\", between = [\"a\", \"c\"], start = 2014-01-01, end = 2015-01-01";
    let member =
        "kind = \"membership\", from = \"a\", to = \"c\", start = 2014-01-01, end = 2015-01-01";
    let foe = |keys: &str| format!("kind = \"rivalry\", between = [\"a\", \"c\"], {keys}");
    let war = |keys: &str| format!("kind = \"belligerence\", between = [\"a\", \"c\"], {keys}");
    let seen = "seen = 2014-07-01";
    assert_eq!(
        found(ally, &foe(seen)),
        ["opposite-signs foes friends certainly"]
    );
    assert_eq!(
        found(ally, &foe("start = \"2014-12\"")),
        ["opposite-signs foes friends possibly"]
    );
    assert_eq!(found(ally, &foe("start = 2015-01-01")), [""; 0]);
    assert_eq!(
        found(member, &war(seen)),
        ["member-at-war foes friends certainly"]
    );
    // nobody is at war with who has ended
    let later = "kind = \"alliance\", between = [\"a\", \"c\"], start = 2014-01-01";
    let graph = text(later, &foe("start = 2014-02-01"));
    assert_eq!(
        contradictions(graph.ever()),
        ["opposite-signs foes friends possibly"]
    );
    assert_eq!(
        contradictions(during(&graph, "2015-06-01", "2020-01-01")),
        [""; 0]
    );
}

const PAIR: &str = "[actors]\na = { name = \"A\", kind = \"armed-group\" }\nb = { name = \"B\", kind = \"coalition\" }\n";

/// A denial on other days denies nothing, but where it is told with what it denies.
#[test]
fn a_denial_that_is_told_with_what_it_denies_may_have_other_days() {
    let graph = |joined: &str| {
        told(&format!(
            "{PAIR}[[events]]\nid = \"said\"\nkind = \"clash\"\nwhen = 2023-10-07\nfrom = \"a\"\nto = \"b\"\n\
             [[events]]\nid = \"denied\"\nkind = \"clash\"\nwhen = 2023-10-20\nfrom = \"a\"\nto = \"b\"\n\
             certainty = \"denied\"\nby = \"b\"\n{joined}"
        ))
    };
    let (joined, apart) = (graph("same_as = \"said\"\n"), graph(""));
    assert_eq!(
        contradictions(joined.ever()),
        ["said-and-denied denied said certainly"]
    );
    assert_eq!(contradictions(apart.ever()), [""; 0]);
}

/// A split is told to have been in June and in July. Of two memberships the first goes on after that of June, and is
/// over before that of July, which ends the second.
#[test]
fn one_telling_of_a_split_alone_contradicts_a_membership_possibly() {
    let graph = |tellings: &[(&str, &str)]| {
        let splits = tellings.iter().map(|(id, more)| {
            format!(
                "[[events]]\nid = \"{id}\"\nkind = \"split\"\nfrom = \"b\"\nto = \"a\"\n{more}\n"
            )
        });
        let splits: Vec<String> = splits.collect();
        told(&format!(
            "{PAIR}[[relations]]\nid = \"member\"\nkind = \"membership\"\nfrom = \"a\"\nto = \"b\"\n\
             start = 2023-01-01\nend = 2023-06-15\n\
             [[relations]]\nid = \"again\"\nkind = \"membership\"\nfrom = \"a\"\nto = \"b\"\n\
             start = 2023-06-20\n{}",
            splits.concat()
        ))
    };
    let june = ("june", "when = 2023-06-01");
    let july = ("july", "when = 2023-07-01\nsame_as = \"june\"");
    assert_eq!(
        contradictions(graph(&[june]).ever()),
        ["member-after-split june member certainly"]
    );
    assert_eq!(
        contradictions(graph(&[june, july]).ever()),
        [
            "days-cannot-meet july june certainly",
            "member-after-split july june member possibly"
        ]
    );
}
