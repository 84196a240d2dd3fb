/**
 * An embedded AWS for the demo, for tests and for newcomers. Nothing enters but the sample files beside this
 * package; what leaves is two endpoints ({@link dev.sluice.demo.EmbeddedServers}: DynamoDB Local and S3Proxy, in a
 * child process) and tables as their owners would have made them ({@link dev.sluice.demo.SampleTables}). {@code
 * job} reads those tables as it would any others; no stage knows this package.
 */
@NullMarked
package dev.sluice.demo;

import org.jspecify.annotations.NullMarked;
