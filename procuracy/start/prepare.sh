#!/bin/sh
# Makes .venv from a lock file and brings the libraries of the typesetter: `sh procuracy/start/prepare.sh requirements.lock`.
# Needs no Python of our own to begin with, and does nothing when nothing changed. Starts no server.
set -eu
cd "$(dirname "$0")/../.."
lock=${1:-requirements.lock}
python=.venv/bin/python

say() { printf '%s\n' "$*"; }
fail() { printf '%s\n' "$*" >&2; exit 1; }

is_new_enough() {
    "$1" -c 'import sys; sys.exit(not (3, 12) <= sys.version_info[:2] <= (3, 14))' >/dev/null 2>&1
}

find_python() {
    for version in 3.13 3.12 3.14; do
        for candidate in "python$version" "${PYENV_ROOT:-$HOME/.pyenv}"/versions/"$version"*/bin/python; do
            if is_new_enough "$candidate"; then printf '%s\n' "$candidate"; return; fi
        done
    done
    if command -v uv >/dev/null && found=$(uv python find --no-project '>=3.12,<3.15' 2>/dev/null || {
        uv python install -q 3.13 >/dev/null 2>&1 && uv python find --no-project 3.13 2>/dev/null; }); then
        printf '%s\n' "$found"
    fi
}

make_environment() {
    found=$(find_python)
    [ -n "$found" ] || fail "Python 3.12, 3.13 or 3.14 is missing: install one of them (with pyenv or uv, for instance) and try again."
    say "· Making .venv with $("$found" -V)"
    rm -rf .venv
    "$found" -m venv .venv >/dev/null 2>&1 || {
        command -v uv >/dev/null || fail "$found cannot make a virtual environment: install its venv module (Debian: python3-venv)."
        rm -rf .venv
        uv venv -q --seed --python "$found" .venv
    }
}

install_packages() {
    say "· Installing packages from $lock"
    uv=$(command -v uv || true)
    if [ -z "$uv" ] && { [ -x .venv/bin/uv ] || "$python" -m pip install -q --disable-pip-version-check uv >/dev/null 2>&1; }; then
        uv=.venv/bin/uv
    fi
    if [ -n "$uv" ] && "$uv" pip install -q --python "$python" --compile-bytecode --require-hashes -r "$lock"; then return; fi
    say "· uv could not do it, trying pip"
    "$python" -m pip install -q --disable-pip-version-check --require-hashes -r "$lock" \
        || fail "The packages could not be installed: is a package index reachable?"
}

# What an environment was made from: the lock file's content, under the name of its profile.
is_installed() {
    [ -x "$python" ] && is_new_enough "$python" && [ "$(cat ".venv/installed-$lock" 2>/dev/null)" = "$(cksum <"$lock")" ]
}

has_library() {
    PATH="$PATH:/sbin:/usr/sbin" ldconfig -p | grep -q "$1"
}

# AR PL KaitiM GB, 2.3 MB, for 楷体 in letters; without it Noto Serif stands in. Its file's presence says that it is there.
kai=fonts-arphic-gkai00mp
kai_file=${PROCURACY_KAI:-/usr/share/fonts/truetype/arphic-gkai00mp/gkai00mp.ttf}
kai_tried=${PROCURACY_VAR:-var}/kai-tried

# HanaMinB, for rare characters of names (extensions B to F of Unicode); without it such a letter is refused in words.
rare=fonts-hanazono
rare_file=${PROCURACY_RARE:-/usr/share/fonts/truetype/hanazono/HanaMinB.ttf}
rare_tried=${PROCURACY_VAR:-var}/rare-tried

# FandolFang, for 仿宋: one file of a package of 49 MB, of which nothing else is kept; no rights are needed to fetch it.
fang=texlive-lang-chinese
fang_place=./usr/share/texlive/texmf-dist/fonts/opentype/public/fandol/FandolFang-Regular.otf
fang_file=${PROCURACY_FANG:-${PROCURACY_VAR:-var}/printing/faces/FandolFang-Regular.otf}
fang_tried=${PROCURACY_VAR:-var}/fang-tried

apt_install() {
    as_root=
    [ "$(id -u)" = 0 ] || as_root="sudo -n"
    command -v apt-get >/dev/null && $as_root true 2>/dev/null || return 1
    say "· Installing $*"
    $as_root apt-get install -qq -y --no-install-recommends "$@" >/dev/null 2>&1 && return
    $as_root apt-get update -qq >/dev/null 2>&1 && $as_root apt-get install -qq -y --no-install-recommends "$@" >/dev/null 2>&1
}

# The face is tried once: where it cannot be had, a file in the state folder remembers it.
without_kai() {
    mkdir -p "${kai_tried%/*}"
    : >"$kai_tried"
    say "! Letters are printed without 楷体 until somebody runs: sudo apt-get install $kai"
}

# One call brings libraries and face; a face that cannot be had keeps no library away.
install_libraries() {
    packages="libpango-1.0-0 libpangoft2-1.0-0 libharfbuzz-subset0"
    lacks_kai=
    [ -f "$kai_file" ] || [ -f "$kai_tried" ] || lacks_kai=$kai
    if has_library libharfbuzz-subset.so && has_library libpango-1.0.so && has_library libpangoft2-1.0.so; then
        [ -z "$lacks_kai" ] || apt_install $kai || without_kai
    elif ! apt_install $packages $lacks_kai; then
        if [ -n "$lacks_kai" ] && apt_install $packages; then
            without_kai
        else
            say "! Letters cannot be typeset, or only slowly, until somebody runs: sudo apt-get install $packages${lacks_kai:+ $lacks_kai}"
        fi
    fi
}

install_rare() {
    [ -f "$rare_file" ] || [ -f "$rare_tried" ] || apt_install $rare || {
        mkdir -p "${rare_tried%/*}"
        : >"$rare_tried"
        say "! Rare characters of names cannot be printed until somebody runs: sudo apt-get install $rare"
    }
}

fetch_fang() {
    command -v apt-get >/dev/null && command -v dpkg-deb >/dev/null || return 1
    say "· Fetching 仿宋 (49 MB, once)"
    scratch=$(mktemp -d) || return 1
    mkdir -p "${fang_file%/*}"
    (cd "$scratch" && timeout 300 apt-get download -qq $fang) >/dev/null 2>&1 \
        && dpkg-deb --fsys-tarfile "$scratch"/$fang*.deb | tar -xOf - "$fang_place" >"$scratch/face" 2>/dev/null \
        && [ -s "$scratch/face" ] && mv "$scratch/face" "$fang_file"
    found=$?
    rm -rf "$scratch"
    return $found
}

install_fang() {
    [ -f "$fang_file" ] || [ -f "${fang_place#.}" ] || [ -f "$fang_tried" ] || fetch_fang || {
        mkdir -p "${fang_tried%/*}"
        : >"$fang_tried"
        say "! Letters are printed without 仿宋 until somebody runs: sudo apt-get install --no-install-recommends $fang"
    }
}

if ! is_installed; then
    if ! [ -x "$python" ] || ! is_new_enough "$python"; then make_environment; fi
    install_packages
    cksum <"$lock" >".venv/installed-$lock"
fi
install_libraries
install_rare
install_fang
