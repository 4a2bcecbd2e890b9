"""The whole dashboard in a real browser, against the real server."""
