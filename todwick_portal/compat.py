"""The imports that move when Django 6.2 LTS replaces 5.2, and nothing else."""

from csp.middleware import CSPMiddleware as ContentSecurityPolicyMiddleware
from django_tasks import task

__all__ = ["ContentSecurityPolicyMiddleware", "task"]
