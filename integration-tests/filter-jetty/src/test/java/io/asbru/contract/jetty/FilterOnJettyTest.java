package io.asbru.contract.jetty;

import io.asbru.contract.BackChannelContract;
import io.asbru.contract.BearerContract;
import io.asbru.contract.BearerFaultContract;
import io.asbru.contract.BrowserContract;
import io.asbru.contract.CallbackContract;
import io.asbru.contract.ClientAssertionContract;
import io.asbru.contract.ConfigurationContract;
import io.asbru.contract.Container;
import io.asbru.contract.CookieSessionContract;
import io.asbru.contract.CrossSiteContract;
import io.asbru.contract.DispatchContract;
import io.asbru.contract.FormPostContract;
import io.asbru.contract.FrontChannelLogoutContract;
import io.asbru.contract.IntrospectionContract;
import io.asbru.contract.IsolationContract;
import io.asbru.contract.JwtContract;
import io.asbru.contract.OrganizationsContract;
import io.asbru.contract.PathContract;
import io.asbru.contract.ProviderContract;
import io.asbru.contract.PushedAuthorizationContract;
import io.asbru.contract.RefreshContract;
import io.asbru.contract.RequestKindContract;
import io.asbru.contract.RulesContract;
import io.asbru.contract.ServerUnderTest;
import io.asbru.contract.SessionContract;
import io.asbru.contract.SignInContract;
import io.asbru.contract.SignInFaultContract;
import io.asbru.contract.SignOutContract;
import io.asbru.contract.ThirdPartyLoginContract;
import org.junit.jupiter.api.Nested;

/** The filter's contract on Jetty 12.1. */
final class FilterOnJettyTest {

  /** Each part of the contract gets a server of its own. */
  interface OnJetty extends Container {

    @Override
    default ServerUnderTest newServer() {
      return new JettyServer();
    }
  }

  @Nested
  final class BackChannel extends BackChannelContract implements OnJetty {}

  @Nested
  final class Bearer extends BearerContract implements OnJetty {}

  @Nested
  final class BearerFault extends BearerFaultContract implements OnJetty {}

  @Nested
  final class Browser extends BrowserContract implements OnJetty {}

  @Nested
  final class ClientAssertion extends ClientAssertionContract implements OnJetty {}

  @Nested
  final class Configuration extends ConfigurationContract implements OnJetty {}

  @Nested
  final class CookieSession extends CookieSessionContract implements OnJetty {}

  @Nested
  final class CrossSite extends CrossSiteContract implements OnJetty {}

  @Nested
  final class Dispatch extends DispatchContract implements OnJetty {}

  @Nested
  final class FormPost extends FormPostContract implements OnJetty {}

  @Nested
  final class FrontChannelLogout extends FrontChannelLogoutContract implements OnJetty {}

  @Nested
  final class Introspection extends IntrospectionContract implements OnJetty {}

  @Nested
  final class Isolation extends IsolationContract implements OnJetty {}

  @Nested
  final class Jwt extends JwtContract implements OnJetty {}

  @Nested
  final class Organizations extends OrganizationsContract implements OnJetty {}

  @Nested
  final class Path extends PathContract implements OnJetty {}

  /** With Jetty's own setting for ambiguous paths that are let through. */
  @Nested
  final class PathNotDecoded extends PathContract implements OnJetty {

    @Override
    public ServerUnderTest newServer() {
      return new JettyServer(false);
    }
  }

  @Nested
  final class Provider extends ProviderContract implements OnJetty {}

  @Nested
  final class PushedAuthorization extends PushedAuthorizationContract implements OnJetty {}

  @Nested
  final class Refresh extends RefreshContract implements OnJetty {}

  @Nested
  final class RequestKind extends RequestKindContract implements OnJetty {}

  @Nested
  final class Rules extends RulesContract implements OnJetty {}

  @Nested
  final class Session extends SessionContract implements OnJetty {}

  @Nested
  final class SignIn extends SignInContract implements OnJetty {}

  @Nested
  final class Callback extends CallbackContract implements OnJetty {}

  @Nested
  final class SignInFault extends SignInFaultContract implements OnJetty {}

  @Nested
  final class SignOut extends SignOutContract implements OnJetty {}

  @Nested
  final class ThirdPartyLogin extends ThirdPartyLoginContract implements OnJetty {}
}
