package io.asbru.security;

import static org.assertj.core.api.Assertions.assertThat;

import io.asbru.Requirement;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What locators demand on the way to a REST resource. */
class RestAccessTest {

  private static class Inner {}

  private interface Levels {

    @Path("/cellar")
    @RequiresScopes("cellar")
    Inner cellar();
  }

  @RequiresScopes("house")
  static class House implements Levels {

    @Override
    public Inner cellar() {
      return new Inner();
    }

    @Path("/attic")
    @RequiresScopes("attic")
    public Object attic() {
      return "attic";
    }

    @GET
    @Path("/floor")
    @RequiresScopes("floor")
    public Inner floor() {
      return new Inner();
    }
  }

  static class HouseOfTheContainer extends House {

    @Override
    public Inner cellar() {
      return super.cellar();
    }

    @Override
    public Object attic() {
      return super.attic();
    }
  }

  private static List<Requirement> onTheWay(Class<?> type, Object... matched) {
    return RestAccess.onTheWay(List.of(matched), type).stream().map(demand -> demand.of(Requirement.LOGIN)).toList();
  }

  @Test
  void methodsThatCanHaveLedToAResource_areAsked_inPlaceOfTheirClass() {
    Requirement attic = Requirement.LOGIN.allScopes("attic");
    Requirement cellar = Requirement.LOGIN.allScopes("cellar");

    assertThat(onTheWay(Inner.class, new House())).containsExactlyInAnyOrder(attic, cellar);
    assertThat(onTheWay(Inner.class, new Inner(), new HouseOfTheContainer())).containsExactlyInAnyOrder(attic, cellar);
    assertThat(onTheWay(DemandTest.Shop.class, new House())).containsExactly(attic);
    assertThat(onTheWay(House.class, new HouseOfTheContainer())).isEmpty();
    assertThat(onTheWay(Inner.class, new Inner(), new DemandTest.Shop())).as("a class without such a method")
        .containsExactly(Requirement.LOGIN.allScopes("read"));
  }
}
