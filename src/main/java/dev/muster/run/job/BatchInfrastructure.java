package dev.muster.run.job;

import javax.sql.DataSource;
import org.springframework.batch.core.configuration.support.MapJobRegistry;
import org.springframework.batch.core.launch.JobOperator;
import org.springframework.batch.core.launch.support.TaskExecutorJobOperator;
import org.springframework.batch.core.repository.JobRepository;
import org.springframework.batch.core.repository.support.JdbcJobRepositoryFactoryBean;
import org.springframework.core.task.SyncTaskExecutor;
import org.springframework.jdbc.support.JdbcTransactionManager;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.TransactionDefinition;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * Spring Batch on the database that Muster's own tables are in, so that a checkpoint and the rows
 * it stands for are committed together.
 */
public record BatchInfrastructure(
    JobRepository repository, JobOperator operator, PlatformTransactionManager transactions) {
  private static final String TABLE_PREFIX = "MUSTER_BATCH_";

  /**
   * Spring Batch's parts for one database.
   *
   * @throws IllegalStateException when Spring Batch finds a part missing
   */
  public static BatchInfrastructure on(DataSource dataSource) {
    try {
      var transactions = new JdbcTransactionManager(dataSource);
      var factory = new JdbcJobRepositoryFactoryBean();
      factory.setDataSource(dataSource);
      factory.setTransactionManager(transactions);
      factory.setTablePrefix(TABLE_PREFIX);
      // The run's own lock keeps two of one run apart; different runs must not hinder each other.
      factory.setIsolationLevelForCreate("ISOLATION_READ_COMMITTED");
      factory.afterPropertiesSet();
      // Once: every call wraps what it returned before in another transaction, which it then
      // refuses.
      var repository = factory.getObject();
      var operator = new TaskExecutorJobOperator();
      operator.setJobRepository(repository);
      operator.setJobRegistry(new MapJobRegistry());
      operator.setTaskExecutor(new SyncTaskExecutor());
      operator.afterPropertiesSet();
      return new BatchInfrastructure(repository, operator, transactions);
    } catch (Exception e) {
      throw new IllegalStateException("Spring Batch could not be set up: " + e.getMessage(), e);
    }
  }

  /** What Spring Batch keeps of runs. */
  public BatchRecord record() {
    return new BatchRecord(repository);
  }

  /** A transaction of the caller's own, or the one that it is in. */
  public TransactionTemplate transaction() {
    return new TransactionTemplate(transactions);
  }

  /** A transaction that is committed whatever becomes of the one that the caller is in. */
  TransactionTemplate ownTransaction() {
    var template = transaction();
    template.setPropagationBehavior(TransactionDefinition.PROPAGATION_REQUIRES_NEW);
    return template;
  }
}
