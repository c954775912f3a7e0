package io.oneclear.bench.run;

import io.oneclear.bench.knee.Knee;
import java.util.Optional;

/** Hears how a benchmark goes. */
public interface BenchListener {

  void started(Candidate candidate);

  void measured(Candidate candidate, Point point);

  /**
   * @param knee empty if not even the lowest rate was carried
   */
  void knee(Candidate candidate, Optional<Knee> knee);

  void audited(Audit audit);
}
