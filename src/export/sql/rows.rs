//! A query for the events of a question as rows, from which a smaller graph can be built.

use super::lens::Sql;
use super::writing::{NotInSql, SqlQuery, Steps, all_of, is_one_of};
use std::collections::BTreeMap;

/// Narrows the events of a view to those of a question, out of very many.
///
/// # Examples
///
/// ```
/// use factions::export::{Sql, SqlRows};
/// use factions::date;
///
/// let mali = SqlRows { countries: vec!["ML".into()], ..SqlRows::default() };
/// let year = Sql::during(date(2023, 1, 1)..date(2024, 1, 1));
/// assert!(year.event_rows(&mali)?.text().contains("country = 'ML'"));
/// # Ok::<(), factions::export::NotInSql>(())
/// ```
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct SqlRows {
    /// Keys of actors, one of which took part; if empty, any actor.
    pub actors: Vec<String>,
    /// Pairs of keys of actors, one of which the event ties; if empty, any pair.
    pub dyads: Vec<(String, String)>,
    /// Countries of the event's places, ISO 3166 alpha-2; if empty, any place.
    pub countries: Vec<String>,
    /// Whether the rows have an `id`, by which the table `losses` names them, an `id_given`, and the
    /// `happening` that they describe.
    pub has_ids: bool,
    /// Whether denied events are included, which no view counts.
    pub has_denied: bool,
}

/// The columns of an event's row; the last ones show whether it needs more than a row.
const COLUMNS: [&str; 22] = [
    "kind",
    "form",
    "side_a",
    "side_b",
    "day_min",
    "day_max",
    "certainty",
    "claimants",
    "sources",
    "killed_low",
    "killed_best",
    "killed_high",
    "killed_certainty",
    "killed_claimants",
    "killed_hedge",
    "places",
    "jointly",
    "hedge",
    "tellings",
    "withdrawn_state",
    "reason",
    "note",
];

/// # Rows
impl Sql {
    /// The events that a question is about, as rows that [`Bulk::batches`](crate::Bulk::batches) takes, for
    /// questions that SQL cannot express.
    ///
    /// The rows are all events that the view possibly shows, in no particular order.
    ///
    /// # Errors
    ///
    /// As [`toll`](Self::toll).
    pub fn event_rows(&self, of: &SqlRows) -> Result<SqlQuery, NotInSql> {
        let mut steps = Steps::default();
        let (from, conditions) = self.narrowed(of, &mut steps)?;
        let mut columns = COLUMNS.to_vec();
        if of.has_ids {
            columns.extend(["id", "id_given", "happening"]);
        }
        let shown: Vec<String> = columns.iter().map(|name| format!("e.{name}")).collect();
        let select = format!(
            "SELECT {}, e.day_state\nFROM {from}\nWHERE {conditions}",
            shown.join(", ")
        );
        columns.push("day_state");
        Ok(steps.select(columns, &select))
    }

    /// The keys of the actors that take part in these events, in the column `actor`.
    ///
    /// # Errors
    ///
    /// As [`toll`](Self::toll).
    pub fn actors_of_rows(&self, of: &SqlRows) -> Result<SqlQuery, NotInSql> {
        let mut steps = Steps::default();
        let (from, conditions) = self.narrowed(of, &mut steps)?;
        steps.add(
            "narrowed",
            format!("SELECT e.id, e.pairs, e.pair_a, e.pair_b FROM {from} WHERE {conditions}"),
        );
        Ok(steps.select(
            vec!["actor"],
            "
            SELECT n.pair_a AS actor FROM narrowed n WHERE n.pairs = 1
            UNION
            SELECT n.pair_b AS actor FROM narrowed n WHERE n.pairs = 1
            UNION
            SELECT t.actor FROM narrowed n JOIN participants t ON t.statement = n.id WHERE n.pairs <> 1
            ",
        ))
    }

    fn narrowed(
        &self,
        of: &SqlRows,
        steps: &mut Steps,
    ) -> Result<(&'static str, String), NotInSql> {
        let days = self.event_days()?;
        let known = self.known("e")?;
        let from = self.add_asked(steps)?;
        let admitted = self.is_admitted("e", steps)?;
        let mut conditions = vec![
            days.meet("e.day_min", "e.day_max"),
            if of.has_denied {
                format!("({admitted} OR e.certainty_rank = 0)")
            } else {
                admitted
            },
            known.possibly,
        ];
        if !of.actors.is_empty() {
            let one = |column: &str| is_one_of(column, &of.actors);
            conditions.push(format!(
                "(e.pairs = 1 AND ({} OR {}) OR e.pairs <> 1 AND e.id IN (SELECT t.statement FROM participants t WHERE {}))",
                one("e.pair_a")?,
                one("e.pair_b")?,
                one("t.actor")?
            ));
        }
        if !of.dyads.is_empty() {
            // grouped by actor, because a coalition has many members
            let mut with: BTreeMap<&String, Vec<String>> = BTreeMap::new();
            for (one, other) in &of.dyads {
                with.entry(one).or_default().push(other.clone());
            }
            let pairs = with.into_iter().map(|(one, others)| {
                let is = |column: &str, keys: &[String]| is_one_of(column, keys);
                let one = std::slice::from_ref(one);
                Ok(format!(
                    "({} AND {} OR {} AND {})",
                    is("p.actor_a", one)?,
                    is("p.actor_b", &others)?,
                    is("p.actor_b", one)?,
                    is("p.actor_a", &others)?
                ))
            });
            let pairs: Vec<String> = pairs.collect::<Result<_, NotInSql>>()?;
            conditions.push(format!(
                "e.id IN (SELECT p.statement FROM pairs p WHERE {})",
                pairs.join(" OR ")
            ));
        }
        if !of.countries.is_empty() {
            conditions.push(format!(
                "e.id IN (SELECT w.statement FROM event_places w JOIN places ON places.key = w.place WHERE {})",
                is_one_of("places.country", &of.countries)?
            ));
        }
        conditions.retain(|one| one != "TRUE");
        Ok((from, all_of(conditions)))
    }
}
