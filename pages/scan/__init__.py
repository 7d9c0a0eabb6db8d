"""The environmental scan: answering it, looking at it, and settling where agencies differ."""
