"""What statements claim in numbers, commit to by when, and hold over the years."""
