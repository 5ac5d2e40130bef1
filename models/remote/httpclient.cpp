// SPDX-FileCopyrightText: 2026 Tideline contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/remote/httpclient.h"

#include "models/remote/httpreply.h"
#include "models/remote/remotetext.h"

#include <QElapsedTimer>
#include <QNetworkProxy>
#include <QTcpSocket>
#include <QUrl>

#include <algorithm>

namespace tideline {

namespace {

constexpr int patience = 50; // ms between looks at "cancelled"
constexpr qint64 pieceBytes = 1 << 20;

QByteArray headOf(const HttpPost& request)
{
    QByteArray head = "POST " + request.target + " HTTP/1.1\r\nHost: " + request.to.text().toUtf8() +
                      "\r\nConnection: close\r\nContent-Type: application/octet-stream\r\nContent-Length: " +
                      QByteArray::number(request.body.size()) + "\r\n";
    for (const auto& [name, value] : request.headers)
        head += name + ": " + value + "\r\n";
    return head + "\r\n";
}

class Exchange
{
public:
    Exchange(const HttpPost& request, const Progress& progress)
        : m_request(request), m_progress(progress), m_reply(request.mostBytes)
    {
        m_socket.setProxy(QNetworkProxy::NoProxy);
    }

    Result<HttpAnswer> run()
    {
        m_socket.connectToHost(m_request.to.host, m_request.to.port);
        if (!m_socket.waitForConnected(m_request.connectMs))
            return failed(RemoteText::tr("The server does not answer: %1").arg(m_socket.errorString()),
                          RemoteText::tr("See that it runs, and that host and port are right"));
        m_silence.start();
        if (auto stopped = send())
            return *stopped;
        return receive();
    }

private:
    Error failed(const QString& what, const QString& remedy, ErrorCode code = ErrorCode::Io) const
    {
        return {code, what, m_request.to.text(), remedy};
    }

    /// Something that ends the exchange while it waits.
    std::optional<Error> interruption() const
    {
        if (m_progress.cancelled())
            return Error{ErrorCode::Cancelled, RemoteText::tr("Stopped"), {}, {}};
        if (m_silence.elapsed() > m_request.silenceMs)
            return failed(RemoteText::tr("The server said nothing for %1 s").arg(m_request.silenceMs / 1000),
                          RemoteText::tr("Ask for a shorter time, or try again when it has less to do"));
        return std::nullopt;
    }

    std::optional<Error> send()
    {
        m_socket.write(headOf(m_request));
        for (qint64 at = 0; at < m_request.body.size() || m_socket.bytesToWrite() > 0;) {
            if (m_socket.bytesToWrite() < pieceBytes && at < m_request.body.size()) {
                const qint64 taken = std::min<qint64>(pieceBytes, m_request.body.size() - at);
                m_socket.write(m_request.body.constData() + at, taken);
                at += taken;
            }
            if (m_socket.waitForBytesWritten(patience))
                m_silence.restart();
            // A server that refuses says so before it has read everything.
            if (m_socket.state() != QAbstractSocket::ConnectedState || m_socket.bytesAvailable() > 0)
                return std::nullopt;
            if (auto stopped = interruption())
                return stopped;
        }
        return std::nullopt;
    }

    Result<HttpAnswer> receive()
    {
        while (m_reply.state() == HttpReply::State::Reading) {
            if (m_socket.bytesAvailable() > 0 || m_socket.waitForReadyRead(patience)) {
                m_reply.feed(m_socket.readAll());
                m_silence.restart();
            } else if (m_socket.state() != QAbstractSocket::ConnectedState) {
                m_reply.feed(m_socket.readAll());
                m_reply.end();
                break;
            }
            if (auto stopped = interruption())
                return *stopped;
        }
        switch (m_reply.state()) {
        case HttpReply::State::Complete:
            return HttpAnswer{m_reply.status(), m_reply.body()};
        case HttpReply::State::TooLarge:
            return failed(RemoteText::tr("The answer is larger than %1 MB").arg(m_request.mostBytes / 1'000'000),
                          RemoteText::tr("Ask for fewer groups or a shorter time"), ErrorCode::BadInput);
        case HttpReply::State::Malformed:
            return failed(RemoteText::tr("What answers there does not speak HTTP"),
                          RemoteText::tr("Give the HTTP port, usually 8123"), ErrorCode::BadInput);
        case HttpReply::State::Reading:
            break;
        }
        return failed(RemoteText::tr("The connection broke in the middle of the answer"),
                      RemoteText::tr("Nothing of it was counted. Try again"));
    }

    const HttpPost& m_request;
    const Progress& m_progress;
    QTcpSocket m_socket;
    QElapsedTimer m_silence;
    HttpReply m_reply;
};

} // namespace

QString HttpAddress::text() const
{
    return QStringLiteral("%1:%2").arg(host.contains(u':') ? u'[' + host + u']' : host).arg(port);
}

std::optional<HttpAddress> HttpAddress::parse(const QString& text)
{
    const QUrl url(QStringLiteral("http://") + text, QUrl::StrictMode);
    const bool isPlain = url.isValid() && !url.host().isEmpty() && url.userInfo().isEmpty() && url.path().isEmpty() &&
                         !url.hasQuery() && !url.hasFragment() && url.port(1) > 0;
    if (!isPlain)
        return std::nullopt;
    return HttpAddress{url.host(), quint16(url.port(8123))};
}

Result<HttpAnswer> post(const HttpPost& request, const Progress& progress)
{
    return Exchange(request, progress).run();
}

} // namespace tideline
