"""Whether two snapshots hold the same rows, by DuckDB, and are what their manifests say."""

import hashlib
import json
from pathlib import Path

import duckdb


def differences(one: Path, other: Path) -> list[str]:
    """In which tables two snapshots' rows are not the same, and how many of each are not in the other."""
    tables = sorted(folder.name for folder in (one / "tables").iterdir())
    if tables != sorted(folder.name for folder in (other / "tables").iterdir()):
        return [f"{one} and {other} are not of the same tables"]
    found = []
    for table in tables:
        left, right = (f"read_parquet('{snapshot}/tables/{table}/*.parquet')" for snapshot in (one, other))
        [counts] = duckdb.sql(
            f"SELECT (SELECT count(*) FROM (FROM {left} EXCEPT ALL FROM {right})),"
            f" (SELECT count(*) FROM (FROM {right} EXCEPT ALL FROM {left})), (SELECT count(*) FROM {left})"
        ).fetchall()
        if counts[0] or counts[1] or not counts[2]:
            found.append(f"{table}: {counts[0]} rows are in {one} only, {counts[1]} in {other} only")
    return found


def damaged(snapshot: Path) -> list[str]:
    """Files that are not as the manifest says."""
    files = json.loads((snapshot / "manifest.json").read_text())["files"]
    return [
        file["path"]
        for file in files
        if hashlib.sha256((snapshot / file["path"]).read_bytes()).hexdigest() != file["sha256"]
    ]
