package io.asbru.contract.wildfly;

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
import io.asbru.contract.server.ApplicationServer;
import io.asbru.contract.server.DeployedApplication;
import io.asbru.contract.server.ServerLog;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.extension.ExtendWith;

/** The filter's contract on WildFly. */
@ExtendWith(ServerLog.class)
final class FilterOnWildFlyIT {

  /** Each application of the contract has a place of its own on one server. */
  interface OnWildFly extends Container {

    ApplicationServer SERVER = new WildFlyServer();

    @Override
    default ServerUnderTest newServer() {
      return new DeployedApplication(SERVER);
    }
  }

  @Nested
  final class BackChannel extends BackChannelContract implements OnWildFly {}

  @Nested
  final class Bearer extends BearerContract implements OnWildFly {}

  @Nested
  final class BearerFault extends BearerFaultContract implements OnWildFly {}

  @Nested
  final class Browser extends BrowserContract implements OnWildFly {}

  @Nested
  final class ClientAssertion extends ClientAssertionContract implements OnWildFly {}

  @Nested
  final class Configuration extends ConfigurationContract implements OnWildFly {}

  @Nested
  final class CookieSession extends CookieSessionContract implements OnWildFly {}

  @Nested
  final class CrossSite extends CrossSiteContract implements OnWildFly {}

  @Nested
  final class Dispatch extends DispatchContract implements OnWildFly {}

  @Nested
  final class FormPost extends FormPostContract implements OnWildFly {}

  @Nested
  final class FrontChannelLogout extends FrontChannelLogoutContract implements OnWildFly {}

  @Nested
  final class Introspection extends IntrospectionContract implements OnWildFly {}

  @Nested
  final class Isolation extends IsolationContract implements OnWildFly {}

  @Nested
  final class Jwt extends JwtContract implements OnWildFly {}

  @Nested
  final class Organizations extends OrganizationsContract implements OnWildFly {}

  @Nested
  final class Path extends PathContract implements OnWildFly {}

  @Nested
  final class Provider extends ProviderContract implements OnWildFly {}

  @Nested
  final class PushedAuthorization extends PushedAuthorizationContract implements OnWildFly {}

  @Nested
  final class Refresh extends RefreshContract implements OnWildFly {}

  @Nested
  final class RequestKind extends RequestKindContract implements OnWildFly {}

  @Nested
  final class Rules extends RulesContract implements OnWildFly {}

  @Nested
  final class Session extends SessionContract implements OnWildFly {}

  @Nested
  final class SignIn extends SignInContract implements OnWildFly {}

  @Nested
  final class Callback extends CallbackContract implements OnWildFly {}

  @Nested
  final class SignInFault extends SignInFaultContract implements OnWildFly {}

  @Nested
  final class SignOut extends SignOutContract implements OnWildFly {}

  @Nested
  final class ThirdPartyLogin extends ThirdPartyLoginContract implements OnWildFly {}
}
