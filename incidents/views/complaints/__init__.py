"""The pages of complaints: for whoever complains, and for those who answer."""
