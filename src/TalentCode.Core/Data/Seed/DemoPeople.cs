namespace TalentCode.Core.Data.Seed;

/// <summary>One of the invented holders whom the README and the tests know by name.</summary>
/// <param name="Phone">Digits with country code, as kept in the database; made by rule, never to be called or texted.</param>
public sealed record DemoPerson(Guid Id, string Name, string Phone);

/// <summary>The first talents of the demo city. They are the same whenever the city is built; all of them are invented.</summary>
public static class DemoPeople
{
    /// <summary>Grade B, spouse and a child of nine; everything for household registration (P01) is on file. The code ends in 30 days.</summary>
    public static DemoPerson Zhang { get; } = Person(1, "张牧川");

    /// <summary>German scientist, grade A, reads English; passport and proof of address on file.</summary>
    public static DemoPerson Schmidt { get; } = Person(2, "SCHMIDT-WEIDENBRUCH JOHANN ALARICH");

    /// <summary>Grade D, spouse and two children; the birth certificate of the second child is missing.</summary>
    public static DemoPerson Chen { get; } = Person(3, "陈修远");

    /// <summary>The only grade has expired.</summary>
    public static DemoPerson Li { get; } = Person(4, "李景行");

    /// <summary>The code is frozen.</summary>
    public static DemoPerson Wang { get; } = Person(5, "王令仪");

    /// <summary>A passport name of more than sixty characters.</summary>
    public static DemoPerson LongName { get; } = Person(6, "DE ALBUQUERQUE VASCONCELOS MONTENEGRO MARIA EDUARDA DO NASCIMENTO CRISTINA");

    public static IReadOnlyList<DemoPerson> All { get; } = [Zhang, Schmidt, Chen, Li, Wang, LongName];

    private static DemoPerson Person(int number, string name) =>
        new(new Guid(number, 0x7a1e, 0x4c0d, 0x80, 0, 0, 0, 0, 0, 0, (byte)number), name, DemoText.Phone(number));
}
