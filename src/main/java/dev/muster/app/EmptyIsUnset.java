package dev.muster.app;

import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.bind.BindContext;
import org.springframework.boot.context.properties.bind.BindHandler;
import org.springframework.boot.context.properties.bind.Bindable;
import org.springframework.boot.context.properties.source.ConfigurationPropertyName;

/**
 * Takes an empty setting for one that is not set (what-is-sent.md), whether something can be made
 * of it or not: templates of pods leave variables empty. Not where the databases are, or the
 * receiver: to take another one for one that is missing is worse than to refuse it.
 */
final class EmptyIsUnset implements BindHandler {
  private static final ConfigurationPropertyName MUSTER = ConfigurationPropertyName.of("muster");

  private static final List<ConfigurationPropertyName> AS_WRITTEN =
      List.of(MUSTER.append("database"), MUSTER.append("source"), MUSTER.append("segment"));

  @Override
  public @Nullable Object onSuccess(
      ConfigurationPropertyName name, Bindable<?> target, BindContext context, Object result) {
    return "".equals(result) && counts(name) ? null : result;
  }

  @Override
  public @Nullable Object onFailure(
      ConfigurationPropertyName name, Bindable<?> target, BindContext context, Exception error)
      throws Exception {
    var property = context.getConfigurationProperty();
    if (property != null && "".equals(property.getValue()) && counts(name)) {
      return null;
    }
    throw error;
  }

  private static boolean counts(ConfigurationPropertyName name) {
    return MUSTER.isAncestorOf(name)
        && AS_WRITTEN.stream().noneMatch(part -> part.isAncestorOf(name));
  }
}
