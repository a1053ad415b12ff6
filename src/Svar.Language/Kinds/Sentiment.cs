namespace Svar.Language.Kinds;

/// <summary>Single words that speak well or ill of something, for messages without a telling phrase.</summary>
internal static class Sentiment
{
    public static PhraseTable<Cue> Norwegian { get; } = new PhraseTable<Cue>()
        .Add(new(MessageKind.Complaint, 1.3), """
            ubrukelig* | ubrukeleg* | uforståelig* | uforståeleg* | merkelig | underlig | tåpelig | dum | dumt | trist | leit | synd | kjip* | kjedelig | skuff* | tragisk | pinlig | flaut | respektløs* | likegyldig* | treg* | sein* | tungvint | umulig* | umogleg* | krevende | slitsomt | vanskelig | verre | verst | dårligst* | dårligere
            svak* | ustabil* | upålitelig* | rotete | skitten* | skitne | fuktig | våt* | gjennomvåt* | kald* | frøs | fraus | lukter | luktar | stinker | stinkar | bråk* | skrangle* | hakker | henger seg | treghet | hull | hol | sprekk* | bulk* | bulket | skade | skaden | skadet | skada | ødelegg* | øydelegg* | knus* | brekk* | rev* | gnag* | klem*
            tap | tapte | taper | misforstå* | feilaktig* | feilsend* | feillevert* | ufullstendig | uåpnet | utgått | ugyldig | avvik | uteblitt | uteble | utsatt | utsett | forgjeves | ignorer* | oversett | overser | glemt | gløymt | bortkast* | dyrt | dyr | urettferdig | urimelig* | ulovlig | brudd | lovnad | løfte* | beklagelig | uheldig* | mangel* | mangelfull*
            stengt | stengte | stengde | tre ganger | tre gonger | to ganger | to gonger | fire ganger | fem ganger | enda en gang | nok en gang | atter en gang | igjen og igjen | bryr seg | tross | til tross | allikevel | fremdeles | framleis | fortsatt | utan at | uten at | i ukevis | i månedsvis | i vekevis
            """)
        .Add(new(MessageKind.Compliment, 1.3), """
            glad* | lykkelig* | lukkeleg* | fornøyelse | deilig* | praktfull* | super* | kjempe* | kjempejobb | fremragende | framragande | glimrende | glimrande | strål* | rask* | kjapp* | lynrask* | presis* | punktlig* | vennlig* | venleg* | imøtekommende | hjelpsom* | omsorg* | tålmodig* | kunnskapsrik* | grei* | trivelig* | triveleg* | koselig*
            smil* | smilte | gleder | gleda | gledde | elsket | elska | koser | trygg* | solid* | holdbar* | haldbar* | slitesterk* | myk* | varm* | lett | pen* | fin* | finfin* | flott* | lekker | smart* | genial* | praktisk* | behagelig* | komfortabel* | wow | jippi | hipp | storartet | heldig | berømme | heie | favoritt* | best | bedre enn | innsats* | som ny | som nytt
            """)
        .Add(new(MessageKind.Suggestion, 1.3), """
            kunne ... hatt | kunne ... ha | kunne vært | kunne vore | ville gjort | ville hjulpet | ville spart | hadde spart | hadde hjulpet | hadde gjort | hadde passa | blir det lettere | vert det lettare | blir det enklere | i stedet for | i staden for | skulle ynskje | skulle ønske | skulle ynskt | tjent på | tene på | mer brukervennlig | enklere å | enklere for | lettere for | lettare for | flere valg | fleire val | utvid* | utvide | mulighet for | moglegheit for | nyttig med | fint med | kjekt med | bra med
            """)
        .Add(new(MessageKind.Other, 1.6), "passer fint | passar fint | passer bra | passar bra | jeg kommer | eg kjem | henter | hentar | i morgen | i morgon | referanse* | betalt | betaling er | overført | mottatt | bildet av | bilde av | bileta | kopi av | skjermbilde | til info | minner om | kvittering følger | signert | underskrevet | nytt navn | har endret | har endra | kan nås på | kan treffes på | tilbudet | avtalen | møtet | timen");

    public static PhraseTable<Cue> English { get; } = new PhraseTable<Cue>()
        .Add(new(MessageKind.Complaint, 1.3), """
            sad | sadly | bad | worse | worst | badly | poor | poorly | slow | slowly | late | cold | wet | soaked | dirty | filthy | smelly | stinks | noisy | stiff | rough | ugly | cheap | flimsy | weak | unstable | unreliable | unsafe | unfair | unclear | confusing | misleading | incorrect | inaccurate | incomplete | expired | invalid | useless | pointless | hopeless | embarrassing | shocking | shameful | careless | lazy
            damage | breaks | cracks | tears | rips | bent | dented | chipped | loose | stuck | jammed | leak | spilled | pieces | threw | dumped | lost | lose | missed | forgot | forgotten | failed | fails | failing | failure | fault | mistake | mistakes | blame | excuse | excuses | ignored | avoid | avoided | refused | cancelled | canceled | unable | cannot | can't | without | instead | despite | yet again | again and again | twice | three times | four times | nothing like | clearly | supposed to | paid extra | turned up on | whoever | waste | wasted | regret | hate | hated
            """)
        .Add(new(MessageKind.Compliment, 1.3), """
            glad | joy | smile | smiled | smiling | delight* | enjoy | enjoyed | enjoying | favourite | favorite | charming | warm | warmly | cosy | comfy | comfortable | soft | light | sturdy | solid | durable | reliable | fast | quick | quickly | swift | polite | patient | knowledgeable | thoughtful | caring | professional | efficient | skilled | talented | clever | genius | neat | stylish | pretty | stunning | magnificent | splendid | phenomenal | incredible | unbelievable | wow | yay | hooray
            craftsmanship | like new | like a charm | meant a lot | means a lot | thrilled | ecstatic | over the moon | lucky | blessed | proud | honoured | trust | loyal | a star | legend | hero | heroes | champion | rescued | cheered | better than | so happy | worth it | chose your | choose you
            """)
        .Add(new(MessageKind.Suggestion, 1.3), """
            perhaps | maybe | might | could be | it'd be | it would | would help | would save | would make | would love | would be handy | handy | easier | simpler | more convenient | option | options | offer a | offering | introduce | introducing | extend | expand | allow us to | allow customers | let us | instead of | think about | ideal if | helpful if | useful if | great if | good if | nice if
            """)
        .Add(new(MessageKind.Other, 1.6), "reference | payment was made | has been made | reach me | call me on | i'm out | i am out | will reply | will be back | be back on | signed | scanned | copy of | screenshot | forwarding | forwarded | for the record | received the | got the parcel | got the package | invoice number | order number is | see you | tomorrow | on friday | on monday | on tuesday | on wednesday | on thursday | works for me | suits me | confirmed");
}
