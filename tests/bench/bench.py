#!/usr/bin/env python3
# SPDX-FileCopyrightText: 2026 Tideline contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Puts Tideline and its peers side by side on the same generated flows: import, attaching what was imported to
ClickHouse servers, the six questions of the targets, a filter, the standard screens, growth and memory. Everything is
measured in turn, several times; medians and ratios are printed and written as bench.json. It fails when a peer's answer
differs from ours, never because of a time."""
import argparse
import contextlib
import json
import os
import pathlib
import platform
import shutil
import signal
import statistics
import subprocess
import sys
import tempfile
import time

from peers import ClickHouse, Duck, LineProgram, PeerError, Sqlite

FILES = {"nfdump": "conn.csv", "zeek": "conn.log", "zeekjson": "conn.json", "eve": "eve.json"}
QUESTIONS = ["q1", "q2", "q3", "q4", "q5", "q6", "filter", "peers"]
SCREENS = ["usage", "rhythm", "routes", "services", "prefixes"]
TITLES = {
    "q1": "q1 bytes per hour, ten months",
    "q2": "q2 hour x weekday of a /24, a month",
    "q3": "q3 top 20 ports, a month",
    "q4": "q4 top 20 peers, a month",
    "q5": "q5 upstreams per day, ten months",
    "q6": "q6 distinct sources, a month",
    "filter": "three-term filter per day, ten months",
    "peers": "top 20 peers, ten months",
}


def say(text=""):
    print(text, flush=True)


def machine():
    model = "unknown processor"
    for line in open("/proc/cpuinfo"):
        if line.startswith("model name"):
            model = line.split(":", 1)[1].strip()
            break
    memory = os.sysconf("SC_PAGE_SIZE") * os.sysconf("SC_PHYS_PAGES") / 2**30
    return f"{model}, {os.cpu_count()} cores, {memory:.0f} GiB, {platform.system()} {platform.release()}"


class Record:
    """What was measured, in the form of bench.json."""

    def __init__(self, path):
        self.path, self.machine, self.lines = path, machine(), []

    def add(self, question, peer, times, rows, base=None, **more):
        median = statistics.median(times)
        self.lines.append({"question": question, "peer": peer, "median_ms": round(median, 3), "runs": len(times),
                           "ratio": round(median / base, 2) if base else 1.0, "rows": rows, "machine": self.machine,
                           **more})
        self.path.write_text(json.dumps(self.lines, indent=1) + "\n")
        return median


class Ours:
    name = "Tideline"

    def __init__(self, program, folder):
        self.program, self.folder, self.server = program, folder, None
        self.memory = {}

    def run(self, *words):
        """One line of JSON, and the most memory used in MiB."""
        process = subprocess.Popen([self.program, *map(str, words)], stdout=subprocess.PIPE, text=True)
        text = process.stdout.read()
        _, status, usage = os.wait4(process.pid, 0)
        process.returncode = status
        process.stdout.close()
        if status != 0:
            raise PeerError("tideline-bench " + words[0] + " failed")
        return json.loads(text), usage.ru_maxrss / 1024

    def generate(self, flows, seed, forms):
        return self.run("generate", self.folder, flows, seed, *forms)[0]

    def do_import(self, form, case="import.tideline"):
        answer, memory = self.run("import", self.folder / case, self.folder / FILES[form])
        self.memory["import " + form] = max(memory, self.memory.get("import " + form, 0))
        return answer["ms"], answer["rows"]

    def parse(self, form):
        return self.run("parse", self.folder / FILES[form])[0]["ms"]

    def start(self, case):
        self.server = LineProgram([self.program, "serve", str(self.folder / case)])
        return self.server.read()["ms"]

    def pid(self):
        return self.server.process.pid

    def ask(self, name):
        answer = self.server.ask(name)
        return answer["ms"], answer["rows"]

    def close(self):
        memory = self.server.close() if self.server else 0
        self.server = None
        return memory


class Attached:
    """What Tideline imported last, copied to two servers that get half of it each."""
    name = "Tideline attach"

    def __init__(self, ours, scratch, threads, net):
        self.ours, self.sent = ours, 0
        self.servers = [ClickHouse(scratch, threads, net, f"shard{number}") for number in (1, 2)]

    def start(self):
        for server in self.servers:
            server.start(self.servers)

    def do_import(self, form):
        if form not in ("nfdump", "zeek"):
            return None
        shards = [f"127.0.0.1:{server.port}" for server in self.servers]
        answer, memory = self.ours.run("attach", self.ours.folder / "import.tideline", f"http://{shards[0]}/bench",
                                       "bench", *shards)
        self.ours.memory["attach"] = max(memory, self.ours.memory.get("attach", 0))
        self.sent = answer["bytes"] / answer["rows"]
        return answer["ms"], answer["rows"]

    def close(self):
        for server in self.servers:
            server.close()


def processor_ms(pid):
    """What all threads of a process have worked so far: tells apart slow from kept waiting by other programs."""
    total = 0
    for task in pathlib.Path(f"/proc/{pid}/task").glob("*/schedstat"):
        try:
            total += int(task.read_text().split()[0])
        except (OSError, IndexError):
            pass
    return total / 1e6


def in_turn(engines, runs, limit, work, worked=None):
    """Times and last answer of each engine; one that has used up its time sits out the later rounds. `worked` gets
    the processor times of those that have a process."""
    times, answers = {engine.name: [] for engine in engines}, {}
    for _ in range(runs):
        for engine in engines:
            if sum(times[engine.name]) > limit * 1000 or answers.get(engine.name, 0) is None:
                continue
            pid = engine.pid() if worked is not None else None
            if pid and sum(times[engine.name]) < 1000:
                work(engine)  # warm caches: those of the processor hold what the engine before it looked at
            before = processor_ms(pid) if pid else 0
            done = work(engine)
            if pid:
                worked.setdefault(engine.name, []).append(processor_ms(pid) - before)
            answers[engine.name] = done and done[1]
            if done:
                times[engine.name].append(done[0])
    return times, answers


def table(title, names, lines):
    say(f"\n{title}")
    say(f"{'':40}" + "".join(f"{name + ', ms':>20}" for name in names))
    for label, times, base in lines:
        cells = f"{label:40}"
        for name in names:
            if not times.get(name):
                cells += f"{'–':>20}"
            elif name == names[0]:
                cells += f"{statistics.median(times[name]):20.2f}"
            else:
                median = statistics.median(times[name])
                cells += f"{median:12.1f} {'(' + format(median / base, '.1f') + 'x)':>7}"
        say(cells)


def bench_imports(ours, peers, options, record):
    lines = []
    for form in options.forms:
        def work(engine):
            try:
                return engine.do_import(form)
            except PeerError as problem:
                if engine is not ours:
                    raise
                say(f"no import of {form}: {problem}")
                return None

        times, rows = in_turn([ours, *peers], options.import_runs, options.limit * 4, work)
        if not times[ours.name]:
            continue
        for name, count in rows.items():
            if count is not None and count != options.flows:
                raise PeerError(f"{name} has {count} rows of {form}, not {options.flows}")
        base = statistics.median(times[ours.name])
        times["parse only"] = [ours.parse(form) for _ in range(options.import_runs)]
        for name, measured in times.items():
            if measured:
                record.add("import " + form, name, measured, options.flows, base)
        lines.append((f"import {form}", times, base))
    table("Import (the peers without hashing, checking or problems' lines)", [ours.name] + [p.name for p in peers] + ["parse only"],
          lines)


def bench_questions(ours, peers, options, record, names):
    lines, efforts, wrong = [], [], []
    for question in QUESTIONS:
        worked = {}
        times, answers = in_turn([ours, *peers], options.runs, options.limit, lambda engine: engine.ask(question), worked)
        wanted = sorted(answers[ours.name])
        for peer in peers:
            rows = answers[peer.name]
            if question in ("q4", "peers"):
                rows = [names[int(row.split("|")[0])] + "|" + row.split("|")[1] for row in rows]
            if sorted(rows) != wanted:
                wrong.append(f"{question}: {peer.name} says {sorted(rows)[:3]}…, Tideline {wanted[:3]}…")
        base = statistics.median(times[ours.name])
        for name, measured in times.items():
            more = {"processor_ms": round(statistics.median(worked[name]), 3)} if name in worked else {}
            record.add(question, name, measured, options.flows, base, **more)
        lines.append((TITLES[question], times, base))
        efforts.append((TITLES[question], worked, statistics.median(worked[ours.name])))
    table("Questions, by scan", [ours.name] + [p.name for p in peers], lines)
    table("The same in processor time of all threads", [ours.name] + [p.name for p in peers], efforts)
    return wrong


def bench_screens(ours, options, record, flows, quiet=False):
    lines, wrong = [], []
    for screen in SCREENS:
        scanned, plain = ours.ask(screen)
        first, cold = ours.ask(screen + " warm")
        times, answers = [], []
        for _ in range(options.runs):
            took, warm = ours.ask(screen + " warm")
            times.append(took)
            answers.append(warm)
        if any(answer != plain for answer in [cold, *answers]):
            wrong.append(f"{screen}: the pre-aggregates answer otherwise than the scan")
        for name, measured in (("scan", [scanned]), ("first", [first]), ("warm", times)):
            record.add("screen " + screen, "Tideline " + name, measured, flows)
        lines.append((screen, {"scan": [scanned], "first": [first], "warm": times}))
    if quiet:
        return wrong
    say(f"\nStandard screens of a subject at {flows:,} flows, ms: by scan, first ask, median once warm")
    for screen, times in lines:
        say(f"{screen:40}" + "".join(f"{statistics.median(times[name]):12.2f}" for name in times))
    return wrong


def bench_growth(program, scratch, options, record):
    say("\nGrowth (one import of the nfdump form each)")
    say(f"{'flows':>12}{'import, s':>12}{'MiB':>8}{'B/flow':>8}{'open, ms':>10}{'q1, ms':>10}{'usage, ms':>10}{'MiB':>8}")
    wrong = []
    for flows in options.grow:
        with tempfile.TemporaryDirectory(dir=scratch) as folder:
            ours = Ours(program, pathlib.Path(folder))
            ours.generate(flows, options.seed, ["nfdump"])
            took, rows = ours.do_import("nfdump")
            size = (ours.folder / "import.tideline").stat().st_size / rows
            opened = ours.start("import.tideline")
            q1 = [ours.ask("q1")[0] for _ in range(options.runs)]
            for question in QUESTIONS[1:]:
                record.add(f"{question} at {flows}", ours.name, [ours.ask(question)[0] for _ in range(3)], flows)
            wrong += bench_screens(ours, options, record, flows, quiet=True)
            usage = [ours.ask("usage warm")[0] for _ in range(options.runs)]
            memory = ours.close()
            record.add(f"import at {flows}", ours.name, [took], flows, mib=round(ours.memory["import nfdump"]),
                       bytes_per_flow=round(size, 1))
            record.add(f"open at {flows}", ours.name, [opened], flows)
            record.add(f"q1 at {flows}", ours.name, q1, flows, mib=round(memory))
            say(f"{flows:12,}{took / 1000:12.2f}{ours.memory['import nfdump']:8.0f}{size:8.1f}{opened:10.1f}"
                f"{statistics.median(q1):10.1f}{statistics.median(usage):10.2f}{memory:8.0f}")
    return wrong


@contextlib.contextmanager
def attached(ours, peers, scratch, net):
    """Servers to attach to, while they are needed, where ClickHouse is among the peers."""
    if ClickHouse.name not in [peer.name for peer in peers]:
        yield []
        return
    engine = Attached(ours, scratch, os.cpu_count(), net)
    try:
        engine.start()
        yield [engine]
        say(f"\nattaching sent {engine.sent:.0f} bytes a row")
    finally:
        engine.close()


def chosen_peers(options, scratch, net):
    wanted = options.peers.split(",") if options.peers else []
    threads, peers = os.cpu_count(), []
    if "duckdb" in wanted:
        if Duck.is_there(options.npm):
            peers.append(Duck(scratch, options.npm.resolve(), threads, net))
        else:
            say("without DuckDB: node is missing, or its package @duckdb/node-api, which npm fetches")
    if "clickhouse" in wanted:
        if ClickHouse.is_there():
            peer = ClickHouse(scratch, threads, net)
            try:
                peer.start()
                peers.append(peer)
            except PeerError as problem:
                peer.close()
                say(f"without ClickHouse: {problem}")
        else:
            say("without ClickHouse: the package clickhouse-server is missing")
    if "sqlite3" in wanted:
        if shutil.which("sqlite3"):
            peers.append(Sqlite(scratch, net))
        else:
            say("without sqlite3: the shell is missing")
    return peers


def arguments():
    parser = argparse.ArgumentParser(prog="./dev bench", description=__doc__)
    parser.add_argument("--program", required=True, help=argparse.SUPPRESS)
    parser.add_argument("--npm", type=pathlib.Path, required=True, help=argparse.SUPPRESS)
    parser.add_argument("--flows", type=int, default=10_000_000)
    parser.add_argument("--seed", type=int, default=7)
    parser.add_argument("--forms", default="nfdump,zeek,zeekjson,eve", help="of the import: nfdump,zeek,zeekjson,eve")
    parser.add_argument("--peers", default="duckdb,clickhouse,sqlite3")
    parser.add_argument("--runs", type=int, default=7, help="of each question")
    parser.add_argument("--import-runs", type=int, default=3)
    parser.add_argument("--limit", type=float, default=20, help="seconds after which a slow peer sits out later rounds")
    parser.add_argument("--grow", nargs="?", const="1000000,10000000,100000000", default="1000000,10000000",
                        help="numbers of flows to show how cost grows; alone: up to 100 million")
    parser.add_argument("--scratch", type=pathlib.Path, help="folder for the files (default: a temporary one)")
    parser.add_argument("--json", type=pathlib.Path, default=pathlib.Path("bench.json"))
    options = parser.parse_args()
    options.grow = [int(flows) for flows in options.grow.split(",") if flows]
    options.forms = [form for form in options.forms.split(",") if form]
    return options


def main():
    options = arguments()
    signal.signal(signal.SIGTERM, lambda *_: sys.exit(143))  # peers are ended and files removed on the way out
    record = Record(options.json)
    wrong, peers, began = [], [], time.monotonic()
    with tempfile.TemporaryDirectory(prefix="tideline-bench-", dir=options.scratch) as folder:
        scratch = pathlib.Path(folder)
        ours = Ours(options.program, scratch)
        try:
            say(f"{record.machine}\n{options.flows:,} flows, seed {options.seed}")
            forms = {*options.forms, "nfdump"}
            net = ours.generate(options.flows, options.seed, [*forms, "packed"])
            bounds = (net["net_from"], net["net_to"])
            peers = chosen_peers(options, scratch, bounds)
            with attached(ours, peers, scratch, bounds) as engines:
                bench_imports(ours, [*peers, *engines], options, record)
            ours.do_import("nfdump")
            names = [line.split(",")[1] for line in (scratch / "addresses.csv").read_text().splitlines()]
            for peer in peers:
                peer.prepare()
            ours.start("import.tideline")
            wrong += bench_questions(ours, peers, options, record, names)
            wrong += bench_screens(ours, options, record, options.flows)
            say(f"\nmost memory: questions {ours.close():.0f} MiB; "
                + ", ".join(f"{what} {mib:.0f} MiB" for what, mib in ours.memory.items()))
            wrong += bench_growth(options.program, folder, options, record)
        finally:
            ours.close()
            for peer in peers:
                peer.close()
    say(f"\n{options.json} written after {time.monotonic() - began:.0f} s")
    for line in wrong:
        say("DIFFERENT ANSWERS: " + line)
    return 1 if wrong else 0


if __name__ == "__main__":
    try:
        sys.exit(main())
    except PeerError as problem:
        sys.exit(f"bench: {problem}")
