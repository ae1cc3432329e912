"""Addresses of the pages that look across the others."""

from django.urls import include, path

from taizhang.desk.views import bulk, desk, editions, handing_over, home, items, rebasing, table

urlpatterns = [
    path("", home.home, name="home"),
    path("desk/", desk.desk, name="desk"),
    path("items/", items.ledger, name="item-list"),
    path("items/export", items.export, name="item-export"),
    path("items/filters", items.keep_filter, name="filter-save"),
    path("items/filters/<int:filter_id>/drop", items.forget_filter, name="filter-drop"),
    path("items/bulk/dispatch", bulk.dispatch, name="bulk-dispatch"),
    path("items/bulk/urge", bulk.urge, name="bulk-urge"),
    path("items/bulk/notices", bulk.notices, name="bulk-notices"),
    path("items/bulk/rebase", rebasing.rebase, name="bulk-rebase"),
    path("table/", table.table, name="unit-table"),
    path("table/export/<str:kind>", table.export, name="unit-table-export"),
    path("table/<str:unit>/", table.unit, name="unit-detail"),
    path("settings/hand-over", handing_over.hand_over, name="post-hand-over"),
    path("settings/posts/<int:post_id>/end", handing_over.end, name="post-end"),
    path("settings/people/<int:person_id>/retire", handing_over.retire, name="person-retire"),
    path("settings/pack/change", editions.change, name="edition-change"),
    path("settings/pack/adopt", editions.adopt, name="edition-adopt"),
    path("settings/pack/drop", editions.put_aside, name="edition-drop"),
    path("settings/pack/files/<str:digest>", editions.files, name="edition-files"),
    path("", include("taizhang.desk.urls_item")),
]
