// SPDX-FileCopyrightText: 2026 Tideline contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/importers/csvreader.h"

#include <QHash>
#include <QJsonObject>
#include <QSet>

#include <vector>

namespace tideline {

/// Which column gives which field. As JSON, an object: field -> rule or array of rules, a rule being a column's name,
/// its number from 1, or
///   {"column": name or number, "const": text, "values": {from: to, "*": any other}, "split": text, "text": "%1 km",
///    "optional": true, "name": text, "unit": text}
/// where `const` stands without a column or for an empty cell, `values` translates whole cells (or the parts of a split
/// one) or is "countries" (names to ISO 3166-1 alpha-2, see models/core/country.h), `split` cuts a cell into several
/// values (" " = at any white space, "list" = a list as Python writes it, however deep, or else at
/// ";"), `text` puts each value into a text, an `optional` column may be missing, and `name` and `unit` are those of a
/// value of a series.
class Mapping
{
public:
    struct Rule
    {
        int column = -1;
        QString constant;
        QHash<QString, QString> values;
        bool areCountries = false; ///< what `values` does not know is looked up as the name of a country
        QString split;
        QString pattern; ///< "%1" is the value; empty: the value as it is
        QString name;
        QString unit;

        QStringList texts(const CsvRow& row) const; ///< trimmed, never empty ones
        QString text(const CsvRow& row) const;      ///< the first, or nothing

    private:
        std::optional<QString> translated(const QString& text) const; ///< nothing: it stays as it is
    };
    struct Field
    {
        QString key;
        std::vector<Rule> rules;

        QStringList texts(const CsvRow& row) const;
        QString text(const CsvRow& row) const;
        int column() const; ///< 1-based, for messages; 0 if none
    };

    /// BadArgument if a column is not there: names it and those that are.
    static Result<Mapping> make(const QJsonObject& map, const QStringList& columns);
    /// The option `map` as object or as JSON text, with options "map.FIELD" laid over it.
    static Result<QJsonObject> fromOptions(const ReadOptions& options);

    const Field* field(QStringView key) const;
    const std::vector<Field>& fields() const { return m_fields; }
    bool isUsed(int column) const { return m_used.contains(column); }

private:
    std::vector<Field> m_fields;
    QSet<int> m_used;
};

} // namespace tideline
