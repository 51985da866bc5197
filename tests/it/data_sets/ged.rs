//! UCDP GED and Candidate.

use super::{count, is_sound, read, told};
use factions::import::data_sets::{
    Civilians, Clock, DataSetOptions, DataSetReader, ProvisionalRows,
};
use factions::import::{Import, LoadError, Treatment};
use factions::{ActorGraph, ActorKind, Certainty, Deaths, Ends, EventKind, Record, Step, date};

/// The columns of the releases since 23.1.
pub(super) const HEADER: &str = "id,relid,year,active_year,code_status,type_of_violence,\
conflict_dset_id,conflict_new_id,conflict_name,dyad_dset_id,dyad_new_id,dyad_name,side_a_dset_id,\
side_a_new_id,side_a,side_b_dset_id,side_b_new_id,side_b,number_of_sources,source_article,\
source_office,source_date,source_headline,source_original,where_prec,where_coordinates,\
where_description,adm_1,adm_2,latitude,longitude,geom_wkt,priogrid_gid,country,country_id,region,\
event_clarity,date_prec,date_start,date_end,deaths_a,deaths_b,deaths_civilians,deaths_unknown,best,\
high,low,gwnoa,gwnob";

/// A row, of which a test says what matters to it.
#[derive(Clone)]
pub(super) struct Row {
    pub(super) id: u32,
    pub(super) kind: u8,
    pub(super) status: &'static str,
    pub(super) a: (u32, &'static str),
    pub(super) b: (u32, &'static str),
    pub(super) days: [String; 2],
    /// Of side a, of side b, of civilians, unknown.
    pub(super) deaths: [u32; 4],
    /// Low, best, high.
    pub(super) figures: [u32; 3],
    pub(super) clarity: u8,
    pub(super) place: (&'static str, u8),
    pub(super) country: (&'static str, u32),
    pub(super) state_a: &'static str,
    pub(super) articles: &'static str,
    pub(super) text: &'static str,
}

pub(super) const GOVERNMENT: (u32, &str) = (9001, "Government of Northland");
pub(super) const FRONT: (u32, &str) = (9002, "Northern Front");
pub(super) const MILITIA: (u32, &str) = (9003, "River Militia");
const CIVILIANS: (u32, &str) = (1, "Civilians");

impl Row {
    /// A clash of the government and the front on a day, with one dead soldier and two dead rebels.
    pub(super) fn new(id: u32, day: &str) -> Self {
        Self {
            id,
            kind: 1,
            status: "Clear",
            a: GOVERNMENT,
            b: FRONT,
            days: [day.to_owned(), day.to_owned()],
            deaths: [1, 2, 0, 0],
            figures: [3, 3, 4],
            clarity: 1,
            place: ("Greenford", 1),
            country: ("Mali", 432),
            state_a: "432",
            articles: "2023-01-05;2023-01-09",
            text: "words",
        }
    }

    fn until(self, day: &str) -> Self {
        let [first, _] = self.days;
        let days = [first, day.to_owned()];
        Self { days, ..self }
    }

    pub(super) fn line(&self) -> String {
        let Self {
            id,
            kind,
            status,
            a,
            b,
            days: [first, last],
            deaths: [of_a, of_b, civilians, unknown],
            figures: [low, best, high],
            clarity,
            place,
            country,
            state_a,
            articles,
            text,
        } = self;
        let year = &first[..4.min(first.len())];
        let quoted = |name: &str| format!("\"{}\"", name.replace('"', "\"\""));
        let text = quoted(text);
        [
            format!("{id},R-{id},{year},1,{status},{kind},77,78,Northland: Government,88,89"),
            quoted(&format!("{} - {}", a.1, b.1)),
            format!("{},{},{}", a.0 + 100, a.0, quoted(a.1)),
            format!("{},{},{}", b.0 + 100, b.0, quoted(b.1)),
            format!("2,{text},Paper;Radio,{articles},{text},{text}"),
            format!("{},{},{text},North region,Upper district", place.1, place.0),
            format!(
                "14.5,-3.25,POINT (-3.25 14.5),150000,{},{},Africa",
                country.0, country.1
            ),
            format!("{clarity},1,{first},{last},{of_a},{of_b},{civilians},{unknown}"),
            format!("{best},{high},{low},{state_a},"),
        ]
        .join(",")
    }
}

/// A file of rows.
pub(super) fn file(rows: &[Row]) -> String {
    let lines = rows.iter().map(Row::line);
    let mut text = HEADER.to_owned();
    for line in lines {
        text.push('\n');
        text.push_str(&line);
    }
    text.push('\n');
    text
}

pub(super) fn ged(rows: &[Row]) -> Import {
    let import = read("GEDEvent_v23_1.csv", &file(rows));
    is_sound(&import);
    import
}

fn by(rows: &[Row], choose: impl FnOnce(&mut DataSetOptions)) -> Import {
    let mut options = DataSetOptions::default();
    choose(&mut options);
    let reader = DataSetReader::new().options(options);
    let import = reader.read("ged.csv", file(rows).as_bytes());
    let import = import.expect("it is read");
    is_sound(&import);
    import
}

/// Sixty-six rows of six years, with whatever the data set has.
pub(super) fn many() -> Vec<Row> {
    let mut rows = Vec::new();
    for number in 0..66_u32 {
        let day = format!(
            "20{:02}-{:02}-{:02}",
            17 + number % 6,
            1 + number % 12,
            1 + number % 28
        );
        let mut row = Row::new(5000 + number, &day);
        row.figures = [number % 5, number % 5 + 3, number % 5 + 9];
        row.deaths = [1, 2, number % 5, 0];
        match number % 11 {
            1 => row = row.until(&format!("{}-28", &day[..7])),
            2 => {
                row.kind = 3;
                row.b = CIVILIANS;
                row.deaths = [0, 0, number % 5 + 3, 0];
            }
            3 => (row.kind, row.a, row.state_a) = (2, MILITIA, ""),
            4 => (row.a, row.b) = ((436, "XXX436"), (436, "XXX436")),
            5 => row.figures = [9, 4, 2],
            6 => row.status = "Check deaths",
            7 => row.a = (9249, "Government of Northland, Government of the Isles"),
            8 => row.clarity = 2,
            9 => row.place = ("North region", 4),
            10 => row.text = "said \"so\",\nand again",
            _ => {}
        }
        rows.push(row);
    }
    rows
}

#[test]
fn the_totals_are_those_of_the_file() {
    let rows = many();
    let import = ged(&rows);
    assert_eq!((import.report.read, import.report.made), (66, 66));
    let graph = ActorGraph::new(import.record);
    let mut best_of_year = std::collections::BTreeMap::new();
    for row in &rows {
        *best_of_year.entry(row.days[0][..4].to_owned()).or_insert(0) += u64::from(row.figures[1]);
    }
    let series = graph.ever().series(Step::Year);
    let found: std::collections::BTreeMap<String, u64> = series
        .steps
        .iter()
        .map(|step| {
            (
                step.label.clone(),
                step.tally.total.all().best().unwrap_or(0),
            )
        })
        .collect();
    assert_eq!(found, best_of_year);
    assert!(series.not_dated.statements.is_empty());
}

#[test]
fn the_order_of_rows_makes_no_difference() {
    let mut rows = many();
    let first = ged(&rows).record.to_toml();
    rows.reverse();
    assert_eq!(ged(&rows).record.to_toml(), first);
    rows.rotate_left(23);
    assert_eq!(ged(&rows).record.to_toml(), first);
}

#[test]
fn a_row_is_a_clash_of_two_sides_with_all_that_it_says() {
    let import = ged(&[Row::new(1, "2020-05-01")]);
    let record = &import.record;
    let statement = &record.statements()[0];
    assert_eq!(&*statement.id, "ged-1");
    let event = statement.event().expect("it is an event");
    assert_eq!(event.kind, EventKind::Clash);
    assert!(matches!(&statement.ends, Ends::Sided(sides) if sides.len() == 2));
    let killed = event.killed.as_ref().expect("it has a figure");
    assert_eq!(killed.deaths, Deaths::new(3, 3, 4));
    let graph = ActorGraph::new(record.clone());
    let front = graph.actor("Northern Front").expect("it is there");
    assert_eq!(graph.ever().losses_of(front).all().best(), Some(2));
    assert_eq!(front.key(), "ucdp-9002");
    assert_eq!(record.actor_by_id_in("ucdp", "9002"), Some(front.id()));
    let place = &record.places()[0];
    assert_eq!(
        (&*place.name, place.country.as_deref()),
        ("Greenford", Some("ML"))
    );
    assert_eq!((place.latitude, place.longitude), (Some(14.5), Some(-3.25)));
    let source = &record.sources()[0];
    assert_eq!(
        source.to_string(),
        "Uppsala Conflict Data Program, UCDP GED 23.1"
    );
    assert_eq!(
        source
            .published
            .as_ref()
            .map(ToString::to_string)
            .as_deref(),
        Some("2023")
    );
}

#[test]
fn kinds_of_actors_follow_from_their_names() {
    let rows = many();
    let record = ged(&rows).record;
    let kind = |key: &str| {
        record
            .actor(record.actor_by_key(key).expect("it is there"))
            .kind
    };
    assert_eq!(kind("ucdp-9001"), ActorKind::Government);
    assert_eq!(kind("ucdp-9002"), ActorKind::ArmedGroup);
    assert_eq!(kind("ucdp-9249"), ActorKind::Coalition);
    assert_eq!(kind("ucdp-xxx-436"), ActorKind::Unidentified);
    assert_eq!(kind("civilians-432"), ActorKind::Civilians);
    let government = record.actor(record.actor_by_key("ucdp-9001").expect("it is there"));
    assert_eq!(government.country.as_deref(), Some("ML"));
    assert_eq!(government.ids.of("gw").collect::<Vec<_>>(), ["432"]);
}

#[test]
fn dates_are_as_exact_as_the_row() {
    let rows = [
        Row::new(1, "2020-05-01"),
        Row::new(2, "2020-05-01").until("2020-05-31"),
        Row::new(3, "2020-01-01").until("2020-12-31"),
        Row::new(4, "2020-05-03").until("2020-05-09"),
        Row::new(5, "2020-05-01 00:00:00.000"),
    ];
    let record = ged(&rows).record;
    let when = |id: &str| {
        let statement = record.statements().iter().find(|one| *one.id == *id);
        let event = statement.and_then(|statement| statement.event());
        event
            .and_then(|event| event.when.as_ref())
            .map(ToString::to_string)
    };
    assert_eq!(when("ged-1").as_deref(), Some("2020-05-01"));
    assert_eq!(when("ged-2").as_deref(), Some("2020-05"));
    assert_eq!(when("ged-3").as_deref(), Some("2020"));
    assert_eq!(when("ged-4").as_deref(), Some("[2020-05-03..2020-05-09]"));
    assert_eq!(when("ged-5").as_deref(), Some("2020-05-01"));
}

#[test]
fn figures_out_of_order_are_put_in_order_and_counted() {
    let mut row = Row::new(1, "2020-05-01");
    row.figures = [9, 3, 2];
    let import = ged(&[row]);
    assert_eq!(
        count(&import.report, Treatment::Changed, "figures-out-of-order"),
        1
    );
    assert_eq!(import.report.changed, 1);
    assert!(
        told(&import, "ged-1").contains("3 killed"),
        "{}",
        told(&import, "ged-1")
    );
}

#[test]
fn both_sides_the_same_is_an_actor_alone() {
    let mut row = Row::new(1, "2020-05-01");
    (row.a, row.b) = ((436, "XXX436"), (436, "XXX436"));
    let import = ged(&[row]);
    assert!(matches!(&import.record.statements()[0].ends, Ends::Alone(all) if all.len() == 1));
    assert_eq!(
        count(&import.report, Treatment::Changed, "one-on-both-sides"),
        1
    );
}

#[test]
fn violence_against_civilians_is_directed_at_those_of_the_country() {
    let mut row = Row::new(1, "2020-05-01");
    (row.kind, row.b, row.deaths) = (3, CIVILIANS, [0, 0, 3, 0]);
    let mut other = Row::new(2, "2020-05-02");
    (other.kind, other.b, other.deaths) = (3, CIVILIANS, [0, 0, 3, 0]);
    other.country = ("Niger", 436);
    let rows = [row, other];
    let graph = ActorGraph::new(ged(&rows).record);
    let civilians = graph.actor("Civilians (Mali)").expect("they are there");
    assert_eq!(graph.ever().attackers(civilians).len(), 1);
    assert_eq!(graph.ever().losses_of(civilians).all().best(), Some(3));
    let one = by(&rows, |options| options.ged.civilians = Civilians::One);
    assert!(one.record.actor_by_key("civilians").is_some());
    assert!(one.record.actor_by_key("civilians-432").is_none());
}

#[test]
fn deaths_of_unknown_side_leave_the_losses_open() {
    let mut row = Row::new(1, "2020-05-01");
    (row.deaths, row.figures) = ([1, 0, 0, 2], [3, 3, 5]);
    let mut wrong = Row::new(2, "2020-05-02");
    (wrong.deaths, wrong.figures) = ([1, 1, 0, 0], [3, 3, 3]);
    let import = ged(&[row, wrong]);
    assert_eq!(
        count(&import.report, Treatment::Changed, "sides-do-not-sum"),
        1
    );
    let graph = ActorGraph::new(import.record);
    let view = graph.at(date(2020, 5, 1));
    let government = graph.actor("Government of Northland").expect("it is there");
    let lost = view.losses_of(government).certainly;
    // one, and of the two of unknown side and the two that may be more all
    assert_eq!(lost.killed(), Some(Deaths::new(1, 1, 5)));
    let front = graph.actor("Northern Front").expect("it is there");
    assert_eq!(view.losses_of(front).certainly.best(), None);
}

#[test]
fn rows_that_are_still_checked_are_hedged_or_alleged_or_left() {
    let mut row = Row::new(1, "2020-05-01");
    row.status = "Check dyad";
    let rows = [row, Row::new(2, "2020-05-02")];
    let evidence = |import: &Import| {
        let statement = import
            .record
            .statements()
            .iter()
            .find(|one| &*one.id == "ged-1");
        statement.map(|one| (one.evidence.certainty, one.evidence.hedge.clone()))
    };
    let hedge = Some("Check dyad".into());
    assert_eq!(
        evidence(&ged(&rows)),
        Some((Certainty::Reported, hedge.clone()))
    );
    let alleged = by(&rows, |options| {
        options.ged.provisional = ProvisionalRows::Alleged;
    });
    assert_eq!(evidence(&alleged), Some((Certainty::Alleged, hedge)));
    let left = by(&rows, |options| {
        options.ged.provisional = ProvisionalRows::SetAside;
    });
    assert_eq!(evidence(&left), None);
    assert_eq!(count(&left.report, Treatment::SetAside, "provisional"), 1);
}

#[test]
fn the_point_of_a_region_is_no_point_of_the_event() {
    let mut row = Row::new(1, "2020-05-01");
    row.place = ("North region", 4);
    let record = ged(&[row, Row::new(2, "2020-05-01")]).record;
    let points: Vec<_> = record.places().iter().map(|place| place.latitude).collect();
    assert_eq!(points, [Some(14.5), None]);
}

#[test]
fn cells_that_do_not_belong_together_are_no_event() {
    let text = file(&[Row::new(1, "2020-05-01"), Row::new(2, "2021-05-01")]);
    let swallowed = text.replacen(",Africa,", ",\"Africa,", 1);
    let import = read("ged.csv", &swallowed);
    is_sound(&import);
    assert!(import.record.statements().is_empty(), "{}", import.report);
    let other_year = text.replacen(",2020,1,", ",2011,1,", 1);
    let import = read("ged.csv", &other_year);
    assert_eq!(
        count(&import.report, Treatment::SetAside, "year-and-date-differ"),
        1
    );
}

#[test]
fn a_file_without_a_column_that_it_needs_is_refused_with_its_name() {
    let text = file(&[Row::new(1, "2020-05-01")]);
    for column in ["date_end", "side_b_new_id", "best", "where_prec"] {
        let without = text.replacen(&format!("{column},"), "other_column,", 1);
        let refused = DataSetReader::new().read("ged.csv", without.as_bytes());
        let refused = refused.expect_err("it is needed").to_string();
        assert!(refused.contains(&format!("`{column}`")), "{refused}");
    }
}

#[test]
fn known_on_a_day_goes_by_the_release_or_by_the_articles() {
    let row = Row::new(1, "2023-01-02");
    let events = |import: Import, day| {
        let graph = ActorGraph::new(import.record);
        graph.ever().known_on(day).events().len()
    };
    let release = || ged(std::slice::from_ref(&row));
    assert_eq!(events(release(), date(2022, 12, 31)), 0);
    assert_eq!(events(release(), date(2023, 12, 31)), 1);
    let articles = || {
        by(std::slice::from_ref(&row), |options| {
            options.ged.clock = Clock::Article;
        })
    };
    assert_eq!(events(articles(), date(2023, 1, 8)), 0);
    assert_eq!(events(articles(), date(2023, 1, 9)), 1);
}

#[test]
fn what_cannot_be_an_event_is_set_aside_with_its_reason() {
    let mut protest = Row::new(1, "2020-05-01");
    protest.kind = 4;
    let mut nobody = Row::new(2, "2020-05-01");
    nobody.b = (9002, "");
    let inverted = Row::new(3, "2020-05-09").until("2020-05-01");
    let undated = Row::new(4, "some day");
    let ambiguous = Row::new(5, "03/04/2021");
    let import = ged(&[
        protest,
        nobody,
        inverted,
        undated,
        ambiguous,
        Row::new(6, "2020-05-01"),
    ]);
    assert_eq!((import.report.made, import.report.set_aside), (1, 5));
    for code in [
        "type-of-violence",
        "no-side",
        "inverted-dates",
        "no-date",
        "ambiguous-date",
    ] {
        assert_eq!(
            count(&import.report, Treatment::SetAside, code),
            1,
            "{code}"
        );
    }
    let note = import
        .report
        .note(Treatment::SetAside, "inverted-dates")
        .expect("it is there");
    assert_eq!(note.first[0].location.line, 4);
    assert!(import.strict().is_err());
}

#[test]
fn a_file_that_a_spreadsheet_saved_is_refused() {
    let row = Row::new(1, "00:00.0");
    let refused = DataSetReader::new().read("ged.csv", file(&[row]).as_bytes());
    let refused = refused.expect_err("no day is left");
    assert!(matches!(refused, LoadError::Unfit { .. }));
    assert!(
        refused
            .to_string()
            .contains("take the file as it was downloaded"),
        "{refused}"
    );
}

#[test]
fn what_is_beyond_the_model_is_carried_along_if_asked_for() {
    let row = Row::new(1, "2020-05-01");
    let plain = ged(std::slice::from_ref(&row));
    assert_eq!(
        count(&plain.report, Treatment::Beyond, "columns-left-out"),
        1
    );
    let native = by(&[row], |options| options.native = true);
    let text: Vec<&str> = native.record.statements()[0]
        .native
        .of("ucdp-ged")
        .collect();
    assert!(
        text[0].contains("\"conflict_name\":\"Northland: Government\""),
        "{}",
        text[0]
    );
}

#[test]
fn a_row_that_breaks_a_rule_of_the_record_is_set_aside() {
    let record = Record::from_toml(
        r#"
        [actors]
        north-front = { name = "Northern Front", kind = "armed-group", ids = { ucdp = "9002" }, active = { start = "2015", end = "2019" } }
        "#,
    );
    let record = record.expect("it is in order");
    let rows = [Row::new(1, "2018-05-01"), Row::new(2, "2020-05-01")];
    let reader = DataSetReader::new().beside("north.toml", &record);
    let import = reader
        .read("ged.csv", file(&rows).as_bytes())
        .expect("it is read");
    is_sound(&import);
    assert_eq!(
        (import.report.made, import.report.set_aside),
        (1, 1),
        "{}",
        import.report
    );
    assert_eq!(
        count(&import.report, Treatment::SetAside, "outside-active-period"),
        1
    );
}

#[test]
fn types_of_violence_that_were_not_asked_for_are_beyond() {
    let rows = many();
    let import = by(&rows, |options| options.ged.types = [false, false, true]);
    let report = &import.report;
    let beyond = count(report, Treatment::Beyond, "not-asked-for");
    assert!(beyond > 0 && report.made > 0, "{report}");
    let statements = import.record.statements();
    assert!(
        statements
            .iter()
            .all(|one| one.kind().as_str() == "violence-against-civilians")
    );
}
