package dev.sluice.bench.contestant;

import com.fasterxml.jackson.databind.json.JsonMapper;
import dev.sluice.failure.SluiceException;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import org.apache.spark.sql.SparkSession;

/**
 * A contestant's process: takes its task as JSON, warms up, then makes a pass for each line of standard input and, when
 * that ends, says what it measured. It answers on standard output, a line each.
 */
public final class ContestantMain {
  private static final Map<String, String> SETTINGS = Map.of(
      "spark.sql.session.timeZone",
      "UTC",
      // audienceproject's connector loses a struct of which the check uses a part
      "spark.sql.optimizer.nestedSchemaPruning.enabled",
      "false");

  private ContestantMain() {}

  public static void main(String[] arguments) throws IOException {
    PrintStream out = System.out;
    // what libraries print there is not the result
    System.setOut(System.err);
    JsonMapper json = new JsonMapper();
    Task task = json.readValue(arguments[0], Task.class);
    Contestant contestant = Contestants.byId(task.contestant()).orElseThrow().make();
    try (SparkSession spark = LocalSpark.open(task.conditions().cores(), SETTINGS)) {
      Passes passes = new Passes(Scene.open(spark, task), contestant);
      passes.warmUp();
      out.println("warm");
      BufferedReader questions =
          new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8));
      while (questions.readLine() != null) {
        out.println(json.writeValueAsString(passes.measure()));
      }
      out.println(json.writeValueAsString(passes.end()));
    } catch (SluiceException e) {
      System.err.println(e.problem() + "\n" + e.remedy());
      System.exit(e.exitCode().code());
    }
    // clients leave threads behind
    System.exit(0);
  }
}
