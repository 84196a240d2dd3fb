import dev.sluice.Sluice

/** What AWS Glue starts: it wants a script, and Sluice is a jar (--extra-jars). Any exit code but 0 fails the job run. */
object SluiceScript {
  def main(args: Array[String]): Unit = {
    val code = Sluice.run(args: _*)
    if (code != 0) {
      throw new IllegalStateException(s"sluice ended with exit code $code")
    }
  }
}
