/**
 * Point-in-time recovery and exports to S3, which DynamoDB Local does not have: a front on its endpoint ({@link
 * dev.sluice.demo.export.ExportFront}) that answers these operations as DynamoDB does and passes on all others. Requests
 * enter; answers leave, and the files of exports, in DynamoDB's layout, into the embedded S3.
 *
 * <p>DynamoDB Local knows only the present. The front keeps the states of each table with point-in-time recovery ({@link
 * dev.sluice.demo.export.TableHistory}): when recovery is switched on, at each export, and before each move of the clock
 * ({@link dev.sluice.demo.export.MovableClock}). A table at another time is known if the states before and after it are
 * equal; else an export of it is refused. While a state is taken, writes wait, so each state is that of one instant. Items that were
 * changed between two states have the time of the later one.
 */
@NullMarked
package dev.sluice.demo.export;

import org.jspecify.annotations.NullMarked;
