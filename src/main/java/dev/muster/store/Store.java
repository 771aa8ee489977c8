package dev.muster.store;

import java.time.Clock;
import javax.sql.DataSource;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.support.JdbcTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * Everything that is kept of runs, in one database.
 *
 * @param audit who did what by hand
 * @param locks who works on what
 * @param workers who does so, for those who only look
 * @param durability what a killed process leaves behind
 */
public record Store(
    Runs runs,
    RunHistory history,
    RunStates states,
    KnownCampaigns campaigns,
    Executions executions,
    ExecutionLog executionLog,
    Definitions definitions,
    Members members,
    GuardAnswers guards,
    Approvals approvals,
    Gates gates,
    Outcomes outcomes,
    Deliveries deliveries,
    SendingTimes sendingTimes,
    Rejections rejections,
    ListedRejections listedRejections,
    RunResults results,
    Contacts contacts,
    ComparedMembers compared,
    GoalUsers goalUsers,
    GoalSides goalSides,
    KeptGoals goals,
    Suppressions suppressions,
    AccountTurn accountTurn,
    Live live,
    Alerts alerts,
    OpenAlerts openAlerts,
    PrunedRuns pruning,
    AuditTrail audit,
    RunLock.Locks locks,
    Workers workers,
    Durability durability) {

  /**
   * What is kept of live campaigns.
   *
   * @param events those that members were taken up for
   * @param ofUsers what triggers are held against
   * @param gone runs that were pruned whole
   */
  public record Live(
      LiveCampaigns campaigns,
      LiveTriggers triggers,
      LiveCounts counts,
      MemberEvents events,
      UserTriggers ofUsers,
      PassedOver passedOver,
      LiveDays days,
      LiveHealth health,
      LiveControl control,
      DueControl dueControl,
      LiveGoals goals,
      LiveSides sides,
      TriggerFates fates,
      GoneRuns gone,
      GoneDays goneDays) {}

  /** How commits outlive the process. */
  public interface Durability {

    /**
     * Comes back when all that was committed would be found again if the process were killed now.
     */
    void secure();
  }

  /**
   * The store in a database that has Muster's schema.
   *
   * @param clock the real time, for signs of life
   * @param worker who this process is, as others are told when it holds a run
   */
  public static Store in(
      DataSource dataSource, DatabaseType databaseType, Clock clock, String worker) {
    return in(dataSource, databaseType, clock, worker, RunLock.Guard.NONE);
  }

  /**
   * The same, for a process that must not go on without its locks.
   *
   * @param guard is told when one is lost
   */
  public static Store in(
      DataSource dataSource,
      DatabaseType databaseType,
      Clock clock,
      String worker,
      RunLock.Guard guard) {
    var jdbc = new JdbcTemplate(dataSource);
    var locks =
        switch (databaseType) {
          case H2 -> new RowLocks(dataSource, clock, worker);
          case POSTGRESQL -> new AdvisoryLocks(dataSource);
        };
    var client = JdbcClient.create(jdbc);
    var runs = new Runs(client);
    var contacts = new Contacts(jdbc, databaseType);
    var outcomes = new Outcomes(jdbc, contacts);
    var members = new Members(jdbc, databaseType, outcomes);
    var deliveries = new Deliveries(jdbc);
    var rejections = new Rejections(jdbc, dataSource, outcomes);
    var results = new RunResults(jdbc, members, deliveries, rejections);
    var log = new ExecutionLog(jdbc, worker);
    var savepoint = new Savepoint(dataSource);
    var alerts = new Alerts(client, savepoint);
    var goneDays = new GoneDays(jdbc);
    var transaction = new TransactionTemplate(new JdbcTransactionManager(dataSource));
    return new Store(
        runs,
        new RunHistory(client),
        new RunStates(client, results, contacts, log, transaction),
        new KnownCampaigns(client),
        new Executions(client, databaseType),
        log,
        new Definitions(jdbc),
        members,
        new GuardAnswers(client),
        new Approvals(client),
        new Gates(jdbc),
        outcomes,
        deliveries,
        new SendingTimes(jdbc, dataSource),
        rejections,
        new ListedRejections(jdbc),
        results,
        contacts,
        new ComparedMembers(jdbc),
        new GoalUsers(jdbc, databaseType),
        new GoalSides(jdbc),
        new KeptGoals(client),
        new Suppressions(jdbc),
        new AccountTurn(jdbc),
        new Live(
            new LiveCampaigns(client),
            new LiveTriggers(jdbc),
            new LiveCounts(client),
            new MemberEvents(jdbc),
            new UserTriggers(jdbc),
            new PassedOver(jdbc),
            new LiveDays(dataSource, client),
            new LiveHealth(client, savepoint),
            new LiveControl(jdbc),
            new DueControl(jdbc, new LiveControl(jdbc)),
            new LiveGoals(client),
            new LiveSides(dataSource, databaseType),
            new TriggerFates(jdbc),
            new GoneRuns(jdbc, contacts, results, alerts, goneDays),
            goneDays),
        alerts,
        new OpenAlerts(client),
        new PrunedRuns(jdbc, contacts, results, outcomes, alerts),
        new AuditTrail(client),
        new WatchedLocks(locks, guard),
        new Workers(client, runs, locks, clock),
        durability(jdbc, databaseType));
  }

  private static Durability durability(JdbcTemplate jdbc, DatabaseType databaseType) {
    return switch (databaseType) {
      // By itself it writes commits up to half a second later.
      case H2 -> () -> jdbc.execute("checkpoint sync");
      case POSTGRESQL -> () -> {};
    };
  }
}
