namespace Svar.Accounts.SigningIn;

/// <summary>
/// Keeps the time of an answer from telling what the answer does not: work that differs with whether an account exists
/// ends at the next multiple of <see cref="AccountOptions.AnswerAfter"/>.
/// </summary>
internal sealed class EvenPace(AccountOptions options, TimeProvider clock)
{
    public async Task<T> RunAsync<T>(Func<Task<T>> work)
    {
        var begun = clock.GetTimestamp();
        try
        {
            return await work();
        }
        finally
        {
            if (options.AnswerAfter > TimeSpan.Zero)
            {
                var past = clock.GetElapsedTime(begun).Ticks % options.AnswerAfter.Ticks;
                await Task.Delay(TimeSpan.FromTicks(options.AnswerAfter.Ticks - past), clock);
            }
        }
    }
}
