from tests.disposal.due import school  # noqa: F401  a fixture
