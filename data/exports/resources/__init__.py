"""A team's map of community resources as files: for other directories, for tables, for maps."""
