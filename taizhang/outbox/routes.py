"""Which channels a message goes through: its unit's, and those of the people that it is for."""

from collections import defaultdict
from collections.abc import Iterator
from datetime import datetime

from taizhang.org.models import Post
from taizhang.outbox.models import Channel, Message, person_address, unit_address


class Routes:
    """The channels of a region with the posts of the people who own some, read once."""

    def __init__(self, region: str, now: datetime) -> None:
        self.by_owner: dict[str, list[Channel]] = defaultdict(list)
        for channel in Channel.objects.active().of_region(region):
            self.by_owner[channel.owner].append(channel)
        people = {c.person for every in self.by_owner.values() for c in every if c.person}
        posts = (
            Post.objects.current(now)
            .of_region(region)
            .filter(person__in=people, person__is_active=True)
        )
        self.posts: dict[str, list[Post]] = defaultdict(list)
        for post in posts.order_by("person_id", "id"):
            self.posts[post.unit].append(post)

    def of(self, message: Message) -> Iterator[Channel]:
        """Yield the channels that the message is sent through, each once."""
        if message.person is not None:
            # Who has no channel of their own is told through the unit's.
            yield from self.by_owner[message.to] or self.by_owner[unit_address(message.unit)]
            return
        yield from self.by_owner[message.to]
        for person in self._meant(message):
            yield from self.by_owner[person_address(person)]

    def _meant(self, message: Message) -> list[int]:
        wanted = message.role_words
        return list(
            dict.fromkeys(
                post.person_id
                for post in self.posts.get(message.unit, ())
                if post.person_id != message.doer and wanted & set(post.roles)
            )
        )
