//! ACLED.

use super::{count, is_sound, read, told};
use factions::import::data_sets::{DataSetOptions, DataSetReader, Direction, ZeroFatalities};
use factions::import::{Import, LoadError, Treatment};
use factions::{ActorGraph, Day, Ends, EventKind, Statement, date};

const HEADER: &str = "event_id_cnty,event_date,year,time_precision,disorder_type,event_type,\
sub_event_type,actor1,assoc_actor_1,inter1,actor2,assoc_actor_2,inter2,interaction,\
civilian_targeting,iso,region,country,admin1,admin2,admin3,location,latitude,longitude,\
geo_precision,source,source_scale,notes,fatalities,tags,timestamp";

pub(super) const ARMY: &str = "Military Forces of Northland (2012-2020)";
pub(super) const NEW_ARMY: &str = "Military Forces of Northland (2020-)";
pub(super) const FRONT: &str = "NF: Northern Front";

/// A row, of which a test says what matters to it.
#[derive(Clone)]
pub(super) struct Row {
    id: String,
    date: &'static str,
    precision: u8,
    kind: (&'static str, &'static str),
    pub(super) one: (&'static str, &'static str, &'static str),
    pub(super) other: (&'static str, &'static str, &'static str),
    geo: u8,
    pub(super) notes: &'static str,
    fatalities: &'static str,
    timestamp: u64,
}

impl Row {
    pub(super) fn new(number: u32, date: &'static str) -> Self {
        Self {
            id: format!("NLD{number}"),
            date,
            precision: 1,
            kind: ("Battles", "Armed clash"),
            one: (ARMY, "", "State forces"),
            other: (FRONT, "", "Rebel group"),
            geo: 1,
            notes: "words",
            fatalities: "3",
            timestamp: 1_700_000_000,
        }
    }

    pub(super) fn kind(self, kind: &'static str, sub_kind: &'static str) -> Self {
        let kind = (kind, sub_kind);
        Self { kind, ..self }
    }

    pub(super) fn other(self, name: &'static str, code: &'static str) -> Self {
        let other = (name, "", code);
        Self { other, ..self }
    }

    pub(super) fn one(self, name: &'static str, code: &'static str) -> Self {
        let one = (name, "", code);
        Self { one, ..self }
    }

    pub(super) fn at(self, timestamp: u64) -> Self {
        Self { timestamp, ..self }
    }

    pub(super) fn precision(self, precision: u8) -> Self {
        Self { precision, ..self }
    }

    pub(super) fn fatalities(self, fatalities: &'static str) -> Self {
        Self { fatalities, ..self }
    }

    fn line(&self) -> String {
        let Self {
            id,
            date,
            precision,
            kind,
            one,
            other,
            geo,
            notes,
            fatalities,
            timestamp,
        } = self;
        let actor = |(name, associated, code): (&str, &str, &str)| {
            format!("\"{name}\",\"{associated}\",{code}")
        };
        [
            format!(
                "{id},{date},2020,{precision},Political violence,{},{}",
                kind.0, kind.1
            ),
            actor(*one),
            actor(*other),
            "State forces-Rebel group,,466,Western Africa,Northland,North,Upper,".to_owned(),
            format!(
                "Greenford,14.5,-3.25,{geo},Paper,National,\"{notes}\",{fatalities},,{timestamp}"
            ),
        ]
        .join(",")
    }
}

pub(super) fn file(rows: &[Row]) -> String {
    let lines: Vec<String> = rows.iter().map(Row::line).collect();
    format!("{HEADER}\n{}\n", lines.join("\n"))
}

pub(super) fn acled(rows: &[Row]) -> Import {
    let import = read("ACLED Data_2024-05-01.csv", &file(rows));
    is_sound(&import);
    import
}

pub(super) fn by(rows: &[Row], choose: impl FnOnce(&mut DataSetOptions)) -> Import {
    let mut options = DataSetOptions::default();
    choose(&mut options);
    let reader = DataSetReader::new().options(options);
    let import = reader
        .read("acled.csv", file(rows).as_bytes())
        .expect("it is read");
    is_sound(&import);
    import
}

pub(super) fn statement<'i>(import: &'i Import, id: &str) -> &'i Statement {
    let statements = import.record.statements();
    let found = statements.iter().find(|one| *one.id == *id);
    found.unwrap_or_else(|| panic!("there is no `{id}`"))
}

/// Kind and ends of the only row, with short names of actors.
fn shape(row: Row) -> (EventKind, String) {
    let import = acled(&[row]);
    let statement = &import.record.statements()[0];
    let name = |id: &factions::ActorId| {
        let actor = import.record.actor(*id);
        actor
            .key
            .trim_start_matches("acled-")
            .split('-')
            .take(2)
            .collect::<Vec<_>>()
            .join("-")
    };
    let list = |ids: &[factions::ActorId]| ids.iter().map(name).collect::<Vec<_>>().join("+");
    let ends = match &statement.ends {
        Ends::Directed { from, to } => format!("{} > {}", list(from), list(to)),
        Ends::Sided(sides) => sides.iter().map(&list).collect::<Vec<_>>().join(" | "),
        Ends::Mutual(all) => format!("{{{}}}", list(all)),
        Ends::Alone(all) => format!("[{}]", list(all)),
    };
    (statement.event().expect("it is an event").kind, ends)
}

/// Sixty-four rows with whatever the data set has.
fn many() -> Vec<Row> {
    const DATES: [&str; 4] = ["2019-03-05", "16 February 2020", "9-May-20", "2021-01-01"];
    let mut rows = Vec::new();
    for number in 0..64_u32 {
        let mut row = Row::new(number, DATES[number as usize % 4]);
        match number % 16 {
            1 => row.precision = 2,
            2 => row.precision = 3,
            3 => row.fatalities = "0",
            4 => {
                row = row
                    .kind("Explosions/Remote violence", "Air/drone strike")
                    .other("", "");
            }
            5 => {
                row = row
                    .kind("Violence against civilians", "Attack")
                    .other("Civilians (Northland)", "Civilians");
            }
            6 => {
                row = row
                    .kind("Protests", "Peaceful protest")
                    .one("Protesters (Northland)", "6")
                    .other("", "0");
            }
            7 => row.one.0 = NEW_ARMY,
            8 => row.one.1 = "River Militia; Farmers (Northland)",
            9 => row = row.one("River Militia", "4"),
            10 => {
                row = row
                    .one("Unidentified Armed Group (Northland)", "3")
                    .other("Unidentified Armed Group (Northland)", "3");
            }
            11 => row = row.kind("Strategic developments", "Arrests"),
            12 => row.geo = 3,
            13 => row = row.one("Military Forces of Northland (2012-2020) Air Force", "1"),
            14 => row = row.kind("Strategic developments", "Agreement"),
            15 => row.notes = "said \"\"so\"\", and\nagain",
            _ => {}
        }
        rows.push(row);
    }
    rows
}

#[test]
fn every_row_is_accounted_for_and_the_deaths_are_those_of_the_file() {
    let rows = many();
    let import = acled(&rows);
    assert_eq!(
        (import.report.read, import.report.made),
        (64, 64),
        "{}",
        import.report
    );
    let graph = ActorGraph::new(import.record);
    let dead: u64 = rows
        .iter()
        .filter_map(|row| row.fatalities.parse::<u64>().ok())
        .sum();
    assert_eq!(graph.ever().toll().all().best(), Some(dead));
}

#[test]
fn the_order_of_rows_makes_no_difference() {
    let mut rows = many();
    let first = acled(&rows).record.to_toml();
    rows.reverse();
    assert_eq!(acled(&rows).record.to_toml(), first);
    rows.rotate_left(19);
    assert_eq!(acled(&rows).record.to_toml(), first);
}

#[test]
#[expect(clippy::too_many_lines, reason = "a table of all types")]
fn each_type_of_event_has_a_kind_and_ends() {
    let row = || Row::new(1, "2020-05-01");
    let civilians = |row: Row| row.other("Civilians (Northland)", "Civilians");
    let nobody = |row: Row| row.other("", "");
    let strike = |row: Row| row.kind("Explosions/Remote violence", "Grenade");
    let strategic = |sub_kind| row().kind("Strategic developments", sub_kind);
    let protest = |sub_kind| {
        let row = row().kind("Protests", sub_kind);
        row.one("Protesters (Northland)", "Protesters")
            .other(ARMY, "State forces")
    };
    let army = "military-forces";
    for (row, kind, ends) in [
        (row(), EventKind::Clash, format!("{army} | nf-northern")),
        (
            row().kind("Battles", "Government regains territory"),
            EventKind::Seizure,
            format!("{army} > nf-northern"),
        ),
        (
            strike(row()),
            EventKind::Strike,
            format!("{army} | nf-northern"),
        ),
        (
            nobody(strike(row())),
            EventKind::Strike,
            format!("[{army}]"),
        ),
        (
            civilians(strike(row())),
            EventKind::ViolenceAgainstCivilians,
            format!("{army} > civilians-northland"),
        ),
        (
            civilians(row().kind("Violence against civilians", "Attack")),
            EventKind::ViolenceAgainstCivilians,
            format!("{army} > civilians-northland"),
        ),
        (
            civilians(row().kind(
                "Violence against civilians",
                "Abduction/forced disappearance",
            )),
            EventKind::Abduction,
            format!("{army} > civilians-northland"),
        ),
        (
            nobody(protest("Peaceful protest")),
            EventKind::Protest,
            "[protesters-northland]".to_owned(),
        ),
        (
            protest("Protest with intervention"),
            EventKind::Protest,
            format!("{army} | protesters-northland"),
        ),
        // the protesters stand first, and are hit
        (
            protest("Excessive force against protesters"),
            EventKind::ViolenceAgainstCivilians,
            format!("{army} > protesters-northland"),
        ),
        (
            nobody(protest("Excessive force against protesters")),
            EventKind::Protest,
            "[protesters-northland]".to_owned(),
        ),
        (
            row().kind("Riots", "Mob violence"),
            EventKind::Clash,
            format!("{army} | nf-northern"),
        ),
        (
            strategic("Agreement"),
            EventKind::Signing,
            format!("{{{army}+nf-northern}}"),
        ),
        (
            strategic("Arrests"),
            EventKind::Arrest,
            format!("{army} > nf-northern"),
        ),
        (
            nobody(strategic("Headquarters or base established")),
            EventKind::Deployment,
            format!("[{army}]"),
        ),
        (
            strategic("Looting/property destruction"),
            EventKind::Seizure,
            format!("{army} > nf-northern"),
        ),
        (
            nobody(strategic("Looting/property destruction")),
            EventKind::Other,
            format!("[{army}]"),
        ),
        (
            strategic("Non-violent transfer of territory"),
            EventKind::Seizure,
            format!("{army} > nf-northern"),
        ),
        (
            nobody(strategic("Change to group/activity")),
            EventKind::Other,
            format!("[{army}]"),
        ),
    ] {
        let told = format!("{:?}", row.kind);
        let (found, found_ends) = shape(row);
        let mut sides: Vec<&str> = ends.split(" | ").collect();
        sides.sort_unstable();
        let mut found_sides: Vec<&str> = found_ends.split(" | ").collect();
        found_sides.sort_unstable();
        assert_eq!((found, found_sides), (kind, sides), "{told}");
    }
}

#[test]
fn who_acts_is_a_choice() {
    let rows = [
        Row::new(1, "2020-05-01"),
        Row::new(2, "2020-05-02").kind("Battles", "Government regains territory"),
    ];
    let directed = |import: &Import| {
        ["acled-NLD1", "acled-NLD2"].map(|id| statement(import, id).ends.is_directed())
    };
    assert_eq!(directed(&acled(&rows)), [false, true]);
    assert_eq!(
        directed(&by(&rows, |options| options.acled.direction =
            Direction::FirstActs)),
        [true, true]
    );
    assert_eq!(
        directed(&by(&rows, |options| options.acled.direction = Direction::Never)),
        [false, false]
    );
}

#[test]
fn dates_are_as_exact_as_the_row() {
    let mut rows = [
        Row::new(1, "2020-05-06"),
        Row::new(2, "06 May 2020"),
        Row::new(3, "6-May-20"),
        Row::new(4, "18388"),
        Row::new(5, "2020-05-06"),
        Row::new(6, "2020-05-06"),
    ];
    (rows[4].precision, rows[5].precision) = (2, 3);
    let import = acled(&rows);
    let when = |number: u32| {
        let event = statement(&import, &format!("acled-NLD{number}")).event();
        let when = event.and_then(|event| event.when.clone());
        when.map_or_else(String::new, |when| when.to_string())
    };
    for number in 1..=4 {
        assert_eq!(when(number), "2020-05-06");
    }
    assert_eq!(when(5), "[2020-05-03..2020-05-09]");
    assert_eq!(when(6), "2020-05");
    assert_eq!(
        count(&import.report, Treatment::Guessed, "day-of-a-week"),
        1
    );
    let wide = by(&rows, |options| options.acled.days_about = 10);
    let event = statement(&wide, "acled-NLD5")
        .event()
        .expect("it is an event");
    assert_eq!(
        event.when.as_ref().expect("it is dated").to_string(),
        "[2020-04-26..2020-05-16]"
    );
}

#[test]
fn years_of_two_digits_are_set_aside() {
    let import = acled(&[Row::new(1, "0025-01-03"), Row::new(2, "2025-01-03")]);
    assert_eq!(
        count(&import.report, Treatment::SetAside, "impossible-year"),
        1
    );
    assert_eq!(import.report.made, 1);
}

#[test]
fn zero_is_unknown_unless_it_is_said_to_be_none() {
    let mut row = Row::new(1, "2020-05-01");
    row.fatalities = "0";
    let mut protest = Row::new(2, "2020-05-01").kind("Protests", "Peaceful protest");
    protest.fatalities = "0";
    let mut arrest = Row::new(3, "2020-05-01").kind("Strategic developments", "Arrests");
    arrest.fatalities = "0";
    let rows = [row, protest, arrest];
    let killed = |import: &Import, id: &str| {
        let event = statement(import, id).event().expect("it is an event");
        event.killed.as_ref().map(|toll| toll.deaths.best_or_low())
    };
    let import = acled(&rows);
    assert_eq!(
        count(&import.report, Treatment::Changed, "zero-fatalities"),
        1
    );
    assert_eq!(killed(&import, "acled-NLD1"), None);
    assert!(told(&import, "acled-NLD1").contains("deaths unknown"));
    let zero = by(&rows, |options| {
        options.acled.zero_fatalities = ZeroFatalities::Zero;
    });
    assert_eq!(killed(&zero, "acled-NLD1"), Some(0));
    assert_eq!(killed(&zero, "acled-NLD2"), None);
}

#[test]
fn the_layouts_since_2016_are_read_alike() {
    let rows = [Row::new(1, "2020-05-01"), Row::new(2, "2020-05-02")];
    let text = file(&rows);
    let wanted = acled(&rows).record.to_toml();
    let numbers = text
        .replace("State forces,", "1,")
        .replace("Rebel group,", "2,");
    let bytes = |text: &str| read("acled.csv", text).record.to_toml();
    let plain = bytes(&text);
    assert_eq!(bytes(&numbers), plain);
    assert_eq!(bytes(&text.replace("assoc_actor", "ally_actor")), plain);
    let codes = text
        .replace("State forces,", "State Forces,")
        .replace("Rebel group,", "Rebel Groups,");
    assert_eq!(bytes(&codes), plain);
    assert!(wanted.contains("ACLED"));
}

#[test]
fn the_interface_gives_all_values_as_texts() {
    let text = r#"{"status":200,"success":true,"count":1,"data":[{"event_id_cnty":"NLD1","event_date":"2024-05-01","year":"2024","time_precision":"1","event_type":"Battles","sub_event_type":"Armed clash","actor1":"Northern Front","assoc_actor_1":"","inter1":"Rebel group","actor2":"River Militia","assoc_actor_2":"","inter2":"Identity militia","iso":"466","fatalities":"3","location":"Greenford","latitude":"14.5","longitude":"-3.25","geo_precision":"1","timestamp":"1700000000"}]}"#;
    let import = read("page.json", text);
    is_sound(&import);
    assert!(
        told(&import, "acled-NLD1").contains("3 killed"),
        "{}",
        told(&import, "acled-NLD1")
    );
}

#[test]
fn monadic_and_aggregated_files_are_refused() {
    let refused = |text: &str| match DataSetReader::new().read("a.csv", text.as_bytes()) {
        Err(error @ LoadError::Unfit { .. }) => error.to_string(),
        other => panic!("{other:?}"),
    };
    let gone = "event_id_cnty,event_date,event_type,actor1,inter1\nNLD1,2020-05-01,Battles,A,1\n";
    assert!(refused(gone).contains("monadic"));
    let rows = [
        Row::new(1, "2020-05-01").other("", ""),
        Row::new(1, "2020-05-01").other("", "").one(FRONT, "2"),
    ];
    assert!(refused(&file(&rows)).contains("monadic"));
    assert!(refused("country,admin1,month,events,fatalities\nA,B,5,3,7\n").contains("aggregated"));
    let bare = "event_date,event_type,actor1,actor2\n2020-05-01,Battles,A,B\n";
    assert!(refused(bare).contains("event_id_cnty"));
}

#[test]
fn rows_without_an_id_are_set_aside() {
    let mut row = Row::new(1, "2020-05-01");
    row.id = "acled-undefined".to_owned();
    let import = acled(&[row, Row::new(2, "2020-05-01")]);
    assert_eq!(count(&import.report, Treatment::SetAside, "no-id"), 1);
}

#[test]
fn changed_and_deleted_rows_are_withdrawn() {
    let early = Row::new(1, "2020-05-01");
    let mut late = early.clone();
    (late.fatalities, late.timestamp) = ("5", 1_710_000_000);
    let folder = std::env::temp_dir().join(format!("factions-acled-{}", std::process::id()));
    std::fs::create_dir_all(&folder).expect("there is room");
    let texts = [
        file(&[early, Row::new(2, "2020-05-02")]),
        file(&[late]),
        "event_id_cnty,deleted_timestamp\nNLD2,1711929600\nNLD9,1711929600\n".to_owned(),
    ];
    let paths = ["1.csv", "2.csv", "deleted.csv"].map(|name| folder.join(name));
    for (path, text) in paths.iter().zip(&texts) {
        std::fs::write(path, text).expect("there is room");
    }
    let import = DataSetReader::new()
        .load_all(&paths)
        .expect("they are read");
    is_sound(&import);
    let later = statement(&import, "acled-NLD1@1710000000");
    assert_eq!(later.evidence.withdraws, ["acled-NLD1".into()]);
    let deleted = statement(&import, "acled-NLD2");
    assert_eq!(
        deleted
            .evidence
            .withdrawn
            .as_ref()
            .map(ToString::to_string)
            .as_deref(),
        Some("2024-04-01")
    );
    let graph = ActorGraph::new(import.record);
    assert_eq!(graph.ever().events().len(), 1);
    assert_eq!(graph.ever().toll().all().best(), Some(5));
    std::fs::remove_dir_all(&folder).expect("it was made here");
}

#[test]
fn types_that_were_not_asked_for_are_beyond_and_none_is_asked_for_in_silence() {
    let rows = [
        Row::new(1, "2020-05-01"),
        Row::new(2, "2020-05-02").kind("Strategic developments", "Arrests"),
        Row::new(3, "2020-05-03").kind("Strategic developments", "Agreement"),
    ];
    let import = by(&rows, |options| {
        let types = ["battles", "Arrests", "Battels"];
        options.acled.event_types = types.map(str::to_owned).to_vec();
    });
    let report = &import.report;
    assert_eq!((report.made, report.beyond, report.set_aside), (2, 1, 0));
    assert_eq!(count(report, Treatment::Beyond, "not-asked-for"), 1);
    assert_eq!(import.record.as_of(), Some(Day::from(date(2020, 5, 3))));
    let unused = report.note(Treatment::Guessed, "event-type-unused");
    assert_eq!(unused.expect("it is told").first[0].what, "Battels");
}

#[test]
fn the_span_that_notes_name_may_be_taken_for_the_week() {
    let mut row = Row::new(1, "2020-03-03");
    row.precision = 2;
    row.notes = "Around 3 March 2020 (between 24 February - 10 March), men came.";
    let exact = Row {
        precision: 1,
        ..Row::new(2, "2020-03-03")
    };
    let rows = [
        row.clone(),
        Row {
            notes: "words",
            id: "NLD3".to_owned(),
            ..row
        },
        exact,
    ];
    let when = |import: &Import, id| {
        let event = statement(import, id).event().expect("it is an event");
        event.when.as_ref().expect("it has a day").to_string()
    };
    let import = by(&rows, |options| options.acled.spans_in_notes = true);
    assert_eq!(when(&import, "acled-NLD1"), "[2020-02-24..2020-03-10]");
    assert_eq!(when(&import, "acled-NLD3"), "[2020-02-29..2020-03-06]");
    assert_eq!(when(&import, "acled-NLD2"), "2020-03-03");
    assert_eq!(
        count(&import.report, Treatment::Guessed, "span-in-notes"),
        1
    );
    assert_eq!(
        count(&import.report, Treatment::Guessed, "day-of-a-week"),
        1
    );
    assert_eq!(
        when(&acled(&rows), "acled-NLD1"),
        "[2020-02-29..2020-03-06]"
    );
}
