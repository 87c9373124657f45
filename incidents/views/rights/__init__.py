"""Pages about what people ask of their data."""
