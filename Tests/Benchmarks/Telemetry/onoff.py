#!/usr/bin/env python3
"""What counting adds to a delivery of the server: two builds of it under cachegrind, one that counts and one that does not.

Time cannot show a difference of 2 % on a shared machine; instructions can. Each binary serves a room twice, with few
messages and with many, and the difference of the instructions over the difference of the deliveries is what a delivery
costs in user space. How much meets in one turn of a loop is not quite the same from run to run: rounds differ by about 1 %.
A round takes half a minute.

    TELLTALE_TELEMETRY=off swift build -c release --static-swift-stdlib --product telltale --scratch-path .build-off
    ./onoff.py ../../../.build/release/telltale ../../../.build-off/release/telltale --rounds 3
    ./onoff.py ON OFF --subscribers 1000 --window 16
"""

import argparse
import json
import pathlib
import re
import signal
import statistics
import subprocess
import sys
import tempfile
import time

FEW, MANY = 500, 4_500
START_SECONDS = 60


def port_of(server, log):
    """The port that the server's first line names, once it accepts."""
    end = time.monotonic() + START_SECONDS
    while time.monotonic() < end and server.poll() is None:
        if found := re.search(r"listening on http://\S+?:(\d+)", log.read_text()):
            return found.group(1)
        time.sleep(0.1)
    sys.exit(f"the server did not start:\n{log.read_text()}")


def served(binary, messages, options):
    """All instructions of a server that served so many messages, and the deliveries it made."""
    with tempfile.TemporaryDirectory() as folder:
        data, log = pathlib.Path(folder) / "data", pathlib.Path(folder) / "log"
        with log.open("w") as output:
            server = subprocess.Popen(
                ["valgrind", "--tool=cachegrind", "--cache-sim=no", "--cachegrind-out-file=/dev/null", binary, "serve", "--port", "0",
                 "--data", data, "--threads", "1", "--message-rate", "0", "--user-message-rate", "0", "--assistant", "never"],
                stdout=output, stderr=subprocess.STDOUT)
        try:
            load = subprocess.run(
                [binary, "bench", "--port", port_of(server, log), "--data", data, "--subscribers", str(options.subscribers),
                 "--window", str(options.window), "--max-messages", str(messages), "--warmup", "1", "--duration", "300",
                 "--timeout", "30", "--json"],
                check=True, capture_output=True, text=True)
        finally:
            server.send_signal(signal.SIGTERM)
            server.wait(timeout=60)
        found = re.search(r"I\s+refs:\s+([\d,]+)", log.read_text())
        if not found:
            sys.exit(f"cachegrind counted nothing:\n{log.read_text()}")
        return int(found.group(1).replace(",", "")), json.loads(load.stdout)["deliveries"]["received"]


def instructions_a_delivery(binary, options):
    few, many = served(binary, FEW, options), served(binary, MANY, options)
    return (many[0] - few[0]) / (many[1] - few[1])


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("on", type=pathlib.Path, help="the server as users run it")
    parser.add_argument("off", type=pathlib.Path, help="the same, built with TELLTALE_TELEMETRY=off")
    parser.add_argument("--subscribers", type=int, default=100)
    parser.add_argument("--window", type=int, default=1, help="messages in flight")
    parser.add_argument("--rounds", type=int, default=3)
    options = parser.parse_args()
    ratios = []
    with tempfile.TemporaryDirectory() as folder:
        stripped = []
        for binary in (options.on, options.off):
            # Valgrind gives up on the debug information of recent compilers.
            stripped.append(pathlib.Path(folder) / f"telltale-{len(stripped)}")
            subprocess.run(["strip", "--strip-debug", "-o", stripped[-1], binary], check=True)
        for _ in range(options.rounds):
            on, off = (instructions_a_delivery(binary, options) for binary in stripped)
            ratios.append(on / off)
            print(f"on {on:9.1f}   off {off:9.1f}   ratio {on / off:.4f}", flush=True)
    print(f"median ratio {statistics.median(ratios):.4f}")


if __name__ == "__main__":
    main()
