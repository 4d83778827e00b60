"""What browsers are told. Three kinds of answer: the app and other pages, the developers' pages, and data.

The app's policy lets nothing inline and nothing foreign run. hash-wasm needs 'wasm-unsafe-eval'; the policy named
`pulih-url` makes worker addresses, and Svelte brings its own.
"""

from api.settings import Settings

NEVER = (
    "accelerometer camera display-capture geolocation gyroscope hid magnetometer midi payment serial "
    "usb xr-spatial-tracking"
)

EVERYWHERE = {
    "Cross-Origin-Embedder-Policy": "require-corp",
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cross-Origin-Resource-Policy": "same-origin",
    "Permissions-Policy": ", ".join([*(f"{feature}=()" for feature in NEVER.split()), "microphone=(self)"]),
    "Referrer-Policy": "no-referrer",
    "X-Content-Type-Options": "nosniff",
    "X-Frame-Options": "DENY",
}
CLOSED = "default-src 'none'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'"
DEVELOPERS = (
    f"{CLOSED}; script-src 'self'; style-src 'self' 'unsafe-inline'; img-src 'self' data: blob:; "
    "font-src 'self' data:; connect-src 'self'; worker-src 'self' blob:"
)
HSTS = "max-age=63072000; includeSubDomains"


def app_policy(settings: Settings) -> str:
    """The app's Content-Security-Policy; `connect-src` names the API where it lies elsewhere."""
    connect = " ".join(filter(None, ["'self'", settings.api_base]))
    return (
        "default-src 'none'; script-src 'self' 'wasm-unsafe-eval'; style-src 'self'; img-src 'self' blob:; "
        f"media-src blob:; font-src 'self'; connect-src {connect}; worker-src 'self'; manifest-src 'self'; "
        "base-uri 'none'; "
        "form-action 'none'; frame-ancestors 'none'; require-trusted-types-for 'script'; "
        "trusted-types svelte-trusted-html pulih-url"
    )


def headers_for(settings: Settings, path: str) -> dict[str, str]:
    """By the path alone, so that a refusal carries the same as an answer."""
    hsts = {"Strict-Transport-Security": HSTS} if settings.strict_transport else {}
    if path.startswith("/v1/") or path in ("/openapi.json", "/health", "/health/live", "/metrics"):
        return {**EVERYWHERE, **hsts, "Content-Security-Policy": CLOSED, "Cache-Control": "no-store"}
    if path == "/docs" or path.startswith("/docs/"):
        return {**EVERYWHERE, **hsts, "Content-Security-Policy": DEVELOPERS}
    return {**EVERYWHERE, **hsts, "Content-Security-Policy": app_policy(settings)}
