package io.asbru.sample;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class StoresTest {

  @Test
  void addedStore_getsTheNextNumber() {
    Stores stores = new Stores(2);

    assertThat(stores.add(new NewStore("a", "b"))).contains(new Store(1, "a", "b"));
    assertThat(stores.add(new NewStore("c", "d"))).contains(new Store(2, "c", "d"));
    assertThat(stores.all()).containsExactly(new Store(1, "a", "b"), new Store(2, "c", "d"));
  }

  @Test
  void fullList_takesNoMore() {
    Stores stores = new Stores(1);
    stores.add(new NewStore("a", "b"));

    assertThat(stores.add(new NewStore("c", "d"))).isEmpty();
    assertThat(stores.all()).hasSize(1);
  }

  @Test
  void listTaken_doesNotChange() {
    Stores stores = Stores.ofTheDemo();
    var before = stores.all();
    stores.add(new NewStore("a", "b"));

    assertThat(before).hasSize(3);
  }
}
