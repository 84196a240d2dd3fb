/**
 * Test helpers that more than one package uses.
 *
 * <ul>
 *   <li>{@link dev.sluice.testing.TestSpark} and {@link dev.sluice.testing.TestServers} start one Spark session, one
 *       DynamoDB and one S3 for each test JVM, when a test first asks for them. Tests share them, so each test uses table
 *       and bucket names of its own.
 *   <li>{@link dev.sluice.testing.FaultyDynamoDb} and {@link dev.sluice.testing.FaultyS3} are proxies in front of the two
 *       servers. They record each request and inject faults: {@link dev.sluice.testing.InjectedFault} and {@link
 *       dev.sluice.testing.S3Fault}. A {@link dev.sluice.testing.HeldRequest} suspends one request to S3.
 *   <li>{@link dev.sluice.testing.CommandLine} runs commands as a person does, and keeps what they print.
 *   <li>{@link dev.sluice.testing.RecordedCalls} and {@link dev.sluice.testing.ThrowingCalls} watch the SDK's clients inside
 *       the JVM: permissions that calls need, and errors that no server returns.
 *   <li>{@link dev.sluice.testing.WireJson}, {@link dev.sluice.testing.Mutations} and {@link dev.sluice.testing.SdkView}
 *       make responses, damage them, and decode them with the SDK as the reference.
 * </ul>
 *
 * <p>There are no mocks. A helper that only one package uses belongs in that package.
 */
package dev.sluice.testing;
