"""Asks a Spark cluster the queries that the crate wrote, undisturbed and with a worker killed in the middle."""

import json
import os
import signal
import sys
import threading
import time
from pathlib import Path

from pyspark.sql import SparkSession


def open_session(master, folder):
    build = SparkSession.builder.master(master).appName("factions")
    for key, value in {
        "spark.driver.host": "127.0.0.1",
        "spark.driver.bindAddress": "127.0.0.1",
        "spark.executor.memory": "700m",
        "spark.executor.cores": "1",
        "spark.ui.enabled": "false",
        "spark.ui.showConsoleProgress": "false",
        "spark.sql.shuffle.partitions": "8",
        # a text that is no number ends a query: a happening is known in part
        "spark.sql.ansi.enabled": "true",
    }.items():
        build = build.config(key, value)
    session = build.getOrCreate()
    session.sparkContext.setLogLevel("OFF")
    for file in sorted(folder.glob("*.parquet")):
        session.read.parquet(str(file)).createOrReplaceTempView(file.stem)
    return session


def executors(session):
    # the driver is one of them
    return session.sparkContext._jsc.sc().getExecutorMemoryStatus().size() - 1


def wait_for(session, count, seconds):
    end = time.monotonic() + seconds
    while executors(session) < count:
        if time.monotonic() > end:
            sys.exit(f"{executors(session)} of {count} workers came")
        time.sleep(0.2)


def order(row):
    return [(value is not None, value) for value in row]


def ask(session, one):
    """The rows of a query, if they count what was read; a table that does not is an error."""
    rows = [tuple(row) for row in session.sql(one["sql"]).collect()]
    columns = one["columns"]
    counted = sum(row[columns.index(name)] for row in rows for name in ("certainly_happenings", "possibly_happenings"))
    read = session.sql(one["check"]).collect()[0][0]
    if counted != read:
        sys.exit(f"{one['name']}: the answer counts {counted} happenings, and {read} were read: it is wrong")
    if sorted(rows, key=order) != sorted([tuple(row) for row in one["rows"]], key=order):
        sys.exit(f"{one['name']}: the answer is not that of the graph in memory")
    return counted


def ask_all(session, questions):
    begun = time.monotonic()
    told = [f"{one['name']}: {ask(session, one)} happenings" for one in questions]
    return time.monotonic() - begun, told


def main():
    master, folder, worker = sys.argv[1], Path(sys.argv[2]), int(sys.argv[3])
    questions = json.loads((folder / "questions.json").read_text())
    session = open_session(master, folder)
    wait_for(session, 2, 60)
    first, _ = ask_all(session, questions)
    calm, told = ask_all(session, questions)
    print(f"first {first:.1f} s, then {calm:.1f} s with two workers: " + "; ".join(told))

    killed = threading.Event()

    def kill():
        os.killpg(worker, signal.SIGKILL)
        killed.set()

    # in the middle of the first query, however fast it is
    timer = threading.Timer(calm / len(questions) / 2, kill)
    timer.start()
    disturbed, told = ask_all(session, questions)
    timer.join()
    if not killed.is_set():
        sys.exit("no worker was killed")
    end = time.monotonic() + 60
    while executors(session) > 1:
        if time.monotonic() > end:
            sys.exit("both workers still answer, though one was killed")
        time.sleep(0.2)
    print(f"{disturbed:.1f} s with one killed in the middle: " + "; ".join(told))
    print("the same rows as the graph in memory, three times")


main()
