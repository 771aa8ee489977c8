package dev.muster.web;

import dev.muster.report.Picture;
import gg.jte.Content;
import java.util.List;

/**
 * The first page's sections.
 *
 * @param live this day of each live campaign
 * @param timeline what is to come, as a picture
 */
record Overview(
    Content sentence,
    List<HandItem> hand,
    List<Work> running,
    List<CampaignRow> campaigns,
    List<LiveDay> live,
    List<ComingRow> coming,
    Picture timeline) {}
