//! Queries as texts: which tables they name, what is quoted, and what they refuse.
//!
//! What they answer is tested where there is an engine, in `scale/`.

use factions::export::{NotInSql, Sql, SqlQuery};
use factions::record::TableSchema;
use factions::{ActorGraph, Certainty, EventKind, RankBy, Record, RelationKind, Step, date};

type Asked = Vec<(&'static str, Result<SqlQuery, NotInSql>)>;

fn all_of(sql: &Sql) -> Asked {
    vec![
        ("toll", sql.toll()),
        ("tolls_by", sql.tolls_by(Step::Week)),
        ("actors_by", sql.actors_by(Step::Day)),
        ("dyads_by", sql.dyads_by(Step::Month)),
        ("losses_by", sql.losses_by(Step::Quarter)),
        ("coalition_by", sql.coalition_by("csp", Step::Year)),
        ("coalition_losses", sql.coalition_losses("csp")),
        ("top_actors", sql.top_actors(RankBy::Losses, 3)),
        ("top_dyads", sql.top_dyads(RankBy::Deaths, 3)),
        ("ties", sql.ties()),
        ("members", sql.members("csp")),
    ]
}

#[test]
fn a_view_and_the_same_words_without_a_graph_write_the_same_texts() {
    let graph = ActorGraph::new(Record::mali());
    let some = graph.actor_set(["jnim", "csp"]).expect("both are there");
    let days = date(2023, 9, 1)..date(2023, 12, 1);
    let view = graph
        .during(days.clone())
        .certainly()
        .at_least(Certainty::Claimed)
        .only([EventKind::Clash, EventKind::Strike])
        .without(EventKind::Strike)
        .among(&some);
    let alike = Sql::during(days)
        .certainly()
        .at_least(Certainty::Claimed)
        .only([EventKind::Clash, EventKind::Strike])
        .without(EventKind::Strike)
        .among(["jnim", "csp", "csp"]);
    assert_eq!(view.sql(), alike);
    for ((name, one), (_, other)) in all_of(&view.sql()).into_iter().zip(all_of(&alike)) {
        assert_eq!(one, other, "{name}");
    }
}

#[test]
fn every_text_reads_the_tables_of_columns_and_its_own_steps_alone() {
    let wide = Sql::during(date(2023, 1, 1)..date(2024, 1, 1));
    let narrow = wide
        .clone()
        .known_on(date(2023, 6, 1))
        .from_sources(["acled"]);
    let mut count = 0;
    for (name, query) in all_of(&wide).into_iter().chain(all_of(&narrow)) {
        let Ok(query) = query else { continue };
        count += 1;
        let words: Vec<&str> = query.text().split_whitespace().collect();
        for pair in words.windows(2) {
            let [word, table] = pair else { continue };
            // `extract(year FROM d)` names a column
            let is_read = matches!(*word, "FROM" | "JOIN") && !table.starts_with('(');
            let table = table.trim_end_matches([')', ',']);
            if !is_read || table.contains('.') {
                continue;
            }
            let is_step = query.text().contains(&format!("  {table} AS ("));
            assert!(
                is_step || TableSchema::named(table).is_some(),
                "{name} reads `{table}`\n{query}"
            );
        }
        assert!(query.text().lines().all(|line| line == line.trim_end()));
    }
    assert!(count > 15, "{count}");
}

#[test]
fn texts_of_strangers_are_quoted_and_what_engines_read_in_different_ways_is_refused() {
    let hostile = ["o'brien", "x'); DROP TABLE events; --", "'' OR 1=1"];
    let query = Sql::ever()
        .among(hostile)
        .ties()
        .expect("quotes are doubled");
    let text = query.text();
    assert!(text.contains("'o''brien'"), "{text}");
    assert!(text.contains("'x''); DROP TABLE events; --'"), "{text}");
    // outside of quotes nothing of them is left
    let outside: Vec<&str> = text.split('\'').step_by(2).collect();
    assert!(!outside.concat().contains("DROP"), "{text}");
    for refused in ["a\\", "a\nb", "a\0b"] {
        let error = Sql::ever().members(refused).expect_err("engines differ");
        assert!(error.to_string().contains("name it by a key"), "{error}");
        assert!(Sql::ever().from_sources([refused]).toll().is_err());
    }
}

#[test]
fn what_sql_cannot_say_is_an_error_with_a_remedy() {
    let then = Sql::ever().known_on(date(2023, 10, 31));
    let errors = [
        then.ties().err(),
        then.members("csp").err(),
        then.coalition("csp").err(),
        Sql::ever()
            .from_sources(["acled"])
            .coalition_losses("csp")
            .err(),
        Sql::ever().at_least(Certainty::Planned).ties().err(),
        Sql::ever().among(["msa"]).members("csp").err(),
        Sql::ever().top_dyads(RankBy::Losses, 3).err(),
        Sql::during(..date(-44, 3, 15)).toll().err(),
    ];
    for error in errors {
        let error = error.expect("it cannot be said");
        assert!(!error.remedy.is_empty());
        assert!(error.to_string().starts_with("SQL cannot say "), "{error}");
    }
    // what does not ask when it was known needs none
    assert!(Sql::ever().only(RelationKind::Alliance).ties().is_ok());
}
