package dev.sluice.bench.contestant;

import com.fasterxml.jackson.databind.json.JsonMapper;
import dev.sluice.failure.SluiceException;
import java.io.IOException;
import java.io.PrintStream;
import java.util.Map;
import org.apache.spark.sql.SparkSession;

/** A contestant's process: takes its task as JSON, and says what it measured as the last line of standard output. */
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
    try (SparkSession spark = LocalSpark.open(task.cores(), SETTINGS)) {
      Measured measured = new Passes(Scene.open(spark, task), contestant).run();
      out.println(json.writeValueAsString(measured));
    } catch (SluiceException e) {
      System.err.println(e.problem() + "\n" + e.remedy());
      System.exit(e.exitCode().code());
    }
    // clients leave threads behind
    System.exit(0);
  }
}
