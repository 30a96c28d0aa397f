/** What is kept between the requests of a browser, behind ports that a front end implements. */
@NullMarked
package io.asbru.session;

import org.jspecify.annotations.NullMarked;
