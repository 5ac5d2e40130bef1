// SPDX-FileCopyrightText: 2026 Tideline contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/importers/mapping.h"

#include "models/core/country.h"

#include <QJsonArray>
#include <QJsonDocument>

namespace tideline {

namespace {

/// "[['a', \"b's\"], []]": what stands between the quotes, and bare words.
QStringList listItems(const QString& text)
{
    QStringList items;
    QString item;
    QChar quote;
    for (qsizetype i = 0; i < text.size(); ++i) {
        const QChar c = text[i];
        if (!quote.isNull()) {
            if (c == quote)
                quote = QChar();
            else
                item += c == u'\\' && i + 1 < text.size() ? text[++i] : c;
        } else if ((c == u'\'' || c == u'"') && item.trimmed().isEmpty()) {
            quote = c;
        } else if (c == u'[' || c == u']' || c == u',') {
            items << item;
            item.clear();
        } else {
            item += c;
        }
    }
    return items << item;
}

QStringList cut(const QString& text, const QString& split)
{
    if (split.isEmpty())
        return {text};
    if (split == u"list")
        return text.startsWith(u'[') ? listItems(text) : text.split(u';');
    if (split == u" ")
        return text.simplified().split(u' ');
    return text.split(split);
}

Result<int> columnAt(const QJsonValue& value, const QStringList& columns)
{
    if (value.isDouble()) {
        const int number = value.toInt();
        if (number >= 1 && number <= columns.size())
            return number - 1;
    }
    const QString name = value.toString();
    int at = int(columns.indexOf(name));
    for (int i = 0; at < 0 && i < columns.size(); ++i)
        at = columns[i].compare(name, Qt::CaseInsensitive) == 0 ? i : -1;
    if (at >= 0)
        return at;
    return Error{
        ErrorCode::BadArgument,
        QStringLiteral("There is no column “%1”").arg(value.isDouble() ? QString::number(value.toInt()) : name),
        {},
        QStringLiteral("The columns are: %1.").arg(columns.join(QStringLiteral(", ")))};
}

QString scalar(const QJsonValue& value)
{
    if (value.isBool())
        return value.toBool() ? QStringLiteral("true") : QStringLiteral("false");
    return value.isDouble() ? QString::number(value.toDouble(), 'g', 15) : value.toString();
}

Result<void> setValues(Mapping::Rule& rule, const QJsonValue& value)
{
    if (value.isString()) {
        if (value.toString() != u"countries")
            return Error{ErrorCode::BadArgument,
                         QStringLiteral("There is no table of values “%1”").arg(value.toString()),
                         {},
                         QStringLiteral("Known is: countries.")};
        rule.areCountries = true;
        // What lists write for none.
        rule.values = {
            {QStringLiteral("Not available"), {}}, {QStringLiteral("Unknown"), {}}, {QStringLiteral("unknown"), {}}};
    }
    const QJsonObject object = value.toObject();
    for (auto it = object.begin(); it != object.end(); ++it)
        rule.values.insert(it.key(), scalar(it.value()));
    return {};
}

Result<Mapping::Rule> ruleFrom(const QJsonValue& value, const QStringList& columns)
{
    Mapping::Rule rule;
    const QJsonObject object = value.toObject();
    const QJsonValue column = value.isObject() ? object.value(QStringLiteral("column")) : value;
    if (!column.isUndefined()) {
        const auto at = columnAt(column, columns);
        if (!at && !object.value(QStringLiteral("optional")).toBool())
            return at.error();
        rule.column = at ? at.value() : -1;
    }
    rule.constant = scalar(object.value(QStringLiteral("const")));
    rule.split = object.value(QStringLiteral("split")).toString();
    rule.pattern = object.value(QStringLiteral("text")).toString();
    rule.name = object.value(QStringLiteral("name")).toString();
    rule.unit = object.value(QStringLiteral("unit")).toString();
    if (auto set = setValues(rule, object.value(QStringLiteral("values"))); !set)
        return set.error();
    return rule;
}

} // namespace

std::optional<QString> Mapping::Rule::translated(const QString& text) const
{
    if (const auto known = values.constFind(text); known != values.constEnd())
        return *known;
    if (const QString code = areCountries ? countryCode(text) : QString(); !code.isEmpty())
        return code;
    return std::nullopt;
}

QStringList Mapping::Rule::texts(const CsvRow& row) const
{
    QStringList found;
    const QString cell = row.text(column);
    // "Palestine, State of" is a name of its own, whatever sign splits the cell.
    for (const QString& part : cut(cell, translated(cell.trimmed()) ? QString() : split)) {
        QString text = part.trimmed();
        if (!text.isEmpty())
            text = translated(text).value_or(values.value(QStringLiteral("*"), text));
        if (!text.isEmpty())
            found << (pattern.isEmpty() ? text : QString(pattern).replace(QStringLiteral("%1"), text));
    }
    if (!split.isEmpty())
        found.removeDuplicates();
    if (found.isEmpty() && !constant.isEmpty())
        found << constant;
    return found;
}

QString Mapping::Rule::text(const CsvRow& row) const
{
    const QStringList all = texts(row);
    return all.isEmpty() ? QString() : all.first();
}

QStringList Mapping::Field::texts(const CsvRow& row) const
{
    QStringList found;
    for (const Rule& rule : rules)
        found << rule.texts(row);
    return found;
}

QString Mapping::Field::text(const CsvRow& row) const
{
    for (const Rule& rule : rules) {
        if (QString text = rule.text(row); !text.isEmpty())
            return text;
    }
    return {};
}

int Mapping::Field::column() const
{
    return rules.empty() ? 0 : rules.front().column + 1;
}

Result<Mapping> Mapping::make(const QJsonObject& map, const QStringList& columns)
{
    Mapping mapping;
    for (auto it = map.begin(); it != map.end(); ++it) {
        Field field{it.key(), {}};
        const QJsonArray rules = it.value().isArray() ? it.value().toArray() : QJsonArray{it.value()};
        for (const QJsonValue& value : rules) {
            auto rule = ruleFrom(value, columns);
            if (!rule) {
                Error error = rule.error();
                error.where = QStringLiteral("map, field “%1”").arg(it.key());
                return error;
            }
            mapping.m_used.insert(rule->column);
            field.rules.push_back(std::move(rule).value());
        }
        mapping.m_fields.push_back(std::move(field));
    }
    return mapping;
}

Result<QJsonObject> Mapping::fromOptions(const ReadOptions& options)
{
    const QJsonValue given = options.value(QStringLiteral("map"));
    QJsonObject map = given.toObject();
    if (given.isString() && !given.toString().isEmpty()) {
        QJsonParseError parsed;
        const QJsonDocument document = QJsonDocument::fromJson(given.toString().toUtf8(), &parsed);
        if (!document.isObject())
            return Error{ErrorCode::BadArgument,
                         QStringLiteral("The map is not a JSON object"),
                         {},
                         QStringLiteral("Write map={\"time\":\"column\",\"title\":\"column\"}, or map.time=column.")};
        map = document.object();
    }
    const QString prefix = QStringLiteral("map.");
    for (auto it = options.begin(); it != options.end(); ++it) {
        if (it.key().startsWith(prefix))
            map.insert(it.key().mid(prefix.size()), it.value());
    }
    return map;
}

const Mapping::Field* Mapping::field(QStringView key) const
{
    for (const Field& field : m_fields) {
        if (field.key == key)
            return &field;
    }
    return nullptr;
}

} // namespace tideline
