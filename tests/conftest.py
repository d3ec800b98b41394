from collections.abc import Iterator

import pytest


@pytest.fixture(autouse=True, scope="session")
def cache_of_tests(tmp_path_factory: pytest.TempPathFactory) -> Iterator[None]:
    """No test looks at what the user's own runs have kept, or adds to it."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("TOTAUX_CACHE", str(tmp_path_factory.mktemp("cache")))
        yield
