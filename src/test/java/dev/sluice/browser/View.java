package dev.sluice.browser;

/**
 * What a page is looked at through.
 *
 * @param width of the window, in CSS pixels
 * @param scheme {@code light} or {@code dark}
 * @param print on paper
 */
public record View(String name, int width, int height, String scheme, boolean print) {
  @Override
  public String toString() {
    return name + "-" + scheme;
  }
}
