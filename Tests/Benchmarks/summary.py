#!/usr/bin/env python3
"""Reads the results of run.sh and sets them against the targets.

summary.py RESULTS.jsonl   prints the table of all rounds; exits with 1 when deliveries were lost, doubled or reordered
summary.py --line          prints one line for each result on standard input, as it comes
"""
import json
import statistics
import sys

# The most that a delivery may cost, as a ratio to the floor's write in the same run.
RATIO_TARGETS = {"fan100w4": 0.45, "fan1000w4": 0.30, "fan1000w16": 0.15, "fan100w1": 1.4, "fan1000w1": 1.1}


def line(result):
    head = f"{result['round']} {result['peer']:9} {result['test']:11}"
    if result["mode"] == "floor":
        return f"{head} {result['cpu_us_per_write']:.3f} µs a write"
    if not result["passed"]:
        head += " FAILED " + "; ".join(f["reason"] for f in result["failures"][:2]) + json.dumps(result.get("deliveries", {}))
    connects = result["connects"]
    if "measured" in result:
        measured, latency = result["measured"], result["measured"].get("latency_us", {})
        return (
            f"{head} {measured.get('server_cpu_us_per_delivery', 0):.3f} µs a delivery, "
            f"{measured['deliveries_per_second']:,.0f} deliveries/s, {measured['messages_per_second']:,.0f} messages/s, "
            f"p50 {latency.get('p50', 0) / 1000:.2f} ms, p99 {latency.get('p99', 0) / 1000:.2f} ms, "
            f"client {measured['client_cpu_us_per_delivery']:.3f} µs{beside(measured)}, "
            f"{measured['client_cpu_utilisation'] * 100:.0f} % busy"
        )
    kib = result.get("memory", {}).get("kib_per_connection", 0)
    return f"{head} {connects['per_second']:,.0f} connects/s, {connects.get('server_cpu_us_each', 0):.1f} µs each, {kib:.2f} KiB a connection"


def beside(measured):
    """Whether the load generator's CPU time a delivery was less than the server's, in words."""
    if "server_cpu_us_per_delivery" not in measured:
        return ""
    is_less = measured["client_cpu_us_per_delivery"] < measured["server_cpu_us_per_delivery"]
    return " (less than the server)" if is_less else " (NOT LESS than the server)"


def by_round(results, peer, test):
    return {r["round"]: r for r in results if r["peer"] == peer and r["test"] == test}


def floors_before(results):
    """The floor that was measured last before each result, by the number of subscribers."""
    latest, found = {}, []
    for result in results:
        if result["peer"] == "floor":
            latest[result["subscribers"]] = result["cpu_us_per_write"]
        found.append(latest.get(result.get("setup", {}).get("subscribers")))
    return found


def verdict(value, target, lower_is_better=True):
    met = value <= target if lower_is_better else value >= target
    return "met" if met else "MISSED"


def ratio_rows(results):
    floors = floors_before(results)
    for test, target in RATIO_TARGETS.items():
        for peer in ("telltale", "node"):
            rows = [
                (r["measured"]["server_cpu_us_per_delivery"], floor)
                for r, floor in zip(results, floors)
                if r["peer"] == peer and r["test"] == test and floor and r.get("measured", {}).get("deliveries")
            ]
            if not rows:
                continue
            ratio = statistics.median(cost / floor for cost, floor in rows)
            yield (
                f"{test} {peer}",
                f"{min(cost for cost, _ in rows):.3f} µs a delivery at least, {ratio:.3f} of the floor (median of {len(rows)})",
                f"≤ {target}: {verdict(ratio, target)}" if peer == "telltale" else "",
            )


def load_rows(results):
    """The load generator must use less CPU a delivery than the server that it measures, or it is what is measured."""
    for test in dict.fromkeys(r["test"] for r in results):
        rows = [
            (m["client_cpu_us_per_delivery"], m["server_cpu_us_per_delivery"])
            for m in (r.get("measured", {}) for r in by_round(results, "telltale", test).values())
            if m.get("deliveries") and "server_cpu_us_per_delivery" in m
        ]
        if not rows:
            continue
        ours, theirs = (statistics.median(column) for column in zip(*rows))
        yield (
            f"{test} bench",
            f"{ours:.3f} µs a delivery beside the server's {theirs:.3f} µs (medians of {len(rows)})",
            f"less than the server: {'met' if ours < theirs else 'MISSED'}",
        )


def latency_rows(results):
    ours, theirs = by_round(results, "telltale", "lat500"), by_round(results, "node", "lat500")
    for peer, rows in (("telltale", ours), ("node", theirs)):
        p99 = [r["measured"]["latency_us"]["p99"] / 1000 for r in rows.values() if "latency_us" in r.get("measured", {})]
        p50 = [r["measured"]["latency_us"]["p50"] / 1000 for r in rows.values() if "latency_us" in r.get("measured", {})]
        if not p99:
            continue
        target = ""
        if peer == "telltale" and theirs:
            other = statistics.median(r["measured"]["latency_us"]["p99"] / 1000 for r in theirs.values())
            target = f"≤ node's {other:.2f} ms: {verdict(statistics.median(p99), other)}"
        yield f"lat500 {peer}", f"p50 {statistics.median(p50):.2f} ms, p99 {statistics.median(p99):.2f} ms (medians)", target


def other_rows(results):
    connect = [r["connects"]["per_second"] for r in by_round(results, "telltale", "connect").values()]
    if connect:
        median = statistics.median(connect)
        yield "connect", f"{max(connect):,.0f} connects/s at best, {median:,.0f} median", f"≥ 10,000: {verdict(median, 10_000, False)}"
    idle = [r["memory"]["kib_per_connection"] for r in by_round(results, "telltale", "idle").values() if "memory" in r]
    if idle:
        yield "idle", f"{statistics.median(idle):.2f} KiB a connection (median)", f"≤ 5: {verdict(statistics.median(idle), 5)}"
    rooms = [r["measured"]["messages_per_second"] for r in by_round(results, "telltale", "rooms").values() if "measured" in r]
    if rooms:
        best = max(rooms)
        yield "rooms", f"{best:,.0f} messages/s at best, {statistics.median(rooms):,.0f} median", f"≥ 20,000: {verdict(best, 20_000, False)}"


def summary(results):
    for name, figures, target in [*ratio_rows(results), *load_rows(results), *latency_rows(results), *other_rows(results)]:
        print(f"{name:20} {figures:68} {target}".rstrip())
    failed = [r for r in results if not r.get("passed", True) and r["peer"] == "telltale"]
    for result in failed:
        print("FAILED:", line(result))
    if not failed:
        print("No delivery of telltale was lost, doubled or reordered; no connection failed.")
    return 1 if failed else 0


def main(arguments):
    if arguments == ["--line"]:
        for text in sys.stdin:
            print(line(json.loads(text)), flush=True)
        return 0
    if len(arguments) != 1:
        print(__doc__, file=sys.stderr)
        return 64
    with open(arguments[0], encoding="utf-8") as file:
        return summary([json.loads(text) for text in file])


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
