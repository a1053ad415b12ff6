using System.Runtime.CompilerServices;
using Svar.Data;

namespace Svar.Tests.Data;

/// <summary>What tests do outside a request is the work of the whole house, as a verb's is.</summary>
internal static class EveryBrand
{
    [ModuleInitializer]
    internal static void See() => BrandScope.Enter(BrandScope.All);
}
