/** How a file becomes a campaign: YAML, its grammar, and every fault with its place. */
@NullMarked
package dev.muster.campaign.file;

import org.jspecify.annotations.NullMarked;
