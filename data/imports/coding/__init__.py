"""Coded texts that another program wrote, read without losing anything unsaid.

Readers here are pure: bytes in, a project and a list of what was lost out. Nothing is stored.
"""
