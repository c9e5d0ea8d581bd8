"""What a record outlives."""
