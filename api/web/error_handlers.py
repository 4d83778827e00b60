"""How problems leave the server: as documents for programs, and as one page each for people."""

from collections.abc import Set
from html import escape
from typing import Annotated

from fastapi import APIRouter, FastAPI, Path, Request
from fastapi.exceptions import RequestValidationError
from fastapi.responses import HTMLResponse, JSONResponse
from starlette.exceptions import HTTPException
from starlette.routing import Match

from api.instruments.engine import SENTENCES as ANSWERS
from api.logs import say
from api.problems.language import LANGUAGE, TEXTS, sentence, title
from api.problems.messages import fault_of
from api.problems.tree import MEDIA, Invalid, NotFound, Problem, ServerBehind, TooLarge, Unforeseen, WrongMethod, kinds
from api.records.sentences import SENTENCES as RULES
from api.web.metrics import count_refusal

router = APIRouter(include_in_schema=False)
METHODS = ("GET", "POST", "PUT", "PATCH", "DELETE")
PLAIN: dict[int, type[Problem]] = {404: NotFound, 405: WrongMethod, 413: TooLarge, 400: Invalid, 422: Invalid}


def document(problem: Problem) -> JSONResponse:
    """`application/problem+json`, in the language that was asked for."""
    count_refusal(problem.code)
    headers = {"Content-Language": LANGUAGE.get(), "Vary": "Accept-Language", **problem.headers()}
    return JSONResponse(problem.as_body(), problem.status, headers=headers, media_type=MEDIA)


# These three touch no database, so they stay on the event loop: a thread costs more than they do.
async def answer_problem(request: Request, problem: Exception) -> JSONResponse:
    """A refusal of ours. A server that lies behind its phones turns its health red, if more than one says so."""
    if isinstance(problem, ServerBehind):
        request.app.state.behind.note(problem.told_by, request.app.state.clock())
        say("server-behind")
    return document(problem if isinstance(problem, Problem) else Unforeseen())


async def answer_invalid(_request: Request, error: Exception) -> JSONResponse:
    """What FastAPI could not read, in words. A pointer into the body; elsewhere it begins with the place."""
    complaints = error.errors() if isinstance(error, RequestValidationError) else []
    return document(Invalid(errors=[fault_of({**one, "loc": inside(one["loc"], one["type"])}) for one in complaints]))


def inside(place: tuple[str | int, ...], kind: str) -> tuple[str | int, ...]:
    """Without `body`, and without the byte at which a broken JSON breaks."""
    if place[:1] == ("body",):
        return () if kind == "json_invalid" else place[1:]
    return place


async def answer_http(request: Request, error: Exception) -> JSONResponse:
    """What Starlette refuses: no such address, no such method."""
    status = error.status_code if isinstance(error, HTTPException) else 500
    if status == WrongMethod.status:
        return wrong_method(methods_of(request))
    return document(PLAIN.get(status, Unforeseen)())


def wrong_method(methods: Set[str]) -> JSONResponse:
    """With those that are served. HEAD is, wherever GET is."""
    answer = document(WrongMethod())
    answer.headers["Allow"] = ", ".join(sorted({*methods, *({"HEAD"} if "GET" in methods else ())}))
    return answer


def methods_of(request: Request) -> set[str]:
    """Of this address, whatever routes they belong to: Starlette tells of the first route alone."""
    address = {key: request.scope[key] for key in ("type", "path", "root_path", "headers")}
    routes = request.app.router.routes
    return {
        method
        for method in METHODS
        if any(route.matches({**address, "method": method})[0] is Match.FULL for route in routes)
    }


def answer_problems(app: FastAPI) -> None:
    """Everything that can be raised leaves as a document."""
    app.add_exception_handler(Problem, answer_problem)
    app.add_exception_handler(RequestValidationError, answer_invalid)
    app.add_exception_handler(HTTPException, answer_http)


@router.get("/problems/{name}")
def problem_page(name: Annotated[str, Path(max_length=40)]) -> HTMLResponse:
    """The page behind a problem's `type`."""
    found = next((kind for kind in kinds() if kind.type == f"/problems/{name}"), None)
    if found is None:
        raise NotFound()
    return HTMLResponse(page(found))


@router.get("/problems")
def problem_pages() -> HTMLResponse:
    """All of them."""
    rows = "".join(f'<li><a href="{kind.type}">{kind.status} {escape(title(kind.name))}</a></li>' for kind in kinds())
    told = "".join(f"<dt><code>{code}</code><dd>{escape(words)}" for code, words in sorted(all_sentences().items()))
    return HTMLResponse(sheet(TEXTS[LANGUAGE.get()]["page"]["problems"], f"<ul>{rows}</ul><dl>{told}</dl>"))


def all_sentences() -> dict[str, str]:
    """{code: sentence} of everything a `code` can say, with its parameters in braces."""
    language = LANGUAGE.get()
    rules = {code.replace("_", "-"): words[language] for code, words in RULES.items()}
    answers = {f"answer-{word.replace('_', '-')}": text for word, text in ANSWERS[language].items()}
    return {**TEXTS[language]["sentences"], **rules, **answers}


def page(kind: type[Problem]) -> str:
    """Made from the class: status, title, what it means, what an agent reads."""
    meaning, says = escape((kind.__doc__ or "").strip()), escape(sentence(kind.name))
    inner = f"<p>{says}</p><p lang=en>{meaning}</p><p><code>{kind.type}</code></p>"
    return sheet(f"{kind.status} {title(kind.name)}", inner)


def sheet(title: str, inner: str) -> str:
    """A page without style or script: it must read well anywhere."""
    language = LANGUAGE.get()
    head = f'<!doctype html><html lang={language}><meta charset=utf-8><meta name=viewport content="width=device-width">'
    return f"{head}<title>{escape(title)}</title><main><h1>{escape(title)}</h1>{inner}</main></html>"
