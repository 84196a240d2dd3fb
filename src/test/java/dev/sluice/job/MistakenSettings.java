package dev.sluice.job;

import com.typesafe.config.Config;
import com.typesafe.config.ConfigFactory;
import com.typesafe.config.ConfigObject;
import com.typesafe.config.ConfigUtil;
import com.typesafe.config.ConfigValue;
import com.typesafe.config.ConfigValueType;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;

/**
 * Settings that no user means: every key of reference.conf, mistyped, of a wrong type, naming what is not there or what is
 * another's, holding SQL, a path, an address or a secret.
 *
 * @param kind of mistake
 * @param key the full key as reference.conf has it, whatever is set
 * @param text one line of HOCON
 */
record MistakenSettings(Kind kind, String key, String text) {
  /** What is mistaken. */
  enum Kind {
    MISTYPED,
    WRONG_TYPE,
    ABSENT,
    ANOTHERS,
    SQL,
    PATH,
    ADDRESS,
    SECRET
  }

  /**
   * What values may name.
   *
   * @param table of another
   * @param file that is no configuration's
   * @param pipe a file that keeps its reader waiting
   * @param host that must not be called
   */
  record Canaries(String table, String file, String pipe, String host) {}

  /** All of them, in an order that the seed gives. */
  static List<MistakenSettings> all(Canaries canaries, long seed) {
    Random random = new Random(seed);
    List<MistakenSettings> all = new ArrayList<>();
    leaves().forEach((key, value) -> {
      all.add(new MistakenSettings(Kind.MISTYPED, key, mistyped(key, random) + " = x"));
      values(value, canaries)
          .forEach((kind, texts) ->
              texts.forEach(text -> all.add(new MistakenSettings(kind, key, key + " = " + text))));
    });
    java.util.Collections.shuffle(all, random);
    return all;
  }

  /** One letter is missing, doubled or another. */
  private static String mistyped(String key, Random random) {
    int last = key.lastIndexOf('.') + 1;
    int at = last + random.nextInt(key.length() - last);
    String before = key.substring(0, at);
    String after = key.substring(at + 1);
    return switch (random.nextInt(3)) {
      case 0 -> before + "q" + after;
      case 1 -> before + key.charAt(at) + key.charAt(at) + after;
      default -> key.length() - last > 3 ? before + after : before + "zz" + after;
    };
  }

  private static Map<Kind, List<String>> values(ConfigValue value, Canaries canaries) {
    Map<Kind, List<String>> values = new TreeMap<>();
    boolean list = value.valueType() == ConfigValueType.LIST;
    values.put(
        Kind.WRONG_TYPE,
        switch (value.valueType()) {
          case NUMBER -> List.of("many", "-5", "[1, 2]", "{ a = 1 }", "1e999", "\"\"");
          case BOOLEAN -> List.of("perhaps", "7", "[true]", "{ a = true }");
          case LIST -> List.of("{ a = 1 }", "[{ a = 1 }]", "[[x]]", "[null]");
          case OBJECT -> List.of("x", "[x]", "5", "{ a = [b] }");
          default -> List.of("{ a = 1 }", "[x, y]", "\"\"", "\" \"");
        });
    values.put(Kind.ABSENT, texts(list, "nosuch-thing", "No.Such.Thing[0]"));
    values.put(Kind.ANOTHERS, texts(list, canaries.table()));
    values.put(
        Kind.SQL,
        texts(
            list,
            "java_method('dev.sluice.job.ConfigurationsTest', 'fire', 'x') = 'x'",
            "x' or reflect('dev.sluice.job.ConfigurationsTest', 'fire', 'x') = 'x' or 'y' = 'y",
            "x` = 1 or reflect('dev.sluice.job.ConfigurationsTest', 'fire', 'x') = 'x' or `x",
            "exists (select 1 from text.`" + canaries.pipe() + "`)",
            "SELECT value FROM text.`" + canaries.file() + "`",
            "'${env:CANARY_PASSWORD}' = 'x'"));
    values.put(
        Kind.PATH,
        texts(list, canaries.file(), canaries.pipe(), "../../outside", "file:" + canaries.file()));
    values.put(
        Kind.ADDRESS,
        texts(
            list,
            canaries.host() + "/x",
            "//" + canaries.host().replaceFirst("https?://", "") + "/x",
            canaries.host() + "/?x=${env:CANARY_PASSWORD}",
            canaries.host().replace("http://", "http://me:pw@")));
    values.put(
        Kind.SECRET,
        List.of(
            "${AWS_SECRET_ACCESS_KEY}",
            "\"" + canaries.host() + "/\"${?AWS_SECRET_ACCESS_KEY}",
            "[a, ${?CANARY_PASSWORD}]",
            "{ a = ${?CANARY_PASSWORD} }",
            quoted(ConfigurationsTest.SECRET, list)));
    return values;
  }

  private static List<String> texts(boolean list, String... texts) {
    return java.util.Arrays.stream(texts).map(text -> quoted(text, list)).toList();
  }

  private static String quoted(String text, boolean list) {
    String quoted = ConfigUtil.quoteString(text);
    return list ? "[" + quoted + "]" : quoted;
  }

  /** Every key that reference.conf has, nulls included. */
  static Map<String, ConfigValue> leaves() {
    Config reference = ConfigFactory.parseResources("dev/sluice/job/reference.conf");
    Map<String, ConfigValue> leaves = new TreeMap<>();
    collect(reference.resolve().root(), "", leaves);
    return leaves;
  }

  private static void collect(ConfigObject section, String prefix, Map<String, ConfigValue> found) {
    section.forEach((word, value) -> {
      if (value instanceof ConfigObject inner && !inner.isEmpty()) {
        collect(inner, prefix + word + ".", found);
      } else {
        found.put(prefix + word, value);
      }
    });
  }

  @Override
  public String toString() {
    return kind + " " + text;
  }
}
