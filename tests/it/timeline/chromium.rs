//! Chromium itself, where it is at hand: a page is loaded, used and looked at.

use std::fs;
use std::io::Write;
use std::path::{Path, PathBuf};
use std::process::{Command, Output};
use std::sync::atomic::{AtomicUsize, Ordering};
use std::sync::{Mutex, OnceLock, PoisonError};

/// The program, by the names that it goes by; where it must be there, its absence is a failure.
///
/// # Panics
///
/// If it is absent and `FACTIONS_REQUIRE_CHROMIUM` is set.
fn program() -> Option<&'static str> {
    static FOUND: OnceLock<Option<&'static str>> = OnceLock::new();
    *FOUND.get_or_init(|| {
        let runs = |name: &&str| {
            let output = Command::new(name).arg("--version").output();
            output.is_ok_and(|output| output.status.success())
        };
        let found = ["chromium", "chromium-browser", "google-chrome"];
        let found = found.into_iter().find(runs);
        let is_required = std::env::var_os("FACTIONS_REQUIRE_CHROMIUM").is_some();
        assert!(
            found.is_some() || !is_required,
            "Chromium is required, and none runs"
        );
        if found.is_none() {
            let _ = writeln!(
                std::io::stderr(),
                "skipped: no Chromium is there to open pages"
            );
        }
        found
    })
}

/// A folder of one's own, gone with this value.
struct Scratch(PathBuf);

impl Scratch {
    fn new() -> Self {
        static NEXT: AtomicUsize = AtomicUsize::new(0);
        let number = NEXT.fetch_add(1, Ordering::Relaxed);
        let name = format!("factions-page-{}-{number}", std::process::id());
        let folder = std::env::temp_dir().join(name);
        fs::create_dir_all(&folder).expect("a temporary folder can be made");
        Self(folder)
    }
}

impl Drop for Scratch {
    fn drop(&mut self) {
        let _ = fs::remove_dir_all(&self.0);
    }
}

fn run(folder: &Path, page: &str, arguments: &[String]) -> Option<Output> {
    static ONE_AT_A_TIME: Mutex<()> = Mutex::new(());
    let _turn = ONE_AT_A_TIME.lock().unwrap_or_else(PoisonError::into_inner);
    let output = Command::new(program()?)
        .args([
            "--headless",
            "--no-sandbox",
            "--disable-gpu",
            "--disable-dev-shm-usage",
            "--disable-quic",
            "--no-first-run",
            "--disable-background-networking",
            "--disable-component-update",
            "--disable-sync",
            "--hide-scrollbars",
            "--enable-logging=stderr",
            "--v=0",
            "--virtual-time-budget=20000",
            "--allow-file-access-from-files",
        ])
        .arg(format!("--user-data-dir={}", folder.join("user").display()))
        .args(arguments)
        .arg(format!("file://{}", folder.join(page).display()))
        .output()
        .expect("it is at hand");
    assert!(
        output.status.success(),
        "{}: {}",
        output.status,
        String::from_utf8_lossy(&output.stderr)
    );
    Some(output)
}

/// What the browser's console said: mistakes of the script, and what the page's policy stopped.
fn complaints(output: &Output) -> Vec<String> {
    let said = String::from_utf8_lossy(&output.stderr);
    let lines = said.lines().filter(|line| line.contains(":CONSOLE"));
    lines.map(str::to_owned).collect()
}

/// What a page did in the browser.
#[derive(Debug)]
pub(super) struct Seen {
    /// What the script of the test returned.
    pub(super) answer: serde_json::Value,
    /// What the console said.
    pub(super) complaints: Vec<String>,
}

/// Opens a page as it is in a frame, and uses it by a script of the test.
///
/// The script is the body of a function that is given the page's `document` and `window`, and a
/// function `tick` to wait for the page to draw.
pub(super) fn used(page: &str, script: &str) -> Option<Seen> {
    program()?;
    let scratch = Scratch::new();
    fs::write(scratch.0.join("page.html"), page).expect("a page can be written");
    let harness = format!(
        "<!DOCTYPE html><meta charset=utf-8><pre id=result></pre>\
         <iframe id=frame src=page.html width=1500 height=1000></iframe><script>\
         const frame = document.getElementById('frame');\
         frame.addEventListener('load', async () => {{\
         const window = frame.contentWindow, document = frame.contentDocument;\
         const tick = () => new Promise((done) => setTimeout(done, 150));\
         let answer;\
         try {{ await tick(); answer = await (async () => {{ {script} }})(); }}\
         catch (error) {{ answer = {{ error: String(error) }}; }}\
         globalThis.document.getElementById('result').textContent =\
         encodeURIComponent(JSON.stringify(answer)) + '.';\
         }});</script>"
    );
    fs::write(scratch.0.join("harness.html"), harness).expect("a page can be written");
    let output = run(&scratch.0, "harness.html", &["--dump-dom".to_owned()])?;
    let dom = String::from_utf8_lossy(&output.stdout);
    let answer = dom.split("<pre id=\"result\">").nth(1);
    let answer = answer.and_then(|rest| rest.split(".</pre>").next());
    let answer = answer.unwrap_or_else(|| panic!("no answer in {dom}"));
    Some(Seen {
        answer: serde_json::from_str(&decoded(answer)).unwrap_or_else(|error| {
            panic!("{error}: {}", decoded(answer));
        }),
        complaints: complaints(&output),
    })
}

/// A picture of a page, as PNG, and what the console said.
pub(super) fn pictured(
    page: &str,
    address: &str,
    size: (u32, u32),
    arguments: &[&str],
) -> Option<(Vec<u8>, Vec<String>)> {
    program()?;
    let scratch = Scratch::new();
    fs::write(scratch.0.join("page.html"), page).expect("a page can be written");
    let target = scratch.0.join("page.png");
    let mut all: Vec<String> = arguments.iter().map(|one| (*one).to_owned()).collect();
    all.push(format!("--screenshot={}", target.display()));
    all.push(format!("--window-size={},{}", size.0, size.1));
    let output = run(&scratch.0, &format!("page.html{address}"), &all)?;
    let picture = fs::read(&target).expect("it writes a picture");
    Some((picture, complaints(&output)))
}

fn decoded(text: &str) -> String {
    let mut bytes = Vec::new();
    let mut rest = text.bytes();
    while let Some(byte) = rest.next() {
        if byte != b'%' {
            bytes.push(byte);
            continue;
        }
        let code = [rest.next(), rest.next()].map(|digit| char::from(digit.unwrap_or_default()));
        let code = code.iter().collect::<String>();
        bytes.push(u8::from_str_radix(&code, 16).expect("two digits"));
    }
    String::from_utf8(bytes).expect("it is UTF-8")
}
