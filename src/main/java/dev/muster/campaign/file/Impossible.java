package dev.muster.campaign.file;

import java.math.BigDecimal;
import java.util.List;
import java.util.Optional;

/** Operators of one test that no value satisfies together. */
final class Impossible {
  private Impossible() {}

  static void refuse(Fields test) {
    for (var lower : test.present(List.of("above", "at_least"))) {
      for (var upper : test.present(List.of("below", "at_most"))) {
        var least = number(lower);
        var most = number(upper);
        if (least.isPresent() && most.isPresent()) {
          var order = least.get().compareTo(most.get());
          var strict = lower.name().equals("above") || upper.name().equals("below");
          if (order > 0 || (strict && order == 0)) {
            Fields.clash(lower, upper, ": no number is both");
          }
        }
      }
    }
    var exists = test.find("exists");
    if (exists.isPresent()
        && exists.get().value() instanceof Yaml.Bool(var at, var expected)
        && !expected) {
      test.mapping().entries().stream()
          .filter(entry -> !entry.key().equals("exists") && !entry.key().equals("ignore_case"))
          .findFirst()
          .ifPresent(entry ->
              Fields.clash(
                  exists.get(), test.spot().spot(entry), ": an absent value passes no test"));
    }
  }

  private static Optional<BigDecimal> number(Spot spot) {
    return spot.value() instanceof Yaml.Numeral numeral
        ? Optional.of(numeral.value())
        : Optional.empty();
  }
}
