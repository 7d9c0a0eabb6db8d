"""Directories of community resources that somebody else keeps, read without losing a row.

Readers here are pure: bytes or files in, frozen records out. Nothing is stored, nothing drawn.
"""
