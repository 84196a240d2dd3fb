package dev.sluice.source;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.sluice.failure.ResourceUnavailableException;
import dev.sluice.testing.DynamoDbReply;
import dev.sluice.testing.InjectedFault;
import dev.sluice.testing.SdkView;
import dev.sluice.testing.WireJson;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Function;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

/** Scan responses in every form that the protocol leaves open, and on their bad days. */
final class PagesAsTheyComeTest {
  private static final Random STYLE = new Random(5);
  private static final AtomicReference<ServedPages> TABLE = new AtomicReference<>();

  @BeforeAll
  static void serve() {
    TABLE.set(new ServedPages(random(0, 200)));
  }

  @AfterAll
  static void close() {
    TABLE.get().close();
  }

  /** ITEMS stands for two items. */
  @ParameterizedTest
  @ValueSource(
      strings = {
        "{\"Count\":2,\"Items\":ITEMS,\"ScannedCount\":2}",
        "{\"Items\":ITEMS,\"Count\":2,\"ScannedCount\":2}",
        "{\"ScannedCount\":2,\"Count\":2,\"Items\":ITEMS}",
        "{\"ConsumedCapacity\":{\"CapacityUnits\":0.5,\"TableName\":\"Items\"},\"Items\":ITEMS,\"Count\":2,\"ScannedCount\":9}",
        " \t\r\n{ \"Count\" : 2 , \"Items\" : ITEMS , \"ScannedCount\" : 2 } \r\n\t ",
        "{\"Items\":ITEMS}",
        "{\"Items\":ITEMS,\"Count\":2}",
        "{\"\\u0049tems\":ITEMS,\"Count\":2,\"ScannedCount\":2}",
        "{\"Count\":2,\"New\":{\"Items\":[{\"id\":{\"S\":\"no item\"}}],\"x\":[null,true,-1.5e3,\"}\"]},\"Items\":ITEMS,\"ScannedCount\":2}",
        "{\"items\":[{\"id\":{\"S\":\"no item\"}}],\"Count\":2,\"Items\":ITEMS,\"ScannedCount\":2,\"Items \":[]}",
        "{\"Count\":0,\"Items\":[],\"ScannedCount\":7}",
        "{\"Count\":0,\"Items\": [ ] ,\"ScannedCount\":7}",
        "{\"Count\":0,\"ScannedCount\":0}",
        "{\"Count\":null,\"Items\":ITEMS,\"ScannedCount\":null,\"LastEvaluatedKey\":null,\"ConsumedCapacity\":null}",
        "{\"Count\":2,\"Items\":ITEMS,\"LastEvaluatedKey\":{},\"ScannedCount\":2}",
        "{\"ConsumedCapacity\":{},\"Count\":2,\"Items\":ITEMS,\"ScannedCount\":2}",
        "{}"
      })
  void membersComeInAnyOrder(String form) throws IOException {
    byte[] body =
        form.replace("ITEMS", WireJson.of(random(1, 2), STYLE)).getBytes(StandardCharsets.UTF_8);

    List<Object> items = TABLE.get().read(page -> DynamoDbReply.of(200, body));

    assertThat(items).isEqualTo(bySdk(body)).hasSize(form.contains("ITEMS") ? 2 : 0);
    assertThat(TABLE.get().requests()).isOne();
  }

  @Test
  void compressedOrWithoutChecksum() throws IOException {
    byte[] body = page(random(2, 50), null);
    List<Function<DynamoDbReply, DynamoDbReply>> forms = List.of(
        reply -> InjectedFault.compressed().answer(null, request -> reply),
        DynamoDbReply::withoutChecksum,
        reply -> InjectedFault.compressed().answer(null, request -> reply).withoutChecksum());
    for (Function<DynamoDbReply, DynamoDbReply> form : forms) {
      assertThat(TABLE.get().read(page -> form.apply(DynamoDbReply.of(200, body))))
          .isEqualTo(bySdk(body))
          .hasSize(50);
    }
  }

  @Test
  void emptyPagesAreNotTheEnd() throws IOException {
    byte[] last = page(random(3, 5), null);

    List<Object> items = TABLE
        .get()
        .read(page -> DynamoDbReply.of(200, page == 40 ? last : page(List.of(), page + 1)));

    assertThat(items).isEqualTo(bySdk(last)).hasSize(5);
    assertThat(TABLE.get().requests()).isEqualTo(41);
  }

  /** Sixty pages, each with a few items and a fault of its own on the way. */
  @Test
  void whatPassesNeitherDropsNorDoubles() throws IOException {
    List<byte[]> pages = IntStream.range(0, 60)
        .mapToObj(i -> page(random(100 + i, i % 4), i < 59 ? i + 1 : null))
        .toList();
    List<InjectedFault> faults = List.of(
        InjectedFault.cutOff(),
        InjectedFault.serverError(),
        InjectedFault.wrongChecksum(),
        InjectedFault.error(503, "ServiceUnavailable", "not now"));
    AtomicInteger calls = new AtomicInteger();

    List<Object> items = TABLE.get().read(page -> {
      DynamoDbReply sound = DynamoDbReply.of(200, pages.get(page));
      int call = calls.getAndIncrement();
      return call % 2 == 0
          ? faults.get(call / 2 % faults.size()).answer(null, request -> sound)
          : sound;
    });

    List<Object> expected = new ArrayList<>();
    pages.forEach(page -> expected.addAll(bySdk(page)));
    assertThat(items).isEqualTo(expected);
    assertThat(TABLE.get().requests()).isEqualTo(120);
  }

  @Test
  void credentialsThatExpireInTheMiddleAreSaidSo() {
    InjectedFault expired =
        InjectedFault.error(400, "ExpiredTokenException", "The security token is expired");
    assertThatThrownBy(() -> TABLE
            .get()
            .read(page -> page < 3
                ? DynamoDbReply.of(200, page(random(page, 3), page + 1))
                : expired.answer(null, null)))
        .isInstanceOf(ResourceUnavailableException.class)
        .hasMessageContainingAll(TABLE.get().table(), "the credentials have expired");
  }

  /** Well-formed JSON that is no item list: no use to ask again, and the place is said. */
  @ParameterizedTest
  @ValueSource(
      strings = {
        "{\"Count\":1,\"Items\":{},\"ScannedCount\":1}",
        "{\"Count\":1,\"Items\":[1],\"ScannedCount\":1}",
        "{\"Count\":1,\"Items\":[{\"id\":{\"S\":1}}],\"ScannedCount\":1}",
        "{\"Count\":1,\"Items\":[{\"count\":{\"N\":\"1\"},\"count\":{\"N\":\"2\"}}],\"ScannedCount\":1}",
        "{\"Count\":2,\"Items\":[{\"id\":{\"S\":\"a\"}}],\"ScannedCount\":2}",
        "{\"Count\":1,\"Items\":[{\"id\":{\"S\":\"a\"}},{\"id\":{\"S\":\"b\"}}],\"ScannedCount\":2}",
        "{\"Count\":1,\"Items\":[],\"ScannedCount\":1}",
        "{\"Count\":0,\"Items\":[{\"id\":{\"S\":\"a\"}}],\"ScannedCount\":1}",
        "{\"Count\":1,\"ScannedCount\":1}",
        "{\"Count\":1,\"Items\":[{\"id\":{\"S\":\"a\"}}],\"ScannedCount\":0}"
      })
  void aPageThatIsNoneIsNamed(String body) {
    assertNamed(body);
  }

  /** What is around the items does not fit, so that the SDK refuses it, again and again. */
  @Test
  @Tag("long")
  void aResponseThatTheSdkRefusesIsNamed() {
    assertNamed("{\"Count\":[\"two\"],\"Items\":[],\"ScannedCount\":{\"a\":1}}");
  }

  private static void assertNamed(String thirdPage) {
    assertThatThrownBy(() -> TABLE
            .get()
            .read(page -> page < 2
                ? DynamoDbReply.of(200, page(random(page, 2), page + 1))
                : DynamoDbReply.of(200, thirdPage.getBytes(StandardCharsets.UTF_8))))
        .isInstanceOf(ResourceUnavailableException.class)
        .hasMessageContainingAll("table " + TABLE.get().table(), "page 2 of segment 0 of 1");
  }

  @Test
  void itemsOf400KilobytesAndPagesOfOneItem() throws IOException {
    List<byte[]> pages = IntStream.range(0, 12)
        .mapToObj(
            i -> page(List.of(large(i, "é\u0001\"😀 ".repeat(45_000))), i < 11 ? i + 1 : null))
        .toList();

    List<Object> items = TABLE.get().read(page -> DynamoDbReply.of(200, pages.get(page)));

    List<Object> expected = new ArrayList<>();
    pages.forEach(page -> expected.addAll(bySdk(page)));
    assertThat(items.equals(expected)).isTrue();
    assertThat(items).hasSize(12);
  }

  @Tag("thorough")
  @Test
  void aPageOf16Megabytes() throws IOException {
    byte[] body = page(
        IntStream.range(0, 7).mapToObj(i -> large(i, "\u0001".repeat(400_000))).toList(), null);
    assertThat(body).hasSizeGreaterThan(16 << 20);

    List<Object> items = TABLE.get().read(page -> DynamoDbReply.of(200, body));

    assertThat(items.equals(bySdk(body))).isTrue();
    assertThat(items).hasSize(7);
  }

  private static Map<String, AttributeValue> large(int id, String text) {
    return Map.of(
        "id", AttributeValue.fromS("large-" + id),
        "text", AttributeValue.fromS(text));
  }

  private static List<Map<String, AttributeValue>> random(long seed, int size) {
    RandomItems items = new RandomItems(seed);
    return IntStream.range(0, size).mapToObj(i -> items.item("item-" + i)).toList();
  }

  /** As DynamoDB writes it; the next page's number is the key to start behind. */
  private static byte[] page(List<Map<String, AttributeValue>> items, Integer next) {
    String key = next == null ? "" : ",\"LastEvaluatedKey\":{\"id\":{\"S\":\"" + next + "\"}}";
    return "{\"Count\":%d,\"Items\":%s%s,\"ScannedCount\":%d}"
        .formatted(items.size(), WireJson.of(items, STYLE), key, items.size())
        .getBytes(StandardCharsets.UTF_8);
  }

  private static List<Object> bySdk(byte[] body) {
    try (SdkView sdk = new SdkView()) {
      return sdk.items(body).orElseThrow().stream().map(Reassembled::of).toList();
    }
  }
}
