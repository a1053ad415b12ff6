namespace Svar.Language.Kinds;

/// <summary>English phrases that tell a message's kind; the number is their weight.</summary>
internal static class EnglishCues
{
    public static PhraseTable<Cue> Table { get; } = new PhraseTable<Cue>()
        .Add(new(MessageKind.Complaint, 3), """
            complain* | complaint* | unacceptable | disappoint* | disgust* | terrible | horrible | awful | appalling | dreadful | useless | ridiculous | outrageous | disgrace* | fed up | sick of | tired of waiting
            a joke | not good enough | poor quality | poor service | bad service | worst | want a refund | demand | money back | want my money | rip off | ripped off | scam | rude | dissatisfied | not satisfied | not happy | unhappy
            never again | how hard can it be | far better | expected better | expected something | let down | fobbed off | false advertising | not as described | waste of money | frustrat* | annoy* | furious | angry
            """)
        .Add(new(MessageKind.Complaint, 2.2), """
            damaged | broken | broke | cracked | torn | ripped | faulty | defective | leaks | leaking | leaked | wrong item | wrong size | wrong colour | wrong color | wrong product | wrong order | wrong one | missing
            not arrived | hasn't arrived | never arrived | not received | never received | didn't receive | haven't received | still no | still not | still waiting | no answer | no reply | no response | nobody answers | nobody has | no one has
            ignored | ignoring | charged twice | overcharged | double charged | charged me | refuse to | refused to | refuses to | stopped working | doesn't work | does not work | not working | won't work | didn't work | fell apart | came apart | fell off
            heard nothing | was promised | promised a | promised me | was nothing | nothing was | would not take it back | wouldn't take it back | third time | fix this | sort this out | over a week late | weeks late | days late | overdue | crash* | lost my parcel | failed
            """)
        .Add(new(MessageKind.Complaint, 2.2), """
            loses | losing | faded | fades | shrank | shrunk | hole in | holes in | stain* | scratched | mould | mold | rusted | fell to pieces | snapped | burst | bent | dead on arrival | keeps breaking | keeps falling | keeps freezing | won't charge | won't open | won't close | doesn't fit | didn't fit | too small | too big | smaller than | bigger than
            is gone | are gone | vanished | disappeared | lost in | stolen | been opened | half of | empty box | what is going on | what's going on | how you treat | hung up | hangs up | kept waiting | on hold | passed around | sent me away | lied | misled | mislead* | nonsense | incompetent | careless | sloppy | mess | chaos | shambles
            had to cancel | ruined my | ruined our | spoiled | cost me | out of pocket | higher than | more than advertised | still isn't | still hasn't | still haven't | still waiting | a month and | months and | took weeks | takes weeks | every time i | cheaply made | badly made | poorly made | shoddy | inferior | rejected | denied | turned down | won't help | no help | unhelpful
            """)
        .Add(new(MessageKind.Complaint, 0.9), "not | never | nobody | nothing | isn't | wasn't | didn't | doesn't | don't | won't | hasn't | haven't | couldn't")
        .Add(new(MessageKind.Complaint, 1), "refund | late | delay* | problem | problems | issue | issues | unfortunately | wrong | error | weeks ago | immediately")
        .Add(new(MessageKind.Compliment, 2.6), """
            thank you so much | thanks so much | thank you for your help | thanks for your help | thank you for the quick | many thanks for | thanks to | say thank you | say thanks | my thanks | big thank you | just wanted to say
            wonderful | fantastic | excellent | amazing | brilliant | superb | outstanding | awesome | impressed | delighted | love | loved | perfect | perfectly | very happy | so happy | really happy | happy customer | pleased | pleasant
            great work | good work | great job | good job | well done | keep up | best customer | best service | the best | five stars | 5 stars | highly recommend | will recommend | exceeded | extra mile | lightning fast | couldn't be happier
            compliment* | kudos | praise | grateful | appreciate the | appreciate your | friendly | lovely | works like a dream | top notch | first class | flawless*
            """)
        .Add(new(MessageKind.Compliment, 2.6), """
            hats off | bravo | remarkable | terrific | lifesaver | stellar | saved my | saved our | saved the day | delightful | a gem | how every shop | how every company | won't forget | kind | helpful | generous | speedy | prompt | next morning | still looks new | looks new | made my day | made our day | a pleasure | a joy | exceptional | marvellous | marvelous
            couldn't ask for | can't fault | spot on | beautiful | beautifully | gorgeous | fabulous | smooth | hassle free | worth every | better than expected | best purchase | recommend you | recommended you | congratulations | credit to | shout out | thumbs up | above and beyond | into a good one | cheers to
            """)
        .Add(new(MessageKind.Compliment, 0.5), "thank you | thanks | great | good | nice | happy")
        .Add(new(MessageKind.Question, 2.2), """
            was wondering | wondering if | wonder if | wondering whether | could you tell | can you tell | please tell me | let me know what | let me know if | let me know whether | let me know when | let me know how | would like to know | like to know | want to know
            a question | quick question | is it possible | any chance | please advise | what is the status | how do i | how can i | how long | how much
            """)
        .Add(new(MessageKind.Question, 2.2), "anyone who can tell | can anyone tell | can somebody tell | i can't find | cannot find | not sure whether | not sure if | unsure whether | unsure if | am i allowed | where are they | where is it | will my | which of")
        .Add(new(MessageKind.Question, 1.2), """
            what | which | when | where | who | whose | how | why | do you | does | did | can i | can you | could you | is it | is the | is there | are the | are there | are you | may i | should i | will it | will you | will the | would it
            """)
        .Add(new(MessageKind.Suggestion, 3), """
            suggest | suggestion* | suggesting | an idea | idea for you | have you considered | have you thought | why not | why don't you | would be great if | would be nice if | would be nice to | would be good if | would be good to | would be helpful | would be useful | it would help
            you should | you could | you ought | should really offer | should offer | should add | please consider | consider adding | feature request | would love to see | wish you | how about | what about adding | it might be | improvement* | would help a lot
            """)
        .Add(new(MessageKind.Suggestion, 2.6), """
            maybe you could | perhaps you could | maybe add | perhaps add | think about adding | think about offering | please add | love it if | i'd like it if | would make choosing | would make ... easier | would make ... better | would make it | more ... would | could be improved | could you add | could you offer | might want to
            wouldn't it be | it'd be | a small tip | tip for | one thing that would | what if you | consider offering | consider selling | you may want | room for improvement | easier if | better if | nicer if | a feature | an option to | an option for | wish there was | wish there were | bring back
            """)
        .Add(new(MessageKind.Suggestion, 1.2), "would be great | would be nice | would be better | would be | might be better | improve | i wish")
        .Add(new(MessageKind.Other, 2.4), """
            attached | attachment | enclosed | here is the | here are the | as requested | you asked for | unsubscribe | newsletter | out of office | out of the office | office is closed | on holiday until | on leave | automatic reply
            confirm the | to confirm | confirming | i will collect | i will pick | new address | new phone | changed my address | have moved | moved to | my new | remove my account | delete my account | remove me | for your information | fyi
            """)
        .Add(new(MessageKind.Other, 2), "as agreed | here is my | here's my | have now paid | has been paid | have paid the invoice | changed its name | close the case | close this ticket | just a test | all sorted | sorted now | resolved itself | received it now | no further action")
        .Add(new(MessageKind.Other, 0), """
            thanks in advance | thank you in advance | thanks for your reply | good morning | good afternoon | good evening | good day | best regards | kind regards | have a nice day | have a good day | whether or not | not only | don't hesitate | if you don't mind | let me know | in good time
            would like | not sure | no problem | how are you | do you have a nice
            """);
}
