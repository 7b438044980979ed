using System.ComponentModel.DataAnnotations;

namespace Workforce.Web.Identity;

public sealed class SignInForm
{
    [Required(ErrorMessage = "Fill in your e-mail address.")]
    [StringLength(254, MinimumLength = 3, ErrorMessage = "An e-mail address has 3 to 254 characters.")]
    public string? Email { get; set; }

    [Required(ErrorMessage = "Fill in your password.")]
    [StringLength(200, ErrorMessage = "A password has 200 characters at the most.")]
    public string? Password { get; set; }

    public bool Remember { get; set; }
}
