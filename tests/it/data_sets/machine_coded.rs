//! Events that machines coded, and the links of Mapping Militants.

use super::promises::{
    are_the_same, count, has, order_makes_no_difference, read, read_by, statement, try_read,
};
use factions::import::Treatment;
use factions::import::data_sets::{Affiliates, DataSet, DataSetOptions};
use factions::model::{ActorKind, Certainty};
use std::fmt::Write;

/// A row of GDELT 2.0, of which most cells are empty.
struct Gdelt<'t> {
    id: u32,
    day: &'t str,
    one: (&'t str, &'t str, &'t str),
    other: (&'t str, &'t str, &'t str),
    is_root: u8,
    code: &'t str,
    place: (&'t str, &'t str),
    added: &'t str,
}

impl Default for Gdelt<'_> {
    fn default() -> Self {
        Self {
            id: 1,
            day: "20191024",
            one: ("NORMIL", "NORTHLAND ARMY", "MIL"),
            other: ("NORREB", "NORTHERN FRONT", "REB"),
            is_root: 1,
            code: "190",
            place: ("4", "Old Town, Northland"),
            added: "20191024143000",
        }
    }
}

impl Gdelt<'_> {
    fn row(&self, columns: usize) -> String {
        let mut cells = vec![String::new(); 61];
        cells[0] = self.id.to_string();
        self.day.clone_into(&mut cells[1]);
        for (first, (code, name, role)) in [(5, self.one), (15, self.other)] {
            code.clone_into(&mut cells[first]);
            name.clone_into(&mut cells[first + 1]);
            role.clone_into(&mut cells[first + 7]);
        }
        cells[25] = self.is_root.to_string();
        self.code.clone_into(&mut cells[26]);
        self.code[..3.min(self.code.len())].clone_into(&mut cells[27]);
        self.code[..2].clone_into(&mut cells[28]);
        self.place.0.clone_into(&mut cells[51]);
        self.place.1.clone_into(&mut cells[52]);
        (cells[56], cells[57]) = ("10.5".to_owned(), "20.5".to_owned());
        self.added.clone_into(&mut cells[59]);
        "https://example.org/a".clone_into(&mut cells[60]);
        if columns == 58 {
            for place in [55, 47, 39] {
                cells.remove(place);
            }
        }
        cells.resize(columns, String::new());
        cells.join("\t") + "\n"
    }
}

fn gdelt(columns: usize) -> String {
    let mut rows = vec![
        Gdelt::default(),
        // the same of another article
        Gdelt {
            id: 2,
            ..Gdelt::default()
        },
        Gdelt {
            id: 3,
            code: "195",
            ..Gdelt::default()
        },
        Gdelt {
            id: 4,
            other: ("NORCVL", "VILLAGERS", "CVL"),
            ..Gdelt::default()
        },
        Gdelt {
            id: 5,
            code: "181",
            place: ("1", "Northland"),
            ..Gdelt::default()
        },
        Gdelt {
            id: 6,
            code: "173",
            ..Gdelt::default()
        },
        Gdelt {
            id: 7,
            code: "141",
            ..Gdelt::default()
        },
        Gdelt {
            id: 8,
            code: "010",
            ..Gdelt::default()
        },
        Gdelt {
            id: 9,
            is_root: 0,
            ..Gdelt::default()
        },
        Gdelt {
            id: 10,
            other: ("", "", ""),
            ..Gdelt::default()
        },
        Gdelt {
            id: 11,
            other: Gdelt::default().one,
            ..Gdelt::default()
        },
        // a year, a month before the article: a relative date that was misread
        Gdelt {
            id: 12,
            day: "20181024",
            ..Gdelt::default()
        },
        Gdelt {
            id: 13,
            day: "20190924",
            ..Gdelt::default()
        },
        Gdelt {
            id: 14,
            day: "20191099",
            ..Gdelt::default()
        },
        Gdelt {
            id: 15,
            day: "20191025",
            ..Gdelt::default()
        },
    ];
    rows.extend((20..80).map(|id| Gdelt {
        id,
        day: if id % 2 == 0 { "20191020" } else { "20191021" },
        code: "180",
        ..Gdelt::default()
    }));
    rows.iter().map(|row| row.row(columns)).collect()
}

fn asked_for(set: DataSet) -> DataSetOptions {
    let mut options = DataSetOptions::default();
    options.only = Some(set);
    options
}

#[test]
fn events_of_machines_are_refused_unless_they_are_asked_for() {
    let text = gdelt(61);
    let file = [("20191024143000.export.CSV", &*text)];
    let refused = try_read(&file, DataSetOptions::default()).expect_err("nobody asked");
    let refused = refused.to_string();
    assert!(
        refused.contains("a machine coded") && refused.contains("gdelt"),
        "{refused}"
    );
    let mut options = DataSetOptions::default();
    options.machine_coded.wanted = true;
    let wanted = read_by(&file, options);
    let named = read_by(&file, asked_for(DataSet::Gdelt));
    are_the_same(&wanted, &named);
}

#[test]
fn events_of_gdelt_are_alleged_and_joined() {
    let text = gdelt(61);
    let file = [("20191024143000.export.CSV", &*text)];
    let import = read_by(&file, asked_for(DataSet::Gdelt));
    let clash = statement(&import, "gdelt-1");
    assert!(clash.contains("kind = \"clash\""), "{clash}");
    assert!(
        clash.contains("certainty = \"alleged\"") && clash.contains("hedge = \"machine-coded\""),
        "{clash}"
    );
    assert!(
        clash.contains("from = \"gdelt-normil-northland-army\"")
            && clash.contains("when = \"2019-10-24\""),
        "{clash}"
    );
    assert!(!has(&import, "gdelt-2"));
    for (id, kind) in [
        (3, "strike"),
        (4, "violence-against-civilians"),
        (5, "abduction"),
        (6, "arrest"),
        (7, "protest"),
    ] {
        assert!(statement(&import, &format!("gdelt-{id}")).contains(&format!("kind = \"{kind}\"")));
    }
    for one in import.record.statements() {
        assert_eq!(one.evidence.certainty, Certainty::Alleged);
        assert!(one.event().is_some_and(|event| event.killed.is_none()));
    }
    // 60 rows of two days are two events
    assert_eq!(count(&import, Treatment::Merged, "same-event"), 59);
    assert_eq!(count(&import, Treatment::Beyond, "not-a-root"), 1);
    assert_eq!(count(&import, Treatment::Beyond, "other-kind"), 1);
    assert_eq!(count(&import, Treatment::SetAside, "relative-date"), 2);
    for code in ["not-named", "self-tie", "no-date", "after-the-article"] {
        assert_eq!(count(&import, Treatment::SetAside, code), 1, "{code}");
    }
    // a point is that of a town alone
    let places = import.record.places();
    let of = |name: &str| {
        places
            .iter()
            .find(|place| &*place.name == name)
            .and_then(|place| place.latitude)
    };
    assert_eq!(
        (of("Old Town, Northland"), of("Northland")),
        (Some(10.5), None)
    );
    let kind = |key: &str| {
        let id = import.record.actor_by_key(key).expect("it acts");
        import.record.actors()[id.index()].kind
    };
    assert_eq!(kind("gdelt-normil-northland-army"), ActorKind::StateForce);
    assert_eq!(kind("gdelt-norcvl-villagers"), ActorKind::Civilians);
}

#[test]
fn the_columns_of_gdelt_are_told_by_their_number() {
    let new = read_by(&[("new.csv", &*gdelt(61))], asked_for(DataSet::Gdelt));
    let old = read_by(&[("new.csv", &*gdelt(58))], asked_for(DataSet::Gdelt));
    are_the_same(&old, &new);
    let text = gdelt(62);
    let refused = try_read(&[("labelled.csv", &text)], asked_for(DataSet::Gdelt));
    let refused = refused.expect_err("it has no header").to_string();
    assert!(refused.contains("62 columns"), "{refused}");
    // the order of its rows makes no difference; the first is no header
    let turned: Vec<&str> = text.lines().rev().collect();
    let turned = turned
        .iter()
        .map(|row| row.trim_end_matches('\t').to_owned() + "\n");
    let turned: String = turned.collect();
    let again = read_by(&[("new.csv", &*turned)], asked_for(DataSet::Gdelt));
    are_the_same(&again, &new);
}

const POLECAT: &str = "Event ID\tEvent Date\tEvent Type\tEvent Mode\tEvent Intensity\tQuad Code\tContexts\tActor Name\tActor Country\tPrimary Actor Sector\tRecipient Name\tRecipient Country\tPrimary Recipient Sector\tPlacename\tProvince\tLatitude\tLongitude\tSource\tVersion\n";

fn polecat() -> String {
    let mut text = POLECAT.to_owned();
    let mut row = |id: &str,
                   day: &str,
                   what: (&str, &str),
                   one: (&str, &str),
                   other: (&str, &str)| {
        writeln!(text, "{id}\t{day}\t{}\t{}\t5\tx\tNone\t{}\tNLD\t{}\t{}\tNLD\t{}\tOld Town\tNone\t10.5\t20.5\tA\tNGEC", what.0, what.1, one.0, one.1, other.0, other.1)
            .expect("it is a text");
    };
    let (army, front, people) = (("Army", "MIL"), ("Front", "REB"), ("Villagers", "CVL"));
    row("A1", "2023-01-02", ("ASSAULT", "firearms"), army, front);
    // the same story once more, and another event of the same id
    row("A2", "2023-01-02", ("ASSAULT", "firearms"), army, front);
    row("A1", "2023-01-03", ("ASSAULT", "drone"), army, front);
    row("A3", "2023-01-03", ("ASSAULT", "aerial"), army, people);
    row("A4", "2023-01-03", ("ASSAULT", "abduct"), front, people);
    row("A5", "2023-01-03", ("COERCE", "arrest"), army, people);
    row("A6", "2023-01-03", ("COERCE", "censor"), army, people);
    row("A7", "2023-01-03", ("RETREAT", "withdraw"), army, front);
    row(
        "A8",
        "2023-01-03",
        ("ASSAULT", "firearms"),
        ("None", "None"),
        front,
    );
    row(
        "A9",
        "2023-01-03",
        ("ASSAULT", "firearms"),
        ("Army; Guard", "MIL"),
        front,
    );
    row("B1", "soon", ("ASSAULT", "firearms"), army, front);
    row("B2", "2023-01-03", ("ASSAULT", "firearms"), front, front);
    for number in 0..60 {
        row(
            &format!("C{number}"),
            &format!("2023-02-{:02}", 1 + number % 20),
            ("PROTEST", "demo"),
            people,
            army,
        );
    }
    text
}

#[test]
fn events_of_polecat_are_alleged_and_joined() {
    let text = polecat();
    let file = [("ngecEvents.DV.2023.txt", &*text)];
    assert!(try_read(&file, DataSetOptions::default()).is_err());
    let options = asked_for(DataSet::Polecat);
    let import = read_by(&file, options.clone());
    let clash = statement(&import, "polecat-a1");
    assert!(
        clash.contains("kind = \"clash\"") && clash.contains("certainty = \"alleged\""),
        "{clash}"
    );
    // an id stands for several events: the second has a number
    assert!(statement(&import, "polecat-a1-2").contains("kind = \"strike\""));
    assert!(statement(&import, "polecat-a3").contains("kind = \"violence-against-civilians\""));
    assert!(
        statement(&import, "polecat-a9").contains("from = [\"polecat-army\", \"polecat-guard\"]")
    );
    assert!(statement(&import, "polecat-a7").contains("kind = \"withdrawal\""));
    assert_eq!(count(&import, Treatment::Merged, "same-event"), 41);
    assert_eq!(count(&import, Treatment::Beyond, "other-kind"), 1);
    assert_eq!(count(&import, Treatment::Guessed, "untried-format"), 1);
    for code in ["not-named", "no-date", "self-tie"] {
        assert_eq!(count(&import, Treatment::SetAside, code), 1, "{code}");
    }
    assert!(
        import
            .record
            .statements()
            .iter()
            .all(|one| one.event().is_some())
    );
    order_makes_no_difference(&file, &options);
}

fn links() -> String {
    let mut text = "id,type,group1,group2,date,description\n".to_owned();
    text += "11,riv,61,113,2010-02-18,\"They fought, and one of the groups\u{e2}\u{20ac}\u{2122}s towns fell.\"\n";
    text += "12,all,113,61,2009-02-00,They fought side by side.\n";
    text += "13,aff,19,21,2009-00-00,An affiliate.\n14,aff,21,19,2010-00-00,The other way round.\n";
    text +=
        "15,spl,585,577,2001-01-00,A splinter.\n16,spl,585,577,2001-01-00,The same once more.\n";
    text += "17,mer,31,593,0000-00-00,Merged some day.\n";
    text += "18,aff,145,145,0000-00-00,\n19,odd,1,2,2000-00-00,\n20,all,1,,2000-00-00,\n21,all,1,2,2000-13-00,\n,all,1,2,2000-00-00,\n";
    for number in 100..160 {
        writeln!(
            text,
            "{number},{},{number},{},{}-00-00,Text.",
            if number % 2 == 0 { "all" } else { "riv" },
            number + 1,
            1900 + number
        )
        .expect("it is a text");
    }
    text
}

#[test]
fn links_of_militants_begin_when_they_are_dated_and_have_no_end() {
    let text = links();
    let files = [("links.csv", &*text)];
    let import = read(&files);
    let rivals = statement(&import, "mmp-11");
    assert!(
        rivals.contains(
            "kind = \"rivalry\"\nbetween = [\"mmp-113\", \"mmp-61\"]\nstart = \"2010-02-18\""
        ),
        "{rivals}"
    );
    assert!(
        !rivals.contains("end =") && !rivals.contains("note"),
        "{rivals}"
    );
    // allies at another time: both stay
    assert!(statement(&import, "mmp-12").contains("start = \"2009-02\""));
    assert!(statement(&import, "mmp-15").contains("from = \"mmp-585\"\nto = \"mmp-577\""));
    assert!(!has(&import, "mmp-16"));
    let merger = statement(&import, "mmp-17");
    assert!(
        merger.contains("kind = \"merger\"") && !merger.contains("when"),
        "{merger}"
    );
    assert_eq!(count(&import, Treatment::Merged, "same-link"), 1);
    for code in ["self-tie", "unknown-type", "no-side", "no-date", "no-id"] {
        assert_eq!(count(&import, Treatment::SetAside, code), 1, "{code}");
    }
    assert!(count(&import, Treatment::Guessed, "group-without-name") > 60);
    order_makes_no_difference(&files, &DataSetOptions::default());
}

#[test]
fn who_is_whose_affiliate_is_not_said_and_may_be_chosen() {
    let text = links();
    let files = [("links.csv", &*text)];
    let import = read(&files);
    let mutual = statement(&import, "mmp-13");
    assert!(
        mutual.contains("kind = \"cooperation\"") && mutual.contains("hedge = \"affiliates\""),
        "{mutual}"
    );
    let mut options = DataSetOptions::default();
    options.militants.affiliates = Affiliates::FirstToSecond;
    options.native = true;
    let import = read_by(&files, options);
    let directed = statement(&import, "mmp-13");
    assert!(
        directed.contains("kind = \"affiliation\"\nfrom = \"mmp-19\"\nto = \"mmp-21\""),
        "{directed}"
    );
    assert!(directed.contains("An affiliate."), "{directed}");
}

#[test]
fn umbrellas_are_coalitions_whose_members_are_undated() {
    let umbrellas = "\"id\",\"name\",\"description\",\"startdate\",\"enddate\",\"groups\",\"shortname\"\n\
        \"5\",\"Front of Fronts\",\"Text\",\"2007-05-00\",\"0000-00-00\",\"a\",\"FF\"\n\
        \"9\",\"Council of Old\",\"Text\",\"2006-01-15\",\"2006-10-15\",\"b\",\"CO\"\n\
        \"11\",\"\",\"Text\",\"2006-01-15\",\"2006-10-15\",\"b\",\"\"\n";
    let members = "\"id\",\"umbrella_id\",\"group_id\"\n\"1\",\"5\",\"61\"\n\"2\",\"5\",\"61\"\n\"3\",\"9\",\"61\"\n\"4\",\"9\",\"\"\n";
    let text = links();
    let files = [
        ("links.csv", &*text),
        ("umbrellas.csv", umbrellas),
        ("umbrella_groups.csv", members),
    ];
    let import = read(&files);
    let front = import
        .record
        .actor_by_key("mmp-umbrella-5")
        .expect("it is listed");
    let front = &import.record.actors()[front.index()];
    assert_eq!(
        (front.kind, front.short.as_deref()),
        (ActorKind::Coalition, Some("FF"))
    );
    // nobody says that it goes on
    assert_eq!(front.active[0].period.end(), &factions::model::End::Unknown);
    let council = import
        .record
        .actor_by_key("mmp-umbrella-9")
        .expect("it is listed");
    let council = &import.record.actors()[council.index()];
    assert_eq!(council.active[0].period.end().to_string(), "2006-10-16");
    let member = statement(&import, "mmp-membership-61-umbrella-5");
    assert!(
        member.contains("from = \"mmp-61\"\nto = \"mmp-umbrella-5\"") && !member.contains("start"),
        "{member}"
    );
    let turned = [files[2], files[0], files[1]];
    are_the_same(&read(&turned), &import);
    order_makes_no_difference(&files, &DataSetOptions::default());
    // names of groups, if it is said what the table is
    let names = "id,name,start_year\n61,Young Front,1990\n113,Party,1991\n";
    assert!(try_read(&[("groups.csv", names)], DataSetOptions::default()).is_err());
    let with_names = read_by(
        &[files[0], ("groups.csv", names)],
        asked_for(DataSet::MappingMilitants),
    );
    let id = with_names
        .record
        .actor_by_key("mmp-61")
        .expect("it is linked");
    assert_eq!(&*with_names.record.actors()[id.index()].name, "Young Front");
}
