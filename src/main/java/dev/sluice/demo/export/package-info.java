/**
 * Point-in-time recovery and exports to S3, which DynamoDB Local does not have: a front on its endpoint ({@link
 * dev.sluice.demo.export.ExportFront}) that answers these operations as DynamoDB does and passes on all others. Requests
 * enter; answers leave, and the files of exports, in DynamoDB's layout, into the embedded S3.
 *
 * <p>DynamoDB Local knows only the present. Of tables with point-in-time recovery all versions of the items are kept
 * ({@link dev.sluice.demo.export.ItemVersions}), from the table's own stream: each request that writes ({@link
 * dev.sluice.demo.export.RecordedRequests}) is answered when what it wrote has been recorded ({@link
 * dev.sluice.demo.export.TableRecorder}), with one time by the clock that can be moved ({@link
 * dev.sluice.demo.export.MovableClock}). So a table is known at any time, and windows that follow one another have each
 * write once. What TTL deletes gets the time of its record in the stream, which has whole seconds. A table whose stream is
 * off has one that does not show ({@link dev.sluice.demo.export.HiddenStreams}).
 */
@NullMarked
package dev.sluice.demo.export;

import org.jspecify.annotations.NullMarked;
