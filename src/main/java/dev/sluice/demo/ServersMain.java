package dev.sluice.demo;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.sluice.table.AwsSettings;
import dev.sluice.table.Clients;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.PrintStream;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import software.amazon.awssdk.services.s3.S3Client;

/**
 * The embedded servers' own process: DynamoDB Local (in memory, one database for all credentials and regions) with a
 * front that exports tables, and S3Proxy on a folder, on free ports of the loopback interface.
 *
 * <p>Argument: the folder with the buckets; without it a temporary one, deleted at the end. When both are ready one
 * line of JSON, {@code {"dynamodb":"http://127.0.0.1:…","s3":"http://127.0.0.1:…"}}, goes to standard output;
 * everything else goes to standard error. The process ends when its standard input does: with its parent, for any
 * reason.
 *
 * <p>A line {@value #LOAD} on standard input makes and fills the sample tables. Meanwhile lines with the number of items
 * written so far go to standard output, and in the end {@value #LOADED}.
 */
public final class ServersMain {
  static final String LOAD = "load";
  static final String LOADED = "loaded";

  private ServersMain() {}

  public static void main(String[] args) throws Exception {
    Thread.currentThread().setUncaughtExceptionHandler(ServersMain::end);
    PrintStream answer = System.out;
    System.setOut(System.err);
    Path folder = args.length > 0 ? Files.createDirectories(Path.of(args[0])) : temporaryFolder();
    URI s3 = LocalS3.start(folder);
    LocalDynamoDb dynamoDb = LocalDynamoDb.start(clientOf(s3));
    answer.printf("{\"dynamodb\":\"%s\",\"s3\":\"%s\"}%n", dynamoDb.uri(), s3);
    answer.flush();
    obey(new BufferedReader(new InputStreamReader(System.in, UTF_8)), () -> load(dynamoDb, answer));
    Runtime.getRuntime().exit(0);
  }

  /** Returns a client for exports of tables; the server checks no signatures. */
  private static S3Client clientOf(URI s3) {
    System.setProperty("aws.accessKeyId", "sluice");
    System.setProperty("aws.secretAccessKey", "sluice");
    return Clients.s3(new AwsSettings("us-east-1", null, s3, null));
  }

  private static void load(LocalDynamoDb dynamoDb, PrintStream answer) {
    SampleTables.create(dynamoDb.client());
    SampleTables.load(dynamoDb.client(), items -> tell(answer, Long.toString(items)));
    tell(answer, LOADED);
  }

  /** Ends the process; otherwise a running server would keep it alive without the other one. */
  private static void end(Thread thread, Throwable failure) {
    failure.printStackTrace();
    Runtime.getRuntime().exit(1);
  }

  /** Follows the parent's orders until it ends; in a thread of its own, as the parent may end at any time. */
  private static void obey(BufferedReader parent, Runnable load) throws IOException {
    for (String order = parent.readLine(); order != null; order = parent.readLine()) {
      if (order.equals(LOAD)) {
        Thread loading = new Thread(load, "load the sample tables");
        loading.setUncaughtExceptionHandler(ServersMain::end);
        loading.start();
      }
    }
  }

  private static void tell(PrintStream parent, String line) {
    parent.println(line);
    parent.flush();
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
