package io.asbru.security;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.asbru.Requirement;
import io.asbru.StepUp;
import jakarta.servlet.http.HttpServlet;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.reflect.Method;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What annotations of a method and its class demand, wherever they come from. */
class DemandTest {

  @RequiresScopes("vault")
  @RequiresAuthentication(acrValues = "gold")
  @Retention(RetentionPolicy.RUNTIME)
  private @interface Sensitive {}

  @Sensitive
  @Retention(RetentionPolicy.RUNTIME)
  private @interface VerySensitive {}

  @RequiresScopes("cellar")
  @Retention(RetentionPolicy.RUNTIME)
  private @interface Deep {}

  @VerySensitive
  static class Stereotyped extends HttpServlet {

    private static final long serialVersionUID = 1L;

    @RequiresScopes("read")
    public void own() {}

    public void none() {}
  }

  static class DerivedByTheContainer extends Stereotyped {

    private static final long serialVersionUID = 1L;
  }

  static class Contradicting {

    @Sensitive
    @Deep
    public void twice() {}
  }

  static class Faulty {

    @RequiresAuthentication(maxAge = 0)
    public void noTime() {}

    @RequiresAuthentication(maxAge = -2)
    public void negative() {}

    @RequiresAuthentication(acrValues = "gold platinum")
    public void twoInOne() {}

    @RequiresScopes("read write")
    public void twoScopesInOne() {}

    @RequiresScopes(anyOf = {"read", ""})
    public void blank() {}
  }

  @Test
  void annotationsOfAStereotype_count() throws NoSuchMethodException {
    Requirement ofStereotype = Requirement.LOGIN.allScopes("vault").stepUp(new StepUp(List.of("gold"), Optional.empty()));
    Method own = Stereotyped.class.getMethod("own");
    Method twice = Contradicting.class.getMethod("twice");

    assertThat(Demand.on(Stereotyped.class.getMethod("none"), Stereotyped.class).of(Requirement.LOGIN)).isEqualTo(ofStereotype);
    assertThat(Demand.on(null, DerivedByTheContainer.class).of(Requirement.LOGIN)).isEqualTo(ofStereotype);
    assertThat(Demand.on(own, Stereotyped.class).of(Requirement.LOGIN))
        .isEqualTo(Requirement.LOGIN.allScopes("read").stepUp(ofStereotype.stepUp()));
    assertThat(GuardedServlets.demands(Stereotyped.class)).isNotEmpty();
    assertThatThrownBy(() -> Demand.on(twice, null)).isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("twice").hasMessageContaining("several annotations");
  }

  @RequiresScopes("read")
  interface Store<T> {

    void list();

    @RequiresScopes("write")
    void add(T item);

    @RequiresAuthentication(acrValues = "gold")
    default void audit() {}
  }

  private abstract static class Base implements Store<String> {

    @RequiresScopes("erase")
    public void erase() {}
  }

  static class Shop extends Base {

    @Override
    public void list() {}

    @Override
    public void add(String item) {}

    @Override
    public void erase() {}

    /** Overloads, and implements nothing. */
    public void add(String item, int count) {}
  }

  @RequiresScopes("class")
  static class StrictShop extends Shop {

    @Override
    @RequiresScopes("own")
    public void add(String item) {}

    @Override
    public void erase() {}
  }

  private interface Doubted {

    @RequiresScopes("other")
    void list();
  }

  static class DoubtedShop extends Shop implements Doubted {}

  private static Requirement of(Class<?> type, String name, Class<?>... parameters) throws NoSuchMethodException {
    return Demand.on(type.getMethod(name, parameters), type).of(Requirement.LOGIN);
  }

  @Test
  void methodOfAnInterface_countsWhereItIsImplemented_alsoIfItIsGeneric() throws NoSuchMethodException {
    assertThat(of(Shop.class, "list")).isEqualTo(Requirement.LOGIN.allScopes("read"));
    assertThat(of(Shop.class, "add", String.class)).isEqualTo(Requirement.LOGIN.allScopes("write"));
    assertThat(of(Shop.class, "add", String.class, int.class)).isEqualTo(Requirement.LOGIN.allScopes("read"));
    assertThat(of(Shop.class, "audit")).isEqualTo(Requirement.LOGIN.allScopes("read").stepUp(new StepUp(List.of("gold"), Optional.empty())));
  }

  @Test
  void overriddenMethod_countsUnlessTheClassSaysSomething() throws NoSuchMethodException {
    assertThat(of(Shop.class, "erase")).isEqualTo(Requirement.LOGIN.allScopes("erase"));
    assertThat(of(StrictShop.class, "erase")).isEqualTo(Requirement.LOGIN.allScopes("class"));
    assertThat(of(StrictShop.class, "add", String.class)).isEqualTo(Requirement.LOGIN.allScopes("own"));
    assertThat(of(StrictShop.class, "list")).as("the class before its interfaces").isEqualTo(Requirement.LOGIN.allScopes("class"));
  }

  @Test
  void interfacesThatContradictEachOther_areAFault() throws NoSuchMethodException {
    Method list = DoubtedShop.class.getMethod("list");
    assertThat(of(DoubtedShop.class, "list")).isEqualTo(Requirement.LOGIN.allScopes("other"));
    assertThat(Demand.on(list, Both.class).of(Requirement.LOGIN)).isEqualTo(Requirement.LOGIN.allScopes("other"));
    Method add = Both.class.getMethod("add", String.class);
    assertThatThrownBy(() -> Demand.on(add, Both.class)).isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("add").hasMessageContaining("several interfaces");
  }

  private interface Contradicted {

    @RequiresScopes("none")
    void add(String item);
  }

  static class Both extends DoubtedShop implements Contradicted {}

  @RequiresAuthentication
  private interface Somebody {}

  @Test
  void annotationWithoutValues_demandsACaller() {
    Demand demand = Demand.on(null, Somebody.class);

    assertThat(demand.none()).isFalse();
    assertThat(demand.of(Requirement.LOGIN)).isEqualTo(Requirement.LOGIN);
    assertThat(Demand.on(null, String.class).none()).isTrue();
  }

  @ParameterizedTest
  @CsvSource({"noTime, maxAge = 0", "negative, maxAge = -2", "twoInOne, 'gold platinum'", "twoScopesInOne, 'read write'", "blank, is no scope"})
  void valueThatCannotBeSent_isAFaultThatNamesTheMethod(String method, String named) throws NoSuchMethodException {
    Method faulty = Faulty.class.getMethod(method);
    assertThatThrownBy(() -> Demand.on(faulty, null)).isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining(method).hasMessageContaining(named).hasMessageContaining("Write ");
  }
}
