"""What people ask of the school about their data: the days for it, whose data it is, what stays blacked out."""
