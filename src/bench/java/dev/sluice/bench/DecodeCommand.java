package dev.sluice.bench;

import dev.sluice.bench.decode.DecodeBenchmark;
import java.util.concurrent.Callable;
import org.openjdk.jmh.runner.Runner;
import org.openjdk.jmh.runner.RunnerException;
import org.openjdk.jmh.runner.options.OptionsBuilder;
import picocli.CommandLine.Command;

/** The decoder alone. */
@Command(
    name = "decode",
    mixinStandardHelpOptions = true,
    description = "JMH of the decoder: pages in memory to rows, items a second.")
final class DecodeCommand implements Callable<Integer> {
  @Override
  public Integer call() throws RunnerException {
    new Runner(new OptionsBuilder()
            .include(DecodeBenchmark.class.getName())
            .jvmArgsAppend("@" + Machine.root().resolve("conf/jvm.options"))
            .build())
        .run();
    return 0;
  }
}
