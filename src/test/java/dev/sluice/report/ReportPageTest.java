package dev.sluice.report;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;

final class ReportPageTest {
  @Test
  void sample() throws IOException {
    for (int i = 0; i < 5; i++) {
      long t = System.nanoTime();
      ReportPage.render(SampleFigures.sample(), SampleFigures.manifest(), SampleFigures.RUN);
      System.out.println((System.nanoTime() - t) / 1e6 + " ms");
    }
    String page =
        ReportPage.render(SampleFigures.sample(), SampleFigures.manifest(), SampleFigures.RUN);
    Files.createDirectories(Path.of("target/pages"));
    Files.writeString(Path.of("target/pages/sample.html"), page);
    Files.writeString(
        Path.of("target/pages/empty.html"),
        ReportPage.render(SampleFigures.empty(), SampleFigures.emptyManifest(), SampleFigures.RUN));
    assertThat(page).contains("digits");
  }
}
