"""What is typed about accounts: at the sign-in, and by who keeps them."""

from khuyencong.accounts.forms.keeping import (
    AccountForm,
    AccountSearchForm,
    AmendForm,
    CloseForm,
    RoleEndForm,
    RoleForm,
)
from khuyencong.accounts.forms.signing_in import (
    ForgottenForm,
    NewPasswordForm,
    OwnAddressForm,
    PasswordForm,
    RepresentativeForm,
    SignInForm,
)

__all__ = [
    "AccountForm",
    "AccountSearchForm",
    "AmendForm",
    "CloseForm",
    "ForgottenForm",
    "NewPasswordForm",
    "OwnAddressForm",
    "PasswordForm",
    "RepresentativeForm",
    "RoleEndForm",
    "RoleForm",
    "SignInForm",
]
