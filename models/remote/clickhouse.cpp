// SPDX-FileCopyrightText: 2026 Tideline contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/remote/clickhouse.h"

#include "models/remote/remotetext.h"

#include <QUuid>

namespace tideline {

namespace {

/// What to do about what a server says, by the codes of its source (ErrorCodes.cpp).
QString remedyFor(int code)
{
    switch (code) {
    case 159: // TIMEOUT_EXCEEDED
    case 160: // TOO_SLOW
    case 241: // MEMORY_LIMIT_EXCEEDED
    case 396: // TOO_MANY_ROWS_OR_BYTES
        return RemoteText::tr("Ask for fewer groups or a shorter time");
    case 192: // UNKNOWN_USER
    case 193: // WRONG_PASSWORD
    case 194: // REQUIRED_PASSWORD
    case 195: // IP_ADDRESS_NOT_ALLOWED
    case 291: // DATABASE_ACCESS_DENIED
    case 516: // AUTHENTICATION_FAILED
        return RemoteText::tr("See TIDELINE_CLICKHOUSE_USER and TIDELINE_CLICKHOUSE_PASSWORD, and the server's users");
    case 209: // SOCKET_TIMEOUT
    case 210: // NETWORK_ERROR
    case 32:  // ATTEMPT_TO_READ_AFTER_EOF
    case 279: // ALL_CONNECTION_TRIES_FAILED
        return RemoteText::tr("A shard does not answer, and nothing was counted without it. Start it and try again");
    case 60: // UNKNOWN_TABLE
    case 81: // UNKNOWN_DATABASE
        return RemoteText::tr("Attach the flows of this case again");
    case 243: // NOT_ENOUGH_SPACE
        return RemoteText::tr("Make room on the server");
    default:
        return {};
    }
}

QByteArray parameter(const char* name, const QByteArray& value)
{
    return '&' + QByteArray(name) + '=' + value.toPercentEncoding();
}

QByteArray parameter(const char* name, qint64 value)
{
    return parameter(name, QByteArray::number(value));
}

/// Networks of subjects and rules, and batches, are written out in a statement. The shards get it as the first server
/// words it, which may be longer.
QByteArray roomFor(const QByteArray& sql)
{
    constexpr qint64 syntaxElements = 50'000'000;
    return parameter("max_query_size", (1 << 20) + 4 * qint64(sql.size())) +
           parameter("max_ast_elements", syntaxElements) + parameter("max_expanded_ast_elements", syntaxElements) +
           parameter("max_ast_depth", 10'000);
}

} // namespace

ServerLogin ServerLogin::fromEnvironment()
{
    ServerLogin login{qgetenv("TIDELINE_CLICKHOUSE_USER"), qgetenv("TIDELINE_CLICKHOUSE_PASSWORD")};
    // A line break would begin another header.
    login.user.replace('\r', "").replace('\n', "");
    login.key.replace('\r', "").replace('\n', "");
    return login;
}

std::optional<ServerMessage> serverMessage(const QByteArray& body)
{
    // 18.16: "Code: 60, e.displayText() = DB::Exception: …, e.what() = …"; newer ones: "Code: 60. DB::Exception: …".
    const qsizetype at = body.indexOf("Code: ");
    const qsizetype digits = at + 6;
    qsizetype end = digits;
    while (at >= 0 && end < body.size() && body[end] >= '0' && body[end] <= '9')
        ++end;
    const qsizetype start = at < 0 ? -1 : body.indexOf("Exception: ", end);
    if (start < 0 || end == digits)
        return std::nullopt;
    QByteArray text = body.mid(start + 11);
    for (const char* stop : {", e.what() = ", "\n", ". Stack trace:"}) {
        if (const qsizetype cut = text.indexOf(stop); cut >= 0)
            text.truncate(cut);
    }
    constexpr qsizetype longest = 400;
    QString line = QString::fromUtf8(text).trimmed();
    if (line.size() > longest)
        line = line.left(longest) + u'…';
    return ServerMessage{body.mid(digits, end - digits).toInt(), line};
}

ClickHouse::ClickHouse(HttpAddress address, ServerLogin login, ServerLimits limits)
    : m_address(std::move(address)), m_login(std::move(login)), m_limits(limits), m_traffic(std::make_unique<Traffic>())
{}

Error ClickHouse::refusal(const HttpAnswer& answer) const
{
    const auto message = serverMessage(answer.body);
    if (!message)
        return {ErrorCode::Io, RemoteText::tr("The server answered with HTTP status %1").arg(answer.status),
                m_address.text(), RemoteText::tr("See that a ClickHouse server runs there")};
    return {ErrorCode::Io, RemoteText::tr("The server refused (code %1): %2").arg(message->code).arg(message->text),
            m_address.text(), remedyFor(message->code)};
}

Result<QByteArray> ClickHouse::call(const QByteArray& query, const QByteArray& body, const Progress& progress) const
{
    HttpPost request;
    request.to = m_address;
    const QByteArray id = QUuid::createUuid().toByteArray(QUuid::WithoutBraces);
    request.target = "/?query_id=" + id + query;
    if (!m_login.user.isEmpty())
        request.headers.append({"X-ClickHouse-User", m_login.user});
    if (!m_login.key.isEmpty())
        request.headers.append({"X-ClickHouse-Key", m_login.key});
    request.body = body;
    request.mostBytes = m_limits.resultBytes;
    request.silenceMs = (m_limits.seconds + 15) * 1000;
    const auto answer = post(request, progress);
    m_traffic->sent += body.size() + query.size();
    if (!answer) {
        if (answer.error().code == ErrorCode::Cancelled)
            kill(id);
        return answer.error();
    }
    m_traffic->received += answer->body.size();
    if (answer->status != 200)
        return refusal(*answer);
    return answer->body;
}

/// As well as can be: who stopped does not wait for it.
void ClickHouse::kill(const QByteArray& queryId) const
{
    HttpPost request;
    request.to = m_address;
    request.target = "/";
    request.headers = {{"X-ClickHouse-User", m_login.user.isEmpty() ? "default" : m_login.user}};
    if (!m_login.key.isEmpty())
        request.headers.append({"X-ClickHouse-Key", m_login.key});
    request.body = "KILL QUERY WHERE query_id = '" + queryId + "' ASYNC";
    request.connectMs = request.silenceMs = 500;
    (void)post(request, {});
}

Result<QByteArray> ClickHouse::ask(const QByteArray& sql, const Progress& progress) const
{
    const QByteArray settings = parameter("readonly", 2) + parameter("wait_end_of_query", 1) +
                                parameter("max_execution_time", m_limits.seconds) +
                                parameter("max_memory_usage", m_limits.memory) +
                                parameter("max_bytes_before_external_group_by", m_limits.memory / 2) +
                                parameter("max_result_rows", m_limits.resultRows) +
                                parameter("max_result_bytes", m_limits.resultBytes) + roomFor(sql);
    auto answer = call(settings, sql + " FORMAT TabSeparated", progress);
    if (!answer)
        return answer;
    // Should a server not wait for the end, an error stands where the rest of the rows would be, after status 200.
    const qsizetype lastLine = answer->lastIndexOf('\n', -2) + 1;
    const bool isCut = !answer->isEmpty() && !answer->endsWith('\n');
    if (isCut || answer->mid(lastLine).startsWith("Code: ")) {
        if (serverMessage(answer->mid(lastLine)))
            return refusal({200, answer->mid(lastLine)});
        if (isCut)
            return Error{ErrorCode::Io, RemoteText::tr("The answer was cut in the middle"), m_address.text(),
                         RemoteText::tr("Nothing of it was counted. Try again")};
    }
    return answer;
}

Result<void> ClickHouse::run(const QByteArray& sql, const Progress& progress) const
{
    const auto answer = call(roomFor(sql), sql, progress);
    return answer ? Result<void>() : Result<void>(answer.error());
}

Result<void> ClickHouse::insert(const QByteArray& sql, const QByteArray& data, const Progress& progress) const
{
    const auto answer = call(parameter("query", sql), data, progress);
    return answer ? Result<void>() : Result<void>(answer.error());
}

} // namespace tideline
