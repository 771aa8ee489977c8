package dev.muster.audience;

import static org.assertj.core.api.Assertions.assertThat;

import dev.muster.Database;
import dev.muster.campaign.UserId;
import dev.muster.source.Product;
import dev.muster.source.Query;
import dev.muster.source.SourceDatabase;
import java.lang.reflect.Proxy;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** An audience that is closed before it is read to its end. */
class AudienceClosingIT {

  /** The second page would take an hour. */
  private static final Query SLOW =
      new Query(
          """
          select 'u' || n as user_id, null as receiver_user_id, null as receiver_anonymous_id,
                 null as timezone, null as constant, false as opted_out_elsewhere
          from generate_series(1, 6000) n
          where n <= 5000 or pg_sleep(3600) is not null
          """,
          List.of());

  @Test
  @Timeout(value = 10, unit = TimeUnit.MINUTES, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
  void endsWhatIsReadAhead() throws Exception {
    assertThatClosingEnds(Database.POSTGRESQL.product());
  }

  /** As when it comes while the driver is between two questions. */
  @Test
  @Timeout(value = 10, unit = TimeUnit.MINUTES, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
  void endsWhatIsReadAheadThoughTheFirstCancelIsLost() throws Exception {
    var cancels = new AtomicInteger();

    assertThatClosingEnds(losingTheFirst(cancels));

    assertThat(cancels).hasValueGreaterThan(1);
  }

  private static Product losingTheFirst(AtomicInteger cancels) {
    var product = Database.POSTGRESQL.product();
    return (Product)
        Proxy.newProxyInstance(
            Product.class.getClassLoader(),
            new Class<?>[] {Product.class},
            (_, method, arguments) ->
                method.getName().equals("cancel") && cancels.getAndIncrement() == 0
                    ? null
                    : method.invoke(product, arguments));
  }

  private static void assertThatClosingEnds(Product product) throws Exception {
    try (var pool = Database.POSTGRESQL.newDataSource()) {
      try (var users = new Audience(new SourceDatabase(pool, product), SLOW).open(_ -> {})) {
        var first = users.next();
        assertThat(first).extracting(Audience.Qualified::userId).isEqualTo(new UserId("u1"));
      }

      assertThat(pool.getHikariPoolMXBean().getActiveConnections()).isZero();
    }
  }
}
