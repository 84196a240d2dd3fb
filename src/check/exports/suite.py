"""Makes exports at the demo's servers with boto3, and reads their files with other people's readers: JSON with moto's own
export of the same items to compare with, Ion with amazon.ion.

Usage: suite.py DYNAMODB S3 SEED, the endpoints of `jobs/sluice demo --serve --empty`.
"""

import base64
import gzip
import hashlib
import json
import random
import sys
import time
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


def create(dynamodb, items):
    arn = dynamodb.create_table(
        TableName="exported",
        BillingMode="PAY_PER_REQUEST",
        AttributeDefinitions=[{"AttributeName": "id", "AttributeType": "S"}],
        KeySchema=[{"AttributeName": "id", "KeyType": "HASH"}],
    )["TableDescription"]["TableArn"]
    dynamodb.update_continuous_backups(TableName="exported", PointInTimeRecoverySpecification={"PointInTimeRecoveryEnabled": True})
    for item in items:
        dynamodb.put_item(TableName="exported", Item=item)
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


def check(s3, found, form, expected):
    def read(key):
        return s3.get_object(Bucket="exports", Key=key)["Body"].read()

    folder = found["ExportManifest"].removesuffix("manifest-summary.json")
    summary = json.loads(read(found["ExportManifest"]))
    holds(f"{form}: completed", found["ExportStatus"] == "COMPLETED", found)
    holds(f"{form}: the summary is the export's", summary["exportArn"] == found["ExportArn"] and summary["outputFormat"] == form)
    for name in ["manifest-summary", "manifest-files"]:
        holds(f"{form}: {name} has its digest", md5(read(f"{folder}{name}.json")) == read(f"{folder}{name}.md5").decode())
    lines, files = [], [json.loads(line) for line in read(summary["manifestFilesS3Key"]).splitlines()]
    for file in files:
        content = read(file["dataFileS3Key"])
        own = gzip.decompress(content).decode().split("\n")[:-1]
        holds(f"{form}: {file['dataFileS3Key'][-36:]} is as listed", md5(content) == file["md5Checksum"] and len(own) == file["itemCount"])
        lines += own
    holds(f"{form}: several files, one empty", len(files) > 3 and any(file["itemCount"] == 0 for file in files))
    holds(f"{form}: as many items as stated", len(lines) == summary["itemCount"] == found["ItemCount"] == len(expected))
    read_back = {item["id"]["S"]: plain({"M": item}) for item in items_of(lines, form)}
    wrong = [key for key in expected if read_back.get(key) != plain({"M": expected[key]})]
    holds(f"{form}: every value of {len(expected)} items", not wrong, wrong[:3])


def main():
    items = [generator.item(n) for generator in [Items(SEED)] for n in range(200)]
    by_moto = {item["id"]["S"]: item for item in of_moto(items)}
    sent = {item["id"]["S"]: item for item in items}
    holds("moto's items are those that were put", {k: plain({"M": v}) for k, v in by_moto.items()} == {k: plain({"M": v}) for k, v in sent.items()})
    dynamodb = boto3.client("dynamodb", endpoint_url=DYNAMODB, **REACH)
    s3 = boto3.client("s3", endpoint_url=S3, **REACH)
    s3.create_bucket(Bucket="exports")
    arn = create(dynamodb, items)
    check(s3, export(dynamodb, arn, ExportFormat="DYNAMODB_JSON"), "DYNAMODB_JSON", by_moto)
    check(s3, export(dynamodb, arn, ExportFormat="ION", S3Prefix="in/ion"), "ION", by_moto)
    if failures:
        sys.exit(f"{len(failures)} failed, of seed {SEED}")


main()
