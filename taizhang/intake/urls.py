"""Addresses of what comes in and of what became of it."""

from django.urls import path

from taizhang.intake.views import deciding, documents, erasing, fate

urlpatterns = [
    path("documents/", documents.documents, name="document-list"),
    path("documents/new", documents.new, name="document-new"),
    path("documents/<int:document_id>/", documents.detail, name="document-detail"),
    path("documents/<int:document_id>/decide", deciding.decide, name="document-decide"),
    path("documents/<int:document_id>/mark", deciding.mark, name="document-mark"),
    path("documents/<int:document_id>/describe", deciding.describe, name="document-describe"),
    path("documents/<int:document_id>/erase", erasing.erase, name="document-erase"),
    path("documents/<int:document_id>/fate", fate.of_document, name="document-fate"),
    path(
        "documents/<int:document_id>/fate.<str:form>",
        fate.of_document_as_file,
        name="document-fate-file",
    ),
    path("fate/", fate.of_several, name="fate-list"),
    path("fate.<str:form>", fate.of_several_as_file, name="fate-list-file"),
]
