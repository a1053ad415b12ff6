using System.Globalization;

namespace Svar.Demo;

/// <summary>What customers enclose: photographs of the fault, a picture of the screen, a receipt.</summary>
internal static class Pictures
{
    /// <summary>A blurred photograph: cloth in a colour of the seed's, with what the issue is about.</summary>
    public static byte[] Photo(string issue, int seed) => Jpeg.Write(60, 45, Scene(issue, seed), 3, seed);

    /// <summary>Twelve megapixels and about three megabytes, as a telephone takes them.</summary>
    public static byte[] LargePhoto(string issue, int seed) => Jpeg.Write(500, 375, Steady(Scene(issue, seed)), 24, seed);

    /// <summary>The check-out with its red line.</summary>
    public static byte[] Screen(int seed) => Png.Write(320, 180, (x, y) => (x * 2, y * 2) switch
    {
        (_, < 40) => (22, 58, 64),
        ( > 60 and < 400, > 90 and < 130) => (245, 247, 247),
        ( > 60 and < 320, > 142 and < 156) when (x * 7 + seed) % 11 > 3 => (178, 34, 34),
        ( > 440 and < 600, > 90 and < 130) => (200, 96, 44),
        ( > 60 and < 600, > 200) when y % 28 < 8 && (x + y + seed) % 13 > 2 => (150, 160, 160),
        _ => (255, 255, 255),
    });

    public static byte[] Logo(int seed) => Png.Write(96, 32, (x, y) =>
        y > 26 - Math.Abs(x - 30) && x < 58 ? ((byte)(30 + (seed % 120)), (byte)90, (byte)110) : y is > 12 and < 20 && x > 62 && x % 7 < 5 ? ((byte)60, (byte)60, (byte)60) : ((byte)255, (byte)255, (byte)255));

    public static byte[] Receipt(DemoOrder order) => Pdf.Write(
        "Fjord & Fell - kvittering",
        [
            "Ordre " + order.Number + ", " + Envelope.DayMonthYear(DemoHours.Local(order.PlacedAt), "nb"),
            "",
            .. order.Lines.Select(l => l.Quantity.ToString(CultureInfo.InvariantCulture) + " x " + l.Product.NameNb + (l.Size is null ? "" : ", str. " + l.Size) + "   " + (l.PriceMinor / 100).ToString(CultureInfo.InvariantCulture) + ",00"),
            "Frakt   " + (order.ShippingMinor / 100).ToString(CultureInfo.InvariantCulture) + ",00",
            "Sum NOK " + (order.TotalMinor / 100).ToString(CultureInfo.InvariantCulture) + ",00",
        ]);

    /// <summary>The same colour for two blocks in a row: fine enough at twelve megapixels.</summary>
    private static Func<double, double, (byte R, byte G, byte B)> Steady(Func<double, double, (byte R, byte G, byte B)> scene)
    {
        var (seen, at, last) = (-1, -1.0, default((byte, byte, byte)));
        return (u, v) =>
        {
            var cell = (int)(u * 250);
            if (cell != seen || v != at)
            {
                (seen, at, last) = (cell, v, scene(u, v));
            }

            return last;
        };
    }

    private static Func<double, double, (byte R, byte G, byte B)> Scene(string issue, int seed)
    {
        var (red, green, blue) = ((seed * 37 % 140) + 50, (seed * 59 % 120) + 60, (seed * 83 % 130) + 70);
        (byte, byte, byte) Lit(double light) => (Level(red * light), Level(green * light), Level(blue * light));
        return (u, v) =>
        {
            var folds = 0.85 + (0.12 * Math.Sin((u * 9) + (v * 4) + seed)) + (0.08 * Math.Sin((v * 17) - (u * 3)));
            var across = Math.Abs(u - .5 - (.03 * Math.Sin(v * 6)));
            return issue switch
            {
                "zipper" when across < .03 + (v is > .45 and < .6 ? .06 * (1 - (Math.Abs(v - .525) / .075)) : 0) => (30, 30, 34),
                "zipper" when across < .05 => (150, 150, 145),
                "leak" when ((u - .45) * (u - .45)) + ((v - .55) * (v - .55) * 2) < .05 => Lit(folds * .55),
                "tentpole" when Math.Abs(v - .5 - (u > .55 ? (u - .55) * .8 : 0)) < .025 => (205, 205, 210),
                _ => Lit(folds),
            };
        };
    }

    private static byte Level(double light) => (byte)Math.Clamp(light, 0, 255);
}
