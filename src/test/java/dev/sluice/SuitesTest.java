package dev.sluice;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.testing.BuildFolder;
import java.io.IOException;
import java.lang.reflect.AnnotatedElement;
import java.lang.reflect.Method;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.platform.commons.annotation.Testable;
import org.junit.platform.commons.support.AnnotationSupport;

/**
 * The suites of the tests. A test without a tag runs in {@code mvn verify}. A tag moves it to a suite of {@code
 * jobs/check}: {@code thorough}, {@code long} (one suite for each test) or {@code browser}.
 */
class SuitesTest {
  private static final Set<String> TAGS = Set.of("thorough", "long", "browser");

  private static List<Method> tests;

  @BeforeAll
  static void find() throws IOException {
    Path root = BuildFolder.resolve("test-classes");
    try (Stream<Path> files = Files.walk(root.resolve("dev"))) {
      tests = files
          .map(file -> root.relativize(file).toString())
          .filter(name -> name.matches(".*(Test|IT)(\\$\\w+)?\\.class"))
          .map(name -> load(name.substring(0, name.length() - ".class".length())))
          .flatMap(type -> Arrays.stream(type.getDeclaredMethods()))
          .filter(method -> AnnotationSupport.isAnnotated(method, Testable.class))
          .toList();
    }
    assertThat(tests).hasSizeGreaterThan(1_000);
  }

  @Test
  void aTestIsInOneSuite() {
    assertThat(tests).allSatisfy(test -> assertThat(tags(test).toList())
        .as("tags of %s", test)
        .hasSizeLessThan(2)
        .isSubsetOf(TAGS));
  }

  /** Whoever breaks a package is told by {@code mvn verify}, whatever runs later. */
  @Test
  void everyPackageIsTestedByMvnVerify() {
    Set<String> all = tests.stream().map(SuitesTest::home).collect(Collectors.toSet());
    assertThat(tests.stream().filter(test -> tags(test).findAny().isEmpty()).map(SuitesTest::home))
        .containsAll(all);
  }

  private static String home(Method test) {
    return test.getDeclaringClass().getPackageName();
  }

  private static Stream<String> tags(Method test) {
    return Stream.concat(
        declared(test),
        Stream.<Class<?>>iterate(
                test.getDeclaringClass(), type -> type != null, Class::getEnclosingClass)
            .flatMap(SuitesTest::declared));
  }

  private static Stream<String> declared(AnnotatedElement element) {
    return AnnotationSupport.findRepeatableAnnotations(element, Tag.class).stream()
        .map(Tag::value);
  }

  private static Class<?> load(String path) {
    try {
      return Class.forName(path.replace('/', '.'), false, SuitesTest.class.getClassLoader());
    } catch (ClassNotFoundException e) {
      throw new IllegalStateException(e);
    }
  }
}
