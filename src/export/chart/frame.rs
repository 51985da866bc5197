//! Parts of every chart: title, axes, hatching, key, and a description for readers who cannot see it.

use super::key::{Entry, Fill, KeyLine, SWATCH, fitting, laid_out};
use crate::export::kit::Xml;
use crate::export::kit::{LeftOut, Written, whole};
use crate::record::Fnv;

/// The width and height of the plot, and the margins around it.
pub(super) const PLOT: (f64, f64) = (720.0, 240.0);
const LEFT: f64 = 56.0;
const RIGHT: f64 = 32.0;
/// The distance from the top of the picture to the plot, if the title and the subtitle have one line each.
const TOP: f64 = 58.0;
/// The distance of the texts above the plot from the edges.
const MARGIN: f64 = 12.0;
/// The font size and line height of titles and subtitles.
const TITLE: (f64, f64) = (15.0, 18.0);
const SUBTITLE: (f64, f64) = (11.0, 14.0);
const KEY: (f64, f64) = (12.0, 18.0);
/// The height of a box for an unknown value.
pub(super) const UNKNOWN: f64 = 14.0;

/// The colours of Okabe and Ito (2008), a darker purple, and greys for combined groups.
pub(super) const COLORS: [&str; 8] = [
    "#0072B2", "#D55E00", "#009E73", "#AA4A86", "#56B4E9", "#E69F00", "#777777", "#BBBBBB",
];

/// The style sheet; `§` is replaced by the id of the chart, because a page may have several charts.
const STYLE: &str = "§text{font:12px system-ui,Helvetica,Arial,sans-serif;fill:#222}\
§.title{font-size:15px;font-weight:600}§.soft{fill:#555;font-size:11px}\
§.grid{stroke:#ddd}§.axis{stroke:#555}§.range{stroke:#222;fill:none}\
§.mark{stroke:#555;stroke-dasharray:2 4}\
§.ground{fill:#fff}§.unknown{stroke:#555;fill:none;stroke-dasharray:2 2}\
§.gap{fill:url(#hatch-7-¶)}§.part{fill:none;stroke:#777;stroke-dasharray:2 3}\
@media (prefers-color-scheme:dark){§text{fill:#eee}§.soft{fill:#bbb}§.grid{stroke:#444}§.axis{stroke:#aaa}\
§.range{stroke:#fff}§.mark,§.unknown,§.part{stroke:#aaa}§.ground{fill:#14171a}}";

/// A chart under construction.
#[derive(Debug)]
pub(super) struct Frame {
    pub(super) xml: Xml,
    highest: f64,
    /// The y coordinate of the top of the plot.
    top: f64,
    /// The suffix of the chart's ids, which makes them unique among the charts of a page.
    own: String,
}

impl Frame {
    /// Creates an empty chart with a y axis up to `highest`, a title, a subtitle and a key.
    pub(super) fn new(
        mut xml: Xml,
        [title, subtitle, words]: [&str; 3],
        highest: u64,
        key: &[KeyLine],
    ) -> Self {
        let width = LEFT + PLOT.0 + RIGHT;
        let room = width - 2.0 * MARGIN;
        let heads = [(title, TITLE, true), (subtitle, SUBTITLE, false)];
        let heads =
            heads.map(|(text, (size, apart), is_bold)| (fitting(text, room, size, is_bold), apart));
        let more = heads.each_ref().map(|(lines, apart)| {
            let more = lines.len().saturating_sub(1);
            number(more as u64) * apart
        });
        let top = TOP + more[0] + more[1];
        let (entries, rows) = laid_out(key, PLOT.0, KEY.0);
        let height = top + PLOT.1 + 44.0 + KEY.1 * number(rows as u64);
        let (width, height) = (px(width), px(height));
        let key_texts = key.iter().map(|(words, _)| &**words);
        let own = digest([title, subtitle, words].into_iter().chain(key_texts));
        let ids = [("chart-", &own), ("title-", &own), ("words-", &own)];
        let [chart, heading, spoken] = ids.map(|(word, own)| format!("{word}{own}"));
        xml.begin(
            "svg",
            &[
                ("id", &chart),
                ("xmlns", "http://www.w3.org/2000/svg"),
                ("width", &width),
                ("height", &height),
                ("viewBox", &format!("0 0 {width} {height}")),
                ("role", "img"),
                ("aria-labelledby", &format!("{heading} {spoken}")),
            ],
        );
        xml.element("title", &[("id", &heading)], title);
        xml.element("desc", &[("id", &spoken)], words);
        let style = STYLE.replace('§', &format!("#{chart} ")).replace('¶', &own);
        xml.element("style", &[], &style);
        xml.empty(
            "rect",
            &[("class", "ground"), ("width", "100%"), ("height", "100%")],
        );
        xml.begin("defs", &[]);
        for (at, color) in COLORS.iter().enumerate() {
            let id = format!("hatch-{at}-{own}");
            xml.begin(
                "pattern",
                &[
                    ("id", &id),
                    ("width", "6"),
                    ("height", "6"),
                    ("patternUnits", "userSpaceOnUse"),
                    ("patternTransform", "rotate(45)"),
                ],
            );
            xml.empty(
                "line",
                &[("y2", "6"), ("stroke", color), ("stroke-width", "3")],
            );
            xml.end();
        }
        xml.end();
        let [(titles, _), (subtitles, _)] = &heads;
        let mut y = 22.0;
        for (class, lines, apart) in [("title", titles, TITLE.1), ("soft", subtitles, SUBTITLE.1)] {
            for line in lines {
                let (x, at) = (px(MARGIN), px(y));
                xml.element("text", &[("class", class), ("x", &x), ("y", &at)], line);
                y += apart;
            }
        }
        let step = nice_step(highest);
        let highest = highest.div_ceil(step).max(1) * step;
        let mut frame = Self {
            xml,
            highest: number(highest),
            top,
            own,
        };
        for value in (0..=highest).step_by(usize::try_from(step).unwrap_or(usize::MAX)) {
            let y = px(frame.y(number(value)));
            let line = if value == 0 { "axis" } else { "grid" };
            let (from, to) = (px(LEFT), px(LEFT + PLOT.0));
            frame.xml.empty(
                "line",
                &[
                    ("class", line),
                    ("x1", &from),
                    ("x2", &to),
                    ("y1", &y),
                    ("y2", &y),
                ],
            );
            let place = [("class", "soft"), ("x", &px(LEFT - 6.0)), ("y", &y)]
                .map(|(name, value)| (name, value.to_owned()));
            let mut place: Vec<(&str, &str)> = place
                .iter()
                .map(|(name, value)| (*name, &**value))
                .collect();
            place.extend([("text-anchor", "end"), ("dominant-baseline", "middle")]);
            frame.xml.element("text", &place, &value.to_string());
        }
        frame.key(&entries);
        frame
    }

    fn key(&mut self, entries: &[Entry]) {
        for entry in entries {
            let x = LEFT + entry.left;
            let y = self.top + PLOT.1 + 36.0 + number(entry.row as u64) * KEY.1;
            self.swatch((x, y, 14.0, 11.0), entry.fill, None);
            let mut y = y + 10.0;
            for line in &entry.lines {
                let place = [px(x + SWATCH), px(y)];
                let place = [("x", &*place[0]), ("y", &*place[1])];
                self.xml.element("text", &place, line);
                y += KEY.1;
            }
        }
    }

    /// Returns the y coordinate of a value.
    pub(super) fn y(&self, value: f64) -> f64 {
        self.top + PLOT.1 - value / self.highest * PLOT.1
    }

    /// Returns the x coordinate of a share of the width, from 0 to 1.
    pub(super) fn x(share: f64) -> f64 {
        LEFT + share * PLOT.0
    }

    /// Draws a box between two x coordinates and two values, with a tooltip.
    pub(super) fn area(
        &mut self,
        (from, to): (f64, f64),
        (low, high): (u64, u64),
        fill: Fill,
        words: &str,
    ) {
        let (top, bottom) = (self.y(number(high)), self.y(number(low)));
        let area = (from, top, to - from, bottom - top);
        self.swatch(area, fill, Some(words));
    }

    /// Draws a band over the whole height, for days that the record does not cover completely.
    pub(super) fn band(&mut self, (from, to): (f64, f64), fill: Fill, words: &str) {
        self.swatch((from, self.top, to - from, PLOT.1), fill, Some(words));
    }

    fn swatch(&mut self, area: (f64, f64, f64, f64), fill: Fill, words: Option<&str>) {
        let (color, is_hatched) = match fill {
            Fill::Color(color) => (color, false),
            Fill::Hatched(color) => (color, true),
            Fill::Gap => return self.rect(area, &[("class", "gap")], words),
            Fill::Part => return self.rect(area, &[("class", "part")], words),
        };
        let color = color.min(COLORS.len() - 1);
        let fill = if is_hatched {
            format!("url(#hatch-{color}-{})", self.own)
        } else {
            COLORS[color].to_owned()
        };
        let mut looks = vec![("fill", &*fill), ("stroke", COLORS[color])];
        if is_hatched {
            looks.push(("stroke-dasharray", "3 2"));
        }
        self.rect(area, &looks, words);
    }

    /// Draws a box with its fill, and a tooltip if there is one.
    fn rect(
        &mut self,
        (x, y, width, height): (f64, f64, f64, f64),
        looks: &[(&str, &str)],
        words: Option<&str>,
    ) {
        let [x, y, width, height] = [x, y, width, height].map(px);
        let mut attributes = vec![
            ("x", &*x),
            ("y", &*y),
            ("width", &*width),
            ("height", &*height),
        ];
        attributes.extend(looks);
        match words {
            None => self.xml.empty("rect", &attributes),
            Some(words) => {
                self.xml.begin("rect", &attributes);
                self.xml.element("title", &[], words);
                self.xml.end();
            }
        }
    }

    /// Draws a vertical line between two values, with caps at both ends.
    pub(super) fn range(&mut self, x: f64, low: u64, high: u64) {
        let (top, bottom) = (px(self.y(number(high))), px(self.y(number(low))));
        let (left, right, x) = (px(x - 3.0), px(x + 3.0), px(x));
        let path = format!("M{left} {top}H{right}M{x} {top}V{bottom}M{left} {bottom}H{right}");
        self.xml.empty("path", &[("class", "range"), ("d", &path)]);
    }

    /// Draws an empty box at the foot of the plot, for an unknown value.
    pub(super) fn unknown(&mut self, (from, to): (f64, f64), words: &str) {
        let area = (from, self.y(0.0) - UNKNOWN, to - from, UNKNOWN);
        self.rect(area, &[("class", "unknown")], Some(words));
    }

    /// Draws a vertical line through the plot.
    pub(super) fn upright(&mut self, x: f64) {
        let (x, top, bottom) = (px(x), px(self.top), px(self.top + PLOT.1));
        self.xml.empty(
            "line",
            &[
                ("class", "mark"),
                ("x1", &x),
                ("x2", &x),
                ("y1", &top),
                ("y2", &bottom),
            ],
        );
    }

    /// Writes words below the plot.
    pub(super) fn below(&mut self, x: f64, words: &str) {
        self.words(x, self.top + PLOT.1 + 16.0, words);
    }

    /// Writes words at a height, centred on an x coordinate.
    pub(super) fn words(&mut self, x: f64, y: f64, words: &str) {
        let (x, y) = (px(x), px(y));
        self.xml.element(
            "text",
            &[
                ("class", "soft"),
                ("x", &x),
                ("y", &y),
                ("text-anchor", "middle"),
            ],
            words,
        );
    }

    pub(super) fn finish(self) -> Written {
        let mut left_out = LeftOut::default();
        self.xml.note_replaced(&mut left_out);
        let xml = self.xml;
        whole(|out| xml.finish(out).map(|()| left_out))
    }
}

/// Hashes texts to sixteen letters. Charts with the same hash have the same description.
fn digest<'t>(texts: impl Iterator<Item = &'t str>) -> String {
    let mut hash = Fnv::default();
    for text in texts {
        hash.add(text);
        // separates the texts
        hash.add("\0");
    }
    hash.text()
}

/// Converts a count into a coordinate; very large counts lose exactness.
#[expect(clippy::cast_precision_loss, reason = "places on a screen")]
pub(super) const fn number(count: u64) -> f64 {
    count as f64
}

/// Formats a length with one decimal.
fn px(length: f64) -> String {
    let text = format!("{length:.1}");
    text.strip_suffix(".0").map_or(text.clone(), str::to_owned)
}

/// Returns a step of 1, 2 or 5 times a power of ten, so that at most six lines reach a value.
fn nice_step(highest: u64) -> u64 {
    let mut step = 1;
    for factor in [2, 5, 10].iter().cycle() {
        if highest / step <= 5 {
            break;
        }
        let power = 10_u64.pow(step.ilog10());
        step = if *factor == 10 {
            power.saturating_mul(10)
        } else {
            power * factor
        };
        if step == 0 || step > u64::MAX / 20 {
            break;
        }
    }
    step
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn steps_are_round_and_few() {
        let steps = [0, 1, 5, 6, 11, 26, 55, 120, 999].map(nice_step);
        assert_eq!(steps, [1, 1, 1, 2, 2, 5, 10, 50, 200]);
        assert!(nice_step(u64::MAX) > 0);
    }

    #[test]
    fn lengths_have_one_digit_at_most() {
        assert_eq!([px(1.0), px(0.25), px(10.04)], ["1", "0.2", "10"]);
    }
}
