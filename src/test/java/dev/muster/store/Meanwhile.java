package dev.muster.store;

import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.util.concurrent.atomic.AtomicReference;
import javax.sql.DataSource;

/** A database in which something else happens between two statements of a transaction. */
final class Meanwhile {
  private final AtomicReference<Runnable> what;

  private Meanwhile(Runnable what) {
    this.what = new AtomicReference<>(what);
  }

  /** Behind the first statement that changes something, this happens. */
  static DataSource happens(DataSource database, Runnable what) {
    return new Meanwhile(what).watched(DataSource.class, database);
  }

  private <T> T watched(Class<T> type, Object real) {
    return type.cast(
        Proxy.newProxyInstance(
            Meanwhile.class.getClassLoader(),
            new Class<?>[] {type},
            (_, method, arguments) -> {
              var answer = call(real, method, arguments);
              if (method.getName().equals("executeUpdate")) {
                what.getAndSet(() -> {}).run();
              }
              return isWatched(method.getReturnType())
                  ? watched(method.getReturnType(), answer)
                  : answer;
            }));
  }

  private static boolean isWatched(Class<?> type) {
    return type == Connection.class || type == PreparedStatement.class;
  }

  private static Object call(Object real, Method method, Object[] arguments) throws Throwable {
    try {
      return method.invoke(real, arguments);
    } catch (InvocationTargetException e) {
      throw e.getCause();
    }
  }
}
