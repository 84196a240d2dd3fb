"""jobs/check submit: the shipped jar under spark-submit, of Spark as PyPI's pyspark packages carry it.

Usage: suite.py CHECKOUT FOLDER LINE..., where FOLDER has a virtual environment spark-LINE for each.
"""

import os
import shutil
import subprocess
import sys
from dataclasses import dataclass
from pathlib import Path

import expect
import pyspark_source
from distribution import Cluster, Distribution
from origins import Origins, named_in
from runs import JOB, Runs
from servers import Servers

BUCKET = "s3a://sluice-demo"
# one has one core
ON_BOTH_WORKERS = ["--executor-memory", "1g", "--conf", "spark.scheduler.minRegisteredResourcesRatio=1"]


@dataclass(frozen=True)
class Line:
    """A Spark line.

    Its S3A runs on these parts of an SDK, which replace the whole one, and has no use for the other SDK. The older jars are
    such that Spark and S3A themselves bear them: Spark refuses a Jackson of another minor version.
    """

    s3a: list[str]
    whole: str
    unused: str
    older: dict[str, str]


LINES = {
    # S3A of Hadoop 3.3 runs on the SDK's version 1
    "3.5": Line(
        s3a=[f"com.amazonaws:aws-java-sdk-{part}:1.12.262" for part in ("s3", "sts", "dynamodb")],
        whole="com.amazonaws:aws-java-sdk-bundle",
        unused="software.amazon.awssdk.",
        older={"aws": "2.20.162", "jackson": "2.15.0", "netty": "4.1.68.Final"},
    ),
    "4.1": Line(
        s3a=[f"software.amazon.awssdk:{part}:2.29.52" for part in ("s3-transfer-manager", "sts")],
        whole="software.amazon.awssdk:bundle",
        unused="com.amazonaws.",
        older={"aws": "2.25.70", "jackson": "2.21.0", "netty": "4.2.1.Final"},
    ),
}


def s3a(line: str, distribution: Distribution) -> list[str]:
    """hadoop-aws by --packages; of the SDK's 300 to 600 MB only what S3A needs."""
    hadoop = distribution.version_of("hadoop-client-api")
    names = [f"org.apache.hadoop:hadoop-aws:{hadoop}", *LINES[line].s3a]
    return ["--packages", ",".join(names), "--exclude-packages", LINES[line].whole]


def older_jars(folder: Path, line: str) -> Path:
    """A folder of jars that clusters may have, in versions older than ours."""
    jars, partial = folder / f"older-{line}", folder / f"older-{line}.partial"
    if not jars.exists():
        versions = [f"-D{name}={version}" for name, version in LINES[line].older.items()]
        quietly = ["mvn", "-B", "-ntp", "-q", "-f", Path(__file__).parent / "older-jars.xml"]
        copy = "org.apache.maven.plugins:maven-dependency-plugin:3.8.1:copy-dependencies"
        command = [*quietly, *versions, f"-DoutputDirectory={partial}", copy]
        maven = subprocess.run(command, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True)
        expect.none("older jars", [maven.stdout] if maven.returncode else [])
        partial.rename(jars)
    return jars


def with_a_folder(runs: Runs) -> None:
    """local[*] and the jar, nothing else: no SDK at all but the product's own."""
    for one in runs.run("local", f"file:{runs.folder}/root", ["--master", "local[*]"]):
        for prefix in "software.amazon.awssdk.", "com.amazonaws.", "org.apache.hadoop.fs.s3a.":
            expect.none(f"classes of {prefix} with a file: root", one.foreign(prefix))


def with_a_bucket(runs: Runs, name: str, options: list) -> list[Origins]:
    """A driver and two executors, S3A on an SDK of its own; what each of them loaded."""
    found = runs.run(name, f"{BUCKET}/{runs.line}", options)
    expect.equal(f"{name}: virtual machines that ran it", len(found), 3)
    for one in found:
        expect.none(f"{name}: classes that nobody needs", one.foreign(LINES[runs.line].unused))
    return found


def with_older_jars(runs: Runs, options: list, jars: Path) -> None:
    """The same where an older SDK, Jackson and Netty are before everything else."""
    first = [f"--conf=spark.{side}.extraClassPath={jars}/*" for side in ("driver", "executor")]
    for one in with_a_bucket(runs, "older-jars", [*options, *first]):
        for library in "jackson-databind", "netty-":
            taken = any(f"/{jars.name}/{library}" in source for source in one.loaded.values())
            expect.none("older-jars", [] if taken else [f"not even Spark took {library} of {jars}"])


def jar_of(checkout: Path, line: str) -> Path:
    """The shipped jar, built if need be; fails where it names anybody else's SDK, Jackson or Netty."""
    environment = {**os.environ, "SLUICE_SPARK": line}
    built = subprocess.run([checkout / "jobs/sluice", "jar"], env=environment, stdout=subprocess.PIPE, text=True, check=True)
    jar = Path(built.stdout.strip())
    expect.none(jar.name, named_in(jar))
    return jar


def check(runs: Runs, folder: Path) -> None:
    """All of one line."""
    with_a_folder(runs)
    pyspark_source.check(runs)
    with Cluster(runs.distribution, runs.folder / "standalone") as cluster:
        options = ["--master", cluster.master, *ON_BOTH_WORKERS, *s3a(runs.line, runs.distribution)]
        with_a_bucket(runs, "cluster", options)
        with_older_jars(runs, options, older_jars(folder, runs.line))


def main(checkout: Path, folder: Path, lines: list[str]) -> None:
    for earlier in "sluice-demo", *lines:
        shutil.rmtree(folder / earlier, ignore_errors=True)
    jars = {line: jar_of(checkout, line) for line in lines}
    expect.say("running the demo, to compare with")
    with Servers(checkout, folder, JOB) as servers:
        reference = servers.figures()
        for line, jar in jars.items():
            distribution = Distribution(folder / f"spark-{line}", servers.environment())
            check(Runs(line, checkout, folder / line, servers, reference, distribution, jar), folder)
    expect.say(f"all as on the laptop; {folder}/<line>/<run>/origins.txt says where classes came from")


if __name__ == "__main__":
    main(Path(sys.argv[1]), Path(sys.argv[2]), sys.argv[3:])
