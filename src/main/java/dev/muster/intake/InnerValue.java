package dev.muster.intake;

import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/**
 * The one value that an object stands for, where a text is wanted: {@code {"$oid": "5f"}} and
 * {@code {"$date": {"$numberLong": "1796115600000"}}} (MongoDB), {@code {"S": "u1"}} (DynamoDB),
 * {@code {"string": "u1"}} (Avro), {@code {"seconds": 1796115600, "nanos": 0}} (Protocol Buffers).
 *
 * @param key where it stands
 */
record InnerValue(KeyPath key, Value value) {
  private static final String TIME = "occurred_at";

  /** The value of a column in an object; nothing where it cannot be told which one is meant. */
  static Optional<InnerValue> of(String column, KeyPath key, Value object) {
    var members = Sample.members(object);
    var single =
        members.entrySet().stream()
            .map(member -> single(key.with(member.getKey()), member.getValue()))
            .flatMap(Optional::stream)
            .toList();
    if (members.size() == 1 || single.isEmpty()) {
      return single.stream().findFirst();
    }
    if (column.equals(TIME)) {
      return single.stream().filter(InnerValue::isInstant).findFirst();
    }
    var near = LookAlikes.of(column, single.stream().map(InnerValue::asColumn).toList());
    return single.stream()
        .filter(inner -> near.contains(inner.asColumn()))
        .min(Comparator.comparingInt(inner -> near.indexOf(inner.asColumn())));
  }

  /** The value in an object that tells but its type; nothing of anything else. */
  static Optional<InnerValue> typed(KeyPath key, Value value) {
    return single(key, value)
        .filter(inner -> !inner.key().equals(key) && inner.key().untyped().equals(key));
  }

  /** The value itself, or the one that objects of one member have within. */
  private static Optional<InnerValue> single(KeyPath key, Value value) {
    if (!value.isComposite()) {
      return Optional.of(new InnerValue(key, value));
    }
    var members = Sample.members(value);
    return members.size() == 1
        ? members.entrySet().stream()
            .findFirst()
            .flatMap(member -> single(key.with(member.getKey()), member.getValue()))
        : Optional.empty();
  }

  private boolean isInstant() {
    return !Sample.isBlank(value) && JqInstant.of(key, value).reservation().isEmpty();
  }

  private KeyPath asColumn() {
    return new KeyPath(List.of(key.names().get(1)));
  }
}
