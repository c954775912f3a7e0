package io.oneclear.bench.run;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.oneclear.bench.process.BenchException;
import org.junit.jupiter.api.Test;

class RunningCandidateTest {

  @Test
  void theReadyLineSaysWhereEverythingIs() {
    String ready = "terminals=127.0.0.1:9103 console=http://127.0.0.1:9180";
    assertThat(RunningCandidate.address(ready, "terminals")).contains("127.0.0.1:9103");
    assertThat(RunningCandidate.address(ready, "console")).contains("http://127.0.0.1:9180");
    assertThat(RunningCandidate.address(ready, "scheme")).isEmpty();
  }

  @Test
  void aCandidateNobodyKnowsIsRefusedWithThoseThatAre() {
    assertThatThrownBy(() -> Candidate.of("q3"))
        .isInstanceOf(BenchException.class)
        .hasMessage("--candidates: 'q3' is none of [relay, q2, oneclear]");
  }
}
