// SPDX-FileCopyrightText: 2026 Tideline contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QSet>
#include <QString>

#include <functional>
#include <memory>
#include <optional>
#include <string_view>
#include <vector>

namespace tideline {

/// One element with what is in it. Names are local: prefixes and namespaces are left out.
struct XmlNode
{
    QString name;
    std::vector<std::pair<QString, QString>> attributes;
    QString text; ///< its own, without that of its children
    std::vector<XmlNode> children;
    qint64 line = 1;
    bool tooLarge = false; ///< over 4 MiB: what is in it was left out

    QString attribute(QStringView key) const;
    const XmlNode* child(QStringView key) const; ///< the first; nullptr if there is none
    QString value(QStringView key) const;        ///< its first child's text without blanks around; empty if none
    /// Calls `f(child)` for all children of that name.
    template <typename F> void each(QStringView key, F&& f) const
    {
        for (const XmlNode& node : children) {
            if (node.name == key)
                f(node);
        }
    }
};

/// Reads XML as it comes, one record after the other, with memory for one record. What only attacks need is refused: a
/// DOCTYPE anywhere, more than 256 levels, names over 1,000 characters, a tag over 4 MiB.
class XmlRecords
{
public:
    /// `root`: the local name that the document's element must have. `take` gets the elements named in `records`;
    /// records inside of records belong to the outer one.
    XmlRecords(const QString& root, const QSet<QString>& records, std::function<void(const XmlNode&)> take);
    ~XmlRecords();

    void feed(std::string_view bytes);
    void finish();

    struct Fault
    {
        qint64 line = 1;
        QString reason;
        QString where;        ///< the open elements, "CONSOLIDATED_LIST/INDIVIDUALS"
        bool refused = false; ///< nothing of the document may be used
    };
    const std::optional<Fault>& fault() const;
    const XmlNode& root() const; ///< name and attributes

private:
    struct Private;
    std::unique_ptr<Private> d;
};

/// Whether the first bytes are those of a document with this element, whatever its prefix.
bool beginsWithElement(std::string_view head, std::string_view localName);

} // namespace tideline
