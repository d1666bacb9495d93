"""kg builds knowledge graphs from the news, Korean first."""

__version__ = "0.1.0"
