//! The HTML of the page: a fixed script and style, and data that cannot become either.

use super::data::Data;
use super::digest;
use std::fmt::Write;

const STYLE: &str = include_str!("style.css");
const BODY: &str = include_str!("body.html");

/// The parts of the script, which share one scope.
const SCRIPT: [&str; 8] = [
    include_str!("base.js"),
    include_str!("scale.js"),
    include_str!("lanes.js"),
    include_str!("draw.js"),
    include_str!("panel.js"),
    include_str!("map.js"),
    include_str!("tables.js"),
    include_str!("main.js"),
];

/// Returns the whole page.
pub(super) fn html(data: &Data) -> String {
    let script = script();
    let policy = format!(
        "default-src 'none'; script-src '{}'; style-src '{}'; base-uri 'none'; form-action 'none'",
        digest::name(&script),
        digest::name(STYLE)
    );
    let title = text(&data.title);
    let json = json(data);
    format!(
        "<!DOCTYPE html>\n<html lang=\"en\">\n<head>\n<meta charset=\"utf-8\">\n\
         <meta http-equiv=\"Content-Security-Policy\" content=\"{policy}\">\n\
         <meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">\n\
         <meta name=\"color-scheme\" content=\"light dark\">\n\
         <meta name=\"referrer\" content=\"no-referrer\">\n\
         <title>{title}</title>\n<style>{STYLE}</style>\n</head>\n<body>\n\
         <header>\n<h1>{title}</h1>\n<p id=\"about\">{}.</p>\n</header>\n{BODY}\
         <script type=\"application/json\" id=\"data\">{json}</script>\n\
         <script>{script}</script>\n</body>\n</html>\n",
        text(&data.about.join("; "))
    )
}

fn script() -> String {
    format!("\"use strict\";\n(() => {{\n{}}})();\n", SCRIPT.concat())
}

/// Escapes a text between tags.
fn text(raw: &str) -> String {
    let mut out = String::new();
    for c in raw.chars() {
        match c {
            '&' => out.push_str("&amp;"),
            '<' => out.push_str("&lt;"),
            '>' => out.push_str("&gt;"),
            '"' => out.push_str("&quot;"),
            '\'' => out.push_str("&#39;"),
            c if c.is_control() && !matches!(c, '\n' | '\t') => out.push('\u{fffd}'),
            c => out.push(c),
        }
    }
    out
}

/// Returns the data as JSON in which no tag, comment or entity can begin and no line of script can end.
fn json(data: &Data) -> String {
    // plain values always serialize
    let json = serde_json::to_string(data).unwrap_or_else(|_| String::from("null"));
    let mut out = String::with_capacity(json.len());
    for c in json.chars() {
        match c {
            '<' => out.push_str("\\u003c"),
            '>' => out.push_str("\\u003e"),
            '&' => out.push_str("\\u0026"),
            // serde_json leaves some control characters as they are, which a page must not contain
            c if c.is_control() || matches!(c, '\u{2028}' | '\u{2029}') => {
                // writing into a string cannot fail
                let _ = write!(out, "\\u{:04x}", u32::from(c));
            }
            c => out.push(c),
        }
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_script_and_style_are_one_element_each() {
        for part in [&script(), STYLE] {
            assert!(!part.contains("</") && !part.contains("<!--"));
        }
    }

    #[test]
    fn the_script_makes_no_markup_of_text_and_asks_no_network() {
        let script = script();
        for word in [
            "innerHTML",
            "outerHTML",
            "insertAdjacent",
            "document.write",
            "eval(",
            "Function(",
            "fetch(",
            "XMLHttp",
            "import(",
        ] {
            assert!(!script.contains(word), "{word}");
        }
    }

    #[test]
    fn text_is_no_markup() {
        assert_eq!(
            text("<a b='\"'>&\u{0}"),
            "&lt;a b=&#39;&quot;&#39;&gt;&amp;\u{fffd}"
        );
    }
}
