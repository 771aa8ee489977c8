"""When is a user due? Reads a table of windows, fills in every outcome that is still "?", and says
where one that is written there differs from the rule as it is put here. Needs Python 3.11.

    python3 src/test/python/windows.py src/test/resources/dev/muster/schedule/windows.csv
"""

import sys
from datetime import datetime, time, timedelta, timezone
from zoneinfo import ZoneInfo

DAY = timedelta(days=1)
WEEK = ["mon", "tue", "wed", "thu", "fri", "sat", "sun"]


def instant(local, zone):
    """The first of two, and by PEP 495 with fold=0 moved forward by the gap."""
    return local.replace(tzinfo=zone, fold=0).astimezone(timezone.utc)


def days_around(moment, zone):
    today = moment.astimezone(zone).date()
    return [today + n * DAY for n in range(-3, 4)]


def quiet_intervals(quiet, moment, zone):
    span, _, *weekdays = quiet.split()
    start, end = map(time.fromisoformat, span.split("-"))
    for day in days_around(moment, zone):
        if WEEK[day.weekday()] in (weekdays or WEEK):
            last = day if end > start else day + DAY
            yield (instant(datetime.combine(day, start), zone),
                   instant(datetime.combine(last, end), zone))


def after_quiet(quiet, moment, zone):
    for begin, end in quiet_intervals(quiet, moment, zone):
        if begin <= moment < end:
            return after_quiet(quiet, end, zone)
    return moment


def cut_off(given, base, zone):
    if ":" not in given:
        unit = {"m": "minutes", "h": "hours", "d": "days"}[given[-1]]
        return base + timedelta(**{unit: int(given[:-1])})
    clock = time.fromisoformat(given)
    times = [instant(datetime.combine(day, clock), zone) for day in days_around(base, zone)]
    return min(moment for moment in times if moment >= base)


def outcome(row):
    given = {key: value for key, value in row.items() if value != "-"}
    account = ZoneInfo(given["account"])
    campaign = ZoneInfo(given.get("campaign", given["account"]))
    home = ZoneInfo(given.get("user", given["account"]))
    written = datetime.fromisoformat(given["planned"])

    planned = base = instant(written, campaign)
    if "passed" in given:
        if "user" not in given and given["unknown"] == "skip":
            return "discarded ZONE_UNKNOWN"
        base = instant(written, home)
        if base < planned and given["passed"] == "skip":
            return "discarded TIME_PASSED"
        while base < planned:
            written += DAY
            base = instant(written, home)

    moment = max(base, datetime.fromisoformat(given["now"])) if "now" in given else base
    due = after_quiet(given["quiet"], moment, home) if "quiet" in given else moment
    if due != moment and "discard" in given["quiet"]:
        return "discarded QUIET_HOURS"
    if "cut_off" not in given:
        return text(due, home)
    where = home if "passed" in given else campaign
    expiry = cut_off(given["cut_off"], base, where)
    if due >= expiry:
        return f"expired {text(expiry, where)}"
    return f"{text(due, home)} until {text(expiry, where)}"


def text(moment, zone):
    local = moment.astimezone(zone)
    whole = local.second == local.microsecond == 0
    return local.isoformat(timespec="minutes" if whole else "auto")


def main(path):
    with open(path, encoding="utf-8") as file:
        lines = [line.rstrip("\n") for line in file]
    cells = [[cell.strip() for cell in line.split("|")] if "|" in line else None for line in lines]
    header = next(row for row in cells if row)
    for number, row in enumerate(cells, 1):
        if row and row is not header:
            found = outcome(dict(zip(header, row)))
            if row[-1] == "?":
                row[-1] = found
            elif row[-1] != found:
                print(f"{path}:{number}: {found} is the outcome, not {row[-1]}")
    widths = [max(len(row[column]) for row in cells if row) for column in range(len(header))]
    with open(path, "w", encoding="utf-8") as file:
        for line, row in zip(lines, cells):
            padded = row and " | ".join(cell.ljust(width) for cell, width in zip(row, widths))
            print(padded.rstrip() if row else line, file=file)


if __name__ == "__main__":
    main(sys.argv[1])
