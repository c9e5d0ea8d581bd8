"""What each command prints, and its exit status."""
