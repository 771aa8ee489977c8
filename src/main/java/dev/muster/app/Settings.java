package dev.muster.app;

import dev.muster.message.Batch;
import dev.muster.run.DeliverySettings;
import dev.muster.segmentapi.SendingSettings;
import java.math.BigDecimal;
import java.time.Duration;
import java.time.ZoneId;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * The settings under {@code muster}, from {@code application.yaml} and the environment.
 *
 * @param operator who gives commands, for the audit, or null for the login's name
 */
public record Settings(
    @DefaultValue Database database,
    @DefaultValue Source source,
    @DefaultValue Account account,
    @DefaultValue Delivery delivery,
    @DefaultValue Segment segment,
    @DefaultValue Alerts alerts,
    @DefaultValue Live live,
    @DefaultValue Job job,
    @DefaultValue Watch watch,
    @DefaultValue Audit audit,
    @DefaultValue Metrics metrics,
    @Nullable String operator,
    @DefaultValue ServeSettings serve,
    @DefaultValue("10s") Duration lockWait) {

  /**
   * Where Muster's tables are, and profiles and events where no source is set. It is made of the
   * settings as they are, and says what counts of them.
   */
  public record Database(
      @DefaultValue("jdbc:h2:file:./data/muster;AUTO_SERVER=TRUE") String url,
      @Nullable String username,
      @Nullable String password)
      implements Access {
    static final String VARIABLES = "MUSTER_DATABASE_";

    private JdbcLogin login() {
      return JdbcLogin.of(url).or(username, password);
    }

    @Override
    public String url() {
      return DatabaseUrl.shared(login().url());
    }

    @Override
    public @Nullable String username() {
      return login().username();
    }

    @Override
    public @Nullable String password() {
      return login().password();
    }

    @Override
    public LoginInUrl inUrl() {
      return JdbcLogin.of(url).over(username, password);
    }

    @Override
    public String subject() {
      return "database";
    }

    @Override
    public String variables() {
      return VARIABLES;
    }

    @Override
    public String toString() {
      return place();
    }
  }

  /**
   * Where profiles and events are, if in another database than Muster's tables.
   *
   * @param url null when they lie beside these
   * @param profiles when attributes are read
   * @param optOuts how often who opted out meanwhile is asked for
   * @param lists under which name a distributed engine sees Muster's own database
   * @param timeLimit how long one question may take
   */
  public record Source(
      @Nullable String url,
      @Nullable String username,
      @Nullable String password,
      @DefaultValue("at_sending") Attributes profiles,
      @Nullable String optOuts,
      @Nullable String lists,
      @DefaultValue("2h") Duration timeLimit) {
    public Source {
      url = url == null || url.isBlank() ? null : url;
      username = username == null || username.isEmpty() ? null : username;
      password = password == null || password.isEmpty() ? null : password;
    }

    /** When attributes are read. */
    public enum Attributes {
      /** When a user is sent to. */
      AT_SENDING,
      /** When the audience is found. */
      WITH_AUDIENCE
    }

    /** The database, if one is set. */
    public Optional<Access> access() {
      return Optional.ofNullable(url)
          .map(JdbcLogin::of)
          .map(login -> At.of(login.or(username, password), login.over(username, password)));
    }

    private record At(
        String url, @Nullable String username, @Nullable String password, LoginInUrl inUrl)
        implements Access {
      static At of(JdbcLogin login, LoginInUrl inUrl) {
        return new At(login.url(), login.username(), login.password(), inUrl);
      }

      @Override
      public String subject() {
        return "source";
      }

      @Override
      public String variables() {
        return "MUSTER_SOURCE_";
      }

      @Override
      public String toString() {
        return place();
      }
    }

    @Override
    public String toString() {
      return access().map(Access::place).orElse("beside Muster's tables");
    }
  }

  /** What holds for all campaigns. */
  public record Account(
      @DefaultValue("UTC") ZoneId timezone,
      @DefaultValue("0") BigDecimal systemControlPercent,
      @DefaultValue FrequencyCap frequencyCap,
      @Nullable String suppressionList,
      @DefaultValue("none") Approval approval) {}

  /** Whether somebody has to approve a campaign before it is run. */
  public enum Approval {
    /** Nobody has to. */
    NONE,
    /** One has to. */
    REQUIRED
  }

  /** At most so many messages to a user in so many days; 0 is no limit. */
  public record FrequencyCap(@DefaultValue("0") int messages, @DefaultValue("7") int days) {}

  /** How messages are sent. */
  public record Delivery(
      @DefaultValue("4") int partitions,
      @DefaultValue("2000") int chunkSize,
      @DefaultValue("4") int requestsInFlight,
      @DefaultValue("1000") int requestsPerSecond,
      @DefaultValue("0") int eventsPerSecond,
      @DefaultValue("10") int maxAttempts,
      @DefaultValue("500ms") Duration backoffInitial,
      @DefaultValue("60s") Duration backoffMax,
      @DefaultValue("15m") Duration retryBudget,
      @DefaultValue("true") boolean gzip) {

    DeliverySettings forRuns() {
      var mostInOne = SendingSettings.mostMessagesInARequest(eventsPerSecond);
      var byRequests = (long) requestsPerSecond * Math.min(mostInOne, Batch.MESSAGES);
      return new DeliverySettings(
          partitions,
          chunkSize,
          requestsInFlight,
          requestsPerSecond,
          eventsPerSecond > 0 ? Math.min(eventsPerSecond, byRequests) : byRequests,
          retryBudget);
    }
  }

  /** The receiver: {@code us}, {@code eu}, {@code sandbox} or a URL, and the key to it. */
  public record Segment(
      @DefaultValue("us") String api,
      @DefaultValue("") String writeKey,
      @DefaultValue Oauth oauth) {
    @Override
    public String toString() {
      return api;
    }
  }

  /**
   * From when on the owner of a campaign is told of its runs, and how; by mail as {@link
   * MailSettings} have it, too.
   *
   * @param from whom mails come from
   * @param webhookUrl a secret; null or blank for none
   */
  public record Alerts(
      @DefaultValue("5") BigDecimal rejectedPercent,
      @DefaultValue("5") BigDecimal expiredPercent,
      @DefaultValue("1") int afterFailures,
      @DefaultValue(Alerts.NOBODY) String from,
      @Nullable String webhookUrl) {
    private static final String NOBODY = "muster@localhost";

    public Alerts {
      // An empty setting counts as not set.
      from = from.isBlank() ? NOBODY : from;
    }

    @Override
    public String toString() {
      return "from " + from;
    }
  }

  /**
   * What is kept of live campaigns.
   *
   * @param keepRuns how long ago a finished run has ended when launches remove it
   */
  public record Live(@DefaultValue("30d") Duration keepRuns) {}

  /**
   * The Kubernetes job that the process is part of.
   *
   * @param name the job's, or null outside of Kubernetes
   */
  public record Job(@Nullable String name) {}

  /**
   * What {@code muster watch} does beside its launches.
   *
   * @param touch a file that each launch touches, for others to see that it lives, or null for none
   */
  public record Watch(@Nullable String touch) {}

  /** How programs are told of runs. */
  public record Metrics(@DefaultValue Otlp otlp) {}

  /**
   * By pushes.
   *
   * @param url where to, or null for nowhere
   */
  public record Otlp(@Nullable String url) {
    @Override
    public String toString() {
      return url == null ? "nowhere" : "somewhere";
    }
  }

  /**
   * What the web page tells the processes that it begins.
   *
   * @param row what such a process completes in the audit, or null for none
   */
  public record Audit(@Nullable Long row) {}

  /**
   * OAuth 2 instead of the write key alone, where a client id is given.
   *
   * @param tokenUrl where tokens are handed out, or null for the one of the receiver's region
   */
  public record Oauth(
      @Nullable String clientId,
      @DefaultValue("") String keyId,
      @DefaultValue("") String privateKeyFile,
      @Nullable String tokenUrl) {}
}
