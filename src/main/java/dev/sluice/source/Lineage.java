package dev.sluice.source;

import dev.sluice.decode.ColumnMetadata;
import dev.sluice.item.TypeTag;
import dev.sluice.sql.PlanParts;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.apache.spark.sql.catalyst.expressions.Alias;
import org.apache.spark.sql.catalyst.expressions.Attribute;
import org.apache.spark.sql.catalyst.expressions.CreateArray;
import org.apache.spark.sql.catalyst.expressions.CreateNamedStruct;
import org.apache.spark.sql.catalyst.expressions.Expression;
import org.apache.spark.sql.catalyst.expressions.GetStructField;
import org.apache.spark.sql.catalyst.expressions.Literal;
import org.apache.spark.sql.catalyst.expressions.aggregate.Collect;
import org.apache.spark.sql.catalyst.plans.logical.CTERelationDef;
import org.apache.spark.sql.catalyst.plans.logical.CTERelationRef;
import org.apache.spark.sql.catalyst.plans.logical.Generate;
import org.apache.spark.sql.catalyst.plans.logical.LogicalPlan;
import org.apache.spark.sql.catalyst.plans.logical.Union;
import org.apache.spark.sql.types.ArrayType;
import org.apache.spark.sql.types.MapType;
import org.apache.spark.sql.types.Metadata;
import org.apache.spark.sql.types.StructField;
import org.apache.spark.sql.types.StructType;
import scala.collection.Seq;

/**
 * Traces the columns of an analyzed plan back to the tagged columns that they are made of.
 *
 * @param made attribute id → the expressions that give the attribute's values: one, or for a union one per branch
 */
record Lineage(Map<Long, List<Expression>> made) {
  static Lineage of(LogicalPlan plan) {
    Lineage lineage = new Lineage(new HashMap<>());
    PlanParts parts = PlanParts.of(plan);
    parts.expressions().forEach(part -> {
      if (part.expression() instanceof Alias alias) {
        lineage.add(alias.exprId().id(), alias.child());
      }
    });
    Map<Long, List<Attribute>> tables = new HashMap<>();
    parts.nodes().forEach(node -> {
      if (node instanceof CTERelationDef table) {
        tables.put(table.id(), PassedValues.list(table.output()));
      }
    });
    parts.nodes().forEach(node -> lineage.add(node, tables));
    return lineage;
  }

  /** @param tables the columns of common table expressions, by id */
  private void add(LogicalPlan node, Map<Long, List<Attribute>> tables) {
    if (node instanceof Generate generate) {
      PassedValues.list(generate.generatorOutput())
          .forEach(attribute -> add(attribute.exprId().id(), (Expression) generate.generator()));
    } else if (node instanceof CTERelationRef reference) {
      columns(reference.output(), tables.getOrDefault(reference.cteId(), List.of()));
    } else if (node instanceof Union union) {
      PassedValues.list(union.children())
          .forEach(branch -> columns(union.output(), PassedValues.list(branch.output())));
    }
  }

  private void columns(Seq<Attribute> output, List<Attribute> of) {
    List<Attribute> own = PassedValues.list(output);
    for (int i = 0; i < of.size(); i++) {
      add(own.get(i).exprId().id(), of.get(i));
    }
  }

  private void add(long id, Expression expression) {
    made.computeIfAbsent(id, any -> new ArrayList<>()).add(expression);
  }

  /**
   * Returns the metadata for an untagged attribute whose values come unchanged from columns that all have the same tag,
   * as in a first, a maximum, a lag or a choice. Empty if there is another part, or none, or if a COMMENT may state the
   * type.
   */
  Optional<Metadata> kept(Attribute column) {
    if (column.metadata().contains("comment")) {
      return Optional.empty();
    }
    Set<String> tags = new HashSet<>();
    tags(column, tags, new HashSet<>());
    String tag = tags.size() == 1 ? tags.iterator().next() : "";
    return tag.isEmpty() ? Optional.empty() : Optional.of(ColumnMetadata.of(tag));
  }

  /** Collects the tags of all parts; an empty tag for a part that has none. */
  private void tags(Expression expression, Set<String> tags, Set<Expression> seen) {
    Optional<StructField> tagged = tagged(expression);
    if (tagged.isPresent()) {
      tags.add(ColumnMetadata.type(tagged.get().metadata()));
      return;
    }
    List<Expression> parts = PassedValues.unchanged(expression, made);
    if (parts.isEmpty() && !isNull(expression)) {
      tags.add("");
    }
    parts.stream().filter(seen::add).forEach(part -> tags(part, tags, seen));
  }

  /**
   * The columns that a value is made of.
   *
   * @param parts the tagged columns, and their elements and values
   * @param members for a struct that the query builds, the origins of each field; empty: any of the parts
   */
  record Origins(List<StructField> parts, Map<String, Origins> members) {
    static final Origins NONE = new Origins(List.of(), Map.of());
  }

  /** Returns the origins of an expression without a tag. */
  Origins origins(Expression expression) {
    Set<StructField> found = new LinkedHashSet<>();
    origins(expression, true, found, new HashSet<>());
    return new Origins(List.copyOf(found), found.isEmpty() ? Map.of() : members(expression));
  }

  private Map<String, Origins> members(Expression expression) {
    Expression last = expression;
    Set<Expression> seen = new HashSet<>();
    for (List<Expression> next = List.of(expression);
        next.size() == 1 && seen.add(next.get(0));
        next = inner(last)) {
      last = next.get(0);
    }
    Map<String, Origins> members = new HashMap<>();
    if (last instanceof CreateNamedStruct struct) {
      List<Expression> values = PassedValues.list(struct.valExprs());
      for (int i = 0; i < values.size(); i++) {
        members.put(struct.dataType().apply(i).name(), origins(values.get(i)));
      }
    }
    return members;
  }

  /** Returns the expressions whose values are passed on, or collected into a list. */
  private List<Expression> inner(Expression expression) {
    List<Expression> same = PassedValues.unchanged(expression, made);
    boolean list = expression instanceof Collect<?> || expression instanceof CreateArray;
    return same.isEmpty() && list ? PassedValues.list(expression.children()) : same;
  }

  /** @param whole whether values of every type are passed on; otherwise a function makes new texts and numbers */
  private void origins(
      Expression expression, boolean whole, Set<StructField> found, Set<Expression> seen) {
    Optional<StructField> tagged = tagged(expression);
    if (tagged.isPresent()) {
      if (whole || isCollection(expression)) {
        parts(tagged.get(), found);
      }
      return;
    }
    List<Expression> same = PassedValues.unchanged(expression, made);
    boolean handed = !same.isEmpty() || PassedValues.holds(expression);
    if (!handed && expression.resolved() && !isCollection(expression)) {
      return;
    }
    (same.isEmpty() ? PassedValues.list(expression.children()) : same)
        .stream().filter(seen::add).forEach(part -> origins(part, whole && handed, found, seen));
  }

  private static boolean isNull(Expression expression) {
    return expression instanceof Literal literal && literal.value() == null;
  }

  private static boolean isCollection(Expression expression) {
    return expression.dataType() instanceof ArrayType
        || expression.dataType() instanceof MapType
        || expression.dataType() instanceof StructType;
  }

  private static Optional<StructField> tagged(Expression expression) {
    StructField field = expression instanceof Attribute column
        ? new StructField(column.name(), column.dataType(), true, column.metadata())
        : expression instanceof GetStructField member
            ? member.childSchema().apply(member.ordinal())
            : null;
    return Optional.ofNullable(field)
        .filter(f -> !ColumnMetadata.type(f.metadata()).isEmpty());
  }

  /** Adds a type and its elements, but not the fields of structs, which have their own tags. */
  private static void parts(StructField field, Set<StructField> parts) {
    if (!parts.add(field)) {
      return;
    }
    Metadata inner = ColumnMetadata.of(TypeTag.inner(ColumnMetadata.type(field.metadata())));
    if (field.dataType() instanceof ArrayType array) {
      parts(new StructField(field.name(), array.elementType(), true, inner), parts);
    } else if (field.dataType() instanceof MapType map) {
      parts(new StructField(field.name(), map.valueType(), true, inner), parts);
    }
  }
}
