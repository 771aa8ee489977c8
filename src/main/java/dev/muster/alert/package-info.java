/** What the owner of a campaign is told of its runs: which transitions, in which words, and how. */
@NullMarked
package dev.muster.alert;

import org.jspecify.annotations.NullMarked;
