package io.asbru.security;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.asbru.Requirement;
import io.asbru.StepUp;
import jakarta.annotation.security.DenyAll;
import jakarta.annotation.security.PermitAll;
import jakarta.annotation.security.RolesAllowed;
import jakarta.enterprise.inject.Instance;
import jakarta.interceptor.InvocationContext;
import jakarta.security.enterprise.authentication.mechanism.http.AuthenticationParameters;
import jakarta.security.enterprise.authentication.mechanism.http.HttpMessageContext;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServlet;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class AccessTest {

  @RequiresScopes("read")
  static class Guarded extends HttpServlet {

    private static final long serialVersionUID = 1L;

    @Override
    @RequiresScopes(value = "read", anyOf = {"write", "admin"})
    protected void doPost(HttpServletRequest request, HttpServletResponse response) {}
  }

  static class Inheriting extends Guarded {

    private static final long serialVersionUID = 1L;
  }

  @RequiresScopes("read")
  @RequiresAuthentication(acrValues = {"gold", "platinum"})
  static class Vault extends HttpServlet {

    private static final long serialVersionUID = 1L;

    @Override
    @RequiresAuthentication(maxAge = 300)
    protected void doGet(HttpServletRequest request, HttpServletResponse response) {}

    @Override
    @RequiresScopes("write")
    protected void doPost(HttpServletRequest request, HttpServletResponse response) {}
  }

  @RequiresScopes("read")
  static class Front extends HttpServlet {

    private static final long serialVersionUID = 1L;

    @Override
    @RequiresScopes("admin")
    protected void service(HttpServletRequest request, HttpServletResponse response) {}

    @RequiresScopes("nothing")
    public void another() {}
  }

  @RequiresScopes("admin")
  static class Overriding extends Vault {

    private static final long serialVersionUID = 1L;

    @Override
    protected void doPost(HttpServletRequest request, HttpServletResponse response) {}
  }

  static class OverridingWithoutAnnotations extends Vault {

    private static final long serialVersionUID = 1L;

    @Override
    protected void doPost(HttpServletRequest request, HttpServletResponse response) {}
  }

  static class WithoutOwn extends HttpServlet {

    private static final long serialVersionUID = 1L;

    @RequiresScopes("rare")
    public void another() {}
  }

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

  private static Requirement required(Map<String, Demand> demands, String method) {
    return demands.get(method).of(Requirement.LOGIN_OR_BEARER);
  }

  @Test
  void servletsMethods_areFoundInSuperclassesToo() {
    Map<String, Demand> demands = GuardedServlets.demands(Inheriting.class);

    assertThat(demands.keySet()).containsExactlyInAnyOrder("", "POST");
    assertThat(required(demands, "")).isEqualTo(Requirement.LOGIN_OR_BEARER.allScopes("read"));
    assertThat(GuardedServlets.demands(HttpServlet.class)).isEmpty();
    assertThat(GuardedServlets.demands(null)).isEmpty();
  }

  @Test
  void allAndAny_becomeOneRequirement() {
    Requirement requirement = required(GuardedServlets.demands(Guarded.class), "POST");

    assertThat(requirement.satisfiedBy(Set.of("read", "admin"))).isTrue();
    assertThat(requirement.satisfiedBy(Set.of("read"))).isFalse();
    assertThat(requirement.satisfiedBy(Set.of("write", "admin"))).isFalse();
  }

  @Test
  void eachAnnotationOfAMethod_countsInPlaceOfTheSameOneOfItsClass() {
    Map<String, Demand> demands = GuardedServlets.demands(Vault.class);
    StepUp gold = new StepUp(List.of("gold", "platinum"), Optional.empty());
    StepUp fresh = new StepUp(List.of(), Optional.of(Duration.ofSeconds(300)));

    assertThat(demands.keySet()).containsExactlyInAnyOrder("", "GET", "POST");
    assertThat(required(demands, "")).isEqualTo(Requirement.LOGIN_OR_BEARER.allScopes("read").stepUp(gold));
    assertThat(required(demands, "GET")).isEqualTo(Requirement.LOGIN_OR_BEARER.allScopes("read").stepUp(fresh));
    assertThat(required(demands, "POST")).isEqualTo(Requirement.LOGIN_OR_BEARER.allScopes("write").stepUp(gold));
  }

  @Test
  void service_countsForAllMethodsInPlaceOfTheClass_andOtherMethodsDoNot() {
    Map<String, Demand> demands = GuardedServlets.demands(Front.class);

    assertThat(demands.keySet()).containsExactly("");
    assertThat(required(demands, "")).isEqualTo(Requirement.LOGIN_OR_BEARER.allScopes("admin"));
    assertThat(required(GuardedServlets.demands(WithoutOwn.class), "")).isEqualTo(Requirement.LOGIN_OR_BEARER.allScopes("rare"));
  }

  @Test
  void classThatOverridesAMethod_saysWhatItNeeds() {
    StepUp gold = new StepUp(List.of("gold", "platinum"), Optional.empty());
    StepUp fresh = new StepUp(List.of(), Optional.of(Duration.ofSeconds(300)));
    Map<String, Demand> demands = GuardedServlets.demands(Overriding.class);

    assertThat(required(demands, "POST")).isEqualTo(Requirement.LOGIN_OR_BEARER.allScopes("admin").stepUp(gold));
    assertThat(required(demands, "GET")).isEqualTo(Requirement.LOGIN_OR_BEARER.allScopes("admin").stepUp(fresh));
    assertThat(required(GuardedServlets.demands(OverridingWithoutAnnotations.class), "POST"))
        .isEqualTo(Requirement.LOGIN_OR_BEARER.allScopes("write").stepUp(gold));
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

  @Test
  void beanWhoseDemandCannotBeTold_letsNobodyIn() throws NoSuchMethodException {
    Method plain = Object.class.getMethod("toString");
    InvocationContext context = stub(InvocationContext.class, Map.of("getMethod", plain, "getTarget", "a bean", "proceed", "passed"));
    Instance<CurrentCaller> known = stub(Instance.class, Map.of("isResolvable", true));

    assertThatThrownBy(() -> ScopesInterceptor.checked(context, known)).isInstanceOf(IllegalStateException.class)
        .hasMessageContaining("toString").hasMessageContaining("nobody is let in");
  }

  /** Something of the container's that gives these answers, by the name of the method. */
  @SuppressWarnings("unchecked")
  private static <T> T stub(Class<?> type, Map<String, ?> answers) {
    return (T) Proxy.newProxyInstance(type.getClassLoader(), new Class<?>[] {type},
        (proxy, method, arguments) -> answers.get(method.getName()));
  }

  @RequiresScopes("read")
  private interface Store<T> {

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

  interface Fronted {

    @RequiresScopes("front")
    void doGet(HttpServletRequest request, HttpServletResponse response);
  }

  static class FrontedServlet extends HttpServlet implements Fronted {

    private static final long serialVersionUID = 1L;

    @Override
    public void doGet(HttpServletRequest request, HttpServletResponse response) {}
  }

  private static Requirement of(Class<?> type, String name, Class<?>... parameters) throws NoSuchMethodException {
    return Demand.on(type.getMethod(name, parameters), type).of(Requirement.LOGIN);
  }

  @Test
  void methodOfAnInterface_countsWhereItIsImplemented_alsoIfItIsGeneric() throws NoSuchMethodException {
    assertThat(of(Shop.class, "list")).isEqualTo(Requirement.LOGIN.allScopes("read"));
    assertThat(of(Shop.class, "add", String.class)).isEqualTo(Requirement.LOGIN.allScopes("write"));
    assertThat(of(Shop.class, "add", String.class, int.class)).isEqualTo(Requirement.LOGIN.allScopes("read"));
    assertThat(of(Shop.class, "audit")).isEqualTo(Requirement.LOGIN.allScopes("read").stepUp(new StepUp(List.of("gold"), Optional.empty())));
    assertThat(required(GuardedServlets.demands(FrontedServlet.class), "GET")).isEqualTo(Requirement.LOGIN_OR_BEARER.allScopes("front"));
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

  static class Endpoint {

    @RequiresScopes("read")
    public void message() {}
  }

  static class Resource {

    @GET
    @RequiresScopes("read")
    public void read() {}
  }

  static class ResourceOfAnInterface implements ResourceInterface {

    @Override
    @RequiresScopes("read")
    public void read() {}
  }

  private interface ResourceInterface {

    @GET
    void read();
  }

  @OAuthAuthenticationMechanismDefinition
  static class Definition {}

  @Test
  void classesThatNothingLooksAt_areFound() {
    Set<Class<?>> all = Set.of(Endpoint.class, Resource.class, ResourceOfAnInterface.class, Guarded.class, Store.class, Definition.class,
        Shop.class, ScopesInterceptor.class);

    assertThat(UncheckedTypes.demanding(all, Set.of())).containsExactly(Endpoint.class.getName());
    assertThat(UncheckedTypes.demanding(all, Set.of(Endpoint.class.getName()))).isEmpty();
    assertThat(UncheckedTypes.defining(all, Set.of())).containsExactly(Definition.class.getName());
    assertThat(UncheckedTypes.defining(all, Set.of(Definition.class.getName()))).isEmpty();
  }

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

  @Test
  void refusal_saysWhatIsNeeded() {
    StepUp gold = new StepUp(List.of("gold", "platinum"), Optional.of(Duration.ofMinutes(5)));

    assertThat(AccessRefusedException.of(Requirement.BEARER)).hasMessage("what is needed: a caller");
    assertThat(AccessRefusedException.of(Requirement.BEARER.allScopes("b", "a").stepUp(gold)))
        .hasMessage("what is needed: scopes b a, acr_values gold platinum, max_age 300");
  }

  @Test
  void refusal_isFoundHoweverOftenItIsWrapped() {
    AccessRefusedException refused = AccessRefusedException.of(Requirement.BEARER);

    assertThat(AccessFilter.refused(new ServletException(new RuntimeException(refused)))).containsSame(refused);
    assertThat(AccessFilter.refused(new IllegalStateException("another"))).isEmpty();
  }

  /** Thrown on, what is wrong would take the filter off some servers, which serve the application then without. */
  @Test
  void filterThatCouldNotStart_staysAndRefusesEveryRequest() {
    AccessFilter filter = new AccessFilter();
    filter.init();

    assertThatExceptionOfType(ServletException.class)
        .isThrownBy(() -> filter.doFilter((HttpServletRequest) null, null, (request, response) -> {
          throw new AssertionError("passed on");
        }));
  }

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
    assertThat(onTheWay(Shop.class, new House())).containsExactly(attic);
    assertThat(onTheWay(House.class, new HouseOfTheContainer())).isEmpty();
    assertThat(onTheWay(Inner.class, new Inner(), new Shop())).as("a class without such a method")
        .containsExactly(Requirement.LOGIN.allScopes("read"));
  }

  private static class Hidden {

    @RolesAllowed("hidden")
    void ofThePackage() {}
  }

  static class HiddenBelow extends Hidden {}

  @Test
  void rolesOfMethodsThatAreNotPublic_count() {
    assertThat(RestrictedType.restricted(Hidden.class)).isTrue();
    assertThat(RestrictedType.restricted(HiddenBelow.class)).isTrue();
    assertThat(RestrictedType.roles(HiddenBelow.class)).containsExactly("hidden");
  }

  @Test
  void newSignIn_isNotBegunWhereNoneAreTaken() {
    HttpMessageContext context = stub(HttpMessageContext.class, Map.of("isAuthenticationRequest", true,
        "getAuthParameters", AuthenticationParameters.withParams().newAuthentication(true)));

    assertThat(OAuthAuthenticationMechanism.newAuthentication(context, Requirement.LOGIN_OR_BEARER)).isTrue();
    assertThat(OAuthAuthenticationMechanism.newAuthentication(context, Requirement.BEARER)).isFalse();
  }

  @DenyAll
  static class Roles {

    @RolesAllowed({"a", "b"})
    public void some() {}

    @PermitAll
    public void all() {}

    public void none() {}
  }

  @Test
  void roles_areReadFromMethodsAndClasses() throws NoSuchMethodException {
    assertThat(RolesInterceptor.allowed(Roles.class.getMethod("some"))).contains(Set.of("a", "b"));
    assertThat(RolesInterceptor.allowed(Roles.class.getMethod("all"))).contains(Set.of(""));
    assertThat(RolesInterceptor.allowed(Roles.class.getMethod("none"))).isEmpty();
    assertThat(RolesInterceptor.allowed(Roles.class)).contains(Set.of());
    assertThat(RestrictedType.restricted(Roles.class)).isTrue();
    assertThat(RestrictedType.restricted(String.class)).isFalse();
    assertThat(RestrictedType.roles(Roles.class)).containsExactly("a", "b");
  }
}
