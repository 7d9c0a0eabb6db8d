"""What was said in groups, as files: for other programs, for a spreadsheet, and to read."""
