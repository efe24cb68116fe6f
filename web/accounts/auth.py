"""Signing in and out, and the check before every page."""

from __future__ import annotations

from dataclasses import dataclass
from typing import cast
from urllib.parse import urlsplit

from flask import Blueprint, Flask, current_app, flash, redirect, render_template, request, session, url_for
from flask_login import UserMixin, current_user, login_user, logout_user
from sqlalchemy import select
from werkzeug.wrappers import Response

from models import User
from models.enums import Role
from models.queries import user_by_name
from web.access import FILE_ENDPOINTS, PUBLIC, roles_for
from web.accounts.forms import PasswordForm, SignInForm
from web.accounts.passwords import hash_password, is_correct, password_flaw
from web.accounts.throttle import Throttle
from web.extensions import login, store
from web.page.answers import Page, status_code
from web.page.errors import NotAllowedError, TooManyAttemptsError

blueprint = Blueprint("auth", __name__)

WRONG_CREDENTIALS = "The name or the password is not right."
_THROTTLE = "headwater.throttle"


@dataclass(frozen=True, slots=True)
class SignedIn(UserMixin):
    """The signed-in user. ``stamp`` changes with the password, which ends all earlier sessions."""

    id: int
    name: str
    role: Role
    stamp: str

    def get_id(self) -> str:
        """Return what the session cookie contains."""
        return f"{self.id}.{self.stamp}"


def init_app(app: Flask) -> None:
    """Set up the user of each request and the throttle of failed sign-ins."""
    app.extensions[_THROTTLE] = Throttle()
    login.user_loader(_load_user)
    login.init_app(app)


def me() -> SignedIn:
    """Return the user of this request; only on pages that need a sign-in."""
    return cast("SignedIn", current_user._get_current_object())  # the documented way out of the proxy


def check_access() -> Response | None:
    """Let a request through, redirect it to the sign-in, or refuse it."""
    if request.endpoint not in FILE_ENDPOINTS or request.mimetype != "multipart/form-data":
        # Werkzeug limits a form's memory only for multipart forms.
        request.max_content_length = current_app.config["MAX_FORM_MEMORY_SIZE"]
    if request.endpoint is None:
        return None
    roles = roles_for(request.endpoint)
    if roles == PUBLIC:
        return None
    if not current_user.is_authenticated:
        wanted = request.path if request.method == "GET" and request.path != "/" else None
        return redirect(url_for("auth.sign_in", next=wanted))
    if roles is None or me().role not in roles:
        raise NotAllowedError(me().role, roles)
    return None


@blueprint.route("/sign-in", methods=["GET", "POST"])
def sign_in() -> Page:
    """Ask for name and password."""
    form = SignInForm()
    if not form.validate_on_submit():
        return render_template("sign_in.html", form=form, empty=_has_no_user()), status_code(form)
    user = _authenticate(form.name.data.strip(), form.password.data)
    if user is None:
        return render_template("sign_in.html", form=form, empty=_has_no_user(), wrong=WRONG_CREDENTIALS), 422
    session.clear()
    session.permanent = True
    login_user(_signed_in(user))
    return redirect(_local_path(request.args.get("next")) or url_for("home.start"))


@blueprint.post("/sign-out")
def sign_out() -> Response:
    """End the user's session."""
    logout_user()
    session.clear()
    flash("You are signed out.")
    return redirect(url_for("auth.sign_in"))


@blueprint.route("/password", methods=["GET", "POST"])
def change_password() -> Page:
    """Let users choose their own password."""
    form = PasswordForm()
    if not form.validate_on_submit():
        return render_template("password.html", form=form), status_code(form)
    if _authenticate(me().name, form.current.data) is None:
        return render_template("password.html", form=form, wrong="The current password is not right."), 422
    if sentence := password_flaw(form.new.data, me().name):
        return render_template("password.html", form=form, wrong=sentence), 422
    with store().sessions.begin() as database:
        user = database.get_one(User, me().id)
        user.password_hash = hash_password(form.new.data)
    login_user(_signed_in(user))
    flash("Your password is changed. Other browsers are signed out.")
    return redirect(url_for("home.start"))


def _authenticate(name: str, password: str) -> User | None:
    """Return the user if the password is right. After too many failures it raises, whether or not the user exists."""
    throttle = cast("Throttle", current_app.extensions[_THROTTLE])
    if seconds := throttle.seconds_to_wait(name):
        raise TooManyAttemptsError(seconds)
    with store().sessions() as database:
        user = user_by_name(database, name)
    usable = user is not None and user.active
    if is_correct(password, user.password_hash if user and usable else None):
        return user
    throttle.count_failure(name)
    return None


def _load_user(cookie: str) -> SignedIn | None:
    number = cookie.partition(".")[0]
    if not number.isdecimal():
        return None
    with store().sessions() as database:
        user = database.get(User, int(number))
    if user is None or not user.active:
        return None
    found = _signed_in(user)
    return found if found.get_id() == cookie else None


def _signed_in(user: User) -> SignedIn:
    return SignedIn(user.id, user.name, user.role, store().digest("session", user.password_hash, size=8))


def _has_no_user() -> bool:
    with store().sessions() as database:
        return database.scalar(select(User.id).limit(1)) is None


def _local_path(address: str | None) -> str | None:
    """Return the path of an address on this site, else None: redirecting to another site would be a phishing hole."""
    if not address or not _stays_on_site(address):
        return None
    path = urlsplit(address).path
    return path if _stays_on_site(path) else None


def _stays_on_site(address: str) -> bool:
    """Whether a browser stays on this site; browsers skip tabs and line ends and take a backslash for a slash."""
    return address.isprintable() and address.startswith("/") and address[1:2] not in {"/", "\\"}
