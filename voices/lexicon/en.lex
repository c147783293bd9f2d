# How English words are said that the voices get wrong (docs/lexicons.md). WORD <tab> other words, /IPA/ or [[phonemes]].
# Small letters: in any case; with a capital: as it is written.
@lang en

# programs, formats and their words, as their makers say them
nginx	engine X
kubernetes	/ˌkuːbərˈnɛtiːz/
kubectl	cube control
etcd	et C.D
systemd	system D
iptables	I.P tables
nftables	N.F tables
sqlite	S.Q.L light
PostgreSQL	post gress Q.L
Postgres	post gress
Redis	/ˈrɛdɪs/
LaTeX	lay tek
BibTeX	bib tek
ConTeXt	con text
arxiv	archive
bioRxiv	bio archive
pypi	pie P.I
PyPy	pie pie
SciPy	sigh pie
NumPy	num pie
Jupyter	Jupiter
scikit	sigh kit
sklearn	S.K learn
ReLU	ray loo
Qwen	/ˈkwɛn/
LoRA	Laura
LoRAs	Lauras
json	Jason
JSONB	Jason B
regex	rej ex
regexes	rej exes
stdin	standard in
stdout	standard out
stderr	standard error
async	a-sink
apis	A.P.I's
wysiwyg	wizzy wig
OAuth	oh auth
ESLint	E.S lint
Vite	/ˈviːt/
Deno	/ˈdiːnoʊ/
Scala	/ˈskɑːlə/
Clojure	closure
Hadoop	/həˈduːp/
eigenvalue	/ˈaɪɡənˌvæljuː/
eigenvalues	/ˈaɪɡənˌvæljuːz/
eigenvector	/ˈaɪɡənˌvɛktər/
eigenvectors	/ˈaɪɡənˌvɛktərz/
localhost	local host
autoencoder	auto encoder
softmax	soft max
SaaS	/ˈsæs/
PaaS	/ˈpæs/
IaaS	/ˈaɪæs/
cURL	curl
FFmpeg	F.F em peg
WASM	/ˈwɒzəm/
Wasm	/ˈwɒzəm/
printf	print F
sprintf	S print F
fprintf	F print F
memcpy	mem copy
memset	mem set
strcpy	string copy
strlen	string length
strcmp	string compare
iframe	/ˈaɪfreɪm/
iframes	/ˈaɪfreɪmz/
config	con-fig
configs	con-figs
enum	/ˈiːnʌm/
enums	/ˈiːnʌmz/
deinit	dee init
systemctl	system control
journalctl	journal control
containerd	container D
LLaMA	llama
kubeconfig	cube con-fig

# firms
Huawei	/ˈwɑːweɪ/
Xiaomi	/ˈʃaʊmi/
Hyundai	/ˈhʌndeɪ/
Porsche	/ˈpɔːrʃə/
Nike	/ˈnaɪki/
Peugeot	/ˈpɜːʒoʊ/
Givenchy	/ʒɪˈvɑːnʃi/
Renault	/rəˈnoʊ/

# people
Knuth	/kəˈnuːθ/
Kafka	/ˈkɑːfkə/
Goethe	/ˈɡɜːtə/
Camus	/kæˈmuː/
Sartre	/ˈsɑːrtrə/
Foucault	/fuːˈkoʊ/
Rousseau	/ruːˈsoʊ/
Dumas	/duːˈmɑː/
Proust	/ˈpruːst/
Descartes	/deɪˈkɑːrt/
Debussy	/dəˈbjuːsi/
Chopin	/ˈʃoʊpæn/
Tchaikovsky	/tʃaɪˈkɒfski/
Dvořák	/dəˈvɔːrʒɑːk/
Cézanne	/seɪˈzæn/
Fourier	/ˈfʊrieɪ/
Laplace	/ləˈplɑːs/
Lagrange	/ləˈɡrɑːndʒ/
Cauchy	/ˈkoʊʃi/
Poisson	/pwɑːˈsoʊn/
Galois	/ɡælˈwɑː/
Poincaré	/ˌpwɑ̃kɑːˈreɪ/
Weierstrass	/ˈvaɪərstrɑːs/
Noether	/ˈnɜːtər/
Erdős	/ˈɛərdɛʃ/
Huygens	/ˈhaɪɡənz/
Ramanujan	/rɑːˈmɑːnʊdʒən/
Bézier	/ˈbɛzieɪ/
Nguyen	/ˈwɪn/
Saoirse	/ˈsɪərʃə/
Niamh	/ˈniːv/
Joaquin	/wɑːˈkiːn/
Xi Jinping	/ˈʃiː dʒɪnˈpɪŋ/

# other words
biopic	/ˈbaɪoʊpɪk/
gnocchi	/ˈnjɒki/
croissant	/krwɑːˈsɑːnt/
croissants	/krwɑːˈsɑːnts/
quinoa	/ˈkiːnwɑː/
açaí	/ˌɑːsaɪˈiː/
jalapeño	/ˌhæləˈpeɪnjoʊ/
jalapeños	/ˌhæləˈpeɪnjoʊz/
schadenfreude	/ˈʃɑːdənˌfrɔɪdə/
victuals	/ˈvɪtəlz/
archipelago	/ˌɑːrkɪˈpɛləɡoʊ/
Qatar	/kəˈtɑːr/
