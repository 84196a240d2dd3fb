package dev.sluice.dataset.store;

import dev.sluice.failure.ResourceUnavailableException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Set;

/**
 * Which file systems are other machines': their locks and renames do not hold between hosts, or only by their settings.
 * Those of user space ({@code fuse.…}) are taken for this machine's, as virtual machines share folders that way, but for
 * those that are known to stand for a network.
 */
final class NetworkMounts {
  private static final Set<String> TYPES = Set.of(
      "nfs", "nfs3", "nfs4", "cifs", "smb", "smb2", "smb3", "smbfs", "afs", "ncpfs", "webdav");
  private static final Set<String> IN_USER_SPACE = Set.of(
      "sshfs",
      "s3fs",
      "goofys",
      "mount-s3",
      "mountpoint-s3",
      "gcsfuse",
      "rclone",
      "blobfuse",
      "blobfuse2",
      "davfs",
      "davfs2",
      "curlftpfs",
      "glusterfs",
      "nfs");

  private NetworkMounts() {}

  static boolean isNetwork(String type) {
    String name = type.toLowerCase(Locale.ROOT);
    return TYPES.contains(name)
        || (name.startsWith("fuse.") && IN_USER_SPACE.contains(name.substring("fuse.".length())));
  }

  /** Refuses a folder, which need not be there yet, by the type of file system that it is or would be on. */
  static void refuse(Root root, Path folder) {
    refuse(root, type(folder.toAbsolutePath()));
  }

  static void refuse(Root root, String type) {
    if (isNetwork(type)) {
      throw new ResourceUnavailableException(
          root.uri() + " is on a network file system (" + type
              + "), on which two processes cannot be told apart safely",
          "Set sluice.dataset.root to a folder of this machine's own disk, or to a bucket (s3a:).");
    }
  }

  private static String type(Path folder) {
    Path there = folder;
    while (there != null) {
      try {
        return Files.getFileStore(there).type();
      } catch (IOException notThere) {
        there = there.getParent();
      }
    }
    return "";
  }
}
