using System.Text;
using Falco.Core.Fields;

namespace Falco.Cli.Listing;

/// <summary>What <c>--list</c> prints: the fields that conditions and outputs can name.</summary>
internal sealed class FieldListing(IReadOnlyList<FieldClass> classes, string source)
{
    private const int LeftColumn = 30;
    private const int Width = 120;

    private const FieldFlags Hidden = FieldFlags.PrintOnly | FieldFlags.TableOnly | FieldFlags.Deprecated;

    /// <summary>Only the names.</summary>
    public string CreateNames(ListFormat format)
    {
        var text = new StringBuilder();
        if (format == ListFormat.Json)
        {
            FieldListingJson.AppendNames(Listed(), text);
            return text.ToString();
        }

        foreach ((_, List<FieldDefinition> fields) in Listed())
        {
            foreach (FieldDefinition field in fields)
                text.Append(field.Name).Append('\n');
        }

        return text.ToString();
    }

    /// <summary>The fields with what they hold.</summary>
    public string Create(ListFormat format, bool isVerbose)
    {
        var text = new StringBuilder();
        if (format == ListFormat.Json)
        {
            FieldListingJson.Append(Listed(), source, text);
            return text.ToString();
        }

        foreach ((FieldClass fieldClass, List<FieldDefinition> fields) in Listed())
        {
            if (format == ListFormat.Markdown)
                AppendMarkdown(fieldClass, fields, text);
            else
                AppendText(fieldClass, fields, isVerbose, text);
        }

        return text.ToString();
    }

    private IEnumerable<(FieldClass Class, List<FieldDefinition> Fields)> Listed()
    {
        foreach (FieldClass fieldClass in classes)
        {
            var fields = new List<FieldDefinition>();
            foreach (FieldDefinition field in fieldClass.Fields)
            {
                if ((field.Flags & Hidden) == 0)
                    fields.Add(field);
            }

            if (!fieldClass.IsHidden && fields.Count > 0)
                yield return (fieldClass, fields);
        }
    }

    private void AppendText(FieldClass fieldClass, List<FieldDefinition> fields, bool isVerbose, StringBuilder text)
    {
        text.Append("-------------------------------\n").Append("Field Class:".PadRight(LeftColumn)).Append(fieldClass.Name);
        if (fieldClass.ShortDescription.Length > 0)
            text.Append(" (").Append(fieldClass.ShortDescription).Append(')');
        text.Append('\n');
        if (fieldClass.Description.Length > 0)
        {
            text.Append("Description:".PadRight(LeftColumn));
            AppendWrapped(fieldClass.Description, text);
        }

        text.Append("Event Sources:".PadRight(LeftColumn)).Append(source).Append(" \n\n");
        foreach (FieldDefinition field in fields)
        {
            text.Append(field.Name.PadRight(LeftColumn));
            if (field.Name.Length > LeftColumn)
                text.Append('\n').Append(' ', LeftColumn);
            string type = isVerbose ? $"(Type: {ParameterTypeName.Of(field.Type)}) " : "";
            AppendWrapped(type + TagsOf(field.Flags) + field.Description, text);
        }

        text.Append('\n');
    }

    private void AppendMarkdown(FieldClass fieldClass, List<FieldDefinition> fields, StringBuilder text)
    {
        text.Append("## Field Class: ").Append(fieldClass.Name).Append("\n\n").Append(fieldClass.Description)
            .Append("\n\nEvent Sources: ").Append(source)
            .Append(" \n\nName | Type | Description\n:----|:-----|:-----------\n");
        foreach (FieldDefinition field in fields)
            text.Append('`').Append(field.Name).Append("` | ").Append(TypeOf(field)).Append(" | ").Append(field.Description).Append('\n');
        text.Append('\n');
    }

    // Only the table tells lists by their type: the text has a tag for them.
    private static string TypeOf(FieldDefinition field) =>
        field.IsList ? $"LIST({ParameterTypeName.Of(field.Type)})" : ParameterTypeName.Of(field.Type);

    private static string TagsOf(FieldFlags flags)
    {
        var tags = new List<string>();
        Add(FieldFlags.ArgumentAllowed, "ARG_ALLOWED");
        Add(FieldFlags.ArgumentIndex, "ARG_INDEX");
        Add(FieldFlags.ArgumentKey, "ARG_KEY");
        Add(FieldFlags.ArgumentRequired, "ARG_REQUIRED");
        Add(FieldFlags.List, "EPF_IS_LIST");
        Add(FieldFlags.NoRightHandSide, "EPF_NO_RHS");
        Add(FieldFlags.NoTransformer, "EPF_NO_TRANSFORMER");
        Add(FieldFlags.FilterOnly, "FILTER_ONLY");
        return tags.Count == 0 ? "" : $"({string.Join(',', tags)}) ";

        void Add(FieldFlags flag, string name)
        {
            if ((flags & flag) != 0)
                tags.Add(name);
        }
    }

    private static void AppendWrapped(string description, StringBuilder text)
    {
        int used = 0;
        foreach (string word in description.Split(' ', StringSplitOptions.RemoveEmptyEntries))
        {
            if (used > 0 && used + word.Length + 1 > Width - LeftColumn)
            {
                text.Append('\n').Append(' ', LeftColumn);
                used = 0;
            }

            text.Append(word).Append(' ');
            used += word.Length + 1;
        }

        text.Append('\n');
    }
}
