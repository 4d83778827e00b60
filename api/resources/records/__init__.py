"""REST over the same records: it reads through views and writes by wrapping one change."""

from api.resources.records.routes import router_of

__all__ = ["router_of"]
