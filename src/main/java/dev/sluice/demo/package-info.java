/**
 * An embedded AWS for the demo, for tests and for newcomers. The sample files in this package enter; two endpoints
 * ({@link dev.sluice.demo.EmbeddedServers}: DynamoDB Local with a front that exports tables ({@link
 * dev.sluice.demo.export}), and S3Proxy, in a child process) and tables as their owners
 * would have created them ({@link dev.sluice.demo.SampleTables}) leave. {@code job} reads those tables like any others;
 * no stage knows this package.
 */
@NullMarked
package dev.sluice.demo;

import org.jspecify.annotations.NullMarked;
