using System.Diagnostics;
using System.Text;
using Workforce.Core.Finance.Statements;
using Workforce.Workers.Documents;

namespace Workforce.Workers.Tests.Documents;

public sealed class DocumentReaderTests
{
    // One empty page, locked with a user password: made by hand after ISO 32000-1, 7.6 (the strings need not be right to be refused).
    private const string LockedPdf = """
        %PDF-1.4
        1 0 obj<</Type/Catalog/Pages 2 0 R>>endobj
        2 0 obj<</Type/Pages/Kids[3 0 R]/Count 1>>endobj
        3 0 obj<</Type/Page/Parent 2 0 R/MediaBox[0 0 200 200]>>endobj
        4 0 obj<</Filter/Standard/V 1/R 2/P -4/O<0123456789abcdef0123456789abcdef0123456789abcdef0123456789abcdef>/U<fedcba9876543210fedcba9876543210fedcba9876543210fedcba9876543210>>>endobj
        trailer<</Root 1 0 R/Encrypt 4 0 R/ID[<00112233445566778899aabbccddeeff><00112233445566778899aabbccddeeff>]>>
        """;

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_locked_pdf_is_refused_with_what_to_do()
    {
        var refused = await Assert.ThrowsAsync<UnreadableDocumentException>(() => new DocumentReader().ReadPdfAsync(Encoding.ASCII.GetBytes(LockedPdf), Cancellation));

        Assert.Equal("The PDF is locked with a password. Save it without one and upload it again.", refused.Message);
    }

    [Fact]
    public async Task A_damaged_pdf_is_refused_as_a_statement_with_the_programs_reason()
    {
        var refused = await Assert.ThrowsAsync<UnreadableStatementException>(() => new StatementDocument(new DocumentReader()).ParseAsync("%PDF-1.4 and nothing more"u8.ToArray(), "statement.pdf", null, Cancellation));

        Assert.StartsWith("The PDF is damaged and cannot be opened (", refused.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_pdf_with_more_pages_than_are_read_is_refused()
    {
        var reader = new DocumentReader(DocumentLimits.Default with { TextPages = 0 });

        var refused = await Assert.ThrowsAsync<UnreadableDocumentException>(async () => await reader.ReadPdfAsync(await Samples.ReadAsync("statements/statement-2026-10.pdf"), Cancellation));

        Assert.Equal("The PDF has 1 pages; at most 0 are read. Split it and upload the parts.", refused.Message);
    }

    [Fact]
    public async Task A_pdf_with_more_pictures_than_are_recognised_is_refused_before_the_first_is()
    {
        var reader = new DocumentReader(DocumentLimits.Default with { PictureTime = TimeSpan.Zero });

        var refused = await Assert.ThrowsAsync<UnreadableDocumentException>(() => reader.ReadPdfAsync(EmptyPages(41), Cancellation));

        Assert.Equal("The PDF has 41 pages without text, which would have to be recognised; at most 40 are. Split it and upload the parts.", refused.Message);
    }

    [Fact]
    public async Task A_page_that_is_not_recognised_in_its_time_is_named()
    {
        var reader = new DocumentReader(DocumentLimits.Default with { PictureTime = TimeSpan.FromMilliseconds(1) });

        var late = await Assert.ThrowsAsync<DocumentProgramException>(() => reader.ReadPdfAsync(EmptyPages(1), Cancellation));

        Assert.Equal("Page 1 was not recognised within 0 seconds.", late.Message);
    }

    [Fact]
    public void Prime_has_the_time_that_the_most_pages_may_take()
    {
        Assert.Equal(TimeSpan.FromSeconds((40 * 45) + 120), Core.Finance.FinanceJobs.Parse.Timeout);
        Assert.Equal((40, TimeSpan.FromSeconds(45)), (DocumentLimits.Default.PicturePages, DocumentLimits.Default.PictureTime));
    }

    [Fact]
    public async Task What_is_no_picture_is_refused()
    {
        var refused = await Assert.ThrowsAsync<UnreadableDocumentException>(() => new ReceiptDocument(new DocumentReader()).ReadAsync("just words"u8.ToArray(), Cancellation));

        Assert.Equal("The file is neither a PDF nor a picture (PNG, JPEG, TIFF, WebP, GIF, BMP).", refused.Message);
    }

    [Fact]
    public async Task A_picture_that_claims_to_be_huge_is_refused_before_it_is_unpacked()
    {
        byte[] header = [0x89, (byte)'P', (byte)'N', (byte)'G', 13, 10, 26, 10, 0, 0, 0, 13, (byte)'I', (byte)'H', (byte)'D', (byte)'R', 0, 1, 0, 0, 0, 1, 0, 0];

        var refused = await Assert.ThrowsAsync<UnreadableDocumentException>(() => new ReceiptDocument(new DocumentReader()).ReadAsync(header, Cancellation));

        Assert.Equal("The picture has more than 80 million pixels; send it smaller.", refused.Message);
    }

    [Fact]
    public async Task A_broken_picture_is_refused_and_leaves_nothing_on_disk()
    {
        var folder = Directory.CreateTempSubdirectory("document-tests-");
        var reader = new ReceiptDocument(new DocumentReader(DocumentLimits.Default with { Folder = folder.FullName }));

        await Assert.ThrowsAsync<UnreadableDocumentException>(() => reader.ReadAsync(new byte[] { 0xFF, 0xD8, 0xFF, 0xE0, 1, 2, 3 }, Cancellation));

        Assert.Empty(folder.GetFileSystemInfos());
        folder.Delete();
    }

    [Fact]
    public async Task A_program_that_is_not_installed_is_named_with_its_package()
    {
        var missing = await Assert.ThrowsAsync<DocumentProgramException>(() => new DocumentProgram(DocumentLimits.Default).RunAsync("no-such-program", [], Cancellation));

        Assert.Contains("no-such-program could not be started", missing.Message, StringComparison.Ordinal);
        Assert.EndsWith("apt-get install no-such-program.", missing.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_program_that_takes_too_long_is_killed()
    {
        var clock = Stopwatch.StartNew();

        var late = await Assert.ThrowsAsync<DocumentProgramException>(() => new DocumentProgram(DocumentLimits.Default with { Timeout = TimeSpan.FromMilliseconds(200) }).RunAsync("sleep", ["60"], Cancellation));

        Assert.Equal("sleep did not finish with the document within 0.2 seconds.", late.Message);
        Assert.True(clock.Elapsed < TimeSpan.FromSeconds(30));
    }

    [Fact]
    public async Task A_program_is_killed_with_the_token_that_started_it()
    {
        using var source = CancellationTokenSource.CreateLinkedTokenSource(Cancellation);
        var run = new DocumentProgram(DocumentLimits.Default).RunAsync("sleep", ["61.5"], source.Token);

        await source.CancelAsync();

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => run);
        Assert.False(IsRunning("sleep 61.5"));
    }

    [Fact]
    public async Task A_program_that_writes_without_end_is_stopped()
    {
        var refused = await Assert.ThrowsAsync<UnreadableDocumentException>(() => new DocumentProgram(DocumentLimits.Default with { OutputBytes = 1024 * 1024 }).RunAsync("yes", [], Cancellation));

        Assert.Equal("The document makes yes write more than 1 MB.", refused.Message);
    }

    [Theory]
    [InlineData(90, new byte[] { 4, 1, 5, 2, 6, 3 }, "2 3")]
    [InlineData(180, new byte[] { 6, 5, 4, 3, 2, 1 }, "3 2")]
    [InlineData(270, new byte[] { 3, 6, 2, 5, 1, 4 }, "2 3")]
    public void A_picture_is_turned_clockwise(int degrees, byte[] expected, string size)
    {
        byte[] picture = [.. "P5\n3 2\n255\n"u8, 1, 2, 3, 4, 5, 6];

        Assert.Equal([.. Encoding.ASCII.GetBytes($"P5\n{size}\n255\n"), .. expected], GrayImage.Turn(picture, degrees));
    }

    private static byte[] EmptyPages(int count) => Encoding.ASCII.GetBytes(
        "%PDF-1.4\n1 0 obj<</Type/Catalog/Pages 2 0 R>>endobj\n2 0 obj<</Type/Pages/Kids[" + string.Join(' ', Enumerable.Range(3, count).Select(page => $"{page} 0 R")) + $"]/Count {count}>>endobj\n"
        + string.Concat(Enumerable.Range(3, count).Select(page => $"{page} 0 obj<</Type/Page/Parent 2 0 R/MediaBox[0 0 200 200]>>endobj\n")) + "trailer<</Root 1 0 R>>\n");

    private static bool IsRunning(string commandLine) => Directory.GetDirectories("/proc").Any(process =>
    {
        try
        {
            return File.ReadAllText(Path.Combine(process, "cmdline")).Replace('\0', ' ').Contains(commandLine, StringComparison.Ordinal);
        }
        catch (Exception gone) when (gone is IOException or UnauthorizedAccessException)
        {
            return false;
        }
    });
}
