"""Counties: their names, where they lie, and what became of those that are no more.

The boundaries are those of 2017. A number for an area of another year is never dropped or guessed:
`matching.match` says what became of each area that is not among them.
"""
