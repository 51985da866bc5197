#!/usr/bin/env bash
# Draws the pictures of README.md again, from the records that come with the examples.
#
#   docs/pictures/draw.sh
#
# It takes Graphviz (`dot`) and, for the timeline, Chromium. A test holds what the three SVGs say to what the
# example draws now (`cargo test --test it -- pictures_of_the_readme`); where things stand and how wide a letter
# is depend on Graphviz and the fonts, and so does the PNG: look at them before they are committed.
set -euo pipefail
cd "$(dirname "$0")/../.."
coast=examples/data/marl_coast.toml
picture() { cargo run --quiet --example picture -- "$@"; }

picture -o docs/pictures/mali_2023_10.svg
picture "$coast" --genealogy -o docs/pictures/marl_coast_genealogy.svg
picture "$coast" --diff --from 2023-10-01 --to 2024-06-30 -o docs/pictures/marl_coast_changes.svg

scratch=$(mktemp -d)
trap 'rm -rf "$scratch"' EXIT
cargo run --quiet --example timeline -- -o "$scratch/page.html"
# as root Chromium has no sandbox
sandbox=()
if (($(id -u) == 0)); then sandbox=(--no-sandbox); fi
chromium --headless "${sandbox[@]}" --disable-gpu --hide-scrollbars --user-data-dir="$scratch/profile" \
    --window-size=1280,1100 --screenshot="$PWD/docs/pictures/timeline.png" \
    "file://$scratch/page.html#day=2023-10-07"
