namespace Falco.Core.State;

/// <summary>The container that every process counts to: for engines that run beside the one container of their machine.</summary>
/// <param name="Id">What <c>container.id</c> tells.</param>
/// <param name="Name">The name.</param>
/// <param name="Image">The reference of the image, for instance <c>registry:5000/shop/web:1.2</c>.</param>
public sealed record StaticContainer(string Id, string Name, string Image);
