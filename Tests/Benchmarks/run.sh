#!/bin/bash
# Measures the targets: interleaved rounds of floor, telltale and node, each test on a fresh server.
# Usage: Tests/Benchmarks/run.sh [--rounds N] [--tests a,b,…] [--out FOLDER] [--no-node] [--unpinned]
set -euo pipefail

here=$(cd "$(dirname "$0")" && pwd)
binary=${TELLTALE:-$here/../../.build/release/telltale}
rounds=3
tests=fan100w4,fan1000w4,fan1000w16,fan100w1,fan1000w1,lat500,connect,idle,rooms
out=${TELLTALE_BENCH_OUT:-$here/../../.build/benchmarks}
# The server knows its own variables only.
unset TELLTALE_BENCH_OUT
node=yes
pinned=yes

while [ $# -gt 0 ]; do
    case $1 in
        --rounds) rounds=$2; shift ;;
        --tests) tests=$2; shift ;;
        --out) out=$2; shift ;;
        --no-node) node=no ;;
        --unpinned) pinned=no ;;
        *) sed -n '2,3s/^# //p' "$0" >&2; exit 64 ;;
    esac
    shift
done

[ -x "$binary" ] || { echo "run.sh: $binary is missing; build it with: make release" >&2; exit 1; }
[ "$node" = no ] || command -v node >/dev/null || { echo "run.sh: no node, its rounds are left out" >&2; node=no; }
# One core for the server and one for the load, or their numbers mix.
[ "$(nproc)" -ge 2 ] || pinned=no

mkdir -p "$out"
results=$out/results.jsonl
work=$(mktemp -d)
server=
: >"$results"

stop_server() {
    [ -n "$server" ] || return 0
    kill "$server" 2>/dev/null || true
    wait "$server" 2>/dev/null || true
    server=
}
trap 'stop_server; rm -rf "$work"' EXIT
trap 'exit 130' INT TERM

on_cpu() { # CPU COMMAND…: pinned where that is wanted
    local cpu=$1
    shift
    if [ "$pinned" = yes ]; then exec taskset -c "$cpu" "$@"; else exec "$@"; fi
}

await_port() { # prints the port that the server's first line names
    local line
    for _ in $(seq 100); do
        if line=$(grep -m1 -oE 'listening on http://[^ ]+' "$work/server.log"); then
            echo "${line##*:}"
            return 0
        fi
        kill -0 "$server" 2>/dev/null || break
        sleep 0.1
    done
    echo "run.sh: the server did not start:" >&2
    cat "$work/server.log" >&2
    return 1
}

start_telltale() { # CPUs as taskset takes them, more flags of serve
    local cpus=$1
    shift
    rm -rf "$work/data"
    mkdir "$work/data"
    (on_cpu "$cpus" "$binary" serve --port 0 --data "$work/data" --message-rate 0 "$@") >"$work/server.log" 2>&1 &
    server=$!
    port=$(await_port)
    target="--port $port --data $work/data"
}

start_node() {
    port=$((20000 + RANDOM % 10000))
    (on_cpu 1 node "$here/node-peer.js" "$port") >"$work/server.log" 2>&1 &
    server=$!
    port=$(await_port)
    target="--url ws://127.0.0.1:$port/"
}

record() { # PEER TEST ROUND < one JSON object
    python3 -c '
import json, sys
result = json.load(sys.stdin)
result.update(peer=sys.argv[1], test=sys.argv[2], round=int(sys.argv[3]))
print(json.dumps(result))' "$@" | tee -a "$results" | python3 "$here/summary.py" --line
}

load_of() { # the flags of a test
    case $1 in
        fan100w4) echo "--subscribers 100 --window 4 --duration 2 --warmup 0.5" ;;
        fan1000w4) echo "--subscribers 1000 --window 4 --duration 2.5 --warmup 0.5" ;;
        fan1000w16) echo "--subscribers 1000 --window 16 --duration 2.5 --warmup 0.7" ;;
        fan100w1) echo "--subscribers 100 --window 1 --duration 2 --warmup 0.5" ;;
        fan1000w1) echo "--subscribers 1000 --window 1 --duration 2 --warmup 0.5" ;;
        lat500) echo "--subscribers 500 --rate 20 --duration 15 --warmup 1" ;;
        connect) echo "--mode connect --subscribers 10000 --concurrency 256" ;;
        idle) echo "--mode idle --subscribers 5000 --duration 3" ;;
        rooms) echo "--rooms 1000 --per-room 2 --window 4 --duration 5 --warmup 1" ;;
        *) echo "run.sh: no test $1" >&2; return 1 ;;
    esac
}

measure() { # PEER TEST ROUND
    local peer=$1 test=$2 round=$3 load
    load=$(load_of "$test")
    # 20,000 messages/s over rooms of two are asked of two cores, and so are connects; everything else of one.
    local server_cpu=1 load_cpu=0
    case $test in
        connect | rooms) server_cpu=0,1 load_cpu=0,1 ;;
    esac
    if [ "$peer" = node ]; then start_node; else start_telltale "$server_cpu"; fi
    # A run that found lost deliveries exits with 1 and still reports: the report says so.
    # shellcheck disable=SC2086
    { (on_cpu "$load_cpu" "$binary" bench $target $load --server-pid "$server" --json) || true; } | record "$peer" "$test" "$round"
    stop_server
}

floor() { # SUBSCRIBERS ROUND
    local cpus=
    [ "$pinned" = no ] || cpus="--cpus 1 0"
    # shellcheck disable=SC2086
    "$binary" bench --mode floor --subscribers "$1" --duration 1.5 $cpus --json | record floor "floor$1" "$2"
}

measure_with_floor() { # PEER TEST ROUND
    # The cost of the same code drifts by half and more within minutes: each fan-out has its floor next to it.
    case $2 in
        fan1000*) floor 1000 "$3" ;;
        fan100*) floor 100 "$3" ;;
    esac
    measure "$@"
}

for round in $(seq "$rounds"); do
    for test in ${tests//,/ }; do
        measure_with_floor telltale "$test" "$round"
        case $test in
            connect | idle | rooms) ;;
            *) [ "$node" = no ] || measure_with_floor node "$test" "$round" ;;
        esac
    done
done

echo
python3 "$here/summary.py" "$results" | tee "$out/summary.txt"
echo "Results: $results"
