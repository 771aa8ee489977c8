package dev.muster.run;

import dev.muster.store.Transition;
import java.util.List;

/**
 * Is told of transitions that somebody may have to know of, within the very transaction that writes
 * them down: what it writes is there with them, or not at all.
 */
public interface RunWitness {
  /** Nobody. */
  RunWitness NONE =
      new RunWitness() {
        @Override
        public void ended(Transition transition, RunEnd end) {}

        @Override
        public void missed(Missing missing, List<Transition> transitions) {}
      };

  /**
   * An execution has ended, or the run without one; its state is {@link
   * dev.muster.store.RunState.Ended}.
   *
   * @param end what the launch comes to
   */
  void ended(Transition transition, RunEnd end);

  /**
   * A launch has written down that runs were missed.
   *
   * @param transitions those of them that nobody knew of, in order of their planned times
   */
  void missed(Missing missing, List<Transition> transitions);
}
