package dev.sluice.job.settings;

import dev.sluice.access.AccessPath;
import dev.sluice.analytics.LatencyUnit;
import dev.sluice.analytics.TimeFormat;
import dev.sluice.export.ExportLocation;
import dev.sluice.job.settings.Key.Form;
import dev.sluice.table.Endpoints;
import java.net.URI;
import java.net.URISyntaxException;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.OffsetDateTime;
import java.time.ZoneId;
import java.time.format.DateTimeParseException;
import java.util.Arrays;
import java.util.OptionalInt;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Forms of texts. */
final class ValueFormats {
  static final Form<String> REGION =
      matching("an AWS region, such as eu-central-1", "[a-z]{2,}(-[a-z]+)+-\\d+");
  static final Form<URI> ENDPOINT = new Form<>(
      "an https address without user, path and query, or an http one on this machine, such as http://localhost:8000",
      Endpoints::parsed);
  static final Form<String> ROLE_ARN = matching(
      "the ARN of a role, arn:aws:iam::123456789012:role/name",
      "arn:aws[a-z-]*:iam::\\d{12}:role/[\\w+=,.@/-]+");
  private static final String NAME = "[A-Za-z0-9_.-]{3,255}";
  static final Form<String> TABLE = matching(
      "the name or ARN of a DynamoDB table",
      "(arn:aws[a-z-]*:dynamodb:[a-z0-9-]+:\\d{12}:table/)?" + NAME);
  static final Form<String> TABLE_NAME = matching("the name of a DynamoDB table", NAME);
  static final Form<String> INDEX = matching("the name of a secondary index", NAME);
  /** A number of scan segments; empty for {@code auto}. */
  static final Form<OptionalInt> SEGMENTS =
      new Form<>("auto or a whole number from 1 to 1000000", ValueFormats::segments);

  static final Form<AccessPath.Kind> KIND =
      new Form<>("one of scan, query, export, pitr, stream, auto", AccessPath.Kind::requested);
  static final Form<String> BUCKET_NAME =
      matching("the name of a bucket", "[a-z0-9][a-z0-9.-]{1,61}[a-z0-9]");
  static final Form<String> KEY_PREFIX = matching(
      "a key prefix that does not begin with a slash", "[\\w!.*'()-][\\w!.*'()/ -]{0,900}");
  static final Form<String> KMS_KEY = matching(
      "the id, ARN or alias of a KMS key, such as alias/exports",
      "(arn:aws[a-z-]*:kms:[a-z0-9-]+:\\d{12}:key/)?[0-9a-z-]{8,64}"
          + "|(arn:aws[a-z-]*:kms:[a-z0-9-]+:\\d{12}:)?alias/[a-zA-Z0-9/_-]{1,250}");
  static final Form<String> ACCOUNT = matching("an AWS account, 12 digits", "\\d{12}");
  static final Form<ExportLocation> EXPORT =
      new Form<>(ExportLocation.FORMS, ExportLocation::parse);
  static final Form<String> TIME_FORMAT = new Form<>(
      "a pattern of java.time that names the day, such as \"dd/MM/yyyy HH:mm\" (yyyy the year, MM the month, HH the hour to 23,"
          + " hh with a the hour to 12, mm minutes, ss seconds, XXX an offset)",
      ValueFormats::timeFormat);
  static final Form<LatencyUnit> LATENCY_UNIT =
      new Form<>("one of ms, s, us, ns", ValueFormats::latencyUnit);
  static final Form<URI> LOCATION = new Form<>(
      "a local path below / or a URI of file:, s3a: or s3: without credentials, such as s3a://bucket/prefix",
      ValueFormats::location);

  private static final Pattern SCHEME =
      Pattern.compile("[a-zA-Z][a-zA-Z0-9+.-]+:.*", Pattern.DOTALL);

  private static final Pattern URI_PARTS =
      Pattern.compile("(?<scheme>[^:]+):(//(?<authority>[^/]*))?(?<path>.*)", Pattern.DOTALL);
  private static final Pattern BUCKET =
      Pattern.compile("(?!\\d+\\.\\d+\\.\\d+\\.\\d+$)(?!.*\\.\\.)[a-z0-9][a-z0-9.-]{1,61}[a-z0-9]");
  private static final Set<String> THIS_MACHINE = Set.of("", "localhost");
  private static final Pattern ESCAPES = Pattern.compile("(%[0-9a-fA-F]{2})+");
  private static final char NO_UTF8 = '\uFFFD';
  private static final Set<String> DOTS = Set.of(".", "..");

  private ValueFormats() {}

  private static OptionalInt segments(String text) {
    if (text.equals("auto")) {
      return OptionalInt.empty();
    }
    int segments = Integer.parseInt(text);
    return OptionalInt.of(require(segments >= 1 && segments <= 1_000_000, segments));
  }

  private static String timeFormat(String text) {
    try {
      var unused = TimeFormat.of(text);
      return text;
    } catch (IllegalArgumentException e) {
      throw new IllegalArgumentException(e.getMessage(), e);
    }
  }

  private static LatencyUnit latencyUnit(String text) {
    return LatencyUnit.of(text).orElseThrow(IllegalArgumentException::new);
  }

  /**
   * Returns a folder or file as a URI, also for a local path; it never ends in a slash. In a URI {@code %20} is a
   * blank; an invalid escape is ordinary text.
   */
  static URI location(String text) {
    String trimmed = require(!text.isBlank(), text).replaceFirst("(?<=[^/:])/+$", "");
    if (!SCHEME.matcher(trimmed).matches()) {
      return file(Path.of(unquoted(trimmed)));
    }
    Matcher parts = URI_PARTS.matcher(trimmed);
    require(parts.matches(), trimmed);
    String scheme = parts.group("scheme");
    String path = unescaped(parts.group("path"));
    String authority = parts.group("authority");
    if ("file".equals(scheme)) {
      boolean here = authority == null || THIS_MACHINE.contains(authority);
      return file(Path.of(require(here && path.startsWith("/"), path)));
    }
    String bucket = String.valueOf(authority);
    boolean s3 = Set.of("s3", "s3a").contains(scheme);
    boolean named = authority != null && !bucket.contains("@");
    if (s3 && named && !BUCKET.matcher(bucket).matches()) {
      throw refusal("a bucket's name has 3 to 63 lower-case letters, digits, dots and hyphens");
    }
    require(s3 && named && Arrays.stream(path.split("/", -1)).noneMatch(DOTS::contains), trimmed);
    try {
      return new URI(scheme, bucket, path.replaceAll("/+", "/"), null, null);
    } catch (URISyntaxException e) {
      throw new IllegalArgumentException(e.getMessage(), e);
    }
  }

  /** Refuses a leading {@code ~}, the shell's notation of a home folder, which is not replaced here. */
  private static String unquoted(String path) {
    if (path.startsWith("~")) {
      throw refusal(
          "~ is not replaced here, write the whole path, or ./~ for a folder of that name");
    }
    return path;
  }

  private static String unescaped(String path) {
    return ESCAPES.matcher(path).replaceAll(escapes -> {
      String text = URLDecoder.decode(escapes.group(), StandardCharsets.UTF_8);
      return Matcher.quoteReplacement(text.indexOf(NO_UTF8) < 0 ? text : escapes.group());
    });
  }

  private static URI file(Path path) {
    Path whole = path.toAbsolutePath().normalize();
    String uri = require(whole.getNameCount() > 0, whole).toUri().toString();
    return URI.create(uri.replaceFirst("(?<=[^/:])/+$", ""));
  }

  /** Returns the form of an instant; without offset it is in the zone, without time it is the day's start there. */
  static Form<Instant> instant(ZoneId zone) {
    return new Form<>("an instant, such as 2026-11-01T00:00:00Z", text -> instant(text, zone));
  }

  private static Instant instant(String text, ZoneId zone) {
    try {
      return OffsetDateTime.parse(text).toInstant();
    } catch (DateTimeParseException notAnOffset) {
      return text.length() == "2026-11-01".length()
          ? LocalDate.parse(text).atStartOfDay(zone).toInstant()
          : LocalDateTime.parse(text).atZone(zone).toInstant();
    }
  }

  private static Form<String> matching(String expected, String regex) {
    Pattern pattern = Pattern.compile(regex);
    return new Form<>(expected, text -> require(pattern.matcher(text).matches(), text));
  }

  /** Creates an exception whose message is printed. */
  private static IllegalArgumentException refusal(String why) {
    return new IllegalArgumentException(why, new IllegalArgumentException());
  }

  private static <T> T require(boolean holds, T value) {
    if (holds) {
      return value;
    }
    throw new IllegalArgumentException();
  }
}
