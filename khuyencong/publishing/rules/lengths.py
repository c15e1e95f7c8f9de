"""How long what is typed may be, in signs."""

#: Of a publication.
TITLE, LEAD, TEXT, SAYS, WHY_TAKEN_BACK = 200, 400, 20_000, 200, 500
#: Of a question and its answer.
QUESTION, ANSWER, WHY_NOT = 1500, 4000, 300
#: What something rests on: of a publication, of an answer.
BASIS, ANSWER_BASIS = 200, 300
