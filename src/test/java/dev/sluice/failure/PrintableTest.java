package dev.sluice.failure;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

class PrintableTest {
  private static final String FORGED = "m\nsluice: Run X: export is done.\r\n\u0085\u2028\u2029";
  private static final String STEERING =
      "\u001B[2J \u009B2J \u0007 \u007F \u0000 \u202E \u2066 \u200F \u061C \u200B \u200D \uFEFF \uDB40\uDC41";

  @Test
  void makesOneLineOfSeveral() {
    assertThat(Printable.line(FORGED))
        .isEqualTo("m␊sluice: Run X: export is done.␍␊\uFFFD\uFFFD\uFFFD");
  }

  @Test
  void showsWhatSteersATerminal() {
    assertThat(Printable.line(STEERING))
        .isEqualTo("␛[2J \uFFFD2J ␇ ␡ ␀ \uFFFD \uFFFD \uFFFD \uFFFD \uFFFD \uFFFD \uFFFD \uFFFD");
  }

  @Test
  void leavesOrdinaryTextAsItIs() {
    List.of("frau’d — ü 模型 العربية हिन्दी", "👩‍👩‍👧 ❤️‍🔥 👋🏽 क्‍ष", "e\u0301", "")
        .forEach(text -> assertThat(Printable.line(text)).isEqualTo(text));
  }

  @Test
  void showsHalvesOfPairs() {
    assertThat(Printable.line("\uD83D x \uDE00")).isEqualTo("\uFFFD x \uFFFD");
  }

  @Test
  void keepsLineBreaksOfTables() {
    assertThat(Printable.lines("a\r\nb\n\tc\u001B")).isEqualTo("a\nb\n␉c␛");
  }

  @Test
  void tellsTheLengthOfWhatIsCut() {
    String brief = Printable.brief("x".repeat(390_000));
    assertThat(brief).isEqualTo("x".repeat(40) + "…" + "x".repeat(40) + " (390,000 characters)");
    assertThat(Printable.brief("x".repeat(80))).isEqualTo("x".repeat(80));
  }

  @Test
  void cutsNoPairAndNoCluster() {
    assertThat(Printable.abridged("😀".repeat(11), 10))
        .isEqualTo("😀".repeat(5) + "…" + "😀".repeat(5));
    assertThat(Printable.abridged("e\u0301".repeat(50), 9))
        .isEqualTo("e\u0301".repeat(2) + "…" + "e\u0301".repeat(2));
    assertThat(Printable.abridged("👩‍👩‍👧".repeat(9), 12)).isEqualTo("👩‍👩‍👧…👩‍👩‍👧👩‍👩‍👧");
  }

  @Test
  void jsonKeepsItsValues() throws JsonProcessingException {
    ObjectMapper json = new ObjectMapper();
    SplittableRandom random = new SplittableRandom(15);
    for (int i = 0; i < 500; i++) {
      String text = anything(random);
      String printed = Printable.json(json.writeValueAsString(List.of(text)));
      assertThat(json.readTree(printed).get(0).asText()).isEqualTo(text);
      assertThat(Printable.line(printed)).isEqualTo(printed);
    }
  }

  @Test
  void nothingPassesThatIsNotSeen() {
    SplittableRandom random = new SplittableRandom(16);
    for (int i = 0; i < 2_000; i++) {
      String brief = Printable.brief(anything(random), 1 + random.nextInt(30));
      assertThat(brief).doesNotContainPattern("[\\p{Cc}\\p{Cs}\\p{Zl}\\p{Zp}[\\p{Cf}&&[^\u200D]]]");
      assertThat(brief.codePointCount(0, brief.length())).isLessThan(60);
      assertThat(Printable.line(brief)).isEqualTo(brief);
    }
  }

  @Test
  void theFirstLineIsTheFirstThatIsNotBlank() {
    assertThat(Printable.firstLine("\n  \n two \nthree", "none")).isEqualTo(" two ");
    assertThat(Printable.firstLine(" \n", "none")).isEqualTo("none");
    assertThat(Printable.firstLine(null, "none")).isEqualTo("none");
  }

  private static String anything(SplittableRandom random) {
    StringBuilder text = new StringBuilder();
    for (int i = random.nextInt(60); i > 0; i--) {
      switch (random.nextInt(4)) {
        case 0 -> text.append((char) random.nextInt(0x10000));
        case 1 -> text.appendCodePoint(random.nextInt(0x110000));
        case 2 -> text.append((char) random.nextInt(0x300));
        default -> text.appendCodePoint(0x2000 + random.nextInt(0x80));
      }
    }
    return text.toString();
  }
}
