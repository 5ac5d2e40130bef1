#!/usr/bin/env python3
# SPDX-FileCopyrightText: 2026 Tideline contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Every measure on real files, its figures worked out again from the raw files by plain Python.

    realmeasures.py CLI DATA

Nothing here is asked of the program but the answer: files are parsed with csv and json, sums are sums over rows. No
real log at hand is longer than a day: event-study is asked of series of years.
"""

import bisect
import csv
import gzip
import ipaddress
import json
import math
import subprocess
import sys
import tempfile
from collections import Counter, defaultdict
from datetime import datetime, timedelta, timezone
from pathlib import Path
from zoneinfo import ZoneInfo

import trends

LOCAL = ipaddress.ip_network("10.8.0.0/24")
KOLKATA = timedelta(hours=5, minutes=30)
RULES = [
    ("service", "web", [80, 443, 8080]), ("service", "names", [53]), ("service", "chat", [5222, 5228]),
    ("content", "pages", [80, 8080]), ("content", "secure pages", [443]),
    ("obfuscation", "one port", [5222]),
    ("coin", "Monero", [5228]), ("coin", "Bitcoin", [7275]),
]
ROUTES = [("social", "157.240.0.0/16"), ("university", "195.113.0.0/16")]
COUNTRIES = [("157.240.0.0/16", "US", 32934), ("195.113.0.0/16", "CZ", 2852), ("8.8.8.0/24", "US", 15169),
             ("31.13.0.0/16", "IE", 32934)]


class Case:
    def __init__(self, cli, path):
        self.cli, self.path = cli, path

    @staticmethod
    def new(cli, folder, name, zone):
        case = Case(cli, folder / f"{name}.tideline")
        case.run("new", "--title", name, "--zone", zone)
        return case

    def run(self, verb, *words):
        done = subprocess.run([self.cli, verb, str(self.path), *map(str, words)], capture_output=True, text=True)
        if done.returncode not in (0, 3):
            raise SystemExit(f"{verb} {' '.join(map(str, words))}: {done.stderr}")
        return done.stdout

    def measure(self, name, *words):
        answer = json.loads(self.run("measure", name, *words, "--json"))
        keys = [column["key"] for column in answer["columns"]]
        answer["rows"] = [dict(zip(keys, row)) for row in answer["rows"]]
        return answer


def same(what, got, want):
    """Numbers to twelve digits, all else exactly."""
    if isinstance(want, float) and isinstance(got, (int, float)):
        good = math.isclose(got, want, rel_tol=1e-12, abs_tol=1e-12)
    elif isinstance(want, (list, tuple)):
        if not isinstance(got, (list, tuple)) or len(got) != len(want):
            raise SystemExit(f"{what}: not as many values:\n{got}\n{want}")
        for index, pair in enumerate(zip(got, want)):
            same(f"{what}[{index}]", *pair)
        return
    else:
        good = got == want
    if not good:
        raise SystemExit(f"{what}: {got!r} instead of {want!r}")


def utc(text):
    return datetime.fromisoformat(text.replace("Z", "+00:00"))


def stamp(time):
    return time.strftime("%Y-%m-%dT%H:%M:%S.%fZ")


# --- flows: an Argus table -------------------------------------------------------------------------------------------

def argus(path):
    flows = []
    for row in csv.DictReader(path.open()):
        src, dst = ipaddress.ip_address(row["SrcAddr"]), ipaddress.ip_address(row["DstAddr"])
        if (src in LOCAL) == (dst in LOCAL):
            continue
        is_out = src in LOCAL
        sent, other = int(row["SrcBytes"]), int(row["TotBytes"]) - int(row["SrcBytes"])
        flows.append({
            "at": datetime.strptime(row["StartTime"], "%Y/%m/%d %H:%M:%S.%f").replace(tzinfo=timezone.utc),
            "end": float(row["Dur"]), "local": str(src if is_out else dst), "peer": dst if is_out else src,
            "out": sent if is_out else other, "in": other if is_out else sent, "bytes": int(row["TotBytes"]),
            "port": int(row["Dport"]) if row["Dport"].isdigit() else 0})
    return flows


def label(flow, rule_set):
    return next((name for kind, name, ports in RULES if kind == rule_set and flow["port"] in ports), "unknown")


def total(flows):
    return sum(flow["bytes"] for flow in flows)


def within(flows, window):
    return [flow for flow in flows if window[0] <= flow["at"] < window[1]]


def shares(flows, key):
    sums = Counter()
    for flow in flows:
        sums[key(flow)] += flow["bytes"]
    rows = [[name, value, value / total(flows)] for name, value in sums.items()]
    return sorted(rows, key=lambda row: (-row[1], row[0]))


def check_flows(cli, data, folder):
    path = data / "traffic/slips/test2-malicious.binetflow"
    case, flows = Case.new(cli, folder, "flows", "Asia/Kolkata"), argus(path)
    case.run("import", path)
    case.run("subjects", "add", "net", "--prefix", LOCAL)
    rules = [{"set": kind, "label": name, "ports": ports} for kind, name, ports in RULES]
    rules += [{"set": "route", "label": name, "peer_prefixes": [prefix]} for name, prefix in ROUTES]
    (folder / "rules.json").write_text(json.dumps({"tideline_rules": 1, "rules": rules}))
    case.run("rules", "load", folder / "rules.json")
    # Both within stretches that were recorded without a pause.
    windows = {"base": (utc("2019-04-04T17:00:00Z"), utc("2019-04-04T21:00:00Z")),
               "later": (utc("2019-04-05T11:00:00Z"), utc("2019-04-05T14:00:00Z"))}
    for name, (begin, end) in windows.items():
        case.run("windows", "add", name, "--from", stamp(begin), "--to", stamp(end))
    base, later = (within(flows, windows[name]) for name in ("base", "later"))

    hours = defaultdict(lambda: [0, 0, 0])
    for flow in flows:
        local = flow["at"] + KOLKATA
        sums = hours[local.replace(minute=0, second=0, microsecond=0) - KOLKATA]
        for index, key in enumerate(("bytes", "in", "out")):
            sums[index] += flow[key]
    volume = case.measure("volume", "--bin", "hour")
    same("volume", volume["headline"]["value"], total(flows))
    same("volume by hour", [[utc(row["start"]), row["value"], row["in"], row["out"]] for row in volume["rows"]
                            if row["value"]], [[at, *sums] for at, sums in sorted(hours.items())])

    per_day = {name: total(part) / ((windows[name][1] - windows[name][0]) / timedelta(days=1))
               for name, part in (("base", base), ("later", later))}
    same("compare", case.measure("compare", "--window", "later", "--against", "base")["headline"]["value"],
         per_day["later"] / per_day["base"])
    index = {utc(row["start"]): row for row in case.measure("index", "--against", "base", "--bin", "hour")["rows"]}
    for at, sums in hours.items():
        if any(begin <= at and at + timedelta(hours=1) <= end for begin, end in windows.values()):
            same(f"index at {at}", next(value for key, value in index[at].items() if key in ("index", "value")),
                 100 * sums[0] * 24 / per_day["base"])

    cells = Counter()
    for flow in flows:
        local = flow["at"] + KOLKATA
        cells[local.isoweekday(), local.hour] += flow["bytes"]
    rhythm = case.measure("rhythm")
    same("rhythm", len(rhythm["rows"]), 168)
    for row in rhythm["rows"]:
        same(f"rhythm {row['weekday']} {row['hour']}", row["value"] or 0, cells[row["weekday"], row["hour"]])

    for name in ("services", "content"):
        rows = case.measure(name)["rows"]
        want = shares(flows, lambda flow: label(flow, name.removesuffix("s")))
        same(name, [[row["key"], row["value"], row["share"]] for row in rows], want)

    hidden = total(flow for flow in flows if label(flow, "obfuscation") != "unknown")
    same("obfuscation", case.measure("obfuscation")["headline"]["value"], hidden / total(flows))
    coins = shares(flows, lambda flow: label(flow, "coin"))
    mining = case.measure("mining", "--at", stamp(windows["later"][0]))
    same("mining", [[row["coin"], row["value"], row["share"]] for row in mining["rows"] if row["value"]],
         [row for row in coins if row[0] != "unknown"])

    def route(flow):
        return next((name for name, prefix in ROUTES if flow["peer"] in ipaddress.ip_network(prefix)), "unknown")
    routes = case.measure("routes")
    by_route = shares(flows, route)
    same("routes", [[row["route"], row["value"], row["share"]] for row in routes["rows"]], by_route)

    peers = defaultdict(lambda: [0, 0, 0, 0, [], []])
    for flow in flows:
        sums = peers[str(flow["peer"])]
        for place, amount in enumerate((flow["bytes"], flow["in"], flow["out"], 1)):
            sums[place] += amount
        sums[4].append(flow["at"])
    top = sorted(peers.items(), key=lambda entry: (-entry[1][0], entry[0]))[:15]
    talkers = case.measure("talkers", "--top", 15)["rows"]
    columns = ("key", "value", "bytes_in", "bytes_out", "flows", "first", "last")
    same("talkers", [[row[key] for key in columns] for row in talkers],
         [[peer, *sums[:4], stamp(min(sums[4])), stamp(max(sums[4]))] for peer, sums in top])

    seen = defaultdict(list)
    for flow in flows:
        seen[label(flow, "service")].append(flow)
    same("first-seen", sorted([row["key"], row["first"], row["last"], row["value"], row["flows"]]
                              for row in case.measure("first-seen", "--by", "service")["rows"]),
         sorted([name, stamp(min(f["at"] for f in part)), stamp(max(f["at"] for f in part)), total(part), len(part)]
                for name, part in seen.items()))

    # The one long silence, in a recording that is known by quarter hours.
    times = sorted(flow["at"] for flow in flows)
    gap, since = max((after - before, before) for before, after in zip(times, times[1:]))
    quarter = timedelta(minutes=15)
    epoch = datetime(1970, 1, 1, tzinfo=timezone.utc)
    recorded = (((times[-1] - epoch) // quarter) - ((times[0] - epoch) // quarter) + 1) * quarter
    up = case.measure("availability")
    same("availability", up["rows"][0]["from"], stamp(since))
    same("availability", [row["duration"] for row in up["rows"]], [gap.total_seconds()])
    same("availability", up["headline"]["value"], 1 - gap / recorded)

    check_changepoints(case, flows)
    check_presence(case, flows, folder)


def check_changepoints(case, flows):
    minutes = Counter()
    for flow in flows:
        minutes[flow["at"].replace(second=0, microsecond=0)] += flow["bytes"]
    starts = sorted(at for at, amount in minutes.items() if amount > 0)
    want = [stamp(starts[at]) for at, _ in trends.cheapest([math.log(minutes[at] * 1440) for at in starts], 7)]
    found = case.measure("changepoints", "--bin", "minute")
    if len(want) < 2:
        raise SystemExit("changepoints: too few to compare")
    same("changepoints", [row["at"] for row in found["rows"]], want)


def check_presence(case, flows, folder):
    """Countries by ranges given here, which is all that the measure may know then."""
    table = folder / "countries.csv"
    table.write_text("prefix,country,asn,network\n" + "".join(",".join(map(str, row)) + ",\n" for row in COUNTRIES))
    case.run("enrich", table)
    volumes, hosts = Counter(), defaultdict(set)
    for flow in flows:
        country = next((name for network, name, _ in COUNTRIES if flow["peer"] in ipaddress.ip_network(network)),
                       "unknown")
        volumes[country] += flow["bytes"]
        hosts[country].add(flow["peer"])
    rows = {row["country"]: row for row in case.measure("presence")["rows"]}
    same("presence", sorted(rows), sorted(volumes))
    known = [country for country in volumes if country != "unknown"]
    for country in known:
        what, row = f"presence {country}", rows[country]
        same(what, [row["value"], row["hosts"], row["locals"]], [volumes[country], len(hosts[country]), 1])
        same(what, row["share"], volumes[country] / total(flows))
        above = [values[country] > sum(values[name] for name in known) / len(known)
                 for values in (volumes, {name: len(members) for name, members in hosts.items()})]
        same(what, row["present"], "yes" if all(above) else "no")


# --- names, routes ---------------------------------------------------------------------------------------------------

def check_names(cli, data, folder):
    path = data / "traffic/slips/test9-mixed-zeek-dir/dns.log"
    case = Case.new(cli, folder, "names", "UTC")
    case.run("import", path)
    queries = defaultdict(list)
    for line in path.read_text().splitlines():
        row = json.loads(line)
        labels = row.get("query", "").lower().rstrip(".").split(".")
        if len(labels) >= 2 and labels[-1] in ("com", "net", "org", "cz"):
            queries[row["id.orig_h"], ".".join(labels[-2:])].append((".".join(labels[:-2]), row))
    compared = 0
    for row in case.measure("dns-tunnel", "--top", 1000)["rows"]:
        mine = queries.get((row["client"], row["domain"]))
        if not mine or row["domain"].count(".") != 1:
            continue
        what = f"dns-tunnel {row['client']} {row['domain']}"
        names = {below for below, _ in mine if below}
        same(what, row["queries"], len(mine))
        same(what, row["subdomains"], len(names))
        answered = [query for _, query in mine if "rcode" in query]
        if answered and row["nxdomain"] is not None:
            same(what, float(row["nxdomain"]), sum(query["rcode"] == 3 for query in answered) / len(answered))
        types = Counter(query.get("qtype_name", "") for _, query in mine)
        same(what, row["types"], ", ".join(f"{name} {count}" for name, count in
                                           sorted(types.items(), key=lambda entry: (-entry[1], entry[0]))))
        texts = [below for below, _ in mine if below]
        if texts and row["entropy"] is not None:
            letters = Counter("".join(texts).replace(".", ""))
            size = sum(letters.values())
            entropy = -sum(n / size * math.log2(n / size) for n in letters.values())
            same(what, row["entropy"], entropy)
            compared += 1
    if compared < 50:
        raise SystemExit(f"dns-tunnel: only {compared} pairs were compared")


def check_lanes(cli, data, folder):
    path = data / "traffic/bgp/updates.20160811.1600.gz.bgp.gz"
    case = Case.new(cli, folder, "lanes", "UTC")
    case.run("import", path)
    prefix = ipaddress.ip_network("192.140.252.0/22")
    case.run("subjects", "add", "net", "--prefix", prefix)
    lanes = {}
    for line in gzip.open(path, "rt"):
        fields = line.rstrip("\n").split("|")
        if fields[2] not in ("A", "B", "W"):
            continue
        network = ipaddress.ip_network(fields[5], strict=False)
        if network.version != 4 or not network.subnet_of(prefix):
            continue
        path_of = fields[6].split() if fields[2] != "W" else []
        while len(path_of) > 1 and path_of[-2] == path_of[-1]:
            path_of.pop()
        upstream = "AS" + path_of[-2] if len(path_of) > 1 else None
        lanes.setdefault((str(network), upstream), []).append((int(fields[1]), fields[3]))
    rows = case.measure("route-lanes")["rows"]
    for row in rows:
        seen = lanes[row["prefix"], row["upstream"]]
        same(f"route-lanes {row['prefix']}", row["from"], stamp(datetime.fromtimestamp(seen[0][0], timezone.utc)))
        same(f"route-lanes {row['prefix']}", row["neighbours"], len({neighbour for _, neighbour in seen}))
        same(f"route-lanes {row['prefix']}", row["updates"], len(seen))
    same("route-lanes", {(row["prefix"], row["upstream"]) for row in rows}, {key for key in lanes if key[1]})


# --- events ----------------------------------------------------------------------------------------------------------

def check_events(cli, data, folder):
    case = Case.new(cli, folder, "events", "Asia/Pyongyang")
    path = data / "dprk_timeline.csv"
    case.run("import", path, data / "prices/coin_Bitcoin.csv")
    rows = list(csv.DictReader(path.open()))
    kinds = Counter(row["category"] for row in rows)
    counts = case.measure("counts")
    same("counts", {row["key"]: row["count"] for row in counts["rows"]}, dict(kinds))
    quarters = Counter()
    for row in rows:
        if row["category"] in ("missile test", "nuclear test"):
            quarters[row["date"][:4], (int(row["date"][5:7]) - 1) // 3, row["category"]] += 1
    got = Counter()
    for row in case.measure("tests", "--bin", "quarter")["rows"]:
        start = utc(row["start"]) + timedelta(hours=9)
        if row["count"]:
            got[str(start.year), (start.month - 1) // 3, row["key"]] += row["count"]
    same("tests", sorted(got.items()), sorted(quarters.items()))
    sanctions = [row for row in rows if row["category"] == "sanction"]
    ladder = case.measure("ladder")
    same("ladder", ladder["headline"]["value"], len(sanctions))
    same("ladder", [row["cumulative"] for row in ladder["rows"]], list(range(1, len(sanctions) + 1)))
    same("ladder", sorted(row["id"] for row in ladder["rows"]), sorted(row["id"] for row in sanctions))
    taken = Counter()
    for row in rows:
        if row["amount_taken"]:
            taken[row["currency"]] += float(row["amount_taken"])
    losses = {row["currency"]: row["taken"] for row in case.measure("losses")["rows"] if row["taken"] is not None}
    same("losses", {name: float(value) for name, value in losses.items()}, dict(taken))
    case.run("event", "add", "--title", "2.5 BTC", "--at", "2018-01-10", "amount_taken=2.5 BTC", "category=hack")
    prices = csv.DictReader((data / "prices/coin_Bitcoin.csv").open())
    day = next(row for row in prices if row["Date"].startswith("2018-01-10"))
    valued = [row for row in case.measure("valuation")["rows"] if row["title"] == "2.5 BTC"]
    for price in ("Low", "Open", "Close", "High"):
        same(f"valuation {price}", float(valued[0][price.lower()]), 2.5 * float(day[price]))


# --- series -----------------------------------------------------------------------------------------------------------

def coin(path, column):
    points = []
    for row in csv.DictReader(path.open()):
        day = int(utc(row["Date"][:10] + "T00:00:00Z").timestamp())
        points.append((day, day + trends.DAY, float(row[column])))
    return points


def latency(path, place):
    points = []
    for row in csv.DictReader(path.open()):
        if row["adm1_name"] == place:
            local = datetime.strptime(row["time_local"], "%d-%b-%Y %H:%M:%S")
            start = int(local.replace(tzinfo=ZoneInfo(row["timezone_name"])).timestamp())
            points.append((start, start + 3 * 3600, float(row["latency_indx"])))
    return sorted(points)


def connectivity(path, place, zone):
    """Hours of the local clock; -1 stands for no value."""
    points = []
    for row in csv.DictReader(path.open()):
        if row["name_1"] == place and row["connectivity"] != "-1":
            local = datetime.strptime(row["time_e_str"], "%d-%b-%Y %H:%M:%S")
            start = int(local.replace(tzinfo=ZoneInfo(zone)).timestamp())
            points.append((start, start + 3600, float(row["connectivity"])))
    return sorted(points)


def check_levels(cli, data, folder):
    """The level of real hourly values, in hours and in the days of a zone that they do not begin with."""
    zone = "America/Caracas"
    case = Case.new(cli, folder, "levels", zone)
    path = data / "usage/monash-ip-observatory/ven-2019-07-22_gif.csv"
    case.run("import", path)
    for place in ("Táchira", "Zulia"):
        points = connectivity(path, place, zone)
        if len(points) < 48 or len({value for _, _, value in points}) < 3:
            raise SystemExit(f"volume: too little to compare in {place}")
        hours = case.measure("volume", "--of", f"{place} connectivity")
        same(f"volume {place}", [[*(int(utc(row[end]).timestamp()) for end in ("start", "end")), row["value"], row["covered"]]
                                 for row in hours["rows"] if row["covered"]], [[*point, 1] for point in points])
        length = sum(stop - start for start, stop, _ in points)
        same(f"volume {place}", hours["headline"]["value"],
             sum(value * (stop - start) for start, stop, value in points) / length)
        edges = trends.bins(points[0][0], points[-1][1], "Asia/Pyongyang")
        days = case.measure("volume", "--of", f"{place} connectivity", "--bin", "day", "--zone", "Asia/Pyongyang")
        same(f"volume {place} by day", [row["value"] for row in days["rows"]],
             [level for level, _ in trends.levels(points, edges)])


def check_series(cli, data, folder):
    """Real series of days and of three hours around real dated events, in zones whose days they fit and do not fit."""
    case = Case.new(cli, folder, "series", "UTC")
    region = data / "usage/monash-ip-observatory/ukr-2022-01-18_border-regions.csv"
    incidents = sorted((data / "incidents/dn-institute/incidents").glob("*.md"))
    case.run("import", data / "prices/coin_Bitcoin.csv", data / "prices/coin_Ethereum.csv", region, *incidents)
    hacks = [next(line.split()[1] for line in path.read_text("utf-8-sig").splitlines() if line.startswith("date:"))
             for path in incidents]
    attack = "2022-01-13"  # WhisperGate
    case.run("event", "add", "--title", "WhisperGate", "--at", attack, "category=wiper")
    bitcoin, ether = coin(data / "prices/coin_Bitcoin.csv", "Close"), coin(data / "prices/coin_Ethereum.csv", "Open")
    kiev = latency(region, "Kiev City")
    for name, points, zone, kind, dates in (("BTC close", bitcoin, "UTC", "hack", hacks),
                                            ("BTC close", bitcoin, "Asia/Pyongyang", "hack", hacks),
                                            ("ETH open", ether, "Europe/Berlin", "hack", hacks),
                                            ("Kiev latency_indx", kiev, "Europe/Kiev", "wiper", [attack])):
        edges = trends.bins(points[0][0], points[-1][1], zone)
        dated = [datetime.fromisoformat(date).replace(tzinfo=ZoneInfo(zone)).timestamp() for date in dates]
        days = sorted({bisect.bisect(edges, at) - 1 for at in dated if edges[0] <= at < edges[-1]})
        want = trends.event_study(trends.day_logs(points, edges), trends.weekdays(edges, zone), days)
        found = case.measure("event-study", "--of", name, "--zone", zone, "--events", f'category == "{kind}"')
        if kind == "hack" and (len(days) < 20 or None in sum(want, [])):
            raise SystemExit("event-study: too few events to compare")
        same(f"event-study {name} {zone}", [list(row.values()) for row in found["rows"]], want)
    for name, points, zone, bin_name, days in (("BTC close", bitcoin, "Asia/Pyongyang", "week", 7),
                                               ("ETH open", ether, "Europe/Berlin", "day", 1)):
        edges = trends.bins(points[0][0], points[-1][1], zone, days)
        want = trends.changes(points, edges, 7 if days == 1 else 2, days == 1)
        found = case.measure("changepoints", "--of", name, "--zone", zone, "--bin", bin_name)
        if len(want) < 5:
            raise SystemExit("changepoints: too few to compare")
        same(f"changepoints {name}", [[utc(row.pop("at")), *row.values()] for row in found["rows"]], want)


def check_cases(cli, data, folder):
    """Through the founding case, whose places and claims are those of the shared tables."""
    case = Case(cli, folder / "founding.tideline")
    case.run("founding", "--flows", 1000)
    places = list(csv.DictReader((data / "dprk_places.csv").open()))
    victims = Counter(country for country, _ in {(row["country"], row["event_id"]) for row in places
                                                 if row["role"] == "victim"})
    stated = {row["note"].split("country=")[1][:2]: int(row["value"])
              for row in csv.DictReader((data / "dprk_claims.csv").open())
              if row["quantity"] == "cases" and "country=" in row["note"]}
    rows = {row["country"]: row for row in case.measure("cases")["rows"] if row["country"] != "unknown"}
    same("cases", {country: row["events"] for country, row in rows.items() if row["events"]}, dict(victims))
    same("cases", {country: row["stated"] for country, row in rows.items() if row["stated"]}, stated)


def main():
    cli, data = sys.argv[1], Path(sys.argv[2])
    if not (data / "INDEX.md").exists():
        print("skipped: the shared data is not here")
        sys.exit(77)
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        for check in (check_flows, check_names, check_lanes, check_events, check_levels, check_series, check_cases):
            check(cli, data, folder)
            print(check.__name__.removeprefix("check_"), "agrees")


if __name__ == "__main__":
    main()
