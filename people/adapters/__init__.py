"""How django-allauth is bent to a closed school site: accounts, second steps, providers such as Microsoft 365."""
