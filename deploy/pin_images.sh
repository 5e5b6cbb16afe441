#!/bin/sh
# Says how to pin each image of Dockerfile and docker-compose.yml by its digest. It asks the registry only where Docker is
# there and --ask is given; what it prints is to be read, then written behind the tag by hand: NAME:TAG@sha256:…
set -eu
cd "$(dirname "$0")/.."
for image in $(sed -n 's/^FROM \([^ ]*:[^ ]*\).*/\1/p; s/^ *image: \([^ ]*:[^ ]*\)$/\1/p' Dockerfile docker-compose.yml | sort -u); do
    ask="docker buildx imagetools inspect $image --format '{{.Manifest.Digest}}'"
    if [ "${1:-}" = --ask ]; then
        printf '%s@%s\n' "$image" "$(sh -c "$ask")"
    else
        printf '%s\n' "$ask"
    fi
done
