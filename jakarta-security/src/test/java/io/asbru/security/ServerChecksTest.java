package io.asbru.security;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import jakarta.enterprise.inject.spi.Bean;
import jakarta.enterprise.inject.spi.BeanManager;
import jakarta.servlet.ServletContext;
import java.io.ByteArrayInputStream;
import java.lang.management.ManagementFactory;
import java.lang.reflect.Proxy;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import javax.management.DynamicMBean;
import javax.management.JMException;
import javax.management.ObjectName;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** What would keep the mechanism from working without a word, and what is said of it. */
class ServerChecksTest {

  private static final String ROOT = "jboss.as:management-root=server";
  private static final String UNDERTOW = "jboss.as:subsystem=undertow,application-security-domain=";

  @AfterEach
  void noWildFly() throws JMException {
    for (ObjectName name : ManagementFactory.getPlatformMBeanServer().queryNames(new ObjectName("jboss.as:*"), null)) {
      ManagementFactory.getPlatformMBeanServer().unregisterMBean(name);
    }
  }

  private static <T> T answering(Class<T> type, Function<Object[], Object> answer) {
    return type.cast(Proxy.newProxyInstance(type.getClassLoader(), new Class<?>[] {type}, (proxy, method, arguments) -> answer.apply(arguments)));
  }

  private static ServletContext application(Map<String, String> files) {
    return answering(ServletContext.class, arguments -> files.containsKey(String.valueOf(arguments[0]))
        ? new ByteArrayInputStream(files.get(String.valueOf(arguments[0])).getBytes(UTF_8)) : null);
  }

  private static List<String> warnings(String webXml, Set<Bean<?>> securityContexts) {
    return ServerChecks.warnings(application(Map.of("/WEB-INF/web.xml", webXml)), new AsbruExtension(),
        answering(BeanManager.class, arguments -> securityContexts));
  }

  /** Something of WildFly's management model. */
  private static void wildFly(String name, String attribute, Object value) throws JMException {
    DynamicMBean bean = answering(DynamicMBean.class, arguments -> {
      if (arguments == null) {
        return new javax.management.MBeanInfo(ServerChecksTest.class.getName(), "", null, null, null, null);
      }
      return attribute.equals(arguments[0]) ? value : null;
    });
    ManagementFactory.getPlatformMBeanServer().registerMBean(bean, new ObjectName(name));
  }

  @Test
  void nothingWrong_isNoWarning() {
    assertThat(warnings("<web-app/>", Set.of(answering(Bean.class, arguments -> null)))).isEmpty();
    assertThat(ServerChecks.configuration(application(Map.of()))).isEmpty();
    assertThat(WildFlyCheck.starting()).isFalse();
  }

  @Test
  void serverWithoutJakartaSecurity_isSaidWithTheFeatureToAdd() {
    assertThat(warnings("<web-app/>", Set.of())).singleElement().asString().contains("no SecurityContext", "appSecurity-5.0", "ee-security");
  }

  @Test
  void loginConfig_isSaid() {
    assertThat(warnings("<web-app><login-config><auth-method>FORM</auth-method></login-config></web-app>",
        Set.of(answering(Bean.class, arguments -> null)))).singleElement().asString().contains("<login-config>", "Remove it");
  }

  @Test
  void wildFlyThatLooksCallersUpItself_isSaidWithTheCommand() throws JMException {
    wildFly(ROOT, "serverState", "running");
    wildFly(UNDERTOW + "other", "integratedJaspi", true);
    wildFly(UNDERTOW + "mine", "integratedJaspi", false);
    String own = "<jboss-web><security-domain>mine</security-domain></jboss-web>";

    assertThat(ServerChecks.configuration(application(Map.of()))).hasValueSatisfying(warning -> assertThat(warning)
        .contains("ELY01177", "application-security-domain=other:write-attribute(name=integrated-jaspi,value=false)"));
    assertThat(ServerChecks.configuration(application(Map.of("/WEB-INF/jboss-web.xml", own)))).isEqualTo(Optional.empty());
    assertThat(ServerChecks.configuration(application(Map.of("/WEB-INF/jboss-web.xml", own.replace("mine", "none")))))
        .hasValueSatisfying(warning -> assertThat(warning).contains("no application-security-domain none", ":add(security-domain="));
    assertThat(WildFlyCheck.starting()).isFalse();
  }

  @Test
  void wildFlyThatIsStarting_isAskedLater() throws JMException {
    wildFly(ROOT, "serverState", "starting");
    assertThat(WildFlyCheck.starting()).isTrue();
  }
}
