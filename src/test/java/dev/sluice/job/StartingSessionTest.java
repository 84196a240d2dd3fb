package dev.sluice.job;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.testing.TestServers;
import dev.sluice.testing.TestSpark;
import org.apache.spark.sql.SparkSession;
import org.junit.jupiter.api.Test;

class StartingSessionTest {
  @Test
  void theSessionBecomesTheCallersActiveOneAndReachesS3() {
    SparkSession tests = TestSpark.session();
    try (StartingSession starting = StartingSession.unless(false)) {
      Sessions session = starting.reaching(TestServers.settings());

      assertThat(SparkSession.active()).isSameAs(session.spark());
      assertThat(session.spark().sparkContext().hadoopConfiguration().get("fs.s3a.endpoint"))
          .isEqualTo(TestServers.s3Endpoint().toString());
      assertThat(session.spark().range(3).count()).isEqualTo(3);
    } finally {
      SparkSession.setActiveSession(tests);
    }
  }
}
