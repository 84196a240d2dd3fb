"""Makes exports at the demo's servers with boto3, and reads their files with other people's readers: JSON with Python's, full
exports also with moto's own export of the same items to compare with, Ion with amazon.ion. What incremental exports should
have is computed here from the writes.

Usage: suite.py DYNAMODB S3 SEED, the endpoints of `jobs/sluice demo --serve --empty`.
"""

import base64
import gzip
import hashlib
import json
import random
import sys
import time
import urllib.request
from datetime import datetime, timezone
from decimal import Decimal

import boto3
from amazon.ion import simpleion
from amazon.ion.core import IonType
from moto import mock_aws

DYNAMODB, S3, SEED = sys.argv[1], sys.argv[2], int(sys.argv[3])
REACH = {"region_name": "us-east-1", "aws_access_key_id": "any", "aws_secret_access_key": "any"}
SETS = {"$dynamodb_SS": "SS", "$dynamodb_NS": "NS", "$dynamodb_BS": "BS"}
TEXTS = ["", "a", "ä\n\t\"\\", "😀 \u2028", "'quoted'", "$ion_1_0", "{}", "x" * 5000]
failures = []


def holds(what, condition, found=""):
    print(("ok    " if condition else "FAILED ") + what + (f": {found}" if found != "" and not condition else ""))
    if not condition:
        failures.append(what)


class Items:
    """Items of every type, the same for the same seed, as boto3 sends them."""

    def __init__(self, seed):
        self.random = random.Random(seed)

    def text(self):
        return self.random.choice(TEXTS) or "b"

    def number(self):
        digits = self.random.randint(1, 10 ** self.random.randint(1, 37))
        return str(Decimal(digits).scaleb(self.random.randint(-60, 60)) * self.random.choice([1, -1]))

    def binary(self):
        return self.random.randbytes(self.random.randint(1, 50))

    def value(self, depth=0):
        kinds = ["S", "N", "B", "BOOL", "NULL", "SS", "NS", "BS"] + (["L", "M"] if depth < 4 else [])
        kind = self.random.choice(kinds)
        few = range(self.random.randint(1, 4))
        match kind:
            case "S":
                return {"S": self.random.choice(TEXTS)}
            case "N":
                return {"N": self.number()}
            case "B":
                return {"B": self.binary()}
            case "BOOL":
                return {"BOOL": self.random.random() < 0.5}
            case "NULL":
                return {"NULL": True}
            case "SS":
                return {"SS": sorted({self.text() for _ in few})}
            case "NS":
                return {"NS": sorted({str(self.random.randint(-99, 99)) for _ in few})}
            case "BS":
                return {"BS": sorted({self.binary() for _ in few})}
            case "L":
                return {"L": [self.value(depth + 1) for _ in few]}
            case _:
                return {"M": {self.name(n): self.value(depth + 1) for n in few}}

    def name(self, n):
        return self.random.choice(["a", "a.b", "12", "null", "with space", "ä", "$x", "it's"]) + str(n)

    def item(self, n):
        return {"id": {"S": f"i{n}"}, **{self.name(a): self.value() for a in range(6)}}


def plain(value):
    """An attribute value in a form that can be compared: numbers by value, sets without an order, bytes as bytes."""
    [(kind, content)] = value.items()
    match kind:
        case "N":
            return "N", Decimal(content).normalize()
        case "B":
            return "B", bytes(content) if not isinstance(content, str) else base64.b64decode(content)
        case "SS":
            return "SS", frozenset(content)
        case "NS":
            return "NS", frozenset(Decimal(n).normalize() for n in content)
        case "BS":
            return "BS", frozenset(b if isinstance(b, bytes) else base64.b64decode(b) for b in content)
        case "L":
            return "L", tuple(plain(element) for element in content)
        case "M":
            return "M", tuple(sorted((name, plain(member)) for name, member in content.items()))
        case _:
            return kind, content


def of_ion(value):
    """An Ion value as an attribute value."""
    annotations = [annotation.text for annotation in value.ion_annotations]
    match value.ion_type:
        case IonType.NULL:
            return {"NULL": True}
        case IonType.BOOL:
            return {"BOOL": bool(value)}
        case IonType.STRING:
            return {"S": str(value)}
        case IonType.DECIMAL | IonType.INT:
            return {"N": str(Decimal(value))}
        case IonType.BLOB:
            return {"B": bytes(value)}
        case IonType.STRUCT:
            return {"M": {name: of_ion(member) for name, member in value.items()}}
        case IonType.LIST if not annotations:
            return {"L": [of_ion(element) for element in value]}
        case IonType.LIST:
            kind = SETS[annotations[0]]
            return {kind: [of_ion(element)[kind[0]] for element in value]}
    raise ValueError(f"a value of type {value.ion_type}")


def items_of(lines, form):
    for line in lines:
        if form == "ION":
            yield of_ion(simpleion.loads(line)["Item"])["M"]
        else:
            yield json.loads(line)["Item"]


def create(dynamodb, items, name="exported", *sort_key):
    keys = [("id", "S"), *sort_key]
    arn = dynamodb.create_table(
        TableName=name,
        BillingMode="PAY_PER_REQUEST",
        AttributeDefinitions=[{"AttributeName": key, "AttributeType": kind} for key, kind in keys],
        KeySchema=[{"AttributeName": key, "KeyType": role} for (key, _), role in zip(keys, ["HASH", "RANGE"])],
    )["TableDescription"]["TableArn"]
    dynamodb.update_continuous_backups(TableName=name, PointInTimeRecoverySpecification={"PointInTimeRecoveryEnabled": True})
    for item in items:
        dynamodb.put_item(TableName=name, Item=item)
    return arn


def export(dynamodb, arn, **more):
    begun = dynamodb.export_table_to_point_in_time(TableArn=arn, S3Bucket="exports", **more)["ExportDescription"]
    while True:
        found = dynamodb.describe_export(ExportArn=begun["ExportArn"])["ExportDescription"]
        if found["ExportStatus"] != "IN_PROGRESS":
            return found
        time.sleep(0.2)


def of_moto(items):
    """What moto exports of the same items: one file of lines, without manifests."""
    with mock_aws():
        dynamodb, s3 = boto3.client("dynamodb", **REACH), boto3.client("s3", **REACH)
        s3.create_bucket(Bucket="exports")
        found = export(dynamodb, create(dynamodb, items), ExportFormat="DYNAMODB_JSON", S3Prefix="moto")
        holds("moto has exported", found["ExportStatus"] == "COMPLETED", found)
        keys = [o["Key"] for o in s3.list_objects_v2(Bucket="exports")["Contents"] if o["Key"].endswith(".gz")]
        files = [gzip.decompress(s3.get_object(Bucket="exports", Key=key)["Body"].read()) for key in keys]
        return [item for file in files for item in items_of(file.decode().split("\n")[:-1], "DYNAMODB_JSON")]


def md5(content):
    return base64.b64encode(hashlib.md5(content).digest()).decode()


def lines_of(s3, found, form, label):
    """The lines of an export's files, and how many each has, checked against both manifests."""

    def read(key):
        return s3.get_object(Bucket="exports", Key=key)["Body"].read()

    if "ExportManifest" not in found:
        sys.exit(f"{label}: the export has failed: {found}")
    folder = found["ExportManifest"].removesuffix("manifest-summary.json")
    summary = json.loads(read(found["ExportManifest"]))
    sound = found["ExportStatus"] == "COMPLETED" and summary["exportArn"] == found["ExportArn"] and summary["outputFormat"] == form
    for name in ["manifest-summary", "manifest-files"]:
        sound &= md5(read(f"{folder}{name}.json")) == read(f"{folder}{name}.md5").decode()
    lines, counts = [], []
    for file in [json.loads(line) for line in read(summary["manifestFilesS3Key"]).splitlines()]:
        content = read(file["dataFileS3Key"])
        own = gzip.decompress(content).decode().split("\n")[:-1]
        sound &= md5(content) == file["md5Checksum"] and len(own) == file["itemCount"]
        lines += own
        counts.append(len(own))
    holds(f"{label}: files are as the manifests list them", sound and len(lines) == summary["itemCount"] == found["ItemCount"], summary)
    return lines, counts


def check(s3, found, form, expected, label):
    lines, counts = lines_of(s3, found, form, label)
    holds(f"{label}: several files, one empty", len(counts) > 3 and 0 in counts)
    read_back = {key_of(item): plain({"M": item}) for item in items_of(lines, form)}
    expected = {key: plain({"M": item}) for key, item in expected.items()}
    wrong = [key for key in expected.keys() | read_back.keys() if read_back.get(key) != expected.get(key)]
    holds(f"{label}: every value of {len(expected)} items", len(lines) == len(expected) and not wrong, wrong[:3])


def key_of(item):
    """The key of an item of either table."""
    return item["id"]["S"], Decimal(item["n"]["N"]) if "n" in item else None


class History:
    """Random writes of every kind to a table, and what they make of it at any time, by the clock of the service."""

    def __init__(self, dynamodb, seed):
        self.dynamodb, self.random, self.items = dynamodb, random.Random(seed), Items(seed)
        self.now = {}  # key: item
        self.writes = []  # (a time before, one after, {key: item or None})
        self.arn = create(dynamodb, [], "changed", ("n", "N"))

    def forward(self, seconds):
        """Moves the clock and returns its time in microseconds."""
        request = urllib.request.Request(f"{DYNAMODB}/sluice/clock", json.dumps({"forward": f"PT{seconds:.3f}S"}).encode())
        with urllib.request.urlopen(request) as answer:
            text = json.load(answer)["now"]
        whole, _, fraction = text.removesuffix("Z").partition(".")
        return int(datetime.fromisoformat(whole + "+00:00").timestamp()) * 1_000_000 + int(fraction.ljust(6, "0")[:6])

    def key(self):
        return {"id": {"S": f"i{self.random.randint(0, 9)}"}, "n": {"N": str(self.random.randint(0, 3))}}

    def keys(self, count):
        return list({key_of(key): key for key in (self.key() for _ in range(count))}.values())

    def item(self, key):
        return {**{self.items.name(a): self.items.value() for a in range(3)}, **key}

    def write(self):
        before = self.forward(0)
        changed = self.random.choice([self.put, self.update, self.delete, self.batch, self.transact, self.statement])()
        changed = {key: item for key, item in changed.items() if form_of(item) != form_of(self.now.get(key))}
        self.writes.append((before, self.forward(0), changed))
        for key, item in changed.items():
            self.now.pop(key, None)
            if item is not None:
                self.now[key] = item

    def put(self):
        item = self.item(self.key())
        self.dynamodb.put_item(TableName="changed", Item=item)
        return {key_of(item): item}

    def updated(self, key, value):
        return {**self.now.get(key_of(key), key), "set": value}

    def update(self):
        key, value = self.key(), self.items.value()
        self.dynamodb.update_item(
            TableName="changed",
            Key=key,
            UpdateExpression="SET #s = :s",
            ExpressionAttributeNames={"#s": "set"},
            ExpressionAttributeValues={":s": value},
        )
        return {key_of(key): self.updated(key, value)}

    def delete(self):
        key = self.key()
        self.dynamodb.delete_item(TableName="changed", Key=key)
        return {key_of(key): None}

    def batch(self):
        changed, requests = {}, []
        for key in self.keys(self.random.randint(1, 6)):
            item = self.item(key) if self.random.random() < 0.6 else None
            changed[key_of(key)] = item
            requests.append({"PutRequest": {"Item": item}} if item else {"DeleteRequest": {"Key": key}})
        left = self.dynamodb.batch_write_item(RequestItems={"changed": requests})["UnprocessedItems"]
        if left:
            holds("batches are written whole", False, left)
        return changed

    def transact(self):
        changed, actions = {}, []
        for key in self.keys(self.random.randint(1, 4)):
            item = self.item(key) if self.random.random() < 0.6 else None
            changed[key_of(key)] = item
            actions.append({"Put": {"TableName": "changed", "Item": item}} if item else {"Delete": {"TableName": "changed", "Key": key}})
        self.dynamodb.transact_write_items(TransactItems=actions)
        return changed

    def statement(self):
        key = self.key()
        if key_of(key) not in self.now:
            item = {**key, "set": self.items.value()}
            self.dynamodb.execute_statement(
                Statement="INSERT INTO changed VALUE {'id': ?, 'n': ?, 'set': ?}", Parameters=[item["id"], item["n"], item["set"]]
            )
            return {key_of(key): item}
        where = " WHERE id = ? AND n = ?"
        if self.random.random() < 0.5:
            self.dynamodb.execute_statement(Statement="DELETE FROM changed" + where, Parameters=[key["id"], key["n"]])
            return {key_of(key): None}
        value = self.items.value()
        self.dynamodb.execute_statement(
            Statement='UPDATE changed SET "set" = ?' + where, Parameters=[value, key["id"], key["n"]]
        )
        return {key_of(key): self.updated(key, value)}

    def pass_time(self):
        """Mostly little, so that many writes are within one second; now and then minutes."""
        self.forward(self.random.choice([0, 0, 0.05, 0.3, 0.9, 5, self.random.uniform(10, 600)]))

    def write_around_a_second(self):
        """Writes shortly before a whole second and shortly after it."""
        left = 1 - self.forward(0) % 1_000_000 / 1_000_000
        self.forward(max(0, left - 0.1))
        self.write()
        self.forward(1 - self.forward(0) % 1_000_000 / 1_000_000)
        self.write()

    def cuts(self):
        """Whole seconds of which it is certain which writes were before: some right after a write, some anywhere."""
        begin, end = self.writes[0][0] // 1_000_000, self.writes[-1][1] // 1_000_000
        near = [after // 1_000_000 + 1 for _, after, _ in self.writes]
        near += [before // 1_000_000 for before, _, _ in self.writes]
        near = self.random.sample(near, len(near) // 2) + [self.random.randint(begin, end) for _ in range(50)]
        clear = {second for second in near if not any(b < second * 1_000_000 <= a for b, a, _ in self.writes)}
        chosen = []
        while left := sorted(second for second in clear if second > (chosen[-1] + 899 if chosen else begin)):
            close = [second for second in left if second < left[0] + 900 and self.is_close(second)]
            chosen.append(self.random.choice(close) if close else left[0])
        return chosen

    def is_close(self, second):
        """Whether something was written less than a second before, and less than a second after."""
        before = any(second - 1 < after / 1_000_000 < second for _, after, _ in self.writes)
        return before and any(second <= b / 1_000_000 < second + 1 for b, _, _ in self.writes)

    def at(self, second):
        """The items just before a second."""
        items = {}
        for _, after, changed in self.writes:
            if after < second * 1_000_000:
                items.update(changed)
        return {key: item for key, item in items.items() if item is not None}

    def changes(self, begin, end):
        """The net change of each item in a window: the old image, the new one, and between which times it was written."""
        old, new, times = self.at(begin), self.at(end), {}
        for before, after, changed in self.writes:
            if before >= begin * 1_000_000 and after < end * 1_000_000:
                times.update({key: (before, after) for key in changed})
        return {
            key: (form_of(old.get(key)), form_of(new.get(key)), written)
            for key, written in times.items()
            if key in old or key in new
        }


def form_of(item):
    return None if item is None else plain({"M": item})


def changes_of(lines, form):
    """The changes of an incremental export by their keys; more than one of an item is a fault."""
    changes = {}
    for line in lines:
        if form == "ION":
            change = {part: of_ion(value)["M"] for part, value in simpleion.loads(line)["Record"].items()}
        else:
            change = json.loads(line)
        key = key_of(change["Keys"])
        if key in changes:
            holds("one change of an item", False, key)
        changes[key] = change
    return changes


def check_window(s3, found, form, view, expected, label):
    lines, _ = lines_of(s3, found, form, label)
    changes, both = changes_of(lines, form), view == "NEW_AND_OLD_IMAGES"
    holds(f"{label}: {len(expected)} items, each once", len(lines) == len(changes) and changes.keys() == expected.keys())
    wrong = []
    for key in changes.keys() & expected.keys():
        old, new, (before, after) = expected[key]
        change = changes[key]
        written = int(Decimal(change["Metadata"]["WriteTimestampMicros"]["N"]))
        images = form_of(change.get("OldImage")), form_of(change.get("NewImage"))
        if images != (old if both else None, new) or not before < written < after or set(change["Keys"]) != {"id", "n"}:
            wrong.append(key)
    holds(f"{label}: images, keys and times of all", not wrong, wrong[:3])


def check_history(dynamodb, s3, seed):
    """Windows that follow one another, cut at random seconds, in both formats and views; and the table at each cut."""
    history = History(dynamodb, seed)
    for _ in range(20):
        history.write_around_a_second()
        for _ in range(20):
            history.pass_time()
            history.write()
    history.forward(900)
    cuts = history.cuts()
    close = sum(history.is_close(cut) for cut in cuts)
    holds(f"changes: {len(cuts)} cuts, {close} of them with writes less than a second away on both sides", len(cuts) > 8 and close > 5)
    number, ways = 0, [(form, view) for form in ["DYNAMODB_JSON", "ION"] for view in ["NEW_AND_OLD_IMAGES", "NEW_IMAGE"]]
    for begin, end in zip(cuts, cuts[1:]):
        expected = history.changes(begin, end)
        number += sum(begin * 1_000_000 <= b and a < end * 1_000_000 for b, a, _ in history.writes)
        for form, view in ways:
            window = {"ExportFromTime": utc(begin), "ExportToTime": utc(end), "ExportViewType": view}
            found = export(
                dynamodb, history.arn, ExportFormat=form, ExportType="INCREMENTAL_EXPORT", IncrementalExportSpecification=window, S3Prefix="changes"
            )
            check_window(s3, found, form, view, expected, f"changes {begin} to {end}, {form}, {view}")
        check(s3, export(dynamodb, history.arn, ExportTime=utc(end)), "DYNAMODB_JSON", history.at(end), f"items at {end}")
    between = [w for w in history.writes if cuts[0] * 1_000_000 <= w[0] and w[1] < cuts[-1] * 1_000_000]
    holds(f"changes: each of {len(between)} writes is in one window", number == len(between), number)


def utc(second):
    return datetime.fromtimestamp(second, timezone.utc)


def main():
    items = [generator.item(n) for generator in [Items(SEED)] for n in range(200)]
    by_moto = {key_of(item): item for item in of_moto(items)}
    sent = {key_of(item): item for item in items}
    holds("moto's items are those that were put", {k: plain({"M": v}) for k, v in by_moto.items()} == {k: plain({"M": v}) for k, v in sent.items()})
    dynamodb = boto3.client("dynamodb", endpoint_url=DYNAMODB, **REACH)
    s3 = boto3.client("s3", endpoint_url=S3, **REACH)
    s3.create_bucket(Bucket="exports")
    arn = create(dynamodb, items)
    check(s3, export(dynamodb, arn, ExportFormat="DYNAMODB_JSON"), "DYNAMODB_JSON", by_moto, "DYNAMODB_JSON")
    check(s3, export(dynamodb, arn, ExportFormat="ION", S3Prefix="in/ion"), "ION", by_moto, "ION")
    check_history(dynamodb, s3, SEED)
    if failures:
        sys.exit(f"{len(failures)} failed, of seed {SEED}")


main()
