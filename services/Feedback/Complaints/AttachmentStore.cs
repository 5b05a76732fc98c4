using CardTeam.ServiceDefaults.Errors;
using CardTeam.ServiceDefaults.Security;
using CardTeam.ServiceDefaults.Settings;

namespace CardTeam.Feedback.Complaints;

/// <summary>
/// Keeps the files of complaints in a folder outside the database, each sealed by the key that seals contacts.
/// </summary>
internal sealed class AttachmentStore
{
    private readonly ContactSafe _safe;
    private readonly string? _folder;

    /// <exception cref="StartRefusedException">The folder cannot be made.</exception>
    public AttachmentStore(IConfiguration configuration, ContactSafe safe)
    {
        _safe = safe;
        _folder =
            SuiteSettings.AttachmentFolder.Of(configuration)
            ?? ContactSafe.BesideDatabase(configuration, "feedback.attachments");
        try
        {
            if (_folder is not null)
                OwnerOnly.CreateFolder(_folder);
        }
        catch (Exception failure) when (failure is IOException or UnauthorizedAccessException)
        {
            throw new StartRefusedException(
                $"{SuiteSettings.AttachmentFolder.Key} cannot be used: {_folder} ({failure.Message})",
                failure
            );
        }
    }

    /// <summary>False where no folder or no key is named: files are then not taken.</summary>
    public bool IsOpen => _folder is not null && _safe.IsOpen;

    public async Task WriteAsync(Guid id, byte[] content, CancellationToken ct)
    {
        if (!IsOpen)
            throw new RuleBrokenException(
                "attachment.not-kept",
                new(
                    "本系统未设置附件文件夹（Complaints:AttachmentFolder），不能保存附件。",
                    "No folder is set for attachments (Complaints:AttachmentFolder), so none can be kept."
                )
            );
        await using var file = new FileStream(PathOf(id), OwnerOnly.Options(FileMode.CreateNew));
        await file.WriteAsync(_safe.SealFile(content, id.ToString("n")), ct);
        file.Flush(flushToDisk: true);
    }

    /// <exception cref="RuleBrokenException">404: the file is not there any more.</exception>
    public async Task<byte[]> ReadAsync(Guid id, CancellationToken ct) =>
        IsOpen && File.Exists(PathOf(id))
            ? _safe.OpenFile(await File.ReadAllBytesAsync(PathOf(id), ct), id.ToString("n"))
            : throw RuleBrokenException.NotFound("attachment");

    public void Delete(Guid id)
    {
        if (_folder is not null)
            File.Delete(PathOf(id));
    }

    private string PathOf(Guid id) => Path.Combine(_folder!, id.ToString("n"));
}
