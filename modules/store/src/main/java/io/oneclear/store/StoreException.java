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

  /**
   * Keeps what the server says about the error, and not the rows it and the driver quote: those may
   * hold account numbers.
   */
  public static StoreException of(SQLException refused) {
    PSQLException fromServer = fromServer(refused);
    return fromServer == null
        ? new StoreException(refused.getSQLState() + ": " + refused.getMessage(), refused)
        : new StoreException(
            fromServer.getSQLState() + ": " + fromServer.getServerErrorMessage().getMessage());
  }

  /** The server's own error, which a failed batch carries inside. */
  private static PSQLException fromServer(SQLException refused) {
    for (Throwable inner = refused; inner != null; inner = inner.getCause()) {
      if (inner instanceof PSQLException error && error.getServerErrorMessage() != null) {
        return error;
      }
    }
    return null;
  }
}
