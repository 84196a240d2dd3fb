package dev.sluice.demo.export;

import org.jspecify.annotations.Nullable;

/** An error that DynamoDB answers with status 400. */
final class ServiceException extends RuntimeException {
  private static final String DYNAMO_DB = "com.amazonaws.dynamodb.v20120810#";
  private static final String CORAL = "com.amazon.coral.validate#";

  private final String type;

  private ServiceException(String type, String message) {
    super(message);
    this.type = type;
  }

  /**
   * Returns an error of DynamoDB's model.
   *
   * @param name such as {@code ExportNotFoundException}
   */
  static ServiceException of(String name, String message) {
    return new ServiceException(DYNAMO_DB + name, message);
  }

  /** Returns the error of a body that is not the JSON of a request. */
  static ServiceException serialization(String message) {
    return new ServiceException("com.amazon.coral.service#SerializationException", message);
  }

  /**
   * Returns the error of a required parameter that is missing.
   *
   * @param name as messages of DynamoDB spell it, such as {@code s3Bucket}
   */
  static ServiceException missing(String name) {
    return invalid(null, name, "Member must not be null");
  }

  /** Returns the error of a request that is not valid. */
  static ServiceException invalid(String message) {
    return new ServiceException(CORAL + "ValidationException", message);
  }

  /**
   * Returns the error of a parameter that is not valid.
   *
   * @param value null: it is missing
   * @param name as messages of DynamoDB spell it, such as {@code s3Bucket}
   */
  static ServiceException invalid(@Nullable String value, String name, String constraint) {
    return invalid("1 validation error detected: Value "
        + (value == null ? "null" : "'" + value + "'") + " at '" + name
        + "' failed to satisfy constraint: " + constraint);
  }

  /** Returns the error of a table that does not exist. */
  static ServiceException noTable(String name) {
    return of("TableNotFoundException", "Table not found: " + name);
  }

  /** Returns the qualified name, {@code __type} of the answer. */
  String type() {
    return type;
  }
}
