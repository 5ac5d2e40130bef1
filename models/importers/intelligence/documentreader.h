// SPDX-FileCopyrightText: 2026 Tideline contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/importers/intelligence/jsontree.h"
#include "models/importers/reader.h"
#include "models/importers/timefield.h"

namespace tideline {

/// Takes what the records of one document became; every record is counted once.
class DocumentSink
{
public:
    /// A document is in memory as a whole, and so is what it becomes. What comes behind is refused, which is said once.
    static constexpr qint64 mostRecords = 50'000;

    DocumentSink(const JsonTree& tree, ParsedBlock& out) : m_tree(tree), m_out(out), m_told(tree.faults().size()) {}

    /// False: something in the record (but for its members of these names, which are records of their own) is damaged;
    /// it is then rejected and counted.
    bool isWhole(const JsonNode& record, const std::vector<std::string_view>& without = {});
    void reject(const JsonNode& record, const QString& reason);
    /// Gives the event its line and id. An event without title gets `untitled`.
    void take(Event&& event, const JsonNode& record, const QString& untitled);
    void take(Actor&& actor, const JsonNode& record);
    void say(const QString& note); ///< once per file
    /// Counts and says every fault that no record has said: what ended the reading, damage between records.
    void finish();

private:
    void setTold(const JsonNode& node, const std::vector<std::string_view>& without);
    bool hasRoom(const JsonNode& record);
    const JsonTree& m_tree;
    ParsedBlock& m_out;
    std::vector<bool> m_told; ///< by the numbers of the tree's faults
    bool m_isFull = false;
};

/// A JSON document that is read whole: up to 64 MiB, 3,000,000 values and 50,000 records.
class DocumentReader : public Reader
{
public:
    FileKind kind() const override { return FileKind::Events; }
    Result<void> begin(std::string_view head, const ReadOptions& options) override;
    std::size_t boundary(std::string_view bytes, bool last) const override { return last ? bytes.size() : 0; }
    std::size_t recordLimit() const override { return limits::document; }
    QString longRecordRemedy() const override
    {
        return QStringLiteral("a document is read whole; split it into smaller ones");
    }
    /// A document over the limit is skipped to its end: what is left of it is no document.
    std::size_t nextLine(std::string_view) const override { return 0; }
    ParsedBlock parse(const Block& block) const final;

protected:
    virtual void read(const JsonTree& tree, DocumentSink& sink) const = 0;
    TimeRules m_time;
};

/// The beginning of a document, as far as it is there, for recognising it; without roots if it is no JSON at all.
JsonTree documentHead(std::string_view head);
/// Of all roots that are arrays the elements, of the others themselves.
std::vector<const JsonNode*> documentRecords(const JsonTree& tree);
/// How many of the names the object has.
int membersOf(const JsonNode& object, std::initializer_list<std::string_view> names);

} // namespace tideline
