// SPDX-FileCopyrightText: 2026 Tideline contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/importers/reader.h"

#include <QJsonDocument>

namespace tideline {

namespace limits {
/// Bytes of a document that is read whole and becomes other wholes on the way (values, a table, rows): these take up to
/// forty times its size.
inline constexpr std::size_t smallDocument = 8 * 1024 * 1024;
} // namespace limits

/// What readers of documents share that only make sense as a whole: one block, up to 8 MiB.
class WholeReader : public Reader
{
public:
    Result<void> begin(std::string_view head, const ReadOptions& options) override;
    std::size_t boundary(std::string_view bytes, bool last) const override { return last ? bytes.size() : 0; }
    std::size_t recordLimit() const override { return limits::smallDocument; }
    QString longRecordRemedy() const override
    {
        return QStringLiteral("a document is read whole; split it into smaller ones, or save its table as CSV");
    }
    /// A document over the limit is skipped to its end: no line of it is a document.
    std::size_t nextLine(std::string_view) const override { return 0; }

protected:
    const ReadOptions& options() const { return m_options; }

private:
    ReadOptions m_options;
};

/// The document, or what is wrong with it: not UTF-8, nested too deep, no JSON.
Result<QJsonDocument> readJson(std::string_view bytes);
/// The whole document as one rejected record.
void rejectDocument(ParsedBlock& block, const Error& error, std::string_view bytes);

/// The 1-based lines where the objects at this depth begin; the outermost object or array is at depth 1.
std::vector<qint64> objectLines(std::string_view json, int depth);

/// A string, number or truth as text, whatever type the file chose; "unknown" and null are nothing.
QString plainText(const QJsonValue& value);

/// Without a byte order mark and white space, for recognition.
std::string_view bareHead(std::string_view head);

} // namespace tideline
