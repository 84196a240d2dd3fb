package dev.sluice.demo;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.net.ConnectException;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** The servers end with the process that started them, even if that is killed. */
@Tag("thorough")
class OrphanedServersTest {
  @Test
  void theServersEndWhenTheirParentIsKilled() throws Exception {
    Process parent = startParent();
    String[] servers = parent.inputReader().readLine().split(" ", -1);
    ProcessHandle child = ProcessHandle.of(Long.parseLong(servers[0])).orElseThrow();
    connect(servers[1]);

    parent.destroyForcibly();

    assertThat(child.onExit().get(2, TimeUnit.MINUTES).isAlive()).isFalse();
    assertThatThrownBy(() -> connect(servers[1])).isInstanceOf(ConnectException.class);
    assertThatThrownBy(() -> connect(servers[2])).isInstanceOf(ConnectException.class);
  }

  private static Process startParent() throws IOException {
    return new ProcessBuilder(
            Path.of(System.getProperty("java.home"), "bin", "java").toString(),
            "-cp",
            System.getProperty("surefire.test.class.path", System.getProperty("java.class.path")),
            Parent.class.getName())
        .redirectError(ProcessBuilder.Redirect.INHERIT)
        .start();
  }

  private static void connect(String port) throws IOException {
    new Socket(InetAddress.getLoopbackAddress(), Integer.parseInt(port)).close();
  }

  /** Starts servers, says where they are, and never closes them. */
  static final class Parent {
    private Parent() {}

    public static void main(String[] args) throws IOException {
      EmbeddedServers servers = EmbeddedServers.start();
      System.out.printf(
          "%d %d %d%n",
          servers.pid(), servers.dynamoDb().getPort(), servers.s3().getPort());
      System.in.read();
    }
  }
}
