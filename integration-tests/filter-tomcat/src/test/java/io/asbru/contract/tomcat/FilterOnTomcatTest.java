package io.asbru.contract.tomcat;

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

/** The filter's contract on Tomcat 11. */
final class FilterOnTomcatTest {

  /** Each part of the contract gets a server of its own. */
  interface OnTomcat extends Container {

    @Override
    default ServerUnderTest newServer() {
      return new TomcatServer();
    }
  }

  @Nested
  final class BackChannel extends BackChannelContract implements OnTomcat {}

  @Nested
  final class Bearer extends BearerContract implements OnTomcat {}

  @Nested
  final class BearerFault extends BearerFaultContract implements OnTomcat {}

  @Nested
  final class Browser extends BrowserContract implements OnTomcat {}

  @Nested
  final class ClientAssertion extends ClientAssertionContract implements OnTomcat {}

  @Nested
  final class Configuration extends ConfigurationContract implements OnTomcat {}

  @Nested
  final class CookieSession extends CookieSessionContract implements OnTomcat {}

  @Nested
  final class CrossSite extends CrossSiteContract implements OnTomcat {}

  @Nested
  final class Dispatch extends DispatchContract implements OnTomcat {}

  @Nested
  final class FormPost extends FormPostContract implements OnTomcat {}

  @Nested
  final class FrontChannelLogout extends FrontChannelLogoutContract implements OnTomcat {}

  @Nested
  final class Introspection extends IntrospectionContract implements OnTomcat {}

  @Nested
  final class Isolation extends IsolationContract implements OnTomcat {}

  @Nested
  final class Jwt extends JwtContract implements OnTomcat {}

  @Nested
  final class Organizations extends OrganizationsContract implements OnTomcat {}

  @Nested
  final class Path extends PathContract implements OnTomcat {}

  @Nested
  final class Provider extends ProviderContract implements OnTomcat {}

  @Nested
  final class PushedAuthorization extends PushedAuthorizationContract implements OnTomcat {}

  @Nested
  final class Refresh extends RefreshContract implements OnTomcat {}

  @Nested
  final class RequestKind extends RequestKindContract implements OnTomcat {}

  @Nested
  final class Rules extends RulesContract implements OnTomcat {}

  @Nested
  final class Session extends SessionContract implements OnTomcat {}

  @Nested
  final class SignIn extends SignInContract implements OnTomcat {}

  @Nested
  final class Callback extends CallbackContract implements OnTomcat {}

  @Nested
  final class SignInFault extends SignInFaultContract implements OnTomcat {}

  @Nested
  final class SignOut extends SignOutContract implements OnTomcat {}

  @Nested
  final class ThirdPartyLogin extends ThirdPartyLoginContract implements OnTomcat {}
}
