package dev.sluice.browser;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** One page in the browser. */
public final class Tab implements AutoCloseable {
  private static final Set<String> FAULTS = Set.of("error", "warning", "assert");
  private static final int NARROW = 600;

  private final DevTools tools;
  private final String target;
  private final String session;

  Tab(DevTools tools, String target, String session) {
    this.tools = tools;
    this.target = target;
    this.session = session;
    for (String domain : List.of("Page", "Runtime", "Log", "Network")) {
      call(domain + ".enable", Map.of());
    }
  }

  /** Loads a page and waits until all of it is there. */
  public Tab open(URI page) {
    call("Page.navigate", Map.of("url", page.toString()));
    call(
        "Runtime.evaluate",
        Map.of(
            "expression",
            "new Promise(done => document.readyState === 'complete' ? done() :"
                + " addEventListener('load', done))",
            "awaitPromise",
            true));
    return this;
  }

  /** What the page is looked at through. */
  public Tab through(View view) {
    call(
        "Emulation.setDeviceMetricsOverride",
        Map.of(
            "width",
            view.width(),
            "height",
            view.height(),
            "deviceScaleFactor",
            1,
            "mobile",
            view.width() < NARROW && !view.print()));
    call(
        "Emulation.setEmulatedMedia",
        Map.of(
            "media",
            view.print() ? "print" : "screen",
            "features",
            List.of(Map.of("name", "prefers-color-scheme", "value", view.scheme()))));
    return this;
  }

  /** The value of a JavaScript expression, of a promise what it comes to. */
  public JsonNode evaluate(String expression) {
    JsonNode result = call(
        "Runtime.evaluate",
        Map.of("expression", expression, "awaitPromise", true, "returnByValue", true));
    if (result.has("exceptionDetails")) {
      throw new AssertionError(result.get("exceptionDetails").toString());
    }
    return result.path("result").path("value");
  }

  /** Presses the tabulator, and lets go of it. */
  public void tabulator() {
    press("Tab", "\t", 9);
  }

  /** Presses the enter key, and lets go of it. */
  public void enter() {
    press("Enter", "\r", 13);
  }

  private void press(String key, String text, int code) {
    for (String type : List.of("keyDown", "keyUp")) {
      call(
          "Input.dispatchKeyEvent",
          Map.of(
              "type", type, "key", key, "code", key, "text", text, "windowsVirtualKeyCode", code));
    }
  }

  /** Errors and warnings of the page, its scripts and its style sheet. */
  public List<String> faults() {
    return tools.events(session).stream()
        .filter(Tab::isFault)
        .map(event -> event.params().toString())
        .toList();
  }

  private static boolean isFault(DevTools.Event event) {
    JsonNode said = event.params();
    return switch (event.method()) {
      case "Runtime.exceptionThrown" -> true;
      case "Runtime.consoleAPICalled" -> FAULTS.contains(said.path("type").asText());
      case "Log.entryAdded" -> FAULTS.contains(said.path("entry").path("level").asText());
      default -> false;
    };
  }

  /** The addresses that were asked for. */
  public List<String> requests() {
    return tools.events(session).stream()
        .filter(event -> event.method().equals("Network.requestWillBeSent"))
        .map(event -> event.params().path("request").path("url").asText())
        .toList();
  }

  /** Writes a picture of the whole page. */
  public void picture(Path file) throws IOException {
    JsonNode picture =
        call("Page.captureScreenshot", Map.of("format", "png", "captureBeyondViewport", true));
    write(file, picture);
  }

  /** Writes the page as it would be printed on A4. */
  public void pdf(Path file) throws IOException {
    JsonNode pdf = call(
        "Page.printToPDF",
        Map.of("paperWidth", 8.27, "paperHeight", 11.69, "printBackground", true));
    write(file, pdf);
  }

  private static void write(Path file, JsonNode answer) throws IOException {
    Files.createDirectories(file.toAbsolutePath().getParent());
    Files.write(file, Base64.getDecoder().decode(answer.path("data").asText()));
  }

  private JsonNode call(String method, Map<String, ?> parameters) {
    return tools.call(session, method, parameters);
  }

  @Override
  public void close() {
    tools.call("", "Target.closeTarget", Map.of("targetId", target));
  }
}
