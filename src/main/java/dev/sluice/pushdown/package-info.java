/**
 * Finds the part of a query that DynamoDB can evaluate. Spark's predicates enter, with the columns' types and type tags
 * and the keys of the table or index. A filter expression and key conditions leave, to {@code scan}; the list of
 * predicates that Spark need not evaluate again leaves to {@code source}. Needs no Spark session.
 *
 * <p>The predicates are Spark's connector predicates, which distinguish nested fields from columns with dots in their
 * names. {@code source} makes them from Spark's older filters, because Spark's own translation into predicates fails
 * for some expressions and ends the query.
 *
 * <p>The rule: SQL keeps a row if the predicate is TRUE. SQL has three truth values, DynamoDB two. So each predicate is
 * translated twice, into the condition under which it is TRUE and the condition under which it is FALSE. NOT swaps the
 * two, and AND and OR combine them (De Morgan). DynamoDB's own NOT is used only before a type test, {@code IN}, or a
 * text function guarded by a type test. Each condition is exact or a superset. With a superset DynamoDB removes only
 * rows that SQL would not keep, and Spark evaluates the predicate again. A condition is a superset if a value of the
 * right DynamoDB type may not fit its column, because SQL sees null there: a fraction or a huge number in a column of
 * longs is "&lt; 5" to DynamoDB and unknown to SQL. For the same reason IS NULL on such a column is never pushed.
 * DynamoDB orders S by UTF-8 bytes and B by unsigned bytes, and so does Spark; numbers kept as text are ordered as text
 * by Spark and are only tested for their type.
 *
 * <p>An IS NOT NULL beside a predicate that is never TRUE of null adds nothing, whoever evaluates the other one. Spark
 * adds it to every comparison. It counts as exact, so that it alone does not keep an aggregate in Spark.
 *
 * <p>In Queries, predicates that are inexact only because values may not fit their column become exact by a {@link
 * dev.sluice.pushdown.RowCheck}: the reader leaves out rows with a null there. So do strict bounds, which BETWEEN cannot
 * express. Rows must be seen for it, so nothing can be counted then. The rows of a Query come in the order of {@link
 * dev.sluice.pushdown.SortKeyOrder}.
 *
 * <p>A Query needs equality on every attribute of the partition key; a global index may have up to four. Sort key
 * attributes follow from the left, up to the first one without equality. {@code DemandedKeys} finds out whether an index has
 * every row that the predicates want.
 *
 * <p>Keys may also become known while a statement runs. {@code RuntimeQueries} then makes Queries of a Scan that was
 * planned before. The predicates that the Scan's filter evaluated must still hold. Those on keys only, which a Query's
 * filter must not name, are evaluated by a {@code KeyTest}. Those on keys and other attributes are never reported as
 * exact, so Spark evaluates them.
 *
 * <p>Projections contain whole attributes. Projecting a path would save some bytes on the network but no read units,
 * and DynamoDB leaves out a map if none of its members is projected. For {@code a.b}, the item {@code {a: {c: 1}}} is
 * returned without {@code a}, like an item that has no {@code a}, and {@code a IS NULL}, which Spark evaluates on the
 * pruned struct, would be wrong. So a single field is fetched with its whole attribute, and only the field is decoded.
 *
 * <p>Not pushed: casts and arithmetic, comparisons of two columns, elements of arrays and maps, the overflow column,
 * literals that DynamoDB's numbers cannot express (NaN, infinities, beyond 38 digits or its exponents), and empty
 * literals, except for a type test.
 */
@NullMarked
package dev.sluice.pushdown;

import org.jspecify.annotations.NullMarked;
