//! The paths that a source names, and the modules that they lead to.

use std::collections::BTreeSet;

use super::tokens::Token;

/// How a path stands in the source.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Place {
    /// In a `use`.
    Import,
    /// In a `pub use`.
    Reexport,
    /// In the midst of code.
    Code,
}

/// A path as the source names it.
#[derive(Debug, Clone)]
pub(crate) struct Named {
    /// Its names; a glob ends in `*`.
    pub(crate) names: Vec<String>,
    /// What an import calls it.
    pub(crate) alias: String,
    pub(crate) line: usize,
    pub(crate) place: Place,
    /// In a unit test.
    pub(crate) in_test: bool,
    /// The modules within the file that it stands in.
    inline: Vec<String>,
}

impl Named {
    /// The path from the crate root, or `None` for a path into another crate or to a local name.
    ///
    /// `module` is the module that the file is, `modules` every module that is a file.
    pub(crate) fn resolved(
        &self,
        module: &[String],
        modules: &BTreeSet<Vec<String>>,
    ) -> Option<Vec<String>> {
        let mut root = [module, &self.inline].concat();
        let mut names = self.names.as_slice();
        match names.first()?.as_str() {
            "crate" => {
                root.clear();
                names = &names[1..];
            }
            "self" => names = &names[1..],
            "super" => {}
            first => {
                let child = [&root[..], &[first.to_owned()]].concat();
                return modules
                    .contains(&child)
                    .then(|| [&root[..], names].concat());
            }
        }
        while names.first().is_some_and(|name| name == "super") {
            root.pop();
            names = &names[1..];
        }
        root.extend_from_slice(names);
        Some(root)
    }

    pub(crate) fn shown(&self) -> String {
        self.names.join("::")
    }
}

/// Every path of two or more names, those of imports spelled out one by one.
pub(crate) fn named(tokens: &[Token<'_>]) -> Vec<Named> {
    let mut reader = Reader {
        tokens,
        at: 0,
        depth: 0,
        inline: Vec::new(),
        found: Vec::new(),
    };
    while reader.at < tokens.len() {
        reader.step();
    }
    reader.found
}

struct Inline {
    name: String,
    depth: usize,
    in_test: bool,
}

struct Reader<'a, 't> {
    tokens: &'a [Token<'t>],
    at: usize,
    depth: usize,
    inline: Vec<Inline>,
    found: Vec<Named>,
}

impl<'t> Reader<'_, 't> {
    fn text(&self, at: usize) -> &'t str {
        self.tokens.get(at).map_or("", |token| token.text)
    }

    fn step(&mut self) {
        let at = self.at;
        let next = self.text(at + 1);
        match self.text(at) {
            "{" => self.depth += 1,
            "}" => {
                self.depth = self.depth.saturating_sub(1);
                let depth = self.depth;
                self.inline.retain(|module| module.depth < depth + 1);
            }
            "mod" if self.text(at + 2) == "{" => {
                let in_test = self.is_for_tests();
                self.inline.push(Inline {
                    name: next.to_owned(),
                    depth: self.depth,
                    in_test,
                });
                // the brace is counted when it is met
                self.at += 1;
            }
            // a visibility, `pub(in crate::view)`, uses nothing
            "in" if at > 1 && self.text(at - 1) == "(" && self.text(at - 2) == "pub" => {
                while !matches!(self.text(self.at), ")" | "") {
                    self.at += 1;
                }
            }
            // `use<'g>` in a type is no import
            "use" if next != "<" => {
                let public = at > 0 && matches!(self.text(at - 1), "pub" | ")");
                let place = if public {
                    Place::Reexport
                } else {
                    Place::Import
                };
                let in_test = self.is_for_tests();
                self.at += 1;
                self.tree(&[], place, in_test);
                return;
            }
            _ if self.begins_a_path() => {
                self.code_path();
                return;
            }
            _ => {}
        }
        self.at += 1;
    }

    /// Whether the item here has `#[cfg(test)]`, or stands in a module that has.
    fn is_for_tests(&self) -> bool {
        let before = &self.tokens[..self.at];
        let ends = |token: &Token<'_>| matches!(token.text, ";" | "{" | "}");
        let item = before.iter().rposition(ends).map_or(0, |end| end + 1);
        let texts: Vec<&str> = before[item..].iter().map(|token| token.text).collect();
        let own = texts
            .windows(4)
            .any(|four| four == ["cfg", "(", "test", ")"]);
        own || self.inline.iter().any(|module| module.in_test)
    }

    fn begins_a_path(&self) -> bool {
        let token = self.tokens[self.at];
        let continues = self.at > 0 && self.text(self.at - 1) == "::";
        token.is_word() && !continues && self.text(self.at + 1) == "::"
    }

    fn code_path(&mut self) {
        let line = self.tokens[self.at].line;
        let mut names = vec![self.text(self.at).to_owned()];
        self.at += 1;
        while self.text(self.at) == "::"
            && self.tokens.get(self.at + 1).is_some_and(|t| t.is_word())
        {
            names.push(self.text(self.at + 1).to_owned());
            self.at += 2;
        }
        if names.len() > 1 {
            let in_test = self.inline.iter().any(|module| module.in_test);
            self.push(names, None, line, Place::Code, in_test);
        }
    }

    /// One tree of an import, after these names.
    fn tree(&mut self, before: &[String], place: Place, in_test: bool) {
        let mut names = before.to_vec();
        while let Some(token) = self.tokens.get(self.at).copied() {
            self.at += 1;
            match token.text {
                "::" => {}
                "{" => {
                    while !matches!(self.text(self.at), "}" | "") {
                        self.tree(&names, place, in_test);
                        if self.text(self.at) == "," {
                            self.at += 1;
                        }
                    }
                    self.at += 1;
                    return;
                }
                text => {
                    // `{self, …}` is the module before it
                    if text != "self" || names.is_empty() {
                        names.push(text.to_owned());
                    }
                    if self.text(self.at) != "::" {
                        let mut alias = None;
                        if self.text(self.at) == "as" {
                            alias = Some(self.text(self.at + 1).to_owned());
                            self.at += 2;
                        }
                        self.push(names, alias, token.line, place, in_test);
                        return;
                    }
                }
            }
        }
    }

    fn push(
        &mut self,
        names: Vec<String>,
        alias: Option<String>,
        line: usize,
        place: Place,
        in_test: bool,
    ) {
        let inline = self.inline.iter().map(|module| module.name.clone());
        self.found.push(Named {
            alias: alias.unwrap_or_else(|| names.last().cloned().unwrap_or_default()),
            names,
            line,
            place,
            in_test,
            inline: inline.collect(),
        });
    }
}

#[cfg(test)]
fn shown(text: &str) -> Vec<String> {
    let found = named(&super::tokens::tokens(text));
    found.iter().map(Named::shown).collect()
}

#[test]
fn imports_are_spelled_out() {
    assert_eq!(
        shown("use crate::{model::{self, Day, word::*}, view::View as Lens};\nuse std::fmt;"),
        [
            "crate::model",
            "crate::model::Day",
            "crate::model::word::*",
            "crate::view::View",
            "std::fmt"
        ]
    );
}

#[test]
fn paths_in_code_and_macros_are_found() {
    assert_eq!(
        shown("fn f() -> impl X + use<'g> { $crate::view::f(); <A as petgraph::visit::B>::C }"),
        ["crate::view::f", "petgraph::visit::B"]
    );
}

#[test]
fn visibilities_are_no_paths() {
    assert_eq!(
        shown("pub(in crate::view) fn f() {}\npub(in crate::view) use lens::View;"),
        ["lens::View"]
    );
}

#[test]
fn super_climbs_from_modules_within_the_file_too() {
    let text = "use super::super::view::View;\n#[cfg(test)]\nmod tests { use super::super::Day; }";
    let found = named(&super::tokens::tokens(text));
    let module = ["graph".to_owned(), "ties".to_owned()];
    let resolved = |path: &Named| path.resolved(&module, &BTreeSet::new());
    assert_eq!(
        resolved(&found[0]),
        Some(vec!["view".into(), "View".into()])
    );
    assert_eq!(
        resolved(&found[1]),
        Some(vec!["graph".into(), "Day".into()])
    );
    assert_eq!([found[0].in_test, found[1].in_test], [false, true]);
}
