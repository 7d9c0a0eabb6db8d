"""What parents and caregivers see: asking to take part, taking a seat, and what a card opens."""
