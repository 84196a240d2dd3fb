package dev.sluice.dataset;

import dev.sluice.decode.RowDecoder;
import dev.sluice.wire.DynamoJsonReader;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.UnaryOperator;
import java.util.stream.Collectors;
import org.apache.spark.sql.catalyst.InternalRow;
import org.apache.spark.sql.catalyst.expressions.GenericInternalRow;
import org.apache.spark.sql.catalyst.expressions.UnsafeProjection;
import org.apache.spark.sql.types.StructType;

/** The forms of one task's rows: one for all, or one for each kind of item, which is decoded here by its own columns. */
interface Forms {
  /** Of this row. */
  Form of(InternalRow scanned);

  /**
   * As the table's shape has it.
   *
   * @param first rows, which show which columns no dictionary pays for
   */
  static Forms of(Shape shape, List<InternalRow> first) {
    if (shape.kinds() != null) {
      return new OfKinds(shape.kinds(), first);
    }
    StructType scanned = shape.scanned();
    UnaryOperator<InternalRow> reading = UnaryOperator.identity();
    if (scanned.size() < shape.schema().size()) {
      UnaryOperator<InternalRow> filling = Shards.filling(shape.schema());
      reading = row -> filling.apply(copied(row, scanned, shape.schema().size()));
    } else if (shape.byDay()) {
      reading = UnsafeProjection.create(scanned)::apply;
    }
    Form one =
        new Form("", "", shape.schema(), DictionaryHeuristic.columns(first, scanned), reading);
    return row -> one;
  }

  private static InternalRow copied(InternalRow row, StructType columns, int size) {
    GenericInternalRow copy = new GenericInternalRow(size);
    for (int i = 0; i < columns.size(); i++) {
      copy.update(i, row.isNullAt(i) ? null : row.get(i, columns.apply(i).dataType()));
    }
    return copy;
  }

  /** A form for each kind that was met. */
  final class OfKinds implements Forms {
    private final Shape.Kinds kinds;
    private final Map<String, List<InternalRow>> first;
    private final Map<String, Form> forms = new HashMap<>();
    /** Kinds that the sample did not see, and that have a folder all the same. */
    private final Set<String> met = new HashSet<>();

    OfKinds(Shape.Kinds kinds, List<InternalRow> first) {
      this.kinds = kinds;
      this.first = first.stream().collect(Collectors.groupingBy(this::kind));
    }

    @Override
    public Form of(InternalRow scanned) {
      return forms.computeIfAbsent(kind(scanned), this::form);
    }

    private String kind(InternalRow scanned) {
      String kind = kinds.by().of(item(scanned));
      return kinds.schemas().containsKey(kind) || met.contains(kind) || admit(kind)
          ? kind
          : Entities.OTHER;
    }

    private boolean admit(String kind) {
      return !kinds.full()
          && met.size() < Entities.MAX_OWN
          && Entities.mayOwn(kind)
          && met.add(kind);
    }

    private static DynamoJsonReader item(InternalRow scanned) {
      return new DynamoJsonReader(scanned.getBinary(0));
    }

    private Form form(String kind) {
      StructType schema = kinds.schema(kind);
      RowDecoder decoder = new RowDecoder(schema);
      UnaryOperator<InternalRow> filling = Shards.filling(schema);
      List<InternalRow> rows = first.getOrDefault(kind, List.of()).stream()
          .map(row -> decoder.decode(item(row)).copy())
          .toList();
      return new Form(
          kind,
          kinds.folder(kind) + "/",
          schema,
          DictionaryHeuristic.columns(rows, schema),
          row -> filling.apply(decoder.decode(item(row))));
    }
  }
}
