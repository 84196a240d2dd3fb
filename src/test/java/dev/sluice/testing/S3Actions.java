package dev.sluice.testing;

import java.util.List;
import java.util.stream.Stream;
import software.amazon.awssdk.core.SdkRequest;
import software.amazon.awssdk.services.s3.model.CopyObjectRequest;
import software.amazon.awssdk.services.s3.model.DeleteObjectsRequest;

/** Which actions S3's operations need, as S3's user guide says ("Required permissions for Amazon S3 API operations"). */
final class S3Actions {
  private S3Actions() {}

  static List<RecordedCall> of(String operation, SdkRequest request) {
    String bucket = "arn:aws:s3:::" + field(request, "Bucket");
    String object = bucket + "/" + field(request, "Key");
    return switch (operation) {
      case "GetObject", "HeadObject" -> List.of(call("s3:GetObject", object));
      case "PutObject", "CreateMultipartUpload", "UploadPart", "CompleteMultipartUpload" ->
        List.of(call("s3:PutObject", object));
      case "CopyObject" -> copy((CopyObjectRequest) request);
      case "AbortMultipartUpload" -> List.of(call("s3:AbortMultipartUpload", object));
      case "DeleteObject" -> List.of(call("s3:DeleteObject", object));
      case "DeleteObjects" ->
        ((DeleteObjectsRequest) request)
            .delete().objects().stream()
                .map(deleted -> call("s3:DeleteObject", bucket + "/" + deleted.key()))
                .toList();
      case "ListObjectsV2", "ListObjects" ->
        List.of(new RecordedCall("s3:ListBucket", bucket, field(request, "Prefix")));
      case "HeadBucket" -> List.of(call("s3:ListBucket", bucket));
      default -> List.of(call("s3:" + operation, bucket));
    };
  }

  private static List<RecordedCall> copy(CopyObjectRequest request) {
    return Stream.of(
            call(
                "s3:GetObject",
                "arn:aws:s3:::" + request.sourceBucket() + "/" + request.sourceKey()),
            call(
                "s3:PutObject",
                "arn:aws:s3:::" + request.destinationBucket() + "/" + request.destinationKey()))
        .toList();
  }

  private static RecordedCall call(String action, String resource) {
    return new RecordedCall(action, resource, "");
  }

  private static String field(SdkRequest request, String name) {
    return request.getValueForField(name, String.class).orElse("");
  }
}
