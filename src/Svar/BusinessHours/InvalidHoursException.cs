namespace Svar.BusinessHours;

/// <summary>
/// Hours, a zone or a holiday that cannot be. The message is one sentence for the person who typed it: what is wrong, and
/// what would be right. <see cref="Day"/> names the day of the week that it is about, where there is one.
/// </summary>
public sealed class InvalidHoursException : Exception
{
    public InvalidHoursException()
    {
    }

    public InvalidHoursException(string message)
        : base(message)
    {
    }

    public InvalidHoursException(string message, Exception innerException)
        : base(message, innerException)
    {
    }

    public InvalidHoursException(DayOfWeek day, string message)
        : base($"{WeeklyHours.NameOf(day)}: {message}") => Day = day;

    public DayOfWeek? Day { get; }
}
