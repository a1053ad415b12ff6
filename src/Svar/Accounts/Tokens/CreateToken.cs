using Microsoft.EntityFrameworkCore;
using Svar.Accounts.People;
using Svar.Data;

namespace Svar.Accounts.Tokens;

internal sealed record NewToken(long StaffId, string Name, IReadOnlyList<Grant> Grants, DateTime? ExpiresAt = null);

internal abstract record CreateTokenResult
{
    /// <param name="Secret">Shown this once.</param>
    internal sealed record Created(long TokenId, string Secret) : CreateTokenResult;

    internal sealed record Refused(TokenProblem Problem) : CreateTokenResult;
}

internal enum TokenProblem
{
    NoName = 1,
    NameTooLong = 2,
    NoRoles = 3,

    /// <summary>More than its owner is.</summary>
    TooMuch = 4,
    ExpiresInThePast = 5,

    /// <summary>Tokens are made by people for themselves (or by who runs the program), and not with a token.</summary>
    NotYours = 6,
    UnknownBrand = 7,
    NoSuchOwner = 8,
}

/// <summary>Makes a token for its owner's programs.</summary>
internal sealed class CreateToken(IDbContextFactory<SvarDb> dbs, IBrandNames brands, TimeProvider clock)
{
    public Task<CreateTokenResult> HandleAsync(Asker asker, NewToken request, CancellationToken cancel)
    {
        var isOwn = asker.StaffId == request.StaffId && asker.TokenId is null;
        var now = clock.GetUtcNow().UtcDateTime;
        TokenProblem? problem = request switch
        {
            _ when !isOwn && asker != Asker.System => TokenProblem.NotYours,
            _ when string.IsNullOrWhiteSpace(request.Name) => TokenProblem.NoName,
            _ when request.Name.Trim().Length > ApiToken.LongestName => TokenProblem.NameTooLong,
            { Grants.Count: 0 } => TokenProblem.NoRoles,
            { ExpiresAt: { } end } when end <= now => TokenProblem.ExpiresInThePast,
            _ => null,
        };
        return problem is { } found ? Task.FromResult<CreateTokenResult>(new CreateTokenResult.Refused(found)) : SaveAsync(asker, request, now, cancel);
    }

    private Task<CreateTokenResult> SaveAsync(Asker asker, NewToken request, DateTime now, CancellationToken cancel) => dbs.WriteAsync<CreateTokenResult>(
        async db =>
        {
            var grants = RoleRules.Tidied(request.Grants);
            if (!await RoleRules.KnowsBrandsAsync(brands, db, grants, cancel))
            {
                return new CreateTokenResult.Refused(TokenProblem.UnknownBrand);
            }

            if (await db.Set<Staff>().SingleOrDefaultAsync(s => s.Id == request.StaffId && s.ClosedAt == null, cancel) is not { } staff)
            {
                return new CreateTokenResult.Refused(TokenProblem.NoSuchOwner);
            }

            var owner = Asker.Of(staff.Id, staff.DisplayName, (await RoleRules.OfAsync(db, staff.Id, cancel)).Select(r => r.Grant));
            if (!grants.TrueForAll(g => IsWithin(owner, g)))
            {
                return new CreateTokenResult.Refused(TokenProblem.TooMuch);
            }

            var secret = ApiToken.Prefix + SecretKey.New();
            var token = new ApiToken
            {
                Id = db.NextKey(),
                StaffId = staff.Id,
                Name = request.Name.Trim(),
                Hash = SecretKey.Hash(secret),
                Ending = secret[^4..],
                CreatedAt = now,
                ExpiresAt = request.ExpiresAt,
            };
            foreach (var grant in grants)
            {
                token.Roles.Add(new ApiTokenRole { Id = db.NextKey(), TokenId = token.Id, BrandId = grant.BrandId, Role = grant.Role });
            }

            db.Add(token);
            Audit.Add(db, asker, now, RoleRules.OneBrand(grants), "token.created", $"{staff.Email}: {token.Name}", RoleRules.Described(grants));
            return new CreateTokenResult.Created(token.Id, secret);
        },
        cancel);

    // 'In every brand' means every brand of the owner: a limit, not a claim. Enough that the owner is that somewhere.
    private static bool IsWithin(Asker owner, Grant grant) => grant.BrandId is { } brand
        ? owner.RoleIn(brand) >= grant.Role
        : owner.Everywhere >= grant.Role || owner.Brands.Values.Any(r => r >= grant.Role);
}
