"""What stands between the server and Django: bodies are received before a thread is taken, each within limits of size and time.

`gate` is the ASGI application that Granian runs, `bodies` receives, `body_limits` says how much each address takes, `threads`
runs Django. Django itself stays synchronous. Why it is so: docs/decisions/0014-bodies-before-threads.md.
"""
