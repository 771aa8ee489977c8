package dev.muster.campaign;

import java.math.BigDecimal;
import org.jspecify.annotations.Nullable;

/**
 * How many users should qualify; otherwise the run is refused.
 *
 * @param least the smallest number expected, or null
 * @param most the largest number expected, or null
 * @param changeAtMost the largest change against the median of the last five completed runs, as a
 *     fraction (0.3 for 30 %), or null
 */
public record Expectation(
    @Nullable Long least, @Nullable Long most, @Nullable BigDecimal changeAtMost) {}
