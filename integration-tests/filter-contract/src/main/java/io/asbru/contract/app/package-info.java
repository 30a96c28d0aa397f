/**
 * The application that the filter is tried with. It knows neither the tests nor their server, so that it can be deployed anywhere as a WAR.
 */
@NullMarked
package io.asbru.contract.app;

import org.jspecify.annotations.NullMarked;
