"""Embedded PostgreSQL and Valkey: what runs when no DATABASE_URL or REDIS_URL points to a real server.

`places` says where their state lies and who runs them, `postgres` and `valkey` describe one server each, `keeper` is the
process that starts a server and stops it after its last user, `holding` is how a process becomes a user. `base` is the
database engine `procuracy.embedded` of Django's settings. Nothing here knows the application.
"""
