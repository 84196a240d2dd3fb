package dev.sluice.report;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The page needs neither a display nor a font: no class of AWT is even loaded. */
final class WithoutAwtTest {
  @Tag("thorough")
  @Test
  void loadsNothingOfAwt(@TempDir Path folder) throws IOException, InterruptedException {
    Path loaded = folder.resolve("loaded.txt");
    Path page = folder.resolve("page.html");
    Process java = new ProcessBuilder(
            Path.of(System.getProperty("java.home"), "bin", "java").toString(),
            "-Xlog:class+load:file=" + loaded,
            "-cp",
            System.getProperty("java.class.path"),
            RenderSample.class.getName(),
            page.toString())
        .redirectErrorStream(true)
        .redirectOutput(folder.resolve("out.txt").toFile())
        .start();
    assertThat(java.waitFor(2, TimeUnit.MINUTES)).isTrue();
    assertThat(java.exitValue()).as(Files.readString(folder.resolve("out.txt"))).isZero();
    assertThat(Files.readString(page)).isEqualTo(Pages.render(SampleFigures.sample()));
    assertThat(Files.readAllLines(loaded))
        .noneMatch(line -> line.contains(" java.awt.") || line.contains(" sun.awt."));
  }
}
