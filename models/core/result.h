// SPDX-FileCopyrightText: 2026 Tideline contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QString>

#include <optional>
#include <utility>
#include <variant>

namespace tideline {

/// What kind of failure an Error is; callers branch on this, people read the text.
enum class ErrorCode {
    BadArgument, ///< the caller asked for something that makes no sense
    BadInput,    ///< a file or a value cannot be read
    NotFound,    ///< a file, source, subject, window … does not exist
    Busy,        ///< held by another program
    ReadOnly,    ///< the case was opened for reading only
    Io,          ///< disk full, device gone, permission
    TooNew,      ///< written by a newer version
    Corrupt,     ///< damaged or altered
    Cancelled,   ///< the user said stop
    Internal     ///< a bug of ours
};

/// A failure: what happened, where, and what to do about it. All texts are for people.
struct Error
{
    ErrorCode code = ErrorCode::Internal;
    QString what;
    QString where;  ///< file, and line or column where known; may be empty
    QString remedy; ///< what to do; may be empty

    /// One line: "where: what. remedy".
    QString text() const;
};

/// A value or an Error. Never throws.
template <typename T> class [[nodiscard]] Result
{
public:
    Result(T value) : m_state(std::move(value)) {}
    Result(Error error) : m_state(std::move(error)) {}

    bool ok() const { return std::holds_alternative<T>(m_state); }
    explicit operator bool() const { return ok(); }

    const T& value() const& { return *std::get_if<T>(&m_state); }
    T& value() & { return *std::get_if<T>(&m_state); }
    /// By value, so that a loop over `f().value()` has something that lives as long as it.
    T value() && { return std::move(*std::get_if<T>(&m_state)); }
    const T& operator*() const& { return value(); }
    T& operator*() & { return value(); }
    T operator*() && { return std::move(*this).value(); }
    const T* operator->() const { return &value(); }
    T* operator->() { return &value(); }

    const Error& error() const { return *std::get_if<Error>(&m_state); }

private:
    std::variant<T, Error> m_state;
};

/// Success or an Error.
template <> class [[nodiscard]] Result<void>
{
public:
    Result() = default;
    Result(Error error) : m_error(std::move(error)) {}

    bool ok() const { return !m_error; }
    explicit operator bool() const { return ok(); }
    const Error& error() const { return *m_error; }

private:
    std::optional<Error> m_error;
};

} // namespace tideline
