#!/bin/sh
# Brings Debian's nginx for the test of this folder when it can. Without nginx: says so, and fails when CI=true.
set -eu

PATH="$PATH:/usr/sbin"
command -v nginx >/dev/null && exit 0
as_root=
[ "$(id -u)" = 0 ] || as_root="sudo -n"
if command -v apt-get >/dev/null && $as_root true 2>/dev/null; then
    printf '%s\n' "· Installing nginx-light"
    $as_root apt-get install -qq -y --no-install-recommends nginx-light >/dev/null 2>&1 \
        || { $as_root apt-get update -qq && $as_root apt-get install -qq -y --no-install-recommends nginx-light; } >/dev/null 2>&1 \
        || true
    command -v nginx >/dev/null && exit 0
fi
printf '%s\n' "! No nginx: its configuration is not tried until somebody runs: sudo apt-get install nginx-light"
[ "${CI:-}" != true ]
