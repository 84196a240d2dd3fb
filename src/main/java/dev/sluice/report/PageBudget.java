package dev.sluice.report;

import dev.sluice.report.PageView.Part;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/** Limits the bytes of a part of the page. */
final class PageBudget {
  private final List<Part> parts = new ArrayList<>();
  private long left;

  /**
   * @param bytes limit in bytes of UTF-8
   */
  PageBudget(long bytes) {
    this.left = bytes;
  }

  /** Returns whether the markup fits; if so, its bytes are used up. */
  boolean takes(String html) {
    int size = html.getBytes(StandardCharsets.UTF_8).length;
    if (size > left) {
      return false;
    }
    left -= size;
    parts.add(new Part(html));
    return true;
  }

  List<Part> parts() {
    return List.copyOf(parts);
  }
}
