package dev.sluice.decode;

import static java.util.stream.Collectors.joining;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Pages made to hurt: refused or rejected, or the rows that the SDK sees, within seconds and in the memory that there
 * is. {@link AgainstSdk} says how their texts are read.
 */
@Timeout(value = 10, unit = TimeUnit.SECONDS, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
final class HostileBytesTest {
  private static final AgainstSdk DECODER = new AgainstSdk();

  @AfterAll
  static void close() {
    DECODER.close();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{'text':{'S':'\\ud800'}}",
        "{'text':{'S':'\\udc00\\ud800'}}",
        "{'text':{'S':'\\ud83dx\\ude00'}}",
        "{'text':{'S':'\\ud83d\\ud83d\\ude00'}}",
        "{'tags':{'SS':['\\ud800']}}",
        "{'list':{'L':[{'S':'\\udfff'}]}}",
        "{'\\ud800':{'S':'x'}}",
        "{'by user':{'M':{'\\ud800':{'N':'1'}}}}",
        "{'metrics':{'M':{'\\ud800':{'N':'1'}}}}",
        "{'other':{'S':'\\ud800'}}",
        "{'other':{'M':{'\\udc00':{'S':''}}}}"
      })
  void halvesOfSurrogatePairs(String item) {
    DECODER.check(item);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "C080",
        "FF",
        "80",
        "E282",
        "C3",
        "EDA080",
        "EDA0BDEDB880",
        "F4908080",
        "F0808080",
        "F8888080",
        "E0809F"
      })
  void whatIsNoUtf8(String bytes) {
    DECODER.checkIn(
        bytes,
        "{'text':{'S':'a<%s>b'}}",
        "{'text':{'S':'\\n<%s>'}}",
        "{'text':{'S':'<%s>'}}",
        "{'other':{'S':'<%s>b'}}",
        "{'a<%s>b':{'S':'x'}}",
        "{'by user':{'M':{'a<%s>b':{'N':'1'}}}}",
        "{'by user':{'M':{'a<%s>b':{'S':'1'}}}}",
        "{'other':{'M':{'a<%s>b':{'N':'1'}}}}",
        "{'tags':{'SS':['a<%s>b']}}",
        "{'text':{'S':'x'}<%s>}");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{'text':{'S':'a<00>b'}}",
        "{'text':{'S':'a\\u0000b'}}",
        "{'other':{'S':'a<00>b'}}",
        "{'other':{'S':'a\\u0000b'}}",
        "{'text'<00>:{'S':'x'}}",
        "{'text':<00>{'S':'x'}}",
        "{'text':{'S':'x'}<0B>}",
        "<0C>{'text':{'S':'x'}}",
        "{'text':{'S':'x'}}<00>",
        "<EFBBBF>{'text':{'S':'x'}}"
      })
  void controlCharacters(String item) {
    DECODER.check(item);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "\\",
        "\\u",
        "\\u1",
        "\\u12",
        "\\u123",
        "\\u12G4",
        "\\u-123",
        "\\u+123",
        "\\x",
        "\\U0041",
        "\\'",
        "\\0",
        "\\u<EFBC91><EFBC91>",
        "\\ud83d\\u",
        "\\ud83d\\ud",
        "\\ud83d\\"
      })
  void escapesCutOff(String escape) {
    DECODER.checkIn(
        escape,
        "{'text':{'S':'a%s'}}",
        "{'text':{'S':'a%sb'}}",
        "{'other':{'S':'a%s'}}",
        "{'other%s':{'S':'a'}}",
        "{'other':{'M':{'a%s':{'S':'b'}}}}",
        "{'other':{'SS':['a%s']}}",
        "{'tags':{'SS':['a%s']}}",
        "{'by user':{'M':{'a%s':{'N':'1'}}}}");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{'text':{'S':'a'},'text':{'S':'b'}}",
        "{'text':{'N':'1'},'text':{'S':'b'}}",
        "{'text':{'S':'a'},'text':{'N':'1'}}",
        "{'text':{'NULL':true},'text':{'NULL':true}}",
        "{'other':{'S':'a'},'other':{'S':'b'}}",
        "{'other':{'S':'a'},'\\u006fther':{'S':'b'}}",
        "{'count':{'N':'0.5'},'count':{'N':'1'}}",
        "{'metrics':{'M':{'f1':{'N':'1'},'f1':{'N':'2'}}}}",
        "{'metrics':{'M':{'f1':{'S':'1'},'f1':{'N':'2'}}}}",
        "{'metrics':{'M':{}},'metrics':{'S':'x'}}",
        "{'by user':{'M':{'a':{'N':'1'},'a':{'N':'2'}}}}",
        "{'by user':{'M':{'a':{'N':'1'},'a':{'S':'2'}}}}",
        "{'by user':{'M':{'a':{'S':'1'},'a':{'N':'2'}}}}",
        "{'other':{'M':{'a':{'N':'1'},'a':{'N':'2'}}}}",
        "{'other':{'M':{'a':{'N':'1'},'\\u0061':{'N':'2'}}}}",
        "{'other':{'L':[{'M':{'a':{'M':{}},'b':{'S':''},'a':{'M':{}}}}]}}",
        "{'metrics':{'M':{'x':{'N':'1'},'x':{'N':'2'}}}}",
        "{'metrics':{'M':{'deep':{'S':'x'},'deep':{'M':{}}}}}",
        "{'metrics':{'M':{'deep':{'M':{}},'deep':{'M':{'deeper':{'L':[]}}}}}}",
        "{'metrics':{'S':'x'},'metrics':{'M':{}}}",
        "{'list':{'L':[{'M':{'a':{'S':'x'},'a':{'S':'x'}}}]}}",
        "{'é':{'S':'a'},'é':{'S':'b'}}",
        "{'text':{'S':'a','S':'b'}}",
        "{'text':{'S':'a','N':'1'}}",
        "{'other':{'S':'a','N':'1'}}"
      })
  void namesThatComeTwice(String item) {
    DECODER.check(item);
    assertThat(DECODER.accepts(item)).isFalse();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"{%s}", "{'other':{'M':{%s}}}", "{'by user':{'M':{%s}}}", "{'metrics':{'M':{%s}}}"
      })
  void namesThatComeTwiceAmongMany(String map) {
    for (int count : new int[] {7, 8, 9, 10, 100}) {
      String members = IntStream.range(0, count)
          .mapToObj("'name-%d':{'N':'1'}"::formatted)
          .collect(joining(","));
      assertThat(DECODER.accepts(map.formatted(members))).isTrue();
      for (int again : new int[] {0, count / 2, count - 1}) {
        String twice = members + ",'name-%d':{'N':'1'}".formatted(again);
        assertThat(DECODER.accepts(map.formatted(twice))).as(twice).isFalse();
      }
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "null",
        "1",
        "'x'",
        "[]",
        "{'text':null}",
        "{'text':{}}",
        "{'text':'x'}",
        "{'text':{'S':null}}",
        "{'text':{'S':1}}",
        "{'text':{'S':true}}",
        "{'text':{'S':['a']}}",
        "{'count':{'N':1}}",
        "{'count':{'N':null}}",
        "{'flag':{'BOOL':'true'}}",
        "{'flag':{'BOOL':1}}",
        "{'flag':{'BOOL':null}}",
        "{'flag':{'BOOL':truee}}",
        "{'flag':{'NULL':false}}",
        "{'flag':{'NULL':null}}",
        "{'flag':{'NULL':'true'}}",
        "{'bytes':{'B':'A'}}",
        "{'bytes':{'B':'AB'}}",
        "{'bytes':{'B':'AB=='}}",
        "{'bytes':{'B':'AC=='}}",
        "{'bytes':{'B':'AB==AB=='}}",
        "{'bytes':{'B':'A B='}}",
        "{'bytes':{'B':''}}",
        "{'bytes':{'B':'===='}}",
        "{'bytes':{'B':'_-_-'}}",
        "{'bytes':{'B':'\\u0041\\u0042=='}}",
        "{'bytes':{'B':'YWI='}}",
        "{'other':{'B':'AB=='}}",
        "{'other':{'B':'AB'}}",
        "{'other':{'B':'=A=='}}",
        "{'blobs':{'BS':['AB']}}",
        "{'other':{'BS':['A']}}",
        "{'tags':{'SS':[]}}",
        "{'tags':{'SS':null}}",
        "{'tags':{'SS':[null]}}",
        "{'tags':{'SS':['a','a']}}",
        "{'tags':{'SS':'a'}}",
        "{'other':{'SS':[]}}",
        "{'other':{'NS':['1','1.0']}}",
        "{'list':{'L':[null]}}",
        "{'list':{'L':{}}}",
        "{'list':{'L':[{}]}}",
        "{'metrics':{'M':null}}",
        "{'metrics':{'M':[]}}",
        "{'metrics':{'M':{'f1':null}}}",
        "{'by user':{'M':{'a':null}}}",
        "{'':{'S':'x'}}",
        "{'other':{'M':{'':{'S':'x'}}}}",
        "{'text':{'X':'x'}}",
        "{'text':{'s':'x'}}",
        "{'text':{'S ':'x'}}",
        "{'text':{'SSS':['x']}}",
        "{'text':{'S':'x'},}",
        "{,'text':{'S':'x'}}",
        "{'text':{'S':'x',}}",
        "{'list':{'L':[{'S':'x'},]}}",
        "{'list':{'L':[,{'S':'x'}]}}",
        "{'text' {'S':'x'}}",
        "{text:{'S':'x'}}",
        "{'text':{'S':'x'}} {'text':{'S':'y'}}",
        "{'text':{'S':'x'}},",
        "/**/{'text':{'S':'x'}}",
        "{'_overflow':{'S':'x'},'/text':{'S':'y'}}",
        "{'_overflow':{'M':{'/text':{'S':'y'}}}}",
        "{'Text':{'S':'x'},'text':{'S':'y'},'TEXT':{'S':'z'}}",
        "{'a/b~c':{'S':'x'},'a':{'M':{'b~c':{'S':'y'}}}}",
        "{'Count':{'NULL':true}}",
        "{'metrics':{'M':{'a/b':{'S':'x'},'':{'S':'y'},'~1':{'S':'z'}}}}"
      })
  void valuesOfOtherShapes(String item) {
    DECODER.check(item);
  }

  @Tag("thorough")
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "[ | ''",
        "{'a': | ''",
        "{'other':{'L':[ | ''",
        "{'other':{'L':[ | ]}}",
        "{'M':{'a': | ''",
        "{'list':{'L':[{'L':[ | ]}]}}",
        "{'metrics':{'M':{'deep':{'M':{ | }}}}"
      })
  void nestingWithoutEnd(String open, String close) {
    DECODER.check(open.repeat(10_000_000 / open.length()) + close.repeat(1_000_000));
    DECODER.check("{'other':" + open.repeat(1_000_000) + close.repeat(1_000_000));
    DECODER.check("{'list':{'L':[" + open.repeat(1_000_000) + close.repeat(1_000_000));
    DECODER.check("{'other':{'X':" + open.repeat(1_000_000) + close.repeat(1_000_000));
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 8, 16, 29, 30, 31, 32, 33, 38, 45, 60, 200})
  void nestingToAndBeyondWhatDynamoDbTakes(int depth) {
    String lists = "{'L':[".repeat(depth) + "{'S':'x'}" + "]}".repeat(depth);
    String maps = "{'M':{'k':".repeat(depth) + "{'S':'x'}" + "}}".repeat(depth);
    for (String value : new String[] {lists, maps}) {
      for (String name : new String[] {"other", "list", "metrics", "by user"}) {
        String item = "{'%s':%s}".formatted(name, value);
        DECODER.check(item);
        if (depth <= 32) {
          assertThat(DECODER.accepts(item)).as(item).isTrue();
        }
      }
    }
  }

  @Tag("thorough")
  @ParameterizedTest
  @ValueSource(strings = {"a", "é", "😀", "\\n", "\\ud83d\\ude00", "\\u00e9", "\\\\"})
  void hugeStrings(String piece) {
    String huge = piece.repeat(4_000_000 / piece.length());
    DECODER.check("{'text':{'S':'%s'}}".formatted(huge));
    DECODER.check("{'other':{'S':'%s'}}".formatted(huge));
    // longer names the SDK itself does not take
    DECODER.check("{'%s':{'S':''}}".formatted(piece.repeat(7_000)));
    DECODER.check("{'text':{'S':'%s".formatted(huge));
  }
}
