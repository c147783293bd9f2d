# How words are said that the voices get wrong. WORD <tab> SAY-IT-AS in plain words; docs/how-it-reads.md.
# A word in small letters is meant in any case, one with a capital as it stands.
nginx	engine X
kubernetes	koober netties
sqlite	S.Q.L light
LaTeX	lay tek
arxiv	archive
pypi	pie P.I
json	Jason
regex	rej ex
stdin	standard in
stdout	standard out
stderr	standard error
async	a-sink
apis	A.P.I's
wysiwyg	wizzy wig
