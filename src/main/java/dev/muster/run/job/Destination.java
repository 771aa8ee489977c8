package dev.muster.run.job;

import dev.muster.message.Packing;
import dev.muster.message.WriteKeyFingerprint;
import dev.muster.segmentapi.SegmentApi;
import java.util.function.Supplier;

/**
 * Who gets the messages.
 *
 * @param api opens a connection, one for each execution
 * @param packing what fits into a request
 * @param fingerprint of the write key
 */
public record Destination(
    Supplier<SegmentApi> api, Packing packing, WriteKeyFingerprint fingerprint) {}
