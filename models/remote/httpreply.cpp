// SPDX-FileCopyrightText: 2026 Tideline contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/remote/httpreply.h"

#include <QList>

#include <algorithm>

namespace tideline {

namespace {
constexpr qsizetype longestHead = 64 * 1024;
}

void HttpReply::feed(const QByteArray& bytes)
{
    m_open.append(bytes);
    while (m_state == State::Reading && step()) {
    }
    m_open.remove(0, m_at);
    m_at = 0;
}

void HttpReply::end()
{
    if (m_state == State::Reading && m_part == Part::Rest)
        m_state = State::Complete;
}

bool HttpReply::finish(State state)
{
    m_state = state;
    return false;
}

/// A line without its end; false when it is not there yet.
bool HttpReply::line(QByteArray& text)
{
    const qsizetype end = m_open.indexOf("\r\n", m_at);
    if (end < 0)
        return m_open.size() - m_at > longestHead && finish(State::Malformed);
    text = m_open.mid(m_at, end - m_at);
    m_at = end + 2;
    return true;
}

/// False when more bytes are needed, or none.
bool HttpReply::step()
{
    QByteArray text;
    switch (m_part) {
    case Part::Head:
        return readHead();
    case Part::ChunkSize:
        return readChunkSize();
    case Part::Chunk:
        return takeBody(Part::ChunkEnd);
    case Part::ChunkEnd:
        if (!line(text))
            return false;
        m_part = Part::ChunkSize;
        return text.isEmpty() || finish(State::Malformed);
    case Part::Trailer:
        if (!line(text))
            return false;
        return text.isEmpty() ? finish(State::Complete) : true;
    case Part::Counted:
        if (!takeBody(Part::Counted))
            return false;
        return finish(State::Complete);
    case Part::Rest:
        m_left = m_open.size() - m_at;
        return m_left > 0 && takeBody(Part::Rest);
    }
    return false;
}

bool HttpReply::readHead()
{
    const qsizetype end = m_open.indexOf("\r\n\r\n", m_at);
    if (end < 0)
        return m_open.size() > longestHead && finish(State::Malformed);
    const QList<QByteArray> lines = m_open.mid(m_at, end - m_at).replace("\r\n", "\n").split('\n');
    m_at = end + 4;
    const QList<QByteArray> first = lines.front().split(' ');
    m_status = first.value(1).toInt();
    if (!first.front().startsWith("HTTP/1.") || m_status < 100 || m_status > 599)
        return finish(State::Malformed);
    if (m_status < 200) // "100 Continue": the answer proper comes after it
        return true;
    m_part = Part::Rest;
    for (const QByteArray& header : lines.mid(1)) {
        const qsizetype colon = header.indexOf(':');
        const QByteArray name = header.left(colon).toLower();
        const QByteArray value = header.mid(colon + 1).trimmed();
        if (name == "transfer-encoding" && value.toLower() == "chunked") {
            m_part = Part::ChunkSize;
            break;
        }
        if (name == "content-length") {
            bool ok = false;
            m_left = value.toLongLong(&ok);
            if (!ok || m_left < 0)
                return finish(State::Malformed);
            m_part = Part::Counted;
        }
    }
    return true;
}

bool HttpReply::readChunkSize()
{
    QByteArray text;
    if (!line(text))
        return false;
    bool ok = false;
    m_left = text.split(';').front().trimmed().toLongLong(&ok, 16);
    if (!ok || m_left < 0)
        return finish(State::Malformed);
    m_part = m_left == 0 ? Part::Trailer : Part::Chunk;
    return true;
}

/// Moves what is there of the body; true when this part of it is complete.
bool HttpReply::takeBody(Part next)
{
    const qint64 taken = std::min<qint64>(m_left, m_open.size() - m_at);
    if (m_body.size() + taken > m_mostBytes)
        return finish(State::TooLarge);
    m_body.append(m_open.constData() + m_at, taken);
    m_at += taken;
    m_left -= taken;
    if (m_left > 0)
        return false;
    m_part = next;
    return true;
}

} // namespace tideline
