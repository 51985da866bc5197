//! Of two tellings that cannot meet each as a whole is one way, with its own actors.

use super::*;

/// Two tellings that cannot meet name two opponents: in a window of the day of the one, nothing was
/// between those whom only the other names.
#[test]
fn nothing_was_between_two_on_a_day_on_which_no_telling_has_them() {
    let graph = told(
        r#"
        events = [
          { id = "one", kind = "clash", when = "2023-01-01", from = "army", to = "rebels", killed = 7 },
          { id = "two", kind = "clash", when = "2023-02-01", from = "army", to = "militia", killed = 9, same_as = "one" },
        ]
        [actors]
        army    = { name = "Army", kind = "state-force" }
        rebels  = { name = "Rebels", kind = "armed-group" }
        militia = { name = "Militia", kind = "militia" }
        "#,
    );
    let between = |text: &str, other: &str| {
        let toll = on(&graph, text).toll_between(actor(&graph, "army"), actor(&graph, other));
        toll.all().happenings
    };
    assert_eq!(between("2023-01-01", "rebels"), 1);
    assert_eq!(between("2023-01-01", "militia"), 0);
    assert_eq!(between("2023-02-01", "militia"), 1);
    assert_eq!(between("2023-02-01", "rebels"), 0);
}
