package dev.muster.source;

import java.time.Duration;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;

/**
 * The database in which profiles and events lie; it is only read.
 *
 * @param pool its sessions
 * @param product what kind of database it is
 * @param apart where it is, if it is another than Muster's own, or null
 */
public record SourceDatabase(DataSource pool, Product product, @Nullable Apart apart) {

  /**
   * A database of its own.
   *
   * @param place its host and name, without a login
   * @param timeLimit how long one question may take
   */
  public record Apart(String place, Duration timeLimit) {}

  /** Beside Muster's own tables. */
  public SourceDatabase(DataSource pool, Product product) {
    this(pool, product, null);
  }

  /** Where it is, or null when profiles and events lie beside Muster's own tables. */
  public @Nullable String place() {
    return apart == null ? null : apart.place();
  }
}
