using System.Globalization;
using System.Text;

namespace Svar.Demo;

/// <summary>A page of text as PDF 1.4, in Helvetica with WinAnsiEncoding.</summary>
internal static class Pdf
{
    public static byte[] Write(string heading, IReadOnlyList<string> lines)
    {
        var page = new StringBuilder("BT /F1 18 Tf 60 770 Td (").Append(Escape(heading)).Append(") Tj /F1 11 Tf 0 -20 Td\n");
        foreach (var line in lines)
        {
            page.Append("0 -16 Td (").Append(Escape(line)).Append(") Tj\n");
        }

        page.Append("ET");
        string[] objects =
        [
            "<< /Type /Catalog /Pages 2 0 R >>",
            "<< /Type /Pages /Kids [3 0 R] /Count 1 >>",
            "<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] /Contents 4 0 R /Resources << /Font << /F1 5 0 R >> >> >>",
            "<< /Length " + page.Length.ToString(CultureInfo.InvariantCulture) + " >>\nstream\n" + page + "\nendstream",
            "<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica /Encoding /WinAnsiEncoding >>",
        ];
        var file = new StringBuilder("%PDF-1.4\n");
        var places = new List<int>();
        for (var n = 0; n < objects.Length; n++)
        {
            places.Add(file.Length);
            file.Append(CultureInfo.InvariantCulture, $"{n + 1} 0 obj\n{objects[n]}\nendobj\n");
        }

        var table = file.Length;
        file.Append(CultureInfo.InvariantCulture, $"xref\n0 {objects.Length + 1}\n0000000000 65535 f \n");
        foreach (var place in places)
        {
            file.Append(place.ToString("0000000000", CultureInfo.InvariantCulture)).Append(" 00000 n \n");
        }

        file.Append(CultureInfo.InvariantCulture, $"trailer\n<< /Size {objects.Length + 1} /Root 1 0 R >>\nstartxref\n{table}\n%%EOF\n");
        return Encoding.Latin1.GetBytes(file.ToString());
    }

    private static string Escape(string text) => text.Replace("\\", "\\\\", StringComparison.Ordinal).Replace("(", "\\(", StringComparison.Ordinal).Replace(")", "\\)", StringComparison.Ordinal);
}
