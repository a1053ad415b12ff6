using System.Runtime.CompilerServices;

[assembly: InternalsVisibleTo("Svar.Mail.Tests")]
