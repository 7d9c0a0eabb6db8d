"""The action plan of a team as files: workbook, table, JSON."""
