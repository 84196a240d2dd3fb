"""Where classes came from: what the shipped jar names, and what virtual machines said that they loaded and resolved."""

import re
import zipfile
from collections import Counter
from dataclasses import dataclass
from pathlib import Path

PRODUCT = "dev.sluice."
# clusters have these in versions of their own; the product's are below dev.sluice.shaded
FOREIGN = ("software.amazon.awssdk.", "com.amazonaws.", "com.fasterxml.jackson.", "io.netty.")
# types; what ends in .json is a resource that one of the SDK's error messages names
NAMED = re.compile(
    rb"(?<!dev/sluice/shaded/)((?:software/amazon/awssdk|com/amazonaws|com/fasterxml/jackson|io/netty)/[\w/$]+)(?![\w/$]|\.json)"
)
LOADED = re.compile(r"\[class,load *\] (\S+) source: (.+)")
RESOLVED = re.compile(r"\[class,resolve *\] (\S+) (\S+)")


@dataclass(frozen=True)
class Origins:
    """The classes of one virtual machine: each with its source, and which of the product's asked for which others."""

    loaded: dict[str, str]
    resolved: set[tuple[str, str]]

    @staticmethod
    def of(log: Path) -> "Origins":
        """Read from what -Xlog:class+load=info,class+resolve=debug left."""
        loaded, resolved = {}, set()
        with log.open(errors="replace") as lines:
            for line in lines:
                if found := LOADED.search(line):
                    loaded[found[1]] = found[2]
                elif (found := RESOLVED.search(line)) and found[1].startswith(PRODUCT):
                    resolved.add((found[1], found[2]))
        return Origins(loaded, resolved)

    @property
    def product(self) -> dict[str, str]:
        """The product's classes, what it brings along included, without those that the virtual machine makes."""
        files = {name: source for name, source in self.loaded.items() if source.startswith(("file:", "jar:"))}
        return {name: source for name, source in files.items() if name.startswith(PRODUCT)}

    def faults(self, jar: str) -> list[str]:
        """What of the product is not from the jar of that name, and what of a cluster's libraries it has asked for."""
        strangers = [f"{name} is from {source}" for name, source in self.product.items() if Path(source).name != jar]
        asked = [f"{one} asked for {other}" for one, other in self.resolved if other.startswith(FOREIGN)]
        return sorted(strangers + asked)

    def foreign(self, prefix: str) -> list[str]:
        """Classes of a cluster's library that anybody has loaded."""
        return sorted(name for name in self.loaded if name.startswith(prefix))

    def table(self) -> list[str]:
        """How many classes came from where: the product's own, those that they asked for, and others' SDK, Jackson and Netty."""
        asked = {other for _, other in self.resolved if not other.startswith(PRODUCT) and other in self.loaded}
        foreign = [name for prefix in FOREIGN for name in self.foreign(prefix)]
        counts = Counter(
            [("of the product", _origin(source)) for source in self.product.values()]
            + [("asked for by it", _origin(self.loaded[name])) for name in asked]
            + [("of SDK, Jackson and Netty, used by others", _origin(self.loaded[name])) for name in foreign]
        )
        return [f"{number:6}  {what}, {origin}" for (what, origin), number in sorted(counts.items())]


def _origin(source: str) -> str:
    if source.startswith(("file:", "jar:")):
        return f"from {Path(source).name}"
    return "from the JDK" if source.startswith(("jrt:", "shared objects file")) else "made at run time"


def named_in(jar: Path) -> list[str]:
    """The types of others' SDK, Jackson and Netty that the jar's classes name."""
    found = set()
    with zipfile.ZipFile(jar) as content:
        for entry in content.namelist():
            if entry.endswith(".class"):
                found |= {(entry, name.decode()) for name in NAMED.findall(content.read(entry))}
    return sorted(f"{entry} names {name}" for entry, name in found)
