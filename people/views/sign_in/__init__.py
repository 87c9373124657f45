"""The pages of signing in: the library's views, with the record, the throttle and our words."""
