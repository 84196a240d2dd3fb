package dev.sluice.bench.profile;

import java.util.Arrays;
import java.util.List;

/**
 * What CPU is used for, told by the names of methods or of the virtual machine's threads.
 *
 * <p>A sample counts for the stage of its thread, if one is named here, or else of the innermost method that is: what a
 * method of the JDK does, it does for its caller. Where several prefixes fit a method the longest does.
 */
@SuppressWarnings("ImmutableEnumChecker") // its lists are
enum Stage {
  SOCKET(
      "HTTP: sockets, client",
      "sun/nio/ch/Socket",
      "sun/nio/ch/NioSocket",
      "sun/nio/ch/Net.",
      "java/net/",
      "sun/net/",
      "org/apache/hc/",
      "org/apache/http/",
      "dev/sluice/scan/"),
  SDK("SDK's pipeline", "software/amazon/awssdk/", "com/amazonaws/"),
  EXPORT("export: lines, Ion", "dev/sluice/export/", "com/amazon/ion/"),
  CRC("CRC-32", "java/util/zip/CRC32."),
  JSON(
      "JSON: walk and decode",
      "dev/sluice/wire/",
      "dev/sluice/decode/",
      "com/fasterxml/jackson/",
      "software/amazon/awssdk/protocols/json",
      "software/amazon/awssdk/thirdparty/jackson/",
      "software/amazon/awssdk/services/dynamodb/model/",
      "com/amazonaws/protocol/json/",
      "com/amazonaws/services/dynamodbv2/model/",
      "com/amazonaws/transform/",
      "org/apache/spark/sql/catalyst/json/"),
  ROWS(
      "Spark's rows",
      "org/apache/spark/sql/",
      "dev/sluice/source/",
      "dev/sluice/dataset/export/",
      "dev/sluice/bench/contestant/",
      "com/audienceproject/",
      "org/apache/hadoop/dynamodb/"),
  TASKS("Spark's tasks", "org/apache/spark/", "org/apache/hadoop/fs/FileSystem"),
  PARQUET(
      "Parquet: encode",
      "org/apache/parquet/",
      "org/apache/spark/sql/execution/datasources/parquet/",
      "dev/sluice/dataset/parquet/"),
  DICTIONARY(
      "Parquet: dictionaries",
      "org/apache/parquet/column/values/dictionary/",
      "shaded/parquet/it/unimi/dsi/fastutil/",
      "dev/sluice/dataset/parquet/Dictionary"),
  COMPRESSION(
      "compression",
      "org/xerial/snappy/",
      "com/github/luben/zstd/",
      "net/jpountz/",
      "io/airlift/compress/",
      "java/util/zip/",
      "org/apache/hadoop/io/compress/",
      "org/apache/parquet/hadoop/codec/",
      "org/apache/parquet/hadoop/CodecFactory"),
  DIGEST(
      "digests", "sun/security/provider/", "java/security/MessageDigest", "java/security/Digest"),
  FILES(
      "files",
      "java/io/FileOutputStream",
      "java/io/FileInputStream",
      "java/io/RandomAccessFile",
      "java/util/zip/CRC32C",
      "sun/nio/ch/FileChannel",
      "sun/nio/fs/",
      "org/apache/hadoop/"),
  GC("garbage collection", "[GC Thread", "[G1 ", "[VM Thread"),
  JIT("compiler (JIT)", "[C1 Compiler", "[C2 Compiler", "[Sweeper"),
  OTHER("other");

  private final String title;
  private final List<String> prefixes;

  Stage(String title, String... prefixes) {
    this.title = title;
    this.prefixes = List.of(prefixes);
  }

  String title() {
    return title;
  }

  /**
   * The stage of a stack.
   *
   * @param frames the thread's name in brackets, then methods, callers first
   */
  static Stage of(List<String> frames) {
    Stage thread = ofFrame(frames.get(0));
    if (thread == GC || thread == JIT) {
      return thread;
    }
    for (int i = frames.size() - 1; i > 0; i--) {
      Stage stage = ofFrame(frames.get(i));
      if (stage != OTHER) {
        return stage;
      }
    }
    return OTHER;
  }

  private static Stage ofFrame(String frame) {
    return Arrays.stream(values())
        .filter(stage -> stage.fit(frame) > 0)
        .max((a, b) -> Integer.compare(a.fit(frame), b.fit(frame)))
        .orElse(OTHER);
  }

  /** The length of its longest prefix that fits; 0: none does. */
  private int fit(String frame) {
    return prefixes.stream()
        .filter(frame::startsWith)
        .mapToInt(String::length)
        .max()
        .orElse(0);
  }
}
