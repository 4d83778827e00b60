"""Settings of how offices sign in (PULIH_*), a part of `Settings`."""

from pydantic import Field
from pydantic_settings import BaseSettings

from api.setting_types import RoleNames


class SignInSettings(BaseSettings):
    """What an operator decides of it."""

    second_factor: RoleNames | None = Field(
        None,
        description="which office roles need a code of an authenticator app beside the password: roles separated by "
        "commas, `all` or `none`; unset: in production all, in trials none",
    )  # fmt: skip
