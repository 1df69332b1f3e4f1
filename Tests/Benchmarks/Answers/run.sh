#!/bin/bash
# Measures streamed answers: what a delivered chunk costs against a plain delivery, and a thousand answers at once.
# Usage: Tests/Benchmarks/Answers/run.sh [--rounds N]
set -euo pipefail

here=$(cd "$(dirname "$0")" && pwd)
binary=${TELLTALE:-$here/../../../.build/release/telltale}
rounds=3
while [ $# -gt 0 ]; do
    case $1 in
        --rounds) rounds=$2; shift ;;
        *) sed -n '2,3s/^# //p' "$0" >&2; exit 64 ;;
    esac
    shift
done

[ -x "$binary" ] || { echo "run.sh: $binary is missing; build it with: make release" >&2; exit 1; }
work=$(mktemp -d)
server=
trap '[ -z "$server" ] || kill "$server" 2>/dev/null || true; rm -rf "$work"' EXIT
cc -O2 -Wall -o "$work/answers" "$here/answers.c"

# What the server and the load run on: nothing for all cores.
server_on=()
load_on=()

measure() { # flags of answers
    local upstream=$((20000 + RANDOM % 10000)) port token
    rm -rf "$work/data"
    mkdir "$work/data"
    "${server_on[@]}" "$binary" serve --port 0 --data "$work/data" --message-rate 0 --user-message-rate 0 --assistant never \
        --model-url "http://127.0.0.1:$upstream/v1" --model m >"$work/log" 2>&1 &
    server=$!
    for _ in $(seq 100); do
        port=$(grep -m1 -oE 'listening on http://[^ ]+' "$work/log" | grep -oE '[0-9]+$') && break
        sleep 0.1
    done
    token=$("$binary" token --user bench --data "$work/data" --ttl 1h)
    "${load_on[@]}" "$work/answers" --port "$port" --upstream-port "$upstream" --token "$token" --server-pid "$server" "$@"
    kill "$server"
    wait "$server" || true
    server=
}

for _ in $(seq "$rounds"); do
    # The same texts at the same rate to the same sockets: first as messages, each stored, then as chunks of answers.
    measure --rooms 4 --sockets 100 --rate 50 --duration 5 --broadcast
    measure --rooms 4 --sockets 100 --rate 50 --duration 5
    measure --rooms 1000 --sockets 1 --rate 50 --duration 10
    # Half of it on one core, with the load on another: what a core has to give when two are the server's own.
    server_on=(env TELLTALE_THREADS=1 taskset -c 1) load_on=(taskset -c 0)
    measure --rooms 500 --sockets 1 --rate 50 --duration 10
    server_on=() load_on=()
done
