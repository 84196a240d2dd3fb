package dev.sluice.job.cloud;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.sluice.job.args.Arguments;
import dev.sluice.job.args.Invocation;
import dev.sluice.job.args.Verb;
import dev.sluice.job.args.Verb.Requirement;
import dev.sluice.job.settings.ConfigErrors;
import dev.sluice.job.settings.Settings;
import dev.sluice.job.settings.SettingsReader;
import dev.sluice.table.AwsSettings;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** What the parameter files and the templates' schedules ask of Sluice. */
final class StartTest {
  private static final Map<String, String> NAMES = Map.of(
      "BUCKET", "some-bucket",
      "REGION", "us-east-1",
      "JAR", "sluice_2.12.jar",
      "RUN_ID", "r-1",
      "ROLE_ARN", "arn:aws:iam::123456789012:role/sluice",
      "APPLICATION", "00f1");
  private static final Map<String, String> PARAMETERS =
      Map.of("Bucket", "some-bucket", "SourceTable", "Log", "LabelsTable", "Truth");

  @Test
  void everyFileAsksForTheSame() throws Exception {
    Invocation asked = invocation(Start.ofStep(NAMES));

    assertThat(asked.verb()).isEqualTo(Verb.RUN);
    assertThat(asked.config()).isEqualTo("s3://some-bucket/jobs/sluice.conf");
    assertThat(asked.sets())
        .containsExactly("aws.region=us-east-1", "dataset.root=s3://some-bucket/sluice");
    assertThat(asked.json()).isTrue();
    assertThat(asked.runId()).hasToString("r-1");
    assertThat(
            List.of(Start.ofJobRun(NAMES), Start.ofGlue("5.1", NAMES), Start.ofGlue("6.0", NAMES)))
        .extracting(StartTest::invocation)
        .containsOnly(asked);
  }

  @Test
  void everyScheduleAsksForTheSame() throws Exception {
    Invocation asked = invocation(scheduledOnEmrServerless());

    assertThat(asked.verb()).isEqualTo(Verb.RUN);
    assertThat(asked.runId()).hasToString("nightly-d32c5kddcf5bb8c3");
    assertThat(invocation(scheduledOnGlue())).isEqualTo(asked);

    ConfigErrors faults = new ConfigErrors();
    Settings settings = SettingsReader.read(
        null, asked.sets(), Set.of(Requirement.ROOT, Requirement.TABLES), faults);
    assertThat(faults.all()).isEmpty();
    assertThat(settings.aws()).isEqualTo(new AwsSettings("us-east-1", null, null, null));
    assertThat(settings.source().table()).isEqualTo("Log");
    assertThat(settings.labels().table()).isEqualTo("Truth");
    assertThat(settings.experiments().table()).isNull();
    assertThat(settings.summary().table()).isEqualTo("sluice-summary");
    assertThat(settings.snapshot().root()).hasToString("s3://some-bucket/sluice");
  }

  @Test
  void aPlatformHasTheJarOfItsScala() throws Exception {
    assertThat(scheduledOnEmrServerless().jar()).isEqualTo("s3://some-bucket/jobs/sluice_2.12.jar");
    assertThat(scheduledOnGlue().jar()).isEqualTo("s3://some-bucket/jobs/sluice_2.12.jar");
    Template newer = new Template("glue", Map.of("GlueVersion", "6.0", "SourceTable", "Log"));
    assertThat(newer
            .resource("Job")
            .at("/Properties/DefaultArguments/--extra-jars")
            .asText())
        .endsWith("/jobs/sluice_2.13.jar");
  }

  private static Invocation invocation(Start start) {
    ConfigErrors faults = new ConfigErrors();
    Invocation read = Arguments.read(faults, start.arguments().toArray(String[]::new))
        .invocation()
        .orElseThrow();
    assertThat(faults.all()).isEmpty();
    return read;
  }

  private static Start scheduledOnEmrServerless() throws Exception {
    JsonNode input = input(new Template("emr-serverless", PARAMETERS));
    return Start.ofSparkSubmit(asTheApiSpellsIt(input).at("/jobDriver/sparkSubmit"));
  }

  private static Start scheduledOnGlue() throws Exception {
    Template template = new Template("glue", PARAMETERS);
    return Start.ofGlue(
        template.resource("Job").at("/Properties/DefaultArguments"),
        input(template).path("Arguments"));
  }

  private static JsonNode input(Template template) throws Exception {
    String text = template.resource("Nightly").at("/Properties/Target/Input").asText();
    return new ObjectMapper()
        .readTree(text.replace("<aws.scheduler.execution-id>", "d32c5kddcf5bb8c3"));
  }

  /** EventBridge Scheduler wants names to begin with a capital. */
  private static JsonNode asTheApiSpellsIt(JsonNode node) {
    if (!node.isObject()) {
      return node;
    }
    ObjectNode spelt = new ObjectMapper().createObjectNode();
    node.fields().forEachRemaining(field -> {
      String name = field.getKey();
      spelt.set(
          Character.toLowerCase(name.charAt(0)) + name.substring(1),
          asTheApiSpellsIt(field.getValue()));
    });
    return spelt;
  }
}
