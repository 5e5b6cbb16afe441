"""Addresses of the accounts area; the one-time link stands here because nobody is signed in yet who follows it."""

from django.contrib.auth.views import LogoutView
from django.urls import path

from desk.accounts import views
from desk.guards import for_everybody, signed_in

urlpatterns = [
    path("", views.home, name="home"),
    path("sign-in/", for_everybody(views.SignIn.as_view()), name="sign-in"),
    path("sign-out/", signed_in(LogoutView.as_view()), name="sign-out"),
    path("account/", views.account, name="account"),
    path("account/mailbox/<int:pk>/", views.mailbox, name="account-mailbox"),
    path("password/", views.password, name="password"),
    path("language/", views.set_language, name="set_language"),
    path("portal/enter/", views.enter, name="portal-enter-account"),
    path("portal/enter/<str:token>/", views.follow_link, name="portal-enter"),
]
