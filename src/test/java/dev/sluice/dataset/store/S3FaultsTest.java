package dev.sluice.dataset.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.sluice.failure.ExitCode;
import dev.sluice.failure.ResourceUnavailableException;
import dev.sluice.table.AwsSettings;
import dev.sluice.table.Clients;
import dev.sluice.table.RetryPolicy;
import dev.sluice.testing.FaultyS3;
import dev.sluice.testing.HeldRequest;
import dev.sluice.testing.S3Fault;
import dev.sluice.testing.TestServers;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.TreeMap;
import java.util.function.Consumer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import software.amazon.awssdk.retries.api.BackoffStrategy;
import software.amazon.awssdk.services.s3.S3Client;

/** What the store makes of S3's bad days. */
final class S3FaultsTest {
  private static final String TEXT = "text/plain";

  private final String bucket = TestServers.bucket();
  private final FaultyS3 front = FaultyS3.start();
  private final Root root = new Root(URI.create("s3a://" + bucket + "/root"));
  private final S3Client client = Clients.s3(front.settings(), lasting(Duration.ofMinutes(1)));
  private final Store store = new S3Store(root, client, lasting(Duration.ofMinutes(1)));

  @BeforeEach
  void fill() {
    for (String name : List.of("read", "replaced", "removed", "folder/a", "folder/b/c")) {
      direct().write(name, bytes("old " + name), TEXT);
    }
  }

  @AfterEach
  void stop() {
    client.close();
    front.close();
  }

  static List<S3Fault> faults() {
    return List.of(
        S3Fault.slowDown(),
        S3Fault.internalError(),
        S3Fault.error(502, "", ""),
        S3Fault.error(503, "ServiceUnavailable", "Service is unable to handle request."),
        S3Fault.error(504, "", ""),
        S3Fault.error(400, "RequestTimeout", "Your socket connection to the server was not read."),
        S3Fault.conflict(),
        S3Fault.error(409, "OperationAborted", "A conflicting operation is in progress."),
        S3Fault.reset(),
        S3Fault.answerLost(),
        S3Fault.doneButFailed(),
        S3Fault.cutOff(),
        S3Fault.delayed(Duration.ofMillis(50)));
  }

  @ParameterizedTest
  @MethodSource("faults")
  void everyOperationOutlastsIt(S3Fault fault) {
    everyOperation(operation -> {
      front.next(3, fault);
      operation.run();
    });
  }

  /** Each operation once, with the right value whatever happens to its first requests. */
  private void everyOperation(Consumer<Runnable> under) {
    under.accept(() -> assertThat(text("read")).isEqualTo("old read"));
    under.accept(() -> assertThat(store.fetch("missing")).isEmpty());
    under.accept(() -> store.write("written", bytes("new"), TEXT));
    under.accept(() -> assertThat(store.create("created", bytes("new"), TEXT)).isTrue());
    under.accept(() -> assertThat(store.create("read", bytes("other"), TEXT)).isFalse());
    under.accept(() -> {
      String version = direct().fetch("replaced").orElseThrow().version();
      assertThat(store.replace("replaced", bytes("new"), TEXT, version)).isTrue();
    });
    under.accept(
        () -> assertThat(store.replace("read", bytes("new"), TEXT, "\"0123\"")).isFalse());
    under.accept(() ->
        assertThat(store.replace("missing", bytes("new"), TEXT, "\"0123\"")).isFalse());
    under.accept(() -> assertThat(store.list("folder")).containsExactly("folder/a", "folder/b/c"));
    under.accept(() -> assertThat(store.folders("folder")).containsExactly("b"));
    under.accept(() -> assertThat(store.lastChanged("folder")).isPresent());
    under.accept(() -> assertThat(store.now()).isAfter(Instant.EPOCH));
    under.accept(() -> store.delete("removed"));
    under.accept(() -> store.deleteAll("folder"));
    under.accept(() -> RootProbe.check(store));
    assertThat(text("read")).isEqualTo("old read");
    assertThat(text("created")).isEqualTo("new");
    assertThat(text("replaced")).isEqualTo("new");
    assertThat(text("written")).isEqualTo("new");
    assertThat(direct().fetch("removed")).isEmpty();
    assertThat(direct().list("folder")).isEmpty();
    assertThat(direct().list(".probe")).isEmpty();
  }

  @Test
  void anAnswerThatWasLostIsNotTakenForAnothersWriteNorItsForOurs() {
    front.next(request -> request.is("PUT", "created"), 1, S3Fault.answerLost());
    assertThat(store.create("created", bytes("mine"), TEXT)).isTrue();

    front.next(request -> request.is("PUT", "theirs"), 1, (request, s3) -> {
      direct().create("theirs", bytes("theirs"), TEXT);
      return S3Fault.Reply.dropped();
    });
    assertThat(store.create("theirs", bytes("mine"), TEXT)).isFalse();

    front.next(request -> request.is("PUT", "replaced"), 1, (request, s3) -> {
      S3Fault.Reply unused = s3.apply(request);
      direct().write("replaced", bytes("later"), TEXT);
      return S3Fault.Reply.dropped();
    });
    String version = direct().fetch("replaced").orElseThrow().version();
    assertThat(store.replace("replaced", bytes("mine"), TEXT, version)).isFalse();
    assertThat(text("replaced")).isEqualTo("later");
  }

  @Tag("thorough")
  @Test
  void whatIsNotServedForLongIsUnusableAndNamesS3() {
    for (S3Fault fault : List.of(
        S3Fault.slowDown(),
        S3Fault.internalError(),
        S3Fault.conflict(),
        S3Fault.error(501, "NotImplemented", "A header you provided implies functionality"))) {
      front.otherwise(request -> fault);
      everyOperation(impatient(), operation -> assertThatThrownBy(operation::run)
          .isInstanceOfSatisfying(ResourceUnavailableException.class, e -> {
            assertThat(e.exitCode()).isEqualTo(ExitCode.UNUSABLE);
            assertThat(e.problem()).contains("S3", "bucket " + bucket).doesNotContain("\n");
            assertThat(e.remedy()).doesNotContain("sluice.source.capacity", "\n");
          }));
    }
  }

  private static void everyOperation(Store store, Consumer<Runnable> under) {
    List.<Runnable>of(
            () -> store.fetch("read"),
            () -> store.write("read", bytes("x"), TEXT),
            () -> store.create("new", bytes("x"), TEXT),
            () -> store.replace("read", bytes("x"), TEXT, "\"0123\""),
            () -> store.list("folder"),
            () -> store.folders("folder"),
            () -> store.lastChanged("folder"),
            store::now,
            () -> store.delete("read"),
            () -> store.deleteAll("folder"),
            () -> RootProbe.check(store))
        .forEach(under);
  }

  @Test
  void deniedAndMissingBucketsAreSaidAtOnce() {
    front.otherwise(request -> S3Fault.error(403, "AccessDenied", "Access Denied"));
    everyOperation(store, operation -> assertThatThrownBy(operation::run)
        .isInstanceOf(ResourceUnavailableException.class)
        .hasMessageContainingAll("bucket " + bucket, "access denied"));
    front.otherwise(request -> S3Fault.error(404, "NoSuchBucket", "The bucket does not exist"));
    everyOperation(store, operation -> assertThatThrownBy(operation::run)
        .isInstanceOf(ResourceUnavailableException.class)
        .hasMessage("bucket " + bucket + " does not exist in this account and region"));
    front.otherwise(request -> S3Fault.error(301, "PermanentRedirect", "Use another endpoint"));
    everyOperation(store, operation -> assertThatThrownBy(operation::run)
        .isInstanceOf(ResourceUnavailableException.class)
        .hasMessageContaining("another region"));
    int before = front.requests().size();
    assertThatThrownBy(() -> store.fetch("read")).isInstanceOf(ResourceUnavailableException.class);
    assertThat(front.requests()).hasSize(before + 1);
  }

  @Test
  void keysThatABulkDeletionLeavesAreAskedForAgain() {
    front.next(
        request -> request.method().equals("POST"), 1, (request, s3) -> refusedKey("SlowDown"));
    store.deleteAll("folder");
    assertThat(front.requests().stream().filter(r -> r.method().equals("POST"))).hasSize(2);
    // the front's first answer claimed that all but one are gone
    assertThat(direct().list("folder")).containsExactly("folder/b/c");
    store.deleteAll("folder");
    assertThat(direct().list("folder")).isEmpty();
  }

  @Test
  void aKeyThatMayNotBeRemovedIsSaidAtOnce() {
    front.next(
        request -> request.method().equals("POST"), 1, (request, s3) -> refusedKey("AccessDenied"));
    assertThatThrownBy(() -> store.deleteAll("folder"))
        .isInstanceOf(ResourceUnavailableException.class)
        .hasMessageContainingAll("bucket " + bucket, "root/folder/a", "AccessDenied");
  }

  private static S3Fault.Reply refusedKey(String code) {
    return S3Fault.Reply.xml(
        "<DeleteResult xmlns=\"http://s3.amazonaws.com/doc/2006-03-01/\"><Error><Key>root/folder/a</Key><Code>%s</Code><Message>no</Message></Error></DeleteResult>"
            .formatted(code));
  }

  @Test
  void anEndpointThatNeverAnsweredIsGivenUpSoon() {
    AwsSettings nobody = new AwsSettings(null, null, URI.create("http://127.0.0.1:1"), null);
    long begin = System.nanoTime();
    assertThatThrownBy(() -> StoreAccess.to(root, nobody).open().fetch("read"))
        .isInstanceOf(ResourceUnavailableException.class)
        .hasMessageContainingAll("bucket " + bucket, "S3 cannot be reached");
    assertThat(Duration.ofNanos(System.nanoTime() - begin)).isLessThan(Duration.ofMinutes(1));
  }

  @Test
  void aBriefStoreGivesUpSoonAndGoesOnAfterwards() {
    Store brief = StoreAccess.to(root, front.settings()).brief();
    front.next(1, S3Fault.internalError());
    assertThat(brief.fetch("read")).isPresent();
    front.next(2, S3Fault.internalError());
    assertThatThrownBy(() -> brief.fetch("read")).isInstanceOf(ResourceUnavailableException.class);
    assertThat(brief.fetch("read")).isPresent();
  }

  @Test
  void aRequestThatIsHeldIsGivenUpByABriefStoreAndMayStillArriveLater() {
    RetryPolicy policy = new RetryPolicy(
        Duration.ofMillis(800),
        2,
        Duration.ofMillis(300),
        RetryPolicy.BRIEF.backoff(),
        RetryPolicy.BRIEF.throttled());
    HeldRequest first = HeldRequest.before();
    HeldRequest second = HeldRequest.before();
    front.next(request -> request.is("PUT", "beat"), 1, first);
    front.next(request -> request.is("PUT", "beat"), 1, second);
    try (S3Client brief = Clients.s3(front.settings(), policy)) {
      Store beats = new S3Store(root, brief, policy);
      assertThatThrownBy(() -> beats.create("beat", bytes("1"), TEXT))
          .isInstanceOf(ResourceUnavailableException.class)
          .hasMessageContainingAll("bucket " + bucket, "S3");
      assertThat(first.awaitArrival().key()).isEqualTo("root/beat");
      assertThat(direct().read("beat")).isEmpty();
      first.release();
      second.release(S3Fault.reset());
      first.awaitEnd();
      assertThat(direct().read("beat")).hasValue(bytes("1"));
      assertThat(beats.create("beat", bytes("1"), TEXT)).isTrue();
    }
  }

  @Test
  void aRootWithoutConditionalWritesIsRefused() {
    front.otherwise(request -> (ignored, s3) -> s3.apply(unconditional(request, "If-none-match")));
    assertThatThrownBy(() -> RootProbe.check(store))
        .isInstanceOf(ResourceUnavailableException.class)
        .hasMessageContainingAll(root.uri().toString(), "If-None-Match");
    front.otherwise(request -> (ignored, s3) -> s3.apply(unconditional(request, "If-match")));
    assertThatThrownBy(() -> RootProbe.check(store))
        .isInstanceOf(ResourceUnavailableException.class)
        .hasMessageContainingAll(root.uri().toString(), "If-Match");
    assertThat(direct().list(".probe")).isEmpty();
  }

  private static S3Fault.Request unconditional(S3Fault.Request request, String header) {
    var headers = new TreeMap<String, List<String>>(String.CASE_INSENSITIVE_ORDER);
    headers.putAll(request.headers());
    headers.remove(header);
    return new S3Fault.Request(request.method(), request.uri(), headers, request.content());
  }

  private Store impatient() {
    RetryPolicy policy = lasting(Duration.ofMillis(100));
    return new S3Store(root, Clients.s3(front.settings(), policy), policy);
  }

  private static RetryPolicy lasting(Duration limit) {
    return RetryPolicy.lasting(limit)
        .pausing(BackoffStrategy.exponentialDelay(Duration.ofMillis(1), Duration.ofMillis(10)));
  }

  private Store direct() {
    return StoreAccess.to(root, TestServers.settings()).open();
  }

  private String text(String path) {
    return new String(store.read(path).orElseThrow(), StandardCharsets.UTF_8);
  }

  private static byte[] bytes(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }
}
