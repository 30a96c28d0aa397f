package io.asbru.sample;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** The stores, kept in memory until the application ends. Thread-safe, and bounded, since anybody with a demo password may add to it. */
final class Stores {

  private final int most;
  private final List<Store> stores = new ArrayList<>();
  private int lastId;

  Stores(int most) {
    this.most = most;
  }

  /** Three stores to begin with, and room for a hundred. */
  static Stores ofTheDemo() {
    Stores stores = new Stores(100);
    stores.add(new NewStore("Best Car Mart Harbour", "Hamburg"));
    stores.add(new NewStore("Best Car Mart Lakeside", "Colombo"));
    stores.add(new NewStore("Best Car Mart Old Mill", "Austin"));
    return stores;
  }

  synchronized List<Store> all() {
    return List.copyOf(stores);
  }

  /** The store as it was added; empty if there is no room for another. */
  synchronized Optional<Store> add(NewStore wanted) {
    if (stores.size() >= most) {
      return Optional.empty();
    }
    Store store = new Store(++lastId, wanted.name(), wanted.city());
    stores.add(store);
    return Optional.of(store);
  }
}
