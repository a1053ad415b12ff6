using System.Text;
using System.Xml.Linq;
using Microsoft.AspNetCore.DataProtection.KeyManagement;
using Microsoft.AspNetCore.DataProtection.Repositories;
using Microsoft.AspNetCore.DataProtection.XmlEncryption;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Options;

namespace Svar.Data.Secrets;

/// <summary>Keeps the framework's keys in the database, so that every node reads what another one made.</summary>
internal sealed class KeyRing(SvarDatabase database, TimeProvider time) : IXmlRepository
{
    public IReadOnlyCollection<XElement> GetAllElements()
    {
        using var db = database.CreateDbContext();
        return [.. db.Set<DataProtectionKey>().AsNoTracking().OrderBy(k => k.CreatedAt).Select(k => k.Xml).AsEnumerable().Select(XElement.Parse)];
    }

    public void StoreElement(XElement element, string friendlyName)
    {
        var name = string.IsNullOrEmpty(friendlyName) ? Guid.NewGuid().ToString("N") : friendlyName;
        var xml = element.ToString(SaveOptions.DisableFormatting);
        var now = time.UtcNow();
        using var pass = database.Gate.Enter();
        using var db = database.CreateDbContext();
        db.Database.ExecuteSql(
            $"""
            INSERT INTO "DataProtectionKey" ("Name", "Xml", "CreatedAt") VALUES ({name}, {xml}, {now})
            ON CONFLICT ("Name") DO UPDATE SET "Xml" = {xml}
            """);
    }
}

/// <summary>Encrypts the secret part of a key by the master key.</summary>
internal sealed class KeyEncryptor(SecretBox box) : IXmlEncryptor
{
    public const string Purpose = "data-protection key";

    public EncryptedXmlInfo Encrypt(XElement plaintextElement) => new(
        new XElement("sealed", Convert.ToBase64String(box.Protect(Purpose, Encoding.UTF8.GetBytes(plaintextElement.ToString(SaveOptions.DisableFormatting))))),
        typeof(KeyDecryptor));
}

/// <summary>Made by the framework, from the name that stands in the kept XML: moving or renaming it makes kept keys unreadable.</summary>
internal sealed class KeyDecryptor(IServiceProvider services) : IXmlDecryptor
{
    public XElement Decrypt(XElement encryptedElement) => XElement.Parse(
        Encoding.UTF8.GetString(services.GetRequiredService<SecretBox>().Unprotect(KeyEncryptor.Purpose, Convert.FromBase64String(encryptedElement.Value))));
}

internal static class SecretsSetup
{
    /// <summary>The master key of this data folder, <see cref="SecretBox"/>, and the framework's own keys kept by both.</summary>
    public static IServiceCollection AddSecrets(this IServiceCollection services, string dataFolder)
    {
        services.AddSingleton(_ => MasterKey.Open(dataFolder, Environment.GetEnvironmentVariable(MasterKey.Variable)));
        services.AddSingleton<SecretBox>();
        services.AddSingleton<KeyRing>();
        services.AddDataProtectionCore();
        services.AddSingleton<IConfigureOptions<KeyManagementOptions>>(provider => new ConfigureOptions<KeyManagementOptions>(keys =>
        {
            keys.XmlRepository = provider.GetRequiredService<KeyRing>();
            keys.XmlEncryptor = new KeyEncryptor(provider.GetRequiredService<SecretBox>());
        }));
        return services.AddHostedService<MasterKeyCheck>();
    }

    private static void AddDataProtectionCore(this IServiceCollection services) =>
        Microsoft.AspNetCore.DataProtection.DataProtectionBuilderExtensions.SetApplicationName(services.AddDataProtection(), "svar");
}
