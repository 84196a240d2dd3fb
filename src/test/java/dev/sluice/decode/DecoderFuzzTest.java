package dev.sluice.decode;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.source.RandomItems;
import dev.sluice.testing.LongTest;
import dev.sluice.testing.Mutations;
import dev.sluice.testing.SdkView;
import dev.sluice.testing.WireJson;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import org.apache.spark.sql.types.StructType;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

/** Pages with damage that no checksum told of: refused, or the rows that the SDK sees; never a wrong row. */
final class DecoderFuzzTest {
  private static final int MUTATIONS_A_PAGE = 40;

  @Test
  @Timeout(value = 120, unit = TimeUnit.SECONDS, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
  void damagedPagesGiveNoWrongRow() {
    fuzz(7, 20_000);
  }

  @Test
  @Tag("long")
  @Timeout(value = 30, unit = TimeUnit.MINUTES, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
  void aMillionDamagedPagesGiveNoWrongRow() {
    fuzz(LongTest.seed(1), LongTest.size("mutations", 1_000_000, 50_000));
  }

  private static void fuzz(long seed, int mutations) {
    List<String> faults = new ArrayList<>();
    int accepted = 0;
    try (SdkView sdk = new SdkView()) {
      for (StructType schema : List.of(ItemColumns.EXACT, ItemColumns.DOUBLES)) {
        DecodedPage page = new DecodedPage(schema, sdk);
        RandomItems items = new RandomItems(seed);
        Random style = new Random(seed);
        Mutations damage = new Mutations(seed);
        byte[] whole = {};
        for (int i = 0; i < mutations / 2 && faults.size() < 20; i++) {
          if (i % MUTATIONS_A_PAGE == 0) {
            whole = whole(items, style);
            assertThat(page.fault(whole)).as(text(whole)).isNull();
            assertThat(page.accepted(whole)).isPositive();
          }
          byte[] damaged = damage.of(whole);
          if (page.fault(damaged) == null) {
            accepted += Math.min(1, page.accepted(damaged));
          } else {
            byte[] shrunk = shrunk(page, damaged);
            faults.add("%s: %s".formatted(text(shrunk), page.fault(shrunk)));
          }
        }
      }
    }
    assertThat(faults)
        .as("shortest pages that are decoded wrongly, seed %d", seed)
        .isEmpty();
    assertThat(accepted).as("damaged pages that still give rows").isBetween(1, mutations - 1);
  }

  private static byte[] whole(RandomItems items, Random style) {
    List<Map<String, AttributeValue>> page = IntStream.rangeClosed(0, style.nextInt(2))
        .mapToObj(i -> items.item("item-" + i))
        .toList();
    return WireJson.of(page, style).getBytes(StandardCharsets.UTF_8);
  }

  /** As short as leaving out slices makes it, and still wrong. */
  private static byte[] shrunk(DecodedPage page, byte[] wrong) {
    byte[] shortest = wrong;
    for (int slice = wrong.length / 2; slice > 0; slice /= 2) {
      for (int at = 0; at + slice <= shortest.length; ) {
        byte[] without = Arrays.copyOf(shortest, shortest.length - slice);
        System.arraycopy(shortest, at + slice, without, at, shortest.length - slice - at);
        if (page.fault(without) == null) {
          at += slice;
        } else {
          shortest = without;
        }
      }
    }
    return shortest;
  }

  private static String text(byte[] json) {
    return new String(json, StandardCharsets.ISO_8859_1);
  }
}
