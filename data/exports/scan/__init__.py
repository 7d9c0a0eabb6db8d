"""The scans of a team as files: workbook, table, JSON."""
