package dev.sluice.demo;

import java.io.IOException;
import java.io.InputStream;
import java.io.PrintStream;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * The embedded servers' own process: DynamoDB Local (in memory, one database for all credentials and regions) and
 * S3Proxy on a folder, on free ports of the loopback interface.
 *
 * <p>Argument: the folder with the buckets; without it a temporary one, deleted at the end. When both are ready one
 * line of JSON, {@code {"dynamodb":"http://127.0.0.1:…","s3":"http://127.0.0.1:…"}}, goes to standard output;
 * everything else goes to standard error. The process ends when its standard input does: with its parent, for any
 * reason.
 */
public final class ServersMain {
  private ServersMain() {}

  public static void main(String[] args) throws Exception {
    Thread.currentThread().setUncaughtExceptionHandler(ServersMain::end);
    PrintStream answer = System.out;
    System.setOut(System.err);
    Path folder = args.length > 0 ? Files.createDirectories(Path.of(args[0])) : temporaryFolder();
    URI dynamoDb = LocalDynamoDb.start();
    URI s3 = LocalS3.start(folder);
    answer.printf("{\"dynamodb\":\"%s\",\"s3\":\"%s\"}%n", dynamoDb, s3);
    answer.flush();
    awaitEnd(System.in);
    Runtime.getRuntime().exit(0);
  }

  /** Ends the process; otherwise a running server would keep it alive without the other one. */
  private static void end(Thread main, Throwable failure) {
    failure.printStackTrace();
    Runtime.getRuntime().exit(1);
  }

  private static void awaitEnd(InputStream parent) throws IOException {
    parent.transferTo(PrintStream.nullOutputStream());
  }

  private static Path temporaryFolder() throws IOException {
    Path folder = Files.createTempDirectory("sluice-s3-");
    // a hook, so that an interrupt from the terminal, which reaches this process too, leaves
    // nothing behind
    Runtime.getRuntime()
        .addShutdownHook(new Thread(() -> Folders.delete(folder), "delete " + folder));
    return folder;
  }
}
