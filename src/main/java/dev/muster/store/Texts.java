package dev.muster.store;

import dev.muster.campaign.UserId;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.util.Collection;
import java.util.stream.Stream;

/** Texts as one parameter of a statement, {@code cast(? as varchar array)}. */
final class Texts {
  private Texts() {}

  /**
   * Sets the parameter.
   *
   * @param index its number, from 1
   */
  static void bind(PreparedStatement statement, int index, Stream<String> texts)
      throws SQLException {
    statement.setArray(index, statement.getConnection().createArrayOf("varchar", texts.toArray()));
  }

  /** The same with the ids of users, each once. */
  static void bindUsers(PreparedStatement statement, int index, Collection<UserId> users)
      throws SQLException {
    bind(statement, index, users.stream().map(UserId::value).distinct());
  }
}
