"""Addresses of items, of what is done to them, and of the files that belong to them."""

from django.urls import path

from taizhang.desk.clock_page import item_clock
from taizhang.desk.views import act, files, item, quick
from taizhang.desk.what_if import what_if

urlpatterns = [
    path("items/<int:item_id>/", item.item, name="item-detail"),
    path("items/<int:item_id>/clock/", item_clock, name="item-clock"),
    path("items/<int:item_id>/act/<str:command>", act.act, name="item-act"),
    path("items/<int:item_id>/ask/<str:kind>", act.ask, name="item-ask"),
    path("items/<int:item_id>/feedback", act.feedback, name="item-feedback"),
    path("items/<int:item_id>/requests/<int:asked>/answer", act.answer, name="item-answer"),
    path(
        "items/<int:item_id>/requests/<int:asked>/take-back", act.take_back, name="item-take-back"
    ),
    path("items/<int:item_id>/notice.docx", files.notice, name="item-notice"),
    path("orders/<int:order_id>/", item.order, name="order-detail"),
    path("orders/<int:order_id>/notices.zip", files.order_notices, name="order-notices"),
    path("i/<str:code>", item.short, name="item-short"),
    path("evidence/<str:sha256>", files.evidence, name="evidence"),
    path("what-if", what_if, name="what-if"),
    path("quick/", quick.quick, name="quick-hand-over"),
    path("quick/done", quick.done, name="quick-done"),
    path("quick/moment", quick.moment, name="quick-moment"),
    path("quick/suggest", quick.suggest, name="quick-suggest"),
]
