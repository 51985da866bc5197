//! GeoJSON: for QGIS, kepler.gl and anyone who draws a map.

use crate::export::kit::{Json, Rows, citation, no_fact, stated};
use crate::export::kit::{LeftOut, Lines, Out, Written, quoted, stream, whole};
use crate::graph::{ActorRef, StatementRef};
use crate::model::{ActorId, Ends, Place, PlaceId, Window};
use crate::query::{Happening, who_denies};
use crate::view::View;
use std::collections::BTreeSet;
use std::io;

/// # GeoJSON
impl View<'_, '_> {
    /// The events of the view as GeoJSON (RFC 7946), for QGIS, kepler.gl and other maps.
    ///
    /// One feature is one [happening](View::events), however many statements describe it. So you
    /// can count features and sum a column of deaths: no death is counted twice. A feature is a
    /// `Point`; a happening at several places is a `MultiPoint`, which both programs show in the
    /// same layer. Positions are longitude, then latitude, in WGS 84.
    ///
    /// Every feature has the same properties. They are texts, or whole numbers for deaths; `null`
    /// means unknown. Lists are texts with `; ` between their elements.
    ///
    /// | property | meaning |
    /// |---|---|
    /// | `id` | the key of its first statement, which is also the feature's own `id` |
    /// | `statements` | the keys of all its statements |
    /// | `label` | its kind, with its certainty if that is below *reported* |
    /// | `kind` | its kind, by its surest statement |
    /// | `earliest`, `latest` | its first and last possible day: `2023-10-07` |
    /// | `when` | its dates as its statements write them |
    /// | `holds` | `certainly` or `possibly` in the days of the view; in a view of all time without a value if certain |
    /// | `certainty`, `by`, `hedge` | how well it is known, who says so, and the source's hedge word |
    /// | `denied_by` | who denies it |
    /// | `ends` | how its actors are named: `from-to`, `sides`, `between` or `actor` |
    /// | `side_1` | who acts, the first side, or all of `between` and `actor` |
    /// | `side_2`, `other_sides` | whom it hits, or the second side; further sides |
    /// | `actors` | the keys of everyone named in it |
    /// | `killed_low`, `killed_best`, `killed_high` | deaths, at all its places together |
    /// | `killed_of`, `killed_certainty`, `killed_by` | how many each actor lost; how sure the figure is and who claims it |
    /// | `place`, `place_keys`, `region`, `country` | where it was, including places without coordinates |
    /// | `sources`, `citations` | its sources: keys, and in words |
    /// | `note` | the notes of its statements |
    ///
    /// It cannot carry relations, events at no place with coordinates, or the entries of actors.
    ///
    /// # Complexity
    ///
    /// O(s log s + length of the text), where s is the number of statements of the graph.
    ///
    /// # Examples
    ///
    /// ```
    /// # use factions::{ActorGraph, Record};
    /// # let record = Record::from_toml(r#"
    /// # [actors]
    /// # jnim = { name = "JNIM", kind = "armed-group" }
    /// # army = { name = "Malian Armed Forces", kind = "state-force" }
    /// # [places]
    /// # kidal = { name = "Kidal", latitude = 18.44, longitude = 1.41 }
    /// # batouma = { name = "Batouma" }
    /// # [[events]]
    /// # id = "attack-on-kidal"
    /// # kind = "clash"
    /// # from = "jnim"
    /// # to = "army"
    /// # place = "kidal"
    /// # killed = 3
    /// # [[events]]
    /// # id = "ambush-near-batouma"
    /// # kind = "clash"
    /// # from = "jnim"
    /// # to = "army"
    /// # place = "batouma"
    /// # "#)?;
    /// let graph = ActorGraph::new(record);
    /// let written = graph.ever().to_geojson();
    /// assert!(written.content.contains(r#""geometry":{"type":"Point","coordinates":[1.41,18.44]}"#));
    /// assert!(written.content.contains(r#""killed_best":3"#));
    /// assert_eq!(
    ///     written.left_out.to_string(),
    ///     "events at places without coordinates: 1 (ambush-near-batouma)",
    /// );
    /// # Ok::<(), factions::Problems>(())
    /// ```
    pub fn to_geojson(self) -> Written {
        whole(|out| write(self, out))
    }

    /// Writes the GeoJSON to a stream, event by event; only a part of the text is in memory at a time.
    ///
    /// # Errors
    ///
    /// The error of the stream, if it cannot be written to.
    ///
    /// # Examples
    ///
    /// ```
    /// # use factions::{ActorGraph, Record};
    /// # let record = Record::from_toml("")?;
    /// let graph = ActorGraph::new(record);
    /// let mut file = Vec::new();
    /// graph.ever().write_geojson(&mut file)?;
    /// assert_eq!(file, graph.ever().to_geojson().content.as_bytes());
    /// # Ok::<(), Box<dyn std::error::Error>>(())
    /// ```
    pub fn write_geojson(self, mut to: impl io::Write) -> io::Result<LeftOut> {
        stream(&mut to, |out| write(self, out))
    }
}

fn write(view: View<'_, '_>, out: &mut Out<'_>) -> io::Result<LeftOut> {
    let rows = Rows::of(view);
    let mut left_out = rows.left_out.clone();
    rows.note_native(&mut left_out);
    let relations = rows.statement_refs();
    let relations = relations.filter(|one| one.kind().event().is_none());
    left_out.note(
        "relations, which are at no place",
        relations.map(StatementRef::key),
    );
    let (mut placeless, mut unknown) = (Vec::new(), Vec::new());
    let (mut beside, mut dead) = (BTreeSet::new(), Vec::new());
    out.text.push_str("{\"type\":\"FeatureCollection\",\n");
    if let Some(title) = rows.graph.record().title() {
        out.text.push_str("\"name\":");
        quoted(&mut out.text, title);
        out.text.push_str(",\n");
    }
    out.text.push_str("\"features\":");
    let mut lines = Lines::begin(&mut out.text);
    // sorted by order only, since all features at once need much memory
    let mut order: Vec<_> = view.happenings().map(|one| one.order()).collect();
    order.sort_unstable();
    for (.., surest) in order {
        let Some(happening) = view.happening(surest.id()) else {
            continue;
        };
        let located: Vec<[f64; 2]> = positions(&happening.places).collect();
        if located.is_empty() {
            let key = id_of(&happening);
            let killed = happening.killed.as_ref();
            if killed.is_some_and(|killed| killed.deaths.high > 0) {
                dead.push(key.clone());
            }
            if happening.places.is_empty() {
                placeless.push(key);
            } else {
                unknown.push(key);
            }
            continue;
        }
        let without = happening
            .places
            .iter()
            .filter(|place| position(place).is_none());
        beside.extend(without.map(|place| place.key.to_string()));
        lines.next(&mut out.text);
        let window = view.event_window();
        feature(&happening, window, located).write(&mut out.text);
        out.pass()?;
    }
    lines.end(&mut out.text);
    out.text.push_str("}\n");
    left_out.note("events without a place", placeless);
    left_out.note("events at places without coordinates", unknown);
    left_out.note("deaths in events without coordinates", dead);
    left_out.note(
        "places without coordinates, of events at others too",
        beside,
    );
    left_out.note(
        "places without an event of the view",
        unvisited(view, &rows),
    );
    Ok(left_out)
}

/// Returns the keys of places with coordinates at which no event of the view was.
fn unvisited(view: View<'_, '_>, rows: &Rows<'_, '_>) -> Vec<String> {
    let visited: BTreeSet<PlaceId> = rows.places();
    let places = view.graph().record().places().iter();
    let others = places.zip(0_u32..).filter(|(place, number)| {
        position(place).is_some() && !visited.contains(&PlaceId::new(*number))
    });
    others.map(|(place, _)| place.key.to_string()).collect()
}

/// Returns longitude and latitude, if both are known.
fn position(place: &Place) -> Option<[f64; 2]> {
    Some([place.longitude?, place.latitude?])
}

fn positions(places: &[&Place]) -> impl Iterator<Item = [f64; 2]> {
    places.iter().filter_map(|place| position(place))
}

/// Returns the key of a happening: that of its first statement.
fn id_of(happening: &Happening<'_>) -> String {
    let first = happening.grounds.statements.first().copied();
    first.unwrap_or(happening.surest()).key().to_owned()
}

fn feature(happening: &Happening<'_>, window: Window, located: Vec<[f64; 2]>) -> Json {
    let at = |position: [f64; 2]| Json::List(position.map(Json::Degrees).to_vec());
    let mut located: Vec<Json> = located.into_iter().map(at).collect();
    let (form, coordinates) = match located.len() {
        1 => ("Point", located.remove(0)),
        _ => ("MultiPoint", Json::List(located)),
    };
    let geometry = vec![("type", Json::text(form)), ("coordinates", coordinates)];
    Json::Table(vec![
        ("type", Json::text("Feature")),
        ("id", Json::text(id_of(happening))),
        ("geometry", Json::Table(geometry)),
        ("properties", Json::Table(properties(happening, window))),
    ])
}

fn properties(happening: &Happening<'_>, window: Window) -> Vec<(&'static str, Json)> {
    let grounds = &happening.grounds;
    let statements = || grounds.statements.iter();
    let kind = happening.kind.as_str();
    let when = happening.when.iter().flatten().map(ToString::to_string);
    let notes = statements().filter_map(|one| one.record().note.as_deref());
    let killed = happening.killed.as_ref();
    let deaths = killed.map(|killed| killed.deaths);
    let of = killed.map_or(&[][..], |killed| &killed.of);
    let by = killed.map_or(&[][..], |killed| &killed.by);
    let (ends, [side_1, side_2, others]) = sides(happening);
    let places = || happening.places.iter();
    let regions = places().filter_map(|place| place.region.as_deref());
    let countries = places().filter_map(|place| place.country.as_deref());
    vec![
        ("id", Json::text(id_of(happening))),
        ("statements", list(statements().map(|one| one.key()))),
        ("label", Json::text(no_fact(kind, grounds.certainty))),
        ("kind", Json::text(kind)),
        ("earliest", text(happening.days.earliest())),
        ("latest", text(happening.days.latest())),
        ("when", list(when)),
        ("holds", text(stated(window, grounds.holds))),
        ("certainty", Json::text(grounds.certainty.as_str())),
        ("by", keys(&grounds.by)),
        ("hedge", text(happening.hedge)),
        ("denied_by", text(who_denies(&grounds.denied))),
        ("ends", Json::text(ends)),
        ("side_1", side_1),
        ("side_2", side_2),
        ("other_sides", others),
        ("actors", keys(&happening.actors)),
        ("killed_low", number(deaths.map(|deaths| deaths.low))),
        ("killed_best", number(deaths.and_then(|deaths| deaths.best))),
        ("killed_high", number(deaths.map(|deaths| deaths.high))),
        (
            "killed_of",
            list(
                of.iter()
                    .map(|of| format!("{}: {}", of.actor.key(), of.deaths)),
            ),
        ),
        (
            "killed_certainty",
            text(killed.map(|killed| killed.certainty)),
        ),
        ("killed_by", keys(by)),
        ("place", list(places().map(|place| &place.name))),
        ("place_keys", list(places().map(|place| &place.key))),
        ("region", list(regions)),
        ("country", list(countries)),
        (
            "sources",
            list(grounds.sources.iter().map(|source| &source.key)),
        ),
        (
            "citations",
            list(grounds.sources.iter().map(|source| citation(source))),
        ),
        ("note", list(notes)),
    ]
}

/// Returns the form of the most certain statement's actors, and their names.
fn sides(happening: &Happening<'_>) -> (&'static str, [Json; 3]) {
    let surest = happening.surest();
    let graph = surest.graph();
    let names = |all: &[ActorId]| {
        let names = all.iter().map(|&id| graph.actor_ref(id).label());
        list(names)
    };
    match &surest.record().ends {
        Ends::Directed { from, to } => ("from-to", [names(from), names(to), Json::Null]),
        Ends::Mutual(all) => ("between", [names(all), Json::Null, Json::Null]),
        Ends::Alone(all) => ("actor", [names(all), Json::Null, Json::Null]),
        Ends::Sided(sides) => {
            let side = |number: usize| sides.get(number).map_or(Json::Null, names);
            let others: Vec<ActorId> = sides.iter().skip(2).flat_map(<[_]>::to_vec).collect();
            ("sides", [side(0), side(1), names(&others)])
        }
    }
}

fn text(value: Option<impl ToString>) -> Json {
    value.map_or(Json::Null, |value| Json::text(value.to_string()))
}

fn number(value: Option<u64>) -> Json {
    value.map_or(Json::Null, Json::Number)
}

fn keys(actors: &[ActorRef<'_>]) -> Json {
    list(actors.iter().map(|actor| actor.key()))
}

/// Joins a list without repetitions, or returns null if it is empty.
fn list<T: ToString>(elements: impl IntoIterator<Item = T>) -> Json {
    let mut all: Vec<String> = Vec::new();
    for element in elements {
        let element = element.to_string();
        if !all.contains(&element) {
            all.push(element);
        }
    }
    text((!all.is_empty()).then(|| all.join("; ")))
}
