"""Asks an engine the queries that the crate writes, and compares its rows with those of the views."""

import datetime
import json
import sys
from pathlib import Path

REFUSED = "known in part by these filters"


class Duck:
    def __init__(self):
        import duckdb

        self.module = duckdb

    def open(self, folder):
        self.connection = self.module.connect()
        for file in sorted(folder.glob("*.parquet")):
            self.connection.execute(f"CREATE VIEW {file.stem} AS SELECT * FROM read_parquet('{file}')")

    def ask(self, text):
        answer = self.connection.execute(text)
        return [column[0] for column in answer.description], answer.fetchall()


class Spark:
    def __init__(self):
        from pyspark.sql import SparkSession

        build = SparkSession.builder.master("local[2]").appName("factions")
        for key, value in {
            "spark.ui.enabled": "false",
            "spark.sql.shuffle.partitions": "1",
            "spark.driver.bindAddress": "127.0.0.1",
            "spark.driver.host": "127.0.0.1",
            "spark.ui.showConsoleProgress": "false",
        }.items():
            build = build.config(key, value)
        self.session = build.getOrCreate()
        self.session.sparkContext.setLogLevel("OFF")

    def open(self, folder):
        for file in sorted(folder.glob("*.parquet")):
            self.session.read.parquet(str(file)).createOrReplaceTempView(file.stem)

    def ask(self, text):
        frame = self.session.sql(text)
        return frame.columns, [tuple(row) for row in frame.collect()]


def plain(value):
    if isinstance(value, datetime.date):
        return value.isoformat()
    return value


def order(row):
    return [(value is not None, str(type(value)), value) for value in row]


def compare(engine, folder, every):
    counts = {"answered": 0, "refused": 0, "wrong": 0}
    questions = json.loads((folder / "questions.json").read_text())
    engine.open(folder)
    for one in questions[::every]:
        try:
            columns, rows = engine.ask(one["sql"])
        except Exception as error:
            if REFUSED in str(error):
                counts["refused"] += 1
            else:
                counts["wrong"] += 1
                print(f"{folder.name}: {one['name']} of {one['view']}: {error}\n{one['sql']}")
            continue
        counts["answered"] += 1
        expected = sorted([tuple(row) for row in one["rows"]], key=order)
        # of a tie told several times another statement may be the first under filters
        width = 5 if one["name"] == "ties" else None
        found = sorted([tuple(plain(value) for value in row[:width]) for row in rows], key=order)
        if columns != one["columns"] or found != expected:
            counts["wrong"] += 1
            print(f"{folder.name}: {one['name']} of {one['view']}\n  view {expected}\n  engine {found}\n{one['sql']}")
        elif one["check"]:
            counted = sum(row[columns.index(name)] for row in rows for name in ("certainly_happenings", "possibly_happenings"))
            if engine.ask(one["check"])[1] != [(counted,)]:
                counts["wrong"] += 1
                print(f"{folder.name}: {one['name']}: the check does not hold")
    return counts


def main():
    name, where, every = sys.argv[1], Path(sys.argv[2]), int(sys.argv[3]) if len(sys.argv) > 3 else 1
    engine = {"duckdb": Duck, "spark": Spark}[name]()
    total = {"answered": 0, "refused": 0, "wrong": 0}
    for folder in sorted(path.parent for path in where.glob("*/questions.json")):
        for word, count in compare(engine, folder, every).items():
            total[word] += count
    print(f"{name}: {total['answered']} answers, {total['refused']} refused, {total['wrong']} wrong")
    sys.exit(total["wrong"] > 0 or total["answered"] == 0)


main()
