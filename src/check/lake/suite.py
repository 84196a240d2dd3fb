"""Reads Iceberg tables as pyiceberg and DuckDB do, and compares them with the rows that Spark read.

Usage: suite.py FOLDER, in which ReadableLakeTest has left the folders copy-on-write and merge-on-read.
"""

import json
import sys
from importlib.resources import files
from pathlib import Path

import duckdb
from pyiceberg.table import StaticTable

ROOT = Path(sys.argv[1])
failures = []


def holds(what, condition, found=""):
    print(("ok    " if condition else "FAILED ") + what + (f": {found}" if not condition else ""))
    if not condition:
        failures.append(what)


def attempt(what, read, expected):
    try:
        found = read()
        holds(what, found == expected, found)
    except Exception as error:  # a reader that refuses is what is looked for
        holds(what, False, f"{type(error).__name__}: {error}")


def text(value):
    return None if value is None else str(value)


def database():
    connection = duckdb.connect(config={"allow_unsigned_extensions": "true"})
    for name in ("avro", "iceberg"):
        folder = files(f"duckdb_extension_{name}") / "extensions"
        extension = next(Path(str(folder)).rglob(f"{name}.duckdb_extension"))
        connection.execute(f"LOAD '{extension}'")
    return connection


def check(mode, state):
    left = json.loads((ROOT / mode / "left.json").read_text())
    expected = [tuple(row) for row in left[f"rows of the {state}"]]
    snapshot = left[state]
    metadata = left["metadata"].removeprefix("file:")
    what = f"{mode}, {state}"
    holds(f"{what}: rows are expected", len(expected) > 0)

    def by_pyiceberg():
        frame = StaticTable.from_metadata(metadata).scan(snapshot_id=snapshot).to_arrow().to_pylist()
        return sorted((r["id"], text(r["_day"]), text(r["n"]), text(r["tags"] and sorted(r["tags"])), r["_deleted_at"] is not None, text(r["_overflow"])) for r in frame)

    def by_duckdb():
        rows = database().execute(
            "select id, _day, n, tags, _deleted_at is not null, _overflow"
            f" from iceberg_scan('{metadata}', snapshot_from_id => {snapshot})"
        ).fetchall()
        return sorted((r[0], text(r[1]), text(r[2]), text(r[3] and sorted(r[3])), r[4], text(r[5])) for r in rows)

    attempt(f"{what}: pyiceberg", by_pyiceberg, expected)
    attempt(f"{what}: DuckDB", by_duckdb, expected)
    table = StaticTable.from_metadata(metadata)
    holds(f"{what}: the key is the identifier", table.schema().identifier_field_names() == {"id"})
    holds(f"{what}: comments state the types", table.schema().find_field("tags").doc == "DynamoDB SS")


for mode in ("copy-on-write", "merge-on-read"):
    # a night that a tag keeps, and the head after more of them, compaction and expiry
    for state in ("night", "head"):
        check(mode, state)
if failures:
    sys.exit(f"{len(failures)} of these do not hold")
