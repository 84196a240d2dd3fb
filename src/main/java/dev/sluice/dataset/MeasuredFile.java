package dev.sluice.dataset;

import java.io.OutputStream;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.Path;

/** A file that is written nowhere, to know how large it would be. */
final class MeasuredFile extends DigestedFile {
  MeasuredFile(Configuration conf) {
    super(new Path("/measured"), conf);
  }

  @Override
  OutputStream open() {
    return OutputStream.nullOutputStream();
  }

  @Override
  void delete() {}
}
