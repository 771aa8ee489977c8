package dev.muster.report;

import java.io.Writer;
import tools.jackson.core.JsonGenerator;
import tools.jackson.core.StreamWriteFeature;
import tools.jackson.databind.ObjectWriter;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/** How every answer becomes JSON. Maps and nodes keep the order of their keys. */
public final class JsonWriter {
  private static final JsonMapper MAPPER =
      JsonMapper.builder()
          .disable(StreamWriteFeature.AUTO_CLOSE_TARGET)
          .disable(StreamWriteFeature.FLUSH_PASSED_TO_STREAM)
          .build();

  private static final ObjectWriter INDENTED = MAPPER.writerWithDefaultPrettyPrinter();

  private JsonWriter() {}

  /** A document for people, too: indented, without an end of line behind it. */
  public static String document(Object tree) {
    return INDENTED.writeValueAsString(tree);
  }

  /** In one line, without an end of it. */
  public static String line(Object tree) {
    return MAPPER.writeValueAsString(tree);
  }

  /** An empty object, to be filled. */
  public static ObjectNode object() {
    return MAPPER.createObjectNode();
  }

  /** For what is too much to be held; its end neither flushes nor closes where it is written to. */
  public static JsonGenerator stream(Writer out) {
    return MAPPER.createGenerator(out);
  }
}
