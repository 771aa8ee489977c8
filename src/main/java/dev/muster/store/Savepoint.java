package dev.muster.store;

import static java.util.Objects.requireNonNull;

import java.util.Optional;
import java.util.function.Supplier;
import javax.sql.DataSource;
import org.springframework.dao.DuplicateKeyException;
import org.springframework.jdbc.support.JdbcTransactionManager;
import org.springframework.transaction.TransactionDefinition;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * Inserts that somebody else may make at the same moment. They wait for that transaction, and a
 * doubled key undoes them alone: PostgreSQL would refuse all that the caller's transaction does
 * afterwards.
 */
final class Savepoint {
  private final TransactionTemplate nested;

  Savepoint(DataSource dataSource) {
    this.nested = new TransactionTemplate(new JdbcTransactionManager(dataSource));
    this.nested.setPropagationBehavior(TransactionDefinition.PROPAGATION_NESTED);
  }

  /** What an insert comes to; nothing if somebody else has written its key. */
  <T> Optional<T> unlessDoubled(Supplier<T> insert) {
    try {
      return Optional.of(requireNonNull(nested.execute(_ -> insert.get())));
    } catch (DuplicateKeyException e) {
      return Optional.empty();
    }
  }
}
