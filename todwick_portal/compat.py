"""The import that moves when Django 6.2 LTS replaces 5.2. Its neighbour is `task` in `consent/jobs.py`."""

from csp.middleware import CSPMiddleware as ContentSecurityPolicyMiddleware

__all__ = ["ContentSecurityPolicyMiddleware"]
