/**
 * What of a query DynamoDB can do. Spark's predicates enter, with the columns' types and marks and the keys of what is
 * read; a filter expression and key conditions leave, to {@code scan}, and which predicates Spark need not evaluate
 * again, to {@code source}. Needs no Spark session.
 *
 * <p>Connector predicates rather than the older filters, because they keep casts and nested fields apart from columns
 * instead of hiding them.
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
 * <p>Not pushed: casts and arithmetic, comparisons of two columns, elements of arrays and maps, the overflow column,
 * literals that DynamoDB's numbers cannot express (NaN, infinities, beyond 38 digits or its exponents), and empty literals
 * but for a test of type.
 */
@NullMarked
package dev.sluice.pushdown;

import org.jspecify.annotations.NullMarked;
