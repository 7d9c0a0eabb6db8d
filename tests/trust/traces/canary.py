"""What an answer says that must be in no log."""

CANARY = "canary-of-one-person"
