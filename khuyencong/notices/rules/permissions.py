"""What may be done with notices beside reading one's own."""

WORD = "notice.word"
