//! What is over in the record of another month names what ended it there.

use super::*;
use factions::Certainty;

fn record(more: &str) -> ActorGraph {
    told(&format!(
        r#"
        relations = [
          {{ id = "in", kind = "membership", from = "a", to = "c", start = 2005-01-01 }},
        ]
        {more}
        [actors]
        a = {{ name = "A", kind = "armed-group" }}
        b = {{ name = "B", kind = "armed-group" }}
        c = {{ name = "C", kind = "coalition" }}
        "#
    ))
}

/// The split stands in the second record alone, whose ties have other numbers.
#[test]
fn a_row_that_is_gone_names_the_split_of_the_other_record() {
    let first = told(
        r#"
        relations = [
          { id = "pact", kind = "alliance", between = ["a", "b"], start = 2001-01-01, end = 2002-01-01 },
          { id = "aid", kind = "alliance", between = ["b", "c"], start = 2001-01-01, end = 2002-01-01 },
          { id = "in", kind = "membership", from = "a", to = "c", start = 2005-01-01, seen = 2008-01-01 },
        ]
        [actors]
        a = { name = "A", kind = "armed-group" }
        b = { name = "B", kind = "armed-group" }
        c = { name = "C", kind = "coalition" }
        "#,
    );
    let second = record(
        r#"events = [{ id = "out", kind = "split", from = "c", to = "a", when = 2009-06-01, certainty = "alleged" }]"#,
    );
    let rows = on(&first, "2008-01-01").diff(on(&second, "2010-01-01"));
    assert_eq!(rows.len(), 1);
    let grounds = &rows[0].grounds;
    let named: Vec<&str> = grounds.statements.iter().map(|one| one.key()).collect();
    assert_eq!(
        (named, grounds.certainty),
        (vec!["in", "out"], Certainty::Alleged)
    );
    // and of a record that has no such membership nothing is said
    let none = told("[actors]\na = { name = \"A\", kind = \"armed-group\" }");
    let rows = on(&first, "2008-01-01").diff(on(&none, "2010-01-01"));
    assert_eq!(rows[0].grounds.certainty, Certainty::Reported);
}

#[test]
fn what_came_to_an_end_stands_in_the_order_of_the_keys_of_its_two() {
    let graph = told(
        r#"
        relations = [
          { id = "inner", kind = "rivalry", between = ["c", "b"], start = 2001-01-01, end = 2002-01-01 },
          { id = "outer", kind = "rivalry", between = ["d", "a"], start = 2001-01-01, end = 2002-01-01 },
        ]
        [actors]
        a = { name = "A", kind = "armed-group" }
        b = { name = "B", kind = "armed-group" }
        c = { name = "C", kind = "armed-group" }
        d = { name = "D", kind = "armed-group" }
        "#,
    );
    let rows = on(&graph, "2001-06-01").diff(on(&graph, "2003-01-01"));
    let named = rows.iter().map(|row| row.grounds.statements[0].key());
    assert_eq!(named.collect::<Vec<_>>(), ["outer", "inner"]);
}
