namespace Falco.Drivers.Native.Captures;

/// <summary>The types of the entries of user lists. Readers take every other number for a group.</summary>
internal enum UserListType : byte
{
    User = 0,
    Group = 1,
}
