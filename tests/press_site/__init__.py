"""Where can the monitor be tried without touching a real server?

A stand-in for the Chongqing press: the markup, addresses and traps of the real sites, articles of our own.
Every real host stands at `http://<host>.localhost:<port>/` (such names are this machine, RFC 6761), so that
one server plays all of them and a browser can look at it. `make press-site` starts it by hand.
"""
