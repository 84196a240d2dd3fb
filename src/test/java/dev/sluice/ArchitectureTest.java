package dev.sluice;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.core.importer.Location;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;
import com.tngtech.archunit.library.dependencies.SliceAssignment;
import com.tngtech.archunit.library.dependencies.SliceIdentifier;
import com.tngtech.archunit.library.dependencies.SlicesRuleDefinition;
import java.util.Arrays;

/** The arrows between packages follow the data's way, as the root package-info draws it. */
@AnalyzeClasses(packages = "dev.sluice", importOptions = ArchitectureTest.NoTests.class)
final class ArchitectureTest {
  /** ArchUnit's own option knows them in target alone, and another Spark line's are in a folder of its own. */
  static final class NoTests implements ImportOption {
    @Override
    public boolean includes(Location location) {
      return !location.contains("/test-classes/");
    }
  }

  @ArchTest
  static final ArchRule FAILURE = stage("failure");

  @ArchTest
  static final ArchRule ITEM = stage("item");

  @ArchTest
  static final ArchRule WIRE = stage("wire", "failure", "item");

  @ArchTest
  static final ArchRule DOCUMENT = stage("document");

  @ArchTest
  static final ArchRule TABLE = stage("table", "failure");

  @ArchTest
  static final ArchRule CAPACITY = stage("capacity", "failure", "table");

  @ArchTest
  static final ArchRule SCAN = stage("scan", "failure", "item", "table", "capacity", "wire");

  @ArchTest
  static final ArchRule CHANGE = stage("change", "failure", "item", "wire");

  @ArchTest
  static final ArchRule EXPORTS =
      stage("export", "change", "failure", "item", "document", "table", "capacity", "scan", "wire");

  @ArchTest
  static final ArchRule STREAMS =
      stage("stream", "change", "failure", "item", "document", "table", "capacity", "scan", "wire");

  @ArchTest
  static final ArchRule DECODE = stage("decode", "failure", "item", "wire");

  @ArchTest
  static final ArchRule SCHEMA = stage(
      "schema", "change", "failure", "item", "table", "capacity", "scan", "wire", "decode", "sql");

  @ArchTest
  static final ArchRule PUSHDOWN = stage("pushdown", "item", "table", "scan", "decode");

  @ArchTest
  static final ArchRule ACCESS = stage(
      "access",
      "change",
      "export",
      "failure",
      "item",
      "table",
      "capacity",
      "scan",
      "stream",
      "wire",
      "decode",
      "schema");

  @ArchTest
  static final ArchRule SOURCE = stage(
      "source",
      "access",
      "export",
      "failure",
      "item",
      "table",
      "capacity",
      "scan",
      "stream",
      "wire",
      "decode",
      "encode",
      "pushdown",
      "schema",
      "sql",
      "write");

  @ArchTest
  static final ArchRule ENCODE = stage("encode", "failure", "item", "wire", "decode");

  @ArchTest
  static final ArchRule WRITE = stage("write", "failure", "item", "table", "capacity");

  @ArchTest
  static final ArchRule DATASET = stage(
      "dataset",
      "access",
      "change",
      "failure",
      "item",
      "document",
      "table",
      "wire",
      "decode",
      "encode",
      "schema",
      "source",
      "stream",
      "sql");

  @ArchTest
  static final ArchRule STORE = stage("dataset.store", "failure", "item", "document", "table");

  @ArchTest
  static final ArchRule RUN =
      stage("dataset.run", "access", "failure", "item", "source", "dataset.store");

  @ArchTest
  static final ArchRule LAYOUT = stage(
      "dataset.layout",
      "failure",
      "item",
      "wire",
      "decode",
      "schema",
      "source",
      "dataset.store",
      "dataset.run");

  @ArchTest
  static final ArchRule PARQUET =
      stage("dataset.parquet", "failure", "item", "dataset.store", "dataset.run");

  @ArchTest
  static final ArchRule SNAPSHOT = stage(
      "dataset.snapshot",
      "failure",
      "item",
      "decode",
      "sql",
      "dataset.store",
      "dataset.run",
      "dataset.layout",
      "dataset.lake",
      "dataset.parquet");

  @ArchTest
  static final ArchRule DAYS = stage(
      "dataset.days",
      "failure",
      "dataset.store",
      "dataset.run",
      "dataset.layout",
      "dataset.parquet");

  @ArchTest
  static final ArchRule VIEW = stage(
      "dataset.view",
      "failure",
      "dataset.store",
      "dataset.run",
      "dataset.layout",
      "dataset.parquet",
      "dataset.snapshot");

  @ArchTest
  static final ArchRule LAKE = stage(
      "dataset.lake",
      "access",
      "change",
      "failure",
      "item",
      "decode",
      "encode",
      "schema",
      "source",
      "stream",
      "sql",
      "table",
      "dataset.store",
      "dataset.layout");

  /** Iceberg may be absent, and no class of it may be needed then. */
  @ArchTest
  static final ArchRule ICEBERG = noClasses()
      .that()
      .resideOutsideOfPackage("dev.sluice.dataset.lake..")
      .should()
      .dependOnClassesThat()
      .resideInAPackage("org.apache.iceberg..");

  @ArchTest
  static final ArchRule EXPORT = stage(
      "dataset.export",
      "access",
      "failure",
      "item",
      "table",
      "wire",
      "decode",
      "schema",
      "source",
      "sql",
      "dataset.store",
      "dataset.run",
      "dataset.layout",
      "dataset.lake",
      "dataset.parquet",
      "dataset.snapshot",
      "dataset.view");

  /** Records in, decisions out: what reads tables and writes Parquet is not for it to know. */
  @ArchTest
  static final ArchRule RUN_IS_APART = noClasses()
      .that(in("dataset.run"))
      .should()
      .dependOnClassesThat()
      .resideInAnyPackage(
          "org.apache.spark..", "org.apache.hadoop..", "org.apache.parquet..", "software.amazon..");

  @ArchTest
  static final ArchRule ANALYTICS = stage("analytics", "failure", "item", "document", "sql");

  @ArchTest
  static final ArchRule SQL = stage("sql", "failure");

  @ArchTest
  static final ArchRule DERIVED = stage("derived", "failure", "dataset", "sql");

  @ArchTest
  static final ArchRule TRAINING =
      stage("training", "failure", "item", "wire", "decode", "dataset", "analytics", "sql");

  @ArchTest
  static final ArchRule SUMMARY =
      stage("summary", "failure", "item", "table", "analytics", "write");

  @ArchTest
  static final ArchRule PRICE = stage("price");

  @ArchTest
  static final ArchRule REPORT =
      stage("report", "access", "failure", "item", "analytics", "dataset", "price");

  @ArchTest
  static final ArchRule DEMO = stage("demo", "failure", "table", "capacity", "write");

  @ArchTest
  static final ArchRule NO_SPARK = noClasses()
      .that(in(
          "failure",
          "item",
          "document",
          "wire",
          "change",
          "table",
          "capacity",
          "scan",
          "stream",
          "export",
          "write",
          "summary",
          "price",
          "report",
          "demo"))
      .should()
      .dependOnClassesThat()
      .resideInAnyPackage("org.apache.spark..", "org.apache.hadoop..", "org.apache.parquet..");

  @ArchTest
  static final ArchRule NO_AWS = noClasses()
      .that(in(
          "failure",
          "item",
          "document",
          "wire",
          "change",
          "decode",
          "analytics",
          "price",
          "report"))
      .should()
      .dependOnClassesThat()
      .resideInAPackage("software.amazon..");

  /** What items and settings are called becomes columns by functions that build them, never a part of a text that is parsed. */
  @ArchTest
  static final ArchRule NO_SQL_TEXT = noClasses()
      .that()
      .resideOutsideOfPackage("dev.sluice.sql..")
      // a type's own name
      .and()
      .doNotHaveSimpleName("TypedColumns")
      .should()
      .callMethod("org.apache.spark.sql.functions", "expr", String.class.getName())
      .orShould()
      .callMethod("org.apache.spark.sql.Dataset", "selectExpr", String[].class.getName())
      .orShould()
      .callMethod("org.apache.spark.sql.Dataset", "where", String.class.getName());

  @ArchTest
  static final ArchRule SLF4J = noClasses()
      .should()
      .dependOnClassesThat()
      .belongToAnyOf(System.Logger.class, java.util.logging.Logger.class)
      .as("classes log by SLF4J");

  /** The console is the job's; the embedded servers have a process of their own. */
  @ArchTest
  static final ArchRule STANDARD_STREAMS = noClasses()
      .that()
      .doNotHaveFullyQualifiedName("dev.sluice.job.Cli")
      .and()
      .doNotHaveFullyQualifiedName("dev.sluice.demo.ServersMain")
      .should()
      .accessField(System.class, "out")
      .orShould()
      .accessField(System.class, "err")
      .orShould()
      .callMethod(Throwable.class, "printStackTrace")
      .as("only the console writes to standard output and standard error");

  @ArchTest
  static final ArchRule NO_CYCLES =
      SlicesRuleDefinition.slices().matching("dev.sluice.(*)..").should().beFreeOfCycles();

  /** A class may be read without those that use it. */
  @ArchTest
  static final ArchRule NO_CLASS_CYCLES =
      SlicesRuleDefinition.slices().assignedFrom(new TopLevelClasses()).should().beFreeOfCycles();

  /** Each class is a slice with all classes nested in it. */
  private static final class TopLevelClasses implements SliceAssignment {
    @Override
    public SliceIdentifier getIdentifierOf(JavaClass type) {
      return SliceIdentifier.of(type.getName().replaceFirst("\\$.*", ""));
    }

    @Override
    public String getDescription() {
      return "classes with those nested in them";
    }
  }

  private static ArchRule stage(String name, String... mayUse) {
    String[] allowed = Arrays.copyOf(mayUse, mayUse.length + 1);
    allowed[mayUse.length] = name;
    return classes()
        .that(in(name))
        .should()
        .onlyDependOnClassesThat(in(allowed).or(outside()))
        .as(name + " uses only " + Arrays.toString(mayUse));
  }

  private static DescribedPredicate<JavaClass> in(String... packages) {
    return JavaClass.Predicates.resideInAnyPackage(
        Arrays.stream(packages).map(p -> "dev.sluice." + p + "..").toArray(String[]::new));
  }

  private static DescribedPredicate<JavaClass> outside() {
    return JavaClass.Predicates.resideOutsideOfPackage("dev.sluice..");
  }
}
