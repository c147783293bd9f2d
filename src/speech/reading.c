/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "speech/reading.h"

#include <string.h>

static const struct reading readings[] = {
    {"en",
     {"The library opens at nine, and by ten past nine every chair near the window is taken.",
      "Most people come to read the papers, some come to be warm, and a few come to write.",
      "Nobody talks, but it is never quiet: pages turn, pencils scratch, and the heating sings.",
      "Why does work go better in a room full of strangers?",
      "Perhaps because they ask nothing of us, and yet we do not want to be seen doing nothing.",
      "When the lamps are lit in the afternoon, the whole room moves a little closer together."}},
    {"de",
     {"Die Bibliothek öffnet um neun, und zehn Minuten später ist jeder Stuhl am Fenster besetzt.",
      "Die meisten kommen, um Zeitung zu lesen, manche, um sich zu wärmen, und einige, um zu schreiben.",
      "Niemand spricht, aber still ist es nie: Seiten rascheln, Stifte kratzen, und die Heizung singt.",
      "Warum arbeitet es sich besser in einem Raum voller Fremder?",
      "Vielleicht, weil sie nichts von uns verlangen, und wir doch nicht untätig gesehen werden wollen.",
      "Wenn am Nachmittag die Lampen angehen, rückt der ganze Saal ein wenig näher zusammen."}},
    {"es",
     {"La biblioteca abre a las nueve, y diez minutos después no queda libre ninguna silla junto a la "
      "ventana.",
      "Casi todos vienen a leer el periódico, algunos vienen a calentarse y unos pocos a escribir.",
      "Nadie habla, pero nunca hay silencio: las páginas crujen, los lápices rascan y la calefacción canta.",
      "¿Por qué se trabaja mejor en una sala llena de desconocidos?",
      "Quizá porque no nos piden nada y, aun así, no queremos que nos vean sin hacer nada.",
      "Cuando por la tarde se encienden las lámparas, toda la sala parece acercarse un poco."}},
    {"fr",
     {"La bibliothèque ouvre à neuf heures, et dix minutes plus tard toutes les chaises près de la fenêtre "
      "sont "
      "prises.",
      "La plupart viennent lire le journal, certains viennent se réchauffer, et quelques-uns viennent "
      "écrire.",
      "Personne ne parle, mais ce n'est jamais calme : les pages tournent, les crayons grattent, le "
      "radiateur "
      "chante.",
      "Pourquoi travaille-t-on mieux dans une salle pleine d'inconnus ?",
      "Peut-être parce qu'ils ne nous demandent rien, et que nous ne voulons pas être vus sans rien faire.",
      "Quand les lampes s'allument l'après-midi, toute la salle semble se rapprocher un peu."}},
    {"it",
     {"La biblioteca apre alle nove, e dieci minuti dopo tutte le sedie vicino alla finestra sono occupate.",
      "Quasi tutti vengono a leggere il giornale, qualcuno viene a scaldarsi, e pochi vengono a scrivere.",
      "Nessuno parla, ma non c'è mai silenzio: le pagine frusciano, le matite grattano e i termosifoni "
      "cantano.",
      "Perché si lavora meglio in una sala piena di sconosciuti?",
      "Forse perché non ci chiedono nulla, eppure non vogliamo farci vedere con le mani in mano.",
      "Quando nel pomeriggio si accendono le lampade, tutta la sala sembra stringersi un poco."}},
    {"pt",
     {"A biblioteca abre às nove, e dez minutos depois já não há cadeiras livres junto à janela.",
      "A maioria vem ler o jornal, alguns vêm aquecer-se, e poucos vêm escrever.",
      "Ninguém fala, mas nunca há silêncio: as páginas viram, os lápis riscam e o aquecimento canta.",
      "Por que trabalhamos melhor numa sala cheia de desconhecidos?",
      "Talvez porque nada nos pedem, e mesmo assim não queremos ser vistos sem fazer nada.",
      "Quando à tarde se acendem as luzes, toda a sala parece chegar um pouco mais perto."}},
    {"nl",
     {"De bibliotheek gaat om negen uur open, en tien minuten later is elke stoel bij het raam bezet.",
      "De meeste mensen komen de krant lezen, sommigen komen zich warmen, en een paar komen schrijven.",
      "Niemand praat, maar stil is het nooit: bladzijden ritselen, potloden krassen en de verwarming zingt.",
      "Waarom werkt het beter in een zaal vol vreemden?",
      "Misschien omdat ze niets van ons vragen, en we toch niet lui gevonden willen worden.",
      "Als in de middag de lampen aangaan, schuift de hele zaal een beetje dichter bij elkaar."}},
    {"pl",
     {"Biblioteka otwiera się o dziewiątej, a dziesięć minut później wszystkie krzesła przy oknie są zajęte.",
      "Większość przychodzi czytać gazety, niektórzy przychodzą się ogrzać, a kilka osób przychodzi pisać.",
      "Nikt nie rozmawia, ale nigdy nie jest cicho: szeleszczą kartki, skrzypią ołówki i śpiewa ogrzewanie.",
      "Dlaczego lepiej się pracuje w sali pełnej nieznajomych?",
      "Może dlatego, że niczego od nas nie chcą, a my nie chcemy, by widziano nas bezczynnych.",
      "Kiedy po południu zapalają się lampy, cała sala trochę się do siebie przysuwa."}},
    {"ru",
     {"Библиотека открывается в девять, и через десять минут все стулья у окна уже заняты.",
      "Большинство приходит читать газеты, некоторые приходят погреться, и лишь немногие приходят писать.",
      "Никто не разговаривает, но тихо не бывает никогда: шуршат страницы, скрипят карандаши, поёт "
      "отопление.",
      "Почему в зале, полном незнакомых людей, работается лучше?",
      "Может быть, потому, что они ничего от нас не хотят, а нам не хочется сидеть без дела.",
      "Когда после обеда зажигают лампы, весь зал придвигается немного ближе."}},
    {"ca",
     {"La biblioteca obre a les nou, i deu minuts després totes les cadires de prop de la finestra són "
      "ocupades.",
      "La majoria ve a llegir el diari, alguns vénen a escalfar-se i uns quants vénen a escriure.",
      "Ningú no parla, però mai no hi ha silenci: les pàgines cruixen, els llapis rasquen i la calefacció "
      "canta.",
      "Per què es treballa millor en una sala plena de desconeguts?",
      "Potser perquè no ens demanen res i, tanmateix, no volem que ens vegin sense fer res.",
      "Quan a la tarda s'encenen els llums, tota la sala sembla que s'acosti una mica."}},
    {"cs",
     {"Knihovna otevírá v devět a za deset minut jsou všechny židle u okna obsazené.",
      "Většina lidí si přichází číst noviny, někteří se přicházejí ohřát a několik jich přichází psát.",
      "Nikdo nemluví, ale nikdy není ticho: šustí stránky, škrábou tužky a topení si zpívá.",
      "Proč se lépe pracuje v sále plném cizích lidí?",
      "Snad proto, že po nás nic nechtějí, a my přece nechceme být viděni, jak nic neděláme.",
      "Když se odpoledne rozsvítí lampy, celý sál se k sobě trochu přiblíží."}},
    {"da",
     {"Biblioteket åbner klokken ni, og ti minutter senere er alle stole ved vinduet optaget.",
      "De fleste kommer for at læse avis, nogle kommer for at få varmen, og nogle få kommer for at skrive.",
      "Ingen taler, men der er aldrig stille: sider bliver vendt, blyanter kradser, og radiatoren synger.",
      "Hvorfor arbejder man bedre i et rum fuldt af fremmede?",
      "Måske fordi de ikke forlanger noget af os, og vi dog ikke vil ses uden at lave noget.",
      "Når lamperne bliver tændt om eftermiddagen, rykker hele salen lidt tættere sammen."}},
    {"el",
     {"Η βιβλιοθήκη ανοίγει στις εννέα, και δέκα λεπτά αργότερα όλες οι καρέκλες κοντά στο παράθυρο είναι "
      "πιασμένες.",
      "Οι περισσότεροι έρχονται να διαβάσουν εφημερίδα, μερικοί να ζεσταθούν και λίγοι να γράψουν.",
      "Κανείς δεν μιλάει, αλλά ποτέ δεν έχει ησυχία: οι σελίδες γυρίζουν, τα μολύβια γρατζουνάνε και το "
      "καλοριφέρ τραγουδάει.",
      "Γιατί δουλεύουμε καλύτερα σε μια αίθουσα γεμάτη αγνώστους;",
      "Ίσως επειδή δεν ζητούν τίποτα από μας, κι όμως δεν θέλουμε να μας δουν να μην κάνουμε τίποτα.",
      "Όταν το απόγευμα ανάβουν τα φώτα, όλη η αίθουσα έρχεται λίγο πιο κοντά."}},
    {"fi",
     {"Kirjasto aukeaa yhdeksältä, ja kymmenen minuuttia myöhemmin kaikki ikkunan viereiset tuolit ovat "
      "varattuja.",
      "Useimmat tulevat lukemaan lehtiä, jotkut tulevat lämmittelemään, ja muutamat tulevat kirjoittamaan.",
      "Kukaan ei puhu, mutta hiljaista ei ole koskaan: sivut kahisevat, kynät rapisevat ja lämpöpatteri "
      "laulaa.",
      "Miksi työ sujuu paremmin huoneessa, joka on täynnä vieraita?",
      "Ehkä siksi, että he eivät vaadi meiltä mitään, emmekä silti halua näyttää joutilailta.",
      "Kun lamput iltapäivällä sytytetään, koko sali siirtyy vähän lähemmäksi toisiaan."}},
    {"hu",
     {"A könyvtár kilenckor nyit, és tíz perccel később már minden szék foglalt az ablak mellett.",
      "A legtöbben újságot olvasni jönnek, néhányan melegedni, és kevesen írni.",
      "Senki sem beszél, de csend sohasem lesz: lapok zizegnek, ceruzák sercegnek, és a fűtés énekel.",
      "Miért megy jobban a munka egy idegenekkel teli teremben?",
      "Talán azért, mert semmit sem kérnek tőlünk, és mégsem akarjuk, hogy tétlennek lássanak.",
      "Amikor délután felgyulladnak a lámpák, az egész terem egy kicsit közelebb húzódik egymáshoz."}},
    {"nb",
     {"Biblioteket åpner klokka ni, og ti minutter senere er alle stolene ved vinduet opptatt.",
      "De fleste kommer for å lese avisen, noen kommer for å varme seg, og noen få kommer for å skrive.",
      "Ingen snakker, men det er aldri stille: sider blas om, blyanter skraper, og varmeovnen synger.",
      "Hvorfor arbeider man bedre i et rom fullt av fremmede?",
      "Kanskje fordi de ikke krever noe av oss, og vi likevel ikke vil bli sett uten å gjøre noe.",
      "Når lampene tennes om ettermiddagen, rykker hele salen litt nærmere sammen."}},
    {"ro",
     {"Biblioteca se deschide la nouă, iar zece minute mai târziu toate scaunele de lângă fereastră sunt "
      "ocupate.",
      "Cei mai mulți vin să citească ziarul, unii vin să se încălzească, iar câțiva vin să scrie.",
      "Nimeni nu vorbește, dar niciodată nu este liniște: paginile foșnesc, creioanele scârțâie și "
      "caloriferul cântă.",
      "De ce se lucrează mai bine într-o sală plină de necunoscuți?",
      "Poate pentru că nu ne cer nimic, și totuși nu vrem să fim văzuți fără să facem nimic.",
      "Când după-amiaza se aprind lămpile, toată sala pare să se apropie puțin."}},
    {"sv",
     {"Biblioteket öppnar klockan nio, och tio minuter senare är varje stol vid fönstret upptagen.",
      "De flesta kommer för att läsa tidningen, några kommer för att värma sig, och ett fåtal kommer för att "
      "skriva.",
      "Ingen pratar, men det är aldrig tyst: sidor vänds, pennor skrapar och elementet sjunger.",
      "Varför arbetar man bättre i ett rum fullt av främlingar?",
      "Kanske för att de inte begär något av oss, och vi ändå inte vill synas sysslolösa.",
      "När lamporna tänds på eftermiddagen flyttar hela salen lite närmare varandra."}},
    {"tr",
     {"Kütüphane dokuzda açılır ve on dakika sonra pencere kenarındaki bütün sandalyeler doludur.",
      "Çoğu insan gazete okumaya gelir, bazıları ısınmaya gelir, birkaç kişi de yazmaya gelir.",
      "Kimse konuşmaz ama hiçbir zaman sessiz değildir: sayfalar çevrilir, kalemler hışırdar ve kalorifer "
      "şarkı söyler.",
      "Yabancılarla dolu bir salonda neden daha iyi çalışılır?",
      "Belki de bizden hiçbir şey istemedikleri için, yine de boş otururken görünmek istemeyiz.",
      "Öğleden sonra lambalar yandığında bütün salon birbirine biraz daha yaklaşır."}},
    {"uk",
     {"Бібліотека відчиняється о дев'ятій, і за десять хвилин усі стільці біля вікна вже зайняті.",
      "Більшість приходить читати газети, дехто приходить погрітися, і лише кілька людей приходять писати.",
      "Ніхто не розмовляє, але тихо не буває ніколи: шелестять сторінки, скриплять олівці, співає опалення.",
      "Чому в залі, повному незнайомих людей, працюється краще?",
      "Можливо, тому, що вони нічого від нас не вимагають, а ми не хочемо сидіти без діла.",
      "Коли пополудні засвічують лампи, уся зала трохи присувається ближче."}},
};

static const struct reading numbers = {
    "",
    {"17, 24, 38, 46, 51, 63, 75, 82, 99.", "12, 29, 33, 47, 58, 66, 71, 84, 95.",
     "14, 21, 36, 42, 57, 69, 78, 83, 91.", "16, 28, 32, 49, 54, 61, 77, 85, 93.",
     "13, 25, 39, 44, 56, 68, 72, 87, 94.", "18, 27, 31, 45, 53, 64, 79, 86, 92."}};

const struct reading *reading_for(const char *language)
{
    for (size_t i = 0; i < sizeof readings / sizeof readings[0]; i++)
        if (!strncmp(language, readings[i].language, 2) && (language[2] == 0 || language[2] == '-'))
            return &readings[i];
    return &numbers;
}
