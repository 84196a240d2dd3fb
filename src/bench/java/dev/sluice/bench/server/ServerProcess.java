package dev.sluice.bench.server;

import com.fasterxml.jackson.databind.json.JsonMapper;
import dev.sluice.bench.pages.BenchTable;
import dev.sluice.demo.ServersProcess;
import dev.sluice.failure.ResourceUnavailableException;
import java.io.BufferedReader;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** A server in a virtual machine of its own, from start to end. */
public final class ServerProcess implements AutoCloseable {
  private static final long PATIENCE_SECONDS = 5;

  private final BenchTable table;
  private final Process process;
  private final Served served;

  private ServerProcess(BenchTable table, Process process, Served served) {
    this.table = table;
    this.process = process;
    this.served = served;
  }

  /** Starts one and waits until its pages are made. */
  public static ServerProcess start(ServerOptions options) {
    List<String> command = new ArrayList<>(List.of(
        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
        "-Xmx1g",
        "-XX:+UseSerialGC",
        "-cp",
        System.getProperty("java.class.path"),
        ServerMain.class.getName()));
    command.addAll(options.arguments());
    try {
      Process process = new ProcessBuilder(command)
          .redirectError(ProcessBuilder.Redirect.INHERIT)
          .start();
      BufferedReader out = process.inputReader();
      String line = out.readLine();
      if (line == null) {
        throw new IOException("it ended before it was ready");
      }
      Served served = new JsonMapper().readValue(line, Served.class);
      return new ServerProcess(options.table(), process, served);
    } catch (IOException e) {
      throw new ResourceUnavailableException(
          "the bench's server cannot be started: " + e.getMessage(),
          "See what Java says above; 2 GB of memory must be free for it.",
          e);
    }
  }

  public BenchTable table() {
    return table;
  }

  public Served served() {
    return served;
  }

  public URI endpoint() {
    return URI.create("http://127.0.0.1:" + served.port());
  }

  /** CPU that the server has used since its start. */
  public double cpuSeconds() {
    return cpuSeconds(endpoint());
  }

  /** CPU that the server at this endpoint has used since its start. */
  public static double cpuSeconds(URI endpoint) {
    try {
      HttpRequest request = HttpRequest.newBuilder(endpoint).build();
      String seconds =
          HttpClient.newHttpClient().send(request, BodyHandlers.ofString()).body();
      return Double.parseDouble(seconds);
    } catch (IOException e) {
      throw new ResourceUnavailableException(
          "the bench's server does not answer: " + e.getMessage(), "Start the bench again.", e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new ResourceUnavailableException("the bench was interrupted", "Start it again.", e);
    }
  }

  @Override
  public void close() {
    ServersProcess.stop(process, PATIENCE_SECONDS);
  }
}
