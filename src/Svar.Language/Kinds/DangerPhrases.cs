namespace Svar.Language.Kinds;

/// <summary>Phrases of danger, and, with no danger, idioms and harmless phrases that hold the same words.</summary>
internal static class DangerPhrases
{
    private static readonly Dictionary<string, HashSet<string>> NorwegianClasses = Classes(
        ("person", """
            jeg meg eg han ho hun ham henne honom oss vi dem dei sønnen dattera datteren dotter dottera sonen sønn datter son barnet barna ungen ungane kona mannen mora moren faren far mor
            gutten guten jenta pasienten bestefar bestemor kjæresten kameraten venninna venninnen søsteren broren kollegaen noen nokon folk
            """),
        ("body", """
            hånden hånda handa hånd hand hender hendene fingeren fingrene fingrane finger armen arm arma beinet bein foten fot føttene føtene leggen låret kneet ansiktet øyet øyne øynene auga auge
            hodet hovudet nakken ryggen ribbein ankelen ankel håndleddet handleddet skulderen skuldra nesen nasen tann tenner leppa leppene leppene halsen magen huden albuen brystet
            """));

    private static readonly Dictionary<string, HashSet<string>> EnglishClasses = Classes(
        ("person", "i me he she him her us we they them son daughter child children kid kids baby toddler wife husband mother father mum mom dad brother sister friend girlfriend boyfriend someone somebody person people boy girl"),
        ("whose", "my his her their our the your both"),
        ("body", "hand hands finger fingers thumb arm arms leg legs foot feet toe toes face eye eyes head neck back rib ribs ankle wrist shoulder nose tooth teeth lip lips knee skin elbow chest mouth tongue throat"));

    public static PhraseTable<Danger?> Norwegian { get; } = new PhraseTable<Danger?>(NorwegianClasses)
        .Add(Danger.Gas, """
            lukter gass | luktar gass | lukta gass | luktet gass | lukter ... gass | luktar ... gass | gasslukt | lukt av gass | gasslekk* | lekker gass | lek gass | lekk gass | gass lekker | gassen lekker | lekkasje av gass
            siver gass | gass siver | kullos | karbonmonoksid* | kolos | gassforgift*
            """)
        .Add(Danger.Fire, """
            brannfare* | brannfarlig | brannfarleg | fare for brann | tok fyr | tatt fyr | tar fyr | teke fyr | tek fyr | tatt i fyr | satte fyr | begynte å brenne | byrja å brenne | tok til å brenne | begynt å brenne
            det brant | slo gnister | gnister fra | gnistrar frå | brann i | ble brann | vart brann | blei brann | brannvesenet | brannvesen | flammer ut | stod i flammer | sto i flammer | i flammer | begynte å ryke | byrja å ryke | begynte det å ryke | det ryker | det røyk av | røyk fra | røyk frå | røykutvikling
            begynte ... å brenne | byrja ... å brenne | begynte ... å ryke | byrja ... å ryke | kom røyk | kom det røyk | kjem røyk | kommer røyk | overopphetet | smeltet | smelta | svidde | svidd
            """)
        .Add(Danger.Explosion, "eksploderte | eksplodert | eksploderer | eksploderar | eksplosjonsfare | gasseksplosjon | det smalt i")
        .Add(Danger.Burn, """
            forbrenning | forbrenningen | forbrenninger | forbrenningar | andregradsforbrenning* | tredjegradsforbrenning* | brannsår | brannskad* | brente meg | brente seg | brent meg | brent seg | brant meg | brant seg
            brende meg | brende seg | brende ... <body> | brente ... <body> | brent ... <body> | kokende vann over | kokande vatn over | skåldet | skolda meg | skålda | skoldet
            """)
        .Add(Danger.Choking, "kvelning* | kvelningsfare | kveles | kveles av | kvelast | ble kvalt | holdt på å kvele* | heldt på å kvele* | satte i halsen | i halsen og | svelget ... batteri* | svelget ... magnet* | svelgde ... batteri* | satte ... i halsen | sette i halsen | sette ... i halsen | fikk ikke puste | fekk ikkje puste | får ikke puste | fikk ikke pust | pustevansker | pustevanskar | pusteproblem*")
        .Add(Danger.Allergy, "allergisk reaksjon* | allergisk sjokk | allergisk anfall | allergiske reaksjoner | anafylak* | hovnet opp | hovna opp | hovent ansikt | hoven i ansiktet | hovent ansiktet | utslett over | utslett på | fikk utslett | fekk utslett")
        .Add(Danger.Poisoning, "forgift* | matforgift* | giftig gass | giftig damp | giftig røyk | syk av maten | sjuk av maten | syke av maten | sjuke av maten | salmonella")
        .Add(Danger.ElectricShock, "fikk støt | fekk støyt | fått støt | får støt | elektrisk støt | elektriske støt | strømstøt | straumstøyt | strøm i meg | straum i meg | strøm i seg | strømgjennomgang | straumgjennomgang | fikk strøm")
        .Add(Danger.Injury, """
            på sykehus* | til sykehus* | på sjukehus* | til sjukehus* | havnet på sykehus | innlagt på | legevakt* | på legevakt* | akuttmottak* | ambulanse* | til lege | til legen | hos lege | hjernerystelse | hjernerysting | bevisstløs* | medvitslaus* | besvimte
            braut ... <body> | brøt ... <body> | brakk ... <body> | falt ned | falt ... meter | fall ned | datt ned | ga etter og | gav etter og | brukket ... <body> | brekte ... <body> | knakk ... <body> | kuttet meg | kutta meg | kuttet seg | kutta seg | kuttet ... <body> | skar meg | skar seg | skar ... <body> | klemte ... <body> | mistet synet | mista synet
            <person> ... ble skadet | <person> ... ble skada | <person> ... vart skada | <person> ... blei skada | <person> ... ble hardt skadet | <person> ... er skadet | <person> ... er skada | skadet meg | skada meg | skadet seg | skada seg | skadet ... <body> | skada ... <body>
            personskade* | blødde | blør | blødning | sydd med | måtte sy | måtte syes | etseskade* | etset | etsa
            """)
        .Add(Danger.Death, "livsfarlig* | livsfarleg* | livsfare | fare for liv | kunne ha dødd | kunne dødd | kunne ha døydd | kunne døydd | kunne gått galt | kunne ha gått galt | kunne tatt livet | kunne mistet livet | kunne mista livet | nær ved å dø | holdt på å dø | dødsulykke* | døde av | omkom*")
        .Add(null, """
            livsfarlig god* | livsfarlig bra | holdt på å dø av | heldt på å døy av | dør av spenning | eksploderte i popularitet | eksplodert i popularitet | eksploderer av | hjertet smeltet | smelta hjartet | smeltet hjertet | smeltet sammen
            hodet eksploderer | levere til sykehus* | leveres til sykehus* | sendes til sykehus* | jobber på sykehus* | jobbar på sjukehus* | arbeider på sykehus* | jobber på legevakt* | for brannskader | mot brannsår | for brannsår | til brannsår
            salve for brannsår | er den brannfarlig | er det brannfarlig | er dei brannfarlege | i flammer av | utslett på fakturaen
            """);

    public static PhraseTable<Danger?> English { get; } = new PhraseTable<Danger?>(EnglishClasses)
        .Add(Danger.Gas, "smell of gas | smells of gas | smelled of gas | smelt of gas | smell gas | smelled gas | smelling gas | smells like gas | gas smell | gas leak* | leaks gas | leaking gas | leaked gas | gas is leaking | gas was leaking | gas escap* | escaping gas | carbon monoxide | co alarm")
        .Add(Danger.Fire, """
            fire hazard | fire risk | risk of fire | danger of fire | caught fire | catches fire | catch fire | catching fire | caught on fire | on fire | burst into flames | went up in flames | in flames | set fire to | set ... on fire | started a fire | started to burn | started burning | started smoking | started to smoke
            smoke coming | smoke ... coming | smoke came | smoke from | smoke poured | singed | flared up | was smoking | began smoking | began to smoke | fire brigade | fire department | house fire | overheated and | melted | smouldering | burning smell | sparks flew | threw sparks | sparking | smell of burning | smells of burning
            """)
        .Add(Danger.Explosion, "exploded | explodes | exploding | explosion | blew up | blown up")
        .Add(Danger.Burn, """
            burned <whose> <body> | burnt <whose> <body> | burned <whose> ... <body> | burnt <whose> ... <body> | burns on <whose> ... <body> | burns to <whose> ... <body> | burned myself | burnt myself | burned himself | burned herself | burned themselves | got burned | got burnt | was burned by | was burnt by
            severe burn | severe burns | degree burn | degree burns | suffered burns | scalded | chemical burn*
            """)
        .Add(Danger.Choking, "choked on | choked | swallowed ... magnet* | swallowed ... battery | swallowed ... batteries | swallowed ... part | swallowed ... button | choke on | chokes on | choking on | choking hazard | choking risk | nearly choked | couldn't breathe | could not breathe | can't breathe | cannot breathe | unable to breathe | difficulty breathing | trouble breathing | struggled to breathe | suffocat* | strangl*")
        .Add(Danger.Allergy, "allergic reaction* | allergic shock | anaphyla* | swelled up | swollen up | broke out in a rash | broke out in hives | face swelled | throat swelled | got a rash | severe rash")
        .Add(Danger.Poisoning, "food poisoning | poisoned | poisoning | toxic fumes | poisonous fumes | got sick from | became ill after | became sick after | fell ill after | made ... sick | made ... ill | salmonella")
        .Add(Danger.ElectricShock, "electric shock* | electrical shock* | electrocut* | got a shock from | got shocked by | shocked me when | gave me a shock when")
        .Add(Danger.Injury, """
            emergency room | emergency department | the er | in hospital | to hospital | to the hospital | in the hospital | hospitalised | hospitalized | ambulance | concussion | unconscious | passed out | lost consciousness
            <person> ... was injured | <person> ... were injured | <person> ... got injured | <person> ... is injured | <person> ... was hurt | <person> ... got hurt | <person> ... were hurt | injured <whose> <body> | injured <whose> ... <body> | injured myself | injured himself | injured herself | hurt myself | hurt himself | hurt herself | hurt <whose> <body>
            gave way and | fell ... metres | fell ... meters | fell ... feet | fell off ... and | cut <whose> <body> | cut <whose> ... <body> | cut myself | broke <whose> <body> | broke <whose> ... <body> | fractured | dislocated | sprained | bleeding | needed stitches | stitches in | serious injury | serious injuries | personal injury | suffered an injury | lost <whose> sight | chemical in <whose> <body>
            """)
        .Add(Danger.Death, "life threatening | danger to life | risk to life | could have died | could've died | could have killed | could've killed | could have been killed | nearly killed | almost killed | nearly died | almost died | deadly | lethal | fatal")
        .Add(null, """
            nearly died laughing | almost died laughing | nearly died of laughter | almost died of laughter | nearly died of embarrassment | almost died of boredom | nearly died of boredom | dying to | to die for | died laughing
            exploded in popularity | exploded with joy | exploded with flavour | explosion of | sale is on fire | deals are on fire | you are on fire | you're on fire | team is on fire | this is on fire | melted my heart | heart melted | melted away | blew up on social | blew up on instagram | price exploded | prices exploded
            fatal error | fatal exception | site exploded | inbox exploded | deliver to the hospital | deliver to hospital | delivered to the hospital | work in the hospital | work in hospital | works in the hospital | ship to the hospital | sent to the hospital address
            is it deadly | lethal prices | deadly serious | shocked by the price | shocked me when i saw the price | bleeding money | bleeding edge | cut my finger nails | broke my heart | broke the bank | back ordered
            """);

    private static Dictionary<string, HashSet<string>> Classes(params (string Name, string Words)[] classes) =>
        classes.ToDictionary(
            c => c.Name,
            c => c.Words.Split([' ', '\n'], StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries).ToHashSet(StringComparer.Ordinal),
            StringComparer.Ordinal);
}
