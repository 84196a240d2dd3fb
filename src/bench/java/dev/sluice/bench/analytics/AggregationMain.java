package dev.sluice.bench.analytics;

import com.fasterxml.jackson.databind.json.JsonMapper;
import dev.sluice.bench.contestant.LocalSpark;
import java.io.IOException;
import java.io.PrintStream;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.apache.spark.sql.SparkSession;

/** A contender's process: takes its task as JSON, and says what it measured as the one line of standard output. */
public final class AggregationMain {
  private static final Map<String, String> PLAIN =
      Map.of("spark.sql.inMemoryColumnarStorage.compressed", "false");

  private AggregationMain() {}

  public static void main(String[] arguments) throws IOException {
    PrintStream out = System.out;
    // what libraries print there is not the result
    System.setOut(System.err);
    JsonMapper json = new JsonMapper();
    AggregationTask task = json.readValue(arguments[0], AggregationTask.class);
    Contender contender = Contender.byId(task.contender()).orElseThrow();
    try (SparkSession spark = LocalSpark.open(task.cores(), PLAIN)) {
      List<Aggregated> all = new ArrayList<>();
      for (Shape shape : task.shapes()) {
        all.add(new AggregationPasses(spark, contender, shape, task).run());
      }
      out.println(json.writeValueAsString(all));
    }
  }
}
