"""Addresses of the door and of the settings."""

from django.urls import path

from taizhang.org.views import door, pack, people

urlpatterns = [
    path("sign-in", door.sign_in, name="sign-in"),
    path("sign-out", door.sign_out, name="sign-out"),
    path("password", door.change_password, name="change-password"),
    path("post", door.switch_post, name="switch-post"),
    path("settings/people/", people.people, name="settings-people"),
    path("settings/people/new", people.add, name="person-add"),
    path("settings/people/<int:person_id>/", people.person, name="person-detail"),
    path("settings/people/<int:person_id>/post", people.grant, name="person-grant"),
    path("settings/people/<int:person_id>/reset", people.reset, name="person-reset"),
    path("settings/pack/", pack.pack, name="settings-pack"),
]
