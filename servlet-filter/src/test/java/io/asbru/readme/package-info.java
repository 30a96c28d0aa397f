/** What README.md and the other pages promise, checked: settings, snippets, messages, links. Uses the public API alone, as readers do. */
@NullMarked
package io.asbru.readme;

import org.jspecify.annotations.NullMarked;
