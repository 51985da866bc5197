//! The actors of UCDP, and what they say of joint sides and articles of its events.

use super::promises::{
    are_the_same, count, has, order_makes_no_difference, read, read_by, statement,
};
use factions::import::data_sets::{Clock, DataSetOptions, DataSetReader, DescentDays, JointSides};
use factions::import::{Import, Treatment};
use factions::model::ActorKind;
use factions::{ActorGraph, Day, Ends, Record, When};
use std::fmt::Write;

const ACTOR_HEADER: &str = "ActorId,NameData,NameOrig,NameOrigFull,NameOrigFullEng,NameChange,NewName,\
NewNameFullMotherTongue,NewNameFullEng,Org,ConflictId,DyadId,PrimaryParty,OSID,OSCoalition,\
OSCoalitionID,NSID,NSCoalition,NSCoalitionID,Splinter,NamePrev,ActorIdPrev,SplitTemp,NameSplitTemp,\
ActorIdSplitTemp,Alliance,NameAlliance,ActorIdAlliance,JoinGroup,GroupName,ActorIdGroup,Location,\
GWNOLoc,Region,Version\n";

/// A row of the list of actors: id, name, names, kind, and four pairs of flag and ids.
fn actor(id: &str, name: &str, new_name: &str, org: &str, descents: [(&str, &str); 4]) -> String {
    let [splinter, split, alliance, joined] = descents;
    let quoted = |ids: &str| format!("\"{ids}\"");
    format!(
        "{id},{name},,\"Front de {name}, complet\",n/a,{},{new_name},n/a,n/a,{org},301,701,1,,,,,,,{},n/a,{},{},,{},{},,{},{},,{},Northland,999,4,26.1\n",
        i32::from(!new_name.is_empty()),
        splinter.0,
        quoted(splinter.1),
        split.0,
        quoted(split.1),
        alliance.0,
        quoted(alliance.1),
        joined.0,
        quoted(joined.1),
    )
}

/// A row of an organised group, with four pairs of flag and ids.
pub(super) fn row(id: &str, descents: [(&str, &str); 4]) -> String {
    actor(id, &format!("Group {id}"), "", "1", descents)
}

/// A list of actors.
pub(super) fn list(rows: &[String]) -> String {
    format!("{ACTOR_HEADER}{}", rows.concat())
}

const NONE: (&str, &str) = ("0", "");

fn actors() -> String {
    let mut text = ACTOR_HEADER.to_owned();
    text += &actor("9001", "Government of Northland", "", "4", [NONE; 4]);
    text += &actor("9002", "NF", "Northern Union", "1", [NONE; 4]);
    text += &actor("9003", "NF-R", "", "1", [("1", "9002"), NONE, NONE, NONE]);
    // made of two, who cease: no alliance
    text += &actor(
        "9004",
        "Joint Command",
        "",
        "1",
        [NONE, NONE, ("1", "9005, 9006"), NONE],
    );
    text += &actor("9005", "Wing East", "", "1", [NONE; 4]);
    text += &actor("9006", "Wing West", "", "1.0", [NONE; 4]);
    // joined a group: no faction of it
    text += &actor(
        "9007",
        "Small Band",
        "",
        "3",
        [NONE, NONE, NONE, ("1", "9002")],
    );
    text += &actor(
        "9008",
        "Party Youth",
        "",
        "2",
        [NONE, ("1", "9007"), NONE, NONE],
    );
    // of somebody who is not there, of nobody at all, of itself
    text += &actor(
        "9009",
        "Lost Sons",
        "",
        "1",
        [("1", "8888"), NONE, NONE, NONE],
    );
    text += &actor("9010", "Orphans", "", "1", [("1", ""), NONE, NONE, NONE]);
    text += &actor("9011", "Mirror", "", "1", [("1", "9011"), NONE, NONE, NONE]);
    // repeated, half empty; without an id; without a name
    text += "9002,NF,Nouveau Front,,,0,,,,1,,,,,,,,,,,,,,,,,,,,,,,,,26.1\n";
    text += &actor("", "Nobody", "", "1", [NONE; 4]);
    text += "9012,,,,,0,,,,1,,,,,,,,,,,,,,,,,,,,,,,,,26.1\n";
    for number in 20..70 {
        let id = format!("90{number}");
        let parent = format!("90{}", number - 1);
        let from = if number > 60 {
            ("TRUE", &*parent)
        } else {
            NONE
        };
        text += &actor(
            &id,
            &format!("Group {number}"),
            "",
            "1",
            [from, NONE, NONE, NONE],
        );
    }
    text
}

#[test]
fn the_list_of_actors_says_names_kinds_splits_and_mergers() {
    let import = read(&[("ucdp-actor-261.csv", &actors())]);
    let record = &import.record;
    let front = record.actor_by_key("ucdp-9002").expect("it is listed");
    let front = &record.actors()[front.index()];
    let names: Vec<&str> = front.aliases.iter().map(|alias| &*alias.name).collect();
    assert_eq!(
        names,
        ["Front de NF, complet", "Northern Union", "Nouveau Front"]
    );
    assert!(front.aliases.iter().all(|alias| alias.period.is_unknown()));
    let kind = |key: &str| {
        let id = record.actor_by_key(key).expect("it is listed");
        record.actors()[id.index()].kind
    };
    assert_eq!(kind("ucdp-9001"), ActorKind::Government);
    assert_eq!(kind("ucdp-9002"), ActorKind::ArmedGroup);
    assert_eq!(kind("ucdp-9007"), ActorKind::Militia);
    assert_eq!(kind("ucdp-9008"), ActorKind::PoliticalOrganization);
    let split = statement(&import, "split-9002-9003");
    assert!(
        split.contains("kind = \"split\"\nfrom = \"ucdp-9002\"\nto = \"ucdp-9003\""),
        "{split}"
    );
    assert!(!split.contains("when"), "{split}");
    let merger = statement(&import, "merger-into-9004");
    assert!(
        merger.contains("from = [\"ucdp-9005\", \"ucdp-9006\"]\nto = \"ucdp-9004\""),
        "{merger}"
    );
    let joined = statement(&import, "merger-9007-9002");
    assert!(
        joined.contains("from = \"ucdp-9007\"\nto = \"ucdp-9002\""),
        "{joined}"
    );
    assert!(statement(&import, "split-for-a-time-9007-9008").contains("note = "));
    assert!(record.statements().iter().all(|one| one.event().is_some()));
}

#[test]
fn what_the_list_of_actors_leaves_open_is_told() {
    let import = read(&[("ucdp-actor-261.csv", &actors())]);
    assert!(import.record.actor_by_key("ucdp-8888").is_none());
    assert_eq!(count(&import, Treatment::Changed, "dangling-actor"), 1);
    assert_eq!(count(&import, Treatment::Changed, "descent-without-id"), 1);
    assert_eq!(count(&import, Treatment::Guessed, "split-for-a-time"), 1);
    assert_eq!(count(&import, Treatment::Merged, "repeated-actor"), 1);
    assert_eq!(count(&import, Treatment::SetAside, "no-id"), 1);
    assert_eq!(count(&import, Treatment::SetAside, "no-name"), 1);
    assert!(!has(&import, "split-9011-9011"));
    assert_eq!(import.report.read, 64);
    order_makes_no_difference(
        &[("ucdp-actor-261.csv", &actors())],
        &DataSetOptions::default(),
    );
}

#[test]
fn doubts_of_the_list_of_actors_are_told() {
    let mut text = ACTOR_HEADER.to_owned();
    text += &actor("9001", "Mirror", "", "1", [("1", "9001"), NONE, NONE, NONE]);
    text += &actor("9002", "Zealots", "", "7", [NONE; 4]);
    text += &actor("9002", "Abbots", "", "-99", [NONE; 4]);
    text += &actor("9003", "Guard", "", "rebels", [NONE; 4]);
    text += &actor("9004", "Band", "", "", [NONE; 4]);
    let files = [("ucdp-actor-261.csv", &*text)];
    let import = read(&files);
    assert_eq!(count(&import, Treatment::Changed, "descent-of-itself"), 1);
    assert_eq!(count(&import, Treatment::Changed, "several-names"), 1);
    assert_eq!(count(&import, Treatment::Changed, "unknown-org"), 2);
    let text = import.report.to_string();
    assert!(text.contains("9002: Abbots; Zealots"), "{text}");
    let id = import
        .record
        .actor_by_key("ucdp-9002")
        .expect("it is there");
    let named = &import.record.actors()[id.index()];
    assert_eq!(&*named.name, "Abbots");
    assert!(named.aliases.iter().any(|alias| &*alias.name == "Zealots"));
    order_makes_no_difference(&files, &DataSetOptions::default());
}

#[test]
fn the_list_of_actors_is_in_an_old_encoding() {
    let mut bytes = actors().into_bytes();
    let row = actor("9100", "Fronti\u{7F}re", "", "1", [NONE; 4]).replace('\u{7F}', "@");
    bytes.extend(
        row.bytes()
            .map(|byte| if byte == b'@' { 0xE8 } else { byte }),
    );
    let import = DataSetReader::new()
        .read("ucdp-actor-261.csv", &bytes[..])
        .expect("it is read");
    let id = import
        .record
        .actor_by_key("ucdp-9100")
        .expect("it is listed");
    assert_eq!(&*import.record.actors()[id.index()].name, "Frontière");
    assert_eq!(count(&import, Treatment::Changed, "old-encoding"), 1);
}

#[test]
fn an_actor_that_the_record_has_stays_as_it_is() {
    let record = Record::from_toml(
        "[actors]\nfront = { name = \"Northern Front\", kind = \"armed-group\", ids = { ucdp = \"9002\" } }",
    )
    .expect("it is a record");
    let reader = DataSetReader::new().beside("north.toml", &record);
    let import = reader
        .read("ucdp-actor-261.csv", actors().as_bytes())
        .expect("it is read");
    crate::support::reports::adds_up(&import.report);
    assert_eq!(count(&import, Treatment::Merged, "known-actor"), 1);
    assert!(import.record.actor_by_key("ucdp-9002").is_none());
    assert!(statement(&import, "split-9002-9003").contains("from = \"front\""));
}

const GED_HEADER: &str = "id,type_of_violence,dyad_new_id,side_a_new_id,side_a,side_b_new_id,side_b,\
date_prec,date_start,date_end,deaths_a,deaths_b,deaths_civilians,deaths_unknown,best,high,low,source_date,gwnoa\n";

/// Events between single and joint sides.
fn events() -> String {
    let mut text = GED_HEADER.to_owned();
    for number in 1..=60 {
        let (a, a_name, b, b_name) = match number % 4 {
            0 => (9001, "Government of Northland", 9002, "NF"),
            1 => (
                9300,
                "\"Government of Northland, Government of Southland\"",
                9002,
                "NF",
            ),
            2 => (9400, "\"Wing East, Wing West\"", 9002, "NF"),
            _ => (9301, "Government of Southland", 9003, "NF-R"),
        };
        let kind = if number % 4 == 2 { 2 } else { 1 };
        let articles = match number % 3 {
            0 => "",
            1 => "2021-03-02",
            _ => "2021-03-02;2021-03-09;2021-02-01",
        };
        let day = 1 + number % 28;
        writeln!(
            text,
            "{number},{kind},77,{a},{a_name},{b},{b_name},1,2021-02-{day:02},2021-02-{day:02},1,2,0,0,3,4,3,{articles},"
        )
        .expect("it is a text");
    }
    text
}

const NON_STATE_HEADER: &str = "conflict_id,dyad_id,org,side_a_name,side_a_id,side_a_components,side_b_name,\
side_b_id,side_b_components,start_date,ep_end,year,best_fatality_estimate,low_fatality_estimate,\
high_fatality_estimate,location,region,version\n";

fn non_state() -> String {
    let mut text = NON_STATE_HEADER.to_owned();
    for year in 1990..2052 {
        let (name, id, components) = match year % 2 {
            0 => ("\"Wing East, Wing West\"", 9400, "\"9005, 9006\""),
            _ => ("Small Band", 9007, ""),
        };
        writeln!(
            text,
            "500,600,1,{name},{id},{components},NF,9002,,1990-01-01,0,{year},10,10,12,Northland,4,26.1"
        )
        .expect("it is a text");
    }
    text
}

#[test]
fn a_joint_side_is_one_coalition_or_its_actors() {
    let files = [
        ("ged261.csv", &*events()),
        ("ucdp-actor-261.csv", &actors()),
        ("ucdp-nonstate-261.csv", &non_state()),
    ];
    let whole = read(&files);
    let sides = statement(&whole, "ged-1");
    assert!(
        sides.contains("[[\"ucdp-9002\"], [\"ucdp-9300\"]]"),
        "{sides}"
    );
    assert_eq!(count(&whole, Treatment::Beyond, "yearly-sums"), 62);
    let mut options = DataSetOptions::default();
    options.ged.joint_sides = JointSides::Components;
    let parts = read_by(&files, options.clone());
    // two governments by their names, two groups by the components of the non-state conflicts
    let sides = statement(&parts, "ged-1");
    assert!(
        sides.contains("[[\"ucdp-9001\", \"ucdp-9301\"], [\"ucdp-9002\"]]"),
        "{sides}"
    );
    let sides = statement(&parts, "ged-2");
    assert!(
        sides.contains("[[\"ucdp-9002\"], [\"ucdp-9005\", \"ucdp-9006\"]]"),
        "{sides}"
    );
    assert!(parts.record.actor_by_key("ucdp-9300").is_none());
    assert!(parts.record.actor_by_key("ucdp-9400").is_none());
    // whose the dead of a joint side were is not known: they stay in the total
    assert_eq!(
        count(&parts, Treatment::Changed, "losses-of-joint-side"),
        30
    );
    assert!(statement(&parts, "ged-1").contains("best = 3"));
    // in any order of files and rows
    let turned = [files[2], files[1], files[0]];
    are_the_same(&read_by(&turned, options.clone()), &parts);
    order_makes_no_difference(&files, &options);
    // who is in no file stays a coalition
    let alone = read_by(&files[..1], options);
    assert!(alone.record.actor_by_key("ucdp-9400").is_some());
}

#[test]
fn an_event_is_known_from_its_latest_article_if_asked() {
    let mut options = DataSetOptions::default();
    options.ged.clock = Clock::Article;
    let files = [("ged261.csv", &*events())];
    let import = read_by(&files, options.clone());
    assert!(statement(&import, "ged-1").contains("source = \"ucdp-ged-26-1-2021-03-02\""));
    assert!(statement(&import, "ged-2").contains("source = \"ucdp-ged-26-1-2021-03-09\""));
    assert!(statement(&import, "ged-3").contains("source = \"ucdp-ged-26-1\""));
    assert_eq!(count(&import, Treatment::Guessed, "no-article-date"), 20);
    let text = import.record.to_toml();
    assert!(text.contains("published = \"2021-03-09\""), "{text}");
    order_makes_no_difference(&files, &options);
}

#[test]
fn a_joint_side_against_its_own_part_stays_one() {
    let mut rows = events();
    rows.push_str(
        "99001,2,77,9400,\"Wing East, Wing West\",9005,Wing East,1,2021-06-01,2021-06-01,1,2,0,0,3,4,3,,\n",
    );
    let files = [
        ("ged261.csv", &*rows),
        ("ucdp-actor-261.csv", &actors()),
        ("ucdp-nonstate-261.csv", &non_state()),
    ];
    let mut options = DataSetOptions::default();
    options.ged.joint_sides = JointSides::Components;
    let import = read_by(&files, options);
    let sides = statement(&import, "ged-99001");
    assert!(
        sides.contains("[[\"ucdp-9005\"], [\"ucdp-9400\"]]"),
        "{sides}"
    );
    let sides = statement(&import, "ged-2");
    assert!(sides.contains("\"ucdp-9005\", \"ucdp-9006\""), "{sides}");
    assert_eq!(
        count(&import, Treatment::Guessed, "joint-side-against-its-part"),
        1
    );
    assert_eq!(count(&import, Treatment::SetAside, "self-tie"), 0);
}

#[test]
fn a_split_may_be_by_the_first_event_of_who_came_of_it() {
    let files = [
        ("ged261.csv", &*events()),
        ("ucdp-actor-261.csv", &actors()),
    ];
    let undated = read_by(&files, DataSetOptions::default());
    let mut options = DataSetOptions::default();
    options.actor_list.descents = DescentDays::FirstEvent;
    let import = read_by(&files, options.clone());
    let lineage = |import: &Import| {
        let all = import.record.statements().iter().filter_map(|one| {
            let event = one.event().filter(|event| event.kind.is_lineage())?;
            let when = event.when.as_ref().map(ToString::to_string);
            Some((one.id.to_string(), when, one.evidence.hedge.is_some()))
        });
        all.collect::<Vec<_>>()
    };
    assert!(
        lineage(&undated)
            .iter()
            .all(|one| one.1.is_none() && !one.2)
    );
    let dated = lineage(&import);
    let dated: Vec<_> = dated.iter().filter(|one| one.1.is_some()).collect();
    assert!(!dated.is_empty());
    let graph = ActorGraph::new(import.record.clone());
    for (id, when, is_hedged) in dated {
        assert!(is_hedged, "{id} is marked as derived");
        let statement = graph.statement(id).expect("it is there");
        let to = match &statement.record().ends {
            Ends::Directed { to, .. } => to[0],
            other => panic!("{id}: {other:?}"),
        };
        // an oracle: the first day on which the new actor certainly had an event
        let first = import.record.statements().iter().filter_map(|one| {
            let event = one.event().filter(|event| !event.kind.is_lineage())?;
            let is_its = one.ends.actors().any(|actor| actor == to);
            is_its
                .then(|| event.when.as_ref().map(When::last_day))
                .flatten()
        });
        let first = first.min().and_then(Day::date).expect("it has events");
        assert_eq!(when.as_deref(), Some(&*format!("[..{first}]")), "{id}");
    }
    order_makes_no_difference(&files, &options);
}
