"""Reads snapshots as pandas, pyarrow, polars, DuckDB and Hugging Face datasets do, and compares them with their manifests.

Usage: suite.py FOLDER, in which ReadableSnapshotsTest has left the roots days, types and nights.
"""

import json
import sys
from pathlib import Path

import duckdb
import pandas
import polars
import pyarrow.dataset
import pyarrow.parquet
from datasets import load_dataset

ROOTS = Path(sys.argv[1])
failures = []


def holds(what, condition, found=""):
    print(("ok    " if condition else "FAILED ") + what + (f": {found}" if found != "" and not condition else ""))
    if not condition:
        failures.append(what)


def manifest(root, run="run"):
    return json.loads((root / "snapshots" / run / "manifest.json").read_text())


def attempt(what, read, expected):
    try:
        found = read()
        holds(what, found == expected, found)
    except Exception as error:  # a reader that refuses is what is looked for
        holds(what, False, f"{type(error).__name__}: {error}")


def sql(query):
    return duckdb.sql(query).fetchall()


def days(root):
    """A folder for each day, a column that is called day too, and items without a time."""
    entry = manifest(root)["tables"]["events"]
    key, rows = entry["days"]["key"], entry["written"]
    folder = root / "snapshots/run/tables/events"
    files = f"{folder}/**/*.parquet"
    expected = sorted({(p.parent.name.split("=")[1], "mine") for p in folder.rglob("*.parquet")})
    holds("days: the folders have a key of their own", key == "event_day", key)

    def pairs(frame):
        return sorted(set(zip(map(str, frame[key].to_list()), frame["day"].to_list())))

    attempt("days: pandas", lambda: pairs(pandas.read_parquet(folder)), expected)
    attempt("days: pyarrow", lambda: pairs(pyarrow.dataset.dataset(folder, partitioning="hive").to_table().to_pandas()), expected)
    attempt("days: polars", lambda: pairs(polars.read_parquet(files, hive_schema={key: polars.String})), expected)
    attempt("days: DuckDB", lambda: sorted(sql(f"select distinct {key}, day from read_parquet('{files}', hive_partitioning = true, hive_types_autocast = false)")), expected)
    attempt("days: datasets", lambda: load_dataset("parquet", data_files=files, split="train", cache_dir=str(ROOTS / "cache")).num_rows, rows)
    attempt("days: pandas, rows", lambda: len(pandas.read_parquet(folder)), rows)


def types(root):
    """A folder for each entity type: 7 and 007, none at all, control characters, 1,000 characters, a column called entity."""
    entry = manifest(root)["tables"]["app"]
    folder = root / "snapshots/run/tables/app"
    files = f"{folder}/**/*.parquet"
    names = sorted(e["folder"].split("=", 1)[1].replace("%2F", "/") for e in entry["entities"].values())
    key = next(iter(entry["entities"].values()))["folder"].split("=")[0]
    holds("types: the folders have a key of their own", key == "entity_type", key)

    def distinct(frame):
        return sorted(set(map(str, frame[key].to_list())))

    attempt("types: pandas", lambda: distinct(pandas.read_parquet(folder)), names)
    attempt("types: pyarrow", lambda: distinct(pyarrow.dataset.dataset(folder, partitioning="hive").to_table().to_pandas()), names)
    attempt("types: polars", lambda: distinct(polars.scan_parquet(files, hive_partitioning=True, missing_columns="insert", extra_columns="ignore").select(key).collect()), names)
    attempt("types: DuckDB", lambda: sorted(row[0] for row in sql(f"select distinct {key} from read_parquet('{files}', hive_partitioning = true, union_by_name = true)")), names)
    for kind, e in entry["entities"].items():
        one = folder / e["folder"]
        attempt(f"types: {e['folder']!r} by datasets", lambda: load_dataset("parquet", data_files=f"{one}/*.parquet", split="train", cache_dir=str(ROOTS / "cache")).num_rows, e["written"])
        attempt(f"types: {e['folder']!r} by polars", lambda: len(polars.read_parquet(f"{one}/*.parquet")), e["written"])


def nights(root):
    """The same table twice, then with values that its types do not hold."""
    runs = ["first", "same", "wider"]
    files = [[str(p) for p in sorted((root / "snapshots" / run / "tables").rglob("*.parquet"))] for run in runs]
    schemas = [pyarrow.parquet.read_schema(paths[0]).remove_metadata() for paths in files]
    holds("nights: an unchanged table has an unchanged schema", schemas[0] == schemas[1])
    holds("nights: a value that does not fit widens", schemas[1] != schemas[2])
    unchanged, all_three = files[0] + files[1], files[0] + files[1] + files[2]
    rows = sum(manifest(root, run)["tables"]["night"]["written"] for run in runs[:2])
    every = rows + manifest(root, "wider")["tables"]["night"]["written"]
    newest = pyarrow.parquet.read_schema(files[2][0])
    attempt("nights: polars, unchanged", lambda: len(polars.read_parquet(unchanged)), rows)
    attempt("nights: pyarrow, unchanged", lambda: pyarrow.dataset.dataset(unchanged).to_table().num_rows, rows)
    attempt("nights: pandas, unchanged", lambda: len(pandas.read_parquet(unchanged)), rows)
    attempt("nights: datasets, unchanged", lambda: load_dataset("parquet", data_files=unchanged, split="train", cache_dir=str(ROOTS / "cache")).num_rows, rows)
    attempt("nights: DuckDB, all", lambda: sql(f"select count(*) from read_parquet({all_three}, union_by_name = true)")[0][0], every)
    attempt("nights: pyarrow, all, by the newest schema", lambda: pyarrow.dataset.dataset(all_three, schema=newest).to_table().num_rows, every)
    attempt("nights: pandas, all, by the newest schema", lambda: len(pandas.read_parquet(all_three, schema=newest)), every)
    attempt("nights: polars, all, relaxed", lambda: len(polars.concat([polars.read_parquet(f) for f in all_three], how="diagonal_relaxed")), every)


for check in (days, types, nights):
    check(ROOTS / check.__name__)
if failures:
    sys.exit(f"{len(failures)} of these do not hold")
