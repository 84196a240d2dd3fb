package dev.sluice.job.settings;

import dev.sluice.failure.SecretValues;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Pattern;

/** Keeps secrets out of whatever is printed. */
public final class Secrets {
  private static final String MASK = SecretValues.MASK;
  private static final Pattern NAME = Pattern.compile(
      "secret|password|passwd|passphrase|passcode|token|credential|(access|private|api)[-_.]?key"
          // as words, with a number behind them too, so that no path is a pat
          + "|(?<![a-z0-9])(auth|creds?|jwt|key|keys|pass|pat|pwd|sas)(?![a-z])"
          // run into one word
          + "|(?<=[a-z])(pass|pwd)(?![a-z])");
  /** The shell's working folders. */
  private static final Set<String> FOLDERS = Set.of("PWD", "OLDPWD");

  private static final Pattern HUMP = Pattern.compile("(?<=[a-z0-9])(?=[A-Z])");
  // scheme://user:password@host, and signatures in a query; no part of one match can begin another,
  // so that time is linear
  private static final Pattern USER_INFO = Pattern.compile("(?<=://)[^/@\\s]+@");
  private static final Pattern SIGNED =
      Pattern.compile("(?i)([?&;](?:[^=&;?]*(?:signature|token|secret|key|credential))=)[^&;\\s]+");

  private Secrets() {}

  /** Tells whether a variable or a key is named like a secret. */
  static boolean isName(String name) {
    String words = HUMP.matcher(name).replaceAll("_").toLowerCase(Locale.ROOT);
    return NAME.matcher(words).find() && !FOLDERS.contains(name);
  }

  /** The value as it may be shown: a mask where the key looks like a secret's, else without embedded credentials. */
  static String masked(String key, String value) {
    return isName(key) && !value.isEmpty() ? MASK : masked(withoutQuery(value));
  }

  /** Of an address, what stands in its query may be anything. */
  private static String withoutQuery(String value) {
    int scheme = value.indexOf("://");
    int query = value.indexOf('?', Math.max(0, scheme));
    return scheme < 0 || query < 0 ? value : value.substring(0, query + 1) + MASK;
  }

  /** The text without credentials embedded in URIs, and without {@linkplain SecretValues known secrets}. */
  public static String masked(String text) {
    String anonymous = USER_INFO.matcher(SecretValues.masked(text)).replaceAll(MASK + "@");
    return SIGNED.matcher(anonymous).replaceAll("$1" + MASK);
  }
}
