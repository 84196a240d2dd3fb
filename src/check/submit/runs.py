"""`run` of the shipped jar, submitted, against what the demo made of the same tables."""

import time
from dataclasses import dataclass
from pathlib import Path

import expect
import snapshots
from distribution import Distribution, Ended
from origins import Origins
from servers import Servers

# as of one instant, so that figures do not hang on the clock; a week is a quarter of the summary rows
JOB = ["--date", "2026-10-28", "--set", "labels.as-of=2026-11-01T00:00:00Z", "--set", "analytics.look-back=7 days"]


@dataclass(frozen=True)
class Runs:
    """Those of one Spark line; what they leave beside their roots is in a folder of its own for each."""

    line: str
    checkout: Path
    folder: Path
    servers: Servers
    reference: dict[tuple[str, str], dict]
    distribution: Distribution
    jar: Path

    def run(self, name: str, root: str, options: list) -> list[Origins]:
        """Submits `run` and fails unless it ends like the demo; returns what its virtual machines loaded."""
        run_id = f"{name}-{self.line}"
        folder = self.folder / name
        begin = time.monotonic()
        ended = self.distribution.submit(
            folder,
            [*options, "--class", "dev.sluice.Sluice"],
            self.jar, "run", "--config", self.checkout / "conf/inference.conf", "--json", "--run-id", run_id, *JOB,
            "--set", "experiments.table=mlops-experiments", "--set", f"dataset.root={root}",
            "--set", f"summary.namespace={run_id}",
        )  # fmt: skip
        self._is_the_demo(run_id, root, ended)
        expect.say(f"Spark {self.line}, {name}: as on the laptop, {time.monotonic() - begin:.0f} s")
        return self.origins(folder)

    def _is_the_demo(self, run_id: str, root: str, ended: Ended) -> None:
        said, demo = ended.json(), self.servers.demo
        for field in "items", "summaryRows":
            expect.equal(f"{run_id}: {field}", said[field], demo[field])
        figures = self.servers.figures(f"{run_id}#")
        expect.equal(f"{run_id}: keys of summary rows", sorted(figures), sorted(self.reference))
        expect.none(
            f"{run_id}: figures",
            [f"{key} is {row}, not {self.reference[key]}" for key, row in figures.items() if row != self.reference[key]],
        )
        stored = Path(root.removeprefix("file:")) if root.startswith("file:") else self.servers.stored(root)
        snapshot = stored / "snapshots" / run_id
        expect.none(f"{run_id}: files", snapshots.damaged(snapshot))
        expect.none(f"{run_id}: rows", snapshots.differences(snapshot, self.servers.stored(demo["manifest"]).parent))

    def origins(self, folder: Path) -> list[Origins]:
        """The virtual machines that ran the product; fails unless every class of it came from the jar."""
        found = [Origins.of(log) for log in sorted(folder.glob("classes-*.log"))]
        found = [one for one in found if one.product]
        for one in found:
            expect.none(f"{folder}: classes", one.faults(self.jar.name))
        (folder / "origins.txt").write_text("\n\n".join("\n".join(one.table()) for one in found) + "\n")
        return found
