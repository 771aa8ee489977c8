package dev.muster.store;

import org.jspecify.annotations.Nullable;

/**
 * An alert as it is sent, the same at every attempt.
 *
 * @param recipient the address that is mailed to, or null when nobody knows it
 * @param subject of the mail, one line
 * @param content of the mail, plain text
 * @param webhook what is posted, as JSON
 */
public record AlertMessage(
    @Nullable String recipient, String subject, String content, String webhook) {}
