//! Tables of a graph in a folder of their own.

use factions::ActorGraph;
use factions::export::ParquetForm;
use std::fs::{self, File};
use std::path::{Path, PathBuf};
use std::sync::atomic::{AtomicU32, Ordering};

/// A folder that is gone when it is dropped.
pub(crate) struct Folder(PathBuf);

impl Folder {
    pub(crate) fn of(graph: &ActorGraph) -> Self {
        static NEXT: AtomicU32 = AtomicU32::new(0);
        let name = format!(
            "factions-scale-{}-{}",
            std::process::id(),
            NEXT.fetch_add(1, Ordering::Relaxed)
        );
        let folder = Self(std::env::temp_dir().join(name));
        fs::create_dir_all(&folder.0).expect("the folder is made");
        graph
            .write_parquet(ParquetForm::whole(), |name| {
                File::create(folder.0.join(name))
            })
            .expect("the tables are written");
        folder
    }

    pub(crate) fn path(&self) -> &Path {
        &self.0
    }
}

impl Drop for Folder {
    fn drop(&mut self) {
        let _ = fs::remove_dir_all(&self.0);
    }
}
