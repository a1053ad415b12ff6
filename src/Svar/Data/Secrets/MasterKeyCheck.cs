using System.Xml.Linq;
using Microsoft.EntityFrameworkCore;

namespace Svar.Data.Secrets;

/// <summary>
/// Stops the start when this node's master key is not the one that the database's secrets were made by: a second node
/// with a key of its own, or a restored database without the key that belongs to it.
/// </summary>
internal sealed class MasterKeyCheck(SvarDatabase database, SecretBox box) : IHostedService
{
    public async Task StartAsync(CancellationToken cancellationToken)
    {
        await using var db = database.CreateDbContext();
        var newest = await db.Set<DataProtectionKey>().AsNoTracking().OrderByDescending(k => k.CreatedAt).Select(k => k.Xml).FirstOrDefaultAsync(cancellationToken);
        if (newest is null || XElement.Parse(newest).Descendants("sealed").FirstOrDefault() is not { } made)
        {
            return;
        }

        try
        {
            box.Unprotect(KeyEncryptor.Purpose, Convert.FromBase64String(made.Value));
        }
        catch (SecretUnreadableException e)
        {
            throw new BadSettingException(MasterKey.FileName, "another key", $"the key that this database's secrets were encrypted by: copy {MasterKey.FileName} from the first node or the backup, or set {MasterKey.Variable}", e);
        }
    }

    public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;
}
