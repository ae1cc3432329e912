"""Every address of the site, app by app."""

from django.urls import include, path

urlpatterns = [
    path("language/", include("django.conf.urls.i18n")),
    path("", include("taizhang.web.urls")),
    path("", include("taizhang.org.urls")),
    path("", include("taizhang.intake.urls")),
    path("", include("taizhang.outbox.urls")),
    path("", include("taizhang.desk.urls")),
]
