//! Files and folders that use themselves through others, unit tests aside.

use std::collections::{BTreeMap, BTreeSet, VecDeque};

use super::paths::Place;
use super::source::SourceFile;

type Module = Vec<String>;

pub(crate) fn findings(files: &[SourceFile]) -> Vec<String> {
    Imports::read(files).circles()
}

/// As [`findings`], a folder with all its files taken as one; those below it are others.
pub(crate) fn of_folders(files: &[SourceFile]) -> Vec<String> {
    Imports::read(files).of_folders().circles()
}

/// A file or folder and one that it uses, by their places in the list.
type Step = (usize, usize);

struct Imports {
    /// The paths of the files or folders.
    paths: Vec<String>,
    /// For each those that it uses, with the file and line of the first use.
    uses: Vec<BTreeMap<usize, String>>,
}

impl Imports {
    fn read(files: &[SourceFile]) -> Self {
        let below_the_root = |file: &&SourceFile| file.module().is_some_and(|m| !m.is_empty());
        let files: Vec<&SourceFile> = files.iter().filter(below_the_root).collect();
        let modules: Vec<Module> = files.iter().filter_map(|file| file.module()).collect();
        let known: BTreeSet<Module> = modules.iter().cloned().collect();
        let mut called = BTreeMap::new();
        for (file, module) in files.iter().zip(&modules) {
            for path in file.named() {
                if path.place != Place::Code
                    && let Some(target) = path.resolved(module, &known)
                {
                    called.insert((module.clone(), path.alias), target);
                }
            }
        }
        let uses = files.iter().zip(&modules).map(|(file, module)| {
            let mut lines = BTreeMap::new();
            for path in file.named() {
                // a re-export is a line in the table of contents
                if path.in_test || path.place == Place::Reexport {
                    continue;
                }
                let target = path.resolved(module, &known);
                let home = target.and_then(|target| home(&target, &known, &called));
                let used = home.and_then(|home| modules.iter().position(|module| *module == home));
                if let Some(used) = used
                    && modules[used] != *module
                {
                    lines
                        .entry(used)
                        .or_insert_with(|| format!("{}:{}", file.path, path.line));
                }
            }
            lines
        });
        let uses = uses.collect();
        let paths = files.iter().map(|file| file.path.clone()).collect();
        Self { paths, uses }
    }

    /// The same with the folders of these files in their place.
    fn of_folders(&self) -> Self {
        let folder = |at: usize| {
            self.paths[at]
                .rsplit_once('/')
                .map_or("", |(above, _)| above)
        };
        let paths: BTreeSet<&str> = (0..self.paths.len()).map(folder).collect();
        let paths: Vec<&str> = paths.into_iter().collect();
        let mut uses = vec![BTreeMap::new(); paths.len()];
        for (file, used) in self.uses.iter().enumerate() {
            for (&used, line) in used {
                let own = paths.binary_search(&folder(file));
                let other = paths.binary_search(&folder(used));
                if let (Ok(own), Ok(other)) = (own, other)
                    && own != other
                {
                    uses[own].entry(other).or_insert_with(|| line.clone());
                }
            }
        }
        let paths = paths.into_iter().map(str::to_owned).collect();
        Self { paths, uses }
    }

    /// A line for each circle, every file or folder in one of them at most.
    fn circles(&self) -> Vec<String> {
        let mut told = BTreeSet::new();
        let mut findings = Vec::new();
        for start in 0..self.paths.len() {
            if told.contains(&start) {
                continue;
            }
            if let Some(circle) = self.way_back(start) {
                let steps: Vec<String> = circle.iter().map(|step| self.shown(*step)).collect();
                findings.push(format!("used in a circle: {}", steps.join(", ")));
                told.extend(circle.iter().map(|step| step.0));
            }
        }
        findings
    }

    /// The shortest way from a file or folder to itself.
    fn way_back(&self, start: usize) -> Option<Vec<Step>> {
        let mut came_from = BTreeMap::new();
        let mut queue = VecDeque::from([start]);
        while let Some(file) = queue.pop_front() {
            for &used in self.uses[file].keys() {
                if came_from.contains_key(&used) {
                    continue;
                }
                came_from.insert(used, file);
                if used == start {
                    let mut steps = vec![(file, start)];
                    while steps[0].0 != start {
                        let to = steps[0].0;
                        steps.insert(0, (came_from[&to], to));
                    }
                    return Some(steps);
                }
                queue.push_back(used);
            }
        }
        None
    }

    fn shown(&self, (from, to): Step) -> String {
        format!("{} uses {}", self.uses[from][&to], self.paths[to])
    }
}

/// The file in which the item at this path stands, through the imports that pass it on.
fn home(
    target: &[String],
    known: &BTreeSet<Module>,
    called: &BTreeMap<(Module, String), Module>,
) -> Option<Module> {
    let mut target = target.to_vec();
    // no chain of re-exports is this long: it is a circle
    for _ in 0..10 {
        let length = (1..=target.len())
            .rev()
            .find(|&n| known.contains(&target[..n]))?;
        let (module, rest) = target.split_at(length);
        let passed_on = rest
            .first()
            .and_then(|name| called.get(&(module.to_vec(), name.clone())));
        match passed_on {
            Some(on) if *on != target => target = [on, &rest[1..]].concat(),
            _ => return Some(module.to_vec()),
        }
    }
    None
}

#[test]
fn a_circle_is_found_through_re_exports() {
    super::finds(
        findings,
        &[
            (
                "src/graph/mod.rs",
                "mod a;\nmod b;\npub use a::A;\npub use b::B;",
            ),
            ("src/graph/a.rs", "//! A.\nuse super::B;"),
            ("src/graph/b.rs", "use crate::graph::A;"),
        ],
        &[
            "used in a circle: src/graph/a.rs:2 uses src/graph/b.rs, src/graph/b.rs:1 uses src/graph/a.rs",
        ],
    );
}

#[test]
fn a_file_that_uses_its_own_folder_s_file_is_in_a_circle_if_that_uses_it() {
    super::finds(
        findings,
        &[
            (
                "src/record/read/mod.rs",
                "mod ends;\nuse ends::ends;\nstruct Desk;",
            ),
            ("src/record/read/ends.rs", "use super::Desk;"),
        ],
        &[
            "used in a circle: src/record/read/mod.rs:2 uses src/record/read/ends.rs, src/record/read/ends.rs:1 uses src/record/read/mod.rs",
        ],
    );
}

#[test]
fn tests_and_tables_of_contents_make_no_circle() {
    super::finds(
        findings,
        &[
            (
                "src/graph/mod.rs",
                "mod a;\nmod b;\npub use a::A;\nconst WALL: u8 = 1;",
            ),
            (
                "src/graph/a.rs",
                "use super::WALL;\n#[cfg(test)]\nmod tests { use super::super::b::B; }",
            ),
            ("src/graph/b.rs", "use super::A;"),
        ],
        &[],
    );
}

#[test]
fn folders_in_a_circle_are_found_where_no_file_is() {
    let files = [
        ("src/view/mod.rs", "mod a;\nmod holds;\nmod walks;"),
        ("src/view/a.rs", ""),
        ("src/view/holds/mod.rs", "mod b;\nmod c;"),
        ("src/view/holds/b.rs", "use crate::view::a::A;"),
        (
            "src/view/holds/c.rs",
            "//! C.\nuse crate::view::walks::d::D;",
        ),
        ("src/view/walks/mod.rs", "mod d;\nmod e;"),
        ("src/view/walks/d.rs", ""),
        (
            "src/view/walks/e.rs",
            "pub(in crate::view) fn f() -> crate::view::holds::b::B { f() }",
        ),
    ];
    super::finds(findings, &files, &[]);
    super::finds(
        of_folders,
        &files,
        &[
            "used in a circle: src/view/holds/c.rs:2 uses src/view/walks, src/view/walks/e.rs:1 uses src/view/holds",
        ],
    );
}
