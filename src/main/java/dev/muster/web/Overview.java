package dev.muster.web;

import gg.jte.Content;
import java.util.List;

/** The first page's sections. */
record Overview(
    Content sentence,
    List<HandItem> hand,
    List<Work> running,
    List<CampaignRow> campaigns,
    List<ComingRow> coming) {}
