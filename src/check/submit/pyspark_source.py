"""source.py, submitted, against the sample as plain Python reads it."""

import gzip
import json
import time
from collections import Counter
from decimal import Decimal, InvalidOperation
from pathlib import Path

import expect
from runs import Runs

HERE = Path(__file__).parent


def check(runs: Runs) -> None:
    """Reads, filters, SQL, Python functions and a write."""
    begin = time.monotonic()
    copy = f"Copy-{runs.line}"
    runs.servers.ask(
        "CreateTable", TableName=copy, BillingMode="PAY_PER_REQUEST",
        AttributeDefinitions=[{"AttributeName": "requestId", "AttributeType": "S"}],
        KeySchema=[{"AttributeName": "requestId", "KeyType": "HASH"}],
    )  # fmt: skip
    folder = runs.folder / "pyspark"
    options = ["--master", "local[*]", "--jars", runs.jar]
    found = runs.distribution.submit(folder, options, HERE / "source.py", runs.servers.dynamodb, copy).json()
    runs.origins(folder)

    _schema_and_plan(found)
    for name, wanted in _figures(runs.checkout).items():
        expect.equal(f"pyspark: {name}", _normal(found[name]), _normal(wanted))
    _written(runs, copy, found)
    expect.say(f"Spark {runs.line}, pyspark: reads, filters, joins and writes, {time.monotonic() - begin:.0f} s")


def _schema_and_plan(found: dict) -> None:
    expect.equal("pyspark: requestId", found["schema"]["requestId"], ["string", {"dynamodb.type": "S"}])
    expect.equal("pyspark: latencyMs", found["schema"]["latencyMs"][1], {"dynamodb.type": "N"})
    for part in "columns [requestId, latencyMs]", "pushed exactly", "modelName = 'iris-species'":
        expect.none("pyspark: EXPLAIN", [] if part in found["plan"] else [f"says nothing of {part}:", found["plan"]])


def _written(runs: Runs, copy: str, found: dict) -> None:
    wanted = {
        item["requestId"]["S"]: item
        for item in runs.servers.items("InferenceMetadata")
        if item.get("modelName") == {"S": "iris-species"}
    }
    items = runs.servers.items(copy)
    expect.equal("pyspark: written items", len(items), len(wanted))
    expect.none("pyspark: written items", [f"{item} was not read" for item in items if item != wanted[item["requestId"]["S"]]])
    expect.equal("pyspark: written items, read again", found["copied"], len(wanted))


def _sample(checkout: Path, name: str) -> list[dict]:
    with gzip.open(checkout / f"src/main/resources/dev/sluice/demo/{name}.jsonl.gz", "rt") as lines:
        return [json.loads(line, parse_float=Decimal) for line in lines]


def _figures(checkout: Path) -> dict:
    """What source.py shall find. A latency that is text is no number."""
    events = _sample(checkout, "inference")
    labelled = {label["requestId"] for label in _sample(checkout, "feedback")}
    requests = Counter(event.get("modelName") for event in events)
    latencies = {model: [] for model in requests}
    for event in events:
        if isinstance(event.get("latencyMs"), (int, Decimal)):
            latencies[event.get("modelName")].append(event["latencyMs"])
    joined = Counter(event.get("modelName") for event in events if event["requestId"] in labelled)
    return {
        "fast": sum(latency < Decimal("0.2") for latency in latencies["iris-species"]),
        "failed": sum(event.get("errorMessage") is not None for event in events),
        "models": [
            {"modelName": model, "requests": requests[model], "measured": len(values), "least": min(values),
             "most": max(values), "total": sum(values)}
            for model, values in latencies.items()
        ],
        "measured": [
            {"experiment_id": run["experiment_id"], "accuracy": run["metrics"]["accuracy"], "tags": len(run["tags"])}
            for run in _sample(checkout, "experiments")
            if "accuracy" in run.get("metrics", {}) and "manual" in run["tags"]
        ],
        "labelled": [{"modelName": model, "requests": number} for model, number in joined.items()],
    }  # fmt: skip


def _normal(found):
    """Numbers by value, rows whatever their order."""
    if isinstance(found, list):
        return sorted((sorted((name, _normal(value)) for name, value in row.items()) for row in found), key=str)
    try:
        return Decimal(str(found)).normalize()
    except InvalidOperation:
        return found
