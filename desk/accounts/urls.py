"""Addresses of the accounts area; the one-time link stands here because nobody is signed in yet who follows it."""

from django.urls import path

from desk.accounts import factor_views, identity_provider, session_views, sign_in_views, views
from desk.guards import for_everybody, signed_in

urlpatterns = [
    path("", views.home, name="home"),
    path("sign-in/", for_everybody(sign_in_views.SignIn.as_view()), name="sign-in"),
    path("sign-in/second/", sign_in_views.second, name="sign-in-second"),
    path("sign-in/office/", identity_provider.begin, name="identity-provider"),
    # allauth asks for its callback under this name.
    path("sign-in/<str:provider_id>/callback/", identity_provider.callback, name="openid_connect_callback"),
    path("sign-out/", signed_in(sign_in_views.SignOut.as_view()), name="sign-out"),
    path("account/", views.account, name="account"),
    path("account/mailbox/<key:pk>/", views.mailbox, name="account-mailbox"),
    path("account/sessions/end/", session_views.end, name="sessions-end"),
    path("account/second-factor/", factor_views.shown, name="second-factor"),
    path("account/second-factor/app/", factor_views.app, name="second-factor-app"),
    path("account/second-factor/passkey/", factor_views.passkey, name="second-factor-passkey"),
    path("account/second-factor/codes/", factor_views.recovery_codes, name="second-factor-codes"),
    path("account/second-factor/<key:pk>/remove/", factor_views.remove, name="second-factor-remove"),
    path("account/confirm/", factor_views.confirm, name="confirm"),
    path("password/", views.password, name="password"),
    path("language/", views.set_language, name="set_language"),
    path("link/", views.link, name="link-password"),
    path("link/<str:secret>/", views.take_link, name="link"),
    path("portal/enter/", views.enter, name="portal-enter-account"),
    path("portal/enter/<str:token>/", views.follow_link, name="portal-enter"),
]
