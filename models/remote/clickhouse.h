// SPDX-FileCopyrightText: 2026 Tideline contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/remote/httpclient.h"

#include <atomic>
#include <memory>

namespace tideline {

/// User and key travel in headers, never in a URL.
struct ServerLogin
{
    QByteArray user;
    QByteArray key;
    /// TIDELINE_CLICKHOUSE_USER and TIDELINE_CLICKHOUSE_PASSWORD; empty where they are not set.
    static ServerLogin fromEnvironment();
};

/// What one call may cost. Every question carries it.
struct ServerLimits
{
    int seconds = 300;
    qint64 memory = 4LL << 30;        ///< bytes of a query on each server
    qint64 resultRows = 5'000'000;    ///< of the answer
    qint64 resultBytes = 256LL << 20; ///< of the answer; what comes over the wire is cut off here in any case
};

/// Bytes that went over the wire, bodies only.
struct Traffic
{
    std::atomic<qint64> sent = 0;
    std::atomic<qint64> received = 0;
};

/// One server, asked over its HTTP interface. Thread-safe. Errors tell what the server itself said.
class ClickHouse
{
public:
    ClickHouse(HttpAddress address, ServerLogin login, ServerLimits limits = {});

    /// A question that changes nothing (readonly), answered as TabSeparated. The answer comes only when it is
    /// complete, so that an error in the middle is an error and no short answer. Stopping kills the query.
    Result<QByteArray> ask(const QByteArray& sql, const Progress& progress) const;
    /// A statement without an answer.
    Result<void> run(const QByteArray& sql, const Progress& progress) const;
    /// `sql` ends with FORMAT …; `data` is what it announces.
    Result<void> insert(const QByteArray& sql, const QByteArray& data, const Progress& progress) const;

    const HttpAddress& address() const { return m_address; }
    const Traffic& traffic() const { return *m_traffic; }

private:
    Result<QByteArray> call(const QByteArray& query, const QByteArray& body, const Progress& progress) const;
    Error refusal(const HttpAnswer& answer) const;
    void kill(const QByteArray& queryId) const;

    HttpAddress m_address;
    ServerLogin m_login;
    ServerLimits m_limits;
    std::unique_ptr<Traffic> m_traffic;
};

/// What the server says of a failure, as ClickHouse words it: the first line without its wrapping; empty when the text
/// is no such message.
struct ServerMessage
{
    int code = 0;
    QString text;
};
std::optional<ServerMessage> serverMessage(const QByteArray& body);

} // namespace tideline
