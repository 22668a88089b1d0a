"""The Flask app: one dataset, every route, every refusal."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from typing import TYPE_CHECKING

from flask import Flask
from flask.templating import Environment
from jinja2.sandbox import ImmutableSandboxedEnvironment
from werkzeug.middleware.dispatcher import DispatcherMiddleware
from werkzeug.middleware.proxy_fix import ProxyFix
from werkzeug.utils import redirect

from trail.base.paths import STATIC, TEMPLATES
from trail.guide.guide import open_trail
from trail.web.serve.errors import init_errors
from trail.web.serve.features import FEATURES
from trail.web.serve.languages import InLanguages, LanguageApps
from trail.web.shell import features, files, filters
from trail.web.shell.assets import load_assets
from trail.web.shell.context import guide
from trail.web.shell.delivery import init_delivery
from trail.web.shell.editions import editions
from trail.web.shell.hosts import Doorman, Hosts
from trail.web.shell.i18n import init_i18n, locale_name, text_direction
from trail.web.shell.params import init_params
from trail.web.shell.readings import adding_readings
from trail.web.shell.settings import Settings
from trail.web.shell.untranslated import marking

if TYPE_CHECKING:
    from _typeshed.wsgi import StartResponse, WSGIEnvironment


class _Templates(ImmutableSandboxedEnvironment, Environment):
    """Templates that reach nothing but the values they are given, and change none of them."""


class _App(Flask):
    jinja_environment = _Templates


def create_app(settings: Settings | None = None) -> Flask:
    """The app for one dataset; raises DatasetError when that is faulty."""
    settings = settings or Settings()
    app, hosts = _app_for(settings)
    apps = LanguageApps(
        app.config["LANGUAGES"],
        lambda code: _app_for(_in_language(settings, code))[0],
    )
    app.extensions["languages"] = apps
    app.wsgi_app = Doorman(InLanguages(app.wsgi_app, apps, app), hosts)  # type: ignore[method-assign]
    if (number := settings.proxies) > 0:
        # A path that is set is the public one: no proxy has to name it.
        prefix = 0 if settings.base_path else number
        app.wsgi_app = ProxyFix(app.wsgi_app, number, number, number, x_prefix=prefix)  # type: ignore[method-assign]
    if settings.base_path:
        _mount(app, settings.base_path)
    return app


def _in_language(settings: Settings, code: str) -> Settings:
    return replace(settings, language=code, base_path=f"{settings.base_path}/{code}")


def _app_for(settings: Settings) -> tuple[Flask, Hosts]:
    """The app for one language, as it answers behind whatever stands before all of them."""
    guide = open_trail(settings.data_dir, settings.language)
    dataset = guide.dataset
    app = _App(__name__, template_folder=str(TEMPLATES), static_folder=None)
    base_url = app.config["BASE_URL"] = settings.base_url or dataset.trail.base_url
    hosts = Hosts(base_url, settings.hosts, settings.proxies > 0)
    app.config["BASE_PATH"] = settings.base_path
    app.config["LANGUAGES"] = tuple(
        language.code
        for language in dataset.languages
        if settings.languages is None or language.code in settings.languages
    )
    app.config["PUBLISHED"] = app.jinja_env.globals["published"] = settings.published
    # Letters as they are: an escape is six bytes for one of two.
    app.json.ensure_ascii = False  # type: ignore[attr-defined]
    app.jinja_env.trim_blocks = app.jinja_env.lstrip_blocks = True
    init_i18n(app, dataset.trail.lang)
    app.extensions["assets"] = load_assets(STATIC)
    app.extensions["guide"] = guide
    app.extensions["settings"] = settings
    filters.init_filters(app)
    init_delivery(app, hosts)
    init_params(app)
    app.register_blueprint(files.bp)
    features.register(app, *FEATURES)
    _init_context(app)
    init_errors(app)
    # What is asked for last is done first: a piece is marked while it is still in one.
    if (adding := adding_readings(dataset)) is not None:
        app.after_request(adding)
    if dataset.translation is not None:
        app.after_request(marking(dataset))
    return app, hosts


def _mount(app: Flask, base_path: str) -> None:
    """Serve everything under `base_path`; whatever lies outside is sent to its start."""

    def outside(environ: WSGIEnvironment, start_response: StartResponse) -> Iterable[bytes]:
        return redirect(f"{base_path}/", 302)(environ, start_response)

    app.wsgi_app = DispatcherMiddleware(outside, {base_path: app.wsgi_app})  # type: ignore[method-assign]


def _init_context(app: Flask) -> None:
    app.jinja_env.globals["asset"] = files.asset_url

    @app.context_processor
    def context() -> dict[str, object]:
        return {
            "trail": guide().dataset.trail,
            "lang": locale_name().partition("_")[0],
            "written": text_direction(),
            "og_locale": locale_name(),
            "editions": editions(),
            "navigation": features.menu(),
            "more": features.footer(),
        }
