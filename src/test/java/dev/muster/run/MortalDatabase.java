package dev.muster.run;

import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import javax.sql.DataSource;

/**
 * A way to a database for a process that dies at one of its statements, or commits: whatever it
 * tries afterwards does not reach the database any more. Of statements about a table, the first
 * that follows each counts, too, wherever it comes from: it may be what that is a checkpoint of.
 */
public final class MortalDatabase {
  private final int lastStatement;
  private final Death death;
  private final String about;
  private final AtomicBoolean followsOne = new AtomicBoolean();
  private final AtomicInteger statements = new AtomicInteger();
  private volatile boolean dead;

  /** Whether the last statement is done. */
  public enum Death {
    BEFORE,
    AFTER
  }

  /**
   * Lets a process live until a statement.
   *
   * @param lastStatement its number, from 1
   */
  MortalDatabase(int lastStatement, Death death) {
    this(lastStatement, death, "");
  }

  /**
   * Lets a process live until a statement about a table.
   *
   * @param lastStatement its number among those, from 1
   * @param about what their text contains
   */
  public MortalDatabase(int lastStatement, Death death, String about) {
    this.lastStatement = lastStatement;
    this.death = death;
    this.about = about;
  }

  /** Whether the process has come to that statement. */
  public boolean isDead() {
    return dead;
  }

  public DataSource through(DataSource dataSource) {
    return wrap(DataSource.class, dataSource, "");
  }

  private <T> T wrap(Class<T> type, T target, String sql) {
    return type.cast(
        Proxy.newProxyInstance(
            type.getClassLoader(),
            new Class<?>[] {type},
            (proxy, method, arguments) -> call(target, sql, method, arguments)));
  }

  private Object call(Object target, String sql, Method method, Object[] arguments)
      throws Throwable {
    var reaches = method.getName().startsWith("execute") || method.getName().equals("commit");
    if (dead && (reaches || method.getName().equals("getConnection"))) {
      throw death();
    }
    var counts = reaches && counts(sql);
    var last = counts && statements.incrementAndGet() == lastStatement;
    if (last && death == Death.BEFORE) {
      dead = true;
      throw death();
    }
    var result = invoke(target, method, arguments);
    if (last) {
      dead = true;
      throw death();
    }
    return wrapped(method, arguments, result);
  }

  private boolean counts(String sql) {
    var isAbout = sql.contains(about);
    var follows = followsOne.getAndSet(isAbout);
    return isAbout || follows;
  }

  private Object wrapped(Method method, Object[] arguments, Object result) {
    return switch (method.getName()) {
      case "getConnection" -> wrap(Connection.class, (Connection) result, "");
      case "createStatement" -> wrap(Statement.class, (Statement) result, "");
      case "prepareStatement" ->
          wrap(PreparedStatement.class, (PreparedStatement) result, (String) arguments[0]);
      default -> result;
    };
  }

  private static Object invoke(Object target, Method method, Object[] arguments) throws Throwable {
    try {
      return method.invoke(target, arguments);
    } catch (InvocationTargetException e) {
      throw e.getTargetException();
    }
  }

  private static SQLException death() {
    return new SQLException("the process is dead", "08006");
  }
}
