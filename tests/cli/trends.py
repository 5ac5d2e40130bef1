# SPDX-FileCopyrightText: 2026 Tideline contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Event studies and changes of level in plain Python, from their definitions alone.

Times are seconds since 1970. A level of None is a day that has none.
"""

import bisect
import math
import statistics
from datetime import datetime, timedelta, timezone
from zoneinfo import ZoneInfo

DAY, REACH, DRAWS, SEED = 86400, 7, 2000, 20200209


class SplitMix64:
    """Steele, Lea, Flood 2014; `below` by multiply and shift."""

    def __init__(self, seed):
        self.state = seed

    def below(self, bound):
        mask = (1 << 64) - 1
        self.state = z = (self.state + 0x9E3779B97F4A7C15) & mask
        z = ((z ^ (z >> 30)) * 0xBF58476D1CE4E5B9) & mask
        z = ((z ^ (z >> 27)) * 0x94D049BB133111EB) & mask
        return ((z ^ (z >> 31)) * bound) >> 64


def quantile(ordered, p):
    """Type 7: linear between the two order statistics."""
    place = p * (len(ordered) - 1)
    low = min(int(place), len(ordered) - 2) if len(ordered) > 1 else 0
    if len(ordered) == 1:
        return ordered[0]
    return ordered[low] + (place - low) * (ordered[low + 1] - ordered[low])


def bins(first, last, zone, days=1):
    """Edges at local midnights (days=7: of Mondays); those at the ends of single days are the ends of the time."""
    at = datetime.fromtimestamp(first, ZoneInfo(zone)).date()
    at -= timedelta(days=at.weekday() if days == 7 else 0)
    edges = []
    while not edges or edges[-1] < last:
        edges.append(int(datetime(at.year, at.month, at.day, tzinfo=ZoneInfo(zone)).timestamp()))
        at += timedelta(days=days)
    return [first, *edges[1:-1], last] if days == 1 else edges


def levels(points, edges):
    """(mean of the values by time, seconds known) of each bin; points are (from, to, value), by time, side by side."""
    starts, result = [point[0] for point in points], []
    for begin, end in zip(edges, edges[1:]):
        known = total = 0
        for start, stop, value in points[max(0, bisect.bisect(starts, begin) - 1):bisect.bisect_left(starts, end)]:
            seconds = max(0, min(stop, end) - max(start, begin))
            known, total = known + seconds, total + value * seconds
        result.append((total / known if known else None, known))
    return result


def day_logs(points, edges):
    """Known for half a day at least, and above 0."""
    return [math.log(level) if level is not None and level > 0 and 2 * known >= end - begin else None
            for (level, known), begin, end in zip(levels(points, edges), edges, edges[1:])]


def weekdays(edges, zone):
    return [datetime.fromtimestamp(edge, ZoneInfo(zone)).isoweekday() for edge in edges[:-1]]


# --- the event study ------------------------------------------------------------------------------------------------

def effects(logs, days, event):
    """ln(day / usual) at each lag; usual: median of the same weekday, 8 to 35 days from the event, of 3 at least."""
    row = []
    for lag in range(-REACH, REACH + 1):
        day, effect = event + lag, None
        if 0 <= day < len(logs) and logs[day] is not None:
            same = [logs[near] for near in range(max(0, event - 35), min(len(logs), event + 36))
                    if abs(near - event) > REACH and days[near] == days[day] and logs[near] is not None]
            effect = logs[day] - statistics.median(same) if len(same) >= 3 else None
        row.append(effect)
    return row


def means(rows):
    columns = ([value for value in column if value is not None] for column in zip(*rows))
    return [sum(column) / len(column) if column else None for column in columns]


def drawn(draws):
    """Per lag the sorted means of all draws."""
    return [sorted(value for value in column if value is not None) for column in zip(*map(means, draws))]


def event_study(logs, days, events):
    """A row (lag, ratio, low, high, placebo low, placebo high, p, events) for each lag."""
    own = [effects(logs, days, event) for event in events]
    clusters = []
    for index, event in enumerate(events):
        if index == 0 or event - events[index - 1] > REACH:
            clusters.append([])
        clusters[-1].append(own[index])
    random = SplitMix64(SEED)
    boot = drawn([[row for _ in clusters for row in clusters[random.below(len(clusters))]]
                  for _ in range(DRAWS)]) if len(clusters) >= 5 else [[]] * 15
    quiet = [effects(logs, days, day) for day in range(len(logs))
             if all(abs(day - event) > REACH for event in events)]
    quiet = [row for row in quiet if row[REACH] is not None]
    random = SplitMix64(SEED + 1)
    enough = len(quiet) >= max(10, 2 * len(events))
    placebo = drawn([[quiet[random.below(len(quiet))] for _ in events] for _ in range(DRAWS)]) if enough else [[]] * 15
    rows = []
    for index, effect in enumerate(means(own)):
        ends = [math.exp(quantile(values, p)) if values else None
                for values in (boot[index] if effect is not None else [], placebo[index]) for p in (0.025, 0.975)]
        share = None
        if placebo[index] and effect is not None:
            middle = quantile(placebo[index], 0.5)
            beyond = sum(abs(value - middle) >= abs(effect - middle) for value in placebo[index])
            share = (beyond + 1) / (len(placebo[index]) + 1)
        rows.append([index - REACH, math.exp(effect) if effect is not None else None, *ends, share,
                     sum(row[index] is not None for row in own)])
    return rows


# --- changes of level -----------------------------------------------------------------------------------------------

def without_week(logs):
    """Of local days, None where unknown: less the median, over five weeks before and after, of what the weekday stands
    above the seven days around it, where four such weeks are known."""
    def above(day):
        week = logs[day - 3:day + 4] if 3 <= day < len(logs) - 3 else []
        return logs[day] - sum(week) / 7 if len(week) == 7 and None not in week else None
    over = [above(day) for day in range(len(logs))]
    result = []
    for day, value in enumerate(logs):
        same = [over[near] for near in range(day % 7, len(logs), 7) if abs(near - day) <= 35 and over[near] is not None]
        result.append(value - statistics.median(same) if value is not None and len(same) >= 4 else value)
    return result


def cheapest(values, least):
    """(first of the new level, gain in penalties) of the cheapest of all segmentations, by going through them all."""
    def spread(lag):
        return (1.4826 * statistics.median(abs(b - a) for a, b in zip(values, values[lag:]))) ** 2
    correlation = min(max(spread(2) / spread(1) - 1, 0), 0.9)
    variance = spread(1) / (2 * (1 - correlation)) * (1 + correlation) / (1 - correlation)
    penalty, size = 3 * variance * math.log(len(values)), len(values)
    sums, squares = [0.0], [0.0]
    for value in values:
        sums.append(sums[-1] + value)
        squares.append(squares[-1] + value * value)

    def cost(start, end):
        return squares[end] - squares[start] - (sums[end] - sums[start]) ** 2 / (end - start)
    best, before = [-penalty] + [math.inf] * size, [0] * (size + 1)
    for end in range(least, size + 1):
        for start in range(0, end - least + 1):
            price = best[start] + cost(start, end) + penalty
            if price < best[end]:
                best[end], before[end] = price, start
    borders = [size]
    while borders[0] > 0:
        borders.insert(0, before[borders[0]])
    return [(b, (cost(a, c) - cost(a, b) - cost(b, c)) / penalty)
            for a, b, c in zip(borders, borders[1:], borders[2:])]


def ratio_interval(after, before):
    """95 % of (mean after / mean before), circular blocks of bins drawn with replacement on each side by itself; a bin
    is (value, known)."""
    fewest = min(len(after), len(before))
    block = 7 if fewest >= 28 else 1
    if fewest < 5:
        return None, None

    def blocks(side, length):
        return [tuple(sum(side[(start + step) % len(side)][part] for step in range(length)) for part in (0, 1))
                for start in range(len(side))]
    sides = [(blocks(side, block), blocks(side, len(side) % block), len(side) // block) for side in (after, before)]
    random, ratios = SplitMix64(SEED), []
    for _ in range(DRAWS):
        level = []
        for whole, rest, count in sides:
            parts = [whole[random.below(len(whole))] for _ in range(count)]
            if len(whole) % block:
                parts.append(rest[random.below(len(rest))])
            level.append(sum(part[0] for part in parts) / sum(part[1] for part in parts))
        ratios.append(level[0] / level[1])
    ratios.sort()
    return quantile(ratios, 0.025), quantile(ratios, 0.975)


def changes(points, edges, least, weekly):
    """Rows (at, before, after, ratio, low, high, bins, gain)."""
    known = levels(points, edges)
    logs = [math.log(level) if level is not None and level > 0 else None for level, _ in known]
    usable = [index for index, value in enumerate(logs) if value is not None]
    adjusted = without_week(logs) if weekly else logs
    found = cheapest([adjusted[index] for index in usable], least)
    borders = [0, *(at for at, _ in found), len(usable)]
    rows = []
    for (at, gain), start, end in zip(found, borders, borders[2:]):
        before, after = ([(known[index][0] * known[index][1] / DAY, known[index][1] / DAY) for index in usable[a:b]]
                         for a, b in ((start, at), (at, end)))
        was, now = (sum(value for value, _ in side) / sum(days for _, days in side) for side in (before, after))
        begin = datetime.fromtimestamp(edges[usable[at]], timezone.utc)
        rows.append([begin, was, now, now / was, *ratio_interval(after, before), end - at, gain])
    return rows
