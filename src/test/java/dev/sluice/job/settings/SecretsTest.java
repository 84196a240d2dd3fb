package dev.sluice.job.settings;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;

import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;
import java.time.Duration;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class SecretsTest {
  private static final int LENGTH = 1_000_000;

  @Test
  void hidesWhatUrisHold() {
    assertThat(
            Secrets.masked("s3a://id:hunter2@bucket/x and https://h/p?a=1&X-Amz-Signature=ab12 …"))
        .isEqualTo("s3a://***@bucket/x and https://h/p?a=1&X-Amz-Signature=*** …");
    assertThat(Secrets.masked("https://h/what??token=t1;apiKey=k1&b=2"))
        .isEqualTo("https://h/what??token=***;apiKey=***&b=2");
  }

  /** It names the key, and the key stays in KMS. */
  @Test
  void showsWhichKeyOfKmsIsMeant() {
    assertThat(Secrets.masked("sluice.source.export.kms-key", "alias/exports"))
        .isEqualTo("alias/exports");
    assertThat(Secrets.masked("--set source.kind=pitr;source.export.kms-key=alias/exports"))
        .isEqualTo("--set source.kind=pitr;source.export.kms-key=alias/exports");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "API_KEY",
        "APIKEY",
        "apiKey",
        "DB_PASS",
        "DBPASS",
        "dbPass",
        "GITHUB_PAT",
        "PAT",
        "SSH_PASSPHRASE",
        "PROXY_AUTH",
        "SIGNING_KEY",
        "KMS_SECRET_KEY",
        "KMSKEY_PASSWORD",
        "SIGNING_KEY_2",
        "KEY1",
        "PGPASSWORD",
        "AWS_SECRET_ACCESS_KEY",
        "MY_CREDS",
        "MYSQL_PWD",
        "my.secret",
        "private-key"
      })
  void namesOfSecrets(String name) {
    assertThat(Secrets.isName(name)).isTrue();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "PATH",
        "PWD",
        "OLDPWD",
        "CLASSPATH",
        "PATTERN",
        "AUTHOR",
        "KEYBOARD",
        "PASSENGERS",
        "TABLE",
        "REGION",
        "SLUICE_ROOT",
        "sluice.report.path",
        "events.latency-ms",
        "KMS_KEY",
        "SSE_KMS_KEY_ID",
        "kmsKey",
        "sluice.source.export.kms-key"
      })
  void namesOfNoSecrets(String name) {
    assertThat(Secrets.isName(name)).isFalse();
  }

  /** Of 40,000 question marks one took 18 s, as the square of the length. */
  @Tag("thorough")
  @ParameterizedTest
  @MethodSource("nasty")
  void takesTimeByLength(String unit) {
    String text = unit.repeat(LENGTH / unit.length());
    ThreadMXBean clock = ManagementFactory.getThreadMXBean();
    long begin = clock.getCurrentThreadCpuTime();
    assertThatCode(() -> {
          Secrets.masked(text);
          Secrets.masked("?" + text);
          Secrets.masked("://" + text);
          Secrets.masked(text, text);
        })
        .doesNotThrowAnyException();
    assertThat(Duration.ofNanos(clock.getCurrentThreadCpuTime() - begin))
        .isLessThan(Duration.ofSeconds(2));
  }

  static Stream<String> nasty() {
    return Stream.of(
        "?",
        ";",
        "&",
        "://",
        "?a",
        "?key",
        "?key=",
        "key",
        "=",
        "@",
        "://a",
        "://a@",
        ":",
        "/",
        "a",
        "secretsecre",
        "access-_",
        "?tokentoken",
        " ",
        "\n",
        "?\n",
        "é",
        "\uD83D",
        "?=",
        "&;?");
  }
}
