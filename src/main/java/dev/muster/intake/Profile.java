package dev.muster.intake;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.SequencedCollection;

/**
 * What a row says of a profile; what it does not speak of stays as it is in the table, and is empty
 * for a new user.
 *
 * @param optedOut cleared means false
 * @param attributes a JSON object: the attributes that the row sets
 * @param cleared the attributes that it clears, none of which it sets
 * @param whole whether it speaks of all attributes, those that it does not name being cleared
 */
record Profile(
    String userId,
    Change<String> anonymousId,
    Change<String> timezone,
    Change<Boolean> optedOut,
    String attributes,
    List<String> cleared,
    boolean whole) {

  /** What remains of these rows, in their order, when those of a user are one. */
  static SequencedCollection<Profile> oneEach(List<Profile> rows) {
    var merged = LinkedHashMap.<String, Profile>newLinkedHashMap(rows.size());
    for (var row : rows) {
      merged.merge(row.userId(), row, Profile::then);
    }
    return merged.sequencedValues();
  }

  /** The attributes that a profile has after this row. */
  String attributesAfter(String before) {
    if (whole) {
      return attributes;
    }
    var members = JsonColumn.members(before);
    cleared.forEach(members::remove);
    members.putAll(JsonColumn.members(attributes));
    return JsonColumn.object(members);
  }

  private Profile then(Profile later) {
    return new Profile(
        userId,
        anonymousId.then(later.anonymousId),
        timezone.then(later.timezone),
        optedOut.then(later.optedOut),
        later.attributesAfter(attributes),
        later.whole ? later.cleared : clearedBefore(later),
        whole || later.whole);
  }

  private List<String> clearedBefore(Profile later) {
    var still = new ArrayList<>(cleared);
    still.removeAll(later.cleared);
    still.removeAll(JsonColumn.members(later.attributes).keySet());
    still.addAll(later.cleared);
    return List.copyOf(still);
  }
}
