package dev.sluice.training;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import java.io.UncheckedIOException;
import java.util.List;

/** SageMaker's {@code S3DataType: ManifestFile}: {@code [{"prefix": "s3://bucket/folder/"}, "file", …]}. */
final class SageMakerManifest {
  private static final ObjectMapper JSON = new ObjectMapper();

  private SageMakerManifest() {}

  /**
   * The document.
   *
   * @param folder URI without a slash at its end; {@code s3a:} is named {@code s3:}, as SageMaker knows it
   */
  static String of(String folder, List<String> files) {
    ArrayNode document = JSON.createArrayNode();
    document.addObject().put("prefix", folder.replaceFirst("^s3a:", "s3:") + "/");
    files.forEach(document::add);
    try {
      return JSON.writeValueAsString(document);
    } catch (JsonProcessingException e) {
      throw new UncheckedIOException(e);
    }
  }
}
