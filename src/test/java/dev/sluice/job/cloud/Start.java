package dev.sluice.job.cloud;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * How a parameter file of {@code jobs/}, filled by {@code jobs/fill}, starts the job.
 *
 * @param options spark-submit's
 * @param jar the one with the job
 * @param arguments what {@code main} is given
 */
public record Start(List<String> options, String jar, List<String> arguments) {
  private static final ObjectMapper JSON = new ObjectMapper();

  /** What Glue adds, or is asked for beside the job's own arguments; none of it concerns the job. */
  private static final List<String> GLUES_OWN = List.of(
      "--JOB_ID",
      "j_cf2a",
      "--JOB_RUN_ID",
      "jr_93ab",
      "--JOB_NAME",
      "sluice",
      "--TempDir",
      "s3://aws-glue-assets-123456789012-us-east-1/temporary/",
      "--enable-metrics",
      "--enable-observability-metrics",
      "true",
      "--enable-spark-ui",
      "",
      "--spark-event-logs-path",
      "s3://aws-glue-assets-123456789012-us-east-1/sparkHistoryLogs/",
      "--enable-glue-datacatalog",
      "true",
      "--job-bookmark-option",
      "job-bookmark-disable");

  /** A step of EMR on EC2. */
  public static Start ofStep(Map<String, String> names) throws Exception {
    List<String> words = texts(filled("emr/step.json", names).at("/0/Args"));
    assertThat(words).startsWith("spark-submit");
    int jar = words.indexOf(
        words.stream().filter(word -> word.endsWith(".jar")).findFirst().orElseThrow());
    return new Start(words.subList(1, jar), words.get(jar), words.subList(jar + 1, words.size()));
  }

  /** A job run of EMR Serverless. */
  public static Start ofJobRun(Map<String, String> names) throws Exception {
    return ofSparkSubmit(filled("emr-serverless/job-run.json", names).at("/jobDriver/sparkSubmit"));
  }

  /** EMR Serverless's {@code sparkSubmit}. */
  static Start ofSparkSubmit(JsonNode submit) {
    return new Start(
        List.of(submit.path("sparkSubmitParameters").asText().split(" ")),
        submit.path("entryPoint").asText(),
        texts(submit.path("entryPointArguments")));
  }

  /** A job of Glue and its run. */
  public static Start ofGlue(String version, Map<String, String> names) throws Exception {
    return ofGlue(
        filled("glue/job-" + version + ".json", names).path("DefaultArguments"),
        filled("glue/job-run.json", names).path("Arguments"));
  }

  /** Glue gives all arguments to the script, its own as well, in an order of its own. */
  static Start ofGlue(JsonNode ofJob, JsonNode ofRun) {
    assertThat(ofJob.path("--job-language").asText()).isEqualTo("scala");
    List<String> arguments = new ArrayList<>(GLUES_OWN);
    for (JsonNode some : List.of(ofRun, ofJob)) {
      some.fields().forEachRemaining(named -> {
        arguments.add(named.getKey());
        arguments.add(named.getValue().asText());
      });
    }
    return new Start(
        List.of(
            "--class",
            ofJob.path("--class").asText(),
            "--conf",
            ofJob.path("--conf").asText()),
        ofJob.path("--extra-jars").asText(),
        arguments);
  }

  private static JsonNode filled(String file, Map<String, String> names) throws Exception {
    ProcessBuilder fill = new ProcessBuilder("jobs/fill", "jobs/" + file)
        .redirectError(ProcessBuilder.Redirect.INHERIT);
    fill.environment().putAll(names);
    Process process = fill.start();
    String text = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    if (process.waitFor() != 0) {
      throw new IOException("jobs/fill fails for " + file);
    }
    return JSON.readTree(text);
  }

  private static List<String> texts(JsonNode array) {
    List<String> texts = new ArrayList<>();
    array.forEach(element -> texts.add(element.asText()));
    return texts;
  }
}
