package dev.sluice.demo;

import java.net.URI;
import java.nio.file.Path;
import org.gaul.s3proxy.S3Proxy;
import org.gaul.s3proxy.auth.AuthenticationType;
import org.gaul.s3proxy.nio2blob.FilesystemNio2BlobStore;

/** S3Proxy on a folder whose sub-folders are the buckets; signatures are not checked. */
final class LocalS3 {
  private LocalS3() {}

  /** Starts the server on a free port of the loopback interface, until this process ends. */
  static URI start(Path folder) throws Exception {
    S3Proxy proxy = S3Proxy.builder()
        .blobStore(new FilesystemNio2BlobStore(folder.toString()))
        .endpoint(URI.create("http://127.0.0.1:0"))
        .awsAuthentication(AuthenticationType.NONE, "", "")
        .build();
    proxy.start();
    return URI.create("http://127.0.0.1:" + proxy.getPort());
  }
}
