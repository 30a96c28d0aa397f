/**
 * The stores of Best Car Mart: a web application that shows what the library does. It learns who is there from
 * {@link jakarta.servlet.http.HttpServletRequest#getUserPrincipal()} alone, so that the same pages run behind the servlet filter and behind
 * any other front end of the library; the deployment descriptor says which.
 */
@NullMarked
package io.asbru.sample;

import org.jspecify.annotations.NullMarked;
