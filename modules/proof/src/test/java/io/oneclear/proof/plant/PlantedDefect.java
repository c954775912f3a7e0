package io.oneclear.proof.plant;

import io.oneclear.message.ResponseCode;
import io.oneclear.message.upstream.UpstreamAnswer;
import io.oneclear.message.upstream.UpstreamKey;
import io.oneclear.message.upstream.UpstreamRequest;
import io.oneclear.proof.journal.AdviceRow;
import io.oneclear.proof.node.Tampering;
import io.oneclear.switching.Reply;
import io.oneclear.switching.Upstream;
import io.oneclear.switching.journal.Intent;
import io.oneclear.switching.journal.Journal;
import io.oneclear.switching.journal.Journal.Begun;
import io.oneclear.switching.journal.Journal.Concluded;
import io.oneclear.switching.journal.Journal.Duplicate;
import io.oneclear.switching.journal.Journal.Recorded;
import io.oneclear.switching.journal.Journal.Reversal;
import io.oneclear.switching.journal.Journal.Reversed;
import io.oneclear.switching.journal.Journal.StoredAdvice;
import io.oneclear.switching.journal.Journal.TerminalReversal;
import io.oneclear.switching.journal.JournalEntry;
import io.oneclear.switching.journal.Outcome;
import io.oneclear.switching.journal.TransactionState;
import io.oneclear.switching.stamp.NumberClock;
import java.time.Instant;
import java.time.InstantSource;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.function.Function;

/**
 * Defects that a switch or its journal could have, each put in at a port. The simulation must find
 * every one of them.
 */
enum PlantedDefect implements Tampering {
  /** The journal says that an intent is durable when it has only been queued. */
  INTENT_ACKNOWLEDGED_BEFORE_IT_IS_DURABLE {
    @Override
    public Journal journal(Journal journal, Inside inside) {
      return new ForwardingJournal(journal) {
        @Override
        public CompletableFuture<Begun> begin(Intent intent) {
          var _ = journal.begin(intent);
          return done(new Recorded(entry(intent, TransactionState.SENT, null)));
        }
      };
    }
  },
  /** The journal says that an outcome is durable when it has only been queued. */
  OUTCOME_ACKNOWLEDGED_BEFORE_IT_IS_DURABLE {
    @Override
    public Journal journal(Journal journal, Inside inside) {
      return new ForwardingJournal(journal) {
        @Override
        public CompletableFuture<Concluded> conclude(JournalEntry entry, Outcome outcome) {
          var _ = journal.conclude(entry, outcome);
          return done(new Concluded(true, concluded(entry, outcome)));
        }
      };
    }
  },
  /** Of a time-out and an approval that race, both win: the condition of the update is ignored. */
  CONDITION_OF_THE_UPDATE_IGNORED {
    @Override
    public Journal journal(Journal journal, Inside inside) {
      return new ForwardingJournal(journal) {
        @Override
        public CompletableFuture<Concluded> conclude(JournalEntry entry, Outcome outcome) {
          return journal
              .conclude(entry, outcome)
              .thenApply(_ -> new Concluded(true, concluded(entry, outcome)));
        }
      };
    }
  },
  /** A time-out is written without its reversal. */
  TIME_OUT_WITHOUT_REVERSAL {
    @Override
    public Journal journal(Journal journal, Inside inside) {
      return new ForwardingJournal(journal) {
        @Override
        public CompletableFuture<Concluded> timeOut(JournalEntry entry, UpstreamKey key) {
          return key == null
              ? journal.timeOut(entry, null)
              : journal.conclude(entry, Outcome.declined(ResponseCode.ISSUER_TIMEOUT));
        }
      };
    }
  },
  /** A time-out is told to the terminal and not written. */
  TIME_OUT_ONLY_SAID {
    @Override
    public Journal journal(Journal journal, Inside inside) {
      return new ForwardingJournal(journal) {
        @Override
        public CompletableFuture<Concluded> timeOut(JournalEntry entry, UpstreamKey key) {
          Outcome none = Outcome.declined(ResponseCode.ISSUER_TIMEOUT);
          return done(new Concluded(true, entry(entry.intent(), TransactionState.TIMED_OUT, none)));
        }
      };
    }
  },
  /** The same key again is taken for a new transaction. */
  DUPLICATES_FORGOTTEN {
    @Override
    public Journal journal(Journal journal, Inside inside) {
      return new ForwardingJournal(journal) {
        @Override
        public CompletableFuture<Begun> begin(Intent intent) {
          return journal
              .begin(intent)
              .thenApply(
                  begun ->
                      begun instanceof Duplicate(JournalEntry existing)
                          ? new Recorded(entry(existing.intent(), TransactionState.SENT, null))
                          : begun);
        }
      };
    }
  },
  /** A refund whose answer is missing is asked again under a new identity. */
  REFUND_ASKED_AGAIN_AS_ANOTHER {
    @Override
    public Upstream link(Upstream link, Inside inside) {
      return new ForwardingLink(link) {
        @Override
        public CompletableFuture<Result> send(UpstreamRequest request) {
          boolean again = request.type() == UpstreamRequest.Type.REFUND && request.repeat();
          return link.send(again ? renumbered(request, link.nextKey()) : request);
        }
      };
    }
  },
  /** A reversal that is sent again gets a new identity. */
  REVERSAL_RENUMBERED {
    @Override
    public Upstream link(Upstream link, Inside inside) {
      return new ForwardingLink(link) {
        @Override
        public CompletableFuture<Result> send(UpstreamRequest request) {
          boolean again = request.type().isReversal() && request.repeat();
          return link.send(again ? renumbered(request, link.nextKey()) : request);
        }
      };
    }
  },
  /** A node that starts does not look at what it left undecided. */
  NO_RECOVERY_AT_START {
    @Override
    public boolean recovers() {
      return false;
    }
  },
  /** A node that starts makes its numbers from the clock as it is set. */
  NUMBERS_FROM_THE_WALL_CLOCK {
    @Override
    public InstantSource numbers(NumberClock numbers) {
      return numbers.wall();
    }
  },
  /** A reversal is reported as delivered without being sent. */
  STORED_REVERSAL_LOST {
    @Override
    public Journal journal(Journal journal, Inside inside) {
      return new ForwardingJournal(journal) {
        @Override
        public CompletableFuture<List<StoredAdvice>> due(
            Instant now, Set<String> links, int limit) {
          return journal.due(now, links, limit).thenApply(this::loseOne);
        }

        private List<StoredAdvice> loseOne(List<StoredAdvice> due) {
          if (due.isEmpty() || due.getFirst().type() != StoredAdvice.Type.REVERSAL) {
            return due;
          }
          var _ = journal.delivered(due.getFirst(), Outcome.declined(ResponseCode.APPROVED));
          return due.subList(1, due.size());
        }
      };
    }
  },
  /** Store-and-forward does not wait for what is older about the same purchase. */
  FORWARDED_OUT_OF_ORDER {
    @Override
    public Journal journal(Journal journal, Inside inside) {
      return new ForwardingJournal(journal) {
        @Override
        public CompletableFuture<List<StoredAdvice>> due(
            Instant now, Set<String> links, int limit) {
          return journal.due(now, links, limit).thenApply(due -> newestFirst(due, inside));
        }
      };
    }
  },
  /** What is refused is tried for ever, and nothing else is sent meanwhile. */
  POISONED_ITEM_BLOCKS_THE_OTHERS {
    @Override
    public Journal journal(Journal journal, Inside inside) {
      return new ForwardingJournal(journal) {
        private Instant lastAsked = Instant.EPOCH;

        @Override
        public CompletableFuture<Void> park(StoredAdvice advice, String why) {
          return journal.giveBack(advice, lastAsked.plusSeconds(60));
        }

        @Override
        public CompletableFuture<List<StoredAdvice>> due(
            Instant now, Set<String> links, int limit) {
          lastAsked = now;
          return journal.due(now, links, 1);
        }
      };
    }
  },
  /** The first refusal of a reversal is the last attempt. */
  PARKED_AT_THE_FIRST_REFUSAL {
    @Override
    public Journal journal(Journal journal, Inside inside) {
      return new ForwardingJournal(journal) {
        @Override
        public CompletableFuture<Void> postpone(StoredAdvice advice, Instant next, String why) {
          return journal.park(advice, why);
        }
      };
    }
  },
  /** Whatever a scheme answers to a reversal is taken for its acceptance. */
  ANY_ANSWER_ENDS_A_REVERSAL {
    @Override
    public Journal journal(Journal journal, Inside inside) {
      return new ForwardingJournal(journal) {
        @Override
        public CompletableFuture<Void> postpone(StoredAdvice advice, Instant next, String why) {
          return journal.delivered(advice, Outcome.declined(ResponseCode.APPROVED));
        }
      };
    }
  },
  /** An answer is taken whatever amount and card it is about. */
  WRONG_AMOUNT_ACCEPTED {
    @Override
    public Upstream link(Upstream link, Inside inside) {
      return new ForwardingLink(link) {
        @Override
        public CompletableFuture<Result> send(UpstreamRequest request) {
          return link.send(request)
              .thenApply(
                  result ->
                      result instanceof Answered(UpstreamAnswer answer)
                          ? new Answered(fitting(answer, request))
                          : result);
        }
      };
    }
  },
  /** A request that may have left is said not to have left. */
  TIME_OUT_TAKEN_FOR_NOT_SENT {
    @Override
    public Upstream link(Upstream link, Inside inside) {
      return new ForwardingLink(link) {
        @Override
        public CompletableFuture<Result> send(UpstreamRequest request) {
          return link.send(request)
              .thenApply(result -> result instanceof TimedOut ? new NotSent("no answer") : result);
        }
      };
    }
  },
  /** A reversal that overtakes its original is answered and forgotten. */
  OVERTAKING_REVERSAL_FORGOTTEN {
    @Override
    public Journal journal(Journal journal, Inside inside) {
      return new ForwardingJournal(journal) {
        @Override
        public CompletableFuture<Reversed> reverse(
            TerminalReversal reversal, Function<String, UpstreamKey> reversalKeys) {
          return inside.database().find(reversal.original()).isEmpty()
              ? done(new Reversed(Reversal.REMEMBERED, Optional.empty()))
              : journal.reverse(reversal, reversalKeys);
        }
      };
    }
  },
  /** A reversal is answered before the journal has it. */
  REVERSAL_ANSWERED_BEFORE_IT_IS_DURABLE {
    @Override
    public Journal journal(Journal journal, Inside inside) {
      return new ForwardingJournal(journal) {
        @Override
        public CompletableFuture<Reversed> reverse(
            TerminalReversal reversal, Function<String, UpstreamKey> reversalKeys) {
          var _ = journal.reverse(reversal, reversalKeys);
          return done(new Reversed(Reversal.QUEUED, Optional.empty()));
        }
      };
    }
  },
  /** A purchase can be given back more than once: a refused claim is ignored. */
  CLAIM_IGNORED {
    @Override
    public Journal journal(Journal journal, Inside inside) {
      return new ForwardingJournal(journal) {
        @Override
        public CompletableFuture<Begun> begin(Intent intent) {
          return journal
              .begin(intent)
              .thenApply(
                  begun ->
                      begun instanceof Journal.ClaimRefused
                          ? new Recorded(entry(intent, TransactionState.SENT, null))
                          : begun);
        }
      };
    }
  },
  /** An answer leaves twice. */
  ANSWERED_TWICE {
    @Override
    public Reply reply(Reply reply, byte[] frame, Inside inside) {
      return new Reply() {
        @Override
        public void send(byte[] answer) {
          reply.send(answer);
          reply.send(answer);
        }

        @Override
        public void drop(String reason) {
          reply.drop(reason);
        }

        @Override
        public void hangUp(String reason) {
          reply.hangUp(reason);
        }
      };
    }
  };

  private static <T> CompletableFuture<T> done(T value) {
    return CompletableFuture.completedFuture(value);
  }

  private static JournalEntry entry(Intent intent, TransactionState state, Outcome outcome) {
    return new JournalEntry(
        intent,
        state,
        LocalDate.of(2026, 11, 26),
        outcome,
        0,
        outcome == null ? null : intent.at());
  }

  private static JournalEntry concluded(JournalEntry entry, Outcome outcome) {
    boolean approved = outcome.code().approved();
    return entry(
        entry.intent(), approved ? TransactionState.APPROVED : TransactionState.DECLINED, outcome);
  }

  /** In the place of each that is due, the newest that waits behind it. */
  private static List<StoredAdvice> newestFirst(List<StoredAdvice> due, Tampering.Inside inside) {
    List<StoredAdvice> wrong = new ArrayList<>();
    for (StoredAdvice each : due) {
      long about =
          inside.database().queued().stream()
              .filter(row -> row.id() == each.id())
              .findFirst()
              .map(row -> row.aboutId())
              .orElse(0L);
      wrong.add(
          inside.database().queued().stream()
              .filter(row -> row.aboutId() == about && row.id() > each.id())
              .reduce((_, later) -> later)
              .map(row -> stored(row, inside))
              .orElse(each));
    }
    return wrong;
  }

  private static StoredAdvice stored(AdviceRow row, Tampering.Inside inside) {
    JournalEntry transaction = inside.database().find(row.transaction()).orElseThrow().entry();
    JournalEntry original =
        transaction.intent().original() == null
            ? null
            : inside.database().find(transaction.intent().original()).orElseThrow().entry();
    return new StoredAdvice(
        row.id(),
        row.type(),
        row.link(),
        row.key(),
        transaction,
        original,
        row.attempts(),
        row.attempts() > 0);
  }
}
