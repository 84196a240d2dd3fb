"""The servers of `jobs/sluice demo --serve`, with the sample tables and what the job made of them on this machine."""

import json
import os
import subprocess
import urllib.request
from pathlib import Path

SUMMARY = "sluice-summary"
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
        items, more = [], {}
        while True:
            page = self.ask("Scan", TableName=table, **more)
            items += page["Items"]
            if "LastEvaluatedKey" not in page:
                return items
            more = {"ExclusiveStartKey": page["LastEvaluatedKey"]}

    def figures(self, namespace: str = "") -> dict[tuple[str, str], dict]:
        """The summary rows of a namespace without what differs from run to run."""
        prefix = f"{namespace}#" if namespace else ""
        rows = {}
        for item in self.items(SUMMARY):
            key = item["pk"]["S"]
            kind = key.removeprefix(prefix).split("#")[0]
            if key.startswith(prefix) and kind in ("LATENCY", "ACCURACY", "EXPERIMENT", "BOARD"):
                rows[key.removeprefix(prefix), item["sk"]["S"]] = {
                    name: value
                    for name, value in item.items()
                    if name not in ("pk", "sk", "windowKey", "modelKey", "runId", "contentHash")
                }
        return rows
