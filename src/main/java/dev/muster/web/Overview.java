package dev.muster.web;

import gg.jte.Content;
import java.util.List;

/**
 * The first page's sections.
 *
 * @param live this day of each live campaign
 */
record Overview(
    Content sentence,
    List<HandItem> hand,
    List<Work> running,
    List<CampaignRow> campaigns,
    List<LiveDay> live,
    List<ComingRow> coming) {}
