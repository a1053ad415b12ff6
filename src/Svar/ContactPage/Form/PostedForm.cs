using System.Buffers;
using System.Text;
using Microsoft.AspNetCore.Http.Features;
using Microsoft.AspNetCore.WebUtilities;
using Microsoft.Net.Http.Headers;

namespace Svar.ContactPage.Form;

/// <summary>
/// The contact form as it was posted (RFC 7578, or <c>application/x-www-form-urlencoded</c>). Files beyond the limits
/// are read past rather than refused, so that the words that came with them can be shown again.
/// </summary>
internal sealed class PostedForm : IAsyncDisposable
{
    /// <summary>Of all files together.</summary>
    public const int MostFileMegabytes = 20;
    public const int MostFiles = 10;

    private const long MostFileBytes = MostFileMegabytes * 1024L * 1024;

    /// <summary>What is read past before the connection is given up: a film from a telephone.</summary>
    private const long LongestBody = 256L * 1024 * 1024;
    private const int LongestText = 1024 * 1024;
    private const int MostFields = 64;
    private const int LongestBoundary = 200;

    private readonly Dictionary<string, string> _fields = new(StringComparer.Ordinal);
    private readonly List<PostedFile> _files = [];
    private readonly List<PostedFile> _received = [];
    private long _fileBytes;

    private PostedForm()
    {
    }

    public WriteValues Values => new(this[WriteField.Name], this[WriteField.Email], this[WriteField.Order], this[WriteField.About], this[WriteField.Message]);

    /// <summary>The files that were kept: up to the first that was too many or too much.</summary>
    public IReadOnlyList<PostedFile> Files => _files;

    public bool HasTooLargeFiles { get; private set; }

    public bool HasTooManyFiles { get; private set; }

    /// <summary>The first value of a field; null when it was not sent.</summary>
    public string? this[string field] => _fields.GetValueOrDefault(field);

    /// <param name="request">The request, its body not yet read.</param>
    /// <param name="folder">Where large files lie meanwhile.</param>
    /// <param name="cancel">Ends the reading.</param>
    /// <exception cref="BadHttpRequestException">the body is no form (400, 415) or larger than any form can be (413).</exception>
    public static async Task<PostedForm> ReadAsync(HttpRequest request, string folder, CancellationToken cancel)
    {
        if (request.HttpContext.Features.Get<IHttpMaxRequestBodySizeFeature>() is { IsReadOnly: false } size)
        {
            size.MaxRequestBodySize = LongestBody;
        }

        var form = new PostedForm();
        try
        {
            await form.ReadBodyAsync(request, folder, cancel);
            return form;
        }
        catch (Exception e)
        {
            await form.DisposeAsync();
            if (e is InvalidDataException || (e is IOException and not BadHttpRequestException && !cancel.IsCancellationRequested))
            {
                throw new BadHttpRequestException("The form cannot be read: " + e.Message, e);
            }

            throw;
        }
    }

    public async ValueTask DisposeAsync()
    {
        foreach (var file in _received)
        {
            await file.DisposeAsync();
        }
    }

    private async Task ReadBodyAsync(HttpRequest request, string folder, CancellationToken cancel)
    {
        var type = MediaTypeHeaderValue.TryParse(request.ContentType, out var given) ? given : null;
        if (type?.MediaType.Equals("multipart/form-data", StringComparison.OrdinalIgnoreCase) == true)
        {
            await ReadPartsAsync(new MultipartReader(Boundary(type), request.Body) { HeadersCountLimit = 16, HeadersLengthLimit = 16 * 1024 }, folder, cancel);
        }
        else if (type?.MediaType.Equals("application/x-www-form-urlencoded", StringComparison.OrdinalIgnoreCase) == true)
        {
            await ReadPairsAsync(request.Body, cancel);
        }
        else
        {
            throw new BadHttpRequestException("The form has to come as multipart/form-data.", StatusCodes.Status415UnsupportedMediaType);
        }
    }

    private async Task ReadPartsAsync(MultipartReader reader, string folder, CancellationToken cancel)
    {
        for (var parts = 0; await reader.ReadNextSectionAsync(cancel) is { } part; parts++)
        {
            RefuseMore(parts);
            if (!ContentDispositionHeaderValue.TryParse(part.ContentDisposition, out var disposition) || !disposition.DispositionType.Equals("form-data", StringComparison.OrdinalIgnoreCase))
            {
                throw new BadHttpRequestException("A part of the form has no name.");
            }

            var name = HeaderUtilities.RemoveQuotes(disposition.Name).Value ?? "";
            if (disposition.FileName.HasValue || disposition.FileNameStar.HasValue)
            {
                await ReadFileAsync(part.Body, name, FileName(disposition), folder, cancel);
            }
            else
            {
                Keep(name, await ReadTextAsync(part.Body, cancel));
            }
        }
    }

    private async Task ReadPairsAsync(Stream body, CancellationToken cancel)
    {
        using var reader = new FormReader(body, Encoding.UTF8) { ValueCountLimit = MostFields, KeyLengthLimit = 200, ValueLengthLimit = LongestText };
        foreach (var (name, values) in await reader.ReadFormAsync(cancel))
        {
            Keep(name, values[0] ?? "");
        }
    }

    // A browser sends an empty part without a name where no file was chosen.
    private async Task ReadFileAsync(Stream body, string field, string name, string folder, CancellationToken cancel)
    {
        var isWanted = field == WriteField.Files;
        var isKept = isWanted && _files.Count < MostFiles;
        var file = new PostedFile(name, folder);
        _received.Add(file);
        var buffer = ArrayPool<byte>.Shared.Rent(64 * 1024);
        try
        {
            int read;
            while ((read = await body.ReadAsync(buffer, cancel)) > 0)
            {
                _fileBytes += isWanted ? read : 0;
                HasTooLargeFiles |= _fileBytes > MostFileBytes;
                if (isKept && !HasTooLargeFiles)
                {
                    await file.WriteAsync(buffer.AsMemory(0, read), cancel);
                }
            }
        }
        finally
        {
            ArrayPool<byte>.Shared.Return(buffer);
        }

        if (isWanted && (file.Length > 0 || name.Length > 0))
        {
            HasTooManyFiles |= !isKept;
            if (isKept && !HasTooLargeFiles)
            {
                _files.Add(file);
            }
        }
    }

    private static async Task<string> ReadTextAsync(Stream body, CancellationToken cancel)
    {
        using var text = new MemoryStream();
        var buffer = ArrayPool<byte>.Shared.Rent(16 * 1024);
        try
        {
            int read;
            while ((read = await body.ReadAsync(buffer, cancel)) > 0)
            {
                if (text.Length + read > LongestText)
                {
                    throw new BadHttpRequestException("A text of the form is longer than 1 MB.", StatusCodes.Status413PayloadTooLarge);
                }

                text.Write(buffer, 0, read);
            }
        }
        finally
        {
            ArrayPool<byte>.Shared.Return(buffer);
        }

        return Encoding.UTF8.GetString(text.GetBuffer(), 0, (int)text.Length);
    }

    private void Keep(string name, string value)
    {
        if (!_fields.ContainsKey(name))
        {
            RefuseMore(_fields.Count);
            _fields[name] = value;
        }
    }

    private static void RefuseMore(int fields)
    {
        if (fields >= MostFields)
        {
            throw new BadHttpRequestException("The form has more fields than it can have.", StatusCodes.Status413PayloadTooLarge);
        }
    }

    // WHATWG HTML "multipart/form-data": browsers percent-encode quotes and line ends, and nothing else. A backslash is
    // not unescaped: old browsers send the whole path.
    private static string FileName(ContentDispositionHeaderValue disposition) =>
        disposition.FileNameStar.HasValue
            ? disposition.FileNameStar.Value ?? ""
            : (HeaderUtilities.RemoveQuotes(disposition.FileName).Value ?? "")
                .Replace("%22", "\"", StringComparison.Ordinal).Replace("%0D", "", StringComparison.Ordinal).Replace("%0A", " ", StringComparison.Ordinal);

    private static string Boundary(MediaTypeHeaderValue type) => HeaderUtilities.RemoveQuotes(type.Boundary).Value is { Length: > 0 and <= LongestBoundary } boundary
        ? boundary
        : throw new BadHttpRequestException("The form's parts have no boundary.");
}
