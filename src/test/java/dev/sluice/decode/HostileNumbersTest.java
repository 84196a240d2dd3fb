package dev.sluice.decode;

import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Numbers, and what is none, wherever one may stand: rejected, or the rows that the SDK sees, within seconds. */
@Timeout(value = 10, unit = TimeUnit.SECONDS, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
final class HostileNumbersTest {
  private static final AgainstSdk DECODER = new AgainstSdk();

  @AfterAll
  static void close() {
    DECODER.close();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "1e999999999",
        "1e-999999999",
        "-1E+2147483647",
        "1E-2147483648",
        "1e99999999999999999999",
        "0e999999999",
        "0E-999999999",
        "1e1000000",
        ".",
        "-.",
        "-",
        "+",
        "+1",
        "--1",
        "1.",
        ".5",
        "-.5",
        "1..2",
        "1.2.3",
        "",
        " 1",
        "1 ",
        "1e",
        "1e+",
        "e5",
        "0x10",
        "1f",
        "1d",
        "NaN",
        "Infinity",
        "-0",
        "-0.0",
        "00",
        "007",
        "-007.50",
        "1_000",
        "1,000",
        "１",
        "٣",
        "9223372036854775808",
        "-9223372036854775808",
        "-9223372036854775809",
        "18446744073709551616",
        "99999999999999999999999999999999999999",
        "1E-130",
        "9.99E+125",
        "0.0000000000000001",
        "1E+3",
        "123.456",
        "123.4560",
        "123.4561",
        "999999999999999.999",
        "1000000000000000",
        "4.9E-324",
        "1E-400",
        "1.7976931348623157E+308",
        "2E+308",
        "0.1",
        "9007199254740993",
        "\\u0031",
        "1\\u002e5"
      })
  void numbers(String number) {
    DECODER.checkIn(
        number,
        "{'count':{'N':'%s'}}",
        "{'price':{'N':'%s'}}",
        "{'any.number':{'N':'%s'}}",
        "{'primes':{'NS':['1','%s']}}",
        "{'by user':{'M':{'a':{'N':'%s'}}}}",
        "{'metrics':{'M':{'f1':{'N':'%s'}}}}",
        "{'list':{'L':[{'N':'%s'}]}}",
        "{'other':{'N':'%s'}}",
        "{'other':{'NS':['2','%s']}}");
  }

  @Tag("thorough")
  @ParameterizedTest
  @ValueSource(strings = {"1", "9", "0.", "-0.00", "0", "1E"})
  void numbersOfMillionsOfDigits(String start) {
    String number = start + (start.equals("1") ? "0" : "7").repeat(4_000_000);
    DECODER.checkIn(
        number,
        "{'count':{'N':'%s'}}",
        "{'price':{'N':'%s'}}",
        "{'any.number':{'N':'%s'}}",
        "{'other':{'NS':['%s']}}");
  }
}
