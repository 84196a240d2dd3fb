/**
 * Changes of items, apart from where they are found. A {@link dev.sluice.change.Change} enters, made by {@code export} of
 * a record of an incremental export, with its images as slices of the record's own bytes. It leaves as an item in DynamoDB
 * JSON ({@link dev.sluice.change.ChangeItems}) on a page like any other, so that {@code decode}, and all that {@code source}
 * does with items, do not tell changes from items; {@code schema} has the columns. An attribute that has the name of one of
 * them is spelled so that {@code decode} tells the two apart ({@link dev.sluice.wire.DescribingNames}). Does not depend on Spark or the SDK.
 */
@NullMarked
package dev.sluice.change;

import org.jspecify.annotations.NullMarked;
