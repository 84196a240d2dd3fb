package dev.sluice.demo;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.sluice.failure.ExitCode;
import dev.sluice.failure.ResourceUnavailableException;
import dev.sluice.failure.SluiceException;
import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ServersClassPathTest {
  @TempDir
  private Path folder;

  @Test
  void theBuildsListIsFoundBesideItsClasses() {
    assertThat(List.of(ServersClassPath.find().split(File.pathSeparator, -1)))
        .anyMatch(jar -> jar.contains("DynamoDBLocal"))
        .anyMatch(jar -> jar.contains("s3proxy"))
        .last()
        .asString()
        .endsWith("classes");
  }

  @Test
  void withoutACheckoutTheRemedyIsToGetOne() {
    assertThatThrownBy(() -> ServersClassPath.read(folder.resolve("servers.classpath")))
        .isInstanceOf(ResourceUnavailableException.class)
        .hasMessageContaining("come with a checkout")
        .extracting(failure -> ((SluiceException) failure).exitCode())
        .isEqualTo(ExitCode.UNUSABLE);
  }

  @Test
  void aJarThatIsGoneIsNamed() throws IOException {
    Path there = Files.createFile(folder.resolve("there.jar"));
    Path gone = folder.resolve("gone.jar");
    Path list = Files.writeString(folder.resolve("list"), there + File.pathSeparator + gone + "\n");

    assertThatThrownBy(() -> ServersClassPath.read(list))
        .isInstanceOf(ResourceUnavailableException.class)
        .hasMessageContaining("gone.jar");
  }
}
