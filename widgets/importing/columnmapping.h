// SPDX-FileCopyrightText: 2026 Tideline contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/session/importing.h"

#include <QMap>
#include <QStringList>

#include <span>

namespace tideline {

/// What a column of a table can mean.
struct MappingField
{
    const char* key;   ///< in the option `map`; "flag" stands for a tag that is set where the cell says yes
    const char* title; ///< English; translatable in context "MappingField"
    FileKind kind;
    bool several;  ///< more than one column may have it
    bool constant; ///< can be the same for all rows
};
std::span<const MappingField> mappingFields();
const MappingField* mappingField(FileKind kind, const QString& key);
QString mappingFieldTitle(FileKind kind, const QString& key); ///< "Leave out" or "Kept as extra" for none

/// The format of a CSV whose columns become this kind: "events-csv" or "series-csv".
QString mappedFormat(FileKind kind);

/// Which column means what, and how the table is written: what the window edits, and the read options it stands for.
class ColumnMapping
{
public:
    struct Rule
    {
        QString field;
        QMap<QString, QString> values; ///< cell -> what it becomes; "*" = any other
        QString split;
        QString whenEmpty; ///< stands where the cell is empty
        QJsonObject rest;  ///< what a recipe says besides and nobody edits here: text, name, unit …
        bool operator==(const Rule&) const = default;
    };

    FileKind kind = FileKind::Events;
    QList<QList<Rule>> columns;       ///< for each column; empty = not used
    QMap<QString, QString> constants; ///< field -> text for all rows
    ReadOptions options;              ///< everything but the map

    static ColumnMapping from(const ReadOptions& options, const QStringList& names, FileKind kind);
    ReadOptions toOptions(const QStringList& names) const;

    QString fieldOf(int column) const; ///< the first one; empty = not used
    int columnOf(const QString& field) const;
    /// Gives the column this meaning and no other; takes it away from others where only one may have it: what stood for
    /// all rows or for the empty cells of that one stands for its empty cells then. A flag sets `tag` where a cell of
    /// `cellValues` says yes.
    void setField(int column, const QString& field, const QStringList& cellValues = {}, const QString& tag = {});
    Rule* rule(int column, const QString& field);
    int used() const;
    /// Fields that are needed and not given, as titles.
    QStringList missing() const;
    QString formatName() const { return mappedFormat(kind); }
};

/// Words that mean yes in a column of flags.
bool saysYes(const QString& text);

} // namespace tideline
