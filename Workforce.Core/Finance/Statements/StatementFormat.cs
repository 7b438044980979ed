namespace Workforce.Core.Finance.Statements;

/// <summary>The formats that Prime reads. Wire names are in <see cref="StatementFormats"/> and never change.</summary>
public enum StatementFormat { Ofx1, Ofx2, Qfx, Qif, Csv, Mt940, Camt052, Camt053, PdfText, PdfImage }

public static class StatementFormats
{
    public static string WireName(this StatementFormat format) => format switch
    {
        StatementFormat.Ofx1 => "ofx1",
        StatementFormat.Ofx2 => "ofx2",
        StatementFormat.Qfx => "qfx",
        StatementFormat.Qif => "qif",
        StatementFormat.Csv => "csv",
        StatementFormat.Mt940 => "mt940",
        StatementFormat.Camt052 => "camt052",
        StatementFormat.Camt053 => "camt053",
        StatementFormat.PdfText => "pdf_text",
        StatementFormat.PdfImage => "pdf_image",
        _ => throw new ArgumentOutOfRangeException(nameof(format), format, null),
    };
}
