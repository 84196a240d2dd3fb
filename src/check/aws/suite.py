"""Runs the scripts that start Sluice on AWS with AWS's own command line against an endpoint that answers anything.

The command line checks every parameter file against the service's model before it sends; the endpoint says what came.
Usage: suite.py FOLDER_OF_JOBS FOLDER_OF_THE_COMMAND_LINE
"""

import json
import os
import subprocess
import sys
import tempfile
import threading
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

JOBS = Path(sys.argv[1])
TOOLS = Path(sys.argv[2])
BUCKET = "some-bucket"
ROLE = "arn:aws:iam::123456789012:role/sluice"
ANSWERS = {
    "ElasticMapReduce.DescribeCluster": (200, {"Cluster": {"Id": "j-1", "ReleaseLabel": "emr-7.13.0"}}),
    "ElasticMapReduce.AddJobFlowSteps": (200, {"StepIds": ["s-1"]}),
    "AWSGlue.GetJob": (400, {"__type": "EntityNotFoundException", "message": "no such job"}),
    "AWSGlue.CreateJob": (200, {"Name": "sluice"}),
    "AWSGlue.StartJobRun": (200, {"JobRunId": "jr_1"}),
    "POST /applications": (200, {"applicationId": "00f1", "name": "sluice", "arn": "arn:aws:emr-serverless:x"}),
    "POST /applications/00f1/jobruns": (200, {"applicationId": "00f1", "jobRunId": "1", "arn": "arn:aws:emr-serverless:y"}),
}
UNKNOWN = (400, {"__type": "UnknownOperationException", "message": "no script should ask this"})


class Endpoint(BaseHTTPRequestHandler):
    """Notes every call: its name, and its body where that is JSON."""

    calls = []

    def answer(self):
        body = self.rfile.read(int(self.headers.get("Content-Length", 0)))
        name = self.headers.get("X-Amz-Target") or f"{self.command} {self.path}"
        as_json = self.command == "POST"
        Endpoint.calls.append((name, json.loads(body) if as_json else None))
        status, reply = ANSWERS.get(name, UNKNOWN) if as_json else (200, {})
        content = json.dumps(reply).encode() if as_json else b""
        self.send_response(status)
        self.send_header("Content-Type", "application/json")
        self.send_header("Content-Length", str(len(content)))
        self.end_headers()
        self.wfile.write(content)

    do_POST = do_PUT = answer

    def log_message(self, *_):
        """Says nothing."""


def calls_of(script, endpoint, **variables):
    """What a script asks of AWS, in order."""
    with tempfile.TemporaryDirectory() as folder:
        jar = Path(folder, "sluice_2.12.jar")
        config = Path(folder, "my.conf")
        jar.write_bytes(b"PK")
        config.write_text("sluice {}\n")
        Endpoint.calls = []
        subprocess.run(
            [JOBS / script],
            check=True,
            stdout=subprocess.DEVNULL,
            env={
                "PATH": f"{TOOLS}{os.pathsep}{os.environ['PATH']}",
                "HOME": folder,
                "AWS_ACCESS_KEY_ID": "any",
                "AWS_SECRET_ACCESS_KEY": "any",
                "AWS_ENDPOINT_URL": endpoint,
                "BUCKET": BUCKET,
                "REGION": "eu-central-1",
                "JAR_FILE": str(jar),
                "CONFIG": str(config),
                "RUN_ID": "r-1",
                **variables,
            },
        )
    return Endpoint.calls


def expect(script, calls, *names):
    """Fails unless the script made these calls and left no placeholder unfilled."""
    found = [name for name, _ in calls]
    if found != list(names):
        sys.exit(f"{script} called {found}, not {list(names)}")
    if "${" in json.dumps(calls):
        sys.exit(f"{script} left a placeholder: {json.dumps(calls)}")
    print(f"check: {script}: {', '.join(name for name in names if not name.startswith('PUT'))}", file=sys.stderr)


def main():
    server = ThreadingHTTPServer(("127.0.0.1", 0), Endpoint)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    endpoint = f"http://127.0.0.1:{server.server_port}"
    uploads = [f"PUT /{BUCKET}/jobs/sluice_2.12.jar", f"PUT /{BUCKET}/jobs/sluice.conf"]

    emr = calls_of("emr/run", endpoint, CLUSTER="j-1")
    expect("emr/run", emr, *uploads, "ElasticMapReduce.DescribeCluster", "ElasticMapReduce.AddJobFlowSteps")

    serverless = calls_of("emr-serverless/run", endpoint, ROLE_ARN=ROLE)
    expect("emr-serverless/run", serverless, *uploads, "POST /applications", "POST /applications/00f1/jobruns")

    with_script = [*uploads, f"PUT /{BUCKET}/jobs/SluiceScript.scala"]
    for version in "5.1", "6.0":
        glue = calls_of("glue/run", endpoint, ROLE_ARN=ROLE, VERSION=version)
        expect("glue/run", glue, *with_script, "AWSGlue.GetJob", "AWSGlue.CreateJob", "AWSGlue.StartJobRun")
    server.shutdown()


main()
