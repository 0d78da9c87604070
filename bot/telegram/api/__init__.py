"""The Bot API: client, connections, rate limiter, supervision of polling, menus."""
