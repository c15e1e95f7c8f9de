"""Settings: one file, read from the environment; every variable is told in docs/configuration.md.

The embedded default needs nothing: SQLite under `var/`, the worker inside `khuyencong serve`.
"""

import os
from pathlib import Path

from csp.constants import NONE, SELF

from khuyencong.core.environment import (
    cache_from_url,
    database,
    flag,
    folder,
    identity_provider,
    level,
    secret_key,
    whole,
    words,
)

ROOT = Path(__file__).resolve().parent.parent
VAR = folder("KHUYENCONG_VAR", ROOT / "var")

DEBUG = flag("KHUYENCONG_DEBUG")
SECRET_KEY = secret_key(VAR)
ALLOWED_HOSTS = words("KHUYENCONG_HOSTS", "127.0.0.1,localhost,[::1]")
#: Behind a proxy that speaks TLS: secure cookies, HSTS, redirect.
HTTPS = flag("KHUYENCONG_HTTPS")

INSTALLED_APPS = [
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "django.contrib.messages",
    "django.contrib.staticfiles",
    "django.forms",
    "allauth",
    "allauth.account",
    "allauth.socialaccount",
    "csp",
    "django_tasks",
    "django_tasks_db",
    "khuyencong.core",
    "khuyencong.registry",
    "khuyencong.law",
    "khuyencong.accounts",
    "khuyencong.connections",
    "khuyencong.office",
    "khuyencong.programmes",
    "khuyencong.funds",
    "khuyencong.applications",
    "khuyencong.projects",
    "khuyencong.plans",
    "khuyencong.results",
    "khuyencong.fieldwork",
    "khuyencong.competitions",
    "khuyencong.ingestion",
    "khuyencong.reporting",
    "khuyencong.reports",
    "khuyencong.publishing",
    "khuyencong.exchange",
    "khuyencong.opendata",
    "khuyencong.notices",
    "khuyencong.quality",
    "khuyencong.web",
]

MIDDLEWARE = [
    "khuyencong.web.middleware.BareHead",
    "django.middleware.security.SecurityMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "csp.middleware.CSPMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "allauth.account.middleware.AccountMiddleware",
    "khuyencong.web.middleware.PrivatePages",
]

ROOT_URLCONF = "khuyencong.web.urls"
WSGI_APPLICATION = "khuyencong.web.wsgi.application"
TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        # Before those of the sign-in library, whose pages ours replace.
        "DIRS": [ROOT / "khuyencong" / "web" / "templates"],
        "APP_DIRS": True,
        "OPTIONS": {
            "context_processors": [
                "django.template.context_processors.request",
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
                "khuyencong.web.shell.shell",
            ],
            "builtins": ["khuyencong.web.templatetags.khuyencong"],
        },
    },
]

DATABASES = {"default": database(VAR / "khuyencong.sqlite3")}
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"
CACHES = {"default": cache_from_url(os.environ.get("CACHE_URL", ""))}
TASKS = {"default": {"BACKEND": "django_tasks_db.DatabaseBackend"}}

AUTH_USER_MODEL = "accounts.User"
AUTHENTICATION_BACKENDS = ["allauth.account.auth_backends.AuthenticationBackend"]
AUTH_PASSWORD_VALIDATORS = [
    {
        "NAME": "khuyencong.accounts.passwords.LongEnough",
        "OPTIONS": {"min_length": 12},
    },
    {"NAME": "django.contrib.auth.password_validation.UserAttributeSimilarityValidator"},
    {"NAME": "django.contrib.auth.password_validation.CommonPasswordValidator"},
    # Twelve digits are somebody's identity number.
    {"NAME": "django.contrib.auth.password_validation.NumericPasswordValidator"},
    {"NAME": "khuyencong.accounts.passwords.ContextWords"},
]
ACCOUNT_ADAPTER = "khuyencong.accounts.adapter.AccountAdapter"
ACCOUNT_LOGIN_METHODS = {"username"}
ACCOUNT_SIGNUP_FIELDS = ["username*", "password1*"]
ACCOUNT_EMAIL_VERIFICATION = "none"
ACCOUNT_FORMS = {
    "login": "khuyencong.accounts.forms.SignInForm",
    "change_password": "khuyencong.accounts.forms.PasswordForm",
}
# A whole ministry may sign in from one address; one name is tried five times in five minutes.
ACCOUNT_RATE_LIMITS = {"login": "300/m/ip", "login_failed": "60/m/ip,5/5m/key"}
#: For so many seconds a link to a new password opens.
PASSWORD_RESET_TIMEOUT = 3600
ACCOUNT_SESSION_REMEMBER = False
#: Who signs people in beside us, by OpenID Connect; {} for nobody.
IDENTITY = identity_provider(https=HTTPS)
SOCIALACCOUNT_PROVIDERS = (
    {"openid_connect": {"OAUTH_PKCE_ENABLED": True, "APPS": [IDENTITY["app"]]}} if IDENTITY else {}
)
SOCIALACCOUNT_ADAPTER = "khuyencong.web.identity.PagesOfIdentity"
SOCIALACCOUNT_AUTO_SIGNUP = SOCIALACCOUNT_EMAIL_AUTHENTICATION = False
SOCIALACCOUNT_STORE_TOKENS = False
#: Whose address a try to sign in counts against: the one that our own proxy saw, no other.
ALLAUTH_TRUSTED_PROXY_COUNT = 1 if HTTPS else 0
ACCOUNT_LOGOUT_ON_GET = False
LOGIN_URL = "account_login"
LOGIN_REDIRECT_URL = "desk:home"
#: Where begins who holds no office: the requests of the own establishment.
APPLICANT_BEGINS = "service:home"
LOGOUT_REDIRECT_URL = "portal:home"

SESSION_COOKIE_AGE = 8 * 60 * 60
SESSION_COOKIE_SAMESITE = "Lax"
SESSION_COOKIE_SECURE = CSRF_COOKIE_SECURE = SECURE_SSL_REDIRECT = HTTPS
SESSION_COOKIE_NAME = "__Host-phien" if HTTPS else "phien"
CSRF_COOKIE_NAME = "__Host-csrf" if HTTPS else "csrf"
SECURE_HSTS_SECONDS = 31_536_000 if HTTPS else 0
SECURE_HSTS_INCLUDE_SUBDOMAINS = SECURE_HSTS_PRELOAD = HTTPS
SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https") if HTTPS else None
SECURE_REFERRER_POLICY = "same-origin"
X_FRAME_OPTIONS = "DENY"

CONTENT_SECURITY_POLICY = {
    "DIRECTIVES": {
        "default-src": [NONE],
        "script-src": [SELF],
        "style-src": [SELF],
        "img-src": [SELF],
        "font-src": [SELF],
        "connect-src": [SELF],
        # A form that leads to the provider of identities is sent on to it.
        "form-action": [SELF, *([IDENTITY["origin"]] if IDENTITY else [])],
        "frame-ancestors": [NONE],
        "base-uri": [NONE],
    }
}

#: The largest file an officer may hand in, in bytes, and what its reading may cost.
UPLOAD_LIMIT = 20 * 1024 * 1024
#: A larger file than this, in bytes, is read by the worker while the officer goes on.
READ_AT_ONCE = 300 * 1024
#: A pasted report is sent percent-encoded: up to nine bytes for one letter.
DATA_UPLOAD_MAX_MEMORY_SIZE = 36 * 1024 * 1024
READING_SECONDS = 20
READING_MEMORY = 512 * 1024 * 1024

#: The address of this service as paper bears it, such as "https://khuyencong.example.vn"; where it
#: is not told, that of the page on which a report is signed.
PUBLIC_ADDRESS = os.environ.get("KHUYENCONG_ADDRESS", "").rstrip("/")
#: Where the private key that signs product QR codes stands; made there on its first use.
QR_KEY = Path(os.environ.get("KHUYENCONG_QR_KEY", "").strip() or VAR / "qr_key.pem")
#: Where the private key stands by which this instance signs what it exchanges with others.
EXCHANGE_KEY = Path(
    os.environ.get("KHUYENCONG_EXCHANGE_KEY", "").strip() or VAR / "exchange_key.pem"
)
#: A folder of root certificates (PEM, DER) that digital signatures may lead to; "" for none.
SIGNATURE_ROOTS = os.environ.get("KHUYENCONG_SIGNATURE_ROOTS", "")
#: A key with its certificate (PKCS#12) to try signing with; a real service has none.
SIGNING_P12 = "" if HTTPS else os.environ.get("KHUYENCONG_SIGNING_P12", "")
SIGNING_PASSWORD = os.environ.get("KHUYENCONG_SIGNING_PASSWORD", "")

#: How often one key, and one address without a key, may ask the API within a minute.
API_PER_KEY = whole("KHUYENCONG_API_PER_KEY", 600)
API_PER_ADDRESS = whole("KHUYENCONG_API_PER_ADDRESS", 120)
#: The largest body of a change asked for by the API, in bytes.
API_BODY_LIMIT = 256 * 1024
#: Whether webhooks may go to this very machine without TLS: to try them out, in tests.
WEBHOOK_LOCAL = not HTTPS and flag("KHUYENCONG_WEBHOOK_LOCAL")
#: What takes messages to phones, by way: a class that is made with the name of the way.
NOTICE_GATEWAYS = {
    "sms": os.environ.get("KHUYENCONG_SMS_GATEWAY") or "khuyencong.notices.gateways.ToFolder",
    "chat": os.environ.get("KHUYENCONG_CHAT_GATEWAY") or "khuyencong.notices.gateways.ToFolder",
}
#: Where the gateway that only writes files puts them.
NOTICE_FOLDER = VAR / "tin-nhan"
#: What a bundle of open data says of its publisher and its licence: for the owner to decide.
DATA_PUBLISHER = os.environ.get("KHUYENCONG_DATA_PUBLISHER", "").strip()
DATA_LICENCE = os.environ.get("KHUYENCONG_DATA_LICENCE", "").strip()
DATA_LICENCE_URL = os.environ.get("KHUYENCONG_DATA_LICENCE_URL", "").strip()
#: The commit that the program was taken from; where it is not told, its checkout is asked.
COMMIT = os.environ.get("KHUYENCONG_COMMIT", "").strip()

LANGUAGE_CODE = "vi"
TIME_ZONE = "Asia/Ho_Chi_Minh"
USE_TZ = True
USE_I18N = True

STATIC_URL = "static/"
STATIC_ROOT = VAR / "static"
# How an official document looks on a page stands in the room that writes it.
STATICFILES_DIRS = [("khuyencong", ROOT / "khuyencong" / "documents" / "html" / "static")]
STORAGES = {
    "default": {
        "BACKEND": "django.core.files.storage.FileSystemStorage",
        "OPTIONS": {"location": VAR / "files"},
    },
    "staticfiles": {"BACKEND": "whitenoise.storage.CompressedManifestStaticFilesStorage"},
}
FORM_RENDERER = "django.forms.renderers.TemplatesSetting"

EMAIL_BACKEND = os.environ.get(
    "KHUYENCONG_EMAIL_BACKEND", "django.core.mail.backends.console.EmailBackend"
)
#: Seconds for each step of the talk with the mail server: one that is silent holds up nobody.
EMAIL_TIMEOUT = 20
DEFAULT_FROM_EMAIL = os.environ.get("KHUYENCONG_MAIL_FROM", "khuyencong@localhost")

LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    "formatters": {"line": {"format": "%(asctime)s %(levelname)s %(name)s %(message)s"}},
    "handlers": {"stderr": {"class": "logging.StreamHandler", "formatter": "line"}},
    "root": {"handlers": ["stderr"], "level": level("KHUYENCONG_LOG", "WARNING")},
    "loggers": {
        "khuyencong.accounts": {"level": "INFO"},
        # Whoever scans the net asks for hosts that are not ours: no traceback for each.
        "django.security.DisallowedHost": {"level": "CRITICAL"},
    },
}
