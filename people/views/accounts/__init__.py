"""The pages of accounts and roles."""
