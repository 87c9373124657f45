"""The statements that everybody may read: privacy, cookies, accessibility. Filled from the settings."""
