"""The data source from PySpark: reads, filters, SQL and a write. Usage: source.py ENDPOINT COPY; prints a JSON object."""

import json
import sys

from pyspark.sql import SparkSession, functions

endpoint, copy = sys.argv[1:]
spark = SparkSession.builder.appName("source").getOrCreate()
options = {"endpoint": endpoint, "region": "us-east-1"}


def table(name):
    return spark.read.format("sluice").options(**options, table=name).load()


def rows(query):
    return [row.asDict() for row in spark.sql(query).collect()]


events = table("InferenceMetadata")
events.createOrReplaceTempView("events")
table("InferenceFeedback").createOrReplaceTempView("labels")
fast = events.filter("modelName = 'iris-species' AND latencyMs < 0.2").select("requestId", "latencyMs")
fast.createOrReplaceTempView("fast")

events.filter("modelName = 'iris-species'").write.format("sluice").options(**options, table=copy).mode("append").save()


@functions.udf("string")
def share(metrics):
    """Of a struct of which Spark reads one field or all."""
    return None if metrics is None or metrics["accuracy"] is None else str(metrics["accuracy"])


@functions.udf("boolean")
def fits(accuracy, tags):
    return accuracy is not None and "manual" in tags


experiments = table("mlops-experiments")
measured = experiments.filter(fits("metrics.accuracy", "tags")).select(
    "experiment_id", share("metrics").alias("accuracy"), functions.udf(len, "int")("tags").alias("tags")
)

found = {
    "schema": {field.name: [field.dataType.simpleString(), field.metadata] for field in events.schema.fields},
    "plan": spark.sql("EXPLAIN SELECT * FROM fast").first()[0],
    "fast": fast.count(),
    "failed": events.filter(events.errorMessage.isNotNull()).count(),
    "models": rows(
        "SELECT modelName, count(*) requests, count(latencyMs) measured, min(latencyMs) least, max(latencyMs) most,"
        " sum(latencyMs) total FROM events GROUP BY modelName"
    ),
    "labelled": rows(
        "SELECT modelName, count(DISTINCT requestId) requests FROM events JOIN labels USING (requestId) GROUP BY modelName"
    ),
    "measured": [row.asDict() for row in measured.collect()],
    "copied": table(copy).count(),
}
print(json.dumps(found, default=str))
