package dev.muster.intake;

import java.io.IOException;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Reads the rows of a file one after the other, holding one at a time. */
interface RowReader {

  /** The columns that every row has, or empty where each row names its own. */
  List<String> columns();

  /**
   * The next row, or null after the last one.
   *
   * @throws UnreadableSource when it cannot be told where the row ends
   */
  @Nullable Row next() throws IOException;

  /** The row last returned, as it stands in the file. */
  String raw();
}
