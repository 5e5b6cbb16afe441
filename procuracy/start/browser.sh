#!/bin/sh
# Brings Debian's Chromium for the browser journeys when it can. Without a browser: says so, and fails when CI=true.
set -eu

command -v chromium >/dev/null && exit 0
as_root=
[ "$(id -u)" = 0 ] || as_root="sudo -n"
if command -v apt-get >/dev/null && $as_root true 2>/dev/null; then
    printf '%s\n' "· Installing chromium"
    $as_root apt-get install -qq -y --no-install-recommends chromium >/dev/null 2>&1 \
        || { $as_root apt-get update -qq && $as_root apt-get install -qq -y --no-install-recommends chromium; } >/dev/null 2>&1 \
        || true
    command -v chromium >/dev/null && exit 0
fi
printf '%s\n' "! No browser: the journeys cannot run until somebody runs: sudo apt-get install chromium"
[ "${CI:-}" != true ]
