// SPDX-FileCopyrightText: 2026 Tideline contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/core/progress.h"
#include "models/core/result.h"

#include <QByteArray>
#include <QList>

#include <optional>
#include <utility>

namespace tideline {

struct HttpAddress
{
    QString host;
    quint16 port = 8123;
    bool operator==(const HttpAddress&) const = default;
    QString text() const; ///< "host:port", an IPv6 address in brackets
    /// "host", "host:port", "[::1]:8123".
    static std::optional<HttpAddress> parse(const QString& text);
};

struct HttpPost
{
    HttpAddress to;
    QByteArray target; ///< path and query
    QList<std::pair<QByteArray, QByteArray>> headers;
    QByteArray body;
    qint64 mostBytes = 64LL << 20; ///< of the answer's body
    int connectMs = 5'000;
    int silenceMs = 60'000; ///< without a byte in either direction
};

struct HttpAnswer
{
    int status = 0;
    QByteArray body;
};

/// Posts and waits, on the calling thread; every call has a connection of its own, so that any thread may call.
/// Errors: Io when the server is not reachable, silent for too long, or stopped in the middle of its answer; BadInput
/// when it does not speak HTTP or answers with more than `mostBytes`; Cancelled.
Result<HttpAnswer> post(const HttpPost& request, const Progress& progress);

} // namespace tideline
