package dev.muster.source.h2;

import dev.muster.source.ExactJson;
import dev.muster.source.TestEvaluation;
import java.math.BigDecimal;
import java.time.OffsetDateTime;
import java.util.Arrays;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/**
 * What H2's SQL cannot say, as functions that the schema makes known to it. Columns of JSON come as
 * their text; what is no object has no names in it.
 */
public final class H2Functions {
  /** Tests that were read from their text; a few for each query. */
  private static final Map<String, TestText> READ = new ConcurrentHashMap<>();

  private static final int READ_AT_MOST = 1000;

  private H2Functions() {}

  /** {@code muster_holds}: whether all tests, a {@link TestText}, hold on an object's values. */
  public static boolean holds(@Nullable String json, String tests) {
    var read = read(tests);
    var evaluation = new TestEvaluation(read.asOf(), read.zone());
    return read.tests().entrySet().stream()
        .allMatch(test -> evaluation.holds(test.getValue(), ExactJson.value(json, test.getKey())));
  }

  /** {@code muster_text_holds}: whether the only test of a {@link TestText} holds on text. */
  public static boolean textHolds(@Nullable String text, String test) {
    var read = read(test);
    var value = ExactJson.MAPPER.getNodeFactory().stringNode(text);
    return new TestEvaluation(read.asOf(), read.zone())
        .holds(read.tests().values().iterator().next(), text == null ? null : value);
  }

  /** {@code muster_number}: the number under the name, or null. */
  public static @Nullable BigDecimal number(@Nullable String json, String name) {
    var value = ExactJson.value(json, name);
    return value != null && value.isNumber() ? value.decimalValue() : null;
  }

  /**
   * {@code muster_scalar}: the scalar under the name as JSON that is the same for equal values, or
   * null for everything else.
   */
  public static @Nullable String scalar(@Nullable String json, String name) {
    return ExactJson.scalar(ExactJson.value(json, name));
  }

  /** {@code muster_id}: the text, or the number's digits, under the name; null if empty. */
  public static @Nullable String id(@Nullable String json, String name) {
    var value = ExactJson.value(json, name);
    if (value == null) {
      return null;
    }
    return value.isNumber()
        ? value.decimalValue().toPlainString()
        : value.isString() && !value.stringValue().isEmpty() ? value.stringValue() : null;
  }

  /** {@code muster_times}: a number multiplied with a count, or null. */
  public static @Nullable BigDecimal times(BigDecimal number, @Nullable Long count) {
    return count == null ? null : number.multiply(BigDecimal.valueOf(count));
  }

  /** {@code muster_first_after}: the first of these instants that is later than one; or null. */
  public static @Nullable OffsetDateTime firstAfter(
      OffsetDateTime @Nullable [] instants, @Nullable OffsetDateTime instant) {
    return instants == null || instant == null
        ? null
        : Arrays.stream(instants)
            .filter(one -> one.isAfter(instant))
            .min(OffsetDateTime.timeLineOrder())
            .orElse(null);
  }

  private static TestText read(String text) {
    if (READ.size() > READ_AT_MOST) {
      READ.clear();
    }
    return READ.computeIfAbsent(text, TestText::read);
  }
}
