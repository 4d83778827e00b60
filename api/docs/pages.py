"""The page for developers, from files of our own: it loads nothing foreign and works without a network."""

from fastapi import APIRouter, Request
from fastapi.responses import HTMLResponse, Response

from api.problems.tree import NotFound
from api.settings import Settings
from api.web.static_app import read_files, served

# Who tries a creation out finds a fresh key in its place: nobody types a UUIDv7 by hand.
START = {
    "swagger.js": """const uuid7 = () => {
  const bytes = crypto.getRandomValues(new Uint8Array(16)), now = Date.now();
  new DataView(bytes.buffer).setUint32(0, now / 65536);
  new DataView(bytes.buffer).setUint16(4, now % 65536);
  bytes[6] = bytes[6] & 15 | 112;
  bytes[8] = bytes[8] & 63 | 128;
  const hex = Array.from(bytes, (byte) => byte.toString(16).padStart(2, "0")).join("");
  return hex.replace(/(.{8})(.{4})(.{4})(.{4})(.{12})/, "$1-$2-$3-$4-$5");
};
const withKeys = (text) => {
  const spec = JSON.parse(text), operations = Object.values(spec.paths).flatMap(Object.values);
  for (const asked of operations.flatMap(({parameters}) => parameters ?? []))
    if (asked.required && asked.name === "Idempotency-Key") asked.example = uuid7();
  return JSON.stringify(spec);
};
SwaggerUIBundle({
  url: "/openapi.json", dom_id: "#page", deepLinking: true, persistAuthorization: false, tryItOutEnabled: true,
  validatorUrl: null, presets: [SwaggerUIBundle.presets.apis], defaultModelsExpandDepth: 0,
  responseInterceptor: (answer) =>
    answer.url.endsWith("/openapi.json") ? Object.assign(answer, {text: withKeys(answer.text)}) : answer,
});""",
}


# Its tables are wider than a phone: they scroll by themselves, and the page does not.
NARROW = """.swagger-ui .wrapper { padding: 0 12px; }
.swagger-ui .opblock-body { overflow-x: auto; }
.swagger-ui table { table-layout: auto; }
@media (max-width: 640px) {
  .swagger-ui .opblock-tag { flex-wrap: wrap; font-size: 20px; }
  .swagger-ui .opblock-tag small { flex-basis: 100%; padding: 0; }
  .swagger-ui .parameters-col_name, .swagger-ui .response-col_status { min-width: 0; width: auto; padding-right: 6px; }
}
"""


def docs_router(settings: Settings) -> APIRouter:
    """`/docs` and its files."""
    router, files = APIRouter(include_in_schema=False), read_files(settings.docs_assets)

    @router.get("/docs")
    def swagger() -> HTMLResponse:
        return HTMLResponse(page("swagger-ui-bundle.js", "swagger.js", styles=("swagger-ui.css", "narrow.css")))

    @router.get("/docs/{name}", response_model=None)
    def asset(name: str, request: Request) -> Response:
        if name in START:
            return Response(START[name], media_type="text/javascript")
        if name == "narrow.css":
            return Response(NARROW, media_type="text/css")
        if name not in files:
            raise NotFound()
        return served(files[name], request)

    return router


def page(*scripts: str, styles: tuple[str, ...]) -> str:
    """One page, no inline script."""
    link = "".join(f'<link rel=stylesheet href="/docs/{name}">' for name in styles)
    tags = "".join(f'<script src="/docs/{name}" defer></script>' for name in scripts)
    icon = '<link rel=icon href="data:,">'
    head = f'<meta charset=utf-8><meta name=viewport content="width=device-width">{icon}{link}{tags}'
    return f"<!doctype html><html lang=en>{head}<title>Pulih API</title><body><div id=page></div></body></html>"
