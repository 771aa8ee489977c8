package dev.muster.web;

import dev.muster.campaign.RunId;
import gg.jte.Content;
import org.jspecify.annotations.Nullable;

/**
 * Something that needs a hand.
 *
 * @param campaign whose it is
 * @param run which run, or null where it is of no run
 * @param word what it is, in a word
 * @param name of the campaign
 * @param address where more is said of it
 * @param said in one sentence
 */
record HandItem(
    String campaign,
    @Nullable RunId run,
    StatusMark mark,
    String word,
    String name,
    String address,
    Content said) {}
