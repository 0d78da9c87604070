"""Topics offered to people hold what they promise."""

from __future__ import annotations

from retrieval import Library, Shape
from retrieval.query.topics import load_topics


def test_each_topic_offered_is_answered_by_several_excerpts_about_it(library: Library) -> None:
    assert 6 <= len(library.topics) <= 8
    for topic in library.topics:
        answer = library.ask(topic)
        assert answer.shape is Shape.TOPIC
        assert answer.shown >= 3
        terms = [term for each in load_topics() if topic in each.names for term in each.terms]
        about = [hit for hit in answer.hits if any(term in hit.excerpt for term in terms)]
        assert len(about) >= 3, topic
        assert answer.hits[0] in about, topic
