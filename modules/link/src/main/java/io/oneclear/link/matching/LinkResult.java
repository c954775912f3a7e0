package io.oneclear.link.matching;

import io.oneclear.message.upstream.UpstreamAnswer;

/** How a request on a link ended. Every request ends in exactly one of these. */
public sealed interface LinkResult {

  /** The scheme answered, in time and with a right MAC. */
  record Answered(UpstreamAnswer answer) implements LinkResult {}

  /**
   * No answer in time, or the connection broke after the request was handed to it: the scheme may
   * have acted on it.
   */
  record TimedOut() implements LinkResult {}

  /** The request certainly never left. */
  record NotSent(String reason) implements LinkResult {}
}
