package dev.muster.source;

/**
 * How far the events of a source have been read in the order in which they arrived. It is to be
 * kept between two readings, and means something to the database alone that has given it.
 *
 * @param text of ASCII, on PostgreSQL some 20 characters for each transaction under way
 */
public record ArrivalMark(String text) {
  public ArrivalMark {
    if (text.isEmpty()) {
      throw new IllegalArgumentException("a mark of arrivals is never empty");
    }
  }
}
