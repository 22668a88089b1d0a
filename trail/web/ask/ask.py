"""The form for a question to whoever keeps the trail.

The only address that takes a POST. No cookie: a form carries a signed token that is
good once, and the browser must say that it was sent from here.
"""

from __future__ import annotations

from dataclasses import dataclass
from urllib.parse import urlsplit

from flask import (
    Blueprint,
    Flask,
    Response,
    abort,
    current_app,
    make_response,
    redirect,
    render_template,
    request,
    url_for,
)
from werkzeug.wrappers import Response as WerkzeugResponse

from trail.base.errors import StorageError
from trail.curation.questions.draft import (
    NAME_CHARACTERS,
    TEXT_CHARACTERS,
    Draft,
    Fault,
    Field,
)
from trail.curation.questions.draft import clean as clean_draft
from trail.curation.questions.draft import faults as draft_faults
from trail.curation.questions.settings import QuestionSettings
from trail.dataset.schema.site import Site
from trail.web.ask.reports import asked_report, report_text, report_words, reports
from trail.web.shell import params
from trail.web.shell.context import crumbs, guide
from trail.web.shell.features import Feature
from trail.web.shell.i18n import decimal
from trail.web.shell.i18n import gettext as _
from trail.web.shell.rows import Crumb, Page
from trail.web.shell.rows import site_url as page_of_site

bp = Blueprint("ask", __name__)

BODY_BYTES = 256 * 1024  # a question far too long still comes back to be shortened
EMPTY = Draft("", "", "")


@dataclass(frozen=True)
class FaultView:
    """A fault beside its field, and in the list above the form; `field` "" is the form's."""

    field: str
    text: str


def _init(app: Flask) -> None:
    """Take questions as the app's settings say, or not at all."""
    settings: QuestionSettings | None = app.extensions["settings"].questions
    app.config["MAX_CONTENT_LENGTH"] = BODY_BYTES
    app.config["MAX_FORM_MEMORY_SIZE"] = BODY_BYTES
    app.extensions["ask"] = None
    app.jinja_env.globals["takes_questions"] = settings is not None
    app.jinja_env.globals["reports"] = reports
    if settings:
        try:
            from trail.web.ask.intake import QuestionIntake
        except ModuleNotFoundError as error:
            raise StorageError(
                f"questions need {error.name}: pip install 'treaty-trail[questions]'"
            ) from error
        app.extensions["ask"] = QuestionIntake(settings)
    params.allow("ask.wrong", "field", "to")
    app.register_blueprint(bp)


@bp.before_app_request
def _look_after_mail() -> None:
    intake = current_app.extensions["ask"]
    if intake is not None and intake.postman is not None:
        intake.wake()


@bp.get("/ask/")
def page() -> Response:
    return _page(EMPTY)


@bp.get("/ask/about/<site_id>/")
def about(site_id: str) -> Response:
    return _page(EMPTY, about=guide().dataset.get_site(site_id))


@bp.get("/ask/wrong/<site_id>/")
def wrong(site_id: str) -> Response:
    """The form with what a report needs already there."""
    site = guide().dataset.get_site(site_id)
    report = asked_report(guide().dataset, site, request.args)
    return _page(Draft("", "", report_text(report)), about=site)


@bp.get("/ask/later/")
def later() -> Response:
    """The form that a phone keeps: without a signal it stands in for any of the others."""
    if current_app.extensions["ask"] is None:
        abort(404)
    return _page(EMPTY, is_later=True)


@bp.post("/ask/")
def send() -> Response | WerkzeugResponse:
    return _send(None)


@bp.post("/ask/about/<site_id>/")
def send_about(site_id: str) -> Response | WerkzeugResponse:
    return _send(guide().dataset.get_site(site_id))


@bp.get("/ask/thanks/")
def thanks() -> Response:
    heading = _("Thank you")
    title = f"{heading}. {guide().dataset.trail.title}"
    response = make_response(
        render_template(
            "ask/ask_thanks.html",
            heading=heading,
            page=Page(title=title, description=_("Your question was written down.")),
        )
    )
    response.headers["Cache-Control"] = "no-store"
    return response


# ---------------------------------------------------------------- what was sent


def _send(site: Site | None) -> Response | WerkzeugResponse:
    form = request.form
    draft = clean_draft(
        form.get("name", ""),
        form.get("email", ""),
        form.get("text", ""),
        site.id if site else None,
    )
    intake = current_app.extensions["ask"]
    if intake is None or not intake.is_open():
        return _page(draft, site, 503)
    if not _from_here():
        return _page(draft, site, 403, [FaultView("", _elsewhere())])
    if form.get("website"):
        return _page(draft, site, 422, [FaultView("", _trapped())])
    found = _fault_views(draft_faults(draft))
    if found:
        return _page(draft, site, 422, found)
    return _take(draft, site)


def _take(draft: Draft, site: Site | None) -> Response | WerkzeugResponse:
    from trail.curation.questions.store import TokenSpent
    from trail.web.ask.intake import BadToken, QuestionIntake

    intake: QuestionIntake = current_app.extensions["ask"]
    try:
        nonce = intake.nonce(request.form.get("token", ""))
        wait = intake.limit.take(request.remote_addr or "", intake.clock())
        if wait:
            response = _page(draft, site, 429, [FaultView("", _too_many())])
            response.headers["Retry-After"] = str(wait)
            return response
        intake.take(draft, nonce)
    except BadToken as error:
        told = _expired() if error.fault == "expired" else _elsewhere()
        return _page(draft, site, 403, [FaultView("", told)])
    except TokenSpent as error:
        # Sent twice by a second tap: the question is there, once.
        if not error.same:
            return _page(draft, site, 409, [FaultView("", _spent())])
    except StorageError as error:
        current_app.logger.error("a question could not be written down: %s", error)
        return _page(draft, site, 503, [FaultView("", _not_written())])
    return redirect(url_for("ask.thanks"), 303)


def _from_here() -> bool:
    """Whether the browser says that the form was sent from one of our pages."""
    origin = request.headers.get("Origin") or request.headers.get("Referer") or ""
    try:
        sent_from = urlsplit(origin).netloc.lower()
    except ValueError:  # no address at all, such as http://[
        return False
    base = urlsplit(current_app.config["BASE_URL"] or "").netloc.lower()
    return bool(sent_from) and sent_from in (request.host.lower(), base)


# ---------------------------------------------------------------- what is shown


def _page(
    draft: Draft,
    about: Site | None = None,
    status: int = 200,
    found: list[FaultView] | None = None,
    is_later: bool = False,
) -> Response:
    """The form with what was typed, or the reason why there is none."""
    intake = current_app.extensions["ask"]
    is_open = intake is not None and intake.is_open()
    trail = guide().dataset.trail
    heading = _("Ask a question")
    name = _("%(heading)s about %(site)s", heading=heading, site=about.name) if about else heading
    shared = crumbs(Crumb(heading, url_for("ask.page") if about else None))
    if about:
        shared = crumbs(Crumb(heading, url_for("ask.page")), Crumb(about.name))
    plain = status == 200 and about is None and not is_later
    lead = _("Not sent") + ". " if found else ""
    body = render_template(
        "ask/ask.html",
        page=Page(
            title=f"{lead}{name}. {trail.title}",
            description=_(
                "A question to the people who keep %(title)s, answered by e-mail.",
                title=trail.title,
            ),
            section="ask",
            crumbs=shared["crumbs"],  # type: ignore[arg-type]
            canonical=str(shared["canonical"]) if plain else None,
            linked_data=shared["linked_data"] if plain else (),  # type: ignore[arg-type]
        ),
        heading=heading,
        about=about,
        story=guide().dataset.story,
        about_url=page_of_site(about) if about else None,
        action=url_for("ask.send_about", site_id=about.id) if about else url_for("ask.send"),
        token=intake.token() if is_open and not is_later else None,
        is_later=is_later,
        report=report_words(),
        draft=draft,
        typed=draft.name or draft.email or draft.text,
        found=found or [],
        faults={view.field: view.text for view in found or []},
        most=decimal(TEXT_CHARACTERS),
        keep_days=decimal(intake.settings.keep_days) if intake else None,
        mailed=intake is not None and intake.postman is not None,
    )
    response = make_response(body, status)
    if intake is not None and not is_later:
        response.headers["Cache-Control"] = "no-store"
    # Under no-referrer a browser would send its form as if from nowhere.
    response.headers["Referrer-Policy"] = "same-origin"
    return response


def _fault_views(found: dict[Field, Fault]) -> list[FaultView]:
    told: dict[tuple[Field, Fault], str] = {
        ("name", "long"): _(
            "The name is too long; at most %(most)s characters.", most=NAME_CHARACTERS
        ),
        ("email", "missing"): _("Give the e-mail address that the answer should go to."),
        ("email", "address"): _("Enter a complete e-mail address, such as name@example.org."),
        ("text", "missing"): _("Type your question."),
        ("text", "long"): _(
            "The question is too long; at most %(most)s characters.", most=decimal(TEXT_CHARACTERS)
        ),
    }
    return [FaultView(field, told[field, fault]) for field, fault in found.items()]


def _elsewhere() -> str:
    return _(
        "Your browser did not say that this form was sent from here, so it was not taken. "
        "What you typed is below; send it again."
    )


def _expired() -> str:
    return _("The form lay open for too long. What you typed is below; send it again.")


def _spent() -> str:
    return _(
        "This form was sent before, and that question is written down. "
        "If the one below is another, send it."
    )


def _too_many() -> str:
    return _(
        "Many questions came from your network in the last hour. "
        "What you typed is below; send it again later."
    )


def _trapped() -> str:
    return _(
        "A hidden field that must stay empty was filled in, perhaps by a program that fills in "
        "forms. What you typed is below; send it again."
    )


def _not_written() -> str:
    return _(
        "Your question could not be written down; that is our fault. What you typed is below; "
        "send it again in a few minutes, or keep a copy."
    )


def _stand_ins() -> tuple[tuple[str, str], ...]:
    if current_app.extensions["ask"] is None:
        return ()
    return ((url_for("ask.page"), url_for("ask.later")),)


ASK = Feature(
    _init,
    pages=lambda: (url_for("ask.page"),),
    files=lambda: (kept for _folder, kept in _stand_ins()),
    stand_ins=_stand_ins,
    footer=lambda: (Crumb(_("Ask a question"), url_for("ask.page")),),
)
