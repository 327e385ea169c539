using System.ComponentModel.DataAnnotations;

namespace Periscolaire.Silo.Hosting;

/// <summary>Settings of the section <c>Cluster</c>: how silos find each other. On SQLite there is one silo and nothing to set.</summary>
public sealed class SiloEndpointOptions
{
    /// <summary>The section's name.</summary>
    public const string Section = "Cluster";

    /// <summary>Gets or sets the name of the cluster: silos with the same name on the same database form one.</summary>
    [Required(AllowEmptyStrings = false)]
    public string Id { get; set; } = "periscolaire";

    /// <summary>Gets or sets the IP address under which other silos reach this one.</summary>
    [Required(AllowEmptyStrings = false)]
    public string Address { get; set; } = "127.0.0.1";

    /// <summary>
    /// Gets or sets the port for other silos; 0 for any free one. A silo that comes back on its port replaces its dead predecessor at once; on
    /// another, the cluster first has to notice.
    /// </summary>
    [Range(0, 65535)]
    public int SiloPort { get; set; } = 11111;

    /// <summary>Gets or sets the port for clients of the cluster; 0 for none.</summary>
    [Range(0, 65535)]
    public int GatewayPort { get; set; }
}
