"""Addresses of messages, channels and links."""

from django.urls import path

from taizhang.outbox.views import channels, links, messages, uploads

urlpatterns = [
    path("messages/", messages.messages, name="message-list"),
    path("messages/read", messages.read_all, name="message-read-all"),
    path("messages/<int:message_id>/open", messages.open_message, name="message-open"),
    path("l/<str:token>", links.open_link, name="link-open"),
    path("u/<str:token>", uploads.upload, name="upload"),
    path("items/<int:item_id>/helper-link", links.helper_link, name="helper-link"),
    path("links/<int:link_id>/revoke", links.revoke, name="link-revoke"),
    path("settings/channels/", channels.channels, name="channel-list"),
    path("settings/channels/<int:channel_id>/end", channels.end, name="channel-end"),
    path("settings/deliveries/<int:delivery_id>/again", channels.again, name="delivery-again"),
]
