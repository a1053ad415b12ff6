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
        .Add(new(MessageKind.Complaint, 2.2), """
            irriterende | irriterande | slurv* | rot | rotet | kaos | kaotisk | tull | tøv | godtar ikke | godtar det ikke | godtek ikkje | aksepterer ikke | aksepterer ikkje | finner meg ikke i | slik skal det ikke | slik skal det ikkje | skal ikke være | burde ikke skje
            slår seg av | slo seg av | slutter å | går i stykker | sprakk | sprukket | sprukken | brakk | bleknet | bleikna | krympet | krympa | hull i | hol i | flekk* | ripe | riper | mugg | illeluktende | rustet | rusta | slitt | nupper | røyner | lot seg ikke | lar seg ikke
            borte | forsvunnet | forsvann | forsvunne | mistet | tapt | stjålet | åpnet pakke | åpen pakke | tom eske | halvparten | to like | tar ansvar | tek ansvar | ansvar for dette | hvor blir det av | kvar vert det av | kor blir det av | skulle vært her | skulle vore her | skulle kommet | skulle kome
            høyere enn | dyrere enn | for mye | for mykje | lurt | lyver | løy | løgn | villed* | nektet | nektar | nekter | avslo | avslått | avvist | la på | avviste | mas | maset | dobbelt så | ber om forklaring | krever svar | dårlig gjort | dårlig handverk | dårleg handverk | dårlig håndverk
            ikke sett noe til | ikkje sett noko til | ikke holdt | held ikkje | holder ikke | ikke som avtalt | ikkje som avtalt | ikke som beskrevet | ødela | øydela | spolerte | avlyse turen | tvunget | måtte jeg | måtte kjøpe ny | har gått | ergerlig | ergerleg | oppgitt | sint | sur | rasende | forbanna
            """)
        .Add(new(MessageKind.Complaint, 0.9), "ikke | ikkje | aldri | ingen | ingenting | verken | korkje")
        .Add(new(MessageKind.Complaint, 1), "mangler | manglar | feil | refusjon* | dårlig* | dårleg* | dessverre | diverre | ventet | venta | problem | problemer | problemet | uker siden | veker sidan | ! ! !")
        .Add(new(MessageKind.Compliment, 2.6), """
            tusen takk for | tusen hjertelig takk | mange takk for | takk for god | takk for rask | takk for fin | takk for super | takk for flott | takk for hyggelig | takk for at | stor takk
            takk for hjelpen | takk for all hjelp | fornøyd | nøgd | kjempefornøyd | kjempenøgd | superfornøyd | strålende | strålande | fantastisk* | hyggelig* | hyggeleg* | flink* | dyktig*
            gi ros | ros til | rose | rosa | skryt | skryte | imponert* | imponerende | begeistret | supert | superbra | dere er best | de er best | perfekt | nydelig* | knirkefritt
            anbefale* | anbefaler | tilrår | framifrå | kjempebra | veldig bra | kjempegod* | godt jobb* | bra jobb* | glad for | fem stjerner | utmerket | utmerka | førsteklasses
            over all forventning | for en service | det beste | den beste | aldri fått bedre | elsker | elskar | toppkarakter | handle hos dere igjen | handle her igjen
            """)
        .Add(new(MessageKind.Compliment, 2.6), """
            fryd | en glede | ei glede | bravo | solid kvalitet | gratulerer | gratulerar | reddet | redda | blide | blid | fortjener | fortener | god tilbakemelding | gode tilbakemelding* | herlig* | fabelaktig* | eksemplarisk* | profesjonell* | effektiv* | serviceinnstilt*
            slik skal kunder | slik skal | sånn skal det gjøres | som støpt | kom allerede | allerede dagen etter | hils | takk til | heder | ære til | kjempefin* | kjempeflott | flott | kanon | rått | råbra | suverent | upåklagelig | enestående | uovertruffen | varm takk | så glad
            hjertelig takk | hjarteleg takk | takksam | takknemlig | gjorde dagen | lekker jakke | lekkert | kvalitetsvare | verdt hver krone | verdt kvar krone | dere redder | kos | vakker* | lett å like | stort pluss | stjerner | bedre enn forventet | betre enn venta | forventningene
            """)
        .Add(new(MessageKind.Compliment, 0.5), "takk | bra | god | godt | fint | kjekt | hurra")
        .Add(new(MessageKind.Question, 2.2), """
            lurer på | lurte på | lurar på | lurte eg på | lurer litt på | vil gjerne vite | vil gjerne vita | ønsker å vite | gjerne visst | gjerne vite | kan dere si | kan de seie | kan du si | et spørsmål | eit spørsmål
            har spørsmål | noen spørsmål | er det mulig | er det mogleg | trenger hjelp til å finne | treng hjelp til å finne | hva er status | kva er status | kunne dere sjekket | kan dere sjekke | gi meg beskjed om
            """)
        .Add(new(MessageKind.Question, 2.2), "finner ikke ut | finn ikkje ut | usikker på om | usikker på | veit ikkje om | vet ikke om | klarer ikke å finne ut | går det an | er det råd å | trenger man | treng ein | blir det | leverer dere | kan noen si | kan nokon seie")
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
        .Add(new(MessageKind.Suggestion, 2.6), """
            kanskje dere kunne | kanskje de kunne | kanskje dere kan | kanskje man kunne | legg gjerne | legg til | jeg tror mange | eg trur mange | mange ville | ville satt pris på | ville sett pris på | gjort ... lettere | gjort ... enklere | gjort ... bedre | gjere ... lettare | gjort ... lettare
            ordning der | innføre | innfør | vurdere å | vurder å | tenk på å | kunne vært en idé | kunne vore ein idé | kunne det ikkje vore | kunne det ikke vært | jeg savner | eg saknar | savner en | gjerne sett at | skulle gjerne sett | anbefaler dere å | hvorfor ikke selge | hvorfor ikke ha | hva med
            lurt om | lurt å | greit om dere | fint om dere | bra om dere | nyttig om | kjekt om | flott om | heller bruke | bør kunne | burde kunne | innspill | ønske om at | ønskje om | mitt ønske
            """)
        .Add(new(MessageKind.Suggestion, 1.2), "burde | bør | enklere om | lettere om | forbedre* | forbetre* | hadde vært | hadde vore | ville vært | hadde gjort det")
        .Add(new(MessageKind.Other, 2.4), """
            vedlagt* | vedlegg | vedlegger | her kommer | her er | her kjem | har byttet adresse | har bytta adresse | har flyttet | har flytta | ny adresse | nytt telefonnummer | nytt nummer | melde meg av | meld meg av | avmeld*
            ikke på kontoret | ikkje på kontoret | på ferie | er tilbake | er attende | ute av kontoret | fraværende | bekrefter | stadfestar | jeg henter | eg hentar | nyhetsbrevet | nyheitsbrevet
            slette kontoen | slett kontoen | slett ... konto | automatisk svar | som avtalt | til orientering
            """)
        .Add(new(MessageKind.Other, 2), "alt i orden | alt er i orden | lukke saken | lukk saken | kan lukkes | bare en test | ordrenummeret er | som dere spurte | som de spurde | dere ba om | de bad om | mitt nummer er | min adresse er | nå betalt | no betalt | har betalt fakturaen | mottatt nå | det ordnet seg | det løste seg")
        .Add(new(MessageKind.Other, 0), "takk på forhånd | på forhånd takk | takk på førehand | takk for svar | takk for at dere svarer | ha en god dag | god dag | god helg | god morgen | god jul | er det noe | hva som helst | god tid | bra nok");
}
