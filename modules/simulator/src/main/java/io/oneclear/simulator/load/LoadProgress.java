package io.oneclear.simulator.load;

/** Told how a load run goes, on the generator's thread. */
public interface LoadProgress {

  LoadProgress SILENT =
      new LoadProgress() {
        @Override
        public void signedOn(int terminals, int of) {}

        @Override
        public void second(LoadResult.Second second, boolean warmUp) {}
      };

  void signedOn(int terminals, int of);

  void second(LoadResult.Second second, boolean warmUp);
}
