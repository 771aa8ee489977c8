package dev.muster.web;

import dev.muster.NodeScript;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * A real browser, in which ann, an operator, has logged in to a site.
 *
 * @param folder where what is asked and answered is kept
 */
record Browser(AnySite site, Path folder) {
  private static final Optional<Path> PROGRAM =
      Stream.of("/usr/bin/chromium", "/usr/bin/chromium-browser", "/usr/bin/google-chrome")
          .map(Path::of)
          .filter(Files::isExecutable)
          .findFirst();
  private static final JsonMapper JSON = new JsonMapper();

  /** What keeps it from being started on this machine, and the remedy. */
  static Optional<String> absence() {
    return PROGRAM.isEmpty()
        ? Optional.of("there is no Chromium: install Debian's package chromium")
        : NodeScript.absence();
  }

  /** An address of the site, whole. */
  String at(String address) {
    return "http://127.0.0.1:" + site.visitor().port() + address;
  }

  /** What a script answers. */
  List<JsonNode> ask(String script, Map<String, Object> more) throws Exception {
    var asked = new HashMap<>(more);
    asked.put("browser", PROGRAM.orElseThrow().toString());
    asked.put("origin", at(""));
    asked.put("user", "ann");
    asked.put("password", AnySite.PASSWORD);
    return new NodeScript(script)
        .answers(folder, List.of(JSON.writeValueAsString(asked))).stream()
            .map(JSON::readTree)
            .toList();
  }
}
