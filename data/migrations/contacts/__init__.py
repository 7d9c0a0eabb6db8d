"""The migrations of the book of contacts, which is in a database of its own."""
