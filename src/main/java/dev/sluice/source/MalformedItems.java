package dev.sluice.source;

import dev.sluice.decode.MalformedValue;
import dev.sluice.decode.RowDecoder;
import dev.sluice.failure.MalformedItemException;
import dev.sluice.failure.Printable;
import dev.sluice.item.JsonPointer;
import dev.sluice.schema.Conformance;
import dev.sluice.schema.ParseMode;
import dev.sluice.schema.ParseOptions;
import dev.sluice.wire.DescribingNames;
import dev.sluice.wire.DynamoJsonReader;
import dev.sluice.wire.UnreadableItemException;
import java.io.Serializable;
import java.util.Arrays;
import java.util.List;
import org.apache.spark.sql.catalyst.InternalRow;
import org.apache.spark.sql.types.StructType;
import org.jspecify.annotations.Nullable;

/** Reads items into rows of a schema given by a user, and treats those that do not fit as the mode says. */
final class MalformedItems {
  /** The limit of a key and of a value in a message, in code points. */
  private static final int BRIEF = 200;

  private final Rules rules;
  private final StructType columns;
  private final RowDecoder decoder;
  private final ScanTally tally;

  /**
   * The schema, as far as executors need it.
   *
   * @param table the table's name, for messages
   * @param keys the attributes of the table's primary key, for messages
   * @param describing the names of members that are no attributes of an item
   */
  record Rules(Conformance conformance, String table, List<String> keys, DescribingNames describing)
      implements Serializable {
    Rules {
      keys = List.copyOf(keys);
    }
  }

  /** @param columns the columns of the rows */
  MalformedItems(Rules rules, StructType columns, ScanTally tally) {
    this.rules = rules;
    this.columns = PrunedColumns.of(rules.conformance().stated(), columns);
    this.decoder = RowDecoder.checking(
        this.columns,
        rules.conformance().hasOverflow(),
        rules.conformance().corruptColumn(),
        rules.describing());
    this.tally = tally;
  }

  /**
   * Reads the next item. Returns null if it is left out.
   *
   * @throws MalformedItemException if it does not fit, under FAILFAST
   */
  @Nullable
  InternalRow read(DynamoJsonReader in) {
    int start = in.position();
    try {
      InternalRow row = decoder.decode(in);
      MalformedValue malformed = decoder.malformed();
      return malformed == null ? row : malformed(row, described(malformed), remedy(), in, start);
    } catch (UnreadableItemException e) {
      in.rewind(start);
      in.skip();
      InternalRow row = decoder.corrupt(Arrays.copyOfRange(in.buffer(), start, in.position()));
      return malformed(
          row,
          "is no DynamoDB item: " + e.getMessage(),
          "Put the item again" + otherwise(),
          in,
          start);
    }
  }

  private @Nullable InternalRow malformed(
      InternalRow row, String problem, String remedy, DynamoJsonReader in, int start) {
    if (rules.conformance().mode() == ParseMode.FAILFAST) {
      throw refused(problem, remedy, in, start);
    }
    if (rules.conformance().mode() == ParseMode.DROPMALFORMED) {
      tally.addMalformed();
      return null;
    }
    return row;
  }

  private String described(MalformedValue malformed) {
    String column = JsonPointer.parse(malformed.pointer()).get(0);
    String of = "column " + Printable.brief(column) + " ("
        + Printable.brief(columns.apply(column).dataType().catalogString()) + ")";
    String pointer = Printable.brief(malformed.pointer());
    return malformed.value() == null
        ? pointer + " is missing or NULL, and NOT NULL in " + of
        : pointer + " is " + Printable.brief(malformed.value(), BRIEF) + ", which does not fit "
            + of;
  }

  private MalformedItemException refused(
      String problem, String remedy, DynamoJsonReader in, int start) {
    int end = in.position();
    in.rewind(start);
    String key = ItemKeyText.of(in, rules.keys(), rules.describing());
    in.rewind(end);
    // of an export without its table the keys are not known
    String item = rules.keys().isEmpty() ? "an item" : "item " + Printable.brief(key, BRIEF);
    return new MalformedItemException(
        "table " + rules.table() + ", " + item + ": " + problem + ". " + remedy, remedy);
  }

  private String remedy() {
    String first = rules.conformance().hasOverflow()
        ? "Leave out NOT NULL"
        : "Declare a type that holds it, or add the column _overflow string, which keeps it";
    return first + otherwise();
  }

  private static String otherwise() {
    return "; or let " + ParseOptions.MODE + " = PERMISSIVE make it null, with a column "
        + ParseOptions.CORRUPT_RECORD + " string for the item, or " + ParseOptions.MODE
        + " = DROPMALFORMED leave the item out.";
  }
}
