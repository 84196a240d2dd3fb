package dev.sluice.export;

import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import dev.sluice.document.StoredJson;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Reads the manifests of an export, and checks them against the digests that DynamoDB writes beside them. */
record ManifestDocument(ExportFolder folder, String name) {
  /** The name of the summary, which an export has when it is finished. */
  static final String SUMMARY = "manifest-summary";

  /** DynamoDB has written digests under both endings. */
  private static final List<String> DIGESTS = List.of(".md5", ".checksum");

  /** Newer exports may say more than is known here. */
  private static final JsonMapper JSON = StoredJson.mapper()
      .disable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
      .build();

  /**
   * Returns the bytes of the manifest; empty if it does not exist.
   *
   * @throws dev.sluice.failure.ResourceUnavailableException if its digest is another one
   */
  Optional<byte[]> read() {
    byte[] bytes = folder.read(name + ".json");
    if (bytes != null) {
      DIGESTS.forEach(ending -> check(bytes, ending));
    }
    return Optional.ofNullable(bytes);
  }

  private void check(byte[] bytes, String ending) {
    byte @Nullable [] digest = folder.read(name + ending);
    if (digest != null && !Md5.matches(bytes, new String(digest, StandardCharsets.UTF_8).strip())) {
      throw damaged("has another MD5 than " + name + ending + " states");
    }
  }

  /** Parses one JSON object of the manifest. */
  <T> T parse(byte[] json, Class<T> type) {
    try {
      return StoredJson.read(JSON, json, type);
    } catch (IOException e) {
      throw damaged("cannot be parsed: " + e.getMessage());
    }
  }

  RuntimeException damaged(String problem) {
    return ExportFailures.damaged(folder.location().of(name + ".json"), problem);
  }
}
