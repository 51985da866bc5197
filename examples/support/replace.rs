//! Files that are whole or not there: written beside their place, synced, and put there by renaming.

use super::stop::Stop;
use std::ffi::OsString;
use std::fs::{self, File, OpenOptions};
use std::io::{self, BufWriter, ErrorKind, Write};
use std::path::{Path, PathBuf};

/// Writes a file; what stood there stays until all of it is written.
///
/// `inputs` are the files that were read: none of them may be the target under another name.
pub(crate) fn file<'i, T>(
    target: &Path,
    inputs: impl IntoIterator<Item = &'i Path>,
    write: impl FnOnce(&mut dyn Write) -> io::Result<T>,
) -> Result<T, Stop> {
    is_no_input(target, inputs)?;
    if target.is_dir() {
        let inner = target.join("name-of-a-file");
        let help = format!("name a file in it, such as `{}`", inner.display());
        return Err(wrong(target, "it is a folder", help));
    }
    let about = fs::metadata(target).ok();
    // a device or a pipe is no file that could be replaced
    if about.as_ref().is_some_and(|about| !about.is_file()) {
        let written = File::create(target).and_then(|device| into(device, write));
        return written
            .map(|written| written.0)
            .map_err(|error| failed(target, &error));
    }
    if about
        .as_ref()
        .is_some_and(|about| about.permissions().readonly())
    {
        let help = "take the protection off, or name another file";
        return Err(wrong(target, "it is write-protected", help));
    }
    // a link stays one: what it leads to is replaced
    let place = fs::canonicalize(target).unwrap_or_else(|_| target.to_owned());
    let mut beside = Beside::new(&place);
    let done = || {
        let mut options = OpenOptions::new();
        let new = options.write(true).create_new(true).open(&beside.path)?;
        beside.is_ours = true;
        if let Some(about) = &about {
            new.set_permissions(about.permissions())?;
        }
        let (written, new) = into(new, write)?;
        new.sync_all()?;
        fs::rename(&beside.path, &place)?;
        beside.is_ours = false;
        sync_folder_of(&place);
        Ok(written)
    };
    done().map_err(|error| failed(target, &error))
}

/// Writes a folder of files as a whole; what else is in an old one goes into the new.
pub(crate) fn folder<'i, T>(
    target: &Path,
    inputs: impl IntoIterator<Item = &'i Path>,
    names: &[String],
    write: impl FnOnce(&mut dyn FnMut(&str) -> io::Result<Synced>) -> io::Result<T>,
) -> Result<T, Stop> {
    let inputs: Vec<&Path> = inputs.into_iter().collect();
    is_no_input(target, inputs.iter().copied())?;
    let place = fs::canonicalize(target).unwrap_or_else(|_| target.to_owned());
    // a file in it may have been read, and be one of those that are replaced
    for name in names {
        is_no_input(&place.join(name), inputs.iter().copied())?;
    }
    let is_old = place.exists();
    if is_old && !place.is_dir() {
        let help = "this form is a folder of tables: move the file away, or name another folder";
        return Err(wrong(target, "it is a file", help));
    }
    if let Some(inner) = names
        .iter()
        .map(|name| place.join(name))
        .find(|one| one.is_dir())
    {
        let help = format!("move `{}`, a folder, away", inner.display());
        return Err(wrong(target, "a table would stand where a folder is", help));
    }
    let mut beside = Beside::new(&place);
    let mut astray = None;
    let done = || {
        fs::create_dir(&beside.path)?;
        beside.is_ours = true;
        if is_old {
            fs::set_permissions(&beside.path, fs::metadata(&place)?.permissions())?;
        }
        let mut open = |name: &str| {
            let file = beside.path.join(name);
            if let Some(folder) = file.parent() {
                fs::create_dir_all(folder)?;
            }
            Synced::create(&file)
        };
        let written = write(&mut open)?;
        sync_folder(&beside.path);
        if is_old {
            swap(&mut beside, &place, names, &mut astray)?;
        } else {
            fs::rename(&beside.path, &place)?;
            beside.is_ours = false;
        }
        sync_folder_of(&place);
        Ok(written)
    };
    let done = done();
    done.map_err(|error| match astray {
        None => failed(target, &error),
        Some(old) => Stop::Target {
            wrong: format!("cannot write `{}`: {error}", target.display()),
            help: format!("what stood there is in `{}`: move it back", old.display()),
        },
    })
}

/// Puts a new folder in the place of an old one, and takes over what in that is not of these names.
///
/// Where that fails, the old one goes back as it was; `astray` is where it stands if it cannot.
fn swap(
    new: &mut Beside,
    place: &Path,
    names: &[String],
    astray: &mut Option<PathBuf>,
) -> io::Result<()> {
    let old = match exchange(&new.path, place) {
        Ok(old) => old,
        Err(error) => {
            *astray = (!place.exists()).then(|| aside(&new.path));
            return Err(error);
        }
    };
    new.is_ours = false;
    *astray = Some(old.clone());
    let mut moved = Vec::new();
    if let Err(error) = take_over(&old, place, names, &mut moved) {
        for name in moved {
            fs::rename(place.join(&name), old.join(&name))?;
        }
        let new = exchange(&old, place)?;
        *astray = None;
        let _ = fs::remove_dir_all(new);
        return Err(error);
    }
    *astray = None;
    // nothing but what was replaced is left, and nothing else is taken away
    for name in names {
        let _ = fs::remove_file(old.join(name));
    }
    let _ = fs::remove_dir(&old);
    Ok(())
}

/// Moves all but what has one of these names from a folder into another.
fn take_over(
    from: &Path,
    to: &Path,
    names: &[String],
    moved: &mut Vec<OsString>,
) -> io::Result<()> {
    for entry in fs::read_dir(from)? {
        let name = entry?.file_name();
        if !names.iter().any(|own| name == own.as_str()) {
            fs::rename(from.join(&name), to.join(&name))?;
            moved.push(name);
        }
    }
    Ok(())
}

/// Whether two paths lead to one file or folder, under whatever names.
pub(crate) fn is_same(one: &Path, other: &Path) -> bool {
    let real = |path: &Path| fs::canonicalize(path).ok();
    if real(one).is_some_and(|one| Some(one) == real(other)) {
        return true;
    }
    number(one).is_some_and(|one| Some(one) == number(other))
}

/// The number of a file on its disk.
#[cfg(unix)]
fn number(path: &Path) -> Option<(u64, u64)> {
    use std::os::unix::fs::MetadataExt;
    let about = fs::metadata(path).ok()?;
    // of devices several names are no wonder
    (about.is_file() || about.is_dir()).then(|| (about.dev(), about.ino()))
}

#[cfg(not(unix))]
fn number(_: &Path) -> Option<(u64, u64)> {
    None
}

fn is_no_input<'i>(target: &Path, inputs: impl IntoIterator<Item = &'i Path>) -> Result<(), Stop> {
    for input in inputs {
        let what = if input == target {
            "it is what was read".to_owned()
        } else if is_same(input, target) {
            format!("it is `{}`, which was read", input.display())
        } else if let Some(table) = table_of(input, target) {
            format!("it is `{}`, which was read", table.display())
        } else {
            continue;
        };
        return Err(wrong(target, what, "name another file to write to"));
    }
    Ok(())
}

/// The file in a folder that was read which a path leads to, under whatever name.
fn table_of(folder: &Path, target: &Path) -> Option<PathBuf> {
    let all = fs::read_dir(folder).ok()?.filter_map(Result::ok);
    let mut files = all.map(|one| one.path()).filter(|path| path.is_file());
    files.find(|file| is_same(file, target))
}

fn wrong(target: &Path, what: impl std::fmt::Display, help: impl Into<String>) -> Stop {
    Stop::usage(format!("cannot write `{}`: {what}", target.display()), help)
}

/// What went wrong with a target, and the way out; what stood there stands.
fn failed(target: &Path, error: &io::Error) -> Stop {
    let folder = folder_of(target);
    let is_missing = !folder.exists();
    let help = match error.kind() {
        ErrorKind::NotFound if is_missing => {
            format!("make the folder `{}` first", folder.display())
        }
        ErrorKind::StorageFull | ErrorKind::QuotaExceeded => {
            "make room on the disk, or name a file on another".to_owned()
        }
        ErrorKind::FileTooLarge => {
            "raise the limit of file sizes (`ulimit -f`), or choose a smaller form".to_owned()
        }
        ErrorKind::PermissionDenied | ErrorKind::ReadOnlyFilesystem => {
            format!(
                "name a file in a folder where you may write: `{}` is none",
                folder.display()
            )
        }
        ErrorKind::BrokenPipe => "its reader is gone: name a file".to_owned(),
        _ => "name another file".to_owned(),
    };
    Stop::Target {
        wrong: format!("cannot write `{}`: {error}", target.display()),
        help: format!("what stood there is untouched; {help}"),
    }
}

fn folder_of(path: &Path) -> &Path {
    let parent = path
        .parent()
        .filter(|parent| !parent.as_os_str().is_empty());
    parent.unwrap_or(Path::new("."))
}

/// A name beside a target; what of ours still stands there in the end is taken away.
struct Beside {
    path: PathBuf,
    /// Whether what stands there was made here.
    is_ours: bool,
}

impl Beside {
    fn new(place: &Path) -> Self {
        let mut name = OsString::from(".");
        name.push(place.file_name().unwrap_or_default());
        name.push(format!(".{}.part", std::process::id()));
        Self {
            path: folder_of(place).join(name),
            is_ours: false,
        }
    }
}

impl Drop for Beside {
    fn drop(&mut self) {
        if !self.is_ours {
            return;
        }
        let _ = if self.path.is_dir() {
            fs::remove_dir_all(&self.path)
        } else {
            fs::remove_file(&self.path)
        };
    }
}

/// Writes all into a file, and gives it back.
fn into<T>(
    file: File,
    write: impl FnOnce(&mut dyn Write) -> io::Result<T>,
) -> io::Result<(T, File)> {
    let mut room = BufWriter::new(Limited::new(file));
    let written = write(&mut room)?;
    let limited = room.into_inner().map_err(io::IntoInnerError::into_error)?;
    Ok((written, limited.file))
}

/// A file that is synced when it is closed in order.
pub(crate) struct Synced(Option<BufWriter<Limited>>);

impl Synced {
    fn create(path: &Path) -> io::Result<Self> {
        let file = OpenOptions::new().write(true).create_new(true).open(path)?;
        Ok(Self(Some(BufWriter::new(Limited::new(file)))))
    }
}

impl Write for Synced {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        self.0.as_mut().map_or(Ok(0), |file| file.write(bytes))
    }

    /// Every writer of the library flushes once, at its end.
    fn flush(&mut self) -> io::Result<()> {
        let Some(file) = &mut self.0 else {
            return Ok(());
        };
        file.flush()?;
        file.get_ref().file.sync_all()
    }
}

/// A file that is told of the limit of file sizes before the system ends the program for it.
struct Limited {
    file: File,
    room: Option<u64>,
}

impl Limited {
    fn new(file: File) -> Self {
        let is_file = file.metadata().is_ok_and(|about| about.is_file());
        let room = is_file.then(limit).flatten();
        Self { file, room }
    }
}

impl Write for Limited {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        if self.room.is_some_and(|room| room < bytes.len() as u64) {
            return Err(ErrorKind::FileTooLarge.into());
        }
        let written = self.file.write(bytes)?;
        self.room = self.room.map(|room| room - written as u64);
        Ok(written)
    }

    fn flush(&mut self) -> io::Result<()> {
        self.file.flush()
    }
}

/// How large a file may become.
#[cfg(unix)]
fn limit() -> Option<u64> {
    rustix::process::getrlimit(rustix::process::Resource::Fsize).current
}

#[cfg(not(unix))]
fn limit() -> Option<u64> {
    None
}

/// Puts a folder in the place of another, and tells where that is now.
fn exchange(new: &Path, old: &Path) -> io::Result<PathBuf> {
    #[cfg(target_os = "linux")]
    {
        use rustix::fs::{CWD, RenameFlags, renameat_with};
        // not every file system can
        if renameat_with(CWD, new, CWD, old, RenameFlags::EXCHANGE).is_ok() {
            return Ok(new.to_owned());
        }
    }
    let aside = aside(new);
    fs::rename(old, &aside)?;
    if let Err(error) = fs::rename(new, old) {
        fs::rename(&aside, old)?;
        return Err(error);
    }
    Ok(aside)
}

/// Where what a folder replaces stands meanwhile.
fn aside(new: &Path) -> PathBuf {
    let mut path = new.as_os_str().to_owned();
    path.push(".old");
    path.into()
}

/// What is renamed is there after a crash, too, where a folder can be synced.
fn sync_folder_of(path: &Path) {
    sync_folder(folder_of(path));
}

fn sync_folder(folder: &Path) {
    let _ = File::open(folder).and_then(|folder| folder.sync_all());
}

#[cfg(test)]
mod tests {
    use super::*;

    /// An empty folder of its own.
    struct Scratch(PathBuf);

    impl Scratch {
        fn new(name: &str) -> Self {
            let path = std::env::temp_dir().join(format!("factions-{name}-{}", std::process::id()));
            let _ = fs::remove_dir_all(&path);
            fs::create_dir(&path).expect("a folder");
            Self(path)
        }

        fn names(&self) -> Vec<String> {
            let all = fs::read_dir(&self.0).expect("it is there");
            let names = all.map(|one| one.expect("an entry").file_name());
            let mut names: Vec<String> = names.map(|one| one.to_string_lossy().into()).collect();
            names.sort();
            names
        }
    }

    impl Drop for Scratch {
        fn drop(&mut self) {
            let _ = fs::remove_dir_all(&self.0);
        }
    }

    fn said(stopped: Stop) -> String {
        match stopped {
            Stop::Usage { wrong, help } | Stop::Target { wrong, help } => {
                format!("{wrong}: {help}")
            }
            other => panic!("another stop: {other:?}"),
        }
    }

    #[test]
    fn a_file_that_fails_leaves_the_old_one_and_nothing_beside_it() {
        let scratch = Scratch::new("replace-fails");
        let target = scratch.0.join("a.txt");
        file(&target, [], |out| out.write_all(b"old")).expect("it is written");
        let full = file(&target, [], |out| {
            out.write_all(&vec![b'x'; 100_000])?;
            Err::<(), _>(ErrorKind::StorageFull.into())
        });
        let said = said(full.expect_err("the disk is full"));
        assert!(
            said.contains("a.txt") && said.contains("make room"),
            "{said}"
        );
        assert_eq!(fs::read(&target).expect("it is there"), b"old");
        assert_eq!(scratch.names(), ["a.txt"]);
        file(&target, [], |out| out.write_all(b"new")).expect("it is written");
        assert_eq!(fs::read(&target).expect("it is there"), b"new");
    }

    #[test]
    fn a_folder_that_fails_leaves_the_old_one_whole() {
        let scratch = Scratch::new("replace-folder");
        let target = scratch.0.join("a.csv");
        let names = ["one.csv".to_owned(), "two.csv".to_owned()];
        let put = |text: &'static str, fails: bool| {
            folder(&target, [], &names, |open| {
                for name in &names {
                    let mut file = open(name)?;
                    file.write_all(text.as_bytes())?;
                    file.flush()?;
                    if fails {
                        return Err(ErrorKind::StorageFull.into());
                    }
                }
                Ok(())
            })
        };
        put("old", false).expect("it is written");
        fs::write(target.join("notes.txt"), "mine").expect("it is written");
        put("new", true).expect_err("the disk is full");
        let read = |name: &str| fs::read_to_string(target.join(name)).expect("it is there");
        assert_eq!([read("one.csv"), read("two.csv")], ["old", "old"]);
        put("new", false).expect("it is written");
        assert_eq!([read("one.csv"), read("two.csv")], ["new", "new"]);
        assert_eq!(read("notes.txt"), "mine");
        assert_eq!(scratch.names(), ["a.csv"]);
    }

    #[test]
    fn a_folder_whose_other_files_cannot_be_taken_over_is_as_it_was() {
        let scratch = Scratch::new("replace-others");
        let target = scratch.0.join("a.csv");
        let names = ["one.csv".to_owned()];
        fs::create_dir(&target).expect("a folder");
        let mine = ["a.txt", "m.txt", "one.csv", "z.txt"];
        for name in mine {
            fs::write(target.join(name), name).expect("it is written");
        }
        let stopped = folder(&target, [], &names, |open| {
            open("one.csv")?.write_all(b"new")?;
            // no file goes where a folder is
            let mut all = fs::read_dir(&scratch.0)?.filter_map(Result::ok);
            let new = all.find(|one| one.file_name() != "a.csv");
            fs::create_dir(new.expect("the new folder").path().join("m.txt"))
        });
        let said = said(stopped.expect_err("a file is in the way"));
        assert!(said.contains("what stood there is untouched"), "{said}");
        for name in mine {
            let text = fs::read_to_string(target.join(name)).expect("it is there");
            assert_eq!(text, name);
        }
        assert_eq!(scratch.names(), ["a.csv"]);
    }

    #[test]
    fn a_target_that_cannot_be_one_is_refused_by_its_name() {
        let scratch = Scratch::new("replace-refused");
        let read = scratch.0.join("read.toml");
        fs::write(&read, "x").expect("it is written");
        let write = |target: &Path| {
            let stopped = file(target, [&*read], |out| out.write_all(b"new"));
            said(stopped.expect_err("it is refused"))
        };
        assert!(write(&read).contains("it is what was read"));
        assert!(write(&scratch.0).contains("it is a folder"));
        let nowhere = write(&scratch.0.join("no/where.txt"));
        assert!(nowhere.contains("make the folder"), "{nowhere}");
        #[cfg(unix)]
        {
            let (soft, hard) = (scratch.0.join("soft"), scratch.0.join("hard"));
            std::os::unix::fs::symlink(&read, &soft).expect("a link");
            fs::hard_link(&read, &hard).expect("a link");
            assert!(write(&soft).contains("which was read"));
            assert!(write(&hard).contains("which was read"));
        }
        assert_eq!(fs::read(&read).expect("it is there"), b"x");
        // a folder was read, and a file in it is named
        let table = scratch.0.join("tables/one.csv");
        fs::create_dir(scratch.0.join("tables")).expect("a folder");
        fs::write(&table, "x").expect("it is written");
        let mut names = vec![table.clone()];
        #[cfg(unix)]
        {
            names.push(scratch.0.join("away.json"));
            std::os::unix::fs::symlink(&table, &names[1]).expect("a link");
            names.push(scratch.0.join("twin.json"));
            fs::hard_link(&table, &names[2]).expect("a link");
        }
        for name in names {
            let stopped = file(&name, [&*scratch.0.join("tables")], |out| {
                out.write_all(b"new")
            });
            let said = said(stopped.expect_err("it is refused"));
            assert!(said.contains("which was read"), "{said}");
            assert_eq!(fs::read(&table).expect("it is there"), b"x");
        }
    }
}
