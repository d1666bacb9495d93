"""The explorer on a server: pages of a live store, and a SPARQL endpoint.

    from kg.serve import ServeSettings, application, serve
    serve(ServeSettings(Path("news.kg")))                  # the command `kg serve`, until it is stopped
    app = application(ServeSettings(Path("news.kg")))      # for another ASGI server

It needs the extra `kg[serve]`.
"""

from kg.errors import SetupError

try:
    from kg.serve.app import application
    from kg.serve.run import serve
except ModuleNotFoundError as error:
    if (error.name or "").partition(".")[0] not in ("jinja2", "markupsafe", "starlette", "uvicorn"):
        raise
    raise SetupError(
        f"The explorer needs {error.name}; install it with: pip install 'kg[serve]'",
        f"탐색기에 {error.name}이(가) 필요합니다. 다음으로 설치하세요: pip install 'kg[serve]'",
    ) from error
from kg.serve.settings import Limits, ServeSettings

__all__ = ["Limits", "ServeSettings", "application", "serve"]
