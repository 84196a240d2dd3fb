package dev.sluice.report;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;

/** Writes the sample page into a file: to look at it, and to see what a JVM loads for it. */
final class RenderSample {
  private RenderSample() {}

  public static void main(String[] args) throws IOException {
    Files.writeString(
        Path.of(args[0]),
        ReportPage.render(
            SampleFigures.sample(), SampleFigures.manifest(), Map.of(), SampleFigures.RUN));
  }
}
