// SPDX-FileCopyrightText: 2026 Tideline contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/importers/sanctions/wholelist.h"
#include "models/importers/sanctions/xmlrecords.h"

namespace tideline {

/// A sanctions list as XML: streamed, and what is wrong with the document is one problem of the list.
class XmlList : public WholeList
{
protected:
    XmlList(const QString& root, const QSet<QString>& records);
    void take(const Block& block, ParsedBlock& list) final;
    void close(ParsedBlock& list) final;
    std::size_t held(const ParsedBlock& list, std::size_t) const final { return WholeList::held(list, 0) + m_kept; }

    virtual void record(const XmlNode& node, ParsedBlock& list) = 0;
    virtual void conclude(ParsedBlock&) {} ///< after the last record, unless the document was refused
    const XmlNode& root() const { return m_records.root(); }

private:
    ParsedBlock* m_list = nullptr;
    std::size_t m_kept = 0; ///< about, of the records that did not become rows yet and of all texts
    XmlRecords m_records;
};

} // namespace tideline
