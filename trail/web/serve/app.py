"""The Flask app: one dataset, every route, every refusal."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING

from flask import Flask
from flask.templating import Environment
from flask_babel import Babel
from jinja2.sandbox import ImmutableSandboxedEnvironment
from werkzeug.middleware.dispatcher import DispatcherMiddleware
from werkzeug.middleware.proxy_fix import ProxyFix
from werkzeug.utils import redirect

from trail.base.paths import STATIC, TEMPLATES, TRANSLATIONS
from trail.guide.guide import open_trail
from trail.web.serve.errors import init_errors
from trail.web.serve.features import FEATURES
from trail.web.shell import features, files, filters
from trail.web.shell.assets import load_assets
from trail.web.shell.context import guide
from trail.web.shell.delivery import init_delivery
from trail.web.shell.hosts import Doorman, Hosts
from trail.web.shell.i18n import locale_name
from trail.web.shell.params import init_params
from trail.web.shell.settings import Settings

if TYPE_CHECKING:
    from _typeshed.wsgi import StartResponse, WSGIEnvironment


class _Templates(ImmutableSandboxedEnvironment, Environment):
    """Templates that reach nothing but the values they are given, and change none of them."""


class _App(Flask):
    jinja_environment = _Templates


def create_app(settings: Settings | None = None) -> Flask:
    """The app for one dataset; raises DatasetError when that is faulty."""
    settings = settings or Settings()
    guide = open_trail(settings.data_dir)
    dataset = guide.dataset
    app = _App(__name__, template_folder=str(TEMPLATES), static_folder=None)
    base_url = app.config["BASE_URL"] = settings.base_url or dataset.trail.base_url
    hosts = Hosts(base_url, settings.hosts, settings.proxies > 0)
    app.config["BASE_PATH"] = settings.base_path
    app.config["PUBLISHED"] = app.jinja_env.globals["published"] = settings.published
    app.config["BABEL_TRANSLATION_DIRECTORIES"] = str(TRANSLATIONS)
    # English as it is written in the United States: "August 29, 1905".
    app.config["BABEL_DEFAULT_LOCALE"] = (
        "en_US" if dataset.trail.lang == "en" else dataset.trail.lang
    )
    app.jinja_env.trim_blocks = app.jinja_env.lstrip_blocks = True
    Babel(app)
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
    app.wsgi_app = Doorman(app.wsgi_app, hosts)  # type: ignore[method-assign]
    if (number := settings.proxies) > 0:
        # A path that is set is the public one: no proxy has to name it.
        prefix = 0 if settings.base_path else number
        app.wsgi_app = ProxyFix(app.wsgi_app, number, number, number, x_prefix=prefix)  # type: ignore[method-assign]
    if settings.base_path:
        _mount(app, settings.base_path)
    return app


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
            "og_locale": locale_name(),
            "navigation": features.menu(),
            "more": features.footer(),
        }
