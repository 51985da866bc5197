//! The sources of an answer: numbered where they are cited, in full below.

use super::page::{Page, Style};
use factions::Source;

/// The sources cited so far, in the order of their first citation.
#[derive(Debug, Default)]
pub(crate) struct Citations<'g> {
    cited: Vec<&'g Source>,
}

impl<'g> Citations<'g> {
    /// The numbers of these sources: `[1] [2]`.
    pub(crate) fn cite(&mut self, sources: impl IntoIterator<Item = &'g Source>) -> String {
        let mut numbers: Vec<usize> = sources
            .into_iter()
            .map(|source| {
                let known = self.cited.iter().position(|cited| cited.key == source.key);
                known.unwrap_or_else(|| {
                    self.cited.push(source);
                    self.cited.len() - 1
                })
            })
            .collect();
        numbers.sort_unstable();
        numbers.dedup();
        let numbers: Vec<String> = numbers.iter().map(|at| format!("[{}]", at + 1)).collect();
        if numbers.is_empty() {
            "none".to_owned()
        } else {
            numbers.join(" ")
        }
    }

    /// Lists every cited source.
    pub(crate) fn print(&self, page: &mut Page) {
        if self.cited.is_empty() {
            return;
        }
        page.blank();
        page.paragraph("Sources", Style::Strong, 0);
        for (at, source) in self.cited.iter().enumerate() {
            let published = match &source.published {
                Some(when) => format!("published {when}"),
                None => "publication undated".to_owned(),
            };
            let text = format!("[{}] {source}; {published} ({})", at + 1, source.key);
            page.paragraph(&text, Style::Plain, 4);
            if let Some(url) = &source.url {
                page.paragraph(&format!("    {url}"), Style::Plain, 4);
            }
        }
    }
}
