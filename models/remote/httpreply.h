// SPDX-FileCopyrightText: 2026 Tideline contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QByteArray>

namespace tideline {

/// Reads one HTTP/1.1 answer as it comes in: by length, in chunks, or up to the end of the connection.
class HttpReply
{
public:
    /// No more than `mostBytes` of body are taken.
    explicit HttpReply(qint64 mostBytes) : m_mostBytes(mostBytes) {}

    void feed(const QByteArray& bytes);
    /// The connection ended: an answer without length is complete then, every other one was cut.
    void end();

    enum class State { Reading, Complete, Malformed, TooLarge };
    State state() const { return m_state; }
    int status() const { return m_status; }
    const QByteArray& body() const { return m_body; }

private:
    enum class Part { Head, Counted, ChunkSize, Chunk, ChunkEnd, Trailer, Rest };
    bool step();
    bool readHead();
    bool readChunkSize();
    bool takeBody(Part next);
    bool line(QByteArray& text);
    bool finish(State state);

    qint64 m_mostBytes;
    QByteArray m_open; ///< not yet understood
    qsizetype m_at = 0;
    QByteArray m_body;
    Part m_part = Part::Head;
    qint64 m_left = 0; ///< of the chunk or the body
    int m_status = 0;
    State m_state = State::Reading;
};

} // namespace tideline
