package dev.sluice.job.settings;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpServer;
import dev.sluice.failure.ConfigError;
import dev.sluice.testing.TestServers;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import software.amazon.awssdk.core.sync.RequestBody;

/** What a configuration file may include, and what it may take from the environment. */
final class IncludesTest {
  private static final String SECRET = "wJalrXUtnFEMI/K7MDENG/bPxRfiCYEXAMPLEKEY";

  @TempDir
  Path outside;

  private Path folder;

  @BeforeEach
  void makeFolder() throws IOException {
    folder = Files.createDirectories(outside.resolve("conf"));
    Files.writeString(outside.resolve("canary.conf"), "sluice.source.table = canary-" + SECRET);
    Files.writeString(outside.resolve("canary.txt"), "canary " + SECRET + " { [ }");
  }

  @Test
  void filesBesideAndBelowAreIncluded() throws IOException {
    Files.createDirectories(folder.resolve("teams/of one"));
    Files.writeString(folder.resolve("common.conf"), "sluice.events.model = model");
    Files.writeString(folder.resolve("teams/a.conf"), "include \"of one/b\"");
    Files.writeString(folder.resolve("teams/of one/b.conf"), "sluice.events.id = ref");

    Settings settings = sound("""
        include "common.conf"
        include required(file("teams/a.conf"))
        sluice.source.table = Log
        """);

    assertThat(settings.events().model()).isEqualTo("model");
    assertThat(settings.events().id()).isEqualTo("ref");
    assertThat(settings.source().table()).isEqualTo("Log");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "include \"../canary.conf\"",
        "include file(\"../canary.conf\")",
        "include \"teams/../../canary.conf\"",
        "include \"OUTSIDE/canary.conf\"",
        "include required(file(\"OUTSIDE/canary.conf\"))",
        "include url(\"file:OUTSIDE/canary.conf\")",
        "include \"file:OUTSIDE/canary.conf\"",
        "include file(\"/etc/passwd\")",
        "include \"link.conf\"",
        "include \"linked/canary.conf\"",
        "include \"canary.txt\"",
        "include \"nosuch.conf\"",
        "include classpath(\"reference.conf\")",
        "include \"self.conf\"",
        "include \".hidden.conf\"",
      })
  void nothingElseIs(String include) throws IOException {
    Files.createSymbolicLink(folder.resolve("link.conf"), outside.resolve("canary.conf"));
    Files.createSymbolicLink(folder.resolve("linked"), outside);
    Files.writeString(folder.resolve("canary.txt"), SECRET);
    Files.writeString(folder.resolve(".hidden.conf"), "sluice.events.id = " + SECRET);
    Files.writeString(folder.resolve("self.conf"), "include \"self.conf\"");

    assertThat(faults(include.replace("OUTSIDE", outside.toString()), Map.of()))
        .singleElement()
        .satisfies(fault -> {
          assertThat(fault.key()).isEqualTo("--config");
          assertThat(fault.problem()).startsWith("include ");
          assertThat(fault.toString()).doesNotContain(SECRET);
        });
  }

  @Test
  void aFileByItsAddressIsAFileLikeAnyOther() throws IOException {
    Files.createSymbolicLink(folder.resolve("link.conf"), outside.resolve("canary.conf"));
    Files.writeString(folder.resolve("common.conf"), "sluice.events.model = model");
    Path file = file("include \"common.conf\"\ninclude \"link.conf\"");

    ConfigErrors faults = new ConfigErrors();
    SettingsReader.read(file.toUri().toString(), List.of(), Set.of(), faults);

    assertThat(faults.all()).singleElement().satisfies(fault -> assertThat(fault.problem())
        .isEqualTo("include \"link.conf\" is not there"));
  }

  @Test
  void objectsBesideAnObjectAreIncluded() {
    String bucket = TestServers.bucket();
    put(bucket, "jobs/c.conf", "include \"teams/a.conf\"");
    put(bucket, "jobs/teams/a.conf", "sluice.events.model = model");
    put(bucket, "jobs/d.conf", "include \"../outside.conf\"");
    put(bucket, "outside.conf", "sluice.events.model = " + SECRET);
    List<String> sets =
        List.of("aws.region=us-east-1", "aws.s3-endpoint=" + TestServers.s3Endpoint());

    ConfigErrors faults = new ConfigErrors();
    Settings settings =
        SettingsReader.read("s3a://" + bucket + "/jobs/c.conf", sets, Set.of(), faults);
    assertThat(faults.all()).isEmpty();
    assertThat(settings.events().model()).isEqualTo("model");
    SettingsReader.read("s3a://" + bucket + "/jobs/d.conf", sets, Set.of(), faults);
    assertThat(faults.all()).singleElement().satisfies(fault -> assertThat(fault.toString())
        .contains("include \"../outside.conf\" is no HOCON file")
        .doesNotContain(SECRET));
  }

  private static void put(String bucket, String key, String content) {
    TestServers.s3().putObject(o -> o.bucket(bucket).key(key), RequestBody.fromString(content));
  }

  @Test
  void noHostIsAsked() throws IOException {
    AtomicInteger calls = new AtomicInteger();
    HttpServer canary =
        HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    canary.createContext("/", exchange -> {
      calls.incrementAndGet();
      exchange.close();
    });
    canary.start();
    try {
      String url = "http://127.0.0.1:" + canary.getAddress().getPort() + "/x.conf";
      assertThat(faults("include url(\"" + url + "\")", Map.of())).hasSize(1);
      assertThat(faults("include \"" + url + "\"", Map.of())).hasSize(1);
      ConfigErrors faults = new ConfigErrors();
      SettingsReader.read(
          null,
          List.of("analytics.targets={ include url(\"" + url + "\") }", "source.columns=[${?X}"),
          Set.of(),
          faults);
      assertThat(faults.all()).hasSize(2);
    } finally {
      canary.stop(0);
    }
    assertThat(calls).hasValue(0);
  }

  @Test
  void aFileThatDoesNotParseIsNotShown() throws IOException {
    assertThat(faults("sluice {\n  source.table = " + SECRET + " @ {\n", Map.of()))
        .singleElement()
        .satisfies(fault -> {
          assertThat(fault.problem()).isEqualTo("is not HOCON at line 2 of c.conf");
          assertThat(fault.toString()).doesNotContain(SECRET);
        });
    Files.writeString(folder.resolve("other.conf"), "a = 1\nb = [" + SECRET + "\n");
    assertThat(faults("include \"other.conf\"", Map.of())).singleElement().satisfies(fault -> {
      assertThat(fault.problem()).startsWith("is not HOCON at line").endsWith("other.conf");
      assertThat(fault.toString()).doesNotContain(SECRET);
    });
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "sluice.source.kind = ${AWS_SECRET_ACCESS_KEY}",
        "sluice.source.table = ${?AWS_SECRET_ACCESS_KEY}",
        "sluice.aws.dynamodb-endpoint = \"http://127.0.0.1:1/\"${?AWS_SECRET_ACCESS_KEY}",
        "sluice.source.columns = [a, ${?AWS_SESSION_TOKEN}]",
        "sluice.summary.namespace = ${?MY_DB_PASSWORD}",
        "sluice.summary.namespace = ${?SomeApiToken}",
        "sluice.source.kind = ${?API_KEY}",
        "sluice.source.segments = ${?DB_PASS}",
        "nokey = ${GITHUB_PAT}",
        "x = ${?AWS_SECRET_ACCESS_KEY}\nsluice.report.path = /tmp/${?x}",
        "sluice.dataset.derived.a.sql = ${?AWS_SECRET_ACCESS_KEY}",
        "sluice.analytics.targets.a = ${?AWS_CONTAINER_AUTHORIZATION_TOKEN}",
      })
  void secretsAreNoValues(String text) throws IOException {
    Map<String, String> environment = Map.of(
        "API_KEY", SECRET,
        "DB_PASS", SECRET,
        "GITHUB_PAT", SECRET,
        "AWS_SECRET_ACCESS_KEY", SECRET,
        "AWS_SESSION_TOKEN", SECRET,
        "MY_DB_PASSWORD", SECRET,
        "SomeApiToken", SECRET);
    assertThat(faults(text, environment)).isNotEmpty().allSatisfy(fault -> {
      assertThat(fault.key()).isNotEqualTo("--config");
      assertThat(fault.toString()).doesNotContain(SECRET);
    });
    assertThat(faults(text, environment))
        .anySatisfy(fault -> assertThat(fault.problem()).contains("uses a secret"));
    assertThat(faults(text, environment))
        .extracting(ConfigError::value)
        .anyMatch(value -> value.matches("\\$\\{\\w+}"));
  }

  @Test
  void otherVariablesAreValues() throws IOException {
    ConfigErrors faults = new ConfigErrors();
    Settings settings = SettingsReader.read(
        file("sluice.source.table = ${TABLE}\nsluice.events.id = ${?NOT_SET}").toString(),
        List.of("source.columns=[\"${X}\", ${X}, requestId]"),
        new Environment(Map.of("TABLE", "Log", "X", "timestamp")),
        Set.of(),
        faults);

    assertThat(faults.all()).isEmpty();
    assertThat(settings.source().table()).isEqualTo("Log");
    assertThat(settings.source().columns()).containsExactly("${X}", "timestamp", "requestId");
    assertThat(settings.events().id()).isEqualTo("requestId");
  }

  private Settings sound(String text) throws IOException {
    ConfigErrors faults = new ConfigErrors();
    Settings settings = SettingsReader.read(file(text).toString(), List.of(), Set.of(), faults);
    assertThat(faults.all()).isEmpty();
    return settings;
  }

  private List<ConfigError> faults(String text, Map<String, String> environment)
      throws IOException {
    ConfigErrors faults = new ConfigErrors();
    SettingsReader.read(
        file(text).toString(), List.of(), new Environment(environment), Set.of(), faults);
    return faults.all();
  }

  private Path file(String text) throws IOException {
    return Files.writeString(folder.resolve("c.conf"), text);
  }
}
