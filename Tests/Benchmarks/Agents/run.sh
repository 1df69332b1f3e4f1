#!/bin/bash
# Measures executions: 10,000 of 20 events each from 8 workers, seen by 200 watchers.
# Usage: Tests/Benchmarks/Agents/run.sh [--rounds N] [--executions N] [--limit SECONDS]
set -euo pipefail

here=$(cd "$(dirname "$0")" && pwd)
binary=${TELLTALE:-$here/../../../.build/release/telltale}
rounds=3
executions=10000
limit=300
while [ $# -gt 0 ]; do
    case $1 in
        --rounds) rounds=$2; shift ;;
        --executions) executions=$2; shift ;;
        --limit) limit=$2; shift ;;
        *) sed -n '2,3s/^# //p' "$0" >&2; exit 64 ;;
    esac
    shift
done

[ -x "$binary" ] || { echo "run.sh: $binary is missing; build it with: make release" >&2; exit 1; }
work=$(mktemp -d)
server=
trap '[ -z "$server" ] || kill "$server" 2>/dev/null || true; rm -rf "$work"' EXIT
cc -O2 -Wall -o "$work/agents" "$here/agents.c"
printf 'agents:\n  - {name: bench, runner: worker}\n' >"$work/agents.yaml"

token() { "$binary" token --data "$work/data" --ttl 1h "$@"; }

counted() { # the executions that the server counted as completed
    curl -sS -H "Authorization: Bearer $(token --user bench --scope metrics)" "http://127.0.0.1:$1/metrics" |
        awk '/^telltale_agent_executions_total.*outcome="completed"/ { sum += $NF } END { printf "%.0f", sum }'
}

measure() { # executions, flags of agents
    local number=$1 port
    shift
    rm -rf "$work/data"
    mkdir "$work/data"
    "$binary" serve --port 0 --data "$work/data" --agents-file "$work/agents.yaml" --message-rate 0 --user-message-rate 0 \
        >"$work/log" 2>&1 &
    server=$!
    for _ in $(seq 100); do
        port=$(grep -m1 -oE 'listening on http://[^ ]+' "$work/log" | grep -oE '[0-9]+$') && break
        sleep 0.1
    done
    "$work/agents" --port "$port" --server-pid "$server" --executions "$number" --limit "$limit" \
        --owner-token "$(token --user bench --scope agents)" --worker-token "$(token --user worker --scope agents:write --agents bench)" "$@"
    [ "$(counted "$port")" = "$number" ] || { echo "run.sh: the server counted $(counted "$port") executions" >&2; exit 1; }
    kill "$server"
    wait "$server" || true
    server=
}

for _ in $(seq "$rounds"); do
    # Each event as a report of its own, as fast as it goes; the same with five to a report; at a steady 2,000 events a second;
    # and with 25 watchers on each execution.
    measure "$executions"
    measure "$executions" --batch 5
    measure "$((executions / 5))" --rate 2000
    measure "$((executions / 10))" --sharing 25
done
