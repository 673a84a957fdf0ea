using System.Collections.Immutable;
using Microsoft.CodeAnalysis;

namespace Falco.SchemaGenerator;

/// <summary>Reads the schemas (<c>*/Schema/*.tsv</c>) of the compilation and emits the tables that the decoder and the converter of old captures read.</summary>
[Generator(LanguageNames.CSharp)]
public sealed class SchemaGenerator : IIncrementalGenerator
{
    /// <inheritdoc/>
    public void Initialize(IncrementalGeneratorInitializationContext context)
    {
        IncrementalValueProvider<ImmutableArray<TsvFile>> files = context.AdditionalTextsProvider
            .Where(static text => text.Path.EndsWith(".tsv", System.StringComparison.Ordinal))
            .Select(static (text, stop) => TsvFile.Parse(text.Path, text.GetText(stop)?.ToString() ?? ""))
            .Collect();
        context.RegisterSourceOutput(files, static (output, files) =>
        {
            if (files.FirstOrDefault(file => file.Name == "conversions") is { } conversions)
                output.AddSource("ConversionTable.g.cs", ConversionEmitter.Emit(conversions));
            if (files.FirstOrDefault(file => file.Name == "events") is not { } events)
                return;
            TsvFile flags = files.First(file => file.Name == "flags");
            TsvFile dynamics = files.First(file => file.Name == "dynamic-parameters");
            TsvFile syscalls = files.First(file => file.Name == "syscalls");
            output.AddSource("EventType.g.cs", EventTypeEmitter.Emit(events));
            output.AddSource("EventSchema.Data.g.cs", EventTableEmitter.Emit(events, flags, dynamics, syscalls));
            if (files.FirstOrDefault(file => file.Name == "fields") is { } fields)
                output.AddSource("FieldId.g.cs", FieldIdEmitter.Emit(fields, files.First(file => file.Name == "field-classes")));
        });
    }
}
