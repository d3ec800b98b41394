"""A cluster that reads a store: each of its machines fetches what it reads."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest

from extractors.address import Address
from extractors.limits import Limits
from pipeline.run import Settings, Watch, run
from tests.cluster.cluster import cluster
from tests.faults.test_kills import contents
from tests.house import stub
from tests.remote.conftest import Bucket
from tests.remote.test_sources import FILES, fill

pytestmark = pytest.mark.long


def test_the_same_bytes_as_of_a_folder_here(bucket: Bucket, tmp_path: Path) -> None:
    pytest.importorskip("distributed", reason="Dask is not installed: make test-long installs it")
    folder = fill(tmp_path / "raw", FILES)
    here = Settings((folder,), tmp_path / "here", extract=stub.read, limits=Limits(size=1))
    run(here, Watch())
    address = Address(bucket.fill("plans", FILES))
    with cluster(tmp_path / "dask") as made:
        there = replace(here, sources=(address,), out=tmp_path / "there", cluster=made.address)
        run(there, Watch())
    assert contents(tmp_path / "there") == contents(tmp_path / "here")
