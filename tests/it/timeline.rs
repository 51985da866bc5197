//! The page with a timeline: what it knows is what the view answers, and it works in a browser.

mod chromium;
mod hostile;
mod large;
mod places;
mod truth;

use chromium::{pictured, used};
use factions::{ActorGraph, Day, Record, date};

const MALI: &str = include_str!("../../examples/data/mali.toml");

fn mali() -> ActorGraph {
    ActorGraph::new(Record::from_toml(MALI).expect("the embedded record is right"))
}

fn autumn() -> String {
    let graph = mali();
    let view = graph.during(date(2023, 9, 15)..date(2023, 11, 1));
    view.to_timeline().to_html().content
}

/// What a page knows.
fn data(page: &str) -> serde_json::Value {
    let data = page
        .split("<script type=\"application/json\" id=\"data\">")
        .nth(1);
    let data = data.and_then(|rest| rest.split("</script>").next());
    serde_json::from_str(data.expect("the page has data")).expect("the data are JSON")
}

#[track_caller]
fn no_complaint(complaints: &[String]) {
    assert!(complaints.is_empty(), "{complaints:#?}");
}

/// Uses the page of Mali's autumn; nothing may go wrong in it.
#[track_caller]
fn use_autumn(script: &str) -> Option<serde_json::Value> {
    let seen = used(&autumn(), script)?;
    no_complaint(&seen.complaints);
    assert_eq!(seen.answer.get("error"), None, "{}", seen.answer);
    Some(seen.answer)
}

#[test]
fn the_same_view_gives_the_same_page() {
    assert_eq!(autumn(), autumn());
    assert!(!autumn().contains(env!("CARGO_MANIFEST_DIR")));
}

#[test]
fn the_page_says_what_its_picture_leaves_out() {
    let graph = mali();
    let written = graph.ever().to_timeline().to_html();
    let left_out = written.left_out.to_string();
    assert!(
        left_out.contains("actors without a tie or event, which have no lane: 1 (monusco)"),
        "{left_out}"
    );
    assert!(
        left_out.contains("relations without a known day, listed and not drawn: 1"),
        "{left_out}"
    );
    // what has no lane, asked for, has one
    let all = graph.ever().to_timeline().isolated_actors(true).to_html();
    assert!(!all.left_out.to_string().contains("monusco"));
}

#[test]
fn each_certainty_that_tells_answers_apart_can_be_asked_for() {
    let data = data(&autumn());
    assert_eq!(
        data["levels"],
        serde_json::json!(["alleged", "claimed", "reported"])
    );
}

#[test]
fn the_page_loads_and_a_click_on_an_event_shows_its_source() {
    let Some(answer) = use_autumn(
        "const mark = document.querySelector('.mark[data-id=\"event:planes-fired-on-at-tessalit\"]');
         mark.dispatchEvent(new window.MouseEvent('click', { bubbles: true }));
         await tick();
         return { ready: document.documentElement.hasAttribute('data-ready'),
           details: document.getElementById('details').textContent,
           source: document.querySelector('#details [data-source]').getAttribute('data-source'),
           day: document.getElementById('day-text').textContent };",
    ) else {
        return;
    };
    assert_eq!(answer["ready"], true);
    assert_eq!(answer["source"], "crisiswatch-2023-10");
    assert_eq!(answer["day"], "16 Oct 2023");
    let details = answer["details"].as_str().expect("a text");
    for words in ["CrisisWatch: Mali, October 2023", "Tessalit", "reported"] {
        assert!(details.contains(words), "{details}");
    }
}

#[test]
fn the_slider_changes_the_members_of_the_coalition() {
    let Some(answer) = use_autumn(
        "const slider = document.getElementById('slider');
         const members = async (day) => {
           slider.value = String(day);
           slider.dispatchEvent(new window.Event('input', { bubbles: true }));
           await tick();
           return [...document.querySelectorAll('[data-whole=csp] [data-member]')].map((one) => one.textContent);
         };
         const days = { before: await members(19620), during: await members(19625), after: await members(19630) };
         document.getElementById('previous').click();
         await tick();
         days.stop = document.getElementById('day-text').textContent;
         return days;",
    ) else {
        return;
    };
    // 19620 is 20 September 2023
    let expected = serde_json::json!({
        "before": ["CMA", "MSA"],
        "during": ["CMA", "MSA (possibly)"],
        "after": ["CMA"],
        // back from 30 September: the first day on which MSA can have left
        "stop": "21 Sep 2023",
    });
    assert_eq!(answer, expected);
}

#[test]
fn filters_hide_what_is_switched_off_and_ask_again_by_certainty() {
    let Some(answer) = use_autumn(
        "const drawn = () => document.querySelectorAll('.mark, .cluster').length;
         const count = () => document.getElementById('counts').textContent;
         const all = [drawn(), count()];
         const level = document.getElementById('level');
         level.value = '2';
         level.dispatchEvent(new window.Event('change'));
         await tick();
         const reported = count();
         level.value = '0';
         level.dispatchEvent(new window.Event('change'));
         document.querySelector('[data-kind=\"event clash\"] input').click();
         await tick();
         const without = [drawn(), count()];
         document.querySelector('[data-actor=\"jnim\"] input').click();
         await tick();
         return { all, reported, without, lanes: count(),
           hidden: document.querySelector('[data-id=\"actor:jnim\"]') === null };",
    ) else {
        return;
    };
    assert_eq!(answer["hidden"], true);
    let number = |text: &serde_json::Value| {
        let text = text.as_str().expect("a text");
        let words: Vec<u64> = text
            .split(' ')
            .filter_map(|word| word.parse().ok())
            .collect();
        words
    };
    let all = number(&answer["all"][1]);
    let graph = mali();
    let view = graph.during(date(2023, 9, 15)..date(2023, 11, 1));
    assert_eq!(all[2], view.events().len() as u64);
    let reported = view.at_least(factions::Certainty::Reported).events().len() as u64;
    assert_eq!(number(&answer["reported"])[2], reported);
    let clashes = view.only(factions::EventKind::Clash).events().len() as u64;
    assert_eq!(number(&answer["without"][1])[2], all[2] - clashes);
    assert_eq!(number(&answer["lanes"])[0], all[0] - 1);
    assert!(answer["without"][0].as_u64() < answer["all"][0].as_u64());
}

#[test]
fn the_keys_go_through_lanes_and_items_and_the_tables_hold_the_same() {
    let Some(answer) = use_autumn(
        "const chart = document.getElementById('chart');
         const press = async (key) => { chart.dispatchEvent(new window.KeyboardEvent('keydown', { key, bubbles: true })); await tick(); };
         const title = () => (document.querySelector('#details h2') || { textContent: '' }).textContent;
         await press('ArrowDown');
         const lane = title();
         await press('ArrowRight');
         const item = title();
         await press('Escape');
         const closed = title();
         await press(',');
         const day = document.getElementById('day-text').textContent;
         const tables = document.getElementById('tables');
         tables.open = true;
         await tick();
         return { lane, item, closed, day,
           rows: Object.fromEntries([...document.querySelectorAll('table')].map((table) => [table.caption.textContent.split(' ')[0], table.tBodies[0].rows.length])),
           text: document.getElementById('tables-body').textContent };",
    ) else {
        return;
    };
    assert_eq!(answer["lane"], "Coordination of Azawad Movements");
    assert_ne!(answer["item"], "");
    assert_eq!(answer["closed"], "");
    let graph = mali();
    let view = graph.during(date(2023, 9, 15)..date(2023, 11, 1));
    assert_eq!(answer["rows"]["Events"], view.events().len());
    assert_eq!(answer["rows"]["Changes"], view.changes().len());
    let text = answer["text"].as_str().expect("a text");
    assert!(text.contains("MSA left CSP") && text.contains("crisiswatch-2023-10"));
}

#[test]
fn the_page_looks_like_something_in_light_and_dark_and_on_paper() {
    let page = autumn();
    let address = "#day=2023-09-25&item=event:bamba-base-taken";
    let dark = ["--blink-settings=preferredColorScheme=0"];
    let Some((light, complaints)) = pictured(&page, address, (1500, 1200), &[]) else {
        return;
    };
    no_complaint(&complaints);
    let (dark, complaints) = pictured(&page, address, (1500, 1200), &dark).expect("as before");
    no_complaint(&complaints);
    for picture in [&light, &dark] {
        assert!(picture.starts_with(b"\x89PNG") && picture.len() > 50_000);
    }
    assert_ne!(light, dark);
}

#[test]
fn the_lane_of_an_old_name_ends_with_the_renaming_and_each_active_period_is_told() {
    let record = Record::from_toml(
        r#"
        [actors]
        old = { name = "Old", kind = "armed-group", active = { start = "2001" } }
        new = { name = "New", kind = "armed-group" }
        back = { name = "Back", kind = "armed-group", active = [
            { start = "2001", end = "2003" }, { start = "2005", end = "2006" },
        ] }
        [[events]]
        id = "renamed"
        kind = "rename"
        when = 2007-01-24
        from = "old"
        to = "new"
        "#,
    );
    let graph = ActorGraph::new(record.expect("it is in order"));
    let page = data(&graph.ever().to_timeline().to_html().content);
    let of = |key: &str| -> Vec<serde_json::Value> {
        let actors = page["actors"].as_array().expect("a list");
        let place = actors.iter().position(|actor| actor["key"] == key);
        let lives = page["lives"].as_array().expect("a list").iter();
        let own = lives.filter(|life| life["a"].as_u64() == place.map(|place| place as u64));
        own.cloned().collect()
    };
    let [old] = &*of("old") else {
        panic!("{page}");
    };
    assert_eq!(old["end"], "derived");
    let when = old["when"].as_str().expect("a text");
    assert!(when.ends_with("ended by the rename `renamed`"), "{when}");
    let renamed = Day::from(date(2007, 1, 24)).number();
    assert_eq!(old["b"][3], renamed);
    assert_eq!(of("back").len(), 2, "{page}");
    assert!(
        !of("new")[0]["when"].to_string().contains("ended by"),
        "{page}"
    );
}
