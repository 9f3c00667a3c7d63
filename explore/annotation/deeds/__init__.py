"""Deeds in the text of an article: what `events` and `stances` are read with.

frames       words that tell of deeds, and where each has its doer and its target
vocabulary   small words: prepositions, what opens a clause, what denies
places       who stands where in a sentence, and what governs them
sentence     a sentence taken apart: words, frames, clauses
arguments    the doer and the target of a verb
deed         a deed, agents and partners
pairs        both sides of a mutual deed
nouns        nouns of action with their doers and targets
reading      the deeds of a sentence, by verbs and by nouns of action
attitudes    what speakers say of others
articles     all of it, sentence by sentence
"""
