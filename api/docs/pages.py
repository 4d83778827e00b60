"""The page for developers, from files of our own: it loads nothing foreign and works without a network."""

from fastapi import APIRouter, Request
from fastapi.responses import HTMLResponse, Response

from api.docs import journey
from api.problems.tree import NotFound
from api.web.static_app import served

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
const withKeys = (spec) => {
  const operations = Object.values(spec.paths).flatMap(Object.values);
  for (const asked of operations.flatMap(({parameters}) => parameters ?? []))
    if (asked.required && asked.name === "Idempotency-Key") asked.example = uuid7();
  return spec;
};
const parseToJson = (_, {specActions}) => (text) => specActions.updateJsonSpec(withKeys(JSON.parse(text)));
// By itself Swagger UI builds a model of the whole description each time it looks for what an operation refers to: for
// three seconds, and on a phone for many more. All of it stands below `components`.
const meant = (spec, path) => path.reduce((part, name) => part[name], spec);
const resolved = (spec, part, within = []) => {
  if (part === null || typeof part !== "object") return part;
  if (Array.isArray(part)) return part.map((one) => resolved(spec, one, within));
  const {$ref: ref, ...own} = part;
  if (within.includes(ref)) return part;
  const whole = ref ? {...meant(spec, ref.split("/").slice(1)), ...own} : own, inside = ref ? [...within, ref] : within;
  return Object.fromEntries(Object.entries(whole).map(([name, one]) => [name, resolved(spec, one, inside)]));
};
const resolveSubtree = async (spec, path) => ({errors: [], spec: resolved(spec, meant(spec, path))});
SwaggerUIBundle({
  url: "/openapi.json", dom_id: "#page", deepLinking: true, persistAuthorization: false, tryItOutEnabled: true,
  validatorUrl: null, presets: [SwaggerUIBundle.presets.apis], defaultModelsExpandDepth: 0, docExpansion: "none",
  plugins: [{fn: {resolveSubtree}, statePlugins: {spec: {wrapActions: {parseToJson}}}}],
});""",
}


# Its tables are wider than a phone: what is asked for stands below its name, others scroll by themselves, and the page
# does not. Its colours are paler than what can be read in the sun (WCAG AA), and its links lower than a thumb.
READABLE = """.swagger-ui .wrapper { padding: 0 12px; }
.swagger-ui .opblock-body { overflow-x: auto; }
.swagger-ui table { table-layout: auto; }
.swagger-ui .info .title small { background: #5b6470; }
.swagger-ui .info .title small.version-stamp { background: #4a6b00; }
.swagger-ui .info a, .swagger-ui .info .link span, .swagger-ui .renderedMarkdown a { color: #1b62b8; }
.swagger-ui .btn.authorize, .swagger-ui .btn.authorize span { color: #1b7a4f; }
.swagger-ui .btn.cancel { color: #c22020; }
.swagger-ui .btn.execute { background: #1b62b8; border-color: #1b62b8; }
.swagger-ui .parameter__in, .swagger-ui .parameter__name.required::after { color: #5c5c5c; }
.swagger-ui .opblock.opblock-get .opblock-summary-method { background: #1765b3; }
.swagger-ui .opblock.opblock-post .opblock-summary-method { background: #1b7a4f; }
.swagger-ui .opblock.opblock-put .opblock-summary-method { background: #8f5500; }
.swagger-ui .opblock.opblock-patch .opblock-summary-method { background: #0b7466; }
.swagger-ui .opblock.opblock-delete .opblock-summary-method { background: #c22020; }
.swagger-ui .microlight span { color: #ffb3b3 !important; }
.swagger-ui a.nostyle, .swagger-ui .info a { display: inline-block; min-height: 24px; line-height: 24px; }
.swagger-ui .copy-to-clipboard, .swagger-ui .copy-to-clipboard button { flex: none; min-width: 25px; }
@media (max-width: 640px) {
  .swagger-ui .opblock-tag { flex-wrap: wrap; font-size: 20px; }
  .swagger-ui .opblock-tag small { flex-basis: 100%; padding: 0; }
  .swagger-ui .parameters-col_name, .swagger-ui .response-col_status { min-width: 0; width: auto; padding-right: 6px; }
  .swagger-ui table.parameters, .swagger-ui .parameters :is(tbody, tr, td) { display: block; width: auto; }
  .swagger-ui .opblock-section-header { flex-wrap: wrap; }
  .swagger-ui .opblock-section-header .btn { margin: 0; padding-inline: 12px; }
  .swagger-ui .parameters thead { display: none; }
  .swagger-ui .parameters :is(td, input, select) { min-width: 0; max-width: 100%; padding-left: 0; }
  .swagger-ui .parameters td { padding-top: 4px; overflow-wrap: anywhere; }
  .swagger-ui .parameters :is(input, select) { padding-left: 8px; }
}
"""


STYLES = {"readable.css": READABLE, "journey.css": journey.STYLE}


router = APIRouter(include_in_schema=False)


@router.get("/docs")
def swagger() -> HTMLResponse:
    """The description, to read and to try."""
    return HTMLResponse(page("swagger-ui-bundle.js", "swagger.js", styles=("swagger-ui.css", "readable.css")))


@router.get("/docs/journey")
def in_pictures() -> HTMLResponse:
    """A day with the app."""
    return HTMLResponse(journey.journey_page())


@router.get("/docs/{name}", response_model=None)
def asset(name: str, request: Request) -> Response:
    """A file of either page."""
    if name in START:
        return Response(START[name], media_type="text/javascript")
    if name in STYLES:
        return Response(STYLES[name], media_type="text/css")
    files = request.app.state.docs_files
    if name not in files:
        raise NotFound()
    return served(files[name], request)


def page(*scripts: str, styles: tuple[str, ...]) -> str:
    """One page, no inline script."""
    link = "".join(f'<link rel=stylesheet href="/docs/{name}">' for name in styles)
    tags = "".join(f'<script src="/docs/{name}" defer></script>' for name in scripts)
    icon = '<link rel=icon href="data:,">'
    head = f'<meta charset=utf-8><meta name=viewport content="width=device-width">{icon}{link}{tags}'
    return f"<!doctype html><html lang=en>{head}<title>Pulih API</title><body><div id=page></div></body></html>"
