package dev.sluice;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.testing.BuildFolder;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

/** {@code jobs/sluice} in a checkout of its own, with a Maven that does what the test says. */
@DisabledOnOs(OS.WINDOWS) // a bash script
class LauncherTest {
  private static final Path REPOSITORY = Path.of("").toAbsolutePath();
  private static final String BUILDS = """
      mkdir -p target/classes
      cp "$REAL/run.classpath" "$REAL/servers.classpath" target
      printf ':%s' "$REAL/classes" >>target/run.classpath
      echo "[INFO] Downloaded from central: https://example.org/a.jar (1.5 MB at 3.0 MB/s)"
      echo "[INFO] Downloaded from central: https://example.org/b.jar (500 kB at 3.0 MB/s)"
      echo built >>"$REAL_TARGET/builds"
      """;

  @TempDir
  private Path checkout;

  private Path tools;

  /** What a call of the script ended with. */
  private record Call(int exitCode, String out, String err) {
    List<String> said() {
      return err.lines().toList();
    }
  }

  @BeforeEach
  void checkOut() throws IOException {
    for (String file :
        List.of("jobs/sluice", "jobs/lib.sh", "conf/jvm.options", "conf/log4j2.properties")) {
      copy(file);
    }
    Files.writeString(checkout.resolve("conf/reference.conf"), "");
    Files.writeString(checkout.resolve("conf/prices.conf"), "");
    Files.writeString(checkout.resolve("pom.xml"), "");
    Files.createDirectories(checkout.resolve("src/main"));
    tools = Files.createDirectories(checkout.resolve("tools"));
  }

  @Test
  void whatIsMissingIsBuiltOnceAndTheJobRuns() throws Exception {
    maven(BUILDS);

    Call first = call("--version");
    Call second = call("--version");

    assertThat(first.exitCode()).as(first.err()).isZero();
    assertThat(first.out()).startsWith("sluice ").hasLineCount(1);
    assertThat(first.said()).anyMatch(line -> line.contains("The first time this fetches"));
    assertThat(first.said()).last().asString().contains("fetched 2 files, 2 MB");
    assertThat(second.out()).isEqualTo(first.out());
    assertThat(second.err()).isEmpty();
    assertThat(checkout.resolve("builds")).hasContent("built");
  }

  /** Else a warning of it stands before the JSON of a command. */
  @Test
  void whatTheVirtualMachineSaysIsNoOutput() throws Exception {
    maven(BUILDS);

    Call call = call(Map.of("SLUICE_JAVA_OPTS", "-XX:+PrintFlagsFinal"), "--version");

    assertThat(call.out()).startsWith("sluice ").hasLineCount(1);
    assertThat(call.err()).containsPattern("ReservedCodeCacheSize += 251658240");
  }

  @Tag("thorough")
  @Test
  void whatIsOlderThanItsSourcesIsBuiltAgain() throws Exception {
    maven(BUILDS);
    call("--version");
    Files.writeString(checkout.resolve("src/main/Changed.java"), "");

    assertThat(call("--version").err()).contains("building what has changed");
    assertThat(checkout.resolve("builds")).hasContent("built\nbuilt");
  }

  @Test
  void aFailedBuildShowsItsErrorsOnly() throws Exception {
    maven("""
        echo "[INFO] Scanning"
        echo "[ERROR] Some.java:[1,2] ';' expected -> [Help 1]"
        echo "[ERROR] "
        echo "[ERROR] Re-run Maven using the -X switch to enable full debug logging."
        exit 1
        """);

    Call call = call("demo");

    assertThat(call.exitCode()).isEqualTo(1);
    assertThat(call.out()).isEmpty();
    assertThat(call.err()).endsWith("Some.java:[1,2] ';' expected\n").doesNotContain("Scanning");
  }

  @Test
  void withoutANetworkItSaysSo() throws Exception {
    maven("echo '[ERROR] Could not transfer artifact a:b:jar:1 from/to central'; exit 1");

    Call call = call("demo");

    assertThat(call.exitCode()).isEqualTo(3);
    assertThat(call.said()).last().asString().contains("start again: it continues");
  }

  @Tag("thorough")
  @Test
  void aFailedBuildIsTriedAgain() throws Exception {
    maven("exit 1");
    call("--version");
    maven(BUILDS);

    assertThat(call("--version").exitCode()).isZero();
  }

  @Test
  void aWrongJavaIsNamed() throws Exception {
    tool("java", "echo '    java.specification.version = 25' >&2");

    Call call = call(Map.of("JAVA_HOME", ""), "demo");

    assertThat(call.exitCode()).isEqualTo(2);
    assertThat(call.said())
        .containsExactly(
            "sluice: Sluice runs on JDK 17 to 21, and 'java' is 25.",
            "sluice: Set JAVA_HOME to a JDK 17.");
  }

  @Test
  void aJavaHomeWithoutJavaIsNamed() throws Exception {
    Call call = call(Map.of("JAVA_HOME", "/nowhere"), "demo");

    assertThat(call.exitCode()).isEqualTo(2);
    assertThat(call.said()).hasSize(2).first().asString().contains("'/nowhere/bin/java'");
  }

  @Tag("thorough")
  @Test
  void theJobRunsInTheCallersFolder() throws Exception {
    maven(BUILDS);
    Path elsewhere = Files.createDirectories(checkout.resolve("else where"));

    Call call = new Shell(elsewhere, Map.of())
        .call(checkout.resolve("jobs/sluice").toString(), "export", "--config", "absent.conf");

    assertThat(call.exitCode()).isEqualTo(2);
    assertThat(call.err()).contains("absent.conf");
  }

  private Call call(String... arguments) throws Exception {
    return call(Map.of(), arguments);
  }

  private Call call(Map<String, String> environment, String... arguments) throws Exception {
    return new Shell(checkout, environment)
        .call(Stream.concat(Stream.of("jobs/sluice"), Stream.of(arguments)).toArray(String[]::new));
  }

  private void maven(String script) throws IOException {
    tool("mvn", script);
  }

  private void tool(String name, String script) throws IOException {
    Path file = Files.writeString(tools.resolve(name), "#!/usr/bin/env bash\nset -e\n" + script);
    Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rwxr-xr-x"));
  }

  private void copy(String file) throws IOException {
    Path target = checkout.resolve(file);
    Files.createDirectories(target.getParent());
    Files.copy(REPOSITORY.resolve(file), target);
  }

  /** Calls commands in a folder, the test's tools before all others. */
  private final class Shell {
    private final ProcessBuilder process;

    Shell(Path folder, Map<String, String> environment) {
      process = new ProcessBuilder().directory(folder.toFile());
      process.environment().put("JAVA_HOME", System.getProperty("java.home"));
      process.environment().put("PATH", tools + ":" + System.getenv("PATH"));
      process.environment().put("REAL", BuildFolder.resolve("").toString());
      process.environment().put("REAL_TARGET", checkout.toString());
      process.environment().remove("SLUICE_SPARK");
      process.environment().putAll(environment);
    }

    Call call(String... command) throws IOException, InterruptedException {
      Path out = Files.createTempFile(checkout, "out", "");
      Path err = Files.createTempFile(checkout, "err", "");
      Process started = process
          .command(command)
          .redirectOutput(out.toFile())
          .redirectError(err.toFile())
          .start();
      assertThat(started.waitFor(2, TimeUnit.MINUTES)).isTrue();
      return new Call(started.exitValue(), Files.readString(out), Files.readString(err));
    }
  }
}
