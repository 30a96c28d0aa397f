package io.asbru.contract.payara;

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

/** The filter's contract on Payara 6. */
@ExtendWith(ServerLog.class)
final class FilterOnPayaraIT {

  /** Each application of the contract has a place of its own on one server. */
  interface OnPayara extends Container {

    ApplicationServer SERVER = new PayaraServer();

    @Override
    default ServerUnderTest newServer() {
      return new DeployedApplication(SERVER);
    }
  }

  @Nested
  final class BackChannel extends BackChannelContract implements OnPayara {}

  @Nested
  final class Bearer extends BearerContract implements OnPayara {}

  @Nested
  final class BearerFault extends BearerFaultContract implements OnPayara {}

  @Nested
  final class Browser extends BrowserContract implements OnPayara {}

  @Nested
  final class ClientAssertion extends ClientAssertionContract implements OnPayara {}

  @Nested
  final class Configuration extends ConfigurationContract implements OnPayara {}

  @Nested
  final class CookieSession extends CookieSessionContract implements OnPayara {}

  @Nested
  final class CrossSite extends CrossSiteContract implements OnPayara {}

  @Nested
  final class Dispatch extends DispatchContract implements OnPayara {}

  @Nested
  final class FormPost extends FormPostContract implements OnPayara {}

  @Nested
  final class FrontChannelLogout extends FrontChannelLogoutContract implements OnPayara {}

  @Nested
  final class Introspection extends IntrospectionContract implements OnPayara {}

  @Nested
  final class Isolation extends IsolationContract implements OnPayara {}

  @Nested
  final class Jwt extends JwtContract implements OnPayara {}

  @Nested
  final class Organizations extends OrganizationsContract implements OnPayara {}

  @Nested
  final class Path extends PathContract implements OnPayara {}

  @Nested
  final class Provider extends ProviderContract implements OnPayara {}

  @Nested
  final class PushedAuthorization extends PushedAuthorizationContract implements OnPayara {}

  @Nested
  final class Refresh extends RefreshContract implements OnPayara {}

  @Nested
  final class RequestKind extends RequestKindContract implements OnPayara {}

  @Nested
  final class Rules extends RulesContract implements OnPayara {}

  @Nested
  final class Session extends SessionContract implements OnPayara {}

  @Nested
  final class SignIn extends SignInContract implements OnPayara {}

  @Nested
  final class Callback extends CallbackContract implements OnPayara {}

  @Nested
  final class SignInFault extends SignInFaultContract implements OnPayara {}

  @Nested
  final class SignOut extends SignOutContract implements OnPayara {}

  @Nested
  final class ThirdPartyLogin extends ThirdPartyLoginContract implements OnPayara {}
}
