package io.asbru.contract.jakarta;

import org.jboss.arquillian.container.test.api.Deployment;
import org.jboss.shrinkwrap.api.spec.WebArchive;

/**
 * What the mechanism promises on every server: all parts, one above the other, because each deployment takes seconds and they share this
 * one. A module for a server extends this and adds nothing.
 */
public abstract class JakartaSecurityContract extends JakartaSessionContract {

  @Deployment(testable = false)
  public static WebArchive war() {
    return ContractApplication.war(PROVIDER);
  }
}
