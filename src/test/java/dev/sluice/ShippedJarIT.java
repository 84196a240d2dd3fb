package dev.sluice;

import static java.util.Map.entry;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Enumeration;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.jar.JarEntry;
import java.util.jar.JarFile;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import scala.util.Properties;

/** What is in the shipped jar, and under which names. */
class ShippedJarIT {
  private static final Path FILE = Path.of(System.getProperty("sluice.jar", ""));
  private static final long MAX_BYTES = 40_000_000;
  private static final String OWN = "dev/sluice/";
  private static final String SHADED = OWN + "shaded/";
  private static final String SERVICES = "META-INF/services/";

  /** Where a library's classes are below {@link #SHADED}, and how the list of licences calls it. */
  private static final Map<String, String> LIBRARIES = Map.ofEntries(
      entry("software/amazon/awssdk/", "software.amazon.awssdk"),
      entry("software/amazon/eventstream/", "software.amazon.eventstream"),
      entry("org/apache/hc/", "org.apache.httpcomponents"),
      entry("org/apache/commons/text/", "Apache Commons Text"),
      entry("org/apache/commons/statistics/", "Apache Commons Statistics"),
      entry("org/apache/commons/numbers/", "Numbers"),
      entry("org/apache/commons/rng/", "RNG"),
      entry("org/reactivestreams/", "org.reactivestreams"),
      entry("com/fasterxml/jackson/", "com.fasterxml.jackson"),
      entry("com/typesafe/config/", "com.typesafe"),
      entry("com/datadoghq/", "com.datadoghq"),
      entry("com/amazon/ion/", "com.amazon.ion"),
      entry("com/samskivert/", "com.samskivert"),
      entry("org/jetbrains/letsPlot/", "org.jetbrains.lets-plot"),
      entry("kotlin/", "org.jetbrains.kotlin"),
      entry("mu/", "io.github.microutils"),
      entry("org/jspecify/", "org.jspecify"),
      entry("picocli/", "info.picocli"));

  private static JarFile jar;
  private static Set<String> names;

  @BeforeAll
  static void open() throws IOException {
    jar = new JarFile(FILE.toFile());
    names = new HashSet<>();
    for (Enumeration<JarEntry> all = jar.entries(); all.hasMoreElements(); ) {
      names.add(all.nextElement().getName());
    }
  }

  @AfterAll
  static void close() throws IOException {
    jar.close();
  }

  @Test
  void tellsItsScala() throws IOException {
    String version = Properties.versionNumberString();
    String scala = version.substring(0, version.lastIndexOf('.'));
    assertThat(FILE.getFileName().toString()).startsWith("sluice_" + scala + "-");
    assertThat(jar.getManifest().getMainAttributes().getValue("Specification-Version"))
        .isEqualTo(scala);
  }

  @Test
  void isSmall() throws IOException {
    assertThat(Files.size(FILE)).isLessThan(MAX_BYTES);
  }

  @Test
  void whatItBringsAlongHasOtherNames() {
    assertThat(classes()).isNotEmpty().allMatch(name -> name.startsWith(OWN));
    assertThat(classes().stream().filter(name -> name.startsWith(SHADED)))
        .allMatch(name -> LIBRARIES.keySet().stream().anyMatch(l -> name.startsWith(SHADED + l)));
  }

  @Test
  void everyLibraryIsListedWithItsLicence() throws IOException {
    String list = String.join("\n", lines("META-INF/THIRD-PARTY.txt"));
    LIBRARIES.forEach((classes, called) -> {
      assertThat(classes()).as(classes).anyMatch(name -> name.startsWith(SHADED + classes));
      assertThat(list).contains(called);
    });
    assertThat(names).contains("META-INF/licenses/apache-2.0.txt", "META-INF/NOTICE");
  }

  @Test
  void servicesAreMergedAndNameWhatIsThere() throws IOException {
    List<String> services = names.stream()
        .filter(name -> name.startsWith(SERVICES) && !name.endsWith("/"))
        .toList();
    assertThat(services)
        .contains(SERVICES + "org.apache.spark.sql.sources.DataSourceRegister")
        .contains(SERVICES + "dev.sluice.shaded.com.fasterxml.jackson.databind.Module");
    for (String service : services) {
      assertThat(lines(service).stream().filter(line -> !line.isBlank() && !line.startsWith("#")))
          .as(service)
          .isNotEmpty()
          .allMatch(provider -> names.contains(provider.strip().replace('.', '/') + ".class"));
    }
    // of two libraries each
    assertThat(lines(SERVICES + "dev.sluice.shaded.com.fasterxml.jackson.databind.Module"))
        .hasSizeGreaterThanOrEqualTo(2);
  }

  private static List<String> classes() {
    return names.stream().filter(name -> name.endsWith(".class")).toList();
  }

  private static List<String> lines(String name) throws IOException {
    byte[] content = jar.getInputStream(jar.getJarEntry(name)).readAllBytes();
    return new String(content, StandardCharsets.UTF_8).lines().toList();
  }
}
