#!/bin/sh
# Brings Debian's clamd for the test of the scanner when it can; no signatures are fetched: the test has one of its own.
set -eu

command -v clamd >/dev/null && exit 0
as_root=
[ "$(id -u)" = 0 ] || as_root="sudo -n"
policy=/usr/sbin/policy-rc.d
if command -v apt-get >/dev/null && $as_root true 2>/dev/null; then
    printf '%s\n' "· Installing clamd"
    # Nothing is started by the installation: neither the daemon nor the program that fetches signatures.
    ours=
    if [ ! -e "$policy" ]; then
        printf '#!/bin/sh\nexit 101\n' | $as_root tee "$policy" >/dev/null && $as_root chmod +x "$policy" && ours=1
    fi
    install="env DEBIAN_FRONTEND=noninteractive apt-get install -qq -y --no-install-recommends clamav-daemon"
    $as_root $install >/dev/null 2>&1 || { $as_root apt-get update -qq && $as_root $install; } >/dev/null 2>&1 || true
    [ -z "$ours" ] || $as_root rm -f "$policy"
    command -v clamd >/dev/null && exit 0
fi
printf '%s\n' "! No clamd: the scanner cannot be tried until somebody runs: sudo apt-get install clamav-daemon"
exit 1
