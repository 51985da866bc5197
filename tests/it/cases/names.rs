//! What an actor is called when.

use super::*;

fn names(view: View<'_, '_>, key: &str) -> Vec<String> {
    let all = view.names(actor(view.graph(), key));
    all.iter().map(ToString::to_string).collect()
}

/// *Ongoing* says that it went by the name on the day for which the record speaks, and of later days
/// nothing.
#[test]
fn a_name_that_was_in_use_is_certain_only_up_to_the_day_of_the_record() {
    let graph = case("dated-alias");
    let d = |text: &str| names(on(&graph, text), "d");
    assert_eq!(d("2019-12-31"), ["D (certainly)"]);
    assert_eq!(d("2020-12-30"), ["Old D (possibly)", "D (possibly)"]);
    assert_eq!(d("2020-12-31"), ["Old D (certainly)", "D (possibly)"]);
    assert_eq!(d("2023-05-02"), ["Old D (certainly)", "D (possibly)"]);
    assert_eq!(d("2023-05-03"), ["Old D (possibly)", "D (possibly)"]);
    assert_eq!(d("2030-01-01"), ["Old D (possibly)", "D (possibly)"]);
}

/// The day of a name is that of its source where that came out before the record.
#[test]
fn a_name_speaks_for_the_day_of_its_source() {
    let graph = told(
        r#"
        [record]
        as_of = 2023-05-02
        [sources.wire]
        published = "2021-03"
        [actors.d]
        name = "D"
        kind = "armed-group"
        source = "wire"
        aliases = [
          { name = "Old D", start = "2020", end = ".." },
          { name = "First D", start = "2015", end = "2020" },
        ]
        "#,
    );
    let d = |text: &str| {
        let mut all = names(on(&graph, text), "d");
        all.retain(|name| !name.starts_with("D "));
        all
    };
    assert_eq!(d("2015-12-31"), ["First D (certainly)"]);
    assert_eq!(d("2019-12-31"), ["First D (certainly)"]);
    assert_eq!(d("2020-06-01"), ["First D (possibly)", "Old D (possibly)"]);
    assert_eq!(d("2020-12-31"), ["Old D (certainly)"]);
    assert_eq!(d("2021-03-01"), ["Old D (certainly)"]);
    assert_eq!(d("2021-03-02"), ["Old D (possibly)"]);
    // the actor and its names are always known
    let early = on(&graph, "2019-12-31").known_on(day("2019-12-31"));
    assert_eq!(names(early, "d")[0], "First D (certainly)");
}

/// Without a day for which the record speaks, *ongoing* has no end.
#[test]
fn a_name_without_a_day_of_the_record_goes_on() {
    let graph = told(
        r#"
        [actors]
        d = { name = "D", kind = "armed-group", aliases = [{ name = "Old D", start = "2020", end = ".." }] }
        "#,
    );
    assert_eq!(names(on(&graph, "2030-01-01"), "d")[0], "Old D (certainly)");
}

/// "Certain where the window has a day on which none of them can hold, else only possible."
#[test]
fn in_a_window_without_a_day_no_name_is_certain() {
    let graph = told("[actors]\nd = { name = \"D\", kind = \"armed-group\" }");
    let start = day("2030-01-01");
    assert_eq!(names(graph.during(start..start), "d"), ["D (possibly)"]);
    assert_eq!(names(graph.at(start), "d"), ["D (certainly)"]);
}
