//! Nothing that a user writes becomes markup or script.

use super::chromium::used;
use super::{data, no_complaint};
use factions::{ActorGraph, Record};
use std::fmt::Write;

/// What somebody may write in any field of a record.
const EVIL: [&str; 8] = [
    "</script><script>parent.hacked = 1; hacked = 1</script>",
    "<img src=x onerror='hacked = 1'>",
    "\"><svg onload=hacked=1>",
    "<!--<script>",
    "]]>&lt;b&gt;&amp;#60;i&#62;",
    "${hacked = 1}`';hacked=1//",
    "a\u{2028}b\u{2029}c\u{202e}d",
    "</style><style>*{display:none}</style>",
];

/// A page in whose every text field one of these stands.
fn page(all: &[&str]) -> String {
    let title = serde_json::to_string(&all.concat()).expect("a text is JSON");
    let mut toml = format!("format = 1\n[record]\ntitle = {title}\nas_of = \"2023-10-31\"\n");
    for (number, evil) in all.iter().enumerate() {
        // JSON's escapes are those of TOML's strings
        let text = serde_json::to_string(evil).expect("a text is JSON");
        let _ = write!(
            toml,
            r#"
[sources.s{number}]
title = {text}
publisher = {text}
url = "javascript:hacked=1"
published = "2023-11"
note = {text}
[sources.t{number}]
title = {text}
url = {text}
published = "2023-11"
[actors.a{number}]
name = {text}
kind = "coalition"
note = {text}
aliases = [{text}]
[actors.b{number}]
name = "b{number}"
short = {text}
kind = "armed-group"
[places.p{number}]
name = {text}
region = {text}
latitude = 1{number}.5
longitude = -{number}
[[relations]]
kind = "membership"
from = "b{number}"
to = "a{number}"
role = {text}
start = "2023-01"
source = ["s{number}", "t{number}"]
note = {text}
[[events]]
id = "e{number}"
kind = "clash"
when = 2023-{:02}-07
from = "a{number}"
to = "b{number}"
place = "p{number}"
killed = {{ best = 3, certainty = "claimed", by = "a{number}", hedge = {text} }}
source = ["s{number}", "t{number}"]
hedge = {text}
reason = {text}
note = {text}
"#,
            number + 1
        );
    }
    let record = Record::from_toml(&toml).unwrap_or_else(|problems| panic!("{problems}\n{toml}"));
    let graph = ActorGraph::new(record);
    let group = [graph.actor("b0").expect("it is there")];
    let page = graph.ever().to_timeline().group(all.concat(), group);
    page.to_html().content
}

#[test]
fn no_text_ends_the_data_or_begins_a_tag() {
    for evil in EVIL {
        let page = page(&[evil]);
        assert_eq!(page.matches("</script").count(), 2, "{evil}");
        assert_eq!(page.matches("<script").count(), 2, "{evil}");
        assert_eq!(page.matches("</style").count(), 1, "{evil}");
        assert!(!page.contains("<img") && !page.contains("<!--"), "{evil}");
        let (_, json) = page.split_once("id=\"data\">").expect("it has data");
        assert!(!json.contains(['\u{2028}', '\u{2029}']), "{evil}");
        let data = data(&page);
        let actors = data["actors"].as_array().expect("a list");
        assert!(actors.iter().any(|actor| actor["name"] == evil), "{evil}");
        // an address that is none of the web leads nowhere
        let sources = data["sources"].as_array().expect("a list");
        assert!(sources.iter().all(|source| source["url"].is_null()));
    }
}

#[test]
fn in_a_browser_it_is_shown_as_it_is_written_and_nothing_runs() {
    let Some(seen) = used(
        &page(&EVIL),
        "const go = (item) => document.querySelector(`[data-id=\"${item}\"]`).dispatchEvent(new window.MouseEvent('click', { bubbles: true }));
         document.getElementById('tables').open = true;
         const rows = [];
         for (let number = 0; document.querySelector(`[data-id=\"actor:a${number}\"]`); number += 1) {
           go(`event:e${number}`);
           await tick();
           const details = document.getElementById('details').textContent;
           go(`actor:a${number}`);
           await tick();
           rows.push([details, document.querySelector('#details h2').textContent]);
         }
         return { rows, hacked: window.hacked !== undefined || globalThis.hacked !== undefined,
           made: document.querySelectorAll('img, iframe, object, embed, body style, [onload], [onerror]').length,
           scripts: document.scripts.length, links: document.links.length,
           title: document.title, heading: document.querySelector('h1').textContent,
           shown: window.getComputedStyle(document.getElementById('chart')).display };",
    ) else {
        return;
    };
    no_complaint(&seen.complaints);
    let answer = &seen.answer;
    assert_eq!(answer["hacked"], false, "{answer}");
    assert_eq!(answer["made"], 0, "{answer}");
    let (scripts, links) = (&answer["scripts"], &answer["links"]);
    assert_eq!((scripts, links), (&2.into(), &0.into()), "{answer}");
    assert_eq!(answer["heading"], EVIL.concat());
    assert_eq!(answer["shown"], "block");
    let rows = answer["rows"].as_array().expect("a list");
    assert_eq!(rows.len(), EVIL.len());
    for (row, evil) in rows.iter().zip(EVIL) {
        assert_eq!(row[1], evil);
        let details = row[0].as_str().expect("a text");
        assert!(details.matches(evil).count() >= 3, "{evil}: {details}");
    }
}
