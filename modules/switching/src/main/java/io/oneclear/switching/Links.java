package io.oneclear.switching;

import io.oneclear.message.upstream.UpstreamAnswer;
import io.oneclear.message.upstream.UpstreamKey;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.function.BiConsumer;
import java.util.stream.Collectors;

/** The links there are now, by name. They come and go while the switch runs. */
public final class Links {

  private final NavigableMap<String, Upstream> byName = new ConcurrentSkipListMap<>();
  private volatile BiConsumer<String, UpstreamAnswer> lateAnswers = (_, _) -> {};

  /** Takes a link in; one of the same name is replaced. */
  public void add(Upstream link) {
    link.onLateAnswer(answer -> lateAnswers.accept(link.name(), answer));
    byName.put(link.name(), link);
  }

  public void remove(String name) {
    byName.remove(name);
  }

  public Optional<Upstream> find(String name) {
    return Optional.ofNullable(byName.get(name));
  }

  /** Names of the links that can carry a request now. */
  public Set<String> available() {
    return byName.values().stream()
        .filter(Upstream::available)
        .map(Upstream::name)
        .collect(Collectors.toUnmodifiableSet());
  }

  /** Every link by name, for those who watch. */
  public Map<String, Upstream> all() {
    return new TreeMap<>(byName);
  }

  /**
   * A fresh identity for a message on this link. A link that was taken away lends its name only:
   * the identity (our time, our trace number, our institution) then comes from another one.
   *
   * @throws IllegalStateException if there is no link at all
   */
  public UpstreamKey nextKey(String name) {
    Upstream link = byName.get(name);
    if (link == null) {
      Map.Entry<String, Upstream> other = byName.firstEntry();
      if (other == null) {
        throw new IllegalStateException("no link to take an identity from");
      }
      link = other.getValue();
    }
    return link.nextKey();
  }

  /** Who is told of late answers on any link, with the link's name. */
  void onLateAnswer(BiConsumer<String, UpstreamAnswer> listener) {
    lateAnswers = listener;
  }
}
