"""What ends the suite, in the words of jobs/check."""

import sys


def say(text: str) -> None:
    """Tells how far it is."""
    print(f"check: {text}", file=sys.stderr, flush=True)


def none(name: str, faults: list[str]) -> None:
    """Ends the suite where there are any."""
    if faults:
        raise SystemExit("\n".join([f"check: {name}:", *(fault[:3000] for fault in faults[:20])]))


def equal(name: str, found, wanted) -> None:
    """Ends the suite where these are not."""
    none(name, [] if found == wanted else [f"found  {found}", f"wanted {wanted}"])
