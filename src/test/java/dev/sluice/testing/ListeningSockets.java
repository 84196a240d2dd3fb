package dev.sluice.testing;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** The sockets on which a process of this machine listens, read from Linux's {@code /proc}. */
public final class ListeningSockets {
  private static final Pattern SOCKET = Pattern.compile("socket:\\[(\\d+)]");
  private static final String LISTENING = "0A";
  /** 127.0.0.0/8 in the order of a little-endian machine, ::1, and 127.0.0.0/8 as IPv6 has it. */
  private static final Pattern LOOPBACK = Pattern.compile(
      "......7F:.*|00000000000000000000000001000000:.*|0000000000000000FFFF0000......7F:.*");

  private ListeningSockets() {}

  /** Returns true if this system has {@code /proc}. */
  public static boolean areKnown() {
    return Files.isReadable(Path.of("/proc/self/net/tcp"));
  }

  /** Returns the addresses on which a process listens, in hexadecimal. */
  public static List<String> of(long pid) {
    Path process = Path.of("/proc", Long.toString(pid));
    try {
      Set<String> own = inodes(process.resolve("fd"));
      return Stream.of("tcp", "tcp6")
          .map(name -> process.resolve("net").resolve(name))
          .flatMap(ListeningSockets::lines)
          .map(line -> line.strip().split("\\s+"))
          .filter(words -> words[3].equals(LISTENING) && own.contains(words[9]))
          .map(words -> words[1])
          .toList();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Returns the addresses that other machines can reach. */
  public static List<String> onTheNetwork(long pid) {
    return of(pid).stream()
        .filter(address -> !LOOPBACK.matcher(address).matches())
        .toList();
  }

  private static Stream<String> lines(Path file) {
    try {
      return Files.exists(file) ? Files.readAllLines(file).stream().skip(1) : Stream.empty();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static Set<String> inodes(Path descriptors) throws IOException {
    try (Stream<Path> all = Files.list(descriptors)) {
      return all.map(ListeningSockets::target)
          .map(SOCKET::matcher)
          .filter(Matcher::matches)
          .map(found -> found.group(1))
          .collect(Collectors.toSet());
    }
  }

  private static String target(Path descriptor) {
    try {
      return Files.readSymbolicLink(descriptor).toString();
    } catch (IOException e) {
      return "";
    }
  }
}
