// SPDX-FileCopyrightText: 2026 Tideline contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/importers/timelines/document.h"

#include "models/importers/jsonlines.h"
#include "models/importers/problems.h"

#include <algorithm>

namespace tideline {

namespace {

std::string_view withoutMark(std::string_view bytes)
{
    return bytes.starts_with("\xEF\xBB\xBF") ? bytes.substr(3) : bytes;
}

qint64 lineAt(std::string_view bytes, std::size_t offset)
{
    const auto end = bytes.begin() + std::ptrdiff_t(std::min(offset, bytes.size()));
    return 1 + std::count(bytes.begin(), end, '\n');
}

} // namespace

Result<void> WholeReader::begin(std::string_view, const ReadOptions& options)
{
    m_options = options;
    return {};
}

Result<QJsonDocument> readJson(std::string_view bytes)
{
    bytes = withoutMark(bytes);
    const auto line = [bytes](std::size_t at) { return QStringLiteral("line %1").arg(lineAt(bytes, at)); };
    if (const std::size_t bad = firstBadUtf8(bytes); bad != std::string_view::npos)
        return Error{ErrorCode::BadInput, QStringLiteral("The document is not UTF-8"), line(bad),
                     QStringLiteral("Convert it.")};
    if (const std::size_t nul = bytes.find('\0'); nul != std::string_view::npos)
        return Error{ErrorCode::BadInput, QStringLiteral("The document holds a NUL byte"), line(nul), {}};
    if (jsonDepth(bytes) >= limits::jsonDepth)
        return Error{ErrorCode::BadInput, QStringLiteral("The document is nested deeper than 64"), {}, {}};
    QJsonParseError parsed;
    QJsonDocument document =
        QJsonDocument::fromJson(QByteArray::fromRawData(bytes.data(), qsizetype(bytes.size())), &parsed);
    if (parsed.error != QJsonParseError::NoError)
        return Error{ErrorCode::BadInput,
                     QStringLiteral("The document is not whole JSON: %1").arg(parsed.errorString()),
                     line(std::size_t(std::max(parsed.offset, 0))), QStringLiteral("Get the file again.")};
    return document;
}

void rejectDocument(ParsedBlock& block, const Error& error, std::string_view bytes)
{
    if (bytes.empty())
        return; // nothing is no record
    ++block.read;
    const qint64 line = error.where.startsWith(QStringLiteral("line ")) ? error.where.mid(5).toLongLong() : 1;
    addProblem(block, std::max<qint64>(line, 1), 0, error.what, bytes.substr(0, limits::problemText));
}

std::vector<qint64> objectLines(std::string_view json, int depth)
{
    std::vector<qint64> lines;
    int at = 0;
    qint64 line = 1;
    bool inString = false;
    for (std::size_t i = 0; i < json.size(); ++i) {
        const char c = json[i];
        line += c == '\n';
        if (inString) {
            if (c == '\\')
                ++i;
            else if (c == '"')
                inString = false;
        } else if (c == '"') {
            inString = true;
        } else if (c == '{' || c == '[') {
            if (++at == depth && c == '{')
                lines.push_back(line);
        } else if (c == '}' || c == ']') {
            --at;
        }
    }
    return lines;
}

QString plainText(const QJsonValue& value)
{
    QString text = value.toString();
    if (value.isDouble())
        text = QString::number(value.toDouble(), 'g', 15);
    else if (value.isBool())
        text = value.toBool() ? QStringLiteral("true") : QStringLiteral("false");
    text = text.trimmed();
    return text.compare(QStringLiteral("unknown"), Qt::CaseInsensitive) == 0 ? QString() : text;
}

std::string_view bareHead(std::string_view head)
{
    head = withoutMark(head);
    const std::size_t from = head.find_first_not_of(" \t\r\n");
    return from == std::string_view::npos ? std::string_view() : head.substr(from);
}

} // namespace tideline
