//! A source file: its path in the crate and its text.

use std::fs;
use std::path::Path;

use super::paths::{Named, named};
use super::tokens::{Token, tokens};

/// A source file of the crate, or a made-up one.
#[derive(Debug)]
pub(crate) struct SourceFile {
    /// From the crate's folder, with `/`.
    pub(crate) path: String,
    pub(crate) text: String,
}

impl SourceFile {
    pub(crate) fn new(path: &str, text: &str) -> Self {
        Self {
            path: path.to_owned(),
            text: text.to_owned(),
        }
    }

    pub(crate) fn tokens(&self) -> Vec<Token<'_>> {
        tokens(&self.text)
    }

    /// Every path of two or more names in the code, imports spelled out.
    pub(crate) fn named(&self) -> Vec<Named> {
        named(&self.tokens())
    }

    pub(crate) fn is_library(&self) -> bool {
        self.path.starts_with("src/")
    }

    /// The module that a file of the library is: `["view", "visit"]`; the crate root is empty.
    pub(crate) fn module(&self) -> Option<Vec<String>> {
        let stem = self.path.strip_prefix("src/")?.strip_suffix(".rs")?;
        let mut module: Vec<String> = stem.split('/').map(str::to_owned).collect();
        if matches!(module.last()?.as_str(), "mod" | "lib") {
            module.pop();
        }
        Some(module)
    }

    /// A finding in this file.
    pub(crate) fn finding(&self, line: usize, what: &str) -> String {
        format!("{}:{line}: {what}", self.path)
    }
}

/// All sources of this crate, in the order of their paths.
pub(crate) fn of_this_crate() -> Vec<SourceFile> {
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    let mut files = Vec::new();
    for folder in ["src", "tests", "examples", "benches"] {
        collect(root, folder, &mut files);
    }
    files.sort_by(|a, b| a.path.cmp(&b.path));
    files
}

fn collect(root: &Path, folder: &str, files: &mut Vec<SourceFile>) {
    let Ok(entries) = fs::read_dir(root.join(folder)) else {
        return;
    };
    for entry in entries {
        let entry = entry.expect("a folder of the crate can be listed");
        let path = format!("{folder}/{}", entry.file_name().to_string_lossy());
        if entry.path().is_dir() {
            collect(root, &path, files);
        } else if entry.path().extension().is_some_and(|end| end == "rs") {
            let text = fs::read_to_string(entry.path()).expect("a source file can be read");
            files.push(SourceFile { path, text });
        }
    }
}

#[test]
fn a_file_is_the_module_of_its_path() {
    let module = |path| SourceFile::new(path, "").module();
    let names = |names: &[&str]| Some(names.iter().map(|&name| name.to_owned()).collect());
    assert_eq!(module("src/lib.rs"), names(&[]));
    assert_eq!(module("src/view/mod.rs"), names(&["view"]));
    assert_eq!(module("src/view/visit.rs"), names(&["view", "visit"]));
    assert_eq!(module("tests/it/main.rs"), None);
}
