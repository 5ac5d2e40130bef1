// SPDX-FileCopyrightText: 2026 Tideline contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QTcpServer>
#include <QTcpSocket>

#include <atomic>
#include <functional>
#include <thread>

namespace tideline {

/// A server on a thread of its own that does with every connection what it is told.
class FakeServer
{
public:
    /// `answer` gets the request as far as its head and body came in.
    explicit FakeServer(std::function<void(QTcpSocket& socket, const QByteArray& request)> answer)
    {
        std::atomic<bool> isListening = false;
        m_thread = std::thread([this, answer = std::move(answer), &isListening] {
            QTcpServer server;
            server.listen(QHostAddress::LocalHost);
            m_port = server.serverPort();
            isListening = true;
            while (!m_stopping) {
                if (!server.waitForNewConnection(20))
                    continue;
                const std::unique_ptr<QTcpSocket> socket(server.nextPendingConnection());
                answer(*socket, readRequest(*socket));
                while (socket->bytesToWrite() > 0 && socket->waitForBytesWritten(1000)) {
                }
                socket->disconnectFromHost();
            }
        });
        while (!isListening)
            std::this_thread::yield();
    }
    ~FakeServer()
    {
        m_stopping = true;
        m_thread.join();
    }
    quint16 port() const { return m_port; }
    bool isStopping() const { return m_stopping; }

private:
    static QByteArray readRequest(QTcpSocket& socket)
    {
        QByteArray request;
        qsizetype wanted = -1;
        while (wanted < 0 || request.size() < wanted) {
            if (socket.bytesAvailable() == 0 && !socket.waitForReadyRead(1000))
                break;
            request += socket.readAll();
            const qsizetype head = request.indexOf("\r\n\r\n");
            const qsizetype length = request.indexOf("Content-Length: ");
            if (head >= 0 && length >= 0)
                wanted = head + 4 + request.mid(length + 16, request.indexOf('\r', length) - length - 16).toLongLong();
        }
        return request;
    }

    std::thread m_thread;
    std::atomic<bool> m_stopping = false;
    std::atomic<quint16> m_port = 0;
};

} // namespace tideline
