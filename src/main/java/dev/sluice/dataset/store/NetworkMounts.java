package dev.sluice.dataset.store;

import dev.sluice.failure.ResourceUnavailableException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Set;

/**
 * Recognizes file systems of other machines. Their locks and renames do not work between hosts, or only with certain
 * settings. File systems in user space ({@code fuse.…}) count as local, because virtual machines share folders in this
 * way, except those known to be network file systems.
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

  /** Refuses a folder, existing or not, on the file system of another machine. */
  static void refuse(Root root, Path folder) {
    refuse(root, type(folder.toAbsolutePath()));
  }

  static void refuse(Root root, String type) {
    if (isNetwork(type)) {
      throw new ResourceUnavailableException(
          root.uri() + " is on a network file system (" + type
              + "), on which two processes cannot be kept apart safely",
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
