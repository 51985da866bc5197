//! A failing input made small: what can be left out is left out.

use std::time::{Duration, Instant};

/// How long is tried at most.
const PATIENCE: Duration = Duration::from_secs(20);

/// The smallest input found that still fails.
pub(crate) fn shrunk(input: &[u8], fails: impl Fn(&[u8]) -> bool) -> Vec<u8> {
    let begun = Instant::now();
    let mut best = input.to_vec();
    let mut size = (best.len() / 2).max(1);
    loop {
        let mut has_shrunk = false;
        let mut at = 0;
        while at < best.len() && begun.elapsed() < PATIENCE {
            let mut other = best.clone();
            other.drain(at..(at + size).min(best.len()));
            if fails(&other) {
                best = other;
                has_shrunk = true;
            } else {
                at += size;
            }
        }
        if begun.elapsed() >= PATIENCE || (size == 1 && !has_shrunk) {
            return best;
        }
        if !has_shrunk {
            size = (size / 2).max(1);
        }
    }
}
