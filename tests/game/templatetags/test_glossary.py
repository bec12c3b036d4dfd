"""Words of the glossary where they stand."""

from debate.scenario.writing import Term
from game.templatetags.glossary import explained, notes

TERMS = (
    Term(term="Soviet", text="A council."),
    Term(term="Bolsheviks and Mensheviks", text="Two parties."),
    Term(term="Democracy, the", text="All who are here."),
)


def test_the_first_of_each_word_opens_its_note_and_the_sentence_stays_as_it_is():
    html = explained("Two Soviets, one soviet & a Menshevik.", TERMS)

    assert html == (
        'Two <button type="button" class="term" popovertarget="word-0">Soviets</button>, one soviet &amp; a '
        '<button type="button" class="term" popovertarget="word-1">Menshevik</button>.'
    )


def test_no_word_is_found_within_another_and_nothing_without_a_glossary():
    assert explained("Sovietism <b>", TERMS) == "Sovietism &lt;b&gt;"
    assert explained("A Soviet", ()) == "A Soviet"


def test_only_notes_of_words_that_occur_are_on_the_page():
    assert [note.id for note in notes(TERMS, {"text": "the democracy"}, ["Soviets"])] == ["word-0", "word-2"]
    assert notes((), "Soviet") == []
