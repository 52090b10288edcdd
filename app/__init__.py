"""A question becomes a checked Answer: understand, fetch, compose, verify; and the web that shows it."""
