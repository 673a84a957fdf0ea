using Falco.AspNetCore.Requests;
using Falco.Core.Fields;

namespace Falco.AspNetCore;

/// <summary>What rules about requests are loaded and checked with where no application runs, for instance in tests.</summary>
public static class HttpCatalog
{
    /// <summary>The name of the source (<c>source:</c>).</summary>
    public const string Source = HttpFields.SourceName;

    /// <summary>Reads the rules that come with the library: YAML.</summary>
    public static string DefaultRules => HttpRules.Read().Content;

    /// <summary>The fields of requests and responses, for <c>RuleLoaderOptions.Sources</c>.</summary>
    /// <param name="staticFields">Constants that outputs may name as <c>static.NAME</c>.</param>
    public static FieldCatalog Create(IReadOnlyDictionary<string, string>? staticFields = null) => HttpFields.CreateSource().CreateCatalog(staticFields);
}
