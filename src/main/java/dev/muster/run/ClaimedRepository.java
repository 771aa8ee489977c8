package dev.muster.run;

import org.aopalliance.intercept.MethodInterceptor;
import org.springframework.aop.framework.ProxyFactory;
import org.springframework.batch.core.job.JobExecution;
import org.springframework.batch.core.repository.JobRepository;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * Spring Batch's repository for one execution, which writes down nothing of it any more when
 * another worker has the run. Spring Batch itself finds out that a step was changed behind its
 * back; of a job it takes the row's version as it finds it, and overwrites what whoever took over
 * has written.
 */
final class ClaimedRepository {

  private ClaimedRepository() {}

  /**
   * The repository itself, but for what it refuses.
   *
   * @param transaction around an update and the question whether the claim stands
   */
  static JobRepository of(JobRepository repository, Claim claim, TransactionTemplate transaction) {
    var proxy = new ProxyFactory(repository);
    proxy.addAdvice(
        (MethodInterceptor)
            call -> {
              var arguments = call.getArguments();
              // Its other methods write what no other execution reads.
              if (call.getMethod().getName().equals("update")
                  && arguments[0] instanceof JobExecution execution) {
                transaction.executeWithoutResult(_ -> {
                  claim.holdForThisTransaction();
                  repository.update(execution);
                });
                return null;
              }
              return call.proceed();
            });
    return (JobRepository) proxy.getProxy();
  }
}
