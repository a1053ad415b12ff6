namespace Svar.Language.Kinds;

/// <summary>Phrases of Bokmål and Nynorsk that tell a message's kind; the number is their weight.</summary>
internal static class NorwegianCues
{
    public static PhraseTable<Cue> Table { get; } = new PhraseTable<Cue>()
        .Add(new(MessageKind.Complaint, 3), """
            klage | klager | klagar | klaga | reklamere | reklamerer | reklamasjon* | misfornøyd* | misnøgd* | ikke fornøyd | ikkje nøgd | ikkje fornøgd
            skuffet | skuffa | skuffende | skuffande | skuffelse* | skuffing | ikke godt nok | ikkje godt nok | ikke bra | ikkje bra | ikke akseptabelt
            uakseptabel* | håpløs* | elendig* | for dårlig | for dårleg | så dårlig* | svært dårlig | dårlig service | dårlig kvalitet | dårleg kvalitet
            frekk* | uforskammet | skandal* | uholdbar* | lei av | drittlei | pengene tilbake | pengane attende | pengane tilbake | heve kjøpet
            krever | krev at | lureri | svindel | provoserende | latterlig | arrogant* | hva driver dere med | kva driv de med | hva er det dere driver med
            rydd opp | sånn behandler man ikke | aldri mer | siste gang jeg handler | tok ikke imot | urimelig
            """)
        .Add(new(MessageKind.Complaint, 2.2), """
            ødelagt* | øydelagd* | øydelagt* | knust* | knekt | knakk | revnet | revna | revet av | røk | i stykker | istykker | gikk opp | gjekk sund | gått sund | gjekk opp
            lekker | lekk | lek | lekket | defekt* | feil størrelse | feil vare | feil varer | feil farge | feil produkt | feil storleik | produksjonsfeil | feil på | feilen
            mangler i | mangler noe | manglet | manglar i | mangla | manglende | ikke kommet | ikkje kome | aldri kommet | aldri kome | ikke dukket opp
            har ikke fått | ikke mottatt | ikkje fått | ikkje motteke | ikke svart | ikkje svara | ingen har svara | ingen har svart | ingen svarer | ingen svarar | uten å få svar | utan å få svar
            svarer ikke | svarer dere ikke | svarar ikkje | svarar de ikkje | purre | purrer | purring | purra | purret | har ventet | har venta | må vente
            for sent | for seint | forsinket | forsinka | forsinkelse | fortsatt ikke | framleis ikkje | ennå ikke | enno ikkje | enda ikke
            trukket meg | belastet to | to ganger for | dobbelt opp | krasjer | krasjar | virker ikke | verkar ikkje | fungerer ikke | fungerer ikkje | funker ikke | funkar ikkje
            sluttet å | slutta å | sviktet | svikta | løsner | losnar | løsnet | losna | slipper inn vann | slepp inn vatn | tredje gang | gjentatte ganger | gang på gang
            ikke hørt | ikkje høyrt | lovet | lovde | gikk i | brukte ... dager | brukte ... dagar | brukte ... uker | hver gang jeg prøver | falsk reklame
            """)
        .Add(new(MessageKind.Complaint, 1), "mangler | manglar | feil | refusjon* | dårlig* | dårleg* | dessverre | diverre | ventet | venta | problem | problemer | problemet | uker siden | veker sidan | ! ! !")
        .Add(new(MessageKind.Compliment, 2.6), """
            tusen takk for | tusen hjertelig takk | mange takk for | takk for god | takk for rask | takk for fin | takk for super | takk for flott | takk for hyggelig | takk for at | stor takk
            takk for hjelpen | takk for all hjelp | fornøyd | nøgd | kjempefornøyd | kjempenøgd | superfornøyd | strålende | strålande | fantastisk* | hyggelig* | hyggeleg* | flink* | dyktig*
            gi ros | ros til | rose | rosa | skryt | skryte | imponert* | imponerende | begeistret | supert | superbra | dere er best | de er best | perfekt | nydelig* | knirkefritt
            anbefale* | anbefaler | tilrår | framifrå | kjempebra | veldig bra | kjempegod* | godt jobb* | bra jobb* | glad for | fem stjerner | utmerket | utmerka | førsteklasses
            over all forventning | for en service | det beste | den beste | aldri fått bedre | elsker | elskar | toppkarakter | handle hos dere igjen | handle her igjen
            """)
        .Add(new(MessageKind.Compliment, 0.5), "takk | bra | god | godt | fint | kjekt | hurra")
        .Add(new(MessageKind.Question, 2.2), """
            lurer på | lurte på | lurar på | lurte eg på | lurer litt på | vil gjerne vite | vil gjerne vita | ønsker å vite | gjerne visst | gjerne vite | kan dere si | kan de seie | kan du si | et spørsmål | eit spørsmål
            har spørsmål | noen spørsmål | er det mulig | er det mogleg | trenger hjelp til å finne | treng hjelp til å finne | hva er status | kva er status | kunne dere sjekket | kan dere sjekke | gi meg beskjed om
            """)
        .Add(new(MessageKind.Question, 1.2), """
            hva | hvor | hvordan | hvilken | hvilket | hvilke | hvem | når kan | når kommer | når åpner | når er | kan jeg | kan man | kan dere | har dere | har de | selger dere | sel de | er det | gjelder | finnes det | finst det
            kva | kvar | kor | korleis | kven | når opnar | når kjem | kan eg | kan ein | kan de | får jeg | får eg | må jeg | må eg | passer | tåler | toler | hvor lenge | kor lenge | sender dere | sender de
            """)
        .Add(new(MessageKind.Suggestion, 3), """
            forslag | foreslå* | et tips | eit tips | tips til | tips | en ide | en idé | ein ide | ein idé | bare en idé | hva med å | kva med å | hva om dere | hva om de | kva om de | kva om
            dere burde | de burde | burde ha | burde kunne | dere bør | de bør | kunne dere ikke | kunne de ikkje | kan dere ikke heller | kunne godt ha* | kunne ha hatt
            hadde vært fint | hadde vært bra | hadde vært kjekt | hadde vært nyttig | hadde vært flott | hadde vore fint | hadde vore bra | hadde vore kjekt | hadde vore nyttig
            ville vært fint | ville vært bra | ville vært nyttig | ville vore | ønsker meg | ønskjer meg | skulle ønske | skulle ønskje | har dere vurdert | har de vurdert | synes dere skulle | synest de skulle | savner muligheten
            """)
        .Add(new(MessageKind.Suggestion, 1.2), "burde | bør | enklere om | lettere om | forbedre* | forbetre* | hadde vært | hadde vore | ville vært | hadde gjort det")
        .Add(new(MessageKind.Other, 2.4), """
            vedlagt* | vedlegg | vedlegger | her kommer | her er | her kjem | har byttet adresse | har bytta adresse | har flyttet | har flytta | ny adresse | nytt telefonnummer | nytt nummer | melde meg av | meld meg av | avmeld*
            ikke på kontoret | ikkje på kontoret | på ferie | er tilbake | er attende | ute av kontoret | fraværende | bekrefter | stadfestar | jeg henter | eg hentar | nyhetsbrevet | nyheitsbrevet
            slette kontoen | slett kontoen | slett ... konto | automatisk svar | som avtalt | til orientering
            """)
        .Add(new(MessageKind.Other, 0), "takk på forhånd | på forhånd takk | takk på førehand | takk for svar | takk for at dere svarer | ha en god dag | god dag | god helg | god morgen | god jul | er det noe | hva som helst | god tid | bra nok");
}
