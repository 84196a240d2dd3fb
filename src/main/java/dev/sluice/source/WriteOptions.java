package dev.sluice.source;

import dev.sluice.write.Condition;
import dev.sluice.write.ConditionParser;
import dev.sluice.write.WriteOperation;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The options that say what a row does to its item. */
record WriteOptions(OptionValues values) {
  /** Returns them, parsed. */
  WriteSettings parse() {
    WriteOperation operation = values.given(
        SourceOption.OPERATION,
        v -> OptionForms.constant(WriteOperation.class, v),
        WriteOperation.PUT);
    String condition = values.text(SourceOption.CONDITION);
    checkEffects(operation, condition != null);
    return new WriteSettings(
        operation,
        condition(condition),
        values.given(SourceOption.CONDITION_COLUMNS, WriteSettings::names, List.of()),
        values.given(
            SourceOption.ON_CONDITION_FAILURE,
            v -> OptionForms.constant(WriteSettings.ConditionFailure.class, v),
            WriteSettings.ConditionFailure.FAIL),
        values.given(
            SourceOption.NULL_VALUES,
            v -> OptionForms.constant(WriteSettings.NullValues.class, v),
            WriteSettings.NullValues.KEEP));
  }

  private void checkEffects(WriteOperation operation, boolean conditional) {
    String condition = SourceOption.CONDITION.key();
    values.checkEffect(SourceOption.CONDITION_COLUMNS, conditional, condition);
    values.checkEffect(SourceOption.ON_CONDITION_FAILURE, conditional, condition);
    values.checkEffect(
        SourceOption.NULL_VALUES, operation == WriteOperation.UPDATE, "operation = update");
  }

  private @Nullable Condition condition(@Nullable String text) {
    try {
      return text == null || text.isEmpty() ? null : ConditionParser.parse(text);
    } catch (IllegalArgumentException e) {
      values.refuse(
          SourceOption.CONDITION,
          text,
          String.valueOf(e.getMessage()),
          "Give a DynamoDB condition expression: names of other characters stand in backticks, texts in single"
              + " quotes, and :name is the row's column.");
      return null;
    }
  }
}
