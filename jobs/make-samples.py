#!/usr/bin/env python3
"""Makes the small sample tables: jobs/make-samples.py src/main/resources/dev/sluice/demo

Everything in them is made up, from one seed; the same seed gives the same files, byte for byte. The large ones (inference,
feedback, experiments) come from trained models and are not made here.
"""

import datetime
import gzip
import io
import json
import pathlib
import random
import sys

START = datetime.datetime(2026, 10, 1, 8, tzinfo=datetime.timezone.utc)


def at(minutes):
    return (START + datetime.timedelta(minutes=minutes)).strftime("%Y-%m-%dT%H:%M:%SZ")


def app_config(draw):
    """Feature flags and user preferences in one table; the keys of their maps, tenants and channels, are data."""
    tenants = [f"tenant-{n:03d}" for n in range(300)]
    for n in range(24):
        yield {
            "pk": f"FLAG#flag-{n:02d}", "sk": "FLAG", "enabled": draw.random() < 0.7,
            "rollout": {t: round(draw.random(), 2) for t in sorted(draw.sample(tenants, draw.randint(3, 12)))},
            "updatedAt": at(draw.randrange(40000)),
        }
    channels = [f"channel-{n:03d}" for n in range(400)]
    for n in range(60):
        chosen = sorted(draw.sample(channels, draw.randint(2, 8)))
        yield {
            "pk": f"USER#u{n:03d}", "sk": "PREFERENCES",
            "preferences": {name: draw.choice(["all", "mentions", "none"]) for name in chosen},
            "updatedAt": draw.randrange(1790000000, 1793000000),
        }


def jobs(draw):
    """What each job did: one item for each status that it left, with how long it was in it."""
    for n in range(60):
        kind, minutes, stages = draw.choice(["train", "tune", "batch-score"]), draw.randrange(30000), ["queued", "starting", "running"]
        failed = draw.random() < 0.1
        for order, status in enumerate(stages):
            millis = int(draw.lognormvariate({"queued": 9, "starting": 10, "running": 13}[status], 0.8))
            item = {"jobId": f"job-{n:03d}", "order": order, "jobType": kind, "status": status,
                    "leftAt": at(minutes + order * 5), "durationMs": millis}
            if failed and status == "running":
                item["errorMessage"] = draw.choice(["out of memory", "spot instance taken away"])
            yield item


def conversations(draw):
    """Sessions, and their messages in order, in one table."""
    words = "please show the sales of last week by region and explain why north fell so far behind".split()
    for n in range(30):
        session, length, begun = f"SESSION#s{n:02d}", draw.randint(2, 12), draw.randrange(30000)
        yield {"pk": session, "sk": "#", "entityType": "session", "userId": f"u{draw.randrange(12):03d}",
               "startedAt": at(begun), "messageCount": length}
        for order in range(length):
            role = "user" if order % 2 == 0 else "assistant"
            item = {"pk": session, "sk": f"MSG#{order:04d}", "entityType": "message", "messageOrder": order, "role": role,
                    "sentAt": at(begun + order), "content": " ".join(draw.choices(words, k=draw.randint(3, 14)))}
            if role == "assistant":
                item["usage"] = {"inputTokens": draw.randint(20, 900), "outputTokens": draw.randint(5, 300)}
            yield item
    # a session in which nothing was said, and a message whose session is gone
    yield {"pk": "SESSION#s30", "sk": "#", "entityType": "session", "userId": "u003", "startedAt": at(31000), "messageCount": 0}
    yield {"pk": "SESSION#s31", "sk": "MSG#0000", "entityType": "message", "messageOrder": 0, "role": "user",
           "sentAt": at(31001), "content": "please explain"}


def catalogue(draw):
    """Categories, and products that name theirs, in one table."""
    names = ["lamps", "chairs", "tables", "shelves", "rugs", "clocks"]
    for n, name in enumerate(names):
        yield {"pk": f"CATEGORY#{name}", "sk": "CATEGORY", "name": name, "taxRate": [0.07, 0.19][n % 2],
               "parent": None if n == 0 else "home"}
    for n in range(90):
        item = {"pk": f"PRODUCT#p{n:03d}", "sk": "PRODUCT", "category": draw.choice(names), "name": f"model {n}",
                "price": round(draw.uniform(5, 900), 2), "tags": sorted(draw.sample(["new", "wood", "steel", "sale"], 2))}
        if draw.random() < 0.4:
            item["ratings"] = {"count": draw.randint(1, 400), "mean": round(draw.uniform(1, 5), 1)}
        yield item
    # a product of a category that is not there, and one of none
    yield {"pk": "PRODUCT#p090", "sk": "PRODUCT", "category": "hammocks", "name": "model 90", "price": 89, "tags": ["new"]}
    yield {"pk": "PRODUCT#p091", "sk": "PRODUCT", "name": "model 91", "price": 12.5, "tags": ["sale"]}


def main(folder):
    for make in (app_config, jobs, conversations, catalogue):
        lines = "".join(json.dumps(item, ensure_ascii=False) + "\n" for item in make(random.Random(1)))
        packed = io.BytesIO()
        with gzip.GzipFile(fileobj=packed, mode="wb", mtime=0, filename="") as out:
            out.write(lines.encode())
        name = make.__name__.replace("_", "-")
        (folder / f"{name}.jsonl.gz").write_bytes(packed.getvalue())
        print(name, lines.count("\n"), "items")


main(pathlib.Path(sys.argv[1]))
