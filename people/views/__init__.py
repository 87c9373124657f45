"""The pages of pupils and of the lists they come from."""
