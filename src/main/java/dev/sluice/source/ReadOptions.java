package dev.sluice.source;

import dev.sluice.access.IndexNeeds;
import dev.sluice.access.ReadSettings;
import dev.sluice.export.ExportLocation;
import dev.sluice.table.AwsSettings;
import dev.sluice.table.Endpoints;
import java.net.URI;
import org.jspecify.annotations.Nullable;

/** The options that say what is read, and how fast; for a write, its table and its sample. */
record ReadOptions(OptionValues values) {
  /** Returns them, parsed. */
  ReadSettings parse() {
    return new ReadSettings(
        aws(),
        table(),
        isAutoIndex() ? null : values.text(SourceOption.INDEX),
        isAutoIndex(),
        KindOption.parse(values),
        values.read(SourceOption.EXPORT_PATH, ExportLocation::parse),
        values.given(SourceOption.SEGMENTS, OptionForms::segments, 0),
        values.given(SourceOption.CONSISTENT_READ, OptionForms::bool, false),
        capacity(),
        new ColumnOptions(values).parse(),
        null,
        IndexNeeds.NONE,
        values.text(SourceOption.TTL_ATTRIBUTE),
        values.read(SourceOption.EXPIRED_AT, Long::valueOf));
  }

  private boolean isAutoIndex() {
    return ReadSettings.AUTO_INDEX.equals(values.stated(SourceOption.INDEX));
  }

  private AwsSettings aws() {
    return new AwsSettings(
        values.text(SourceOption.REGION),
        endpoint(SourceOption.ENDPOINT),
        endpoint(SourceOption.S3_ENDPOINT),
        values.read(SourceOption.ROLE_ARN, OptionForms::role));
  }

  private @Nullable URI endpoint(SourceOption option) {
    URI endpoint = values.read(option, Endpoints::parsed);
    boolean http = values.given(SourceOption.ALLOW_HTTP, OptionForms::bool, false);
    if (endpoint != null && !http && Endpoints.isInClear(endpoint)) {
      values.refuse(
          option,
          endpoint.toString(),
          "is not on this machine, and http sends items unencrypted",
          "Give an https address, or allow-http = true if the network is your own.");
    }
    return endpoint;
  }

  private String table() {
    String value = values.stated(SourceOption.TABLE);
    if (value == null && values.has(SourceOption.EXPORT_PATH)) {
      return "";
    }
    if (value == null || value.isBlank()) {
      values.refuse(
          SourceOption.TABLE, "", "is missing", "Name the DynamoDB table: .option(\"table\", …).");
      return "";
    }
    return values.given(SourceOption.TABLE, OptionForms::table, "");
  }

  private ReadSettings.Capacity capacity() {
    ReadSettings.Capacity usual = ReadSettings.Capacity.USUAL;
    return new ReadSettings.Capacity(
        values.read(SourceOption.MAX_READ_UNITS, OptionForms::positive),
        values.given(SourceOption.PERCENT, OptionForms::percent, usual.percent()),
        values.read(SourceOption.MAX_UNITS, OptionForms::positive),
        values.read(SourceOption.DEADLINE, OptionForms::deadline));
  }
}
