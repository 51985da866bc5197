#!/usr/bin/env bash
# What pyogrio 0.13.0 with GDAL makes of a GeoJSON file of events none of whose deaths are known.
#
# RFC 7946 leaves properties to the writer: a count that is not known is `null`. One would expect the column
# of deaths to be empty numbers, as in the file of the month before, of whose events some have a figure.
# Seen: if every value is null the column becomes *text*; the two months then do not concatenate to a
# column of numbers, and a sum over deaths joins texts or fails.
# What to do: give the reader a schema, or cast the columns after reading; an event without a figure is
# unknown, and not 0.
#
# Prints the types of the column in both files, and fails if they are no longer these.
set -euo pipefail
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
cd "$folder"
python3 -m venv env
env/bin/pip install --quiet pyogrio==0.13.0 pandas==3.1.1
cat >both.py <<'PYTHON'
import json, pyogrio
def month(deaths):
    features = [
        {
            "type": "Feature",
            "properties": {"kind": "clash", "killed": killed},
            "geometry": {"type": "Point", "coordinates": [-3.0, 16.0]},
        }
        for killed in deaths
    ]
    with open("month.geojson", "w") as file:
        json.dump({"type": "FeatureCollection", "features": features}, file)
    info = pyogrio.read_info("month.geojson")
    return dict(zip(info["fields"], info["dtypes"]))["killed"]
print("some are known:", month([3, None]))
print("none is known:", month([None, None]))
PYTHON
seen=$(env/bin/python both.py)
printf '%s\n' "$seen"
[[ $seen == 'some are known: int32
none is known: object' ]]
