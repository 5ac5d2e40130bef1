// SPDX-FileCopyrightText: 2026 Tideline contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/importers/intelligence/jsontree.h"

#include <unordered_map>

namespace tideline {

/// The objects of a bundle by their ids, and what its relationships say about them.
class StixGraph
{
public:
    /// What other objects say about one.
    struct Links
    {
        QStringList actors;    ///< it is attributed to, indicates or is used by
        QStringList targets;   ///< it targets
        QStringList countries; ///< where its targets are
        QStringList origins;   ///< countries it is located at or comes from
    };
    explicit StixGraph(const std::vector<const JsonNode*>& objects);

    const JsonNode* find(std::string_view id) const; ///< the latest version; nullptr if it is not in the bundle
    QString name(std::string_view id) const;         ///< the object's name; the id where it is not in the bundle
    const Links& links(std::string_view id) const;
    QString country(std::string_view id) const; ///< of a location; empty otherwise
    QString marking(std::string_view id) const; ///< "tlp:amber", "statement: …", or the id

    static bool isActor(std::string_view id); ///< intrusion sets and threat actors
    /// What an object is called: its name, or what there is in place of one; never empty.
    QString title(const JsonNode& object) const;

private:
    void addRelationship(const JsonNode& relationship);
    QString relationTitle(const JsonNode& object, int depth) const;
    QString titleAt(const JsonNode& object, int depth) const;

    std::unordered_map<std::string_view, const JsonNode*> m_objects;
    std::unordered_map<std::string_view, Links> m_links;
};

/// Revoked by its maker, or marked as deprecated by ATT&CK.
bool isWithdrawn(const JsonNode& object);

} // namespace tideline
