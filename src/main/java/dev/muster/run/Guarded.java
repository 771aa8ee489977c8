package dev.muster.run;

import org.aopalliance.intercept.MethodInterceptor;
import org.springframework.aop.framework.ProxyFactory;

/** Parts of steps that throw {@link RunFailure}s only, see {@link Failures#of(Throwable)}. */
final class Guarded {
  private static final MethodInterceptor GUARD =
      call -> {
        try {
          return call.proceed();
        } catch (Exception e) {
          throw Failures.of(e);
        }
      };

  private Guarded() {}

  /**
   * The part itself, but for what it throws.
   *
   * @param <T> an interface of Spring Batch
   */
  @SuppressWarnings("unchecked") // the proxy has all interfaces of the part
  static <T> T part(T part) {
    var proxy = new ProxyFactory(part);
    proxy.addAdvice(GUARD);
    return (T) proxy.getProxy();
  }
}
