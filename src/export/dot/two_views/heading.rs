//! The heading of each panel: the two views, the number of changes, and the sources.

use super::sheet::Sheet;
use super::turned::{PANELS, Panel};
use crate::export::dot::drawing::title;
use crate::export::dot::writing::wrap;
use crate::export::dot::writing::{Face, Html, Lines, Set};
use crate::query::{DiffWord, counted};

impl Sheet<'_, '_, '_> {
    /// Returns the heading, with the same size in each panel, so that the boxes do not move.
    pub(super) fn heading(&self) -> Html {
        let all = PANELS.map(|panel| self.told(panel));
        let width = |(face, text): &(Face, String)| {
            let each = match face {
                Face::Title => 16,
                Face::Strong => 11,
                _ => 8,
            };
            let wide = text.chars().filter(|one| *one > '\u{2E7F}').count();
            (text.chars().count() + wide) * each
        };
        let widest = all.iter().flatten().map(width).max().unwrap_or_default();
        let most = all.iter().map(Vec::len).max().unwrap_or_default();
        let mut lines = Lines::default();
        let mut own = self.told(self.panel);
        own.resize(most, (Face::Subtitle, String::from(" ")));
        for (face, text) in own {
            lines.push(face, text);
        }
        lines.to_html(Set::Left).at_least(widest, Set::Left)
    }

    fn told(&self, panel: Panel) -> Vec<(Face, String)> {
        let asked = self.asked;
        let mut all: Vec<(Face, String)> = Vec::new();
        let mut put = |face: Face, texts: Vec<String>| {
            all.extend(texts.into_iter().map(|text| (face, text)));
        };
        let name = title::title(self.plan.view, asked.title.as_deref());
        put(Face::Title, wrap(&name, 50, 3));
        let [before, after] = [asked.before, asked.after].map(title::asked_for);
        put(
            Face::Strong,
            wrap(
                &match panel {
                    Panel::Before => format!("Before: {before}"),
                    Panel::After => format!("After: {after}"),
                    Panel::Changes => format!("What changed: from {before} to {after}"),
                },
                90,
                3,
            ),
        );
        let counts = match self.usual(panel) {
            Some(usual) => format!("{} Unchanged lines without words: {usual}.", self.counts()),
            None => self.counts(),
        };
        put(Face::Subtitle, wrap(&counts, 110, 3));
        let grounds = self.rows.iter().map(|row| &row.line.grounds);
        put(Face::Subtitle, wrap(&title::sources(grounds), 110, 5));
        all
    }

    /// Counts the relations that came, went and stayed.
    fn counts(&self) -> String {
        let count = |word: DiffWord| {
            let all = self.rows.iter();
            all.filter(|row| row.word == Some(word)).count()
        };
        let [come, gone] = [DiffWord::Come, DiffWord::Gone].map(count);
        let (changed, kept) = (self.otherwise, self.kept);
        if come + gone + changed == 0 {
            return format!(
                "Nothing changed: {} in both. Events are not compared.",
                counted(kept, "relation")
            );
        }
        let quietly = if self.asked.otherwise || changed == 0 {
            ""
        } else {
            " (drawn as unchanged)"
        };
        format!(
            "Relations: + {come} new, − {gone} gone, ~ {changed} held otherwise{quietly}, {kept} \
             unchanged. Events are not compared."
        )
    }
}
