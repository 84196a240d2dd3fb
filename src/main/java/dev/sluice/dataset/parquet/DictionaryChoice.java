package dev.sluice.dataset.parquet;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.apache.spark.sql.catalyst.InternalRow;
import org.apache.spark.sql.catalyst.expressions.UnsafeProjection;
import org.apache.spark.sql.types.StructType;
import org.jspecify.annotations.Nullable;

/**
 * Chooses the columns of a file that are written without a dictionary, by the rows of an earlier file of the same kind
 * that was written in this virtual machine. The first has all dictionaries. From as many of its rows as a page of Parquet
 * holds, some are drawn for the {@link DictionaryHeuristic}: neighbours would not show that values come again in each
 * part of the table. Not thread-safe; files that are open at once each have their own.
 */
public final class DictionaryChoice {
  /** The choice of all dictionaries. */
  public static final DictionaryChoice ALL = new DictionaryChoice(List.of(), new StructType(), 0);

  /** The number of rows after which Parquet itself decides. */
  static final int SEEN = DictionaryHeuristic.PAGE_ROWS;

  /** The largest number of rows drawn, enough to tell ids from names. */
  private static final int MAX_ROWS = 2_000;

  /** The size of the rows drawn, in bytes, beyond which no more are added: items may have 400 KB each. */
  private static final long MAX_BYTES = 4 << 20;

  private static final int MAX_KINDS = 1_000;

  /** Kind → columns without a dictionary. Those that were added first make room. */
  private static final Map<List<String>, List<String>> KNOWN = new LinkedHashMap<>() {
    private static final long serialVersionUID = 1;

    @Override
    protected boolean removeEldestEntry(Map.Entry<List<String>, List<String>> eldest) {
      return size() > MAX_KINDS;
    }
  };

  private final List<String> kind;
  private final StructType schema;
  private final Random random = new Random(0);
  private final List<InternalRow> drawn = new ArrayList<>();
  private @Nullable UnsafeProjection copy;
  private int capacity = MAX_ROWS;
  private long bytes;
  private int unseen;

  private DictionaryChoice(List<String> kind, StructType schema, int unseen) {
    this.kind = kind;
    this.schema = schema;
    this.unseen = unseen;
  }

  /**
   * Prepares the choice for a file.
   *
   * @param kind names the files with the same columns and rows of the same table
   */
  public static DictionaryChoice of(List<String> kind, StructType schema) {
    return new DictionaryChoice(kind, schema, known(kind) == null ? SEEN : 0);
  }

  private static @Nullable List<String> known(List<String> kind) {
    synchronized (KNOWN) {
      return KNOWN.get(kind);
    }
  }

  /** Returns the columns without a dictionary of a file that is opened now; nested ones by their dotted path. */
  public List<String> plain() {
    List<String> known = known(kind);
    return known == null ? List.of() : known;
  }

  /** Looks at a row that is written. */
  public void see(InternalRow row) {
    if (unseen > 0) {
      draw(row, SEEN - unseen);
      unseen--;
      if (unseen == 0) {
        decide();
      }
    }
  }

  /** Keeps a copy of each row with the same probability. */
  private void draw(InternalRow row, int before) {
    if (drawn.size() < capacity) {
      drawn.add(copied(row));
      bytes += ValueBytes.of(row, schema);
      capacity = bytes > MAX_BYTES ? drawn.size() : capacity;
    } else {
      int place = random.nextInt(before + 1);
      if (place < drawn.size()) {
        drawn.set(place, copied(row));
      }
    }
  }

  private InternalRow copied(InternalRow row) {
    if (copy == null) {
      copy = UnsafeProjection.create(schema);
    }
    // Before 3.5.2, Spark's copy of a view has zeros for the NULLs in an array.
    return copy.apply(row).copy();
  }

  private void decide() {
    List<String> columns = DictionaryHeuristic.columns(drawn, schema);
    drawn.clear();
    synchronized (KNOWN) {
      KNOWN.putIfAbsent(kind, columns);
    }
  }
}
