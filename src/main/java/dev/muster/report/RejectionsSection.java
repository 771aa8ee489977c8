package dev.muster.report;

import dev.muster.campaign.UserId;
import java.util.List;

/** Why users could not be sent to: the codes, most users first. */
public record RejectionsSection(Rows<Row> rows) {

  /**
   * One code.
   *
   * @param means empty where its name says all
   * @param examples up to three users' ids
   */
  public record Row(String code, String means, long users, List<String> examples, Picture bar) {
    public Row {
      examples = List.copyOf(examples);
    }

    Row and(Row more) {
      return new Row("", "", users + more.users, List.of(), Picture.bar(List.of()));
    }
  }

  /** Those of a run. */
  static RejectionsSection of(RunDetail detail) {
    var most = detail.run().rejections().stream().mapToLong(each -> each.users()).max().orElse(1);
    return new RejectionsSection(
        Rows.of(
            detail.run().rejections().stream()
                .map(rejection ->
                    new Row(
                        rejection.code(),
                        means(rejection.code()),
                        rejection.users(),
                        detail.examples().getOrDefault(rejection.code(), List.of()).stream()
                            .map(UserId::value)
                            .toList(),
                        Picture.bar(
                            List.of(
                                Picture.piece(0, (double) rejection.users() / most, Ink.SIGNAL)))))
                .toList(),
            Row::and));
  }

  private static String means(String code) {
    return switch (code) {
      case "too_large" -> "larger than the Segment API takes";
      case "no_user_anon_id" -> "no id in the attributes";
      case "too_many_properties" -> "more properties than the receivers take";
      case "number" -> "a number that receivers cannot hold";
      case "template" -> "a template that comes to nothing with this profile";
      case "text" -> "text that JSON cannot hold";
      case "attributes" -> "a profile that cannot be read";
      case String http when http.startsWith("http_") ->
          "the Segment API answered " + http.substring("http_".length());
      default -> "";
    };
  }
}
