using Svar.Mail.Replies;

namespace Svar.Mail.Tests.Replies;

public class SubjectMarksTests
{
    [Theory]
    [InlineData("Hei", "Hei", false, false)]
    [InlineData("Re: Hei", "Hei", true, false)]
    [InlineData("RE[2]: Hei", "Hei", true, false)]
    [InlineData("Re^2: Re (3): Hei", "Hei", true, false)]
    [InlineData("SV: Sv: AW: Antw: Hei", "Hei", true, false)]
    [InlineData("Re: Sv: [x] Hei", "[x] Hei", true, false)]
    [InlineData("[shop] Re: Hei", "[shop] Hei", true, false)]
    [InlineData("VS: Hei", "Hei", false, true)]
    [InlineData("Fwd: FW: WG: TR: Hei", "Hei", false, true)]
    [InlineData("Re: Fwd: Hei", "Hei", true, true)]
    [InlineData("Odp: RIF: RES: Ynt: Hei", "Hei", true, false)]
    [InlineData("回复：Hei", "Hei", true, false)]
    [InlineData("转发: 答复: Hei", "Hei", true, true)]
    [InlineData("Re : Hei", "Hei", true, false)]
    [InlineData("  Re:   Hei \t du ", "Hei du", true, false)]
    [InlineData("Hei (fwd)", "Hei", false, true)]
    [InlineData("Re: ", "", true, false)]
    [InlineData("Retur: telt", "Retur: telt", false, false)]
    [InlineData("Svar: Hei", "Hei", true, false)]
    [InlineData("Ordre 1042: hvor er den?", "Ordre 1042: hvor er den?", false, false)]
    [InlineData("[FF-1042] Telt", "[FF-1042] Telt", false, false)]
    [InlineData("", "", false, false)]
    public void Marks_are_told_from_the_subject(string subject, string bare, bool reply, bool forward) =>
        Assert.Equal(new BareSubject(bare, reply, forward), SubjectMarks.Strip(subject));
}
