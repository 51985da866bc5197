"""Makes records, and looks at what real consumers read of them: counts, times, certainty, sources."""

import csv
import itertools
import json
import random
import re
import sys
from collections import Counter
from pathlib import Path

LINEAGE = {"split", "merger", "rename"}


# ---- made records


def made_network():
    """238 groups, 500 ties between them, overlapping coalitions, and clashes."""
    dice = random.Random(20231007)
    actors, relations, events = {}, [], []
    coalitions = [f"coalition-{n}" for n in range(28)]
    groups = [f"group-{n}" for n in range(210)]
    for n, key in enumerate(coalitions):
        actors[key] = {"name": f"ائتلاف {n} & <الشمال>", "short": f"C\"{n}\"", "kind": "coalition"}
    for n, key in enumerate(groups):
        kind = dice.choice(["armed-group", "militia", "political-organization"])
        actors[key] = {"name": f"لواء الشهداء {n} 'ب' & <ج>\u0001\u0085", "kind": kind}
        if n % 7 == 0:
            actors[key]["aliases"] = [f"Brigade {n}", {"name": f"كتيبة {n}", "lang": "ar", "start": "2012-05"}]
    sources = {
        f"report-{n}": {"title": f"Report <{n}> & \"annex\"", "published": f"201{n}-06", "url": f"https://example.org/{n}?a=1&b=2"}
        for n in range(3, 9)
    }
    day = lambda: f"{dice.randint(2012, 2017)}-{dice.randint(1, 12):02}-{dice.randint(1, 28):02}"
    taken = set()
    while len(relations) < 500:
        kind = dice.choice(["membership", "membership", "alliance", "cooperation", "rivalry", "support"])
        a, b = dice.sample(groups, 2)
        if kind == "membership":
            b = dice.choice(coalitions)
        if (kind, a, b) in taken or (kind, b, a) in taken:
            continue
        taken.add((kind, a, b))
        relation = {"id": f"tie-{len(relations)}", "kind": kind, "source": dice.choice(list(sources))}
        relation |= {"from": a, "to": b} if kind in ("membership", "support") else {"between": [a, b]}
        start = day()
        relation["start"] = dice.choice([start, start, start[:7], start[:4], f"late {start[:7]}", f"{start[:7]}~"])
        if dice.random() < 0.3:
            relation["end"] = dice.choice(["..", "2019", "2019-03-04", "[2018-10-01..2019-02-01]"])
        certainty = dice.choice(["reported", "reported", "confirmed", "alleged", "claimed", "planned", "denied"])
        relation["certainty"] = certainty
        if certainty in ("claimed", "planned", "denied"):
            relation["by"] = a
        relations.append(relation)
    for n in range(120):
        a, b, c = dice.sample(groups, 3)
        event = {"id": f"event \"{n}\" & <{n}>", "kind": dice.choice(["clash", "strike", "seizure"]), "when": day()}
        event |= dice.choice([{"from": a, "to": [b, c]}, {"sides": [[a, b], [c]]}, {"actor": [a]}])
        event["killed"] = dice.choice([n, {"low": 1, "best": n + 1, "high": 2 * n + 2}])
        event["place"] = dice.choice(["here", "there"])
        event["source"] = dice.sample(list(sources), 2)
        events.append(event)
    return {
        "format": 1,
        "record": {"title": "شبكة \"الشمال\" & <الجنوب>", "as_of": "2019-12-31"},
        "sources": sources,
        "actors": actors,
        "places": {
            "here": {"name": "حلب & \"ريفها\"", "country": "SY", "latitude": 36.2, "longitude": 37.16},
            "there": {"name": "<there>\u001b[31m"},
        },
        "relations": relations,
        "events": events,
    }


def made_long_ago():
    """Days before 1970 and in year 1, and events whose days and deaths nobody knows."""
    of = {"kind": "clash", "sides": [["a"], ["b"]]}
    return {
        "actors": {key: {"name": key, "kind": "armed-group"} for key in "ab"},
        "relations": [{"kind": "alliance", "between": ["a", "b"], "start": "0001-01-01", "end": ".."}],
        "events": [
            of | {"id": "first", "when": "0001-01-01", "killed": 7},
            of | {"id": "war", "when": "1914-07-28/1914-08-04", "killed": {"low": 2, "high": 9}},
            of | {"id": "eve", "when": "1969-12-31", "killed": 3_000_000_000},
            of | {"id": "last", "when": "9999-12-31"},
            of | {"id": "undated", "killed": 1},
        ],
    }


def make(folder):
    (folder / "long-ago.json").write_text(json.dumps(made_long_ago()))
    (folder / "made-network.json").write_text(json.dumps(made_network(), ensure_ascii=False))
    (folder / "made-empty.json").write_text("{}")


# ---- what a record says, by its own reading here


def texts(value):
    return [value] if isinstance(value, str) else list(value or [])


def pairs(statement):
    if "from" in statement or "to" in statement:
        return list(itertools.product(texts(statement["from"]), texts(statement["to"])))
    if "between" in statement:
        return list(itertools.combinations(statement["between"], 2))
    if "sides" in statement:
        sides = [texts(side) for side in statement["sides"]]
        return [pair for a, b in itertools.combinations(sides, 2) for pair in itertools.product(a, b)]
    return []


class Truth:
    """The statements that a view shows: neither denied nor withdrawn."""

    def __init__(self, lines):
        lines = [json.loads(line) for line in lines.split("\n") if line]
        of = lambda kind: [line for line in lines if line["type"] == kind]
        self.header = (of("record") or [{}])[0]
        self.actors = {line["key"]: line for line in of("actor")}
        self.sources = {line["key"]: line for line in of("source")}
        self.places = {line["key"]: line for line in of("place")}
        statements = of("relation") + of("event")
        gone = {id for line in statements for id in texts(line.get("withdraws"))}
        shown = lambda line: line.get("certainty") != "denied" and "withdrawn" not in line and line.get("id") not in gone
        self.shown = [line for line in statements if shown(line)]
        self.events = [line for line in self.shown if line["type"] == "event"]
        self.edges = Counter()
        # the same of relations and lineage, which are ties everywhere
        self.lasting, self.lasting_exact = Counter(), Counter()
        for line in self.shown:
            day = line.get("start") if line["type"] == "relation" else line.get("when")
            exact = day if re.fullmatch(r"\d{4}-\d{2}-\d{2}", day or "") else None
            for a, b in pairs(line):
                ends = (a, b) if "from" in line else tuple(sorted((a, b)))
                about = (line["kind"], line.get("certainty", "reported"), self.sources_of(line))
                lasts = line["type"] == "relation" or line["kind"] in LINEAGE
                self.edges[(*ends, *about)] += 1
                self.lasting[(*ends, *about)] += lasts
                if exact:
                    self.lasting_exact[(*ends, line["kind"], exact)] += lasts
        self.lasting, self.lasting_exact = +self.lasting, +self.lasting_exact
        self.drawn, self.drawn_exact = self.told_once()

    def told_once(self):
        """The same ties, those that several statements tell of alike as one, of no certain day."""
        group = {line.get("id", place): place for place, line in enumerate(self.shown)}
        first = list(range(len(self.shown)))

        def root(place):
            return place if first[place] == place else root(first[place])

        for place, line in enumerate(self.shown):
            for id in texts(line.get("same_as")):
                if id in group:
                    first[root(place)] = root(group[id])
        told = {}
        for place, line in enumerate(self.shown):
            for a, b in pairs(line):
                ends = (a, b) if "from" in line else tuple(sorted((a, b)))
                told.setdefault((root(place), ends, line["kind"], "from" in line), []).append(line)
        drawn, exact = Counter(), Counter()
        for (_, ends, kind, _), lines in told.items():
            if len(lines) > 1:
                sources = {source for line in lines for source in self.sources_of(line)}
                drawn[(*ends, kind, "told several times", tuple(sorted(sources)))] += 1
                continue
            line = lines[0]
            drawn[(*ends, kind, line.get("certainty", "reported"), self.sources_of(line))] += 1
            day = line.get("start") if line["type"] == "relation" else line.get("when")
            if re.fullmatch(r"\d{4}-\d{2}-\d{2}", day or ""):
                exact[(*ends, kind, day)] += 1
        return drawn, exact

    def sources_of(self, line):
        return tuple(sorted(texts(line.get("source") or self.header.get("source"))))


def plain(text):
    """A text without what XML or a cleaning consumer may change: white space and control characters."""
    return re.sub(r"[\s\x00-\x20\x7f-\x9f\u061c\u200b-\u200f\u202a-\u202e\u2066-\u2069\ufffd]+", "", text)


def same(name, found, wanted):
    if found != wanted:
        if isinstance(found, Counter):
            found, wanted = found - wanted, wanted - found
        raise SystemExit(f"{name}:\n  found  {str(found)[:2000]}\n  wanted {str(wanted)[:2000]}")


# ---- the consumers


def edges_are(name, truth, edges):
    """Compares edges, given as (source, target, attributes), with the record."""
    found, exact = Counter(), Counter()
    for a, b, of in edges:
        ends = tuple(sorted((a, b))) if of["mutual"] in ("true", True) else (a, b)
        sources = tuple(sorted(filter(None, (of.get("sources") or "").split("; "))))
        is_joined = bool(of.get("tellings"))
        found[(*ends, of["kind"], "told several times" if is_joined else of["certainty"], sources)] += 1
        first = of.get("start_min") if of["class"] == "relation" else of.get("day_min")
        last = of.get("start_max") if of["class"] == "relation" else of.get("day_max")
        edtf = of.get("start_edtf") if of["class"] == "relation" else of.get("when_edtf")
        if first and first == last == edtf and not is_joined:
            exact[(*ends, of["kind"], first)] += 1
    same(f"{name}: edges", found, truth.drawn)
    same(f"{name}: exact days", exact, truth.drawn_exact)


def networkx_reads(folder, truth):
    import networkx as nx

    def nodes_are(name, graph, label):
        found = {key: plain(of[label]) for key, of in graph.nodes(data=True)}
        for key, name_found in found.items():
            same(f"{name}: {key}", name_found, plain(truth.actors[key]["name"]))
        named = {end for edge in truth.edges for end in edge[:2]}
        same(f"{name}: nodes", named - set(found), set())

    gexf = nx.read_gexf(folder / "x.gexf", version="1.3")
    if len(gexf):
        nodes_are("GEXF", gexf, "name")
        edges_are("GEXF", truth, gexf.edges(data=True))
        for _, _, of in gexf.edges(data=True):
            if of["class"] == "event" and of.get("day_min") and of.get("day_min") == of.get("day_max"):
                same("GEXF: spells", of["spells"], [(of["day_min"], of["day_min"])])
    graphml = nx.read_graphml(folder / "x.graphml", force_multigraph=True)
    nodes_are("GraphML", graphml, "name")
    edges_are("GraphML", truth, graphml.edges(data=True))
    for file, key in [("x.node-link.json", "edges"), ("links.node-link.json", "links")]:
        graph = nx.node_link_graph(json.loads((folder / file).read_text()), edges=key)
        nodes_are("node-link", graph, "name")
        edges_are("node-link", truth, graph.edges(data=True))
    cytoscape = nx.cytoscape_graph(json.loads((folder / "x.cyjs").read_text()))
    edges_are("Cytoscape", truth, cytoscape.edges(data=True))
    same("Cytoscape: nodes", set(cytoscape.nodes), set(graphml.nodes))
    return graphml


def igraph_and_rustworkx_read(folder, truth, graphml):
    import igraph
    import rustworkx

    graph = igraph.Graph.Read_GraphML(str(folder / "x.graphml"))
    same("igraph: nodes", graph.vcount(), len(graphml))
    if graph.ecount():
        id = graph.vs["id"]
        edges_are("igraph", truth, [(id[e.source], id[e.target], e.attributes()) for e in graph.es])
        same("igraph: ids", set(graph.es["edge_id"]), {of["edge_id"] for _, _, of in graphml.edges(data=True)})
    graph = rustworkx.read_graphml(str(folder / "x.graphml"))[0]
    same("rustworkx: nodes", graph.num_nodes(), len(graphml))
    id = [of["id"] for of in graph.nodes()]
    edges_are("rustworkx", truth, [(id[a], id[b], of) for a, b, of in graph.weighted_edge_list()])


def csv_is_read(folder, truth):
    table = lambda name: list(csv.DictReader((folder / "x.csv" / f"{name}.csv").open(newline="", encoding="utf-8")))
    ties = table("ties")
    statements = {row["id"]: row for row in table("relations") + table("events")}
    same("CSV: statements", len(statements), len(truth.shown))
    found = Counter()
    for tie in ties:
        ends = (tie["source"], tie["target"])
        ends = tuple(sorted(ends)) if tie["mutual"] == "true" else ends
        sources = tuple(sorted(filter(None, statements[tie["statement"]]["source"].split(";"))))
        found[(*ends, tie["kind"], tie["certainty"], sources)] += 1
    same("CSV: ties", found, truth.edges)
    for row in table("actors"):
        same("CSV: names", plain(row["name"].removeprefix("'")), plain(truth.actors[row["key"]]["name"]))


def tables_are_read(folder, truth):
    """The tables by their data package, and as lines of one type a column."""
    import polars
    from frictionless import Package

    report = Package(str(folder / "x.csv" / "datapackage.json")).validate()
    errors = [error.message for task in report.tasks for error in task.errors]
    same("frictionless", (report.valid, errors[:9]), (True, []))
    deaths = 0
    for path in sorted((folder / "x.tables").glob("*.jsonl")):
        # of an empty file no columns can be told
        if path.stat().st_size == 0:
            continue
        frame = polars.read_ndjson(path, infer_schema_length=None)
        rows = (folder / "x.csv" / f"{path.stem}.csv").open(newline="", encoding="utf-8")
        same(f"polars: {path.stem}", frame.height, sum(1 for _ in csv.DictReader(rows)))
        if path.stem == "events":
            deaths = frame["toll_best"].sum() or 0
    rows = csv.DictReader((folder / "x.csv" / "events.csv").open(newline="", encoding="utf-8"))
    same("polars: deaths", deaths, sum(int(row["toll_best"] or 0) for row in rows))
    for row in csv.DictReader((folder / "x.csv" / "relations.csv").open(newline="", encoding="utf-8")):
        is_day = re.fullmatch(r"(\d{4}-\d{2}-\d{2})?", row["end"])
        same("CSV: an end is a day or nothing", bool(is_day), True)
        if row["end_state"] != "known":
            same("CSV: no end", (row["end"], row["end_edtf"], row["end_written"]), ("", "", ""))


def told_columns():
    """The columns of each table as docs/COLUMNS.md tells them: type, and whether a value may be missing."""
    page = Path("docs/COLUMNS.md").read_text().split("<!-- columns: begin -->")[1]
    tables = {}
    for line in page.split("\n"):
        if line.startswith("### "):
            columns = tables.setdefault(line[4:].strip("`"), {})
        elif row := re.match(r"\| `(\w+)` \| (\S+?)( or `NULL`)? \|", line):
            columns[row[1]] = (row[2], bool(row[3]))
    return tables


def columns_are_read(folder, truth):
    """The Parquet files by pyarrow, pandas, polars and DuckDB: types, rows, days, and the sum of deaths."""
    import datetime

    import duckdb
    import pandas
    import polars
    import pyarrow.parquet

    of_pyarrow = {"string": "Utf8", "int64": "Int64", "double": "Float64", "bool": "Boolean", "date32[day]": "Date32"}
    of_pyarrow["list<item: string not null>"] = of_pyarrow["list<element: string not null>"] = "List<Utf8>"
    of_polars = {"String": "Utf8", "Int64": "Int64", "Float64": "Float64", "Boolean": "Boolean", "Date": "Date32", "List(String)": "List<Utf8>"}
    of_duckdb = {"VARCHAR": "Utf8", "BIGINT": "Int64", "DOUBLE": "Float64", "BOOLEAN": "Boolean", "DATE": "Date32", "VARCHAR[]": "List<Utf8>"}
    tables = told_columns()
    files = sorted(path.stem for path in (folder / "x.parquet").glob("*.parquet"))
    same("columns: tables", files, sorted(tables))
    for name, columns in tables.items():
        path = str(folder / "x.parquet" / f"{name}.parquet")
        wanted = {column: kind for column, (kind, _) in columns.items()}
        table = pyarrow.parquet.read_table(path)
        found = {field.name: (of_pyarrow.get(str(field.type), str(field.type)), field.nullable) for field in table.schema}
        same(f"pyarrow: {name}", found, columns)
        frame = polars.read_parquet(path)
        same(f"polars: {name}", {column: of_polars.get(str(kind), str(kind)) for column, kind in frame.schema.items()}, wanted)
        described = duckdb.sql(f"DESCRIBE SELECT * FROM '{path}'").fetchall()
        same(f"duckdb: {name}", {row[0]: of_duckdb.get(row[1], row[1]) for row in described}, wanted)
        rows = duckdb.sql(f"SELECT count(*) FROM '{path}'").fetchall()[0][0]
        same(f"rows of {name}", (frame.height, rows), (table.num_rows, table.num_rows))
        same(f"pandas: {name}", len(pandas.read_parquet(path)), rows)
        days = [column for column, kind in wanted.items() if kind == "Date32"]
        for column in days:
            read = [list(reader) for reader in (table[column].to_pylist(), frame[column].to_list(), (row[0] for row in duckdb.sql(f"SELECT {column} FROM '{path}'").fetchall()))]
            same(f"days: {name}.{column}", read[1:], [read[0]] * 2)
    path = str(folder / "x.parquet" / "events.parquet")
    rows = csv.DictReader((folder / "x.csv" / "events.csv").open(newline="", encoding="utf-8"))
    wanted = sum(int(row["toll_best"] or 0) for row in rows)
    sums = (
        duckdb.sql(f"SELECT coalesce(sum(toll_best), 0) FROM '{path}'").fetchall()[0][0],
        polars.read_parquet(path)["toll_best"].sum() or 0,
        int(pandas.read_parquet(path)["toll_best"].sum()),
        sum(filter(None, pyarrow.parquet.read_table(path)["toll_best"].to_pylist())),
    )
    same("columns: deaths", sums, (wanted,) * 4)
    if folder.name == "long-ago":
        days = {row[0]: row[1:] for row in duckdb.sql(f"SELECT id, day_min, day_max, day_state FROM '{path}'").fetchall()}
        date = datetime.date
        same("columns: long ago", days, {
            "first": (date(1, 1, 1), date(1, 1, 1), "day"),
            "war": (date(1914, 7, 28), date(1914, 8, 4), "several"),
            "eve": (date(1969, 12, 31), date(1969, 12, 31), "day"),
            "last": (date(9999, 12, 31), date(9999, 12, 31), "day"),
            "undated": (None, None, "unknown"),
        })
    # the same events in a file a year
    by_year = str(folder / "years.parquet" / "events" / "*.parquet")
    sums = (
        duckdb.sql(f"SELECT coalesce(sum(toll_best), 0) FROM '{by_year}'").fetchall()[0][0],
        polars.read_parquet(by_year)["toll_best"].sum() or 0,
        sum(filter(None, pyarrow.parquet.read_table(by_year.removesuffix("/*.parquet"))["toll_best"].to_pylist())),
    )
    same("columns by year: deaths", sums, (wanted,) * 3)
    last = duckdb.sql(f"SELECT max(year) FROM '{by_year}' WHERE pairs > 0").fetchall()[0][0]
    same("columns by year: the last", last, duckdb.sql(f"SELECT max(year) FROM '{path}' WHERE pairs > 0").fetchall()[0][0])


def follow_the_money_reads(folder, truth):
    from followthemoney import model

    read = lambda name: [json.loads(line) for line in (folder / name).read_text().split("\n") if line]
    written, valid = read("x.ftm.json"), read("valid.ftm.json")
    same("ftm: ids", [one["id"] for one in valid], [one["id"] for one in written])
    for before, after in zip(written, valid):
        model.get(before["schema"]).validate(before)
        # nothing that was written is cleaned away
        for name, values in before["properties"].items():
            kept = Counter(plain(value) for value in after["properties"].get(name, []))
            wanted = Counter(plain(value) for value in dict.fromkeys(values) if plain(value))
            same(f"ftm: {before['id']}.{name}", kept, wanted)
    by_id = {one["id"]: one for one in written}
    same("ftm: joined by nobody", len(read("aggregated.ftm.json")), len(by_id))
    same("ftm: stated", len(read("stated.ftm.json")), len(by_id))
    same("ftm: ids without a signature", [id for id in by_id if "." in id], [])
    value = lambda one, name: one["properties"].get(name, [None])[0]
    # the entry that an entity carries
    key = lambda id: json.loads(value(by_id[id], "indexText").removeprefix("factions:"))["entries"][0]["key"]
    ends = {"Membership": ("member", "organization"), "UnknownLink": ("subject", "object"), "Succession": ("predecessor", "successor")}
    found, exact = Counter(), Counter()
    for one in written:
        if one["schema"] not in ends:
            continue
        a, b = (key(value(one, end)) for end in ends[one["schema"]])
        kind = "membership" if one["schema"] == "Membership" else value(one, "role").split(" (")[0]
        sources = tuple(sorted(map(key, one["properties"].get("proof", []))))
        found[(a, b, kind, value(one, "status"), sources)] += 1
        day = value(one, "startDate") or value(one, "date")
        if len(day or "") == 10:
            exact[(a, b, kind, day)] += 1
        for id in one["properties"].get("proof", []):
            same("ftm: proof", by_id[id]["schema"], "Document")
    same("ftm: ties", found, truth.lasting)
    same("ftm: exact days", truth.lasting_exact - exact, Counter())
    events = [one for one in written if one["schema"] == "Event"]
    same("ftm: events", len(events), sum(line["kind"] not in LINEAGE for line in truth.events))


def stix_reads(folder, truth):
    from stix2validator import ValidationOptions, validate_file

    result = validate_file(str(folder / "x.stix.json"), ValidationOptions(disabled="103,202,302"))
    said = [f"{of.object_id}: {one}" for of in result.object_results for one in (of.errors or []) + (of.warnings or [])]
    same("stix: valid", (result.is_valid, said[:9]), (True, []))
    objects = json.loads((folder / "x.stix.json").read_text())["objects"]
    actors = [one for one in objects if one["type"] in ("threat-actor", "identity")]
    names = {plain(of["name"]) for of in truth.actors.values()}
    same("stix: names", {plain(one["name"]) for one in actors} - names - {"factions"}, set())
    incidents = [one for one in objects if one["type"] == "incident"]
    same("stix: incidents", len(incidents), sum(line["kind"] not in LINEAGE for line in truth.events))
    kinds = {line["kind"] for line in truth.shown}
    ties = [one for one in objects if one["type"] == "relationship" and not one["source_ref"].startswith("incident")]
    about = lambda one: (
        next(label for label in one["labels"] if label in kinds),
        {95: "confirmed", 70: "reported", 45: "claimed", 20: "alleged", 10: "planned"}[one["confidence"]],
        tuple(sorted(of["source_name"] for of in one.get("external_references", []))),
    )
    wanted = Counter()
    for edge, number in truth.lasting.items():
        wanted[edge[2:]] += number
    same("stix: ties", Counter(map(about, ties)), wanted)
    starts = Counter(one["start_time"][:10] for one in ties if "start_time" in one)
    wanted = Counter()
    for (_, _, _, day), number in truth.lasting_exact.items():
        wanted[day] += number
    same("stix: exact days", wanted - starts, Counter())


def pages_are_valid(folder, truth):
    """Tables and charts of HTML: no error of a strict parser, nothing that runs or is fetched."""
    import html5lib

    page = (folder / "x.html").read_text()
    # raises at the first error
    tree = html5lib.HTMLParser(strict=True).parse(page)
    html, svg = "{http://www.w3.org/1999/xhtml}", "{http://www.w3.org/2000/svg}"
    of_html = "html head meta title style body h1 h2 p table caption thead tbody tfoot tr th td".split()
    of_svg = "svg title desc style rect defs pattern line text path".split()
    allowed = {html + name for name in of_html} | {svg + name for name in of_svg}
    same("html: elements", {one.tag for one in tree.iter()} - allowed, set())
    fetched = [name for one in tree.iter() for name in one.attrib if name.startswith("on") or name in ("src", "href", "style")]
    same("html: attributes", fetched, [])
    ids = [one.get("id") for one in tree.iter() if one.get("id")]
    same("html: ids", len(ids), len(set(ids)))
    for table in tree.iter(html + "table"):
        rows = [[int(cell.get("colspan", 1)) for cell in row] for row in table.iter(html + "tr")]
        same("html: columns", {sum(row) for row in rows}, {sum(rows[0])})
    rows = [["".join(cell.itertext()) for cell in row] for row in tree.iter(html + "tr")]
    shown = [line for line in truth.events if line.get("certainty") != "planned"]
    group = {line.get("id", place): place for place, line in enumerate(shown)}
    joined = [(place, group[id]) for place, line in enumerate(shown) for id in texts(line.get("same_as")) if id in group]
    root = list(range(len(shown)))
    for _ in root:
        for a, b in joined:
            root[a] = root[b] = min(root[a], root[b])
    whole = next(row for row in rows if row[0] == "in all")
    same("html: events", sum(map(int, re.findall(r"\d+", whole[1]))), len(set(root)))


def comes_back(folder):
    """What a form carried is the record again, but for what no view shows."""

    def shown(name):
        record = json.loads((folder / name).read_text())
        for kind in ("relations", "events"):
            record[kind] = [line for line in record.get(kind, []) if line.get("certainty") != "denied"]
            for line in record[kind]:
                if isinstance(line.get("killed"), dict) and line["killed"].get("certainty") == "denied":
                    del line["killed"]
        return record

    forms = ("csv", "parquet", "ftm.json", "stix.json", "valid", "aggregated", "stated")
    for name in (f"{form}.back.json" for form in forms):
        same(f"back: {name}", shown(name), shown("x.json"))


def schema_fits(folder, schema):
    from jsonschema import Draft202012Validator

    Draft202012Validator.check_schema(schema)
    whole = Draft202012Validator(schema)
    line = Draft202012Validator({"$ref": "#/$defs/line", "$defs": schema["$defs"]})
    record = json.loads((folder / "x.json").read_text())
    whole.validate(record)
    for text in filter(None, (folder / "x.jsonl").read_text().split("\n")):
        line.validate(json.loads(text))
        if line.is_valid(json.loads(text) | {"colour": "red"}):
            raise SystemExit(f"schema: takes an unknown key in {text}")
    if whole.is_valid(record | {"colour": "red"}):
        raise SystemExit("schema: takes an unknown key")


def check(folder):
    columns_are_read(folder.parent / "long-ago", None)
    schema = json.loads(Path("docs/record.schema.json").read_text())
    for of in sorted(folder.iterdir()):
        truth = Truth((of / "x.jsonl").read_text())
        graphml = networkx_reads(of, truth)
        igraph_and_rustworkx_read(of, truth, graphml)
        csv_is_read(of, truth)
        tables_are_read(of, truth)
        columns_are_read(of, truth)
        follow_the_money_reads(of, truth)
        stix_reads(of, truth)
        pages_are_valid(of, truth)
        comes_back(of)
        schema_fits(of, schema)
        print(f"{of.name}: {len(truth.actors)} actors, {sum(truth.edges.values())} ties, {len(truth.events)} events")


if __name__ == "__main__":
    {"make": make, "check": check}[sys.argv[1]](Path(sys.argv[2]))
