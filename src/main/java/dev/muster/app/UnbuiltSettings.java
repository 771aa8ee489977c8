package dev.muster.app;

import java.util.ArrayList;

/** Settings that are read but whose behaviour is not built yet. */
public final class UnbuiltSettings {

  private UnbuiltSettings() {}

  /**
   * Refuses to run without what the settings ask for.
   *
   * @throws Complaint naming each such setting
   */
  public static void refuse(Settings settings) {
    var names = new ArrayList<String>();
    if (settings.source().profiles() == Settings.Source.Attributes.WITH_AUDIENCE) {
      names.add("muster.source.profiles: with_audience");
    }
    if (settings.source().optOuts() != null) {
      names.add("muster.source.opt-outs");
    }
    if (settings.source().lists() != null) {
      names.add("muster.source.lists");
    }
    if (!names.isEmpty()) {
      throw Complaint.needsRemedy(
          "not built yet: " + String.join(", ", names) + "; nothing was sent");
    }
  }
}
