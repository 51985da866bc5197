//! From very many events to the graph of a question: for all that SQL cannot say.

use crate::answer::Cell;
use crate::engine::Engine;
use crate::error::ScaleError;
use factions::export::{Sql, SqlRows};
use factions::{ActorGraph, Bulk, Record};
use std::fmt::Write;

impl Engine {
    /// The graph of the events that a question is about, with the actors that take part in them and the
    /// relations between these.
    ///
    /// Its views answer what SQL cannot say: stances, lineage, balance. The rows go from the columns into the
    /// graph, a batch at a time. Of actors their keys, names and kinds are read, of relations no roles and forms
    /// of support.
    ///
    /// # Errors
    ///
    /// What the engine meets, and rows that need more than a row can say: a happening that is told several
    /// times, a toll less sure than its event. [`Record::load`] reads these, all or none.
    pub fn narrow(&self, sql: &Sql, of: &SqlRows) -> Result<ActorGraph, ScaleError> {
        let actors = sql.actors_of_rows(of)?;
        let named = format!("(\n{}\n)", actors.text());
        let mut lines = self.lines(
            "actor",
            &["key", "name", "short", "kind"],
            &format!("actors WHERE key IN {named}"),
        )?;
        lines.push_str(&self.lines(
            "source",
            &["key", "title", "publisher", "published"],
            "sources",
        )?);
        lines.push_str(&self.lines(
            "place",
            &["key", "name", "country", "latitude", "longitude"],
            "places",
        )?);
        let record = Record::from_json_lines(lines.as_bytes())?;
        let mut batches = Bulk::onto(record).batches();
        self.each_batch(sql.event_rows(of)?.text(), |batch| {
            batches.events(&batch).map_err(ScaleError::from)
        })?;
        if of.has_ids {
            let rows = SqlRows {
                has_ids: true,
                ..of.clone()
            };
            let events = sql.event_rows(&rows)?;
            let losses = format!(
                "SELECT o.statement, o.actor, o.low, o.best, o.high FROM losses o WHERE o.statement IN (SELECT n.id FROM (\n{events}\n) n)"
            );
            self.each_batch(&losses, |batch| {
                batches.losses(&batch).map_err(ScaleError::from)
            })?;
        }
        let relations = format!(
            "SELECT r.kind, r.form, r.side_a, r.side_b, r.start_min, r.start_max, r.end_min, r.end_max,
              r.start_state, r.end_state, r.certainty, r.claimants, r.sources, r.tellings, r.withdrawn_state
            FROM relations r
            WHERE r.withdrawn_state = 'never' AND r.certainty_rank > 0
              AND r.id NOT IN (SELECT t.statement FROM participants t WHERE t.class = 'relation' AND t.actor NOT IN {named})"
        );
        self.each_batch(&relations, |batch| {
            batches.relations(&batch).map_err(ScaleError::from)
        })?;
        Ok(batches.build()?)
    }

    /// The rows of a table as lines of JSON.
    fn lines(&self, class: &str, columns: &[&str], from: &str) -> Result<String, ScaleError> {
        let answer = self.ask_text(&format!(
            "SELECT {} FROM {from} ORDER BY key",
            columns.join(", ")
        ))?;
        let mut out = String::new();
        for row in answer.rows() {
            let _ = write!(out, "{{\"type\":\"{class}\"");
            for (column, cell) in columns.iter().zip(&row) {
                let _ = match cell {
                    Cell::Null => Ok(()),
                    Cell::Number(_) | Cell::Truth(_) | Cell::Real(_) => {
                        write!(out, ",\"{column}\":{cell}")
                    }
                    Cell::Day(_) | Cell::Text(_) => {
                        write!(out, ",\"{column}\":{}", in_json(&cell.to_string()))
                    }
                };
            }
            out.push_str("}\n");
        }
        Ok(out)
    }
}

fn in_json(text: &str) -> String {
    let mut out = String::from('"');
    for letter in text.chars() {
        match letter {
            '"' | '\\' => out.extend(['\\', letter]),
            _ if letter.is_control() => {
                let _ = write!(out, "\\u{:04x}", u32::from(letter));
            }
            _ => out.push(letter),
        }
    }
    out.push('"');
    out
}
