"""What the terminal shows, in French or in English."""
