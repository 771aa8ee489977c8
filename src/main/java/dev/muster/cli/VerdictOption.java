package dev.muster.cli;

import dev.muster.gate.Verdict;
import java.util.Arrays;
import java.util.Iterator;
import java.util.List;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

/** A verdict on the command line, by its name in reports. */
final class VerdictOption implements ITypeConverter<Verdict>, Iterable<String> {
  private static final List<String> NAMES =
      Arrays.stream(Verdict.values()).map(Verdict::key).toList();

  @Override
  public Verdict convert(String text) {
    var name = text.strip();
    if (!NAMES.contains(name)) {
      throw new TypeConversionException(
          "expected one of %s; found '%s'".formatted(String.join(", ", NAMES), text));
    }
    return Verdict.of(name);
  }

  @Override
  public Iterator<String> iterator() {
    return NAMES.iterator();
  }
}
