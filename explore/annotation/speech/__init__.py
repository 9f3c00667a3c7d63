"""Speech in the text of an article: what `quotes` and `sources` are read with.

    lines          a paragraph folded, its tokens, sentences and quotation marks
    cues           the words that announce speech, in all their forms
    clauses        what is said after a cue, from where to where
    nouns          words for people, bodies and writings that can head the words for a speaker
    places         mentions of the paragraph, and the speaker one may become
    beside         the name that stands beside a title or behind a comma
    phrases        the noun phrase for a speaker, and the actor it means
    speakers       where in the sentence it stands
    memory         who spoke before, and whether a verb agrees with him
    paragraph      who speaks, named or left out
    attributions   sources after the words (بحسب), before them, and in headlines
    media          newspapers, agencies and channels that a paragraph names

All of it works on the tokens of one folded paragraph at a time; `quotes` and `sources` go through the articles.
"""
