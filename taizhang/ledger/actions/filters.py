"""Keeping and dropping the filters that people save."""

from taizhang.ledger.models import SavedFilter


def save_filter(*, person: int, name: str, query: str) -> SavedFilter:
    """Keep a filter under a name; the same name again replaces it."""
    kept, _ = SavedFilter.objects.update_or_create(
        person_id=person, name=name.strip()[:40], defaults={"query": query[:1000]}
    )
    return kept


def drop_filter(*, person: int, filter: int) -> None:
    """Forget a saved filter of this person."""
    SavedFilter.objects.filter(person_id=person, pk=filter).delete()
