"""The commands about accounts and where they live."""

from __future__ import annotations

from terminal.lazy import Home
from texts import Text

USER = {
    "add": Home(
        "terminal.user_commands:add",
        Text(vi="Thêm một tài khoản", en="Add an account"),
    ),
    "role": Home(
        "terminal.user_commands:role_",
        Text(vi="Giao hoặc thu vai trò của tài khoản", en="Give or withdraw a role"),
    ),
    "disable": Home(
        "terminal.user_commands:disable",
        Text(vi="Khóa một tài khoản", en="Close an account"),
    ),
    "enable": Home(
        "terminal.user_commands:enable",
        Text(vi="Mở lại một tài khoản đã khóa", en="Open an account that was closed"),
    ),
    "list": Home(
        "terminal.user_reading:list_",
        Text(vi="Tài khoản và vai trò của một ngày", en="Accounts with the roles of a day"),
    ),
    "password": Home(
        "terminal.user_access:password",
        Text(vi="Đặt mật khẩu cho tài khoản", en="Set the password of an account"),
    ),
    "sessions": Home(
        "terminal.user_access:sessions",
        Text(vi="Các phiên đăng nhập; chấm dứt phiên", en="Sessions that are open; end them"),
    ),
    "token": Home(
        "terminal.user_access:token",
        Text(vi="Mã truy cập cho phần mềm khác", en="Tokens for other programs"),
    ),
}
"""Every command under `tdkt user`."""
