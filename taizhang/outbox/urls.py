"""Addresses of messages, channels and links."""

from django.urls import path

from taizhang.outbox.views import messages

urlpatterns = [
    path("messages/", messages.messages, name="message-list"),
    path("messages/read", messages.read_all, name="message-read-all"),
    path("messages/<int:message_id>/open", messages.open_message, name="message-open"),
]
