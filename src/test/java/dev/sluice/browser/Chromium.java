package dev.sluice.browser;

import java.io.BufferedReader;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/** A headless Chromium process with a profile of its own; closing ends it. */
public final class Chromium implements AutoCloseable {
  /** Which Chromium: a system property. */
  public static final String PROGRAM = "sluice.chromium";

  private static final String LISTENING = "DevTools listening on ";
  private static final int SECONDS = 20;

  private final Process process;
  private final DevTools tools;

  private Chromium(Process process, DevTools tools) {
    this.process = process;
    this.tools = tools;
  }

  /**
   * Starts one.
   *
   * @param profile an empty folder
   */
  public static Chromium start(Path profile) throws IOException {
    String program = System.getProperty(PROGRAM);
    if (program == null) {
      throw new AssertionError("no Chromium is given. Run jobs/check report.");
    }
    List<String> command = new ArrayList<>(List.of(
        program,
        "--headless=new",
        "--remote-debugging-port=0",
        "--user-data-dir=" + profile,
        "--no-first-run",
        "--disable-background-networking",
        "--disable-component-update",
        "--disable-dev-shm-usage",
        "--disable-gpu",
        "--disable-sync",
        "--hide-scrollbars"));
    if ("root".equals(System.getProperty("user.name"))) {
      // Chromium refuses root its sandbox; the pages are our own
      command.add("--no-sandbox");
    }
    Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
    try {
      return new Chromium(process, new DevTools(endpoint(process)));
    } catch (IOException | RuntimeException | AssertionError e) {
      process.destroyForcibly();
      throw e;
    }
  }

  private static URI endpoint(Process process) throws IOException {
    StringBuilder said = new StringBuilder();
    BufferedReader out = process.inputReader();
    for (String line = out.readLine(); line != null; line = out.readLine()) {
      if (line.startsWith(LISTENING)) {
        return URI.create(line.substring(LISTENING.length()).strip());
      }
      said.append(line).append('\n');
    }
    throw new AssertionError("Chromium ended without an endpoint:\n" + said);
  }

  /** An empty tab. */
  public Tab tab() {
    String target = tools
        .call("", "Target.createTarget", Map.of("url", "about:blank"))
        .path("targetId")
        .asText();
    String session = tools
        .call("", "Target.attachToTarget", Map.of("targetId", target, "flatten", true))
        .path("sessionId")
        .asText();
    return new Tab(tools, target, session);
  }

  /** Ends the process. */
  @Override
  public void close() {
    tools.call("", "Browser.close", Map.of());
    tools.close();
    try {
      if (!process.waitFor(SECONDS, TimeUnit.SECONDS)) {
        process.destroyForcibly();
      }
    } catch (InterruptedException e) {
      process.destroyForcibly();
      Thread.currentThread().interrupt();
    }
  }
}
