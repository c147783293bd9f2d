/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "speech/readings.h"

#include <string.h>

const struct reading readings[] = {
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
};
const size_t nreadings = sizeof readings / sizeof readings[0];

const struct reading *reading_for(const char *language)
{
    for (size_t i = 0; i < nreadings; i++)
        if (!strncmp(language, readings[i].language, 2) && (language[2] == 0 || language[2] == '-'))
            return &readings[i];
    return NULL;
}
