package dev.muster.app;

import static org.assertj.core.api.Assertions.assertThat;

import dev.muster.docs.Page;
import java.lang.reflect.ParameterizedType;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.springframework.boot.context.properties.bind.DefaultValue;

class SettingsPageTest {
  /** Those with plain names, by application.yaml. */
  private static final Map<String, String> PLAIN =
      Map.of(
          "MUSTER_SEGMENT_API", "SEGMENT_API",
          "MUSTER_SEGMENT_WRITEKEY", "SEGMENT_WRITE_KEY");

  @Test
  void saysEverySettingWithItsDefault() {
    assertThat(Page.at("docs/operate.md").table("Settings").rows())
        .map(row -> Page.codes(row.get(0)).getFirst() + "=" + row.get(1).replace("`", ""))
        .containsExactlyInAnyOrderElementsOf(of("MUSTER", Settings.class));
  }

  private static List<String> of(String name, Class<?> section) {
    var all = new ArrayList<String>();
    for (var part : section.getRecordComponents()) {
      var full = name + "_" + part.getName().toUpperCase(Locale.ROOT);
      if (part.getType().isRecord()) {
        all.addAll(of(full, part.getType()));
      } else if (part.getGenericType() instanceof ParameterizedType list
          && list.getActualTypeArguments()[0] instanceof Class<?> element
          && element.isRecord()) {
        all.addAll(of(full + "_0", element));
      } else {
        all.add(PLAIN.getOrDefault(full, full) + "=" + defaultOf(section, part.getName()));
      }
    }
    return all;
  }

  /** As it stands at the constructor's parameter; empty where there is none. */
  private static String defaultOf(Class<?> section, String name) {
    for (var parameter : section.getDeclaredConstructors()[0].getParameters()) {
      var value = parameter.getAnnotation(DefaultValue.class);
      if (parameter.getName().equals(name) && value != null) {
        return String.join(",", value.value());
      }
    }
    return "";
  }
}
