package io.asbru.contract.jakarta.app;

import jakarta.ejb.EJB;
import jakarta.inject.Inject;
import jakarta.servlet.ServletException;
import jakarta.servlet.annotation.WebServlet;
import jakarta.servlet.http.HttpServlet;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;

/** Calls a method of a bean, named by the path. No constraint protects this servlet. */
@WebServlet("/beans/*")
public class BeansServlet extends HttpServlet {

  private static final long serialVersionUID = 1L;

  @Inject
  transient GuardedBean bean;

  @Inject
  transient LedgerBean ledger;

  @EJB
  transient Ledger<String> sessionLedger;

  @EJB
  transient WhoBean session;

  @Override
  protected void service(HttpServletRequest request, HttpServletResponse response) throws IOException, ServletException {
    response.setContentType("text/plain;charset=UTF-8");
    response.getWriter().write(switch (request.getPathInfo()) {
      case "/someone" -> bean.someone();
      case "/both" -> bean.both();
      case "/either" -> bean.either();
      case "/staff" -> bean.staff();
      case "/nobody" -> bean.nobody();
      case "/programmatic" -> bean.programmatic();
      case "/vault" -> bean.vault();
      case "/scoped-vault" -> bean.scopedVault();
      case "/fresh" -> bean.fresh();
      case "/programmatic-vault" -> bean.programmaticVault();
      case "/ledger-open" -> ledger.open();
      case "/ledger-read" -> ledger.read();
      case "/ledger-enter" -> entered(ledger);
      case "/ledger-erase" -> ledger.erase();
      case "/ledger-close" -> ledger.close();
      case "/session-ledger" -> sessionLedger.read();
      case "/session-ledger-enter" -> entered(sessionLedger);
      case "/headers" -> {
        response.addHeader("Set-Cookie", "kept=yes");
        response.setHeader("Content-Disposition", "attachment");
        yield bean.both();
      }
      case "/session-vault" -> session.vault();
      case "/session-writing" -> session.writing();
      case "/session-staff" -> staff();
      default -> throw new ServletException("there is no such bean");
    });
  }

  private static String entered(Ledger<String> ledger) {
    return ledger.enter("north");
  }

  /** The container's own refusal is an exception of its own kind. */
  private String staff() {
    try {
      return session.staff();
    } catch (jakarta.ejb.EJBAccessException e) {
      return "refused by the container";
    }
  }
}
