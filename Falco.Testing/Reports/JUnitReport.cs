using System.Globalization;
using System.Text;
using System.Xml;

namespace Falco.Testing.Reports;

/// <summary>Results as JUnit XML, which build servers read: a suite for each file.</summary>
public static class JUnitReport
{
    /// <summary>Writes results.</summary>
    public static string Write(IReadOnlyList<RuleTestResult> results)
    {
        ArgumentNullException.ThrowIfNull(results);
        using MemoryStream stream = new();
        using (XmlWriter xml = XmlWriter.Create(stream, new XmlWriterSettings { Indent = true, Encoding = new UTF8Encoding(false) }))
        {
            xml.WriteStartElement("testsuites");
            WriteCounts(xml, results);
            foreach (IGrouping<string, RuleTestResult> file in results.GroupBy(static result => result.Test.File))
            {
                xml.WriteStartElement("testsuite");
                xml.WriteAttributeString("name", file.Key);
                WriteCounts(xml, [.. file]);
                foreach (RuleTestResult result in file)
                    WriteCase(xml, result);
                xml.WriteEndElement();
            }

            xml.WriteEndElement();
        }

        return Encoding.UTF8.GetString(stream.ToArray()) + "\n";
    }

    private static void WriteCounts(XmlWriter xml, IReadOnlyList<RuleTestResult> results)
    {
        xml.WriteAttributeString("tests", results.Count.ToString(CultureInfo.InvariantCulture));
        xml.WriteAttributeString("failures", results.Count(static result => !result.HasPassed).ToString(CultureInfo.InvariantCulture));
        xml.WriteAttributeString("errors", "0");
        xml.WriteAttributeString("time", Seconds(results.Sum(static result => result.Duration.TotalSeconds)));
    }

    private static void WriteCase(XmlWriter xml, RuleTestResult result)
    {
        xml.WriteStartElement("testcase");
        xml.WriteAttributeString("classname", result.Test.File);
        xml.WriteAttributeString("name", Printable(result.Test.Name));
        xml.WriteAttributeString("file", result.Test.File);
        xml.WriteAttributeString("line", result.Test.Line.ToString(CultureInfo.InvariantCulture));
        xml.WriteAttributeString("time", Seconds(result.Duration.TotalSeconds));
        if (!result.HasPassed)
        {
            xml.WriteStartElement("failure");
            xml.WriteAttributeString("message", Printable(result.Failures[0].Split('\n')[0]));
            xml.WriteString(Printable(result.Explanation));
            xml.WriteEndElement();
        }

        xml.WriteEndElement();
    }

    // XML has no way at all to write most control characters.
    private static string Printable(string text) =>
        string.Concat(text.Select(static character => XmlConvert.IsXmlChar(character) ? character : '\uFFFD'));

    private static string Seconds(double seconds) => seconds.ToString("0.000000", CultureInfo.InvariantCulture);
}
