/**
 * The management APIs of an organization of Asgardeo or WSO2 Identity Server, and the onboarding of an application by them.
 *
 * @see <a href="https://wso2.com/asgardeo/docs/apis/">Asgardeo's documentation of these APIs</a>
 */
@NullMarked
package io.asbru.management;

import org.jspecify.annotations.NullMarked;
