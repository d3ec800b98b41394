import os
from collections.abc import Iterator

import pytest
from hypothesis import HealthCheck, settings

# Time is no property of the code: a busy machine fails no test. A landing does not hang on chance
# either: continuous integration tries the same examples each time, and people's runs new ones.
settings.register_profile(
    "totaux",
    deadline=None,
    derandomize="CI" in os.environ,
    suppress_health_check=[HealthCheck.too_slow],
)
settings.load_profile("totaux")


@pytest.fixture(autouse=True, scope="session")
def cache_of_tests(tmp_path_factory: pytest.TempPathFactory) -> Iterator[None]:
    """No test looks at what the user's own runs have kept, or adds to it."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("TOTAUX_CACHE", str(tmp_path_factory.mktemp("cache")))
        yield
