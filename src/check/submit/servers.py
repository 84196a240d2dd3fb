"""The servers of `jobs/sluice demo --serve`, with the sample tables and what the job made of them on this machine."""

import json
import os
import subprocess
import urllib.request
from functools import cached_property
from pathlib import Path

SUMMARY = "sluice-summary"
OF_THE_RUN = {"pk", "windowKey", "modelKey", "runId", "runStartedAt", "runNumber", "contentHash", "sourceConfig"}
CREDENTIALS = {"AWS_ACCESS_KEY_ID": "any", "AWS_SECRET_ACCESS_KEY": "any", "AWS_REGION": "us-east-1"}
# the server asks for a signature and checks none
SIGNATURE = "AWS4-HMAC-SHA256 Credential=any/20261028/us-east-1/dynamodb/aws4_request, SignedHeaders=host, Signature=any"


class Servers:
    """Up from entering to leaving; `demo` is what `demo --json` said."""

    def __init__(self, checkout: Path, folder: Path, settings: list[str]):
        self.folder = folder
        self.command = [checkout / "jobs/sluice", "demo", "--serve", "--json", *settings]

    def __enter__(self):
        log = self.folder / "demo.log"
        with log.open("w") as err:
            self.process = subprocess.Popen(
                self.command, cwd=self.folder, stdout=subprocess.PIPE, stderr=err, env={**os.environ, "SLUICE_SPARK": "3.5"}
            )
        said = self.process.stdout.readline()
        self.demo = json.loads(said) if said else {}
        if self.demo.get("exitCode") != 0:
            self.__exit__()
            raise SystemExit(f"check: the demo failed; {log} says why.")
        self.dynamodb = self.demo["endpoints"]["dynamodb"]
        self.s3 = self.demo["endpoints"]["s3"]
        return self

    def __exit__(self, *_):
        self.process.terminate()
        self.process.wait()

    @cached_property
    def keys(self) -> list[str]:
        """The partition keys of the demo's summary rows; to be asked for before another run is published."""
        return sorted({row["pk"]["S"] for row in self.items(SUMMARY)} - {"RUN"})

    def environment(self) -> dict[str, str]:
        """What finds both servers: conf/inference.conf's variables, and credentials."""
        return {**CREDENTIALS, "DYNAMODB_ENDPOINT": self.dynamodb, "S3_ENDPOINT": self.s3}

    def stored(self, location: str) -> Path:
        """Where an object or a folder of the bucket lies on this machine's disk."""
        return self.folder / "sluice-demo/s3" / location.removeprefix("s3a://")

    def ask(self, operation: str, **body) -> dict:
        """One call of DynamoDB."""
        headers = {
            "X-Amz-Target": f"DynamoDB_20120810.{operation}",
            "Content-Type": "application/x-amz-json-1.0",
            "Authorization": SIGNATURE,
        }
        request = urllib.request.Request(self.dynamodb, json.dumps(body).encode(), headers)
        with urllib.request.build_opener(urllib.request.ProxyHandler({})).open(request) as answer:
            return json.load(answer)

    def items(self, table: str) -> list[dict]:
        """All items of a table, as DynamoDB's JSON."""
        # DynamoDB Local takes ten times as long for the same in one segment
        segments = ({"Segment": segment, "TotalSegments": 16} for segment in range(16))
        return [item for segment in segments for item in self._pages("Scan", TableName=table, **segment)]

    def _pages(self, operation: str, **body) -> list[dict]:
        page = self.ask(operation, **body)
        items = page["Items"]
        while "LastEvaluatedKey" in page:
            page = self.ask(operation, **body, ExclusiveStartKey=page["LastEvaluatedKey"])
            items += page["Items"]
        return items

    def figures(self, prefix: str = "") -> dict[tuple[str, str], dict]:
        """The summary rows whose keys are the demo's behind a prefix, without what differs from run to run."""
        condition = {"KeyConditionExpression": "pk = :pk"}
        rows = {}
        for key in self.keys:
            values = {":pk": {"S": prefix + key}}
            for item in self._pages("Query", TableName=SUMMARY, **condition, ExpressionAttributeValues=values):
                rows[key, item["sk"]["S"]] = {name: item[name] for name in item.keys() - OF_THE_RUN}
        return rows
