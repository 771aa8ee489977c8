package dev.muster.app;

import java.util.LinkedHashMap;
import java.util.Map;
import org.springframework.boot.context.config.ConfigDataEnvironmentPostProcessor;
import org.springframework.boot.context.properties.bind.BindException;
import org.springframework.boot.context.properties.bind.Binder;
import org.springframework.boot.context.properties.source.ConfigurationPropertySources;
import org.springframework.core.env.MapPropertySource;
import org.springframework.core.env.StandardEnvironment;
import org.springframework.core.env.SystemEnvironmentPropertySource;
import org.yaml.snakeyaml.error.YAMLException;

/** Reads the settings, from where Spring Boot looks for them. */
public final class SettingsReader {
  static final String MAIL = "spring.mail";

  private static final String VARIABLES =
      StandardEnvironment.SYSTEM_ENVIRONMENT_PROPERTY_SOURCE_NAME;

  private SettingsReader() {}

  /**
   * The settings alone, without a database: Spring Boot's {@code application.yaml}, beside the
   * program or in it, and the environment.
   *
   * @throws Complaint when one is wrong
   */
  public static Settings read(Surroundings surroundings, Map<String, Object> overrides) {
    return read(surroundings, overrides, "muster", Settings.class);
  }

  /**
   * How mails are sent.
   *
   * @throws Complaint when a setting is wrong
   */
  static MailSettings mail(Surroundings surroundings) {
    return read(surroundings, Map.of(), MAIL, MailSettings.class);
  }

  private static <T> T read(
      Surroundings surroundings, Map<String, Object> overrides, String section, Class<T> type) {
    Hushed.all();
    var environment = new StandardEnvironment();
    environment
        .getPropertySources()
        .replace(
            VARIABLES,
            new SystemEnvironmentPropertySource(
                VARIABLES, new LinkedHashMap<>(surroundings.variables())));
    try {
      ConfigDataEnvironmentPostProcessor.applyTo(environment);
      UnknownSettings.refuse(environment.getPropertySources());
      environment.getPropertySources().addFirst(new MapPropertySource("options", overrides));
      ConfigurationPropertySources.attach(environment);
      return Binder.get(environment, new EmptyIsUnset()).bindOrCreate(section, type);
    } catch (BindException e) {
      throw Complaint.needsRemedy(SettingFault.explain(e));
    } catch (YAMLException e) {
      throw Complaint.needsRemedy(SettingFault.explain(e));
    } catch (Complaint e) {
      throw e;
    } catch (RuntimeException e) {
      // Whatever Spring Boot says of a file, it may quote it.
      throw Complaint.needsRemedy(SettingFault.unread(e));
    }
  }
}
