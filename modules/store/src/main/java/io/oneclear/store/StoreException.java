package io.oneclear.store;

import java.sql.SQLException;
import org.postgresql.util.PSQLException;

/** The database cannot be used now, or refused what it was given. Carries no card data. */
public class StoreException extends RuntimeException {

  private static final long serialVersionUID = 1L;

  public StoreException(String message) {
    super(message);
  }

  public StoreException(String message, Throwable cause) {
    super(message, cause);
  }

  /** Keeps the state and the constraint, but not the row a server may quote in its details. */
  public static StoreException of(SQLException refused) {
    String message =
        refused instanceof PSQLException fromServer && fromServer.getServerErrorMessage() != null
            ? fromServer.getServerErrorMessage().getMessage()
            : refused.getMessage();
    return new StoreException(refused.getSQLState() + ": " + message, withoutDetails(refused));
  }

  private static Throwable withoutDetails(SQLException refused) {
    return refused instanceof PSQLException fromServer && fromServer.getServerErrorMessage() != null
        ? null
        : refused;
  }
}
