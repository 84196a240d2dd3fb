package dev.sluice.dataset.export;

import dev.sluice.dataset.layout.EntityFolders;
import dev.sluice.dataset.layout.Shards;
import dev.sluice.dataset.parquet.DictionaryChoice;
import dev.sluice.decode.RowDecoder;
import dev.sluice.item.OverflowColumn;
import dev.sluice.wire.DynamoJsonReader;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import org.apache.spark.sql.catalyst.InternalRow;
import org.apache.spark.sql.types.StructType;

/**
 * The forms of one task's rows: a single form for all rows, or one for each entity type. Rows of entity types are
 * decoded here by the columns of their type. Each task has its own forms, because each needs its own decoders.
 */
interface Forms {
  /**
   * The folder and the columns of the files for some rows.
   *
   * @param entity the entity type; also empty for a table without entity types
   * @param folder the folder within the table's folder, with a trailing slash; empty for the table's own folder
   * @param schema the schema of the files
   * @param kind names the files of this form, of all tasks, for {@link DictionaryChoice}; empty: they have all
   *     dictionaries
   * @param reading converts a scanned row to the row to write, which remains valid until the next one is read; it may
   *     have more columns, at its end
   */
  record Form(
      String entity,
      String folder,
      StructType schema,
      List<String> kind,
      UnaryOperator<InternalRow> reading) {
    InternalRow read(InternalRow scanned) {
      return reading.apply(scanned);
    }

    /** Returns the choice of dictionaries for a file. */
    DictionaryChoice dictionaries() {
      return kind.isEmpty() ? DictionaryChoice.ALL : DictionaryChoice.of(kind, schema);
    }

    /** Returns the ordinal of the overflow column; negative if there is none. */
    int overflowAt() {
      return List.of(schema.fieldNames()).indexOf(OverflowColumn.NAME);
    }
  }

  /** Returns the form of a row. */
  Form of(InternalRow scanned);

  /**
   * Returns the forms of a table.
   *
   * @param table names the table's export, of all tasks
   */
  static Forms of(Shape shape, List<String> table) {
    // a day has fewer different values than the table
    List<String> kind = shape.byDay() ? List.of() : table;
    if (shape.entities() != null) {
      return new OfEntities(shape.entities(), kind);
    }
    Form one = new Form("", "", shape.schema(), kind, Shards.filling(shape.schema()));
    return row -> one;
  }

  /** A form for each entity type that the task meets. */
  final class OfEntities implements Forms {
    private final Shape.Entities entities;
    private final List<String> kind;
    private final Map<String, Form> forms = new HashMap<>();
    /** The types that the sample does not have but that get their own folder. */
    private final Set<String> met = new HashSet<>();

    OfEntities(Shape.Entities entities, List<String> kind) {
      this.entities = entities;
      this.kind = kind;
    }

    @Override
    public Form of(InternalRow scanned) {
      return forms.computeIfAbsent(type(scanned), this::form);
    }

    private String type(InternalRow scanned) {
      String type = entities.by().of(item(scanned));
      return entities.schemas().containsKey(type) || met.contains(type) || admit(type)
          ? type
          : EntityFolders.OTHER;
    }

    private boolean admit(String type) {
      return !entities.full()
          && met.size() < EntityFolders.MAX_OWN
          && EntityFolders.mayOwn(type)
          && met.add(type);
    }

    private static DynamoJsonReader item(InternalRow scanned) {
      return new DynamoJsonReader(scanned.getBinary(0));
    }

    private Form form(String type) {
      StructType schema = entities.schema(type);
      RowDecoder decoder = new RowDecoder(schema);
      UnaryOperator<InternalRow> filling = Shards.filling(schema);
      return new Form(
          type,
          entities.folder(type) + "/",
          schema,
          kind.isEmpty() ? kind : Stream.concat(kind.stream(), Stream.of(type)).toList(),
          row -> filling.apply(decoder.decode(item(row))));
    }
  }
}
