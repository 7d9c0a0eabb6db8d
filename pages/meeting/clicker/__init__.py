"""The keys of a keyboard or a clicker, told to a screen that has steps."""
