package dev.muster.app;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.jspecify.annotations.Nullable;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class DatabaseUrlTest {

  @ParameterizedTest
  @ValueSource(
      strings = {
        "jdbc:postgresql://h/shop?ssl=true",
        "jdbc:postgresql://h/shop?ssl",
        "jdbc:postgresql://h:5432,i/shop?targetServerType=preferSecondary&loadBalanceHosts=true&maxResultBuffer=10p",
        "jdbc:postgresql://h/shop?sslmode=VERIFY-FULL&requireAuth=md5,scram-sha-256",
        "jdbc:postgresql://h/shop?options=-c%20x=1&currentSchema=a,b&socketTimeout=30&loginTimeout=0.5",
        "jdbc:postgresql:///shop?socketFactory=com.google.cloud.sql.postgres.SocketFactory&cloudSqlInstance=x",
        "jdbc:postgresql://h/shop?options=-c%20x=1;y=2",
        "jdbc:postgresql://[::1]/shop",
        "jdbc:postgresql://[::1]:5432,[fe80::1%eth0]:5433,10.0.0.7,h:1/shop",
        "jdbc:postgresql://:5432/shop",
        "jdbc:postgresql://h/a:b",
        "jdbc:postgresql:shop",
        "jdbc:postgresql:a%2Fb%3Ac?options=-c%20x=a:b/c",
        "jdbc:postgresql:?user=a/b",
        "jdbc:h2:file:./a@b/shop",
        "jdbc:h2:file:./a&b/shop;INIT=runscript from 'http://h/?a=1&b=2'",
        "jdbc:h2:file:./what?/shop;INIT=select 1 where 'a?b=c' = 'd'",
        "jdbc:h2:file:./shop;MODE=PostgreSQL;LOCK_TIMEOUT=1000;CACHE_SIZE=65536;",
        "jdbc:h2:file:./shop;CIPHER=AES;FILE_LOCK=FS;TRACE_LEVEL_FILE=1;RECOVER=TRUE",
        "jdbc:h2:file:./shop;INIT=create schema if not exists a\\\\;set schema a;SCHEMA=b",
        "jdbc:h2:file:./shop;ACCESS_MODE_DATA=r",
        "jdbc:h2:file:./shop;DB_CLOSE_DELAY=-1;AUTHREALM=shop",
        "jdbc:h2:file:./shop;IGNORE_UNKNOWN_SETTINGS=TRUE;COLOUR=blue",
        "jdbc:h2:tcp://h/shop",
        "jdbc:h2:tcp://h:9092,[::1]:9092/shop",
        "jdbc:h2:ssl:h:9092/shop"
      })
  void takesPostgresqlAndH2(String url) {
    assertThatCode(() -> DatabaseUrl.check(url)).doesNotThrowAnyException();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      textBlock =
          """
          postgres://u:s3cret@h/shop          | found 'postgres:…'
          jdbc:mysql://u:s3c/ret@h/shop       | found 'jdbc:mysql:…'
          s3cret                              | found something else
          jdbc:postgresql://u:s3cret@h/shop   | found an @
          jdbc:postgresql://u:s3?cr/et@h/shop | found an @
          jdbc:postgresql://h:99999/s3        | a port that is no number
          jdbc:postgresql://h:s3cret/shop     | a port that is no number
          jdbc:postgresql://h:0/s3            | a port that is no number
          jdbc:postgresql://h:1,i:x/s3        | a port that is no number
          jdbc:postgresql://h:s3cret:5432/a   | found a colon too many: a host has one port
          jdbc:postgresql://127.0.0.1:1:1/s3  | found a colon too many
          jdbc:postgresql://h:1,i:1:1/s3      | found a colon too many
          jdbc:postgresql://::1/s3            | found a colon too many: a host has one port, and an address of IPv6 stands in brackets
          jdbc:postgresql://[::1/s3           | found a colon too many
          jdbc:postgresql://[::1]:1:1/s3      | found a colon too many
          jdbc:postgresql:h:29515/s3          | found no // before the host
          jdbc:postgresql:h:29515             | found no // before the host
          jdbc:postgresql:h/s3                | found no // before the host
          jdbc:postgresql:/h/s3               | found no // before the host
          jdbc:postgresql:/h:5432/s3          | found no // before the host
          jdbc:postgresql:/                   | cannot read
          jdbc:postgresql:///a/s3?x=s3cret    | cannot read
          jdbc:postgresql://s3cret:5432       | the database's is missing
          jdbc:postgresql://h?password=s3cret | the database's is missing
          "jdbc:postgresql://h/s3cret"        | found quotes around it, which are part of the value: leave them out
          'jdbc:h2:file:./s3cret'             | found quotes around it
          ``                                  | found nothing
          ` `                                 | found nothing
          """)
  void refusesOthersWithoutRepeatingWhatMayBeAPassword(String url, String found) {
    assertThatThrownBy(() -> DatabaseUrl.check(url))
        .isInstanceOf(Complaint.class)
        .hasMessageContaining(found)
        .hasMessageNotContaining("s3");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          jdbc:h2:file:./shop;MODE=Postgres           | option MODE: expected one of db2, hsqldb, legacy, mariadb, mysql, postgresql, regular, found 'Postgres'
          jdbc:h2:file:./shop;MODE=Oracle             | option MODE: expected one of db2
          jdbc:h2:file:./shop;FILE_LOCK=maybe         | option FILE_LOCK: expected a value that H2 has for it, found 'maybe'
          jdbc:h2:file:./shop;CIPHER=ROT13            | option CIPHER: expected one of aes, fog, xtea, found 'ROT13'
          jdbc:h2:file:./shop;lock_timeout=soon       | option LOCK_TIMEOUT: expected a value that H2 has for it, found 'soon'
          jdbc:h2:tcp://h/shop;CACHE_SIZE=lots        | option CACHE_SIZE: expected a value that H2 has for it, found 'lots'
          jdbc:h2:mem:shop;AUTO_SERVER_PORT=x         | option AUTO_SERVER_PORT: expected a value that H2 has for it, found 'x'
          jdbc:h2:file:./shop;IFEXISTS=perhaps        | option IFEXISTS: expected TRUE or FALSE, found 'perhaps'
          jdbc:h2:file:./shop;AUTO_SERVER=1           | option AUTO_SERVER: expected TRUE or FALSE, found '1'
          jdbc:h2:file:./d;FILE_LOCK=FS;AUTO_SERVER=TRUE | AUTO_SERVER=TRUE cannot stand beside that FILE_LOCK
          jdbc:h2:file:./shop;IFEXISTS=yes            | option IFEXISTS: expected TRUE or FALSE, found 'yes'
          jdbc:h2:file:./shop;PASSWORD=a;s3cret=b     | H2 has no option of a name that stands in it
          jdbc:postgresql://h/shop?password=a&s3cret=b | expected name=value before and behind each &
          jdbc:postgresql://h/shop?preferQueryMode=SIMPLE | option preferQueryMode: expected extended, extendedForPrepared, extendedCacheEverything, simple, found 'SIMPLE'
          jdbc:h2:file:./shop;COLOUR=blue             | H2 has no option COLOUR
          jdbc:h2:file:./shop;AUTOSERVER=TRUE         | H2 has no option AUTOSERVER; did you mean AUTO_SERVER?
          jdbc:h2:file:./shop;if_exists=TRUE          | H2 has no option IF_EXISTS; did you mean IFEXISTS?
          jdbc:h2:file:./shop;LOCKTIMEOUT=1000        | H2 has no option LOCKTIMEOUT; did you mean LOCK_TIMEOUT?
          jdbc:h2:file:./shop;DATABASE_TO_UPER=TRUE   | H2 has no option DATABASE_TO_UPER; did you mean DATABASE_TO_UPPER?
          jdbc:h2:file:./shop;PASSWORT=s3cret         | H2 has no option PASSWORT
          jdbc:h2:file:./shop;ACCESS_MODE_DATA=readonly | option ACCESS_MODE_DATA: expected one of r, rw, rwd, rws, found 'readonly'
          jdbc:h2:file:./shop?AUTO_SERVER=TRUE        | expected H2's options, ;NAME=VALUE;NAME=VALUE, found others behind a ?
          jdbc:h2:./shop&PASSWORD=s3cret              | expected H2's options, ;NAME=VALUE;NAME=VALUE, found others behind a ? or &
          jdbc:h2:./shop;MODE=MySQL&PASSWORD=s3cret   | expected H2's options, ;NAME=VALUE;NAME=VALUE, found others behind a ? or &
          jdbc:h2:./shop;IFEXISTS=TRUE&PASSWORD=s3cret | expected H2's options, ;NAME=VALUE;NAME=VALUE, found others behind a ? or &
          jdbc:postgresql://h/shop;sslmode=require    | expected PostgreSQL's options, ?name=value&name=value, found others behind a ;
          jdbc:postgresql://h/shop;MODE=x?ssl=true    | expected PostgreSQL's options, ?name=value&name=value, found others behind a ;
          jdbc:postgresql://h/shop?sslmode=require;password=s3cret | expected PostgreSQL's options, ?name=value&name=value, found others behind a ;
          jdbc:h2:file:./shop.mv.db                   | expected the path of H2's file without its ending .mv.db
          jdbc:h2:./shop.MV.DB;MODE=PostgreSQL        | expected the path of H2's file without its ending .mv.db
          jdbc:h2:zip:./shop.zip!/shop                | expected a database that can be written to
          jdbc:h2:file:./shop;s3cret                  | expected NAME=VALUE behind each semicolon
          jdbc:h2:tcp://h:99999/shop                  | with a port from 1 to 65535
          jdbc:h2:tcp://h:0/shop                      | with a port from 1 to 65535
          jdbc:h2:tcp://h:soon/shop                   | with a port from 1 to 65535
          jdbc:h2:ssl://h,i:1,j:x/shop                | with a port from 1 to 65535
          jdbc:h2:tcp://h:9092:1/shop                 | with a port from 1 to 65535
          jdbc:h2:tcp://u:s3cret@h/shop               | a name and a password belong into MUSTER_DATABASE_USERNAME
          jdbc:postgresql://h/shop?sslmod=require     | PostgreSQL's driver has no option sslmod; did you mean sslmode?
          jdbc:postgresql://h/shop?sslMode=require    | PostgreSQL's driver has no option sslMode; did you mean sslmode?
          jdbc:postgresql://h/shop?colour=blue        | PostgreSQL's driver has no option colour
          jdbc:postgresql://h/shop?ssl&s3cret         | expected name=value before and behind each &
          jdbc:postgresql://h/shop?ssl=1              | option ssl: expected true or false, found '1'
          jdbc:postgresql://h/shop?tcpKeepAlive=maybe | option tcpKeepAlive: expected true or false, found 'maybe'
          jdbc:postgresql://h/shop?autosave=sometimes | option autosave: expected always, never, conservative, found 'sometimes'
          jdbc:postgresql://h/shop?connectTimeout=-5  | option connectTimeout: expected a whole number, found '-5'
          jdbc:postgresql://h/shop?socketTimeout=1s   | option socketTimeout: expected a whole number, found '1s'
          jdbc:postgresql://h/shop?maxResultBuffer=ab | option maxResultBuffer: expected a size such as 100M or 10p, found 'ab'
          jdbc:postgresql://h/shop?user=%zz           | a % before what is no code
          """)
  void refusesWhatTheDriverDoesNotKnowOrTake(String url, String found) {
    assertThatThrownBy(() -> DatabaseUrl.check(url))
        .isInstanceOf(Complaint.class)
        .hasMessageStartingWith("MUSTER_DATABASE_URL: ")
        .hasMessageContaining(found)
        .hasMessageNotContaining("s3cret");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          jdbc:h2:file:./shop;DATABASE_TO_UPPER=FALSE                  | DATABASE_TO_UPPER=FALSE
          jdbc:h2:file:./shop;database_to_upper=false;AUTO_SERVER=TRUE | DATABASE_TO_UPPER=FALSE
          jdbc:h2:mem:shop;MODE=PostgreSQL;DATABASE_TO_LOWER=TRUE      | DATABASE_TO_LOWER=TRUE
          jdbc:h2:tcp://h/./shop;DATABASE_TO_LOWER=1                   | DATABASE_TO_LOWER=1
          jdbc:h2:file:./shop;DATABASE_TO_UPPER=TRUE                   |
          jdbc:h2:file:./shop;DATABASE_TO_LOWER=FALSE                  |
          jdbc:h2:file:./shop;MODE=PostgreSQL                          |
          jdbc:h2:file:./shop;CASE_INSENSITIVE_IDENTIFIERS=TRUE        |
          """)
  void refusesOptionsUnderWhichNamesAreReadOtherwise(String url, @Nullable String refused) {
    if (refused == null) {
      assertThatCode(() -> DatabaseUrl.check(url)).doesNotThrowAnyException();
    } else {
      assertThatThrownBy(() -> DatabaseUrl.check(url))
          .isInstanceOf(Complaint.class)
          .hasMessageContaining("expected a URL without " + refused)
          .hasMessageContaining("leave it out");
    }
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          jdbc:h2:file:./data/shop                          | jdbc:h2:file:./data/shop;AUTO_SERVER=TRUE
          jdbc:h2:./data/shop                               | jdbc:h2:./data/shop;AUTO_SERVER=TRUE
          jdbc:h2:~/shop                                    | jdbc:h2:~/shop;AUTO_SERVER=TRUE
          jdbc:h2:/var/lib/shop;IFEXISTS=TRUE               | jdbc:h2:/var/lib/shop;IFEXISTS=TRUE;AUTO_SERVER=TRUE
          jdbc:h2:nio:/var/lib/shop                         | jdbc:h2:nio:/var/lib/shop;AUTO_SERVER=TRUE
          jdbc:h2:file:./shop;AUTO_SERVER=TRUE              | jdbc:h2:file:./shop;AUTO_SERVER=TRUE
          jdbc:h2:file:./shop;auto_server=false             | jdbc:h2:file:./shop;auto_server=false
          jdbc:h2:file:./shop;AUTO_SERVER_PORT=9123         | jdbc:h2:file:./shop;AUTO_SERVER_PORT=9123;AUTO_SERVER=TRUE
          jdbc:h2:file:./shop;ACCESS_MODE_DATA=r            | jdbc:h2:file:./shop;ACCESS_MODE_DATA=r
          jdbc:h2:file:./shop;ACCESS_MODE_DATA=rw           | jdbc:h2:file:./shop;ACCESS_MODE_DATA=rw;AUTO_SERVER=TRUE
          jdbc:h2:file:./shop;FILE_LOCK=NO                  | jdbc:h2:file:./shop;FILE_LOCK=NO
          jdbc:h2:file:./shop;FILE_LOCK=SOCKET              | jdbc:h2:file:./shop;FILE_LOCK=SOCKET;AUTO_SERVER=TRUE
          jdbc:h2:file:./shop;DB_CLOSE_ON_EXIT=FALSE        | jdbc:h2:file:./shop;AUTO_SERVER=TRUE
          jdbc:h2:file:./shop;db_close_on_exit=false;AUTO_SERVER=TRUE | jdbc:h2:file:./shop;AUTO_SERVER=TRUE
          jdbc:h2:mem:shop                                  | jdbc:h2:mem:shop
          jdbc:h2:tcp://localhost/./shop                    | jdbc:h2:tcp://localhost/./shop
          jdbc:h2:ssl://localhost/./shop                    | jdbc:h2:ssl://localhost/./shop
          jdbc:h2:zip:shop.zip!/shop                        | jdbc:h2:zip:shop.zip!/shop
          jdbc:h2:nioMemFS:shop                             | jdbc:h2:nioMemFS:shop
          jdbc:postgresql://h/shop                          | jdbc:postgresql://h/shop
          """)
  void letsSeveralProcessesUseAFileOfH2UnlessItSaysOtherwise(String url, String shared) {
    assertThat(DatabaseUrl.shared(url)).isEqualTo(shared);
    assertThat(DatabaseUrl.shared(shared)).isEqualTo(shared);
    assertThat(DatabaseUrl.isShared(url)).isEqualTo(url.endsWith(";AUTO_SERVER=TRUE"));
  }
}
