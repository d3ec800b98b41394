"""A server that speaks S3, on this machine, and its own bucket for each test."""

from __future__ import annotations

import secrets
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest


@pytest.fixture(scope="session")
def endpoint() -> Iterator[str]:
    pytest.importorskip("s3fs", reason="needs the extra 'remote': make extras")
    server = pytest.importorskip("moto.server", reason="needs the group 'services'")
    running = server.ThreadedMotoServer("127.0.0.1", 0, verbose=False)
    running.start()
    host, port = running.get_host_and_port()
    yield f"http://{host}:{port}"
    running.stop()


@pytest.fixture
def credentials(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    """Those of the tests, whatever the user's own are."""
    monkeypatch.setenv("AWS_ACCESS_KEY_ID", "testing")
    monkeypatch.setenv("AWS_SECRET_ACCESS_KEY", "not-a-secret")
    monkeypatch.setenv("AWS_DEFAULT_REGION", "us-east-1")
    monkeypatch.setenv("AWS_EC2_METADATA_DISABLED", "true")
    monkeypatch.setenv("AWS_CONFIG_FILE", str(tmp_path / "none"))
    monkeypatch.setenv("AWS_SHARED_CREDENTIALS_FILE", str(tmp_path / "none"))
    monkeypatch.delenv("AWS_PROFILE", raising=False)


class Bucket:
    """A bucket seen past the code under test."""

    def __init__(self, system: Any, name: str) -> None:
        self.system = system
        self.name = name
        self.url = f"s3://{name}"

    def fill(self, folder: str, files: dict[str, bytes]) -> str:
        for name, content in files.items():
            self.system.pipe_file(f"{self.name}/{folder}/{name}", content)
        return f"{self.url}/{folder}"

    def content(self, folder: str) -> dict[str, bytes]:
        below = f"{self.name}/{folder}/"
        keys = self.system.find(f"{self.name}/{folder}")
        return {key.removeprefix(below): self.system.cat_file(key) for key in keys}


@pytest.fixture
def bucket(endpoint: str, credentials: None, monkeypatch: pytest.MonkeyPatch) -> Iterator[Bucket]:
    import s3fs

    assert credentials is None  # set
    monkeypatch.setenv("AWS_ENDPOINT_URL", endpoint)
    # The store of another test may have had another server, or other credentials.
    s3fs.S3FileSystem.clear_instance_cache()
    system = s3fs.S3FileSystem(use_listings_cache=False)
    name = f"bucket-{secrets.token_hex(8)}"
    system.mkdir(name)
    yield Bucket(system, name)
    s3fs.S3FileSystem.clear_instance_cache()
