"""Spark as PyPI's pyspark package carries it: spark-submit, and a standalone master with two workers."""

import json
import os
import re
import subprocess
import time
from dataclasses import dataclass
from pathlib import Path

MASTER = re.compile(r"Starting Spark master at (spark://\S+)")
# half the processor time where so much runs for so short
QUICK = "-XX:TieredStopAtLevel=1"


@dataclass(frozen=True)
class Ended:
    """How a command ended; `out` and `err` are files."""

    code: int
    out: Path
    err: Path

    def json(self) -> dict:
        """The object on the last line of standard output."""
        lines = self.out.read_text().splitlines()
        if self.code or not lines:
            raise SystemExit(f"check: exit code {self.code}; {self.err} says why:\n" + "\n".join(self.tail()))
        return json.loads(lines[-1])

    def tail(self) -> list[str]:
        """Its last words."""
        return [line[:300] for line in self.err.read_text().splitlines()[-15:]]


@dataclass(frozen=True)
class Distribution:
    """A virtual environment with nothing but pyspark in it, and the variables that its programs run with."""

    venv: Path
    variables: dict[str, str]

    @property
    def home(self) -> Path:
        """What Spark calls its home."""
        return next(self.venv.glob("lib/python3*/site-packages/pyspark"))

    def version_of(self, library: str) -> str:
        """The version of a jar that it carries."""
        jar = next(self.home.glob(f"jars/{library}-[0-9]*.jar"))
        return jar.stem.removeprefix(f"{library}-")

    def environment(self) -> dict[str, str]:
        """As after bin/activate, with nothing of another Spark."""
        ours = {name: value for name, value in os.environ.items() if not name.startswith(("SPARK_", "PYSPARK_", "AWS_"))}
        path = f"{self.venv / 'bin'}{os.pathsep}{os.environ['PATH']}"
        return {**ours, **self.variables, "PATH": path, "SPARK_LOCAL_IP": "127.0.0.1"}

    def submit(self, folder: Path, options: list, *application) -> Ended:
        """spark-submit with these options; each of its virtual machines lists its classes in the folder."""
        folder.mkdir(parents=True)
        java = f"{QUICK} -Xlog:class+load=info,class+resolve=debug:file={folder}/classes-%p.log:tags:filecount=0"
        command = [
            self.venv / "bin/spark-submit",
            *("--driver-java-options", java),
            *("--conf", f"spark.executor.extraJavaOptions={java}"),
            *("--conf", "spark.ui.enabled=false"),
            *("--conf", "spark.sql.shuffle.partitions=4"),
            *options,
            *application,
        ]
        # Ivy keeps to a folder of its own: Maven's holds files that it takes for whole and that are not
        environment = {**self.environment(), "SPARK_SUBMIT_OPTS": f"-Duser.home={self.venv.parent / 'home'}"}
        out, err = folder / "out.txt", folder / "err.txt"
        with out.open("w") as to, err.open("w") as log:
            code = subprocess.run(command, cwd=folder, env=environment, stdout=to, stderr=log, timeout=600).returncode
        return Ended(code, out, err)


class Cluster:
    """A standalone master and two workers of one core and one gibibyte each, on ports that are free."""

    def __init__(self, distribution: Distribution, folder: Path):
        self.distribution = distribution
        self.folder = folder
        self.processes = []

    def __enter__(self):
        self.folder.mkdir(parents=True)
        try:
            master = self._start("master", "--host", "127.0.0.1", "--port", "0", "--webui-port", "0")
            self.master = self._said(master, MASTER)
            for name in "worker-1", "worker-2":
                self._start(
                    name, "--host", "127.0.0.1", "--port", "0", "--webui-port", "0", "--cores", "1", "--memory", "1g",
                    "--work-dir", self.folder / name, self.master,
                )  # fmt: skip
        except BaseException:
            self.__exit__()
            raise
        return self

    def __exit__(self, *_):
        for process in reversed(self.processes):
            process.terminate()
        for process in self.processes:
            process.wait()

    def _start(self, name: str, *arguments) -> Path:
        kind = name.split("-")[0]
        home = self.distribution.home
        environment = {**self.distribution.environment(), "SPARK_HOME": str(home), "SPARK_DAEMON_JAVA_OPTS": QUICK}
        log = self.folder / f"{name}.log"
        command = [home / "bin/spark-class", f"org.apache.spark.deploy.{kind}.{kind.capitalize()}", *arguments]
        with log.open("w") as out:
            self.processes.append(subprocess.Popen(command, env=environment, stdout=out, stderr=subprocess.STDOUT))
        return log

    def _said(self, log: Path, pattern: re.Pattern) -> str:
        """What the pattern's group takes out of a log, once it is there."""
        process = self.processes[-1]
        deadline = time.monotonic() + 120
        while process.poll() is None and time.monotonic() < deadline:
            found = pattern.search(log.read_text())
            if found:
                return found[1]
            time.sleep(0.2)
        raise SystemExit(f"check: Spark's master did not start; {log} says why.")
