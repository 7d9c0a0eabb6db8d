"""What a consultant sees of all teams that agreed to be seen together."""
