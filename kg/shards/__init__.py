"""Many machines: articles in shards to a folder of N-Quads and Parquet, on an existing engine.

    with started("dask", "tcp://scheduler:8786", workers=1) as engine:
        whole = process(["/shared/articles/"], "/shared/news.shards", engine)

The passes (`sequence`) are plain functions over a shard or a part, whose files are written exactly once (`files`). An
engine (`engines`) calls them on its machines and brings rows together by its own shuffle; it knows nothing else.
"""

from kg.shards.engines import ENGINES, Engine, EngineName, started
from kg.shards.plan import SHARD_BYTES, ShardSettings
from kg.shards.sequence import MANIFEST, Whole, process

__all__ = ["ENGINES", "MANIFEST", "SHARD_BYTES", "Engine", "EngineName", "ShardSettings", "Whole", "process", "started"]
