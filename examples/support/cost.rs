//! What a program has cost so far.

use rustix::time::{ClockId, clock_gettime};

/// CPU seconds and the most memory that the program has had, each a line; what is not told is left out.
pub(crate) fn so_far() -> String {
    let mut lines = Vec::new();
    let clock = clock_gettime(ClockId::ProcessCPUTime);
    lines.push(format!(
        "CPU seconds\t{}.{:02}",
        clock.tv_sec,
        clock.tv_nsec / 10_000_000
    ));
    // Linux alone tells the peak so
    let status = std::fs::read_to_string("/proc/self/status").unwrap_or_default();
    let peak = status.lines().find_map(|line| line.strip_prefix("VmHWM:"));
    let peak = peak.and_then(|peak| peak.split_whitespace().next()?.parse::<u64>().ok());
    lines.extend(peak.map(|kibibytes| format!("peak bytes\t{}", kibibytes * 1024)));
    lines.join("\n")
}
