package dev.sluice.demo;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import dev.sluice.table.TableDescription;
import dev.sluice.write.ItemKeys;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import java.util.zip.GZIPInputStream;
import software.amazon.awssdk.services.dynamodb.model.AttributeDefinition;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;
import software.amazon.awssdk.services.dynamodb.model.BillingMode;
import software.amazon.awssdk.services.dynamodb.model.CreateTableRequest;
import software.amazon.awssdk.services.dynamodb.model.GlobalSecondaryIndex;
import software.amazon.awssdk.services.dynamodb.model.KeySchemaElement;
import software.amazon.awssdk.services.dynamodb.model.KeyType;
import software.amazon.awssdk.services.dynamodb.model.Projection;
import software.amazon.awssdk.services.dynamodb.model.ProjectionType;
import software.amazon.awssdk.services.dynamodb.model.ScalarAttributeType;

/** A sample table as its owner would have created it, and its items. */
public enum SampleTable {
  /** 20,000 requests to six trained models; key {@code requestId}. */
  INFERENCE("InferenceMetadata", "inference.jsonl.gz", 20_000) {
    @Override
    void keys(CreateTableRequest.Builder table) {
      table.attributeDefinitions(text("requestId")).keySchema(hash("requestId"));
    }
  },

  /** 14,001 labels, some of the same request; key {@code requestId}, {@code labeledAt}. */
  FEEDBACK("InferenceFeedback", "feedback.jsonl.gz", 14_001) {
    @Override
    void keys(CreateTableRequest.Builder table) {
      table
          .attributeDefinitions(text("requestId"), text("labeledAt"))
          .keySchema(hash("requestId"), range("labeledAt"));
    }
  },

  /** 160 training runs; key {@code experiment_id}, {@code created_at}; index {@code status-created_at-index}. */
  EXPERIMENTS("mlops-experiments", "experiments.jsonl.gz", 160) {
    @Override
    void keys(CreateTableRequest.Builder table) {
      table
          .attributeDefinitions(text("experiment_id"), number("created_at"), text("status"))
          .keySchema(hash("experiment_id"), range("created_at"))
          .globalSecondaryIndexes(GlobalSecondaryIndex.builder()
              .indexName("status-created_at-index")
              .keySchema(hash("status"), range("created_at"))
              .projection(
                  Projection.builder().projectionType(ProjectionType.ALL).build())
              .build());
    }
  },

  /** 24 feature flags and the preferences of 60 users; key {@code pk}, {@code sk}. */
  APP_CONFIG("app-config", "app-config.jsonl.gz", 84) {
    @Override
    void keys(CreateTableRequest.Builder table) {
      table.attributeDefinitions(text("pk"), text("sk")).keySchema(hash("pk"), range("sk"));
    }
  },

  /** 31 sessions and 224 messages, one of a missing session; key {@code pk}, {@code sk}. */
  CONVERSATIONS("conversations", "conversations.jsonl.gz", 255) {
    @Override
    void keys(CreateTableRequest.Builder table) {
      table.attributeDefinitions(text("pk"), text("sk")).keySchema(hash("pk"), range("sk"));
    }
  },

  /** 6 categories and 92 products; key {@code pk}, {@code sk}. */
  CATALOGUE("catalogue", "catalogue.jsonl.gz", 98) {
    @Override
    void keys(CreateTableRequest.Builder table) {
      table.attributeDefinitions(text("pk"), text("sk")).keySchema(hash("pk"), range("sk"));
    }
  },

  /** 60 jobs, one item for each of their three statuses; key {@code jobId}, {@code order}. */
  JOBS("ml-jobs", "jobs.jsonl.gz", 180) {
    @Override
    void keys(CreateTableRequest.Builder table) {
      table
          .attributeDefinitions(text("jobId"), number("order"))
          .keySchema(hash("jobId"), range("order"));
    }
  };

  private static final PlainJson ITEMS = new PlainJson(Set.of("tags"));

  private final String tableName;
  private final String resource;
  private final int items;

  SampleTable(String tableName, String resource, int items) {
    this.tableName = tableName;
    this.resource = resource;
    this.items = items;
  }

  /** Returns the table's name. */
  public String tableName() {
    return tableName;
  }

  /** Returns the number of items. */
  public int items() {
    return items;
  }

  abstract void keys(CreateTableRequest.Builder table);

  /** Returns the request that creates the table, on demand, under its own name. */
  CreateTableRequest creation() {
    CreateTableRequest.Builder table =
        CreateTableRequest.builder().tableName(tableName).billingMode(BillingMode.PAY_PER_REQUEST);
    keys(table);
    return table.build();
  }

  /** Returns the key attributes and their types. */
  ItemKeys keys() {
    CreateTableRequest table = creation();
    Map<String, String> types = table.attributeDefinitions().stream()
        .collect(Collectors.toMap(
            AttributeDefinition::attributeName, AttributeDefinition::attributeTypeAsString));
    return new ItemKeys(table.keySchema().stream()
        .map(key -> new TableDescription.Key(
            key.attributeName(), types.getOrDefault(key.attributeName(), "S")))
        .toList());
  }

  /** Passes the items to the consumer one by one, in the file's order. */
  void forEach(Consumer<Map<String, AttributeValue>> sink) {
    try (JsonParser json = new JsonFactory().createParser(open())) {
      while (json.nextToken() != null) {
        sink.accept(ITEMS.item(json));
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private InputStream open() throws IOException {
    return new GZIPInputStream(
        Objects.requireNonNull(SampleTable.class.getResourceAsStream(resource), resource));
  }

  private static AttributeDefinition text(String name) {
    return AttributeDefinition.builder()
        .attributeName(name)
        .attributeType(ScalarAttributeType.S)
        .build();
  }

  private static AttributeDefinition number(String name) {
    return AttributeDefinition.builder()
        .attributeName(name)
        .attributeType(ScalarAttributeType.N)
        .build();
  }

  private static KeySchemaElement hash(String name) {
    return KeySchemaElement.builder().attributeName(name).keyType(KeyType.HASH).build();
  }

  private static KeySchemaElement range(String name) {
    return KeySchemaElement.builder().attributeName(name).keyType(KeyType.RANGE).build();
  }
}
