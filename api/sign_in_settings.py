"""Settings of how offices sign in (PULIH_*), a part of `Settings`."""

from typing import Self

from pydantic import Field, field_validator, model_validator
from pydantic_settings import BaseSettings

from api.setting_types import RoleNames, is_issuer

# What people change, or hand on to whoever comes after them, names nobody for ever.
PASSING = frozenset({"email", "name", "nickname", "phone_number", "preferred_username", "upn"})


class SignInSettings(BaseSettings):
    """What an operator decides of it."""

    second_factor: RoleNames | None = Field(
        None,
        description="which office roles need a code of an authenticator app beside the password: roles separated by "
        "commas, `all` or `none`; unset: in production all, in trials none",
    )  # fmt: skip
    openid_issuer: str = Field(
        "",
        description="the issuer of the offices' accounts, as its discovery document says it, such as "
        "https://sso.example.id/realms/kantor; unset: offices sign in by password alone",
    )  # fmt: skip
    openid_client: str = Field("", description="the client id that the issuer gave this server")
    openid_secret: str = Field("", repr=False, description="its secret; unset: a public client, by PKCE alone")
    openid_claim: str = Field(
        "sub", description="the claim that names an account for ever; `oid` at Entra ID. None that a person can change"
    )
    openid_label: str = Field("Masuk dengan akun kantor", max_length=40, description="what the button says")

    @field_validator("openid_issuer")
    @classmethod
    def must_be_issuer(cls, value: str) -> str:
        """On TLS, or on this machine."""
        if value and not is_issuer(value):
            raise ValueError("must read like https://sso.example.id/realms/kantor.")
        return value

    @field_validator("openid_claim")
    @classmethod
    def must_last(cls, value: str) -> str:
        """An address or a name would let in whoever has it next."""
        if value in PASSING:
            raise ValueError("must be a claim that never passes to somebody else, such as sub.")
        return value

    @model_validator(mode="after")
    def must_be_whole(self) -> Self:
        """An issuer without a client, or the other way round, was meant otherwise."""
        if bool(self.openid_issuer) != bool(self.openid_client):
            raise ValueError("PULIH_OPENID_ISSUER and PULIH_OPENID_CLIENT are set together.")
        return self
