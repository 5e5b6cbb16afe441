#!/bin/sh
# Writes the secrets of docker-compose.yml that are missing into secrets/, each a random one; changes none that is there.
# Containers read them under accounts of their own, so that the files are readable and the folder is closed.
set -eu
cd "$(dirname "$0")/.."
folder=${1:-secrets}
umask 077
mkdir -p "$folder"
chmod 700 "$folder"
for name in secret_key database_password database_owner_password redis_password; do
    [ -s "$folder/$name" ] || python3 -c 'import secrets; print(secrets.token_urlsafe(50), end="")' >"$folder/$name"
done
[ -e "$folder/email_url" ] || : >"$folder/email_url"
chmod 444 "$folder"/*
printf '%s\n' "· $folder holds: $(ls "$folder" | tr '\n' ' ')"
