using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Options;

namespace Falco.Hosting.DependencyInjection;

/// <summary>Takes relative paths of options from the application's content root, as the paths of its own configuration are.</summary>
internal sealed class ContentRootPaths(IServiceProvider services) : IPostConfigureOptions<FalcoEngineOptions>
{
    public void PostConfigure(string? name, FalcoEngineOptions options)
    {
        if (services.GetService<IHostEnvironment>()?.ContentRootPath is not { Length: > 0 } root)
            return;
        Resolve(options.Rules.Files, root);
        Resolve(options.Captures, root);
    }

    private static void Resolve(IList<string> paths, string root)
    {
        for (int i = 0; i < paths.Count; i++)
            paths[i] = Path.Combine(root, paths[i]);
    }
}
