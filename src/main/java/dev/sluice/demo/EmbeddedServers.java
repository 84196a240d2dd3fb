package dev.sluice.demo;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.sluice.failure.ResourceUnavailableException;
import dev.sluice.table.AwsSettings;
import java.io.BufferedReader;
import java.io.BufferedWriter;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.TimeUnit;
import java.util.function.LongConsumer;
import org.jspecify.annotations.Nullable;

/**
 * An embedded DynamoDB and S3, for the demo, for tests and for newcomers: {@link ServersMain} in a child process
 * (neither server can share Spark's class path). Any credentials are accepted, and all share one database. The child
 * ends when this object is closed, or when this process ends for any reason.
 */
public final class EmbeddedServers implements AutoCloseable {
  private static final String REGION = "us-east-1";
  private static final long START_SECONDS = 60;
  private static final long STOP_SECONDS = 10;

  private final Process process;
  private final LastLines said;
  private final URI dynamoDb;
  private final URI s3;

  private EmbeddedServers(Process process, LastLines said, JsonNode endpoints) {
    this.process = process;
    this.said = said;
    this.dynamoDb = URI.create(endpoints.required("dynamodb").textValue());
    this.s3 = URI.create(endpoints.required("s3").textValue());
  }

  /** Starts both servers, with S3's objects in a temporary folder that is deleted at the end. */
  public static EmbeddedServers start() {
    return start(List.of());
  }

  /** Starts both servers, with S3's objects in this folder, which stays. It is created if missing. */
  public static EmbeddedServers start(Path s3Folder) {
    return start(List.of(s3Folder.toAbsolutePath().toString()));
  }

  private static EmbeddedServers start(List<String> arguments) {
    Process process = ServersProcess.start(ServersClassPath.find(), arguments);
    LastLines said = LastLines.of(process.errorReader());
    try {
      return new EmbeddedServers(process, said, endpoints(process));
    } catch (IOException | CompletionException e) {
      process.destroyForcibly();
      throw new ResourceUnavailableException(
          "the embedded servers did not start: " + e.getMessage() + said.text(),
          "If one of their jars is damaged, delete it from the local Maven repository and start again.",
          e);
    }
  }

  private static JsonNode endpoints(Process process) throws IOException {
    String line = firstLine(process.inputReader());
    if (line == null) {
      throw new IOException("they ended before they were ready");
    }
    return new ObjectMapper().readTree(line);
  }

  private static @Nullable String firstLine(BufferedReader answer) {
    return CompletableFuture.supplyAsync(() -> {
          try {
            return answer.readLine();
          } catch (IOException e) {
            throw new UncheckedIOException(e);
          }
        })
        .orTimeout(START_SECONDS, TimeUnit.SECONDS)
        .join();
  }

  /**
   * Makes the sample tables, within the servers' process. Not for two threads at once.
   *
   * @param progress receives the number of items written so far, of {@link SampleTables#ITEMS}
   * @throws ResourceUnavailableException if the servers end meanwhile
   */
  public void loadSampleTables(LongConsumer progress) {
    try {
      BufferedWriter orders = process.outputWriter();
      orders.write(ServersMain.LOAD);
      orders.newLine();
      orders.flush();
      for (String line = answer(); !line.equals(ServersMain.LOADED); line = answer()) {
        progress.accept(Long.parseLong(line));
      }
    } catch (IOException e) {
      process.destroyForcibly();
      throw new ResourceUnavailableException(
          "the sample tables could not be loaded: " + e.getMessage() + said.text(),
          "Check that 512 MB of memory are free, and start again.",
          e);
    }
  }

  private String answer() throws IOException {
    String line = process.inputReader().readLine();
    if (line == null) {
      throw new IOException("the embedded servers ended");
    }
    return line;
  }

  /** Returns {@code http://127.0.0.1:<port>} of DynamoDB. */
  public URI dynamoDb() {
    return dynamoDb;
  }

  /** Returns {@code http://127.0.0.1:<port>} of S3; buckets are in the path, not in the host's name. */
  public URI s3() {
    return s3;
  }

  /** Returns the control of exports and of their clock. */
  public ExportControl exports() {
    return new ExportControl(dynamoDb);
  }

  /** Returns settings for both servers; credentials must be present, but any are accepted. */
  public AwsSettings settings() {
    return new AwsSettings(REGION, dynamoDb, s3, null);
  }

  /** Returns the child's process id. */
  public long pid() {
    return process.pid();
  }

  /** Ends the child, by force if it has not ended within ten seconds; may be called again. */
  @Override
  public void close() {
    ServersProcess.stop(process, STOP_SECONDS);
  }
}
