package dev.sluice.job.settings;

import dev.sluice.failure.SecretValues;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Pattern;

/** Masks secrets in printed text. */
public final class Secrets {
  private static final String MASK = SecretValues.MASK;
  private static final Pattern NAME = Pattern.compile(
      "secret|password|passwd|passphrase|passcode|token|credential|(access|private|api)[-_.]?key"
          // whole words, also with a number after them; so "path" is not "pat"
          + "|(?<![a-z0-9])(auth|creds?|jwt|pass|pat|pwd|sas)(?![a-z])"
          // what names a key of KMS is none of its bytes
          + "|(?<![a-z0-9])(?<!kms[-_.])keys?(?![a-z])"
          // parts of one word
          + "|(?<=[a-z])(pass|pwd)(?![a-z])");
  /** Variables of the shell's working folders. */
  private static final Set<String> FOLDERS = Set.of("PWD", "OLDPWD");

  private static final Pattern HUMP = Pattern.compile("(?<=[a-z0-9])(?=[A-Z])");
  // scheme://user:password@host, and signatures in a query; matches cannot overlap,
  // so the time is linear
  private static final Pattern USER_INFO = Pattern.compile("(?<=://)[^/@\\s]+@");
  private static final Pattern SIGNED = Pattern.compile(
      "(?i)([?&;](?:[^=&;?]*(?:signature|token|secret|(?<!kms[-_.]?)key|credential))=)[^&;\\s]+");

  private Secrets() {}

  /** Returns whether the name of a variable or key suggests a secret. */
  static boolean isName(String name) {
    String words = HUMP.matcher(name).replaceAll("_").toLowerCase(Locale.ROOT);
    return NAME.matcher(words).find() && !FOLDERS.contains(name);
  }

  /** Returns the value for printing: a mask if the key's name suggests a secret, else without embedded credentials. */
  static String masked(String key, String value) {
    return isName(key) && !value.isEmpty() ? MASK : masked(withoutQuery(value));
  }

  /** Returns an address without its query, which may contain anything. */
  private static String withoutQuery(String value) {
    int scheme = value.indexOf("://");
    int query = value.indexOf('?', Math.max(0, scheme));
    return scheme < 0 || query < 0 ? value : value.substring(0, query + 1) + MASK;
  }

  /** Returns the text without credentials embedded in URIs, and without {@linkplain SecretValues known secrets}. */
  public static String masked(String text) {
    String anonymous = USER_INFO.matcher(SecretValues.masked(text)).replaceAll(MASK + "@");
    return SIGNED.matcher(anonymous).replaceAll("$1" + MASK);
  }
}
