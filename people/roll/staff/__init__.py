"""The staff list: accounts without a password, roles, class teachers, people who leave."""
