package dev.muster.cli;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.muster.gate.Verdict;
import dev.muster.schedule.Turn;
import dev.muster.schedule.Watch;
import java.math.BigInteger;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * What must become of the users of a campaign's runs, from the contract alone and the moments at
 * which somebody launched.
 */
record MonthsRules(MonthsCampaign campaign, List<MonthsRuns.Tick> ticks) {
  /**
   * Where a user ended.
   *
   * @param at when the user was accepted, or null for who was not
   */
  record End(Verdict verdict, @Nullable Instant at) {
    static End without(Verdict verdict) {
      return new End(verdict, null);
    }
  }

  /** When runs are planned, and when users are due then. */
  Set<Instant> due(List<MonthsUser> users) {
    var due = new HashSet<>(campaign.times());
    for (var zone : users.stream().map(MonthsUser::zone).collect(Collectors.toSet())) {
      for (var time : campaign.times()) {
        if (watch(time).turn(zone, time) instanceof Turn.Due(var at, _)) {
          due.add(at);
        }
      }
    }
    return due;
  }

  /**
   * The ends that the users of a run may have; several only where a launch was cut short.
   *
   * @param reached when each user was due in the last of the earlier runs that reached them
   */
  Map<String, Set<End>> ends(
      Instant planned, List<MonthsUser> users, Map<String, Instant> reached) {
    var audience = campaign.audience();
    var ends = new HashMap<String, Set<End>>();
    var left = new ArrayList<MonthsUser>();
    for (var user : users) {
      if (user.optedOut() || (audience.proOnly() && !user.pro())) {
        continue;
      }
      if (isControl(user)) {
        ends.put(user.id(), Set.of(End.without(Verdict.CONTROL)));
      } else if (reached.containsKey(user.id())
          && daysBetween(reached.get(user.id()), due(planned, user)) < audience.againDays()) {
        ends.put(user.id(), Set.of(End.without(Verdict.REPEATED)));
      } else {
        left.add(user);
      }
    }
    left.sort(Comparator.comparing(user -> rank(planned, user)));
    var turns = new HashMap<Optional<ZoneId>, Set<End>>();
    for (var user : left) {
      var over = audience.cap() > 0 && left.indexOf(user) >= audience.cap();
      ends.put(
          user.id(),
          over
              ? Set.of(End.without(Verdict.CAPPED))
              : turns.computeIfAbsent(
                  Optional.ofNullable(user.zone()), zone -> turns(planned, zone)));
    }
    return ends;
  }

  /** Calendar days of the account, whatever the time of the day. */
  private static long daysBetween(Instant from, Instant to) {
    return LocalDate.ofInstant(to, MonthsCampaign.ACCOUNT).toEpochDay()
        - LocalDate.ofInstant(from, MonthsCampaign.ACCOUNT).toEpochDay();
  }

  private Instant due(Instant planned, MonthsUser user) {
    return watch(planned).turn(user.zone(), planned) instanceof Turn.Due(var at, _) ? at : planned;
  }

  private String rank(Instant planned, MonthsUser user) {
    return HexFormat.of().formatHex(sha256(campaign.id() + ":" + planned + ":" + user.id()));
  }

  private boolean isControl(MonthsUser user) {
    var first = Arrays.copyOf(sha256(campaign.id() + ":" + user.id()), 8);
    return new BigInteger(1, first).mod(BigInteger.valueOf(1000)).intValue()
        < campaign.audience().controlPerMille();
  }

  private static byte[] sha256(String text) {
    try {
      return MessageDigest.getInstance("SHA-256").digest(text.getBytes(UTF_8));
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException(e);
    }
  }

  private Watch watch(Instant planned) {
    var written = LocalDateTime.ofInstant(planned, campaign.zone());
    return new Watch(campaign.windows(), written, campaign.zone(), MonthsCampaign.ACCOUNT);
  }

  private Set<End> turns(Instant planned, Optional<ZoneId> zone) {
    var watch = watch(planned);
    var ends = new HashSet<End>();
    var due = planned;
    // Before anyone is sent to: a user may be lost at the moment that is planned for all.
    switch (watch.turn(zone.orElse(null), planned)) {
      case Turn.Due(var at, _) -> due = at;
      case Turn.Discarded _ -> {
        return Set.of(End.without(Verdict.DISCARDED));
      }
      case Turn.Expired _ -> {
        return Set.of(End.without(Verdict.EXPIRED));
      }
    }
    for (var tick : ticks) {
      if (tick.at().isBefore(due)) {
        continue;
      }
      switch (watch.turn(zone.orElse(null), tick.at())) {
        case Turn.Due(var at, _) when at.isAfter(tick.at()) -> {
          due = at;
          continue;
        }
        case Turn.Due _ -> ends.add(new End(Verdict.ACCEPTED, tick.at()));
        case Turn.Discarded _ -> ends.add(End.without(Verdict.DISCARDED));
        case Turn.Expired _ -> ends.add(End.without(Verdict.EXPIRED));
      }
      if (!tick.cutShort()) {
        break;
      }
    }
    return ends;
  }
}
