#!/bin/bash
# Fills a store with 100,000 conversations and 5 million messages, unless the folder has one, and measures it.
# Usage: run.sh FOLDER [--conversations N --messages N --samples N --cold N] [--appends N]
set -euo pipefail

[ $# -gt 0 ] || { sed -n '2,3s/^# //p' "$0" >&2; exit 64; }
# The package is built from its own folder.
folder=$(realpath -m "$1")
shift
appends=400000
for ((i = 1; i < $#; i++)); do
    [ "${!i}" != --appends ] || { next=$((i + 1)); appends=${!next}; }
done

cd "$(dirname "$0")"
swift build -c release
binary="$(swift build -c release --show-bin-path)/store-benchmarks"
mkdir -p "$folder"
# Only a store that was filled to its end has the mark.
if [ ! -f "$folder/filled" ]; then
    [ ! -f "$folder/telltale.db" ] || { echo "run.sh: $folder holds a store that was not filled to its end: remove it" >&2; exit 1; }
    "$binary" generate "$folder" "$@"
    touch "$folder/filled"
fi
{
    date -u +"%Y-%m-%d %H:%M UTC, $(nproc) processors, $(stat -c %s "$folder/telltale.db") bytes"
    echo
    "$binary" measure "$folder" "$@"
    echo
    for rooms in 1000 1000 1000 20000; do
        rm -rf "$folder/append"
        printf '* append, %s rooms of two: ' "$rooms"
        "$binary" append "$folder/append" --rooms "$rooms" --messages "$appends"
    done
    rm -rf "$folder/append"
} | tee "$folder/results.md"
