#!/bin/sh
# Fills a store with 100,000 conversations and 5 million messages, unless the folder has one, and measures it.
set -eu
folder=${1:?usage: run.sh FOLDER}
cd "$(dirname "$0")"
swift build -c release
binary="$(swift build -c release --show-bin-path)/store-benchmarks"
mkdir -p "$folder"
[ -f "$folder/telltale.db" ] || "$binary" generate "$folder"
{
    date -u +"%Y-%m-%d %H:%M UTC, $(nproc) processors, $(stat -c %s "$folder/telltale.db") bytes"
    echo
    "$binary" measure "$folder"
    echo
    for rooms in 1000 1000 1000 20000; do
        rm -rf "$folder/append"
        printf '* append, %s rooms of two: ' "$rooms"
        "$binary" append "$folder/append" --rooms "$rooms" --messages 400000
    done
    rm -rf "$folder/append"
} | tee "$folder/results.md"
