"""What people see of incidents and do with them."""
