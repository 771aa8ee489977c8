package dev.muster.report;

import java.io.Writer;
import java.nio.charset.StandardCharsets;
import tools.jackson.core.JsonGenerator;
import tools.jackson.core.StreamWriteFeature;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.ObjectWriter;
import tools.jackson.databind.cfg.JsonNodeFeature;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;
import tools.jackson.databind.util.RawValue;

/** How every answer becomes JSON. Maps and nodes keep the order of their keys. */
public final class JsonWriter {
  private static final JsonMapper MAPPER =
      JsonMapper.builder()
          .disable(StreamWriteFeature.AUTO_CLOSE_TARGET)
          .disable(StreamWriteFeature.FLUSH_PASSED_TO_STREAM)
          .build();

  private static final JsonMapper EXACT =
      JsonMapper.builder()
          .enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS)
          .disable(JsonNodeFeature.STRIP_TRAILING_BIGDECIMAL_ZEROES)
          .enable(StreamWriteFeature.WRITE_BIGDECIMAL_AS_PLAIN)
          .build();

  private static final ObjectWriter INDENTED = MAPPER.writerWithDefaultPrettyPrinter();

  private JsonWriter() {}

  /** A document for people, too: indented, without an end of line behind it. */
  public static String document(Object tree) {
    return INDENTED.writeValueAsString(tree);
  }

  /**
   * A document for people: indented, numbers as they stand.
   *
   * @param json in UTF-8
   */
  public static String indented(byte[] json) {
    return EXACT.writerWithDefaultPrettyPrinter().writeValueAsString(EXACT.readTree(json));
  }

  /** JSON that is written as it stands, within a document. */
  public static Object asItStands(byte[] json) {
    return new RawValue(new String(json, StandardCharsets.UTF_8));
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
