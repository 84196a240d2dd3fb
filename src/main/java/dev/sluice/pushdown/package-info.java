/**
 * The part of a query that DynamoDB can evaluate. Spark's predicates enter, with the columns' types and marks and the keys of what is
 * read; a filter expression and key conditions leave, to {@code scan}, and which predicates Spark need not evaluate
 * again, to {@code source}. Needs no Spark session.
 *
 * <p>Connector predicates, which keep nested fields apart from columns with dots in their names. {@code source} makes them of
 * Spark's older filters: of some expressions that Spark translates into predicates by itself, it ends the query.
 *
 * <p>The rule: a row stays where SQL's answer is TRUE, and SQL has three answers where DynamoDB has two. So a predicate
 * is translated twice over, into the condition under which it is TRUE and the one under which it is FALSE; NOT swaps them,
 * AND and OR combine them (De Morgan), and DynamoDB's own NOT stands only before a test of type, {@code IN} or a text
 * function that a test of type guards. Each condition is exact, or a superset: then DynamoDB removes only rows that SQL
 * would not keep, and Spark evaluates again. It is a superset where a value of the right DynamoDB type may not fit its
 * column, since that value is null to SQL: a fraction or a huge number in a column of longs is "&lt; 5" to DynamoDB and
 * unknown to SQL. For the same reason IS NULL of such a column is never pushed. DynamoDB orders S by UTF-8 bytes and B by
 * unsigned bytes, and so does Spark; numbers kept as text are ordered as text by Spark and are only tested for their type.
 *
 * <p>A Query needs equality on every attribute of the partition key, of which a global index may have up to four; sort key
 * attributes follow from the left, up to the first that has no equality.
 *
 * <p>Projections are of whole attributes. A path would spare the network some bytes, and no read units, but DynamoDB
 * leaves out a map of which nothing is projected: an item {@code {a: {c: 1}}} asked for {@code a.b} comes without {@code a},
 * just as one that has none, and {@code a IS NULL}, which Spark evaluates on the pruned struct, would be wrong. So a field
 * that is asked for alone is fetched with its attribute, and decoded alone.
 *
 * <p>Not pushed: casts and arithmetic, comparisons of two columns, elements of arrays and maps, the overflow column,
 * literals that DynamoDB's numbers cannot express (NaN, infinities, beyond 38 digits or its exponents), and empty literals
 * but for a test of type.
 */
@NullMarked
package dev.sluice.pushdown;

import org.jspecify.annotations.NullMarked;
