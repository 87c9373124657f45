"""Complaints: the public form, the way back to it, the pages of those who answer (contract 6)."""

from .complaint_form import urlpatterns as form
from .complaint_groups import urlpatterns as groups
from .complaint_handling import urlpatterns as handling
from .complaint_letters import urlpatterns as letters
from .complaint_panel import urlpatterns as panel
from .complaint_status import urlpatterns as status

urlpatterns = [*form, *status, *panel, *letters, *groups, *handling]
