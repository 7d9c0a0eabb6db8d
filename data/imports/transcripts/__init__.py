"""Transcripts of sessions, as text, Word documents and subtitles, read into turns."""
